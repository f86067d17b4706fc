"""A text that is cut where statements begin and end, as paragraphs a template can walk. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.cli.marking import Piece
from sayso.contracts.records import Span

_BREAK = "\n\n"


def paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces by paragraph; one that runs over several becomes one in each."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.words.split(_BREAK)
        found[-1].append(replace(piece, words=first, ends=piece.ends and not others))
        for place, words in enumerate(others, start=1):
            found.append([replace(piece, words=words, ends=piece.ends and place == len(others))])
    return [kept for each in found if (kept := [piece for piece in each if piece.words])]


def marked(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """A passage in pieces, each with whether it is evidence. Spans are in order; what overlaps is marked once."""
    found: list[tuple[str, bool]] = []
    at = 0
    for begin, end in spans:
        begin = max(begin, at)
        if begin >= end:
            continue
        if at < begin:
            found.append((text[at:begin], False))
        found.append((text[begin:end], True))
        at = end
    if at < len(text):
        found.append((text[at:], False))
    return found
