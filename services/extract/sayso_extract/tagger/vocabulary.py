"""Words to numbers: a row for each word, its endings, its beginning and its shape, added up.

All tables are already multiplied with the network's first layer, so that a word costs a few look-ups and no
arithmetic worth the name. Unknown words share a row and are told apart by their endings and shape.

Next: `network`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import Floats

MOST_KNOWN = 20_000
"""Words whose sums are remembered between articles: some 10 MB, and most words of the next article."""
PAD, UNKNOWN = 0, 1
UNSEEN = -1
"""Stands for the row of a word whose sum is not known yet."""
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

    Behind each row are `beside` columns of zeros, room for what else is known of a word.
    """

    TABLES = ("vectors", "words", "endings", "beginnings", "tails", "shapes")

    def __init__(
        self, tables: Mapping[str, Table], indices: Mapping[str, Mapping[str, int]], bias: Floats, beside: int = 0
    ) -> None:
        self._tables = [tables[name] for name in self.TABLES]
        self._vectors, self._words, self._endings, self._beginnings, self._tails = (
            indices[name] for name in self.TABLES[:-1]
        )
        self._bias = bias
        self.size, self._width = len(bias), len(bias) + beside
        self._known: dict[str, int] = {}
        self.sums = self._room(MOST_KNOWN)

    def __call__(self, words: Sequence[str]) -> Floats:
        """One row a word."""
        rows = self.rows_of(words)  # may make room anew
        found: Floats = self.sums[rows, : self.size]
        return found

    def rows_of(self, words: Sequence[str]) -> NDArray[np.int64]:
        """Where the words' rows are in `sums`, whose row `PAD` is all zeros; good until words are looked up again."""
        rows = self._rows_known(words)
        if UNSEEN in rows:
            new = sorted(set(words) - self._known.keys())
            if len(self._known) + len(new) > MOST_KNOWN:
                self._known, new = {}, sorted(set(words))
                self.sums = self._room(max(MOST_KNOWN, len(new)))
            first = 1 + len(self._known)
            self._known.update((word, row) for row, word in enumerate(new, start=first))
            self.sums[first : first + len(new), : self.size] = self._added_up(new)
            rows = self._rows_known(words)
        return rows

    def _room(self, words: int) -> Floats:
        return np.zeros((1 + words, self._width), np.float32)

    def _rows_known(self, words: Sequence[str]) -> NDArray[np.int64]:
        return np.fromiter(map(self._known.get, words, repeat(UNSEEN)), np.int64, len(words))

    def _added_up(self, words: Sequence[str]) -> Floats:
        chosen = np.array([self._found(word) for word in words], np.int32).T
        total = np.tile(self._bias, (len(words), 1))
        for table, rows in zip(self._tables, chosen, strict=True):
            total += table[rows]
        return total

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
