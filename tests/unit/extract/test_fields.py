"""Quantities, times, certainty and negation of made-up contents."""

from collections.abc import Callable
from datetime import date

import pytest

from sayso_extract.domain.fields.certainty import negated
from sayso_extract.domain.fields.dates import find_time, published_day
from sayso_extract.domain.fields.numbers import quantities_of
from sayso_extract.domain.model import Statement
from sayso_extract.domain.words import Words

Read = Callable[[str], tuple[Statement, ...]]
PUBLISHED = date(2025, 4, 9)


@pytest.mark.parametrize(
    ("content", "text", "value", "upper", "unit", "approximate"),
    [
        ("At least 43 people died", "At least 43 people", 43, None, "people", True),
        ("it cost more than $40 million", "more than $40 million", 40e6, None, "dollars", True),
        ("it cost $1.2bn", "$1.2bn", 1.2e9, None, "dollars", False),
        ("shares fell 3.5%", "3.5%", 3.5, None, "percent", False),
        ("takings fell by 40 per cent", "40 per cent", 40, None, "percent", False),
        ("between 80 and 95 people were gone", "between 80 and 95 people", 80, 95, "people", False),
        (
            "between 90 million and 120 million marks",
            "between 90 million and 120 million marks",
            90e6,
            120e6,
            "marks",
            False,
        ),
        ("it took six or seven times", "six or seven times", 6, 7, "times", False),
        ("made three serious offers", "three serious offers", 3, None, "offers", False),
        ("about 40 injured passengers left", "about 40 injured passengers", 40, None, "passengers", True),
        ("it has 12 armed police", "12 armed police", 12, None, "police", False),
        ("in Ostrel, 40 people died", "40 people", 40, None, "people", False),
        ("cut 30 people loose", "30 people", 30, None, "people", False),
        ("two extra services an hour", "two extra services", 2, None, "services", False),
        ("within a hundred days", "a hundred days", 100, None, "days", False),
        ("some 1,846 adults came", "some 1,846 adults", 1846, None, "adults", True),
        ("twenty-one ships sank", "twenty-one ships", 21, None, "ships", False),
        ("only one in five voters came", "one in five voters", 0.2, None, "voters", False),
        ("it cost Rs 12 lakh", "Rs 12 lakh", 1.2e6, None, "rupees", False),
        ("at least Rs. 600 crore", "at least Rs. 600 crore", 6e9, None, "rupees", True),
        ("it owes Sh4.3 billion", "Sh4.3 billion", 4.3e9, None, "shillings", False),
        ("it owes R120m", "R120m", 120e6, None, "rand", False),
        ("from EUR 5m", "EUR 5m", 5e6, None, "euros", False),
        ("growth of 3% to 5%", "3% to 5%", 3, 5, "percent", False),
        ("sent 60 search-and-rescue specialists", "60 search-and-rescue specialists", 60, None, "specialists", False),
        ("sent two field hospitals", "two field hospitals", 2, None, "hospitals", False),
        ("sent 40 staff there", "40 staff", 40, None, "staff", False),
        ("three people says it all", "three people", 3, None, "people", False),
    ],
)
def test_quantity(content: str, text: str, value: float, upper: float | None, unit: str, approximate: bool) -> None:
    (found,) = quantities_of(content, Words(content))
    assert (found.text, found.value, found.upper, found.unit, found.approximate) == (
        text,
        value,
        upper,
        unit,
        approximate,
    )


@pytest.mark.parametrize(
    "content",
    [
        "on 13 November",
        "the quay closed on Dec. 4, 2015",
        "see example.org/1Dbu5 for more",
        "number one was cost",
        "either one helped them",
        "in 2024",
        "a four-hour meeting",
        "one of them",
        "no numbers",
        "the 3rd man",
        "1.2.3",
        "plan N and R",
        "it parted company with Holt, 47, and thanked him",
        "she died at the age of 91",
        "a man aged 40 was held",
        "they could melt by 2100 even so",
        "it is the right one",
    ],
)
def test_no_quantity(content: str) -> None:
    assert quantities_of(content, Words(content)) == ()


@pytest.mark.parametrize(
    ("text", "ahead", "start", "end"),
    [
        ("on Wednesday", False, "2025-04-09", "2025-04-09"),
        ("on Monday", False, "2025-04-07", "2025-04-07"),
        ("on Friday", True, "2025-04-11", "2025-04-11"),
        ("last Friday", False, "2025-04-04", "2025-04-04"),
        ("yesterday", False, "2025-04-08", "2025-04-08"),
        ("last night", False, "2025-04-08", "2025-04-08"),
        ("tomorrow", True, "2025-04-10", "2025-04-10"),
        ("last week", False, "2025-03-31", "2025-04-06"),
        ("over the weekend", False, "2025-04-05", "2025-04-06"),
        ("by the weekend", True, "2025-04-12", "2025-04-13"),
        ("last year", False, "2024-01-01", "2024-12-31"),
        ("in February", False, "2025-02-01", "2025-02-28"),
        ("in June", True, "2025-06-01", "2025-06-30"),
        ("in May", False, "2024-05-01", "2024-05-31"),
        ("13 November", False, "2024-11-13", "2024-11-13"),
        ("November 13, 2023", False, "2023-11-13", "2023-11-13"),
        ("in July 2024", False, "2024-07-01", "2024-07-31"),
        ("the second quarter of 2026", True, "2026-04-01", "2026-06-30"),
        ("by the autumn", True, "2025-09-01", "2025-11-30"),
        ("by 2028", True, "2028-01-01", "2028-12-31"),
        ("before Christmas", True, "2025-12-25", "2025-12-25"),
        ("the end of the year", True, "2025-12-31", "2025-12-31"),
        ("margins would slip in the second half", True, "2025-07-01", "2025-12-31"),
        ("sales for the full year", True, "2025-01-01", "2025-12-31"),
        ("on 3 May last year", False, "2024-05-03", "2024-05-03"),
        ("in June next year", True, "2026-06-01", "2026-06-30"),
        ("between March and June", False, "2024-03-01", "2024-06-30"),
        ("between January and March", False, "2025-01-01", "2025-03-31"),
        ("from October to May", True, "2025-10-01", "2026-05-31"),
        ("from October to March", False, "2024-10-01", "2025-03-31"),
        ("between March and June 2023", False, "2023-03-01", "2023-06-30"),
        ("by 2100", True, "2100-01-01", "2100-12-31"),
    ],
)
def test_time(text: str, ahead: bool, start: str, end: str) -> None:
    found = find_time(text, Words(text), PUBLISHED, ahead)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["may march", "31 February 2024", "the summer house", "room 2024", "no time", "the second half"]
)
def test_no_time(text: str) -> None:
    assert find_time(text, Words(text), PUBLISHED, ahead=False) is None


def test_without_a_published_date_only_a_named_year_is_resolved() -> None:
    assert find_time("on Monday", Words("on Monday"), None, ahead=False) is None
    assert find_time("in May 2023", Words("in May 2023"), None, ahead=False) is not None
    assert published_day("not a date") is None
    assert published_day("2025-04-09T10:00:00+00:00") == PUBLISHED


@pytest.mark.parametrize(
    ("content", "is_negated"), [("no dam broke", True), ("it didn’t break", True), ("it broke", False)]
)
def test_negation(content: str, is_negated: bool) -> None:
    assert negated(Words(content), cue_negated=False) is is_negated


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The mayor believes the dam could break.", "believed"),
        ("The mayor denied that the dam would break.", "denied"),
        ("The mayor said the dam might break.", "possible"),
        ("The mayor said the dam would break.", "expected"),
        ("The mayor said the dam broke.", "asserted"),
        ("The mayor reckons the dam was broken.", "believed"),
        ('The mayor said a beaver was the "likely cause".', "asserted"),
        ("The mayor said each family is to be paid.", "expected"),
        ("The mayor said each family is set to be paid.", "expected"),
        ("The mayor said the set to be used was hers.", "asserted"),
        ("The mayor said he was a man who would do anything.", "asserted"),
        ("The mayor said teenagers were three times more likely to smoke.", "asserted"),
        ("The mayor said they were likely to smoke.", "expected"),
        ("The bank predicts a first cut in the third quarter.", "expected"),
        ("The mayor said the lamps could not be traced.", "asserted"),
        ('"I have been there perhaps forty times," the mayor said.', "asserted"),
        ('"We expected them to shout," the mayor said.', "asserted"),
        ('"I would like to hear them," the mayor said.', "asserted"),
    ],
)
def test_certainty(read: Read, text: str, certainty: str) -> None:
    assert [s.certainty for s in read(text)] == [certainty]


def test_said_when_stands_with_the_cue_and_event_when_in_the_content(read: Read) -> None:
    (found,) = read("The mayor said on Monday that the dam would open in June.")
    assert found.said_when is not None
    assert found.event_when is not None
    assert (found.said_when.start, found.event_when.start) == ("2025-04-07", "2025-06-01")
