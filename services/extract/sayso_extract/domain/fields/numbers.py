"""Numbers with their units inside a statement: money, shares, counts and spans of time, hedges included.

Input: a statement's content. One pass cuts it into words and digits; a small grammar joins hedge, currency, number,
scale, range and the noun that follows. Ages, ordinals, years and days of a month are not quantities.

Guaranteed: values are in base units ("£6.5 million" is 6500000 pounds); "between 80 and 95" fills `upper`;
`approximate` is true for any hedge. Nothing is converted from one unit to another, and at most `MOST` are read.

Next: `dates`.
"""

from decimal import Decimal

from sayso_extract.domain import lexicon
from sayso_extract.domain.fields.dates import FAR
from sayso_extract.domain.fields.number_words import (
    BEFORE_FRACTION,
    CURRENCIES,
    FRACTIONS,
    HEDGES,
    MONTHS,
    NOT_AFTER_ONE,
    NOT_BEFORE_ONE,
    NUMBERED,
    PLURALS,
    QUALIFYING,
    QUALITIES,
    SCALES,
    SKIPPED,
    SMALL,
    VAGUE,
)
from sayso_extract.domain.model import Quantity
from sayso_extract.domain.values import Value
from sayso_extract.domain.words import Word, Words

MOST = 40
_COUNTED = frozenset(("of", "more", "are", "were", "have", "had", "missing", "dead", "injured", "homeless"))
_BY = frozenset(("than", "by", "almost", "nearly", "about", "roughly", "over"))
_AGE = 3
"""Digits of an age, at most."""
_CLOSED = lexicon.PREPOSITIONS | lexicon.AUXILIARIES | lexicon.DETERMINERS | lexicon.PRONOUNS | lexicon.NEGATIONS
_COMPOUND = 7
"""Tokens in which a compound's last noun is looked for."""
_ORDINALS = frozenset(("first", "second", "latter", "other"))
_ALONE = frozenset((*SMALL, *VAGUE, "half"))
"""Words that a number may begin with whatever follows."""
_ARTICLES = frozenset(("a", "an"))
"""Words that a number may begin with in front of one of `_PARTS`."""
_PARTS = SCALES.keys() | FRACTIONS.keys()
_OPENERS = _ALONE | _ARTICLES
"""Words that a number may begin with, beside digits."""
_NO_NOUN = frozenset(("s", "was", "is", "has", "as", "this", "does"))
"""Words in -s behind a year that it does not count."""


class _Amount(Value):
    value: float
    end: int
    sign: str
    scale: float


def quantities_of(content: str, words: Words) -> tuple[Quantity, ...]:
    """Every quantity of a statement, in order."""
    if words.counted or words.hold(_ALONE) or (words.hold(_ARTICLES) and words.hold(_PARTS)):
        return _quantities(content, words.each)
    return ()  # most statements


def _quantities(content: str, words: tuple[Word, ...]) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    end = 0
    for at in _openings(words):
        amount = _amount(words, at) if at >= end and len(found) < MOST else None
        if amount is not None:
            quantity, end = _quantity(content, words, at, amount)
            if quantity is not None:
                found.append(quantity)
    return tuple(found)


def _openings(words: tuple[Word, ...]) -> list[int]:
    """The words that a number may begin with, by index."""
    return [
        at
        for at, word in enumerate(words)
        if word.lower in _OPENERS or word.text[0].isdecimal() or word.text in CURRENCIES
    ]


def _quantity(content: str, words: tuple[Word, ...], at: int, amount: _Amount) -> tuple[Quantity | None, int]:
    end, value, upper, sign = amount.end, amount.value, None, amount.sign
    between = at > 0 and words[at - 1].lower == "between"
    other = _upper_end(words, amount, between)
    if other is not None and (other.value >= value or other.value * amount.scale >= value):
        upper, end, sign = other.value, other.end, sign or other.sign
        if amount.scale == 1.0 and other.scale > 1 and value < other.value / 2:
            value = _times(value, other.scale)
    if _excluded(words, at, end, sign):
        return None, end
    unit, unit_end = _unit(words, end, sign)
    first, approximate = _hedge(words, at - 1 if between else at)
    approximate = approximate or words[at].lower in VAGUE
    text = content[words[first].begin : words[max(end, unit_end) - 1].end]
    return Quantity(text, round(value, 6), upper, unit, approximate), max(end, unit_end)


def _upper_end(words: tuple[Word, ...], amount: _Amount, between: bool) -> _Amount | None:
    """The other end of a range: "80 to 95", "between 1.5% and 2%"; not "rose 3% to 5%"."""
    end = amount.end
    shared = _percent_end(words, end)
    joiner = _lower(words, shared)
    if between and joiner == "and":
        return _amount(words, shared + 1)
    if joiner in ("to", "or", "-", "–") and not _hyphenated(words, shared):
        other = _amount(words, shared + 1)
        if other is not None and (
            shared == end or (_spans(words, end, joiner) and _percent_end(words, other.end) > other.end)
        ):
            return other
    return None


def _spans(words: tuple[Word, ...], end: int, joiner: str) -> bool:
    """Whether "3% to 5%" is a range: with a dash, or "growth of 3% to 5%"; "rose 3% to 5%" ends at 5%."""
    return joiner in ("-", "–") or _lower(words, end - 2) == "of"


def _percent_end(words: tuple[Word, ...], at: int) -> int:
    """The end of a percent sign or "per cent" that stands here, or `at`."""
    if _lower(words, at) in ("%", "percent"):
        return at + 1
    return at + 2 if _lower(words, at) == "per" and _lower(words, at + 1) == "cent" else at


def _lower(words: tuple[Word, ...], at: int) -> str:
    return words[at].lower if 0 <= at < len(words) else ""


def _times(value: float, scale: float) -> float:
    """A product in decimals: 8.2 billion is 8200000000."""
    return float(Decimal(repr(value)) * Decimal(repr(scale)))


def _amount(words: tuple[Word, ...], at: int) -> _Amount | None:
    """A number that begins here, with its currency sign and its scale."""
    sign = ""
    if at < len(words) and words[at].text in CURRENCIES and _is_money(words, at):
        sign, at = words[at].text, at + 1
        at += _lower(words, at) == "." and words[at].begin == words[at - 1].end
    value, end = _number(words, at)
    if value is None:
        return None
    scale = 1.0
    while end < len(words) and words[end].lower in SCALES and _scales(words, end):
        scale *= SCALES[words[end].lower]
        end += 1
    return _Amount(_times(value, scale), end, sign, scale)


def _is_money(words: tuple[Word, ...], at: int) -> bool:
    """Whether letters before digits are a currency: "Rs 12", "Rs. 12", "Sh4.3"; a single one must touch: "R120"."""
    if not words[at].text.isalpha():
        return True
    following = words[at + 1 : at + 3]
    if following and following[0].text == "." and len(words[at].text) > 1:
        following = following[1:]
    touches = bool(following) and (len(words[at].text) > 1 or following[0].begin == words[at].end)
    return touches and following[0].text[0].isdecimal()


def _scales(words: tuple[Word, ...], at: int) -> bool:
    """One-letter scales ("5m") must touch their number."""
    return len(words[at].text) > 2 or words[at].begin == words[at - 1].end


def _number(words: tuple[Word, ...], at: int) -> tuple[float | None, int]:
    if at >= len(words):
        return None, at
    word, following = words[at], _lower(words, at + 1)
    value: float | None = None
    end = at + 1
    if word.text[0].isdecimal() and word.text.isascii():
        value = _digits(word.text)
    elif word.lower in SMALL:
        value = float(SMALL[word.lower])
        if following == "-" and _lower(words, at + 2) in SMALL:
            value, end = value + SMALL[_lower(words, at + 2)], at + 3
    if value is not None:
        return _with_part(words, at, value, end)
    if word.lower in ("a", "an") and following in SCALES and len(following) > 2:
        return 1.0, at + 1
    if word.lower == "half" and following in ("a", "an", "of", "the") and _lower(words, at - 1) not in _ORDINALS:
        return 0.5, at + 1 + (following in ("a", "an"))
    if word.lower == "a" and following in FRACTIONS and _is_part(words, at):
        return 1 / FRACTIONS[following], at + 2
    if word.lower == "half" and _lower(words, at - 1) in _BY and not following[:1].isalpha():
        return 0.5, at + 1
    if word.lower in VAGUE and following in _COUNTED:
        more = VAGUE.get(_lower(words, at + 2), 1.0) if following == "of" else 1.0
        return VAGUE[word.lower] * more, at + 1 + (following in ("of", "more")) + (more > 1)
    return None, at


def _with_part(words: tuple[Word, ...], at: int, value: float, end: int) -> tuple[float, int]:
    """What makes a fraction of a whole number: "two-thirds", "one in three", "two and a half"."""
    following = [_lower(words, end + step) for step in range(3)]
    part_at = end + (following[0] == "-")
    part = _lower(words, part_at)
    if value < 10 and part.removesuffix("s") in FRACTIONS and (part.endswith("s") or value == 1):
        return value / FRACTIONS[part.removesuffix("s")], part_at + 1
    if following == ["and", "a", "half"]:
        return value + 0.5, end + 3
    if following[0] == "in" and value < 10 and words[at].lower not in MONTHS:
        whole, whole_end = _whole(words, end + 1)
        if whole is not None and whole > value and _lower(words, whole_end) not in MONTHS:
            return round(value / whole, 6), whole_end
    return value, end


def _whole(words: tuple[Word, ...], at: int) -> tuple[float | None, int]:
    """The second number of "one in three": no year, nothing that is counted on its own."""
    word = _lower(words, at)
    if word in SMALL and _lower(words, at + 1) != "-":
        return float(SMALL[word]), at + 1
    if word[:1].isdecimal() and word.isascii() and (len(word) != 4 or "," in word):
        return _digits(word), at + 1
    return None, at


def _is_part(words: tuple[Word, ...], at: int) -> bool:
    """Whether "a third" is a part of something, not one more of a kind."""
    after = _lower(words, at + 2)
    return after == "of" or not after[:1].isalpha() or _lower(words, at - 1) in BEFORE_FRACTION


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
    """Years, days of a month, ordinals, ages, times of day, numbered things and compounds are no quantities."""
    if sign:
        return False
    first, before, following = words[at], _lower(words, at - 1), _lower(words, end)
    if following in ("%", "percent", "per"):
        return False
    if _names_something(words, at, end) or _tells_the_time(words, at, end):
        return True
    century = first.text[:2] in ("19", "20") or (first.text[:2] == "21" and before in FAR)
    year = len(first.text) == 4 and century and first.text.isdecimal()
    if year and (end >= len(words) or not following.endswith("s") or following in _NO_NOUN):
        return True
    if following in MONTHS or before in MONTHS or (before == "." and _lower(words, at - 2) in MONTHS):  # "Dec. 4"
        return True
    if (
        before in ("and", "to", "-", "–")
        and at > 2
        and words[at - 3].lower in MONTHS
        and words[at - 2].text.isdecimal()
    ):
        return True
    touches = end < len(words) and words[end].begin == words[end - 1].end
    if touches and following in ("st", "nd", "rd", "th", "s"):
        return True
    if end < len(words) and words[end].text == "-" and _hyphenated(words, end):
        return True
    again = before == "and" and following == "of" and not _refers(_lower(words, end + 1))
    alone = first.lower == "one" and end == at + 1
    return alone and not again and (following in NOT_AFTER_ONE or before in NOT_BEFORE_ONE)


def _refers(word: str) -> bool:
    """Whether a word after "one of" tells that somebody of a group is meant, not one more count."""
    return word in lexicon.DETERMINERS or word in lexicon.PRONOUNS or word in ("them", "us", "you")


def _names_something(words: tuple[Word, ...], at: int, end: int) -> bool:
    """Whether a number is part of a name: "L4", "No. 7", "Year 11", "Witness 3", "12-34"; or an age: "Holt, 47,"."""
    if _lower(words, end) in ("year", "years") and _lower(words, end + 1) == "old":
        return True
    if not at:
        return False
    first, last = words[at], words[at - 1]
    if last.end == first.begin and last.text == "/" and at > 1 and not words[at - 2].text[0].isdecimal():
        return True  # "example.org/1a2b"
    if last.lower == "number" and _lower(words, at - 2) not in lexicon.DETERMINERS:  # "and number two, they"
        return True
    if last.lower == "of" and _lower(words, at - 2) == "age":
        return True
    if last.text == "," and at > 1 and words[at - 2].text[0].isupper() and _lower(words, end) in ("", ",", "."):
        return first.text.isdecimal() and len(first.text) <= _AGE
    if last.end == first.begin and (last.text[0].isalnum() or (last.text in ("-", ".") and first.text[0].isdecimal())):
        return at < 2 or last.text[0].isalnum() or words[at - 2].end == last.begin
    before = last.lower if last.text != "." else _lower(words, at - 2)
    if before in NUMBERED and first.text[0].isdecimal():
        return True
    if (before == "all" and not _lower(words, end)[:1].isalpha()) or (
        before == "the" and _lower(words, end) in lexicon.AUXILIARIES
    ):
        return True
    alone = not _lower(words, end)[:1].isalpha() or _lower(words, end) in lexicon.PREPOSITIONS
    return bool(at > 1 and alone and first.text[0].isdecimal() and last.text[0].isupper() and last.text.isalpha())


def _tells_the_time(words: tuple[Word, ...], at: int, end: int) -> bool:
    """Whether a number is a time of day: "9 p.m.", "2am", "2:16"."""
    if not words[at].text[0].isdecimal():
        return words[at].lower in SMALL and _lower(words, at - 1) == "at" and not _lower(words, end)[:1].isalpha()
    following = [_lower(words, end + step) for step in range(3)]
    if following[0] in ("am", "pm", "o'clock") or following in (["a", ".", "m"], ["p", ".", "m"]):
        return True
    touches = end + 1 < len(words) and words[end].end == words[end + 1].begin
    ends = at > 1 and words[at - 1].text == ":" and words[at - 2].text[0].isdecimal()
    return ends or (touches and following[0] == ":" and following[1][:1].isdecimal())


def _unit(words: tuple[Word, ...], end: int, sign: str) -> tuple[str | None, int]:
    if sign:
        return CURRENCIES[sign], end
    following = words[end].lower if end < len(words) else ""
    if following in ("%", "percent", "percentage"):
        return ("percent", end + 1) if following != "percentage" else ("points", min(end + 2, len(words)))
    if following == "per" and end + 1 < len(words) and words[end + 1].lower == "cent":
        return "percent", end + 2
    at = end
    while at < len(words) and at - end < 2 and (words[at].lower in SKIPPED or _qualifies(words, at)):
        at += 1
    if at >= len(words) or not words[at].text[0].isalpha():
        return None, end
    at = _counted_noun(words, at)
    noun = words[at].lower
    if noun in _CLOSED or len(noun) < 2:
        return None, end
    if noun == "basis" and _lower(words, at + 1) == "points":
        return "basis points", at + 2
    return noun, at + 1


def _counted_noun(words: tuple[Word, ...], at: int) -> int:
    """Where the noun stands that is counted: "60 search-and-rescue specialists", "two field hospitals"."""
    for step in range(at, min(at + _COMPOUND, len(words))):
        word = words[step]
        if word.lower in PLURALS or (word.lower.endswith("s") and not word.lower.endswith(("ss", "us"))):
            return step if word.lower not in lexicon.FINITE and step > at else at
        joined = word.text == "-" or (step + 1 < len(words) and words[step + 1].text == "-")
        joined = joined or (step > at and words[step - 1].text == "-")
        plain = word.text.isalpha() and word.lower not in _CLOSED and not word.lower.endswith(("ed", "ing"))
        if not (joined or plain):
            return at
    return at


def _qualifies(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word tells of what kind the counted ones are: "three serious offers", "40 injured passengers"."""
    word, noun = words[at].lower, _lower(words, at + 1)
    counted = noun.isalpha() and (noun in PLURALS or (noun.endswith("s") and not noun.endswith(("ss", "us"))))
    return counted and noun not in lexicon.FINITE and (word in QUALITIES or word.endswith(QUALIFYING))


def _hedge(words: tuple[Word, ...], at: int) -> tuple[int, bool]:
    """Step back over a hedge: where the quantity's words begin, and whether it is only about right."""
    for size in (3, 2, 1):
        if at - size >= 0 and " ".join(w.lower for w in words[at - size : at]) in HEDGES:
            return at - size, True
    return at, False
