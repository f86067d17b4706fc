"""Quantities and dates in a text, in one form however they are written.

"250,000", "250k", "a quarter of a million" and "two hundred and fifty thousand" are one number; "50 per cent", "50%"
and "half" are one share; "9 September" and "September 9" are one date. What is found is taken out of the words, so
that the rest can be compared without it. Bounds ("at least", "more than") are kept apart from the numbers they bound.
Next: ``features``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

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
_FRACTIONS = {"half": "50", "third": "33.3", "quarter": "25", "fifth": "20", "tenth": "10"}
_MONTHS = {
    word: number
    for number, names in enumerate(_listed(
        "january:jan february:feb march:mar april:apr may june:jun july:jul august:aug september:sept:sep",
        "october:oct november:nov december:dec",
    ), start=1)
    for word in names.split(":")
}  # fmt: skip
_WEEKDAYS = frozenset(_listed("monday tuesday wednesday thursday friday saturday sunday"))
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BOUNDS = {
    ("at", "least"): "least", ("no", "fewer", "than"): "least", ("no", "less", "than"): "least",
    ("more", "than"): "over", ("over",): "over", ("above",): "over", ("upwards", "of"): "over",
    ("over", "the", "age", "of"): "over", ("older", "than"): "over",
    ("at", "most"): "most", ("up", "to"): "most", ("no", "more", "than"): "most",
    ("fewer", "than"): "under", ("less", "than"): "under", ("under",): "under", ("below",): "under",
}  # fmt: skip
_MOST = (("the", "majority", "of"), ("a", "majority", "of"), ("most", "of"))
_YEARS = range(1500, 2101)


@dataclass(frozen=True, slots=True)
class Found:
    """What one text holds in numbers, and the words that are left, in order.

    ``numbers`` are (value, what is counted); ``places`` tells before which of the ``rest`` each number stood.
    """

    rest: tuple[Word, ...]
    numbers: tuple[str, ...]
    places: tuple[int, ...]
    dates: frozenset[tuple[str, str]]
    bounds: frozenset[str]
    ends: frozenset[tuple[str, str]]


def find(words: Sequence[Word]) -> Found:
    """Take numbers, dates and bounds out of the words."""
    rest: list[Word] = []
    numbers: list[str] = []
    places: list[int] = []
    dates: set[tuple[str, str]] = set()
    bounds: set[str] = set()
    ends: set[tuple[str, str]] = set()
    at = 0
    while at < len(words):
        if taken := _date(words, at):
            dates.add(taken[0])
            at = taken[1]
        elif phrase := next((each for each in _MOST if _stands(words, at, each)), None):
            bounds.add("over")
            numbers.append("50%")
            places.append(len(rest))
            at += len(phrase)
        elif bound := _bound(words, at):
            bounds.add(bound[0])
            at = bound[1]
        elif quantity := _quantity(words, at):
            if at and words[at - 1].text in {"from", "to"}:
                ends.add((words[at - 1].text, quantity[0].removesuffix("%")))
            numbers.append(quantity[0])
            places.append(len(rest))
            at = quantity[1]
        else:
            rest.append(words[at])
            at += 1
    return Found(tuple(rest), tuple(numbers), tuple(places), frozenset(dates), frozenset(bounds), frozenset(ends))


def _date(words: Sequence[Word], at: int) -> tuple[tuple[str, str], int] | None:
    here, after = words[at].text, _text(words, at + 1)
    if here in _WEEKDAYS:
        return ("weekday", here), at + 1
    if here.isdigit() and after in _MONTHS and words[at + 1].capital and int(here) <= 31:
        return ("day", f"{_MONTHS[after]}-{int(here)}"), at + 2
    if here in _MONTHS and words[at].capital and not (here in {"may", "march"} and words[at].first):
        if after.isdigit() and int(after) <= 31:
            return ("day", f"{_MONTHS[here]}-{int(after)}"), at + 2
        return ("month", str(_MONTHS[here])), at + 1
    if here.isdigit() and len(here) == 4 and int(here) in _YEARS:
        return ("year", here), at + 1
    if here in _ORDINALS and after == "quarter":
        return ("quarter", str(_ORDINALS[here])), at + 2
    return None


def _stands(words: Sequence[Word], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.text for word in words[at : at + len(phrase)]) == phrase


def _bound(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    for phrase, bound in _BOUNDS.items():
        end = at + len(phrase)
        if _stands(words, at, phrase) and _quantity(words, end):
            return bound, end
    return None


def _quantity(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    """A number at this place, written out, and where it ends."""
    if share := _share(words, at):
        return share
    article = _text(words, at) in {"a", "an"} and _text(words, at + 1) in _SCALES
    written = _in_digits(words, at) or _in_words(words, at + article, Decimal(article))
    if written is None:
        return None
    value, end = written
    if _text(words, end) == "percent":
        return f"{_form(value)}%", end + 1
    return _form(value), end


def _share(words: Sequence[Word], at: int) -> tuple[str, int] | None:
    here, after = _text(words, at), _text(words, at + 1)
    article = here in {"a", "an", "one"}
    fraction = after if article else here
    if fraction not in _FRACTIONS or not (article or fraction == "half"):
        return None
    end = at + 1 + article
    of = end + (_text(words, end) == "of")
    if _text(words, of) in {"a", "an"} and _text(words, of + 1) in _SCALES:
        return _form(_SCALES[_text(words, of + 1)] / _PARTS[fraction]), of + 2
    return f"{_FRACTIONS[fraction]}%", end


def _in_digits(words: Sequence[Word], at: int) -> tuple[Decimal, int] | None:
    here = _text(words, at)
    value = _digits(here) if here[:1].isdigit() else None
    if value is None:
        return None
    while (scale := _SCALES.get(_text(words, at + 1))) is not None:
        value, at = value * scale, at + 1
    return value, at + 1


def _in_words(words: Sequence[Word], at: int, started: Decimal) -> tuple[Decimal, int] | None:
    """A number written out: below a thousand it is added up, each larger scale closes what came before it."""
    whole, part, begin = Decimal(0), started, at
    while True:
        joined = _text(words, at) == "and" and max(whole, part) >= _HUNDRED
        here = _text(words, at + joined)
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


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if at < len(words) else ""
