"""The network: rows of words in, a score for each label and a state for each word out.

What a word hears of itself and its neighbours (`vocabulary`) goes through a bidirectional LSTM (Graves and Schmidhuber,
"Framewise phoneme classification with bidirectional LSTM", 2005) in eight bits, run by ONNX Runtime on one thread, so
that the same article always gives the same numbers on the same processor and processes do not fight for cores.

Input: windows of words with their hints. Windows of like length run together, padded to the longest.

Next: `weights`, which loads it.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # heeded at import only: from 1.32 on it reports its use to its maker
import onnxruntime
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import Floats
from sayso_extract.domain.tagging.layout import small_numbers
from sayso_extract.domain.tagging.words import Window, openings_of
from sayso_extract.domain.values import Value
from sayso_extract.tagger.vocabulary import PAD, Table, Vocabulary

MOST_TOGETHER = 24
"""Windows that run together: what the network needs for a run grows with them, its speed does not any more."""
STEP = 1.6
"""What a step of a run costs beside its windows, in windows: less padding is not worth a run of its own."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Run:
    """Windows that were read together: states of shape (words, windows, size), and each window's column, or -1."""

    states: Floats
    column: Numbers


@dataclass(frozen=True, slots=True)
class Read:
    """An article's windows, read: scores of shape (longest, windows, labels).

    What scores a window has beyond its length say nothing.
    """

    scores: Floats
    lengths: NDArray[np.int64]
    runs: Sequence[Run]

    def states(self, words: Numbers) -> Floats:
        """The states of some words, told by their index in the article; a row a word."""
        ends = self.lengths.cumsum()
        window = ends.searchsorted(words, "right")
        place = words - (ends - self.lengths)[window]
        found = np.empty((len(words), self.runs[0].states.shape[2]), np.float32)
        for run in self.runs:
            column = run.column[window]
            mine = np.flatnonzero(column >= 0)
            found[mine] = run.states[place[mine], column[mine]]
        return found


class Hinted(Value):
    """One window with what is known of each of its words."""

    window: Window
    quotation: Sequence[int]
    ruled: Sequence[int]


class Network:
    """Scores words."""

    def __init__(self, model: bytes, vocabulary: Vocabulary, hints: Sequence[Table], taps: Floats) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._labels = self._session.get_outputs()[0].shape[2]
        self.vocabulary = vocabulary
        together, self._counts = _together([table.rows * table.scale for table in hints])
        self._hinted = together @ taps

    def __call__(self, windows: Sequence[Hinted]) -> Read:
        """What the network makes of all windows; there is at least one."""
        lengths = np.array([len(each.window.spelt) for each in windows])
        ends, reach = lengths.cumsum(), self.vocabulary.reach
        words, hints = (np.concatenate([each, [PAD]]) for each in self._chosen(windows))
        scores = np.zeros((int(lengths.max()), len(windows), self._labels), np.float32)
        runs = []
        for group in map(np.array, groups_of(lengths.tolist())):
            mine = lengths[group]
            place = np.arange(-reach, mine[0] + reach)[:, None]
            number = np.where((place >= 0) & (place < mine), ends[group] - mine + place, -1)
            fed = {"words": self._fed(words.take(number), hints.take(number)), "lengths": mine.astype(np.int32)}
            scores[: mine[0], group], states = self._session.run(None, fed)
            column = np.full(len(windows), -1)
            column[group] = np.arange(len(group))
            runs.append(Run(states, column))
        return Read(scores, lengths, runs)

    def _chosen(self, windows: Sequence[Hinted]) -> tuple[Numbers, Numbers]:
        """The rows of all windows' words in the vocabulary and in the tables of hints."""
        words = self.vocabulary.rows_of(list(chain.from_iterable(each.window.spelt for each in windows)))
        opens = np.zeros(len(words), np.int64)
        opens[openings_of([each.window for each in windows])] = 1
        quotation, ruled = (
            small_numbers(some) for some in ([each.quotation for each in windows], [each.ruled for each in windows])
        )
        return words, 1 + np.ravel_multi_index((quotation, ruled, opens), self._counts)

    def _fed(self, words: Numbers, hints: Numbers) -> Floats:
        """What each word hears of the words around it and of their hints; what is below zero says nothing."""
        fed = self.vocabulary.hear(words)
        for tap, said in enumerate(self._hinted):
            np.add(fed, said.take(hints[tap : tap + len(fed)], 0), fed)
        return np.maximum(fed, 0, out=fed)


def groups_of(lengths: Sequence[int]) -> list[list[int]]:
    """Groups of windows to run together, the longest first: those that cost least, padding and beginnings counted."""
    order = sorted(range(len(lengths)), key=lambda number: -lengths[number])
    costs, begins = [0.0], [0]
    for end in range(1, len(order) + 1):
        cost, begin = min(
            [
                (costs[begin] + lengths[order[begin]] * (STEP + end - begin), begin)
                for begin in range(max(0, end - MOST_TOGETHER), end)
            ]
        )
        costs.append(cost)
        begins.append(begin)
    groups: list[list[int]] = []
    end = len(order)
    while end:
        groups.insert(0, order[begins[end] : end])
        end = begins[end]
    return groups


def _together(tables: Sequence[Floats]) -> tuple[Floats, tuple[int, ...]]:
    """Tables as one, which has a row for each choice of their rows, behind one of zeros; and how many each has."""
    counts = tuple(len(table) for table in tables)
    chosen = np.unravel_index(np.arange(np.prod(counts)), counts)
    rows = np.concatenate([table[rows] for table, rows in zip(tables, chosen, strict=True)], 1)
    return np.concatenate([np.zeros_like(rows[:1]), rows]), counts
