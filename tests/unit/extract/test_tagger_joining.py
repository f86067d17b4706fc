"""The rules' drafts and the tagger's claims as one list: which of two is told, and what is left out."""

import pytest

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import find_drafts, read_paragraphs
from sayso_extract.domain.attribution.quotes import paragraphs
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.belief import (
    BELIEVED_ALONE,
    BELIEVED_HALF,
    HALF,
    LEAST_AGREED,
    LEAST_SURE,
    Ruled,
    agreed,
)
from sayso_extract.domain.tagging.joining import Candidate, joined
from sayso_extract.domain.tagging.one_claim import alike
from sayso_extract.domain.tagging.words import words_of
from sayso_extract.domain.values import replace

LOUD = 20.0
"""The only weight here: a candidate's one feature times this is what its sureness comes from."""
TEXT = "The mayor said the bridge was safe. Two of the crew fear that the road will go."


def place(words: str, text: str = TEXT) -> Span:
    begin = text.index(words)
    return Span(begin, begin + len(words))


def draft(content: str, cue: str, mention: str | None, rule: str = "tagger", text: str = TEXT) -> Draft:
    return Draft(
        spans=(place(content, text),), kind="indirect", cue=place(cue, text), form=None,
        mention=place(mention, text) if mention else None, appositions=(), same_speaker=False, nobody=mention is None,
        when=None, negated=False, rule=rule, confidence=0.85, paragraph=0,
    )  # fmt: skip


def candidate(each: Draft, sure: float, partner: int | None = None) -> Candidate:
    """A claim whose sureness is as good as 1 or 0."""
    return Candidate(each, (sure - LEAST_SURE,), partner)


def told(rules: list[Draft], found: list[Candidate], agree: float = 0.0) -> list[tuple[str, str]]:
    drafts = joined([Ruled(each, agree) for each in rules], found, [LOUD])
    return [(" ".join(span.of(TEXT) for span in each.spans), each.rule) for each in drafts]


RULE = draft("the bridge was safe", "said", "The mayor", "speaker_verb_clause")
SAME = draft("the bridge was safe", "said", "The mayor")
LESS = draft("bridge was safe", "said", "The mayor")
TAIL = draft("the road will go", "fear", "Two of the crew")


def test_what_only_the_tagger_found_is_told_if_it_is_sure() -> None:
    assert told([], [candidate(TAIL, 1.0)]) == [("the road will go", "tagger")]
    assert told([], [candidate(TAIL, 0.2)]) == []


def test_a_claim_found_twice_is_told_once() -> None:
    assert told([RULE], [candidate(SAME, 1.0, partner=0)]) == [("the bridge was safe", "speaker_verb_clause")]


def test_the_tagger_words_it_if_it_is_sure_and_the_rule_stands_alone_else() -> None:
    assert told([RULE], [candidate(LESS, 1.0, partner=0)])[0][0] == "bridge was safe"
    assert told([RULE], [candidate(LESS, 0.2, partner=0)]) == []
    assert told([RULE], [candidate(LESS, 0.2, partner=0)], agree=LEAST_AGREED)[0][0] == "the bridge was safe"


def test_two_pieces_of_hearsay_stay_as_the_rule_cut_them() -> None:
    rule = replace(RULE, rule="hearsay_passive")
    assert told([rule], [candidate(LESS, 1.0, partner=0)])[0][0] == "the bridge was safe"


@pytest.mark.parametrize("rule", sorted(BELIEVED_ALONE))
def test_rules_that_go_by_marks_are_kept_alone(rule: str) -> None:
    assert told([replace(RULE, rule=rule)], []) == [("the bridge was safe", rule)]


def test_other_rules_are_kept_alone_if_the_network_agrees() -> None:
    assert told([RULE], [], agree=LEAST_AGREED) == [("the bridge was safe", "speaker_verb_clause")]
    assert told([RULE], [], agree=LEAST_AGREED / 2) == []


@pytest.mark.parametrize("rule", sorted(BELIEVED_HALF))
def test_some_rules_are_kept_alone_if_the_network_half_agrees(rule: str) -> None:
    assert told([replace(RULE, rule=rule)], [], agree=HALF) == [("the bridge was safe", rule)]
    assert told([replace(RULE, rule=rule)], [], agree=HALF / 2) == []
    assert told([RULE], [], agree=HALF) == []


def test_a_clause_before_its_speaker_is_kept_alone_if_the_verb_is_one_of_speech() -> None:
    rule = replace(RULE, rule="clause_speaker_verb")
    assert told([replace(rule, form=FORMS["told"])], []) == [("the bridge was safe", "clause_speaker_verb")]
    assert told([replace(rule, form=FORMS["found"])], []) == []
    assert told([replace(RULE, form=FORMS["told"])], []) == []


def test_no_word_is_told_twice() -> None:
    clash = draft("mayor said the bridge", "fear", "Two of the crew")
    assert told([], [candidate(SAME, 1.0), candidate(clash, 1.0)]) == [("the bridge was safe", "tagger")]


def test_claims_come_in_reading_order() -> None:
    assert [words for words, _ in told([], [candidate(TAIL, 1.0), candidate(SAME, 1.0)])] == [
        "the bridge was safe",
        "the road will go",
    ]


def test_two_things_reported_by_one_verb_are_told_one_by_one() -> None:
    text = "The mayor said that the bridge was safe, and that the road was not."
    rules = find_drafts(read_paragraphs(text))
    whole = draft("the bridge was safe, and that the road was not", "said", "The mayor", text=text)
    drafts = joined([Ruled(each, 0.0) for each in rules], [candidate(whole, 1.0)], [LOUD])
    assert [" ".join(s.of(text) for s in each.spans) for each in drafts] == ["the bridge was safe", "the road was not"]
    assert all(each.mention == place("The mayor", text) for each in drafts)


def test_what_a_further_verb_reports_is_told_by_itself_by_the_same_speaker() -> None:
    text = "The union denied members had voted to strike but insisted talks would continue."
    rules = find_drafts(read_paragraphs(text))
    whole = replace(
        draft("members had voted to strike but insisted talks would continue", "denied", "The union", text=text),
        negated=True,
    )
    first, further = joined([Ruled(each, 0.0) for each in rules], [candidate(whole, 1.0)], [LOUD])
    assert [span.of(text) for span in first.spans] == ["members had voted to strike"]
    assert [span.of(text) for span in further.spans] == ["talks would continue"]
    assert first.cue == place("denied", text)
    assert further.cue == place("insisted", text)
    assert (first.mention, first.negated) == (place("The union", text), True)
    assert (further.same_speaker, further.negated) == (True, False)


def test_the_tagger_names_the_speaker_of_what_both_found() -> None:
    rule = replace(RULE, mention=place("The"), when=place("safe"), negated=True)
    (one,) = joined([Ruled(rule, 0.0)], [candidate(SAME, 1.0, partner=0)], [LOUD])
    assert one.mention == SAME.mention
    assert (one.when, one.negated, one.rule) == (rule.when, True, rule.rule)
    (one,) = joined([Ruled(rule, 0.0)], [candidate(replace(SAME, mention=None), 1.0, partner=0)], [LOUD])
    assert one.mention == rule.mention


def test_agreement_is_the_mean_over_a_drafts_words() -> None:
    read = TEXT[: TEXT.index(".")]
    words = words_of(read, paragraphs(read))
    content = [0.0, 0.0, 0.1, 1.0, 0.5, 0.5, 1.0]
    (one,) = agreed([RULE], words, content)
    assert one.agreed == 0.75
    (unread,) = agreed([TAIL], words, content)
    assert unread.agreed == 1.0


@pytest.mark.parametrize(
    ("some", "others", "share"),
    [
        ([Span(0, 4)], [Span(0, 4)], 1.0),
        ([Span(0, 2)], [Span(2, 4)], 0.0),
        ([Span(0, 2), Span(4, 6)], [Span(0, 6)], 4 / 6),
    ],
)
def test_alike(some: list[Span], others: list[Span], share: float) -> None:
    assert alike(some, others) == pytest.approx(share)
