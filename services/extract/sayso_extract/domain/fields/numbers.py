"""Numbers with their units inside a statement: money, shares, counts and spans of time, hedges included.

Input: a statement's content. One pass cuts it into words and digits; a small grammar joins hedge, currency, number,
scale, range and the noun that follows. Ages, ordinals, years and days of a month are not quantities.

Guaranteed: values are in base units ("£6.5 million" is 6500000 pounds); "between 80 and 95" fills `upper`;
`approximate` is true for any hedge. Nothing is converted from one unit to another, and at most `MOST` are read.

Next: `dates`.
"""

from dataclasses import dataclass

from sayso_extract.domain import lexicon
from sayso_extract.domain.fields.number_words import (
    CURRENCIES,
    HEDGES,
    MONTHS,
    NOT_AFTER_ONE,
    NOT_BEFORE_ONE,
    SCALES,
    SKIPPED,
    SMALL,
    VAGUE,
)
from sayso_extract.domain.model import Quantity
from sayso_extract.domain.words import Word

MOST = 40


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    end: int
    sign: str
    scale: float


def quantities_of(content: str, words: tuple[Word, ...]) -> tuple[Quantity, ...]:
    """Every quantity of a statement, in order."""
    found: list[Quantity] = []
    at = 0
    while at < len(words) and len(found) < MOST:
        amount = _amount(words, at)
        if amount is None:
            at += 1
            continue
        quantity, at = _quantity(content, words, at, amount)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _quantity(content: str, words: tuple[Word, ...], at: int, amount: _Amount) -> tuple[Quantity | None, int]:
    end, value, upper, sign = amount.end, amount.value, None, amount.sign
    between = at > 0 and words[at - 1].lower == "between"
    joiner = words[end].lower if end < len(words) else ""
    if (between and joiner == "and") or (joiner in ("to", "or", "-", "–") and not _hyphenated(words, end)):
        other = _amount(words, end + 1)
        if other is not None and (other.value * other.scale >= value or other.value >= value):
            upper, end, sign = other.value, other.end, sign or other.sign
            if amount.scale == 1.0 and other.scale > 1 and value < other.value / 2:
                value *= other.scale
    if _excluded(words, at, end, sign):
        return None, end
    unit, unit_end = _unit(words, end, sign)
    first, approximate = _hedge(words, at - 1 if between else at)
    approximate = approximate or words[at].lower in VAGUE
    text = content[words[first].begin : words[max(end, unit_end) - 1].end]
    return Quantity(text, round(value, 6), upper, unit, approximate), max(end, unit_end)


def _amount(words: tuple[Word, ...], at: int) -> _Amount | None:
    """A number that begins here, with its currency sign and its scale."""
    sign = ""
    if at < len(words) and words[at].text in CURRENCIES:
        sign, at = words[at].text, at + 1
    value, end = _number(words, at)
    if value is None:
        return None
    scale = 1.0
    while end < len(words) and words[end].lower in SCALES and _scales(words, end):
        scale *= SCALES[words[end].lower]
        end += 1
    return _Amount(value * scale, end, sign, scale)


def _scales(words: tuple[Word, ...], at: int) -> bool:
    """One-letter scales ("5m") must touch their number."""
    return len(words[at].text) > 2 or words[at].begin == words[at - 1].end


def _number(words: tuple[Word, ...], at: int) -> tuple[float | None, int]:
    if at >= len(words):
        return None, at
    word = words[at]
    if word.text[0].isdecimal() and word.text.isascii():
        return _digits(word.text), at + 1
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if word.lower in SMALL:
        if following == "-" and at + 2 < len(words) and words[at + 2].lower in SMALL:
            return float(SMALL[word.lower] + SMALL[words[at + 2].lower]), at + 3
        return float(SMALL[word.lower]), at + 1
    if word.lower in ("a", "an") and following in SCALES and len(following) > 2:
        return 1.0, at + 1
    if word.lower == "half" and following in ("a", "an", "of", "the"):
        return 0.5, at + 1 + (following in ("a", "an"))
    if word.lower in VAGUE and following == "of":
        return VAGUE[word.lower], at + 2
    return None, at


def _digits(text: str) -> float | None:
    """ "1,846" is one thousand; "3,5" and "1.2.3" are left alone."""
    whole, _, rest = text.partition(".")
    groups = whole.split(",")
    if len(text) > 24 or "." in rest or "," in rest or any(len(g) != 3 for g in groups[1:]):
        return None
    return float("".join(groups) + (f".{rest}" if rest else ""))


def _hyphenated(words: tuple[Word, ...], at: int) -> bool:
    """Whether a hyphen here makes a compound ("four-hour"), not a range ("4-6")."""
    touches = at + 1 < len(words) and words[at].text in ("-", "–") and words[at].end == words[at + 1].begin
    return touches and words[at + 1].text[0].isalpha()


def _excluded(words: tuple[Word, ...], at: int, end: int, sign: str) -> bool:
    """Years, days of a month, ordinals, ages and compounds are no quantities."""
    if sign:
        return False
    first, before = words[at], words[at - 1].lower if at else ""
    following = words[end].lower if end < len(words) else ""
    if following in ("%", "percent", "per"):
        return False
    year = len(first.text) == 4 and first.text[:2] in ("19", "20") and first.text.isdecimal()
    if year and (end >= len(words) or not following.endswith("s")):
        return True
    if following in MONTHS or before in MONTHS:
        return True
    if following in ("st", "nd", "rd", "th") and words[end].begin == words[end - 1].end:
        return True
    if end < len(words) and words[end].text == "-" and _hyphenated(words, end):
        return True
    return first.lower == "one" and (following in NOT_AFTER_ONE or before in NOT_BEFORE_ONE)


def _unit(words: tuple[Word, ...], end: int, sign: str) -> tuple[str | None, int]:
    if sign:
        return CURRENCIES[sign], end
    following = words[end].lower if end < len(words) else ""
    if following in ("%", "percent", "percentage"):
        return ("percent", end + 1) if following != "percentage" else ("points", min(end + 2, len(words)))
    if following == "per" and end + 1 < len(words) and words[end + 1].lower == "cent":
        return "percent", end + 2
    at = end
    while at < len(words) and at - end < 2 and words[at].lower in SKIPPED:
        at += 1
    if at >= len(words) or not words[at].text[0].isalpha():
        return None, end
    noun = words[at].lower
    closed = (lexicon.PREPOSITIONS, lexicon.AUXILIARIES, lexicon.DETERMINERS, lexicon.PRONOUNS, lexicon.NEGATIONS)
    if any(noun in words_ for words_ in closed) or len(noun) < 2:
        return None, end
    return noun, at + 1


def _hedge(words: tuple[Word, ...], at: int) -> tuple[int, bool]:
    """Step back over a hedge: where the quantity's words begin, and whether it is only about right."""
    for size in (3, 2, 1):
        if at - size >= 0 and " ".join(w.lower for w in words[at - size : at]) in HEDGES:
            return at - size, True
    return at, False
