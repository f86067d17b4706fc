"""Words to rows of tables, as `sayso_extract.tagger.vocabulary` will look them up.

Input: the training articles, and word vectors as one JSON object with `words`, the most frequent first, and `vectors`
by word. The words of the training articles get rows of their own from `LEAST_TIMES` on.

Next: `network`.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso_extract.tagger.vocabulary import PAD, UNKNOWN, fold, shape_of
from training.corpus import Document, Sample

VECTOR_WORDS = 60_000
VECTOR_SIZE = 100
LEAST_TIMES = 4
LEAST_PARTS = 5
MOST_ENDINGS, MOST_TAILS = 2500, 500
COLUMNS = 9
"""Vector, word, ending, beginning, tail, shape; then quotation, rules' label, opens a paragraph."""

Index = dict[str, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows by spelling; `matrix` are the word vectors, with two rows of nothing for padding and the unknown."""

    vectors: Index
    words: Index
    endings: Index
    beginnings: Index
    tails: Index
    matrix: NDArray[np.float32]

    def rows(self, sample: Sample) -> NDArray[np.int64]:
        """One row a word, `COLUMNS` wide."""
        hints = zip(sample.quotation, sample.ruled, sample.opens, strict=True)
        rows = [(*self._word(word), *hint) for word, hint in zip(sample.spelt, hints, strict=True)]
        return np.array(rows, np.int64).reshape(-1, COLUMNS)

    def _word(self, word: str) -> tuple[int, ...]:
        folded = fold(word)
        parts = ((self.endings, folded[-3:]), (self.beginnings, folded[:3]), (self.tails, folded[-2:]))
        rows = (index.get(part, UNKNOWN) if folded[0].isalpha() else PAD for index, part in parts)
        return (self._vector(folded), self.words.get(folded, UNKNOWN), *rows, shape_of(word))

    def _vector(self, folded: str) -> int:
        tries = [folded, *(["0"] if folded[0].isdigit() else []), *([folded.rstrip(".")] if folded[-1] == "." else [])]
        return next((self.vectors[each] for each in tries if each in self.vectors), UNKNOWN)


def columns(train: Iterable[Document], vectors: Path) -> Columns:
    """The tables' rows, from the training articles and the vectors."""
    times = Counter(fold(word) for document in train for sample in document.samples for word in sample.spelt)
    parts: dict[str, Counter[str]] = {"ending": Counter(), "beginning": Counter(), "tail": Counter()}
    for word, count in times.items():
        if word[0].isalpha():
            for name, part in (("ending", word[-3:]), ("beginning", word[:3]), ("tail", word[-2:])):
                parts[name][part] += count
    known = json.loads(vectors.read_text(encoding="utf-8"))
    spelt = known["words"][:VECTOR_WORDS]
    matrix = np.array([known["vectors"][word][:VECTOR_SIZE] for word in spelt], np.float32)
    return Columns(
        vectors=_index(spelt),
        words=_index(word for word, count in times.most_common() if count >= LEAST_TIMES),
        endings=_common(parts["ending"], MOST_ENDINGS),
        beginnings=_common(parts["beginning"], MOST_ENDINGS),
        tails=_common(parts["tail"], MOST_TAILS),
        matrix=np.concatenate([np.zeros((2, VECTOR_SIZE), np.float32), matrix]),
    )


def _common(parts: Counter[str], most: int) -> Index:
    return _index(part for part, count in parts.most_common(most) if count >= LEAST_PARTS)


def _index(spelt: Iterable[str]) -> Index:
    return {word: row for row, word in enumerate(spelt, start=UNKNOWN + 1)}
