"""Where an article's words stand: their paragraph, their sentence, and whether they are quoted.

Next: `linking`, which measures distances with it.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from sayso_extract.domain.tagging.linking import Layout
from sayso_extract.domain.tagging.words import Window, openings_of

_ENDS = frozenset(".!?")


def layout_of(windows: Sequence[Window], quotation: Sequence[Sequence[int]]) -> Layout:
    """The layout of all windows' words; `quotation` are their states by window."""
    ends = np.array([word in _ENDS for window in windows for word in window.spelt])
    opens = np.zeros(len(ends), np.bool_)
    opens[openings_of(windows)] = True
    begins = opens.copy()
    begins[1:] |= ends[:-1]
    return Layout(np.cumsum(opens), np.cumsum(begins), np.array(list(chain.from_iterable(quotation))))
