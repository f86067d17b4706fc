"""Where an article's words stand: their paragraph, their sentence, and whether they are quoted.

Next: `linking`, which measures distances with it.
"""

from collections.abc import Sequence
from itertools import chain

from sayso_extract.domain.tagging.linking import Layout
from sayso_extract.domain.tagging.words import Window

_ENDS = frozenset(".!?")


def layout_of(text: str, windows: Sequence[Window], quotation: Sequence[Sequence[int]]) -> Layout:
    """The layout of all windows' words; `quotation` are their states by window."""
    paragraphs: list[int] = []
    sentences: list[int] = []
    paragraph = sentence = 0
    ended = False
    for window in windows:
        for at, (begin, end) in enumerate(window.words):
            if at in window.openings:
                paragraph += 1
            if ended or at in window.openings:
                sentence += 1
            paragraphs.append(paragraph)
            sentences.append(sentence)
            ended = end - begin == 1 and text[begin] in _ENDS
    return Layout(paragraphs, sentences, list(chain.from_iterable(quotation)))
