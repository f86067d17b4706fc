"""Where in a page's body a byline or a date may stand: one pass for both, made only when the head leaves one open.

Input: the parsed page. Elements are found by what they are marked as for machines (`itemprop`, `rel=author`), by words
in their class, and by labels such as "Author:". What stands in another article's teaser, in comments, captions or the
page's frame does not count.

Guaranteed: one pass; lists are bounded, and so is how far above an element is looked.

Next: `page_bylines` and `page_dates`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from lxml.html import HtmlElement

from sayso_extract.domain.html.meta_tags import text_of
from sayso_extract.domain.patterns import Pattern

MOST_PLACES, MOST_ABOVE = 40, 12
LONGEST_LINE = 160
_TAGS = ("a", "abbr", "address", "b", "cite", "dd", "div", "dt", "em", "h4", "h5", "h6", "i", "li", "p", "section",
         "small", "span", "strong", "td", "th", "time", "ul", "meta", "header")  # fmt: skip
_BYLINE, _DATE = 1, 2
_IN_BYLINES = ("byline", "author", "autor", "auteur", "writer", "reporter")
_IN_DATES = ("date", "datum", "fecha", "time", "publish", "posted", "byline", "meta")
_AUTHOR_LABELS = frozenset(
    {"written by", "author", "authors", "author(s)", "autor", "autorin", "autoren", "autorin/autor", "autor/in",
     "auteur", "autore", "autora", "författare", "forfatter", "автор", "text", "texte", "texto", "testo", "tekst",
     "текст", "von", "by", "par", "por", "yazar", "reporter", "作者", "記者", "기자"}
)  # fmt: skip
_DATE_LABELS = frozenset(
    {"published", "date published", "published on", "date", "datum", "stand", "erschienen", "erschienen am",
     "veröffentlicht", "veröffentlicht am", "fecha", "data", "publié", "publié le", "pubblicato", "pubblicato il",
     "publicado", "publicado el", "publicado em", "publicerad", "publisert", "udgivet", "julkaistu", "tarih",
     "opublikowano", "дата", "опубликовано"}
)  # fmt: skip
_FRAMES = frozenset({"aside", "nav", "footer", "figure", "figcaption", "form", "blockquote", "button"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_ELSEWHERE = Pattern(
    r"(?i)comment|related|teaser|caption|promo|recommend|sidebar|image|figure|media-?info|video|gallery|photo|most-?read|"
    r"newsletter|social|share|card(?:$|[\s_-])|carousel|popular|trending|more-|footer|bio(?:$|[\s_-])|about-?author|quote|"
    r"widget|cm-|header-(?:top|bar)|current-?date|weather|countdown"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Elements by what they may hold, in the page's order."""

    author_marked: list[HtmlElement] = field(default_factory=list)
    author_classed: list[HtmlElement] = field(default_factory=list)
    author_labels: list[HtmlElement] = field(default_factory=list)
    date_marked: list[HtmlElement] = field(default_factory=list)
    date_classed: list[HtmlElement] = field(default_factory=list)
    date_labels: list[HtmlElement] = field(default_factory=list)


class Body:
    """A page's body; its places are found when somebody asks."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree

    @cached_property
    def places(self) -> Places:
        """Where bylines and dates may stand."""
        return find_places(self.tree)


def find_places(tree: HtmlElement) -> Places:
    """Every place of a page."""
    found = Places()
    for element in tree.iter(*_TAGS):
        marked = element.get("itemprop")
        if marked is not None:
            _note_marked(found, element, marked)
        elif element.tag == "a" and element.get("rel") == "author":
            _note(found.author_marked, element)
        marks = element.get("class")
        if marks is not None:
            kinds = _kinds(marks)
            if kinds & _BYLINE:
                _note(found.author_classed, element)
            if kinds & _DATE:
                _note(found.date_classed, element)
        text = element.text
        if text is not None and len(text) < 40:
            label = text.strip().removesuffix(":").rstrip()
            if label and len(label) < 20:
                _note_label(found, element, label.casefold())
    return found


def text_behind(element: HtmlElement) -> str:
    """What stands behind a label: the words after it, or the next element."""
    behind = " ".join((element.tail or "")[:LONGEST_LINE].split())
    following = element.getnext()
    return behind or (line_of(following) if following is not None else "")


def line_of(element: HtmlElement) -> str:
    """The words of an element that holds one short line; nothing for a longer one."""
    words = " ".join(text_of(element).split())
    return words if len(words) <= LONGEST_LINE else ""


def is_elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands in the page's frame, a teaser, a comment or a caption."""
    if element.tag in _FRAMES:
        return True
    for above in islice(element.iterancestors(), MOST_ABOVE):
        if above.tag in _FRAMES or (above.tag not in _WHOLE and _leads_away(marks_of(above))):
            return True
    return False


def marks_of(element: HtmlElement) -> str:
    """Class and id."""
    return f"{element.get('class', '')} {element.get('id', '')}".strip()[:300]


def belonging(elements: list[HtmlElement]) -> Iterator[HtmlElement]:
    """Those that stand in the article."""
    return (element for element in elements if not is_elsewhere(element))


@lru_cache(maxsize=10_000)
def _leads_away(marks: str) -> bool:
    return bool(marks) and _ELSEWHERE.search(marks) is not None


@lru_cache(maxsize=10_000)
def _kinds(marks: str) -> int:
    """What an element may hold by its class; pages repeat their classes."""
    low = marks[:300].lower()
    byline = _BYLINE if any(word in low for word in _IN_BYLINES) else 0
    return byline | (_DATE if any(word in low for word in _IN_DATES) else 0)


def _note_marked(found: Places, element: HtmlElement, marked: str) -> None:
    if "author" in marked or "creator" in marked:
        _note(found.author_marked, element)
    elif "datePublished" in marked:
        _note(found.date_marked, element)


def _note_label(found: Places, element: HtmlElement, label: str) -> None:
    if label in _AUTHOR_LABELS:
        _note(found.author_labels, element)
    if label in _DATE_LABELS:
        _note(found.date_labels, element)


def _note(places: list[HtmlElement], element: HtmlElement) -> None:
    if len(places) < MOST_PLACES:
        places.append(element)
