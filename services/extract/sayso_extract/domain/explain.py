"""What became of each block of a document, for a person who improves a rule.

Input: the same documents `html.article` and `text.article` read. A page is taken through its steps one at a time, and
after each it is noted which blocks are gone; what is left then and does not come back from the body's reader is that
reader's doing. A block has its place in the page, so that a paragraph of the article can be found there again.

Guaranteed: every block once, in the document's order; nothing here decides anything. Slower than reading, and meant
for one document at a time.

Next: the command `sayso extract --explain`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from sayso_extract.domain.html.article import body, page_tree, without_titles
from sayso_extract.domain.html.boxes import TREE_STEPS, drop_boxes, dropped_by
from sayso_extract.domain.html.metadata import page_metadata
from sayso_extract.domain.html.tables import flatten_layout
from sayso_extract.domain.text.article import STEPS, Capture

MOST_BLOCKS = 5_000
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "blockquote", "pre", "td", "th", "dt", "dd")
_HOLDERS = ("div", "section", "article", "aside", "main", "header", "footer", "form", "nav")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document. `step` took it out; None for one that is in the article."""

    place: str
    words: str
    step: str | None


def explain_page(html: str) -> tuple[Block, ...]:
    """The blocks of a page; `place` is an XPath."""
    tree = page_tree(html)
    if tree is None:
        return ()
    metadata = page_metadata(tree)
    blocks = _blocks(tree)
    gone: dict[int, str] = {}
    for step in TREE_STEPS:
        drop_boxes(tree, (step,))
        _note(blocks, gone, tree, step.name)
    paragraphs = body(flatten_layout(tree), html)
    kept, why = _kept(without_titles(paragraphs, *metadata.titles))
    told = []
    for number, (place, words, _) in enumerate(blocks):
        after = gone.get(number) or why.get(words) or (None if words in kept else "reader")
        told.append(Block(place, words, "title" if after == "reader" and words in metadata.titles else after))
    return tuple(told)


def explain_text(text: str) -> tuple[Block, ...]:
    """The lines of a text capture; `place` is a line's number after unwrapping."""
    capture = Capture(tuple(text.splitlines()))
    for step in STEPS:
        capture = step(capture)
    lines = zip(capture.lines, capture.names, strict=True)
    return tuple(
        Block(str(number + 1), line, None if number in capture.body else name)
        for number, (line, name) in enumerate(lines)
        if line
    )


def _blocks(tree: HtmlElement) -> list[tuple[str, str, HtmlElement]]:
    root = tree.getroottree()
    found = []
    for element in islice(tree.iter(*_BLOCKS, *_HOLDERS), 20 * MOST_BLOCKS):
        if element.tag in _HOLDERS:
            words = " ".join((element.text or "").split())  # bare words of a block that holds others
        elif next(islice(element.iter(*_BLOCKS), 1, 2), None) is not None:
            continue
        else:
            words = " ".join("".join(element.itertext()).split())
        if words:
            found.append((root.getpath(element), words, element))
        if len(found) == MOST_BLOCKS:
            break
    return found


def _note(blocks: list[tuple[str, str, HtmlElement]], gone: dict[int, str], tree: HtmlElement, step: str) -> None:
    for number, (_, _, element) in enumerate(blocks):
        if number not in gone and tree not in (element, *element.iterancestors()):
            gone[number] = step


def _kept(paragraphs: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    """The article's paragraphs, and which step took the others."""
    kept: set[str] = set()
    why: dict[str, str] = {}
    seen: set[str] = set()
    for words in paragraphs:
        step = dropped_by(words, seen)
        seen.add(words)
        if step is None:
            kept.add(words)
        elif words not in kept:
            why[words] = step
    return kept, why
