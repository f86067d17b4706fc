"""Evidence in its paragraph: cut out of an article's text, with the spans moved along. Pure.

Paragraphs are parted by empty lines. One that is very long is cut around the evidence, at a space where there is one
near, and says so.
"""

from collections.abc import Sequence

from sayso.contracts.records import Span
from sayso_store.views import Passage

AROUND = 700
"""Characters that are kept on each side of the evidence."""
_NEAR = 40
_BREAK = "\n\n"


def passage_of(text: str, spans: Sequence[Span]) -> Passage | None:
    """The paragraphs that hold the spans; None where the text does not reach so far."""
    if not spans or any(not 0 <= begin < end <= len(text) for begin, end in spans):
        return None
    first, last = min(begin for begin, _ in spans), max(end for _, end in spans)
    begin = text.rfind(_BREAK, 0, first)
    begin = 0 if begin < 0 else begin + len(_BREAK)
    end = text.find(_BREAK, last)
    end = len(text) if end < 0 else end
    near = _cut_before(text, first) if first - begin > AROUND else begin
    far = _cut_after(text, last) if end - last > AROUND else end
    moved = tuple((a - near, b - near) for a, b in sorted(spans))
    return Passage(text=text[near:far], spans=moved, cut_before=near > begin, cut_after=far < end)


def _cut_before(text: str, first: int) -> int:
    at = first - AROUND
    space = text.find(" ", at, at + _NEAR)
    return at if space < 0 else space + 1


def _cut_after(text: str, last: int) -> int:
    at = last + AROUND
    space = text.rfind(" ", at - _NEAR, at)
    return at if space < 0 else space
