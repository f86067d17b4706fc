"""What an article is called: the URL it is shown under, the key it is known by, and the other URLs that led to it.

A page says itself what its address is, in its canonical link or ``og:url``. That is believed on its own site, and only
where nothing speaks against it: a canonical link to another site would let a page take another's name, and one to the
front page or to a folder, which is what broken templates write, would make one article of all that have it. The doubts
are rules with names (:data:`DOUBTS`), each with an example and a counter-example that the tests run. What is not
believed is kept as an alias, and the article goes by the URL that answered.

Input: URLs as text from strangers. Guaranteed: the URL shown is one that was given, without its fragment and with
nothing made up; the key is ``contracts.web_identity``'s. Who asks: ``pipeline``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from sayso.contracts.web_identity import identity, is_article_path, parameters_of, path_of, site

MOST_ALIASES = 10

VIEWS = frozenset({"amp", "full", "index.php", "mobile", "print", "single", "view"})
"""Last segments that show the same article in another way."""

LISTINGS = frozenset(
    {
        "archive",
        "archives",
        "author",
        "authors",
        "categories",
        "category",
        "search",
        "section",
        "tag",
        "tags",
        "topic",
        "topics",
    }
)
"""Segments of pages that list articles."""

PAGING = frozenset({"page", "paged", "pagenum", "pg", "seite"})
"""Parameters, and segments before a number, that are about a part of an article."""

_DIGITS = re.compile(r"[0-9]+")
_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
_LONG_NUMBER = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Names:
    """``url`` is for people, ``identity`` for comparing, ``aliases`` are other URLs of the same article."""

    url: str
    identity: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason not to believe a page's word; examples are a page on https://news.example and the link it has."""

    name: str
    example: tuple[str, str]
    counter_example: tuple[str, str]
    applies: Callable[[str, str], bool]


def names(answered: str, *, declared: Iterable[str] = (), others: Iterable[str] = ()) -> Names:
    """The names of the article at the URL that answered; ``declared`` are the page's own words, the best first."""
    page = _bare(answered)
    said = [each for href in declared if (each := _absolute(page, href))]
    shown = next((each for each in said if doubt(page, each) is None), page)
    led_here = [each for href in others if (each := _absolute(page, href))]
    aliases = dict.fromkeys(each for each in (*led_here, page, *said) if site(each) is not None and each != shown)
    return Names(shown, identity(shown), tuple(aliases)[:MOST_ALIASES])


def doubt(page: str, declared: str) -> str | None:
    """The name of what speaks against a page's word, None if it is believed."""
    if site(page) is not None and identity(page) == identity(declared):
        return None
    return next((each.name for each in DOUBTS if each.applies(page, declared)), None)


def _absolute(page: str, href: str) -> str | None:
    """A link as a URL; only of a whole URL or a whole path, since what else stands there is a template's accident."""
    if not href.startswith(("http://", "https://", "/")):
        return None
    try:
        return _bare(urljoin(page, href))
    except ValueError:
        return None


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _segments(url: str) -> list[str]:
    return [segment.lower() for segment in path_of(url).split("/") if segment]


def _is_elsewhere(page: str, declared: str) -> bool:
    there = site(declared)
    return there is None or there != site(page)


def _is_front_page(_: str, declared: str) -> bool:
    return path_of(declared) == "/" and not parameters_of(declared)


def _is_folder(page: str, declared: str) -> bool:
    tail = _tail(page, declared)
    return bool(tail) and not VIEWS.issuperset(tail) and not _LONG_NUMBER.search(_segments(declared)[-1])


def _is_first_part(page: str, declared: str) -> bool:
    pairs = parameters_of(declared).items()
    if any(name.lower() in PAGING and value != "1" for name, value in parameters_of(page).items() - pairs):
        return True
    tail = _tail(page, declared)
    return len(tail) in (1, 2) and _SMALL_NUMBER.fullmatch(tail[-1]) is not None and PAGING.issuperset(tail[:-1])


def _tail(page: str, declared: str) -> list[str]:
    """The segments that a page's path has beyond the declared one's; none if it is not inside of it."""
    ours, theirs = _segments(page), _segments(declared)
    return ours[len(theirs) :] if theirs and ours[: len(theirs)] == theirs else []


def _lost_its_parameters(page: str, declared: str) -> bool:
    ours, path = parameters_of(page), path_of(page)
    same_place = path == path_of(declared) and not is_article_path(path)
    return same_place and bool(ours) and not ours.items() & parameters_of(declared).items()


def _has_another_number(page: str, declared: str) -> bool:
    ours, theirs = (path_of(url) + "?" + identity(url).partition("?")[2] for url in (page, declared))
    return ours != theirs and _DIGITS.sub("0", ours) == _DIGITS.sub("0", theirs)


def _is_listing(page: str, declared: str) -> bool:
    ours, theirs = set(_segments(page)), set(_segments(declared))
    is_a_day = all(segment.isdigit() and len(segment) <= 4 for segment in theirs)
    return bool(LISTINGS & theirs - ours) or (is_a_day and not theirs <= ours)


def _is_placeholder(_: str, declared: str) -> bool:
    return bool({"undefined", "null", "none", "nan"} & set(_segments(declared))) or "{" in declared


DOUBTS = (
    Doubt("another_site", ("/a", "https://other.example/a"), ("/a", "http://www.news.example/b"), _is_elsewhere),
    Doubt("front_page", ("/bridge", "/"), ("/bridge", "/?p=17"), _is_front_page),
    Doubt("folder", ("/local/bridge", "/local"), ("/story/123456/bridge", "/story/123456"), _is_folder),
    Doubt("first_part", ("/bridge?page=2", "/bridge"), ("/bridge?view=2", "/bridge-2"), _is_first_part),
    Doubt("no_parameters", ("/show?id=1", "/show"), ("/show?id=1&x=2", "/show?id=1"), _lost_its_parameters),
    Doubt("another_number", ("/story/101", "/story/102"), ("/story/101", "/bridge-101"), _has_another_number),
    Doubt("listing", ("/bridge", "/author/ada"), ("/author/1", "/author/ada"), _is_listing),
    Doubt("placeholder", ("/bridge", "/undefined"), ("/bridge", "/undefined-risk"), _is_placeholder),
)
