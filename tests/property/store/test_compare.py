"""What holds for any two claims."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from sayso_store.dedupe.domain import (
    Claim,
    as_compared,
    compare,
    may_be_anybodys,
    plainly_apart,
    prints,
    sentence_marks,
    sketch,
    worth_comparing,
)
from sayso_store.dedupe.domain.normalise import fingerprint, form_of, normal_form, words

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
@example(Claim("²"), Claim("1𑁒"))
@example(Claim("𑁒"), Claim("𑁒 am on ² May"))
def test_different_numbers_are_never_the_same(a: Claim, b: Claim) -> None:
    one, other = Claim(f"{a.content} . 17 wolves", a.speaker), Claim(f"{b.content} . 18 wolves", b.speaker)
    assert compare(one, other).verdict != "same" or "17" in b.content or "18" in a.content


@given(texts)
@example("isn´t")
def test_prints_depend_on_the_words_alone(text: str) -> None:
    assert fingerprint(text) == fingerprint(f"  {text}\n")
    assert fingerprint(text) == fingerprint(unicodedata.normalize("NFKC", text))
    assert sentence_marks(text) == sentence_marks(f"{text} ")


PIECES = ["n't", "don't", "won't", "per", "cent", "no", "one", ".", "…", "İ", "ﬁ", "x’s", "5th", "1,000", "%", "\ud800"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=12), st.sampled_from(["", " "]))
def test_the_normal_form_is_that_of_the_words(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert normal_form(text) == form_of(words(text))


@given(claims)
def test_prints_are_many_and_stable(claim: Claim) -> None:
    known = as_compared(claim)
    assert as_compared(known) == known
    (first,) = prints([known])
    assert prints([as_compared(claim), known]) == [first, first]


@given(claims)
@example(Claim("5D6B7C", None))
def test_what_may_not_be_the_same_as_itself_is_known_for_it(claim: Claim) -> None:
    known = as_compared(claim)
    assert may_be_anybodys(known) or compare(known, known).verdict == "same"


@given(claims, claims)
def test_what_is_worth_comparing_does_not_depend_on_the_order(a: Claim, b: Claim) -> None:
    assert worth_comparing(a, b) == worth_comparing(b, a)


@given(claims, claims)
def test_sketches_never_part_what_is_worth_comparing(a: Claim, b: Claim) -> None:
    apart = plainly_apart(sketch(a), sketch(b))
    assert not (apart and worth_comparing(a, b))
    assert not plainly_apart(sketch(a), sketch(a))
