"""Cutting text into words, fast: white space first, the expression engine only for what is left, and once a chunk.

Four chunks of prose in five are letters with at most one mark behind them, and need no engine; the rest goes through
google-re2. What a chunk comes to does not depend on where it stands, so up to `MOST_KNOWN` chunks are remembered, and
their words interned: a word is one object in memory, whoever has read it, and is found in the word lists without a look
at its letters.
`attribution.tokens` cuts articles with it, and the fields (`certainty`, `numbers`, `dates`) the words of a statement.

Guaranteed: pieces in order, never across white space, linear in the text.

Next: `fields.certainty`.
"""

from collections.abc import Callable, Iterable, Set
from itertools import chain
from sys import intern
from typing import TypeVar

from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.values import Value

REACH = 20_000
"""A statement longer than this is read no further for its fields."""
MOST_KNOWN = 20_000
"""Chunks remembered between articles by each reader of them: a few MB, and nearly all of the next article."""
LONGEST_KNOWN = 40
"""Characters; longer chunks are addresses and the like, which do not come again."""
_SPACES = dict.fromkeys(
    (*range(9, 14), *range(28, 32), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    " ",
)
"""All white space but the space itself."""
_WORD = Pattern(r"\pN+(?:[.,]\pN+)*|\pL[\pL\pM]*(?:['’]\pL+)*|[^\s]")

Made = TypeVar("Made")


class Word(Value):
    """One word, number or mark; `lower` is folded with straight apostrophes."""

    text: str
    lower: str
    begin: int
    end: int


def folded(word: str) -> str:
    """A word as it is looked up: lower case, straight apostrophes."""
    return intern(word.lower().replace("’", "'"))


def chunks(words: str) -> list[str]:
    """The words cut at every space, so that where a chunk begins follows from the lengths of those before it.

    White space of other kinds counts as spaces; where two follow one another stands an empty chunk.
    """
    if not words.isprintable():  # of all white space only a space is
        words = words.translate(_SPACES)
    return words.split(" ")


class Remembered(dict[str, Made]):
    """What a reader makes of chunks, by chunk; what came of the last ones is remembered if they are not long."""

    def __init__(self, read: Callable[[str], Made]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> Made:
        made = self._read(chunk)
        if len(chunk) <= LONGEST_KNOWN:
            if len(self) >= MOST_KNOWN:
                self.clear()
            self[chunk] = made
        return made


def cut(chunk: str, pattern: Pattern) -> Iterable[tuple[int, int]]:
    """Where the pieces stand that the pattern makes of a chunk."""
    size = len(chunk)
    if not size:
        return ()
    if chunk.isalpha() or (chunk.isascii() and chunk.isdigit()):
        return ((0, size),)
    if chunk[-1] in ",.;:" and chunk[:-1].isalpha():
        return ((0, size - 1), (size - 1, size))
    return (match.span() for match in pattern.finditer(chunk))


class Words:
    """The words of one statement as they are looked up; each with its place only if one is asked for, as few are."""

    __slots__ = ("_each", "content", "counted", "lowers")

    def __init__(self, content: str) -> None:
        self.content = content[:REACH]
        read = list(map(_words.__getitem__, self.content.split()))
        self.lowers = list(chain.from_iterable([lowers for _, _, lowers, _ in read]))
        self.counted = True in [counted for _, _, _, counted in read]
        """Whether a word begins with a digit."""
        self._each: tuple[Word, ...] | None = None

    @property
    def each(self) -> tuple[Word, ...]:
        """The words with their places."""
        if self._each is None:
            words: list[Word] = []
            add = words.append
            at = 0
            for width, pieces, _, _ in map(_words.__getitem__, chunks(self.content)):
                for piece, lower, begin, end in pieces:
                    add(Word(piece, lower, at + begin, at + end))
                at += width
            self._each = tuple(words)
        return self._each

    def hold(self, some: Set[str]) -> bool:
        """Whether one of the words is among some."""
        return not some.isdisjoint(self.lowers)


@Remembered
def _words(chunk: str) -> tuple[int, tuple[tuple[str, str, int, int], ...], tuple[str, ...], bool]:
    """How far behind a chunk the next one begins, its words, these as they are looked up, and whether one counts."""
    pieces = tuple((intern(chunk[b:e]), folded(chunk[b:e]), b, e) for b, e in cut(chunk, _WORD))
    counted = any(text[0].isdecimal() for text, _, _, _ in pieces)
    return len(chunk) + 1, pieces, tuple(lower for _, lower, _, _ in pieces), counted
