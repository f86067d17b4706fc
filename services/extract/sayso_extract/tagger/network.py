"""The network: rows of words in, a score for each label and a state for each word out.

A bidirectional LSTM (Graves and Schmidhuber, "Framewise phoneme classification with bidirectional LSTM", 2005) in eight
bits, run by ONNX Runtime on one thread, so that the same article always gives the same numbers on the same processor
and a worker's processes do not fight for cores.

Input: windows of words with their hints. Windows of like length run together, padded to the longest.

Next: `weights`, which loads it.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # heeded at import only: from 1.32 on it reports its use to its maker
import onnxruntime

from sayso_extract.domain.tagging.labels import Floats
from sayso_extract.tagger.vocabulary import Table, Vocabulary

MOST_TOGETHER = 8
"""Windows that run together: enough to use the processor well, few enough that they are of like length."""


@dataclass(frozen=True, slots=True)
class Read:
    """One window, read: scores of shape (words, labels) and states of shape (words, size)."""

    scores: Floats
    states: Floats


@dataclass(frozen=True, slots=True)
class Hinted:
    """One window's words with what is known of each."""

    words: Sequence[str]
    quotation: Sequence[int]
    ruled: Sequence[int]
    opens: Sequence[int]


class Network:
    """Scores words."""

    def __init__(self, model: bytes, vocabulary: Vocabulary, quotation: Table, ruled: Table, opens: Table) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self.vocabulary = vocabulary
        self._hints = [table.rows * table.scale for table in (quotation, ruled, opens)]

    def __call__(self, windows: Sequence[Hinted]) -> list[Read]:
        """What the network makes of each window."""
        order = sorted(range(len(windows)), key=lambda number: len(windows[number].words))
        found: dict[int, Read] = {}
        for begin in range(0, len(order), MOST_TOGETHER):
            some = order[begin : begin + MOST_TOGETHER]
            found.update(zip(some, self._run([windows[number] for number in some]), strict=True))
        return [found[number] for number in range(len(windows))]

    def _run(self, windows: Sequence[Hinted]) -> list[Read]:
        rows = self._rows(windows)
        lengths = np.array([len(window.words) for window in windows], np.int32)
        padded = np.zeros((int(lengths.max()), len(windows), rows.shape[1]), np.float32)
        at = 0
        for number, length in enumerate(lengths):
            padded[:length, number] = rows[at : at + length]
            at += length
        scores, states = self._session.run(None, {"words": padded, "lengths": lengths})
        return [Read(scores[:length, n], states[:length, n]) for n, length in enumerate(lengths)]

    def _rows(self, windows: Sequence[Hinted]) -> Floats:
        words = self.vocabulary([word for window in windows for word in window.words])
        named = ("quotation", "ruled", "opens")
        hints = [
            table[np.array([each for window in windows for each in getattr(window, name)], np.int32)]
            for name, table in zip(named, self._hints, strict=True)
        ]
        return np.concatenate([words, *hints], 1)
