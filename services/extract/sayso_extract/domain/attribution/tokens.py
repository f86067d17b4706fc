"""Words, numbers, marks and whole quotes: what the attribution patterns are written over.

Input: a text and its quotes. Each quote is one opaque token, so a verb or a full stop inside it can mislead nobody.
Patterns over tokens are plain loops: quicker than an expression engine on short stretches, and linear by sight.

Guaranteed: tokens come in text order, never overlap, and carry their offsets.

Next: `sentences`, which groups them.
"""

from sys import intern
from typing import Literal

from sayso_extract.domain.attribution.quotes import Quote
from sayso_extract.domain.model import Span
from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.values import Value
from sayso_extract.domain.word_lists import word_set
from sayso_extract.domain.words import Remembered, chunks, cut, folded

TokenKind = Literal["word", "number", "mark", "quote"]

_TOKEN = Pattern(
    r"\pN+(?:[.,:]\pN+)*(?:st|nd|rd|th|bn|m|k|tn|pm|am)?(?:-\pL+)*"
    r"|(?:\pL\.){2,}|\pL[\pL\pM\pN]*(?:['’\-‑&][\pL\pM\pN]+)*"
    r"|\.\.\.|…|--|[^\s]"
)
ABBREVIATIONS = word_set(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt cmdr adm maj rev hon st jr sr inc ltd co corp vs no dept jan "
    "feb aug sept oct nov dec mt ft messrs supt insp"
)
"""Words whose full stop belongs to them; a sentence may still end there."""
_WHO = "WHO"
"""The letters of an organisation that is no pronoun."""
SENTENCE_ENDS = frozenset(".?!…")
_Piece = tuple[str, str, int, int, TokenKind, bool, bool]
"""The fields of a token but for its quote, its places counted from the chunk's beginning."""


class Token(Value):
    """One token; `lower` is its text folded for look-ups, `capital` tells a word that begins with a capital.

    `stops` tells what may end a sentence: a quote, and what has a mark of its end at its own.
    """

    text: str
    lower: str
    begin: int
    end: int
    kind: TokenKind
    capital: bool = False
    stops: bool = False
    quote: Quote | None = None


def tokenise(text: str, paragraph: Span, quotes: tuple[Quote, ...]) -> tuple[Token, ...]:
    """The tokens of one paragraph, given the quotes that stand in it."""
    tokens: list[Token] = []
    at = paragraph.begin
    for quote in quotes:
        _add_plain(tokens, text, at, quote.outer.begin)
        words = quote.outer.of(text)
        tokens.append(Token(words, words, quote.outer.begin, quote.outer.end, "quote", stops=True, quote=quote))
        at = quote.outer.end
    _add_plain(tokens, text, at, paragraph.end)
    return tuple(tokens)


def _add_plain(tokens: list[Token], text: str, begin: int, end: int) -> None:
    """Add the tokens of a stretch without quotes."""
    at = begin
    add = tokens.append
    for width, pieces in map(_tokens.__getitem__, chunks(text[begin:end])):
        for piece, lower, first, last, kind, capital, stops in pieces:
            add(Token(piece, lower, at + first, at + last, kind, capital, stops))
        at += width


@Remembered
def _tokens(chunk: str) -> tuple[int, tuple[_Piece, ...]]:
    """How far behind a chunk the next one begins, and its tokens."""
    places: list[tuple[int, int]] = []
    for begin, end in cut(chunk, _TOKEN):
        if chunk[begin:end] == "." and places and places[-1][1] == begin and _keeps_stop(chunk[places[-1][0] : begin]):
            places[-1] = (places[-1][0], end)
        else:
            places.append((begin, end))
    return len(chunk) + 1, tuple(_token(chunk[begin:end], begin, end) for begin, end in places)


def _token(piece: str, begin: int, end: int) -> _Piece:
    initial = piece[0]
    kind: TokenKind = "word" if initial.isalpha() else "number" if initial.isnumeric() else "mark"
    capital = kind == "word" and initial.isupper()
    lower = piece if piece == _WHO else folded(piece)
    return intern(piece), lower, begin, end, kind, capital, piece[-1] in SENTENCE_ENDS


def _keeps_stop(word: str) -> bool:
    """Whether a full stop after this word is part of it: titles and initials."""
    return (len(word) == 1 and word.isupper()) or (word[0].isupper() and word.lower() in ABBREVIATIONS)
