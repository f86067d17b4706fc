"""What holds for any two claims."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sayso_store.dedupe.domain import Claim, bands, compare, sentence_prints
from sayso_store.dedupe.domain.normalise import fingerprint

WORDS = [
    *("the", "a", "of", "in", "by", "not", "no", "never", "nobody", "will", "may", "should", "I", "we", "and", ","),
    *("rose", "fell", "won", "lost", "closed", "opened", "sold", "killed", "died", "met", "people", "bank", "mill"),
    *("12", "15", "thirty", "half", "million", "per cent", "at least", "more than", "from", "to", "until", "quarter"),
    *("Monday", "Friday", "3", "June", "2019", "second", "Ister", "Alder", "Ana", "Marsh", "minister", "bridge"),
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
speakers = st.sampled_from(["Ana Marsh", "Ms Marsh", "the mayor", "Alder Bank", None])
claims = st.builds(Claim, texts, speakers)


@given(claims, claims)
def test_the_order_of_two_claims_does_not_matter(a: Claim, b: Claim) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one.verdict, one.rule, one.score, one.field) == (other.verdict, other.rule, other.score, other.field)
    assert 0 <= one.score <= 1


@given(texts, st.sampled_from(["Ana Marsh", "Alder Bank"]))
def test_a_claim_is_the_same_as_itself_where_its_speaker_is_known(text: str, speaker: str) -> None:
    assert compare(Claim(text, speaker), Claim(text, speaker)).verdict == "same"


@given(claims, claims)
def test_different_numbers_are_never_the_same(a: Claim, b: Claim) -> None:
    one, other = Claim(f"{a.content} . 17 wolves", a.speaker), Claim(f"{b.content} . 18 wolves", b.speaker)
    assert compare(one, other).verdict != "same" or "17" in b.content or "18" in a.content


@given(texts)
def test_prints_depend_on_the_words_alone(text: str) -> None:
    assert fingerprint(text) == fingerprint(f"  {text}\n")
    assert fingerprint(text) == fingerprint(unicodedata.normalize("NFKC", text))
    assert sentence_prints(text) == sentence_prints(text)


@given(claims)
def test_bands_are_many_and_stable(claim: Claim) -> None:
    bands.cache_clear()
    first = bands(claim)
    bands.cache_clear()
    assert bands(claim) == first
    assert len(first) == len(set(first)) == 33
