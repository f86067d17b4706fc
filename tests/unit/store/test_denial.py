"""A denial and an assertion of the same words are not one claim: they are a conflict."""

import pytest

from sayso.contracts.records import Certainty, SpeakerRecord
from sayso_store.dedupe.domain import compare
from sayso_store.dedupe.domain.denial import as_held
from sayso_store.dedupe.handler import claim_of

SAID = "the company planned to cut jobs"
DENIED_TOO = "the company did not plan to cut jobs"
Said = tuple[str, Certainty, bool]


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ((SAID, "denied", False), (SAID, "asserted", False), "conflict"),
        ((SAID, "denied", False), (SAID, "denied", False), "same"),
        ((SAID, "denied", False), (DENIED_TOO, "asserted", True), "same"),
        ((DENIED_TOO, "asserted", True), (SAID, "asserted", False), "conflict"),
        # the cue has the negation: "did not expect"
        (("the mill would reopen", "expected", True), ("the mill would reopen", "expected", False), "conflict"),
        ((SAID, "believed", False), (SAID, "asserted", False), "same"),
    ],
)
def test_what_a_denial_is_to_others(a: Said, b: Said, verdict: str) -> None:
    one, other = (
        claim_of(content, SpeakerRecord(mention=name, name=name, kind="person"), certainty, negated=negated)
        for (content, certainty, negated), name in ((a, "Ana Marsh"), (b, "Rob Finch"))
    )
    assert compare(one, other).verdict == compare(other, one).verdict == verdict


@pytest.mark.parametrize("content", ["nobody was hurt", "It wasn’t safe", "There is no plan", "“never again”"])
def test_a_negation_that_stands_in_the_words_is_not_added(content: str) -> None:
    assert as_held(content, is_denied=False, is_negated=True) == content


def test_a_denial_is_of_all_of_a_sentence_whatever_opens_it() -> None:
    assert compare(
        claim_of("So far, the road was closed", SpeakerRecord(mention="Ana", kind="person"), "denied", negated=False),
        claim_of("the road was closed", SpeakerRecord(mention="Ana", kind="person"), "denied", negated=False),
    ).verdict == "same"  # fmt: skip
    assert as_held("The old road, which leads to Tarn, closed", is_denied=True, is_negated=False).count(",") == 2
