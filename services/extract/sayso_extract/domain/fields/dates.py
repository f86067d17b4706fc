"""Time expressions as the days they cover, resolved against the day the article was published.

Input: the words of a statement (or of what stood around its cue), the published date, and whether the words look
ahead ("will visit on Thursday") or back, which is the default. Weekdays, "last week", "13 November", months, seasons,
quarters and years are known; without a published date only what names its own year is resolved.

Guaranteed: `start` and `end` are ISO dates, both included; the first expression wins; a date that does not exist is
no date.

Next: `statements`.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sayso_extract.domain import lexicon
from sayso_extract.domain.fields.calendar_words import (
    MONTHS,
    NAMED_DAYS,
    PERIODS,
    SEASONS,
    TIME_WORDS,
    WEEKDAYS,
    ranges_around,
)
from sayso_extract.domain.fields.number_words import SMALL
from sayso_extract.domain.model import TimeRange
from sayso_extract.domain.values import Value
from sayso_extract.domain.word_lists import word_set
from sayso_extract.domain.words import REACH, Remembered, Word, Words

_TURNS = TIME_WORDS | {f"{word}'s" for word in TIME_WORDS}
_SOON = 90
"""Days ahead in which a day of a month without a year is still to come."""
_BUSINESS = word_set(
    "margin margins profit profits sales revenue revenues earnings income growth guidance forecast forecasts turnover "
    "shipments dividend dividends costs losses"
)
"""Words that make a half one of a year."""
_REPORTING = 3
"""The month until which full-year figures are those of the year before."""
_BETWEEN = frozenset(("the", "in", "on", "from", "end", "of", "mid", "late", "early", "-", "next", "this"))
_YEARS = {"last": -1, "this": 0, "next": 1}
FAR = ("by", "until", "before", "after")
"""Words before a year of the next century."""
_ORDER = ("first", "second", "third", "fourth")


class _Days(Value):
    start: date
    end: date
    granularity: str
    first: int
    last: int


def find_time(text: str, words: Words, published: date | None, ahead: bool) -> TimeRange | None:
    """The first time expression of the text; what was only planned comes last: "planned for May, will slip to June"."""
    if words.counted or words.hold(_TURNS):
        return _first_time(text, words.each, published, ahead)
    return None  # most texts


def _first_time(text: str, words: tuple[Word, ...], published: date | None, ahead: bool) -> TimeRange | None:
    planned: TimeRange | None = None
    for at, word in enumerate(words):
        if word.lower not in _TURNS and not word.text[0].isdecimal():
            continue
        forward = ahead or _looks_ahead(words, at)
        for read in _READERS.get(word.lower.removesuffix("'s"), _OF_NUMBERS):
            days = read(words, at, published, forward)
            if days is not None:
                days = _at_its_end(words, days)
                words_ = text[words[days.first].begin : words[days.last].end]
                found = TimeRange(words_, days.start.isoformat(), days.end.isoformat(), days.granularity)
                if not _was_planned(words, days.first):
                    return found
                planned = planned or found
                break
    return planned


def may_tell_time(text: str) -> bool:
    """Whether `find_time` can find anything in a text: far quicker than to cut it into words."""
    return any(map(_opens.__getitem__, text[:REACH].split()))


@Remembered
def _opens(chunk: str) -> bool:
    """Whether a time expression may be read from what stands between white space."""
    words = Words(chunk)
    return words.counted or words.hold(_TURNS)


def _looks_ahead(words: tuple[Word, ...], at: int) -> bool:
    """Whether the words before say that the time is still to come: "by the autumn", "beginning in January"."""
    for step in range(at - 1, max(-1, at - 5), -1):
        if words[step].lower in ("by", "beginning", "starting"):
            return not any(word.lower == "had" for word in words[:step])
        if words[step].lower not in _BETWEEN:
            return False
    return False


def _was_planned(words: tuple[Word, ...], first: int) -> bool:
    """Whether a time is that of an earlier plan, told between commas."""
    near = [words[step].lower for step in range(max(0, first - 4), first)]
    plan = next((step for step, word in enumerate(near) if word in ("planned", "scheduled", "originally", "due")), 0)
    return plan > 0 and near[plan - 1] == ","


def _at_its_end(words: tuple[Word, ...], days: _Days) -> _Days:
    """The last day of a time whose end is told: "the end of July"."""
    if [_lower(words, days.first - step) for step in (2, 1)] != ["end", "of"]:
        return days
    first = days.first - 2 - (_lower(words, days.first - 3) == "the")
    return _Days(days.end, days.end, "day", first, days.last)


def published_day(published: str | None) -> date | None:
    """The day of an ISO date or datetime, or None if it is neither, or at the ends of the calendar."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if 1000 < day.year < 9000 else None  # days around it must exist, too


def _lower(words: tuple[Word, ...], at: int) -> str:
    return words[at].lower.removesuffix("'s") if 0 <= at < len(words) else ""


def _year_at(words: tuple[Word, ...], at: int) -> int | None:
    text = words[at].text if 0 <= at < len(words) else ""
    known = len(text) == 4 and text.isascii() and text.isdecimal()
    far = text[:2] == "21" and _lower(words, at - 1) in FAR  # "by 2100"
    return int(text) if known and (far or text[:2] in ("19", "20")) else None


def _weekday(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    if _lower(words, at) not in WEEKDAYS or published is None or not words[at].text[0].isupper():
        return None
    before, last = _lower(words, at - 1), at
    if _lower(words, at + 1) in ("morning", "afternoon", "evening", "night"):
        last += 1
    distance = (WEEKDAYS.index(_lower(words, at)) - published.weekday()) % 7
    if before == "next" or (ahead and before != "last"):
        distance = distance or 7
    elif before == "last" or distance:
        distance -= 7
    day = published + timedelta(days=distance)
    return _Days(day, day, "day", at - (before in ("next", "last", "this")), last)


def _named_day(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    word, before = _lower(words, at), _lower(words, at - 1)
    if published is None:
        return None
    offset = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}.get(word)
    if word == "night" and before == "last":
        offset = -1
    if word in ("morning", "afternoon", "evening") and before == "this":
        return _Days(published, published, "day", at - 1, at)
    if offset is None:
        if word == "christmas":
            day = date(published.year - (not ahead and (published.month, published.day) < (12, 25)), 12, 25)
            return _Days(day, day, "day", at, at)
        return None
    day = published + timedelta(days=offset)
    return _Days(day, day, "day", at - (word == "night"), at)


def _relative(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    """ "last week", "this month", "next year", "the weekend", "the end of the year"."""
    word, before = _lower(words, at), _lower(words, at - 1)
    if published is None or (word not in PERIODS and word != "decade"):
        return None
    ends = before == "the" and [_lower(words, at - i) for i in (3, 2)] == ["end", "of"]
    if word == "decade":
        last_year = date(published.year // 10 * 10 + 9, 12, 31)
        return _Days(last_year, last_year, "day", at - 1, at) if ends else None
    if word == "year" and (before in ("new", "full") or [_lower(words, at - i) for i in (2, 1)] == ["full", "-"]):
        return _new_or_full(before, at, published, ahead)
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}.get(before, 0 if ends else None)
    if word == "weekend":
        step = (1 if ahead else 0) if step is None or before == "this" else step
    if step is None:
        return None
    start, end = ranges_around(word, published, step)
    return _Days(start, end, word, at - 1 if before else at, at)


def _new_or_full(before: str, at: int, published: date, ahead: bool) -> _Days | None:
    """ "The new year" is its first day; "full-year" figures are of the year that runs, or of the last one, if told."""
    if before == "new":
        day = date(published.year + 1, 1, 1)
        return _Days(day, day, "day", at - 2, at) if ahead else None
    start, end = ranges_around("year", published, 0 if ahead or published.month > _REPORTING else -1)
    return _Days(start, end, "year", at - 1 if before == "full" else at - 2, at)


def _ago(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    """ "Two days ago", "a year ago"."""
    unit, number = _lower(words, at - 1).removesuffix("s"), _lower(words, at - 2)
    count = SMALL.get(number) or (1 if number in ("a", "an") else int(number) if number.isdecimal() else 0)
    if words[at].lower != "ago" or published is None or not 0 < count < 100:
        return None
    if unit == "day":
        day = published - timedelta(days=count)
        return _Days(day, day, "day", at - 2, at)
    if unit not in ("week", "month", "year"):
        return None
    start, end = ranges_around(unit, published, -count)
    return _Days(start, end, unit, at - 2, at)


def _half(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    """ "The second half of 2026", "the first half of next year"; "the second half" in figures, not that of a match."""
    if _lower(words, at + 1) != "half" or words[at].lower not in ("first", "second"):
        return None
    year, last = _year_at(words, at + 3), at + 3
    if _lower(words, at + 2) != "of":
        told = published is not None and _lower(words, at - 1) == "the" and _tells_of_business(words)
        year, last = published.year if published is not None and told else None, at + 1
    if year is None and published is not None and _lower(words, at + 4) == "year":
        step = {"last": -1, "this": 0, "the": 0, "next": 1}.get(_lower(words, at + 3))
        year, last = None if step is None else published.year + step, at + 4
    if year is None:
        return None
    begin = 1 if words[at].lower == "first" else 7
    end = date(year, 6, 30) if begin == 1 else date(year, 12, 31)
    return _Days(date(year, begin, 1), end, "half", at - (_lower(words, at - 1) == "the"), last)


def _tells_of_business(words: tuple[Word, ...]) -> bool:
    return any(word.lower in _BUSINESS for word in words)


def _month(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    """A month with what stands around it: "13 November", "November 13, 2024", "May 2023", "March"."""
    month = MONTHS.get(_lower(words, at))
    if (
        month is None
        or not words[at].text[0].isupper()
        or (words[at].text in ("May", "March") and not _placed(words, at))
    ):
        return None
    first, last, day = at, at, 0
    number = _lower(words, at - 1)
    if number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= 31:
        day, first = int(number[:4]), at - 1
    else:
        last += _lower(words, at + 1) == "."
        number = _lower(words, last + 1)
        if number.isascii() and number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= 31:
            day, last = int(number), last + 1
    after = last + 2 if _lower(words, last + 1) == "," else last + 1
    year = _year_at(words, after)
    told = _YEARS.get(_lower(words, after)) if _lower(words, after + 1) == "year" else None
    past = None
    if year is not None:
        last = after
    elif published is None:
        return None
    elif told is not None:  # "3 May last year"
        year, last = published.year + told, after + 1
    else:
        year = _nearest_year(month, day, published, ahead, _lower(words, first - 1))
        past = None if ahead else published
    days = _month_days(year, month, day, first, last)
    return days if day or days is None else _until_month(words, days, past)


def _until_month(words: tuple[Word, ...], days: _Days, past: date | None) -> _Days:
    """Both months of "between March and June" and "from October to May"; what is told of the past ends by `past`."""
    joiner = {"between": "and", "from": "to"}.get(_lower(words, days.first - 1))
    month = MONTHS.get(_lower(words, days.last + 2)) if _lower(words, days.last + 1) == joiner else None
    if month is None:
        return days
    turns = month < days.start.month
    year, told = days.start.year + turns, _year_at(words, days.last + 3)
    year = told or year - (past is not None and date(year, month, 1) > past)
    first = _month_days(year - turns, days.start.month, 0, days.first, days.last)
    other = _month_days(year, month, 0, days.first, days.last + 2 + (told is not None))
    return days if first is None or other is None else _Days(first.start, other.end, "month", days.first, other.last)


def _placed(words: tuple[Word, ...], at: int) -> bool:
    """ "May" and "March" are months only after a preposition or beside a number."""
    near = (_lower(words, at - 1), _lower(words, at + 1))
    return near[0] in ("in", "since", "by", "until", "last", "next", "this", "from", "of", "between", "") or any(
        n.isdecimal() for n in near
    )


def _nearest_year(month: int, day: int, published: date, ahead: bool, before: str) -> int:
    key, today = (month, day or 1), (published.month, published.day if day else 1)
    if before == "this":
        return published.year
    if ahead and before != "last":
        return published.year + (key < today)
    if day and 0 < (key[0] - today[0]) * 31 + key[1] - today[1] <= _SOON:
        return published.year
    return published.year - (key > today)


def _month_days(year: int, month: int, day: int, first: int, last: int) -> _Days | None:
    try:
        if day:
            return _Days(date(year, month, day), date(year, month, day), "day", first, last)
        start, end = ranges_around("month", date(year, month, 1), 0)
        return _Days(start, end, "month", first, last)
    except ValueError:
        return None


def _season(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    months = SEASONS.get(_lower(words, at))
    before = _lower(words, at - 1)
    if months is None or before not in ("the", "this", "last", "next", "in", "by") or _names_a_thing(words, at + 1):
        return None
    year = _year_at(words, at + 1)
    last = at + (year is not None)
    if year is None:
        if published is None:
            return None
        year = _nearest_year(months[0], 0, published, ahead, before) + (before == "next" and not ahead)
    start = date(year, months[0], 1)
    _, end = ranges_around("month", date(year + (months[1] < months[0]), months[1], 1), 0)
    return _Days(start, end, "season", at - (before in ("the", "this", "last", "next")), last)


def _names_a_thing(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word before only describes what comes here: "the summer house"."""
    word = _lower(words, at)
    return word.isalpha() and word not in lexicon.PREPOSITIONS and word not in lexicon.AUXILIARIES


def _quarter(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    if words[at].lower not in _ORDER:
        return None
    number, at_noun = _ORDER.index(words[at].lower), at + 1 + (_lower(words, at + 1) == "-")
    if _lower(words, at_noun) != "quarter":
        return None
    year_at = at_noun + 1 + (_lower(words, at_noun + 1) == "of")
    year = _year_at(words, year_at)
    last = year_at if year is not None else at_noun
    if year is None:
        if published is None:
            return None
        year = _nearest_year(number * 3 + 1, 0, published, ahead, "")
    start = date(year, number * 3 + 1, 1)
    _, end = ranges_around("month", date(year, number * 3 + 3, 1), 0)
    return _Days(start, end, "quarter", at - (_lower(words, at - 1) == "the"), last)


def _year(words: tuple[Word, ...], at: int, published: date | None, ahead: bool) -> _Days | None:
    year = _year_at(words, at)
    if year is None or _lower(words, at - 1) in ("$", "£", "€"):
        return None
    noun = _lower(words, at + 1)
    if _lower(words, at - 1) in ("a", "the") and noun.isalpha() and noun not in lexicon.PREPOSITIONS:
        return _Days(date(year, 1, 1), date(year, 12, 31), "year", at, at)
    if _lower(words, at - 1) not in (
        "in",
        "by",
        "since",
        "until",
        "from",
        "of",
        "before",
        "after",
        "late",
        "early",
        "",
    ):
        return None
    return _Days(date(year, 1, 1), date(year, 12, 31), "year", at, at)


_Reader = Callable[[tuple[Word, ...], int, date | None, bool], _Days | None]
_TOLD: tuple[tuple[_Reader, Iterable[str]], ...] = (
    (_half, ("first", "second")),
    (_quarter, _ORDER),
    (_month, MONTHS),
    (_weekday, WEEKDAYS),
    (_named_day, NAMED_DAYS),
    (_relative, (*PERIODS, "decade")),
    (_ago, ("ago",)),
    (_season, SEASONS),
)
_OF_NUMBERS: tuple[_Reader, ...] = (_year,)
_READERS = {word: tuple(read for read, words in _TOLD if word in words) for word in TIME_WORDS}
"""By word a time expression can turn on, what it may be, in the order in which that is asked."""
