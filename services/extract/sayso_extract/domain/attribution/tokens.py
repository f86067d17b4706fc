"""Words, numbers, marks and whole quotes: what the attribution patterns are written over.

Input: a text and its quotes. Each quote is one opaque token, so a verb or a full stop inside it can mislead nobody.
Patterns over tokens are plain loops: quicker than an expression engine on short stretches, and linear by sight.

Guaranteed: tokens come in text order, never overlap, and carry their offsets.

Next: `sentences`, which groups them.
"""

from dataclasses import dataclass
from typing import Literal

from sayso_extract.domain.attribution.quotes import Quote
from sayso_extract.domain.model import Span
from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.word_lists import word_set
from sayso_extract.domain.words import cut

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


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `lower` is its text folded for look-ups."""

    text: str
    lower: str
    begin: int
    end: int
    kind: TokenKind
    quote: Quote | None = None

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokenise(text: str, paragraph: Span, quotes: tuple[Quote, ...]) -> tuple[Token, ...]:
    """The tokens of one paragraph, given the quotes that stand in it."""
    tokens: list[Token] = []
    at = paragraph.begin
    for quote in quotes:
        tokens.extend(_plain(text, at, quote.outer.begin))
        words = quote.outer.of(text)
        tokens.append(Token(words, words, quote.outer.begin, quote.outer.end, "quote", quote))
        at = quote.outer.end
    tokens.extend(_plain(text, at, paragraph.end))
    return tuple(tokens)


def _plain(text: str, begin: int, end: int) -> list[Token]:
    found: list[Token] = []
    if begin >= end:
        return found
    words = text[begin:end]
    for first, last in cut(words, _TOKEN):
        piece = words[first:last]
        if piece == "." and found and found[-1].end == begin + first and _keeps_stop(found[-1].text):
            before = found.pop()
            found.append(Token(before.text + ".", before.lower + ".", before.begin, begin + last, "word"))
            continue
        initial = piece[0]
        kind: TokenKind = "word" if initial.isalpha() else "number" if initial.isnumeric() else "mark"
        found.append(Token(piece, piece.lower().replace("’", "'"), begin + first, begin + last, kind))
    return found


def _keeps_stop(word: str) -> bool:
    """Whether a full stop after this word is part of it: titles and initials."""
    return (len(word) == 1 and word.isupper()) or (word[0].isupper() and word.lower() in ABBREVIATIONS)
