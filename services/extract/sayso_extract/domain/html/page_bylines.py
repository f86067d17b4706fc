"""The byline in a page's body, for pages whose head names nobody or only the outlet.

Input: the places a byline may stand in. They are tried in order, the surest first: what is marked as author for
machines, elements whose class says byline or author, a label with a name behind it ("Author: ..."), a short line
that begins with "By", and a name alone in the article's last line, which is a signature.

Guaranteed: names are words of the page; who is no person by his name is a newsroom, and is told apart.

Next: `credits`.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from sayso_extract.domain.html.bylines import clean_authors, has_lead, is_person, names_in, newsrooms
from sayso_extract.domain.html.outlets import is_newsroom
from sayso_extract.domain.html.places import (
    LONGEST_LINE,
    Body,
    belonging,
    is_elsewhere,
    line_of,
    marks_of,
    text_behind,
)
from sayso_extract.domain.patterns import Pattern

MOST_PARTS, MOST_LINES = 60, 1_500
LEAST_PROSE = 200
"""Characters of a paragraph that no byline comes after, but a signature."""
LONGEST_SIGNATURE, LONGEST_ROOM, MOST_LAST = 60, 3, 4
"""Characters of a signature, words of a newsroom's, and lines at the end that may hold one."""
_NOT_ITSELF = Pattern(
    r"(?i)comment|image|caption|photo|bio(?:$|[\s_-])|avatar|credit|desc|social|follow|twitter|email|job|role|title|date|"
    r"time|label|count|box-?more|topic|subscribe"
)
_PROFILE = Pattern(
    r"(?i)/(?:authors?|autor(?:en|es|in)?|auteurs?|profiles?|people|person|journalists?|by|staff|contributors?|"
    r"reporters?|writers?|redaktion|team|user|columnists?|verfasser|skribent|correspondents?)/[^/]"
)
_LINES = ("p", "div", "span", "em", "strong", "address", "h4", "h5")


def page_byline(body: Body, outlets: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Who the body says has written it, and whether these are people; else a newsroom."""
    rooms: tuple[str, ...] = ()
    for lines in _bylines(body):
        people = tuple(name for name in clean_authors(lines, outlets) if not is_newsroom(name))
        if any(is_person(name) for name in people):
            return people, True
        rooms = rooms or newsrooms(name for line in lines for name in names_in(line))
    return rooms, False


def signature(paragraphs: Sequence[str], outlets: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """A person's name alone in the last line of an article, or a newsroom's in one of the last; and which it is."""
    for number, words in enumerate(reversed(paragraphs[-MOST_LAST:])):
        if len(words) > LONGEST_SIGNATURE or words.endswith((".", "!", "?")) or ":" in words:
            continue
        names = clean_authors((words,), outlets)
        if number == 0 and _are_people(names):
            return names, True
        if names and _is_room(words):
            return names, False
    return (), False


def _bylines(body: Body) -> Iterator[list[str]]:
    """The lines of every place that may hold the byline, the surest first."""
    yield from _groups(body.places.author_marked, marked=True)
    yield from _groups(body.places.author_classed, marked=False)
    for label in belonging(body.places.author_labels):
        behind = text_behind(label)
        if _are_people(names_in(behind)):
            yield [behind]
    yield from _led(body.tree)


def _groups(elements: Iterable[HtmlElement], *, marked: bool) -> Iterator[list[str]]:
    """Bylines that stand beside each other are one: their lines together."""
    last: HtmlElement | None = None
    lines: list[str] = []
    for element in elements:
        if is_elsewhere(element) or (not marked and _NOT_ITSELF.search(marks_of(element)) is not None):
            continue
        found = _lines(element, marked=marked)
        if not found:
            continue
        around = _around(element)
        if lines and around is not last:
            yield lines
            lines = []
        last = around
        lines += found
    if lines:
        yield lines


def _around(element: HtmlElement) -> HtmlElement:
    """What holds bylines that belong together: two levels up."""
    above = list(islice(element.iterancestors(), 2))
    return above[-1] if above else element


def _lines(element: HtmlElement, *, marked: bool) -> list[str]:
    """The names of an element: its content, the part marked as name, its links to profiles, else all its words."""
    content = element.get("content")
    if content:
        return [content[:LONGEST_LINE]]
    parts = list(islice(element.iter(), MOST_PARTS))
    for chosen in (
        [part for part in parts if part.get("itemprop") == "name"],
        [part for part in parts if part.tag == "a" and _PROFILE.search((part.get("href") or "")[:300]) is not None],
    ):
        lines = [line for part in chosen if (line := part.get("content") or line_of(part))]
        if lines:
            return lines
    line = line_of(element)
    sure = marked or has_lead(line) or _are_people(names_in(line)) or _is_room(line)
    return [line] if line and sure else []


def _led(tree: HtmlElement) -> Iterator[list[str]]:
    """Short lines that begin with "By", before the first long paragraph."""
    for element in islice(tree.iter(*_LINES), MOST_LINES):
        begin = (element.text or "").strip()
        if element.tag == "p" and len(begin) > LEAST_PROSE:
            return
        if begin and len(begin) < LONGEST_LINE and has_lead(f"{begin} X") and not is_elsewhere(element):
            line = line_of(element)
            if has_lead(line) and _are_people(names_in(line)):
                yield [line]


def _are_people(names: Sequence[str]) -> bool:
    return bool(names) and all(is_person(name) for name in names)


def _is_room(line: str) -> bool:
    return is_newsroom(line) and len(line.split()) <= LONGEST_ROOM
