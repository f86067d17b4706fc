"""Numbers and dates of two claims side by side: whether they agree, can agree, or exclude one another."""

from decimal import Decimal

from sayso_store.dedupe.domain.features import Features
from sayso_store.dedupe.domain.lexicon.stems import senses
from sayso_store.dedupe.domain.numbers import worth
from sayso_store.dedupe.domain.pairs import Pair

ROUNDING = Decimal("0.1")
"""By how much a number that is said to be about right may be off."""

_ENDLESS = Decimal("Infinity")


def apart(a: Features, b: Features) -> bool:
    """Whether both have a date of one kind, and none in common."""
    return any(a.times[kind].isdisjoint(b.times[kind]) for kind in a.times.keys() & b.times.keys())


def dates_agree(a: Features, b: Features) -> bool:
    """Whether both tell the same times: the weekday of a day, and "today" for a weekday, may be left out."""
    mine, other = a.found.dates - b.found.dates, b.found.dates - a.found.dates
    if not mine and not other:
        return True
    kinds = {kind for kind, _ in mine}, {kind for kind, _ in other}
    day = any(kind == "day" for kind, _ in a.found.dates & b.found.dates)
    if day and kinds[0] | kinds[1] <= {"weekday"}:
        return True
    return sorted(kinds, key=sorted) == [{"rel:day"}, {"weekday"}]


def interval(side: Features) -> tuple[Decimal, Decimal]:
    """The least and the most that a claim's only number can mean."""
    (number,) = side.numbers
    value, bound = worth(number), {v: kind for kind, v in side.found.bounded}.get(number, "")
    if bound in {"least", "over"}:
        return value + Decimal("0.001") * (bound == "over"), _ENDLESS
    if bound in {"most", "under"}:
        return Decimal(0), value - Decimal("0.001") * (bound == "under")
    off = abs(value) * ROUNDING if number in side.found.rounded else Decimal(0)
    return value - off, value + off


def about_equal(pair: Pair) -> bool:
    """Whether numbers differ by rounding only, where one of them is said to be about right."""
    a, b = pair.sides
    mine, other = pair.extra_numbers
    if not (mine & a.found.rounded or other & b.found.rounded) or len(mine) != 1 or len(other) != 1:
        return False
    x, y = worth(*mine), worth(*other)
    return abs(x - y) <= ROUNDING * max(abs(x), abs(y))


def count_the_same(pair: Pair) -> bool:
    """Whether numbers that differ are of one kind, and of one thing as far as that is told."""
    mine, other = pair.extra_numbers
    a, b = (side.counted for side in pair.sides)
    return any(
        _kind(x) == _kind(y) and (not thing or not same or not senses(thing).isdisjoint(senses(same)))
        for x, thing in a
        for y, same in b
        if x in mine and y in other
    )


def _kind(number: str) -> str:
    return "%" if number[-1] in "%" else "span" if number[-1] in "do" else ""
