"""How much prose a page holds, and what a reader of its body has left behind.

trafilatura looks for the element that holds the article. Where a page cuts its article into several such elements, or
hides it in unusual ones, it comes back with the first piece; no error says so. This module counts the prose of a page
by itself, as paragraphs with few links outside the page's frame, so that `article` can tell a whole article from
a piece, and finds the pieces that stand in the same kind of place as those that were found.

Guaranteed: one pass over the paragraphs; words are given as they stand, with single spaces.

Next: `article`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

LEAST_PARAGRAPH = 60
"""Characters: shorter paragraphs are as often buttons, datelines and teasers."""
MOST_LINKED = 0.3
_FRAME = frozenset({"aside", "footer", "nav", "figure", "form", "figcaption"})
_KNOWN_BY = 60
MOST_PARAGRAPHS = 5_000


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph: its words, which `article` element it is in (0: none), the kind of place, the h1 before it."""

    words: str
    article: int
    place: tuple[str, str]
    headings: int


def prose_of(tree: HtmlElement) -> tuple[Prose, ...]:
    """The page's prose, in order."""
    articles = {element: number for number, element in enumerate(tree.iter("article"), start=1)}
    found: list[Prose] = []
    headings = 0
    for element in islice(tree.iter("p", "h1"), MOST_PARAGRAPHS):
        if element.tag == "h1":
            headings += 1
            continue
        words = " ".join("".join(element.itertext()).split())
        if len(words) < LEAST_PARAGRAPH or _linked(element) > MOST_LINKED * len(words):
            continue
        article = 0
        for around in element.iterancestors():
            if around.tag in _FRAME:
                break
            if around.tag == "article" and not article:
                article = articles.get(around, 0)
        else:
            parent = element.getparent()
            place = (str(parent.tag), str(parent.get("class") or "")) if parent is not None else ("", "")
            found.append(Prose(words, article, place, headings))
    return tuple(found)


def expected(prose: Iterable[Prose]) -> int:
    """Characters of the article to expect: those of the `article` element, or of what is in none, that has most."""
    lengths: dict[int, int] = {}
    for each in prose:
        lengths[each.article] = lengths.get(each.article, 0) + len(each.words)
    return max(lengths.values(), default=0)


def completed(prose: Sequence[Prose], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs that were found and, between them, those in the same kind of place and the same `article`.

    A kind of place is an element's tag and class. What follows another h1 is another article.
    """
    positions = {words[:_KNOWN_BY]: index for index, words in enumerate(paragraphs)}
    found = [each for each in prose if each.words[:_KNOWN_BY] in positions]
    places = {(each.article, each.place) for each in found if each.place[1]}
    headings = found[-1].headings if found else 0
    after: dict[int, list[str]] = {}
    here = None
    for each in prose:
        known = positions.get(each.words[:_KNOWN_BY])
        if known is not None:
            here = known if here is None else max(here, known)
        elif here is not None and each.headings == headings and (each.article, each.place) in places:
            after.setdefault(here, []).append(each.words)
    whole: list[str] = []
    for index, words in enumerate(paragraphs):
        whole += [words, *after.get(index, ())]
    return tuple(whole)


def _linked(element: HtmlElement) -> int:
    return sum(len("".join(link.itertext())) for link in islice(element.iter("a"), 50))
