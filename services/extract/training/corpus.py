"""Labelled articles as the network reads them.

Input: a folder with `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`, brat's stand-off marks; of several
annotators the first counts. Spans that lie in no window, or overlap another, are left out.

Next: `columns`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso_extract.domain.attribution.finder import find_drafts, read_paragraphs
from sayso_extract.domain.attribution.quotes import find_quotes, paragraphs
from sayso_extract.domain.tagging.hints import by_window, labels_of, quotation, ruled
from sayso_extract.domain.tagging.labels import ROLES, Role
from sayso_extract.domain.tagging.layout import layout_of
from sayso_extract.domain.tagging.linking import Layout
from sayso_extract.domain.tagging.words import Place, windows, words_of

Pair = tuple[int, int]
Claim = dict[Role, list[Pair]]
"""Where a claim's source, cue and content stand in the text."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One window: its words with what is known of each, and the labels they should get."""

    words: Sequence[Place]
    spelt: Sequence[str]
    quotation: Sequence[int]
    ruled: Sequence[int]
    opens: Sequence[int]
    labels: Sequence[int]


@dataclass(frozen=True, slots=True)
class Document:
    """One labelled article."""

    name: str
    text: str
    claims: list[Claim]
    samples: tuple[Sample, ...]
    layout: Layout


def documents(folder: Path) -> Iterator[Document]:
    """Every labelled article of a split."""
    for path in sorted((folder / "text").glob("*.txt")):
        marks = sorted(each for each in (folder / "attributions").iterdir() if each.name.startswith(f"{path.stem}_"))
        if marks:
            with path.open(encoding="utf-8", newline="") as file:
                yield _document(path.stem, file.read(), claims(marks[0].read_text(encoding="utf-8")))


def claims(marks: str) -> list[Claim]:
    """The claims of a file of marks; what has no content is none."""
    spans: dict[str, list[Pair]] = {}
    found: list[Claim] = []
    lines = [line.split("\t") for line in marks.splitlines() if "\t" in line]
    for name, told, *_ in lines:
        if re.fullmatch(r"T\d+", name):
            places = [place.split() for place in told.split(" ", 1)[1].split(";")]
            spans[name] = [(int(begin), int(end)) for begin, end in places]
    for name, told, *_ in lines:
        if re.fullmatch(r"E\d+", name):
            claim: Claim = {role: [] for role in ROLES}
            for part in told.split():
                role, target = part.split(":", 1)
                for known in ROLES:
                    if re.sub(r"\d+$", "", role).lower() == known:
                        claim[known] += spans.get(target, [])
            if claim["content"]:
                found.append(claim)
    return found


def _document(name: str, text: str, gold: list[Claim]) -> Document:
    spans = paragraphs(text)
    quotes = find_quotes(text, spans)
    words = words_of(text, spans)
    cut = windows(words)
    wanted = sorted({(number, *pair) for claim in gold for number, role in enumerate(ROLES) for pair in claim[role]})
    hints = by_window(cut, ruled(find_drafts(read_paragraphs(text))))
    samples = tuple(
        Sample(
            words=window.places(),
            spelt=window.spelt,
            quotation=quotation(window.begins, quotes),
            ruled=labels_of(window, hint),
            opens=[int(at in window.openings) for at in range(len(window.spelt))],
            labels=labels_of(window, mine),
        )
        for window, hint, mine in zip(cut, hints, by_window(cut, wanted), strict=True)
    )
    return Document(name, text, gold, samples, layout_of(words, quotation(words.begins, quotes)))
