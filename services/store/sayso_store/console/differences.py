"""Two wordings side by side: which words only one of them has. Pure.

Words are compared without case and the signs around them. Long texts are compared by their first words only, since
the comparison takes longer than they do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 150
_PARTS = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a wording; ``differs``: the other has it not."""

    text: str
    differs: bool


def differences(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both wordings in stretches; joined they are the wordings."""
    a, b = _PARTS.findall(one), _PARTS.findall(other)
    if not a or not b:
        return (Stretch(one, False),), (Stretch(other, False),)
    a_key, b_key = [_key(each) for each in a[:MOST_WORDS]], [_key(each) for each in b[:MOST_WORDS]]
    mine = [False] * len(a)
    theirs = [False] * len(b)
    for verb, a_begin, a_end, b_begin, b_end in SequenceMatcher(None, a_key, b_key, autojunk=False).get_opcodes():
        if verb != "equal":
            mine[a_begin:a_end] = [True] * (a_end - a_begin)
            theirs[b_begin:b_end] = [True] * (b_end - b_begin)
    return _joined(a, mine), _joined(b, theirs)


def _joined(parts: Sequence[str], marks: Sequence[bool]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for part, differs in zip(parts, marks, strict=True):
        if found and found[-1].differs == differs:
            found[-1] = Stretch(found[-1].text + part, differs)
        else:
            found.append(Stretch(part, differs))
    return tuple(_without_edge(found))


def _without_edge(found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A mark ends with its last word: the space behind it goes to what follows."""
    moved = ""
    for place, each in enumerate(found):
        text, moved = moved + each.text, ""
        if each.differs and place + 1 < len(found):
            bare = text.rstrip()
            text, moved = bare, text[len(bare) :]
        yield Stretch(text, each.differs)


def _key(part: str) -> str:
    return part.strip().strip(".,;:!?\"'()[]“”‘’«»…—–-").casefold() or part.strip()
