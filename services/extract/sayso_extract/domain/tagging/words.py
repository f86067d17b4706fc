"""An article's text as the network reads it: words, numbers and marks, in windows of whole paragraphs.

Unlike `attribution.tokens` a quotation is no opaque token here: the network reads inside it. "don't" is two words and
"Brook's" too, because labelled spans end between them.

Guaranteed: words come in text order, never overlap and lie in one paragraph; a window holds at most
`LONGEST_WINDOW` words, all windows together `MOST_WORDS`; one pass, linear in the text.

Next: `hints`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from sys import intern

from sayso_extract.domain.attribution.tokens import ABBREVIATIONS
from sayso_extract.domain.model import Span
from sayso_extract.domain.values import Value
from sayso_extract.domain.words import Remembered, chunks

FULL_WINDOW = 100
"""Words after which a window takes no further paragraph."""
LONGEST_WINDOW = 130
"""A paragraph with more words is cut, after the last sentence that fits if there is one."""
MOST_WORDS = 30_000
"""What follows is left to the rules: no article is so long, and the network's memory grows with it."""

_WORD = re.compile(  # linear: no two of its alternatives can share a beginning for long
    r"[A-Za-z]+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}"
    r"|[^\W\d_]+(?:[&\d]\w*)*|\.\.\.|--|''|``|[^\w\s]|\w"
)
_ENDS = frozenset('.?!"”')
Place = tuple[int, int]
"""Where a word stands in the text, end exclusive."""
Words = tuple[list[Place], list[str]]
"""Places of words, and how they are spelt."""


class Window(Value):
    """Words that are read together, with their spelling; `openings` are the indices of those that open a paragraph."""

    words: tuple[Place, ...]
    spelt: tuple[str, ...]
    openings: frozenset[int]


def openings_of(windows: Sequence[Window]) -> list[int]:
    """The words of all windows that open a paragraph, by index in the article."""
    ends = accumulate((len(window.words) for window in windows), initial=0)
    return [end + at for window, end in zip(windows, ends, strict=False) for at in window.openings]


def windows(text: str, paragraphs: tuple[Span, ...]) -> tuple[Window, ...]:
    """The text's words in windows, in text order."""
    made: list[Window] = []
    words: list[Place] = []
    spelt: list[str] = []
    openings: set[int] = set()
    for places, names, opens in _pieces(text, paragraphs):
        if words and len(words) + len(places) > FULL_WINDOW:
            made.append(Window(tuple(words), tuple(spelt), frozenset(openings)))
            words, spelt, openings = [], [], set()
        if opens:
            openings.add(len(words))
        words += places
        spelt += names
    if words:
        made.append(Window(tuple(words), tuple(spelt), frozenset(openings)))
    return tuple(made)


def _pieces(text: str, paragraphs: tuple[Span, ...]) -> Iterator[tuple[list[Place], list[str], bool]]:
    left = MOST_WORDS
    for paragraph in paragraphs:
        words, spelt = words_of(text, paragraph, left)
        left -= len(words)
        begin = 0
        while begin < len(words):
            end = _cut(spelt, begin)
            yield words[begin:end], spelt[begin:end], begin == 0
            begin = end


def _cut(spelt: list[str], begin: int) -> int:
    """Where the piece of a paragraph that begins at a word ends."""
    end = begin + LONGEST_WINDOW
    if end >= len(spelt):
        return len(spelt)
    for at in range(end, begin + LONGEST_WINDOW // 2, -1):
        if spelt[at - 1][0] in _ENDS and spelt[at][0] not in _ENDS:
            return at
    return end


def words_of(text: str, paragraph: Span, most: int) -> Words:
    """The first words of one paragraph; the full stop of a title or an initial is part of it."""
    places: list[Place] = []
    spelt: list[str] = []
    add = places.append
    at = paragraph.begin
    for width, words, inside in map(_words.__getitem__, chunks(paragraph.of(text))):
        spelt += words
        for begin, end in inside:
            add((at + begin, at + end))
        at += width
    return places[:most], spelt[:most]


@Remembered
def _words(chunk: str) -> tuple[int, tuple[str, ...], tuple[Place, ...]]:
    """How far behind a chunk the next one begins, its words, and where in it they stand."""
    words: list[str] = []
    places: list[Place] = []
    for match in _WORD.finditer(chunk):
        begin, end = match.span()
        if words and match[0] == "." and _keeps_stop(words[-1]):
            words[-1] = intern(words[-1] + ".")
            places[-1] = (places[-1][0], end)
        else:
            words.append(intern(match[0]))
            places.append((begin, end))
    return len(chunk) + 1, tuple(words), tuple(places)


def _keeps_stop(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or (word[0].isupper() and word.lower() in ABBREVIATIONS)
