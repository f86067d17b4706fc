"""Told claims found again in an article: whole words, in order, nearest; and nothing that does not stand there."""

import pytest

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import read_paragraphs
from sayso_extract.domain.verbatim import Told, verbatim_drafts

TWICE = "The road is safe, said Brook. The road is safe, said Lund."
TOWN = "“It’s safe,” said Brook. “We know,” she added.\n\n“So do I,” said Lund.\n\n“And then some.”"


def drafts(text: str, *told: Told) -> tuple[Draft, ...]:
    return verbatim_drafts(told, text, read_paragraphs(text))


def words(text: str, draft: Draft) -> tuple[list[str], str | None, str | None]:
    speaker, cue = (span.of(text) if span else None for span in (draft.mention, draft.cue))
    return [span.of(text) for span in draft.spans], speaker, cue


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (Told(("It's safe",), "Brook", "said"), (["It’s safe"], "Brook", "said")),  # marks may be straight
        (Told(("“It’s safe,”",), "Brook", "said"), (["It’s safe"], "Brook", "said")),  # and come with the words
        (Told(("It’s safe", "We know"), "Brook", "said"), (["It’s safe", "We know"], "Brook", "said")),
        (Told(("So do I", "And then some"), "Lund", "said"), (["So do I", "And then some"], "Lund", "said")),
        (Told(("And then some",), None, None), (["And then some"], None, None)),
        (Told(("And then some",), "Lund", None), (["And then some"], "Lund", None)),
    ],
)
def test_found(told: Told, found: tuple[list[str], str | None, str | None]) -> None:
    (draft,) = drafts(TOWN, told)
    assert words(TOWN, draft) == found


@pytest.mark.parametrize(
    "told",
    [
        Told(("It is safe",), "Brook", "said"),
        Told(("it's safe",), "Brook", "said"),
        Told(("t’s safe",), "Brook", "said"),
        Told(("It’s saf",), "Brook", "said"),
        Told(("We know", "It’s safe"), "Brook", "said"),
        Told(("It’s safe", "And then some"), "Brook", "said"),  # two paragraphs between
        Told(("It’s safe",), "Mayor Brook", "said"),
        Told(("It’s safe",), "Brook", "sai"),
        Told(("It’s safe",), "Brook", "denied"),
        Told(("It’s safe",), "It’s", "said"),  # the speaker only within what is said
        Told((), "Brook", "said"),
        Told(("", " \n"), "Brook", "said"),
        Told((",",), "Brook", "said"),
    ],
)
def test_refused(told: Told) -> None:
    assert drafts(TOWN, told) == ()


def test_the_same_words_twice_are_taken_in_turn() -> None:
    found = drafts(TWICE, *(Told(("The road is safe",), who, "said") for who in ("Brook", "Lund")))
    assert [draft.spans[0].begin for draft in found] == [0, 30]
    assert [words(TWICE, draft)[1] for draft in found] == ["Brook", "Lund"]


def test_a_third_time_they_are_refused() -> None:
    assert len(drafts(TWICE, *[Told(("The road is safe",), None, None)] * 3)) == 2


def test_words_that_have_a_claim_have_no_second() -> None:
    (found,) = drafts(TOWN, Told(("It’s safe",), "Brook", "said"), Told(("safe",), "Lund", "said"))
    assert words(TOWN, found)[1] == "Brook"


def test_claims_out_of_order_are_found_and_come_in_the_texts_order() -> None:
    told = (Told(("So do I",), "Lund", "said"), Told(("It’s safe",), "Brook", "said"))
    assert [words(TOWN, draft)[1] for draft in drafts(TOWN, *told)] == ["Brook", "Lund"]


def test_a_cue_stands_near_its_words() -> None:
    text = "Brook said.\n\n" + "The river runs. " * 40 + "The road is safe."
    assert drafts(text, Told(("The road is safe",), "Brook", "said")) == ()
    assert len(drafts(text, Told(("The road is safe",), "Brook", None))) == 1


def test_a_speaker_loses_its_description_and_a_cue_its_negation() -> None:
    text = "The road is safe, Ada Brook, mayor of Saltby, did not deny."
    (found,) = drafts(text, Told(("The road is safe",), "Ada Brook, mayor of Saltby", "did not deny"))
    assert words(text, found)[1] == "Ada Brook"
    assert [span.of(text) for span in found.appositions] == ["mayor of Saltby"]
    assert found.negated
    assert found.form is not None
