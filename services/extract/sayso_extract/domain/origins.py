"""Where in its page each stretch of an article stands: the way back from clean text to the archived document.

Input: an article's text and the decoded document it was read from. Both are reduced to their letters and digits, which
no step of reading changes (white space, marks, entities and compositions of accents it does), and the text is found in
the document piece by piece, in order.

Guaranteed: from an origin's first place to its last stand the letters and digits of its span, and at most a page's end
between them (its number, its running head); what cannot be found has none. Two passes over the document, linear.

Next: the command `sayso extract --explain`, and whoever has to show the page behind a claim.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from sayso_extract.domain.attribution.quotes import paragraphs
from sayso_extract.domain.html.article import page_tree
from sayso_extract.domain.model import Span

_ENOUGH = (20, 12, 5)
"""Letters by which a place is looked for; fewer, where a page ends among them."""
_TRIES = 20
_PAGES_END = 300
"""Letters that may stand between two pages."""
_UNSEEN = frozenset(("script", "style", "noscript", "template", "head"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: of a page, an element's XPath and an offset into its own text; of a text, line and column.

    `tail` tells that the offset counts in the text behind the element.
    """

    path: str
    offset: int
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A stretch of an article and where it begins and ends in its document, both included."""

    span: Span
    begin: Place
    end: Place


@dataclass(slots=True)
class _Stream:
    """A document's letters and digits, and the piece of text each stands in."""

    letters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    pieces: list[tuple[Callable[[], str], str, bool]] = field(default_factory=list)

    def add(self, path: Callable[[], str], text: str, *, tail: bool = False) -> None:
        """Add a piece of text; `path` is asked only if a place in it is, since it takes a look at all its siblings."""
        found = [each for each, _ in _letters(text)]
        if found:
            self.starts.append(len(self.letters))
            self.pieces.append((path, text, tail))
            self.letters.extend(found)

    def place(self, at: int) -> Place:
        piece = bisect_right(self.starts, at) - 1
        path, text, tail = self.pieces[piece]
        offsets = [offset for _, offset in _letters(text)]
        return Place(path(), offsets[at - self.starts[piece]], tail)


def origins(document: str, spans: Sequence[Span], text: str, *, page: bool) -> tuple[Origin | None, ...]:
    """The origin of each span of an article's text, in the spans' order; `page` tells HTML from plain text."""
    stream = _page(document) if page else _lines(document)
    whole = "".join(stream.letters)
    found: list[Origin | None] = []
    near = _paragraph_places(whole, text)
    for span in spans:
        wanted = "".join(each for each, _ in _letters(span.of(text)))
        at = _found(whole, wanted, near.at(span.begin)) or _found(whole, wanted, 0) if wanted else None
        found.append(None if at is None else Origin(span, stream.place(at[0]), stream.place(at[1])))
    return tuple(found)


def _found(whole: str, wanted: str, after: int) -> tuple[int, int] | None:
    """First and last letter of what is wanted, if need be with something between its beginning and its end."""
    at = whole.find(wanted, after)
    if at >= 0:
        return at, at + len(wanted) - 1
    for enough in _ENOUGH:
        begin = after - 1
        for _ in range(_TRIES if 2 * enough <= len(wanted) else 0):
            begin = whole.find(wanted[:enough], begin + 1)
            if begin < 0:
                break
            end = whole.find(wanted[-enough:], begin + len(wanted) - enough, begin + len(wanted) + _PAGES_END)
            if end >= 0 and _is_all(whole[begin : end + enough], wanted):
                return begin, end + enough - 1
    return None


def _is_all(stretch: str, wanted: str) -> bool:
    """Whether a stretch is what is wanted with one thing put in between."""
    return _common(stretch, wanted) + _common(stretch[::-1], wanted[::-1]) >= len(wanted)


def _common(one: str, other: str) -> int:
    """Letters that two stretches begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@dataclass(frozen=True, slots=True)
class _Near:
    begins: tuple[int, ...]
    places: tuple[int, ...]

    def at(self, begin: int) -> int:
        number = bisect_right(self.begins, begin) - 1
        return self.places[number] if number >= 0 else 0


def _paragraph_places(whole: str, text: str) -> _Near:
    """Where each paragraph begins in the document's letters; one that is not found is where the one before ended."""
    begins, places, last = [], [], 0
    for paragraph in paragraphs(text):
        letters = "".join(each for each, _ in _letters(paragraph.of(text)))
        at = whole.find(letters, last)
        begins.append(paragraph.begin)
        places.append(last if at < 0 else at)
        last = last if at < 0 else at + len(letters)
    return _Near(tuple(begins), tuple(places))


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The letters and digits of a text, accents taken off, each with the offset of its character."""
    for offset, char in enumerate(text):
        if char.isascii():
            if char.isalnum():
                yield char, offset
            continue
        for each in unicodedata.normalize("NFKD", char):
            if each.isalnum():
                yield each, offset


def _page(html: str) -> _Stream:
    stream = _Stream()
    tree = page_tree(html)
    if tree is None:
        return stream
    root = tree.getroottree()
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        unseen = event in ("start", "end") and element.tag in _UNSEEN
        hidden += unseen and event == "start"
        if event == "start" and not hidden and element.text:
            stream.add(partial(root.getpath, element), element.text)
        hidden -= unseen and event == "end"
        if event != "start" and not hidden and element.tail and element is not tree:
            stream.add(partial(root.getpath, element), element.tail, tail=True)
    return stream


def _lines(text: str) -> _Stream:
    stream = _Stream()
    for number, line in enumerate(text.splitlines(), start=1):
        stream.add(partial(str, number), line)
    return stream
