"""Words to numbers: a row for each word, its endings, its beginning and its shape, added up.

All tables are already multiplied with the network's first layer, so that a word costs a few look-ups. The second layer
is a convolution: it adds up what a word and its neighbours say to it. What a word says to each does not depend on
where it stands, so that is reckoned once a word and remembered. Unknown words share a row and are told apart by their
endings and shape.

Next: `network`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import Floats

MOST_KNOWN = 10_000
"""Words of which it is remembered what they say: some 25 MB, and most words of the next article."""
_AT_ONCE = 16
"""Words reckoned together. Products of so few are not shared out among threads, which would cost more."""
PAD, UNKNOWN = 0, 1
UNSEEN = -1
"""Stands for the row of a word that is not known yet."""
Rows = tuple[int, int, int, int, int, int]
"""A word's rows in the tables of `Vocabulary.TABLES`, in their order."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in eight bits, each with its scale: shapes (rows, size) and (rows, 1)."""

    rows: NDArray[np.int8]
    scale: Floats

    def __getitem__(self, chosen: NDArray[np.int32]) -> Floats:
        found: Floats = self.rows[chosen] * self.scale[chosen]
        return found


class Vocabulary:
    """Looks words up. `tables` and `indices` by name; `bias` is added to each word's row.

    `taps` has shape (words around, size of a row, heard): what a row says to the word behind it, to its own word, to
    the one before it, or further on both sides. Each word hears `heard` besides.
    """

    TABLES = ("vectors", "words", "endings", "beginnings", "tails", "shapes")

    def __init__(
        self,
        tables: Mapping[str, Table],
        indices: Mapping[str, Mapping[str, int]],
        bias: Floats,
        taps: Floats,
        heard: Floats,
    ) -> None:
        self._tables = [tables[name] for name in self.TABLES]
        self._vectors, self._words, self._endings, self._beginnings, self._tails = (
            indices[name] for name in self.TABLES[:-1]
        )
        self._bias = bias
        self._around, _, self._width = taps.shape
        self.reach = self._around // 2
        """How many words on each side say something to a word."""
        self._taps = np.ascontiguousarray(taps)
        self._heard = np.zeros_like(taps[:, 0])
        self._heard[self.reach] = heard
        self._known: dict[str, int] = {}
        self._said = self._room(MOST_KNOWN)

    def rows_of(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The words' rows for `hear`, where the row `PAD` is of none; good until words are looked up again."""
        rows = self._rows_known(words)
        if UNSEEN in rows:
            new = sorted({word for word in words if word not in self._known})
            if len(self._known) + len(new) > MOST_KNOWN:
                self._known, new = {}, sorted(set(words))
                self._said = self._room(max(MOST_KNOWN, len(new)))
            first = 1 + len(self._known)
            self._known.update((word, row) for row, word in enumerate(new, start=first))
            self._said[first : first + len(new)] = self._say(new)
            rows = self._rows_known(words)
        return rows

    def hear(self, rows: NDArray[np.int64]) -> Floats:
        """What each word hears, shape (steps, windows, heard); `rows` has `reach` steps more at each end."""
        said = self._said.reshape(-1, self._width)
        first, steps = rows * self._around, len(rows) - 2 * self.reach
        heard: Floats = said.take(first[:steps], 0)
        for tap in range(1, self._around):
            np.add(heard, said.take(first[tap : tap + steps] + tap, 0), heard)
        return heard

    def added_up(self, words: Sequence[str]) -> Floats:
        """The words' rows of all tables, added up; a row a word."""
        chosen = np.array([self._found(word) for word in words], np.int32).T
        total = np.tile(self._bias, (len(words), 1))
        for table, rows in zip(self._tables, chosen, strict=True):
            total += table[rows]
        return total

    def _say(self, words: Sequence[str]) -> Floats:
        """What words say to those around, reckoned so many at a time: no word's numbers depend on which these are."""
        rows = np.pad(self.added_up(words), ((0, -len(words) % _AT_ONCE), (0, 0)))
        said = rows.reshape(-1, 1, _AT_ONCE, rows.shape[1]) @ self._taps
        by_word: Floats = said.transpose(0, 2, 1, 3) + self._heard
        return by_word.reshape(len(rows), -1)[: len(words)]

    def _room(self, words: int) -> Floats:
        return np.zeros((1 + words, self._around * self._width), np.float32)

    def _rows_known(self, words: Sequence[str]) -> NDArray[np.int64]:
        return np.fromiter(map(self._known.get, words, repeat(UNSEEN)), np.int64, len(words))

    def _found(self, word: str) -> Rows:
        folded = fold(word)
        letters = folded[0].isalpha()
        return (
            self._vector(folded),
            self._words.get(folded, UNKNOWN),
            self._endings.get(folded[-3:], UNKNOWN) if letters else PAD,
            self._beginnings.get(folded[:3], UNKNOWN) if letters else PAD,
            self._tails.get(folded[-2:], UNKNOWN) if letters else PAD,
            shape_of(word),
        )

    def _vector(self, folded: str) -> int:
        row = self._vectors.get(folded)
        if row is None and folded[0].isdigit():
            row = self._vectors.get("0")
        if row is None and folded.endswith("."):
            row = self._vectors.get(folded.rstrip("."))
        return UNKNOWN if row is None else row


def fold(word: str) -> str:
    """A word as the tables spell it: lower case, straight marks."""
    return word.lower().translate(_STRAIGHT)


_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def shape_of(word: str) -> int:
    """A number from 1 to 11: how a word is written (capitals, digits, marks)."""
    if word.isalpha():
        return _letters(word)
    if word[0].isdigit():
        return 7 if word.isdigit() else 8
    if any(each.isalpha() for each in word):
        return 9 if word[0].isupper() else 10
    return 11


def _letters(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[0].isupper():
        return 4 if word[1:].islower() else 5
    return 6
