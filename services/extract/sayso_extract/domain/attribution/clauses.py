"""The stretch of a sentence that is reported: where it begins, where it ends, and what is cut off its edges.

Input: a sentence's tokens and a place in it. The conventions are those of the gold data: no cue, no speaker, no
closing comma or full stop, no outer marks of a purely direct quote; "and that" begins another statement; ", but",
", while" or a further verb of speech ends one.

Guaranteed: a piece is never empty, begins and ends on a word, a number or a quote, and lies inside the sentence.

Next: `reports_behind` and `reports_forward`.
"""

from collections.abc import Iterable
from itertools import pairwise

from sayso_extract.domain import lexicon
from sayso_extract.domain.attribution.cue_hits import Hit
from sayso_extract.domain.attribution.tokens import Token
from sayso_extract.domain.model import Span, StatementKind

Range = tuple[int, int]
_EDGE_MARKS = frozenset(",.;:–—-…")
_KEPT_OPENERS = frozenset("$£€¥([#@")
_KEPT_CLOSERS = frozenset("%)]?!€£$")
_OPENERS = frozenset(("but", "and", "yet", "so", "however", "meanwhile", "still", "moreover"))


def clause_end(tokens: tuple[Token, ...], begin: int, high: int, hits: tuple[Hit, ...]) -> int:
    """Where a clause that begins here stops holding what is reported."""
    gapped = {hit.begin for hit in hits if hit.begin > begin}
    for at in range(begin, high):
        token = tokens[at]
        following = tokens[at + 1].lower if at + 1 < high else ""
        if token.text == ";":
            return at
        if token.text == "," and at > begin:
            if following in lexicon.CLAUSE_BREAKERS and following not in ("who", "which"):
                return at
            if at + 1 in gapped or following == "according":
                return at
            if following in ("and", "but") and (at + 2 in gapped or _that_clause(tokens, at + 2, high)):
                return at
        if token.lower in ("and", "but") and at > begin and (at + 1 in gapped or _that_clause(tokens, at + 1, high)):
            return at
    return high


def _that_clause(tokens: tuple[Token, ...], at: int, high: int) -> bool:
    return at + 2 < high and tokens[at].lower == "that" and tokens[at + 1].lower not in lexicon.FINITE


def further_clauses(tokens: tuple[Token, ...], end: int, high: int, hits: tuple[Hit, ...]) -> tuple[Range, ...]:
    """The clauses of ", and that ..." after one that ended: each is a statement of its own."""
    found: list[Range] = []
    for _ in range(4):
        at = end + 1 if end < high and tokens[end].text == "," else end
        if at + 1 >= high or tokens[at].lower not in ("and", "but") or not _that_clause(tokens, at + 1, high):
            break
        begin = at + 2
        end = clause_end(tokens, begin, high, hits)
        found.append((begin, end))
    return tuple(found)


def trimmed(tokens: tuple[Token, ...], begin: int, end: int) -> Range | None:
    """The same range without marks at its edges, or None if nothing is left."""
    while begin < end and tokens[begin].kind == "mark" and tokens[begin].text not in _KEPT_OPENERS:
        begin += 1
    while end > begin and tokens[end - 1].kind == "mark" and tokens[end - 1].text not in _KEPT_CLOSERS:
        end -= 1
    return (begin, end) if begin < end else None


def without_opener(tokens: tuple[Token, ...], begin: int, end: int) -> int:
    """Step over "But" or "However," at the beginning of a sentence."""
    if begin + 1 < end and tokens[begin].lower in _OPENERS:
        begin += 1
        if tokens[begin].text == ",":
            begin += 1
    return begin


def has_quote(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether a quotation stands in the range."""
    return any(tokens[i].kind == "quote" for i in range(begin, end))


def has_clause(tokens: tuple[Token, ...], begin: int, end: int) -> bool:
    """Whether the range seems to hold a verb: what tells "added two chairs" from "added the chairs were two"."""
    for i in range(begin, end):
        word = tokens[i].lower
        if word in lexicon.FINITE or word in lexicon.AUXILIARIES or (i > begin and word in lexicon.PASTS):
            return True
        if i > begin and word.endswith("ed") and len(word) > 3 and tokens[i].kind == "word":
            return True
    return has_quote(tokens, begin, end)


def pieces_of(tokens: tuple[Token, ...], ranges: Iterable[Range]) -> tuple[tuple[Span, ...], StatementKind]:
    """Text spans of the ranges, and whether they hold quoted words, others, or both."""
    kept = [r for r in (trimmed(tokens, b, e) for b, e in ranges) if r is not None]
    kinds = {token.kind for b, e in kept for token in tokens[b:e]}
    quoted, plain = "quote" in kinds, not kinds.isdisjoint(("word", "number"))
    kind: StatementKind = "mixed" if quoted and plain else "direct" if quoted else "indirect"
    spans = [span for b, e in kept for span in _spans(tokens, b, e, kind)]
    return tuple(span for span in spans if span.begin < span.end), kind


def _spans(tokens: tuple[Token, ...], begin: int, end: int, kind: StatementKind) -> list[Span]:
    if kind == "direct":
        return [inner_words(t) for t in tokens[begin:end] if t.quote is not None]
    return [_unmarked_tail(tokens, begin, end)]


def _unmarked_tail(tokens: tuple[Token, ...], begin: int, end: int) -> Span:
    return Span(tokens[begin].begin, tokens[end - 1].end)


def inner_words(token: Token) -> Span:
    """The words of a quote token, without its marks and without the closing comma or full stop."""
    assert token.quote is not None
    begin, end = token.quote.inner.begin, token.quote.inner.end
    words = token.text[begin - token.begin : end - token.begin]
    stripped = words.rstrip()
    while stripped and stripped[-1] in ",.;:–—" and not stripped.endswith("..."):
        stripped = stripped[:-1].rstrip()
    lead = len(words) - len(words.lstrip())
    return Span(begin + min(lead, len(stripped)), begin + len(stripped))


def in_order(spans: tuple[Span, ...]) -> bool:
    """Whether spans follow one another without overlap."""
    return len(spans) == 1 or all(a.end <= b.begin for a, b in pairwise(spans))
