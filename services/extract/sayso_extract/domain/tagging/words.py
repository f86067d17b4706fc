"""An article's text as the network reads it: words, numbers and marks, in windows of whole paragraphs.

Unlike `attribution.tokens` a quotation is no opaque token here: the network reads inside it. "don't" is two words and
"Brook's" too, because labelled spans end between them.

Guaranteed: words come in text order, never overlap and lie in one paragraph; a window holds at most
`LONGEST_WINDOW` words, all windows together `MOST_WORDS`; one pass, linear in the text.

Next: `hints`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso_extract.domain.attribution.tokens import ABBREVIATIONS
from sayso_extract.domain.model import Span

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


@dataclass(frozen=True, slots=True)
class Window:
    """Words that are read together; `openings` are the indices of those that open a paragraph."""

    words: tuple[Place, ...]
    openings: frozenset[int]


def windows(text: str, paragraphs: tuple[Span, ...]) -> tuple[Window, ...]:
    """The text's words in windows, in text order."""
    made: list[Window] = []
    words: list[Place] = []
    openings: set[int] = set()
    for piece, opens in _pieces(text, paragraphs):
        if words and len(words) + len(piece) > FULL_WINDOW:
            made.append(Window(tuple(words), frozenset(openings)))
            words, openings = [], set()
        if opens:
            openings.add(len(words))
        words.extend(piece)
    if words:
        made.append(Window(tuple(words), frozenset(openings)))
    return tuple(made)


def _pieces(text: str, paragraphs: tuple[Span, ...]) -> Iterator[tuple[list[Place], bool]]:
    left = MOST_WORDS
    for paragraph in paragraphs:
        words = words_of(text, paragraph, left)
        left -= len(words)
        begin = 0
        while begin < len(words):
            end = _cut(text, words, begin)
            yield words[begin:end], begin == 0
            begin = end


def _cut(text: str, words: list[Place], begin: int) -> int:
    """Where the piece of a paragraph that begins at a word ends."""
    end = begin + LONGEST_WINDOW
    if end >= len(words):
        return len(words)
    for at in range(end, begin + LONGEST_WINDOW // 2, -1):
        if text[words[at - 1][0]] in _ENDS and text[words[at][0]] not in _ENDS:
            return at
    return end


def words_of(text: str, paragraph: Span, most: int = MOST_WORDS) -> list[Place]:
    """The first words of one paragraph; the full stop of a title or an initial is part of it."""
    found: list[Place] = []
    for match in _WORD.finditer(text, paragraph.begin, paragraph.end):
        if len(found) >= most:
            break
        begin, end = match.span()
        if found and found[-1][1] == begin and text[begin:end] == "." and _keeps_stop(text[found[-1][0] : begin]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _keeps_stop(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or (word[0].isupper() and word.lower() in ABBREVIATIONS)
