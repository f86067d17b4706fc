"""Fractions, times of day, halves and ends of periods; certainty and negation of asides. All made up."""

from datetime import date

import pytest

from sayso_extract.domain.fields.certainty import certainty_of, negated
from sayso_extract.domain.fields.dates import find_time
from sayso_extract.domain.fields.numbers import quantities_of
from sayso_extract.domain.words import Words

PUBLISHED = date(2025, 4, 9)


@pytest.mark.parametrize(
    ("content", "value", "upper"),
    [
        ("around two-thirds of homes", 0.666667, None),
        ("it would run a third of services", 0.333333, None),
        ("fewer than 1 in 10,000 fell ill", 0.0001, None),
        ("one in three households", 0.333333, None),
        ("half a million pounds a day", 500_000, None),
        ("two and a half million people", 2_500_000, None),
        ("it cost $8.2 billion", 8_200_000_000, None),
        ("hundreds of thousands of homes", 100_000, None),
        ("dozens more were hurt", 24, None),
        ("between 1.5% and 2% of homes", 1.5, 2),
        ("4-5% of homes", 4, 5),
        ("by more than half", 0.5, None),
        ("25 basis points", 25, None),
    ],
)
def test_a_quantity(content: str, value: float, upper: float | None) -> None:
    (found,) = quantities_of(content, Words(content))
    assert (found.value, found.upper) == (value, upper)


@pytest.mark.parametrize(
    "content",
    [
        "the L4 is ready",
        "it left around 9 p.m. Sunday",
        "shortly after 2am",
        "she ran 2:16",
        "it left at nine",
        "Juror No. 7 left",
        "a third goal fell",
        "the second half of 2026",
        "the 1980s were hard",
        "from day one",
        "she is four years old",
        "between April 22 and 27",
        "the four would walk",
    ],
)
def test_no_quantity(content: str) -> None:
    assert quantities_of(content, Words(content)) == ()


def test_the_second_count_of_a_charge() -> None:
    content = "two counts of theft and one of fraud"
    assert [found.value for found in quantities_of(content, Words(content))] == [2, 1]


@pytest.mark.parametrize(
    ("content", "ahead", "start", "end"),
    [
        ("the second half of 2026", False, "2026-07-01", "2026-12-31"),
        ("before the end of July", True, "2025-07-31", "2025-07-31"),
        ("by the end of the month", True, "2025-04-30", "2025-04-30"),
        ("by the end of the decade", True, "2029-12-31", "2029-12-31"),
        ("two days ago", False, "2025-04-07", "2025-04-07"),
        ("a year ago", False, "2024-01-01", "2024-12-31"),
        ("in the new year", True, "2026-01-01", "2026-01-01"),
        ("he is gone by the autumn", False, "2025-09-01", "2025-11-30"),
        ("locked up beginning in January", False, "2026-01-01", "2026-01-31"),
        ("it had burned 37 miles by Monday", False, "2025-04-07", "2025-04-07"),
        ("the opening, planned for May, will slip to June", True, "2025-06-01", "2025-06-30"),
        ("the vote is on May 11", False, "2025-05-11", "2025-05-11"),
        ("it was on November 11", False, "2024-11-11", "2024-11-11"),
        ("prices will fall this summer", True, "2025-06-01", "2025-08-31"),
        ("full-year revenue will fall", True, "2025-01-01", "2025-12-31"),
        ("a 1994 treaty", False, "1994-01-01", "1994-12-31"),
    ],
)
def test_a_time(content: str, ahead: bool, start: str, end: str) -> None:
    found = find_time(content, Words(content), PUBLISHED, ahead)
    assert found is not None
    assert (found.start, found.end) == (start, end)


def test_a_day_that_does_not_exist_is_no_time() -> None:
    assert find_time("on April 31", Words("on April 31"), PUBLISHED, ahead=False) is None


@pytest.mark.parametrize(
    ("content", "cue", "certainty"),
    [
        ("they did everything they could", "said", "asserted"),
        ("the apron, you may think, was a poor choice", "told", "asserted"),
        ("nobody could have done more", "said", "asserted"),
        ("anyone would have been afraid", "said", "asserted"),
        ("the vote is on May 11", "said", "asserted"),
        ("she expects to decide in June", "said", "expected"),
        ("the policy was dead", "is understood to have told", "believed"),
        ("it would take bicycles", "could not promise", "possible"),
        ("it could burst", "said", "possible"),
        ("two of the boats could not have been used", "found", "asserted"),
        ("we had expected noise", "said", "asserted"),
        ("noise is expected", "said", "expected"),
        ("sending in the navy", "ruled out", "denied"),
        ("the games on the lawn", "ruled", "asserted"),
    ],
)
def test_certainty(content: str, cue: str, certainty: str) -> None:
    assert certainty_of(Words(content), None, hearsay=False, cue=cue) == certainty


@pytest.mark.parametrize(
    ("content", "is_negated"),
    [
        ("he left us with no choice", False),
        ("prices are falling, though not fast enough", False),
        ("300 troops remain, none of them armed", False),
        ("there was no choice", True),
        ("the levy hurts not only farmers but the towns", False),
        ("it isn't just a bridge", False),
        ("it is not just", True),
        ("farmers won't just pay", True),
        ("farmers cannot just pay", True),
        ("farmers never just pay", True),
        ("farmers will not just pay", True),
        ("that was nothing short of a miracle", False),
        ("the bridge will close no matter what it costs", False),
        ("there is no doubt that the bridge was closed", True),
        ("there is no question of closing the bridge", True),
        ("he had no question", True),
        ("No, the bridge is open", False),
        ("No bridge is open", True),
        ("No, the bridge is not open", True),
        ("she was sorry but not for the word", True),
    ],
)
def test_negation(content: str, is_negated: bool) -> None:
    assert negated(Words(content), cue_negated=False) is is_negated
