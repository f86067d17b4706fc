"""An article's text cut where statements begin and end, so that it can be shown with them marked.

Input: an article as extract reads it. What is shown of a statement is its evidence (content), its cue, and the words
that stand for its speaker. Speakers are numbered in the order in which they first speak, statements likewise.

Guaranteed: the pieces joined are the text, whatever the spans; where two statements claim the same words, the first has
them.

Next: ``showing`` for the terminal, ``showing_html`` for the browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.contracts.records import SpeakerRecord, StatementRecord
from sayso.runtime.abilities import ReadArticle

Part = Literal["content", "cue", "speaker"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: part of a statement (by its number, from 1), or of none. ``ends``: the last of its content."""

    words: str
    statement: int | None = None
    part: Part | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker and the numbers of its statements. ``number`` counts from 1."""

    number: int
    speaker: SpeakerRecord
    statements: tuple[int, ...]

    @property
    def called(self) -> str:
        """The speaker's name, else the words that stand for it."""
        return self.speaker.name or self.speaker.mention or "nobody named"


def voices(statements: tuple[StatementRecord, ...]) -> tuple[Voice, ...]:
    """The speakers, in the order in which they first speak."""
    order: dict[str, list[int]] = {}
    for number, each in enumerate(statements, start=1):
        order.setdefault(_key(each.speaker), []).append(number)
    return tuple(
        Voice(place, _fullest(statements, numbers), tuple(numbers))
        for place, numbers in enumerate(order.values(), start=1)
    )


def pieces(result: ReadArticle) -> Iterator[Piece]:
    """The whole text in pieces."""
    text, at = result.text, 0
    for begin, end, number, part, ends in _spans(result):
        if begin < at or end > len(text):
            continue
        if at < begin:
            yield Piece(text[at:begin])
        yield Piece(text[begin:end], number, part, ends)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _spans(result: ReadArticle) -> list[tuple[int, int, int, Part, bool]]:
    found: list[tuple[int, int, int, Part, bool]] = []
    for number, each in enumerate(result.statements, start=1):
        last = each.content_spans[-1]
        found += [(*span, number, "content", span == last) for span in each.content_spans]
        if each.cue_span is not None:
            found.append((*each.cue_span, number, "cue", False))
        if each.speaker.mention_span is not None and each.speaker.mention_span[0] < each.speaker.mention_span[1]:
            found.append((*each.speaker.mention_span, number, "speaker", False))
    return sorted(found, key=lambda each: (each[0], each[2]))


def _key(speaker: SpeakerRecord) -> str:
    return (speaker.name or speaker.mention).casefold()


def _fullest(statements: tuple[StatementRecord, ...], numbers: list[int]) -> SpeakerRecord:
    """The record that knows most of the speaker."""
    return max(
        (statements[number - 1].speaker for number in numbers),
        key=lambda each: (each.role is not None) + (each.affiliation is not None),
    )
