"""Whom a page credits with its article, and where it does so.

Input: the article's object in JSON-LD, the meta tags and, when these name no person, the page's body. People come
first; a page that credits none has been written by a newsroom or an agency, and an agency is worth more than the
outlet's own name, which templates write by themselves.

Guaranteed: an outlet or agency stands for the author only where nobody is named, and the source then ends in
`newsroom`.

Next: `metadata`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso_extract.domain.html.bylines import clean_authors, is_person, newsrooms
from sayso_extract.domain.html.json_ld import Linked
from sayso_extract.domain.html.meta_tags import Head
from sayso_extract.domain.html.outlets import is_newsroom
from sayso_extract.domain.html.page_bylines import page_byline, signature
from sayso_extract.domain.html.places import Body

NEWSROOM = "newsroom"


@dataclass(frozen=True, slots=True)
class Credit:
    """Names and where they stood; empty and None if nobody is credited."""

    names: tuple[str, ...] = ()
    source: str | None = None

    @property
    def is_newsroom(self) -> bool:
        """Whether no person is credited."""
        return self.source is None or self.source.endswith(NEWSROOM)


def credited(article: Linked, head: Head, body: Body, outlets: Sequence[str]) -> Credit:
    """Whom the page's head credits, else its body."""
    people = _people(article, head, outlets)
    if people is not None:
        return people
    room = _newsroom(article, head, outlets)
    if any(map(is_newsroom, room.names)):
        return room
    names, are_people = page_byline(body, outlets)
    if names and are_people:
        return Credit(names, "byline")
    return Credit(names, f"byline {NEWSROOM}") if names and not room.names else room


def signed(credit: Credit, paragraphs: Sequence[str], outlets: Sequence[str]) -> Credit:
    """Who has signed an article that credits no person; else the credit as it is."""
    if not credit.is_newsroom:
        return credit
    names, are_people = signature(paragraphs, outlets)
    if not names or (not are_people and any(map(is_newsroom, credit.names))):
        return credit
    return Credit(names, "signature" if are_people else f"signature {NEWSROOM}")


def _people(article: Linked, head: Head, outlets: Sequence[str]) -> Credit | None:
    """JSON-LD tells people from organisations itself; in a meta tag a person is told by the name."""
    said = (each.name for each in article.named("author", "creator") if not each.is_organisation)
    names = clean_authors(said, outlets)
    if not all(map(is_newsroom, names)):
        return Credit(names, "json-ld")
    for values in head.all_of("author"):
        names = clean_authors(values, outlets)
        if any(map(is_person, names)):
            return Credit(names, "meta")
    return None


def _newsroom(article: Linked, head: Head, outlets: Sequence[str]) -> Credit:
    """The first that is no outlet, else the first."""
    own = Credit()
    for values, source in _values(article, head):
        names = clean_authors(values, outlets)
        if names:
            room = Credit(names, f"{source} {NEWSROOM}")
            if not own.names or any(map(is_newsroom, names)):
                return room
        elif not own.names and (names := newsrooms(values)):
            own = Credit(names, f"{source} {NEWSROOM}")
    return own


def _values(article: Linked, head: Head) -> Iterator[tuple[tuple[str, ...], str]]:
    yield tuple(each.name for each in article.named("author", "creator")), "json-ld"
    for values in head.all_of("author"):
        yield values, "meta"
