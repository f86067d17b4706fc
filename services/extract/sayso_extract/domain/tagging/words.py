"""An article's text as the network reads it: words, numbers and marks, in windows of whole paragraphs.

Unlike `attribution.tokens` a quotation is no opaque token here: the network reads inside it. "don't" is two words and
"Brook's" too, because labelled spans end between them.

Guaranteed: words come in text order, never overlap and lie in one paragraph; a window holds at most
`LONGEST_WINDOW` words, all windows together `MOST_WORDS`; one pass, linear in the text.

Next: `hints`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
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


class Words(Value):
    """Words in text order, column by column: where they begin, and how they are spelt.

    `openings` are the indices of those that open a paragraph.
    """

    begins: list[int]
    spelt: list[str]
    openings: list[int]

    def end(self, index: int) -> int:
        """Where a word ends."""
        return self.begins[index] + len(self.spelt[index])

    def places(self) -> list[Place]:
        """Where each word stands."""
        return [(begin, begin + len(word)) for begin, word in zip(self.begins, self.spelt, strict=True)]


class Window(Words):
    """Words that are read together; `first` is the index of the first one in the article."""

    first: int


def openings_of(windows: Sequence[Window]) -> list[int]:
    """The words of all windows that open a paragraph, by index in what the windows hold."""
    ends = accumulate((len(window.spelt) for window in windows), initial=0)
    return [end + at for window, end in zip(windows, ends, strict=False) for at in window.openings]


def words_of(text: str, paragraphs: Sequence[Span]) -> Words:
    """The first words of the paragraphs; the full stop of a title or an initial is part of it."""
    begins: list[int] = []
    spelt: list[str] = []
    openings: list[int] = []
    add = begins.append
    for paragraph in paragraphs:
        if len(begins) >= MOST_WORDS:
            break
        openings.append(len(begins))
        at = paragraph.begin
        for width, words, inside in map(_words.__getitem__, chunks(paragraph.of(text))):
            spelt += words
            for begin in inside:
                add(at + begin)
            at += width
    return Words(begins[:MOST_WORDS], spelt[:MOST_WORDS], openings)


def windows(words: Words) -> tuple[Window, ...]:
    """The words in windows, in text order."""
    made: list[Window] = []
    first = end = 0
    openings: list[int] = []
    for begin, after, opens in _pieces(words):
        if end > first and after - first > FULL_WINDOW:
            made.append(_window(words, first, end, openings))
            first, openings = begin, []
        if opens:
            openings.append(begin - first)
        end = after
    if end > first:
        made.append(_window(words, first, end, openings))
    return tuple(made)


def _window(words: Words, first: int, end: int, openings: list[int]) -> Window:
    return Window(words.begins[first:end], words.spelt[first:end], openings, first)


def _pieces(words: Words) -> Iterator[tuple[int, int, bool]]:
    """The paragraphs, cut where they are too long: the first word, the end, and whether the paragraph begins there."""
    for first, last in pairwise((*words.openings, len(words.spelt))):
        begin = first
        while begin < last:
            end = _cut(words.spelt, begin, last)
            yield begin, end, begin == first
            begin = end


def _cut(spelt: list[str], begin: int, last: int) -> int:
    """Where the piece of a paragraph that begins at a word ends; the paragraph ends at `last`."""
    end = begin + LONGEST_WINDOW
    if end >= last:
        return last
    for at in range(end, begin + LONGEST_WINDOW // 2, -1):
        if spelt[at - 1][0] in _ENDS and spelt[at][0] not in _ENDS:
            return at
    return end


@Remembered
def _words(chunk: str) -> tuple[int, tuple[str, ...], tuple[int, ...]]:
    """How far behind a chunk the next one begins, its words, and where in it they begin."""
    words: list[str] = []
    begins: list[int] = []
    for match in _WORD.finditer(chunk):
        if words and match[0] == "." and _keeps_stop(words[-1]):
            words[-1] = intern(words[-1] + ".")
        else:
            words.append(intern(match[0]))
            begins.append(match.start())
    return len(chunk) + 1, tuple(words), tuple(begins)


def _keeps_stop(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or (word[0].isupper() and word.lower() in ABBREVIATIONS)
