"""Where an article's words stand: their paragraph, their sentence, and whether they are quoted.

Next: `linking`, which measures distances with it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.linking import Layout
from sayso_extract.domain.tagging.words import Words

_ENDS = frozenset(".!?")


def layout_of(words: Words, quotation: bytes) -> Layout:
    """The layout of an article's words; `quotation` are their states."""
    ends = np.fromiter(map(_ENDS.__contains__, words.spelt), np.bool_, len(words.spelt))
    opens = np.zeros(len(ends), np.bool_)
    opens[words.openings] = True
    begins = opens.copy()
    begins[1:] |= ends[:-1]
    return Layout(opens.cumsum(), begins.cumsum(), np.frombuffer(quotation, np.uint8))


def small_numbers(some: Iterable[Sequence[int]]) -> NDArray[np.uint8]:
    """Numbers below 256 of several lists as one array: by way of bytes that takes a fifth of the time."""
    return np.frombuffer(b"".join(map(bytes, some)), np.uint8)
