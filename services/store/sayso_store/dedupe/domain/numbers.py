"""Quantities and dates in a text, in one form however they are written.

"250,000", "250k", "a quarter of a million" and "two hundred and fifty thousand" are one number; "50 per cent", "50%"
and "half" are one share; "9 September" and "September 9" are one date. What is found is taken out of the words, so
that the rest can be compared without it. Bounds ("at least", "more than") are kept apart from the numbers they bound.
Next: ``features``.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from sayso_store.dedupe.domain.dates import STARTS, Date, date, text_at
from sayso_store.dedupe.domain.lexicon.quantities import BOUNDS, SHARES
from sayso_store.dedupe.domain.normalise import Word


def _listed(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


_UNITS = {word: Decimal(value) for value, word in enumerate(_listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    "eighteen nineteen",
))}  # fmt: skip
_TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(_listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
_SCALES = {
    "hundred": Decimal(100), "thousand": Decimal(10**3), "k": Decimal(10**3), "million": Decimal(10**6),
    "m": Decimal(10**6), "mn": Decimal(10**6), "billion": Decimal(10**9), "bn": Decimal(10**9),
    "trillion": Decimal(10**12), "tn": Decimal(10**12), "dozen": Decimal(12),
}  # fmt: skip
_HUNDRED, _THOUSAND = Decimal(100), Decimal(1000)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_LONGEST_BOUND = max(map(len, BOUNDS))
_BOUND_STARTS = frozenset(phrase[0] for phrase in BOUNDS)
_ROUND = frozenset(_listed("about around approximately roughly some circa"))
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "fortnight": 1_209_600,
}  # fmt: skip
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_LINKS = (
    ("out", "of", "every"), ("out", "of"), ("out", "of", "the"), ("of", "the"), ("of", "its"), ("of", "their"),
    ("of", "his"), ("of", "her"), ("of", "our"), ("of", "all"), ("of", "every"), ("in", "every"), ("in",),
)  # fmt: skip
_LINKING = frozenset(link[0] for link in _LINKS)
_DAYS_A_MONTH, _LEAST_MONTH = Decimal("30.4375"), 21
_NOT_A_SPAN = frozenset(_listed("a an per each every mile kilometre kilometres miles times"))
_NOT_MANY = frozenset(_listed("is was has this its as his us thus lasts takes less plus across does towards always"))
_MOST = (("the", "majority", "of"), ("a", "majority", "of"), ("most", "of"))


_STARTS = STARTS.union(
    _UNITS, _TENS, _SCALES, {phrase[0] for phrase in BOUNDS if len(phrase) == 1}, {"half", "both", "twice"}
)
NUMERAL = _STARTS.union(*BOUNDS, *SHARES, *_LINKS, _SECONDS, _MONTHS, _PARTS, _ROUND)
"""Words that may belong to a number, a date or a span of time."""

COUNT = re.compile(r"[1-9][0-9]{0,2}")
"""A small number in digits."""
_GOES_ON = NUMERAL | {"percent", "or", "and", "am", "pm", "oclock", "old", "centuries", "centurie"}
"""Words that can make more of the number before them."""

_SECOND: dict[str, set[str]] = {
    each: {*_SECONDS, *_MONTHS, *_SCALES, *_PARTS, "couple", "majority", "minimum", "maximum"}
    for each in ("a", "an", "another")
}
for _phrase in (*BOUNDS, *_MOST):
    if len(_phrase) > 1:
        _SECOND.setdefault(_phrase[0], set()).add(_phrase[1])
_SECOND["a"].update(each[0] for each in SHARES)


_OPENING = _STARTS | _SECOND.keys()


class Found(NamedTuple):
    """What one text holds in numbers, and the words that are left, in order.

    ``numbers`` are values, shares with "%", and spans of time in days ("d") or months ("mo"); ``places`` tells before
    which of the ``rest`` each number stood. ``bounded`` are the numbers with the kind of their bound, ``rounded`` those
    that are said to be about right.
    """

    rest: tuple[Word, ...]
    numbers: tuple[str, ...]
    places: tuple[int, ...]
    dates: frozenset[Date]
    bounded: frozenset[tuple[str, str]]
    rounded: frozenset[str]
    ends: frozenset[tuple[str, str]]

    @property
    def bounds(self) -> frozenset[str]:
        """The kinds of bounds."""
        return frozenset(kind for kind, _ in self.bounded)


def find(words: Sequence[Word]) -> Found:
    """Take numbers, dates and bounds out of the words."""
    rest: list[Word] = []
    numbers: list[tuple[str, int]] = []
    dates: set[Date] = set()
    bounded: set[tuple[str, str]] = set()
    rounded: set[str] = set()
    ends: set[tuple[str, str]] = set()
    at = 0
    while at < len(words):
        text = words[at].text
        if (text not in _OPENING and not text[0].isdigit()) or not _can_start(words, at):
            rest.append(words[at])
            at += 1
        elif _is_count(words, at):
            _note_before(words, at, text, rounded, ends)
            numbers.append((text, len(rest)))
            at += 1
        elif taken := date(words, at):
            dates.update(taken[0])
            at = taken[1]
        elif words[at].text in {"a", "the", "most"} and any(_stands(words, at, each) for each in _MOST):
            bounded.add(("over", "50%"))
            numbers.append(("50%", len(rest)))
            at += 3 - _stands(words, at, _MOST[-1])
        elif quantity := _bound(words, at) or _quantity(words, at):
            value, end, bound = quantity
            if value == "3mo" and (months := _three_months(words, end)):
                dates.update(months[0])
                at = months[1]
                continue
            if bound:
                bounded.add((bound, value))
            _note_before(words, at, value, rounded, ends)
            numbers.append((value, len(rest)))
            at = end
        else:
            rest.append(words[at])
            at += 1
    numbers = _of_one_kind(numbers, rest)
    return Found(
        tuple(rest),
        tuple(value for value, _ in numbers),
        tuple(place for _, place in numbers),
        frozenset(dates),
        frozenset(bounded),
        frozenset(rounded),
        frozenset(ends),
    )


def _can_start(words: Sequence[Word], at: int) -> bool:
    """Whether a number or date can begin with this word at all: most words are let by here."""
    here = words[at].text
    return here in _STARTS or (here in _SECOND and text_at(words, at + 1) in _SECOND[here]) or here[0].isdigit()


def _note_before(words: Sequence[Word], at: int, value: str, rounded: set[str], ends: set[tuple[str, str]]) -> None:
    """Whether a number is about right, or where something went from or to."""
    before = text_at(words, at - 1)
    if before in _ROUND:
        rounded.add(value)
    if before in {"from", "to"}:
        ends.add((before, value.removesuffix("%")))


def _is_count(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a small number in digits, and nothing after it makes more of it: most numbers are."""
    if not COUNT.fullmatch(words[at].text):
        return False
    after = text_at(words, at + 1)
    return after not in _GOES_ON and after.removesuffix("s") not in _GOES_ON and text_at(words, at + 2) != "in"


def _of_one_kind(numbers: list[tuple[str, int]], rest: Sequence[Word]) -> list[tuple[str, int]]:
    """ "54 to 46 percent": shares, both of them."""
    made = list(numbers)
    for at in range(1, len(made)):
        (a, place), (b, later) = made[at - 1], made[at]
        joined = later == place + 1 and text_at(rest, place) in {"to", "and", "or", "against"}
        if joined and a.isdigit() and b.endswith("%"):
            made[at - 1] = f"{a}%", place
        elif joined and b.isdigit() and a.endswith("%") and text_at(rest, place) != "and":
            made[at] = f"{b}%", later
    return made


def alike(a: str, b: str) -> bool:
    """Whether two numbers are one: equal, a part and its share, or weeks and the months that they make."""
    if a == b:
        return True
    if "%" in a + b and all("%" in each or "/" in each for each in (a, b)):
        rounded = "/" in a + b or {"33.3%", "66.7%", "16.7%"} & {a, b}
        return bool(rounded) and abs(worth(a) - worth(b)) < Decimal("0.7")
    days, months = sorted((a, b), key=lambda each: each.endswith("mo"))
    if days.endswith("d") and months.endswith("mo"):
        return abs(worth(a) - worth(b)) <= worth(months) / 10 and worth(days) >= _LEAST_MONTH
    return False


def worth(number: str) -> Decimal:
    """A number's value; parts in hundredths, spans of time in days."""
    if "/" in number:
        part, whole = number.split("/")
        return 100 * Decimal(part) / Decimal(whole)
    return Decimal(number[:-2]) * _DAYS_A_MONTH if number.endswith("mo") else Decimal(number.rstrip("%d"))


def _stands(words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    if text_at(words, at) != phrase[0]:
        return False
    return tuple(word.text for word in words[at : at + len(phrase)]) == phrase


def _bound(words: Sequence[Word], at: int) -> tuple[str, int, str] | None:
    compared = text_at(words, at + 1) == "than" and (
        text_at(words, at - 1) == "percent" or text_at(words, at - 1)[:1].isdigit()
    )
    if compared or words[at].text not in _BOUND_STARTS:
        return None
    for length in range(min(_LONGEST_BOUND, len(words) - at), 0, -1):
        bound = BOUNDS.get(tuple(word.text for word in words[at : at + length]))
        if bound and (found := _quantity(words, at + length)):
            return found[0], found[1], bound
    return None


def _quantity(words: Sequence[Word], at: int) -> tuple[str, int, str] | None:
    """A number at this place, written out, where it ends, and the bound that stands behind it ("or more")."""
    found = _share(words, at) or _out_of(words, at) or _one_span(words, at) or _number(words, at)
    if found is None:
        return None
    value, end = found
    if text_at(words, end) not in {"or", "and"}:
        return value, end, ""
    behind = text_at(words, end), text_at(words, end + 1)
    if behind in {("or", "more"), ("or", "over"), ("and", "over")}:
        return value, end + 2, "least"
    return (value, end + 2, "most") if behind in {("or", "less"), ("or", "fewer")} else (value, end, "")


def _number(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    if text_at(words, at) == "both" and "and" not in {text_at(words, place) for place in range(at + 1, at + 5)}:
        return "2", at + 1
    if text_at(words, at - 1) in {"every", "each"} and text_at(words, at) == "one":
        return None
    if text_at(words, at) == "twice" and text_at(words, at + 1) not in {"as", "the"}:
        return "2", at + 1
    if _stands(words, at, ("a", "couple", "of")):
        return "2", at + 3
    article = text_at(words, at) in {"a", "an"} and text_at(words, at + 1) in _SCALES
    written = _in_digits(words, at) or _in_words(words, at + article, Decimal(article))
    if written is None:
        return None
    value, end = written
    if text_at(words, end) == "percent":
        return f"{_form(value)}%", end + 1
    if _stands(words, end, ("and", "a", "half")):
        value, end = value + Decimal("0.5"), end + 3
        while (scale := _SCALES.get(text_at(words, end))) is not None:
            value, end = value * scale, end + 1
    return _spanning(value, words, end) or (_form(value), end)


def _spanning(value: Decimal, words: Sequence[Word], end: int) -> tuple[str, int] | None:
    """A span of time, unless it tells an age."""
    unit, after = text_at(words, end).removesuffix("s").replace("centurie", "century"), text_at(words, end + 1)
    if unit in {"year", "month", "week", "day"} and after == "old":
        return (_form(value), end + 2) if unit == "year" else None
    if after == "and" and _stands(words, end + 1, ("and", "a", "half")):
        value, end = value + Decimal("0.5"), end + 3
    if unit in _MONTHS:
        return f"{_form(value * _MONTHS[unit])}mo", end + 1
    if unit in _SECONDS:
        return f"{_form((value * _SECONDS[unit] / _SECONDS['day']).quantize(Decimal('0.000001')))}d", end + 1
    return None


def _three_months(words: Sequence[Word], at: int) -> tuple[list[Date], int] | None:
    """ "Three months from April to June", "three months to June": a quarter."""
    begins = text_at(words, at) in {"from", "to", "until", "ending"} and at + 1 < len(words)
    found = date(words, at + 1) if begins else None
    if not found or len(found[0]) != 1:
        return None
    kind, value = found[0][0]
    if kind == "month" and int(value) % 3 == 0 and text_at(words, at) != "from":
        return [("quarter", str(int(value) // 3))], found[1]
    return found if kind == "quarter" else None


def _one_span(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """ "A month", "another year", "an hour and a half": one of them, where it is no rate ("80 kilometres an hour")."""
    here, before = text_at(words, at), words[at - 1] if at else None
    if (here, text_at(words, at + 1)) == ("one", "more"):
        return _spanning(Decimal(1), words, at + 2) or ("1", at + 2)
    if here in {"next", "past", "last"} and _stands(words, at + 2, ("and", "a", "half")):
        return _spanning(Decimal(1), words, at + 1)
    if here not in {"a", "an", "another"} or (before and (before.text in _NOT_A_SPAN or before.text[0].isdigit())):
        return None
    many = before is not None and before.text.endswith("s") and before.text not in _NOT_MANY
    rate = here != "another" and before is not None and (many or before.text in {"once", "twice"})
    return None if rate else _spanning(Decimal(1), words, at + 1)


def _out_of(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """ "Four out of five", "two of the three": a part of a whole; "one person in ten": a share."""
    part = _plain(words, at)
    if part is None:
        return None
    value, end = part
    if text_at(words, end) not in _LINKING and text_at(words, end + 1) != "in":
        return None
    for link in _LINKS:
        start = end + len(link) + (link[-1] == "in" and not _stands(words, end, link))
        whole = _plain(words, start) if _stands(words, start - len(link), link) else None
        if whole and 0 < value < whole[0] <= _THOUSAND and (link[-1] != "in" or value == 1):
            share = f"{_form((100 * value / whole[0]).quantize(Decimal('0.1')))}%"
            return share if "in" in link or "every" in link else f"{_form(value)}/{_form(whole[0])}", whole[1]
    return None


def _plain(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    """A number that is no year and no share."""
    found = _in_digits(words, at) or _in_words(words, at, Decimal(0))
    is_year = found is not None and found[1] == at + 1 and date(words, at)
    return None if found is None or is_year or text_at(words, found[1]) == "percent" else found


def _share(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    here, after = text_at(words, at), text_at(words, at + 1)
    if (here, after) in SHARES:
        return f"{SHARES[here, after]}%", at + 2
    article = here in {"a", "an", "one"}
    fraction = after if article else here
    if (fraction,) not in SHARES or not (article or fraction == "half"):
        return None
    end = at + 1 + article
    of = end + (text_at(words, end) == "of")
    if text_at(words, of) in {"a", "an"} and text_at(words, of + 1) in _SCALES and fraction in _PARTS:
        return _form(_SCALES[text_at(words, of + 1)] / _PARTS[fraction]), of + 2
    if text_at(words, of) in {"a", "an"} and (span := _spanning(Decimal(1), words, of + 1)) and fraction == "half":
        return f"{_form(worth(span[0]) / 2)}d", span[1]
    return f"{SHARES[fraction,]}%", end


def _in_digits(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    here = text_at(words, at)
    value = _digits(here) if here[:1].isdigit() else None
    if value is None:
        return None
    while (scale := _SCALES.get(text_at(words, at + 1))) is not None:
        value, at = value * scale, at + 1
    return value, at + 1


def _in_words(words: Sequence[Word], at: int, started: Decimal) -> tuple[Decimal, int] | None:
    """A number written out: below a thousand it is added up, each larger scale closes what came before it."""
    whole, part, begin = Decimal(0), started, at
    while True:
        joined = text_at(words, at) == "and" and max(whole, part) >= _HUNDRED
        here = text_at(words, at + joined)
        value = _UNITS.get(here, _TENS.get(here))
        if value is not None and _has_room(part, value):
            part += value
        elif here in _SCALES and part and not joined:
            part *= _SCALES[here]
            if _SCALES[here] >= _THOUSAND:
                whole, part = whole + part, Decimal(0)
        else:
            return (whole + part, at) if at > begin else None
        at += 1 + joined


def _has_room(part: Decimal, value: Decimal) -> bool:
    """Whether a value can follow: "twenty one" and "hundred twelve" are numbers, "two three" is two of them."""
    return part % _HUNDRED == 0 or (part % 10 == 0 and part % _HUNDRED >= 20 and value < 10)


def _digits(text: str) -> Decimal | None:
    whole, _, part = text.rpartition(".") if "." in text else (text, "", "")
    plain = f"{whole.replace(',', '').replace('.', '')}.{part or 0}"
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _form(value: Decimal) -> str:
    return format(value.normalize(), "f")
