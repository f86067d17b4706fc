"""Dates in a text: days, months, quarters, years, weekdays, seasons, hours and "next week", however they are written.

Each is a pair of its kind and its value; two claims with a date of one kind and another value are told of different
times. Used by ``numbers``, which reads a text once for both.
"""

from collections.abc import Sequence

from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.normalise import Word

Date = tuple[str, str]

_MONTH_NAMES = (
    "january:jan february:feb march:mar april:apr may june:jun july:jul august:aug september:sept:sep "
    "october:oct november:nov december:dec"
)
_MONTHS = {word: number for number, names in enumerate(_MONTH_NAMES.split(), start=1) for word in names.split(":")}
_WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), start=1)}
_HOURS = {
    word: hour
    for hour, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_SEASONS = listed("spring summer autumn winter")
_SPANS = listed("year month week weekend quarter season night decade century term") | _SEASONS
_RELATIVE = {
    "this": "this", "next": "next", "coming": "next", "last": "last", "past": "last", "previous": "last",
    "following": "following",
}  # fmt: skip
_DAYS = {"today": "today", "tonight": "today", "yesterday": "yesterday", "tomorrow": "tomorrow"}
_BEFORE_YEARS = listed("in since by until before after during from of early late mid to for and through summer autumn")
_YEARS = range(1500, 2101)


STARTS = frozenset(
    {*_WEEKDAYS, *_DAYS, *_RELATIVE, *_SEASONS, *_ORDINALS, *_MONTHS, *_HOURS, "noon", "midday", "midnight"}
)
"""The words that a date can begin with, other than digits."""


def date(words: Sequence[Word], at: int) -> tuple[list[Date], int] | None:
    """The dates that begin at this word, and where they end."""
    here, after = words[at].text, text_at(words, at + 1)
    if here in _WEEKDAYS:
        return [("weekday", here)], at + 1
    if here in {"noon", "midday", "midnight"}:
        return [("time", "0" if here == "midnight" else "12")], at + 1
    if here in _DAYS:
        return [("rel:day", _DAYS[here])], at + 1
    if here in _RELATIVE and after in _SPANS and not words[at + 1].capital and text_at(words, at + 2) != "and":
        return [(f"rel:{after}", _RELATIVE[here])], at + 2
    if here in _SEASONS and not words[at].capital:
        return [("season", here)], at + 1
    if _ORDINALS.get(here, 5) < 5 and after == "quarter":
        return [("quarter", str(_ORDINALS[here]))], at + 2
    return _hour(words, at) or _day_or_month(words, at) or _year(words, at)


def _hour(words: Sequence[Word], at: int) -> tuple[list[Date], int] | None:
    """ "4 am", "four in the morning"."""
    value = _HOURS.get(
        words[at].text, int(words[at].text) if words[at].text.isdecimal() and len(words[at].text) < 3 else 0
    )
    if not 1 <= value <= 12:
        return None
    end = at + 1 + (text_at(words, at + 1) == "oclock")
    if text_at(words, end) in {"am", "pm"}:
        return [("time", str(value % 12 + 12 * (text_at(words, end) == "pm")))], end + 1
    part = text_at(words, end + 2) if (text_at(words, end), text_at(words, end + 1)) == ("in", "the") else ""
    if part in {"morning", "afternoon", "evening"}:
        return [("time", str(value % 12 + 12 * (part != "morning")))], end + 3
    return ([("clock", str(value))], end) if end > at + 1 else None


def day_number(text: str) -> int | None:
    """The day of a month that a word can be: "5", "5th", "fifth"."""
    digits = text[:-2] if text[:1].isdigit() and text[-2:] in {"st", "nd", "rd", "th"} else text
    value = int(digits) if digits.isdecimal() and len(digits) < 3 else _ORDINALS.get(text, 0)
    return value if 1 <= value <= 31 else None


def text_at(words: Sequence[Word], at: int) -> str:
    """The word at a place, or nothing."""
    return words[at].text if 0 <= at < len(words) else ""


def _month(words: Sequence[Word], at: int) -> int | None:
    if at >= len(words) or not words[at].capital or words[at].text not in _MONTHS:
        return None
    starts = words[at].first and words[at].text in {"may", "march"}
    return None if starts else _MONTHS[words[at].text]


def _day_or_month(words: Sequence[Word], at: int) -> tuple[list[Date], int] | None:
    of = at + 1 + (text_at(words, at + 1) == "of")
    day, month = day_number(words[at].text), _month(words, of)
    if day and month:
        return _with_year(words, of + 1, ("day", f"{month}-{day}"))
    month = _month(words, at)
    if not month:
        return None
    end = at + 1 + (text_at(words, at + 1) == "the")
    day = day_number(text_at(words, end))
    if day:
        return _with_year(words, end + 1, ("day", f"{month}-{day}"))
    last = _month(words, at + 2) if text_at(words, at + 1) in {"to", "through", "until"} else None
    if last and month % 3 == 1 and last == month + 2:
        return _with_year(words, at + 3, ("quarter", str(last // 3)))
    return _with_year(words, at + 1, ("month", str(month)))


def _with_year(words: Sequence[Word], at: int, found: Date) -> tuple[list[Date], int]:
    comma = at + (text_at(words, at) == ",")
    if _is_year(text_at(words, comma)):
        return [found, ("year", text_at(words, comma))], comma + 1
    return [found], at


def _year(words: Sequence[Word], at: int) -> tuple[list[Date], int] | None:
    here, before, after = words[at].text, text_at(words, at - 1), text_at(words, at + 1)
    if not _is_year(here):
        return None
    counts = after.isalpha() and after.endswith("s") and len(after) > 3 and not words[at + 1].capital
    told = before in _BEFORE_YEARS or before in _MONTHS or before in {"", "the", "financial", "fiscal"} | _SPANS
    return ([("year", here)], at + 1) if told and not (counts and before != "the") else None


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS
