"""Numbers, dates and bounds are read alike however they are written."""

import pytest

from sayso_store.dedupe.domain.normalise import fingerprint, normal_form, words
from sayso_store.dedupe.domain.numbers import find


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("250,000 homes", ["250000"]),
        ("250k homes", ["250000"]),
        ("a quarter of a million homes", ["250000"]),
        ("two hundred and fifty thousand homes", ["250000"]),
        ("half a million", ["500000"]),
        ("three million two hundred thousand and five", ["3200005"]),
        ("two and three", ["2", "3"]),
        ("twelve thirty", ["12", "30"]),
        ("ten two", ["10", "2"]),
        ("thirty two and four", ["32", "4"]),
        ("zero", ["0"]),
        ("a hundred and one nights", ["101"]),
        ("a million", ["1000000"]),
        ("a man and one dog", ["1"]),
        ("£1.50", ["1.5"]),
        ("7.0% or 7 per cent", ["7%", "7%"]),
        ("half of them", ["50%"]),
        ("thirty-one carvings", ["31"]),
        ("two dozen eggs and a dozen hens", ["24", "12"]),
        ("1.2m and 3bn", ["1200000", "3000000000"]),
        ("812-340", ["812", "340"]),
        ("nobody was hurt", []),
        ("12 people in 3 of 10 homes", ["12", "3", "10"]),
        ("12 million, 12 weeks and 12 out of 40", ["12000000", "84d", "12/40"]),
        ("it took three months to", ["3mo"]),
        ("12 months from", ["12mo"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert list(find(words(text)).numbers) == numbers


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 9 September", {("day", "9-9")}),
        ("on September 9, 2031", {("day", "9-9"), ("year", "2031")}),
        ("on Monday", {("weekday", "monday")}),
        ("in the second quarter", {("quarter", "2")}),
        ("it may rain in May", {("month", "5")}),
        ("May I come in", set()),
    ],
)
def test_dates(text: str, dates: set[tuple[str, str]]) -> None:
    assert find(words(text)).dates == dates


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("at least ten", {"least"}),
        ("no fewer than 10", {"least"}),
        ("more than half", {"over"}),
        ("the majority of them", {"over"}),
        ("more than planned", set()),
        ("over the hill", set()),
        ("up to 5%", {"most"}),
    ],
)
def test_bounds(text: str, bounds: set[str]) -> None:
    assert find(words(text)).bounds == bounds


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It’s “safe”, she said — twice.", 'it\'s "safe" she said - twice'),
        ("ＦＵＬＬ width", "full width"),
        ("soft\u00adhyphen", "softhyphen"),
        ("don't", "do not"),
        ("7 %", "7 per cent"),
        ("Ana's dog", "ana dog"),
    ],
)
def test_typography_does_not_matter(a: str, b: str) -> None:
    assert normal_form(a) == normal_form(b)
    assert fingerprint(a) == fingerprint(b)


def test_words_do() -> None:
    assert len({fingerprint(text) for text in ("a b", "ab", "b a", "a b c", "")}) == 5
