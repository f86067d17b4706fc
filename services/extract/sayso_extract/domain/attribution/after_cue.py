"""What follows a verb of speech: who was told, when and where, and then what kind of thing begins.

Input: a sentence's tokens and the index after the cue. "told reporters in Tarsk on Monday that ..." steps over the
hearer, the place and the day, remembers the day, and answers that a `that` clause begins at its first word.

Guaranteed: never steps past the sentence; one look ahead of at most `REACH` tokens for each phrase.

Next: `reports_behind` and `reports_forward`, which decide by the answer.
"""

from typing import Literal

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.values import Value
from sayso_extract.domain.word_lists import word_set

REACH = 14
_TIME_WORDS = lexicon.TEMPORAL_NOUNS | word_set(
    "on in at over during late early earlier last next this the a ago later few past same previous of"
)
_HEARERS = word_set("reporters journalists lawmakers members colleagues investors analysts voters supporters "
                     "me him her us them parliament")  # fmt: skip
_LISTENERS = word_set(
    "station conference newspaper inquiry court jury hearing committee meeting council rally briefing programme "
    "program magazine channel website agency panel inquest tribunal crowd audience radio television "
    "tv newswire broadcaster outlet"
)
"""Nouns of whom one speaks to that is no person."""
_OF_A_NUMBER = word_set("least most more fewer")
_DASHES = frozenset(("–", "—", "--"))
_STOPS = frozenset((".", "?", "!", "…", "...", ";"))

AfterKind = Literal["end", "comma", "that", "quote", "colon", "clause"]


class After(Value):
    """What begins after the cue, at which token, and the stretch that says when it was said."""

    kind: AfterKind
    at: int
    when: tuple[int, int] | None
    stepped: bool


def after_cue(tokens: tuple[Token, ...], at: int, high: int, hearer: bool, plans: bool = False) -> After:
    """Step over hearer, place, manner and time; say what begins then. With `plans`, "to" begins what is planned."""
    following = [token.lower for token in tokens[at : min(high, at + 2)]]
    if plans and (following[:1] == ["to"] or following == ["not", "to"]):
        return After("clause", at, None, stepped=False)
    when: tuple[int, int] | None = None
    first = at
    if hearer:
        at = _hearer_end(tokens, at, high)
    for _ in range(6):
        end = time_phrase_end(tokens, at, high)
        if end > at and not (end < high and tokens[end].lower in lexicon.FINITE):
            when = when or (at, end)
            at = end
            continue
        end = _phrase_end(tokens, at, high)
        if end == at:
            break
        inner = next((i for i in range(at, end) if time_phrase_end(tokens, i, end) > i), None)
        if inner is not None and when is None:
            when = (inner, time_phrase_end(tokens, inner, end))
        at = end
    if at + 2 < high and tokens[at].text == tokens[at + 2].text == "," and lexicon.is_aside(tokens[at + 1].lower):
        at += 3
    return After(_kind_at(tokens, at, high), at, when, at > first)


def time_phrase_end(tokens: tuple[Token, ...], at: int, high: int) -> int:
    """The end of a time phrase that begins here ("over the weekend", "late on Tuesday"), or `at` if none does."""
    end = at
    for index in range(at, min(high, at + 7)):
        token = tokens[index]
        year = token.kind == "number" and len(token.text) == 4 and token.text[:2] in ("19", "20")
        if year and index > at and tokens[index - 1].lower in ("a", "an"):
            break  # "a 2024 report"
        if year or token.lower in lexicon.TEMPORAL_NOUNS or (token.lower == "ago" and index > at):
            if token.lower in ("may", "march", "second") and not token.capital:
                break
            end = index + 1
        elif token.kind != "number" and token.lower not in _TIME_WORDS:
            break
    return end


def _kind_at(tokens: tuple[Token, ...], at: int, high: int) -> AfterKind:
    if at >= high:
        return "end"
    token = tokens[at]
    if token.kind == "quote":
        return "quote"
    if token.lower == "that" and at + 1 < high and tokens[at + 1].lower not in lexicon.FINITE:
        return "that"
    if token.text in _STOPS:
        return "end"
    if token.text == ":":
        return "colon"
    return "comma" if token.text == "," or token.text in _DASHES else "clause"


def _hearer_end(tokens: tuple[Token, ...], at: int, high: int) -> int:
    stop = _stop(tokens, at, high)
    named = not any(t.lower in lexicon.FINITE for t in tokens[at:stop])
    if named and stop < high and tokens[stop].text not in (",", "."):
        return stop
    if at >= high:
        return at
    first = tokens[at]
    if first.lower in _HEARERS:
        return at + 1
    end = at + (first.lower in lexicon.DETERMINERS)
    called = next((i for i in range(end, min(stop, end + 5)) if tokens[i].lower in _LISTENERS), None)
    if named and called is not None:
        return called + 1 + (called + 1 < stop and tokens[called + 1].lower in _LISTENERS)
    if end < high and tokens[end].capital:
        while end < high and (tokens[end].capital or tokens[end].text == "&"):
            end += 1
        return end
    return min(end + 1, high)


def _phrase_end(tokens: tuple[Token, ...], at: int, high: int) -> int:
    """The end of an adverb or prepositional phrase that begins here and reaches the next thing of interest."""
    if at >= high:
        return at
    word = tokens[at].lower
    if word == "there" and at + 1 < high and tokens[at + 1].lower in lexicon.AUXILIARIES:
        return at  # "told the paper there had been no letters"
    if word in lexicon.AFTER_ADVERBS or (lexicon.is_adverb(word) and word.endswith("ly")):
        return at + 1
    if word not in lexicon.TRUE_PREPOSITIONS or word == "of":
        return at
    if counts(tokens, at, high):
        return at  # "listed between 80 and 95 people as missing"
    stop = _stop(tokens, at + 1, high)
    ended = stop >= high or tokens[stop].kind == "quote" or tokens[stop].text in (",", ":", ".", ";", "that")
    if not ended or any(t.lower in lexicon.FINITE for t in tokens[at:stop]):
        return at
    return stop


def counts(tokens: tuple[Token, ...], at: int, high: int) -> bool:
    """Whether a preposition begins a number: "at least 26", "about a third", "between 80 and 95", "over 40"."""
    if at + 1 >= high or tokens[at].lower not in ("at", "about", "between", "over", "under", "near"):
        return False
    following = tokens[at + 1]
    fraction = tokens[at].lower == "about" and following.lower in ("a", "half", "two", "three", "one")
    return following.kind == "number" or following.lower in _OF_A_NUMBER or fraction


def _stop(tokens: tuple[Token, ...], at: int, high: int) -> int:
    end = at
    while end < high and end - at < REACH:
        token = tokens[end]
        if token.kind == "quote" or token.lower == "that" or token.text in (",", ":", ";", ".", "?", "!", "–", "—"):
            return end
        end += 1
    return end
