"""A date as a page states it, in an attribute or in words, as ISO 8601 with its zone.

Input: one short value: an attribute of a tag, or a line that was taken for a date. Machines write ISO 8601 nearly
always, mail's format, or seconds since 1970. People write "9 April 2025", "April 9, 2025, 10:30", "09.04.2025" or
"2025年4月9日"; the names of months are known in the languages of `MONTHS`.

Guaranteed: a value that is no date, or one no article has, is None; where day and month cannot be told apart, it is
None, too, unless the language tells. Linear, and only `LONGEST` characters are looked at.

Next: `page_dates`.
"""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sayso_extract.domain.html.month_names import MONTHS
from sayso_extract.domain.patterns import Pattern

LONGEST = 120
EARLIEST = 1800
LATEST = 2100
_EPOCH = Pattern(r"^[0-9]{9,10}(?:[0-9]{3})?$")
_ISO = Pattern(r"([12][0-9]{3})-([01][0-9])-([0-3][0-9])")
_COMPACT = Pattern(r"^([12][0-9]{3})([01][0-9])([0-3][0-9])(?:[T ]?([0-2][0-9])([0-5][0-9])([0-5][0-9])?)?$")
_YEAR_FIRST = Pattern(r"(?:^|[^0-9])([12][0-9]{3})\s?[./年년-]\s?([01]?[0-9])\s?[./月월-]\s?([0-3]?[0-9])(?:[^0-9]|$)")
_DAY_FIRST = Pattern(
    r"(?:^|[^0-9.])([0-3]?[0-9])\s?([./-])\s?([0-3]?[0-9])\s?[./-]\s?([12][0-9]{3}|[0-9]{2})(?:[^0-9]|$)"
)
_WORDED = Pattern(
    r"(?i)(?:^|[^0-9\pL])([0-3]?[0-9])(?:st|nd|rd|th|er|ος|º|ª|\.)?\s?(?:de\s|of\s|a\s)?\s?(\pL{2,14})\.?,?\s?(?:de[l]?\s|г)?\s?"
    r"([12][0-9]{3})(?:[^0-9]|$)"
)
_MONTH_FIRST = Pattern(r"(?i)(?:^|\PL)(\pL{3,14})\.?\s([0-3]?[0-9])(?:st|nd|rd|th)?,?\s([12][0-9]{3})(?:[^0-9]|$)")
_MAIL = Pattern(r"^(?:[A-Z][a-z]{2},?\s)?[0-9]{1,2}[ -][A-Z][a-z]{2}[ -][12][0-9]{3}\s[0-2][0-9]:[0-5][0-9]")
_CLOCK = Pattern(r"(?i)(?:^|[^0-9:.])([0-2]?[0-9])(?:[:.h]|\suhr\s)([0-5][0-9])(?::([0-5][0-9]))?\s?([ap])?\.?m?\b")
_ZONE = Pattern(r"(?:\b(GMT|UTC|Z)\b|([+-])([01][0-9]):?([0-5][0-9]))\s*\)?$")


def iso_date(value: str | None) -> str | None:
    """A date in ISO 8601, whatever follows it; None if it is none."""
    words = _short(value)
    return (_iso(words) or _day(words)) if words[:1].isdigit() else None


def machine_date(value: str | None) -> str | None:
    """A date that a machine wrote, in any of its formats; None if it is none."""
    words = _short(value)
    return iso_date(words) or _epoch(words) or _mail(words)


def stated_date(line: str | None, language: str | None = None) -> str | None:
    """The date in a line that a person reads, with its time if there is one."""
    words = _short(line)
    if not any(c.isdigit() for c in words):
        return None
    exact = machine_date(words)
    if exact is not None:
        return exact
    day, end = _worded(words, language)
    if day is None:
        return None
    clock = _CLOCK.search(words[end:])
    return _at(day, clock.group(0), words) if clock is not None else day.isoformat()


def _short(value: str | None) -> str:
    return " ".join((value or "")[:LONGEST].split())


def _iso(words: str) -> str | None:
    try:
        if len(words) in (8, 10):
            return _plausible(date.fromisoformat(words))
        return _plausible(datetime.fromisoformat(words))
    except ValueError:
        return None


def _epoch(words: str) -> str | None:
    if _EPOCH.search(words) is None:
        return None
    seconds = int(words) / (1000 if len(words) > 10 else 1)
    return _plausible(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def _mail(words: str) -> str | None:
    if _MAIL.match(words) is None:
        return None
    try:
        return _plausible(parsedate_to_datetime(words))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(words: str) -> str | None:
    """The day that a value begins with, whatever follows: "2025-04-09 10:00 CEST", "20250409"."""
    found = _ISO.match(words) or _COMPACT.match(words)
    if found is None:
        return None
    day = _date(found.group(1), found.group(2), found.group(3))
    if day is None or len(words) == found.span(3)[1]:
        return day.isoformat() if day else None
    rest = words[found.span(3)[1] :].lstrip("T ,")
    if found.group(0) == words and len(rest) >= 4:  # 202504091030
        rest = f"{rest[:2]}:{rest[2:4]}"
    clock = _CLOCK.match(rest)
    return _at(day, clock.group(0), words) if clock is not None else day.isoformat()


def _worded(words: str, language: str | None) -> tuple[date | None, int]:
    """The first date in the words, and where it ends."""
    for pattern, year, month, day in ((_YEAR_FIRST, 1, 2, 3), (_WORDED, 3, 2, 1), (_MONTH_FIRST, 3, 1, 2)):
        found = pattern.search(words)
        if found is not None:
            number = found.group(month)
            named = number if number.isdecimal() else str(MONTHS.get(number.casefold(), 0))
            made = _date(found.group(year), named, found.group(day))
            if made is not None:
                return made, max(found.span(each)[1] for each in (year, month, day))
    found = _DAY_FIRST.search(words)
    if found is None:
        return None, 0
    one, mark, other, year_ = (found.group(n) for n in (1, 2, 3, 4))
    if len(year_) == 2:
        year_ = f"20{year_}"
    in_order = mark == "." or int(one) > 12 or one == other or language not in (None, "en")
    if in_order:
        return _date(year_, other, one), found.span(4)[1]
    return (_date(year_, one, other), found.span(4)[1]) if int(other) > 12 else (None, 0)


def _at(day: date, clock: str, words: str) -> str:
    """A day with the time in a piece of text, and the zone at the end of the words, if it stands there."""
    found = _CLOCK.search(clock)
    if found is None:
        return day.isoformat()
    hour, minute, second = int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)
    half = (found.group(4) or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return day.isoformat()
    moment = f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}"
    zone = _ZONE.search(words)
    if zone is None:
        return moment
    return moment + ("+00:00" if zone.group(1) else f"{zone.group(2)}{zone.group(3)}:{zone.group(4)}")


def _date(year: str, month: str, day: str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if _plausible(made) else None


def _plausible(moment: date) -> str | None:
    """Broken templates write the year 1, and the beginning of time."""
    nothing = (moment.year, moment.month, moment.day) == (1970, 1, 1)
    return moment.isoformat() if EARLIEST <= moment.year < LATEST and not nothing else None
