"""RSS, RDF, Atom and sitemaps: one reader, which keeps links and dates as the parser passes them.

lxml tells what it parses to an object of ours (a parser target) and builds no tree, so memory does not grow with the
document; it is fed in small pieces, and between two of them reading can end: when enough is read, when the time is
spent, or when a single tag goes on for a megabyte. Nothing outside the document is loaded, no entity is expanded in
text, and libxml2's own bounds stay on. What is broken is read as far as it goes, as feeds often are. A whole parse by
a library could not be ended: see ``docs/adr/0013-feeds.md`` for the figures. Who calls: ``feeds``.
"""

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urljoin

from lxml import etree

from sayso_ingest.domain.feeds_items import (
    LONGEST_FIELD,
    MOST_READ,
    Content,
    Enough,
    Listed,
    Moment,
    NotAListing,
    Reading,
    latest,
    moment,
)

LONGEST_TAG = 1_000_000
"""Bytes fed without the parser finding anything to tell; then it is no listing."""
LONGEST_TTL = 86_400.0

ROOTS: dict[str, tuple[Content, str]] = {
    "rss": ("feed", "item"),
    "rdf": ("feed", "item"),
    "feed": ("feed", "entry"),
    "urlset": ("sitemap", "url"),
    "sitemapindex": ("index", "sitemap"),
}
"""The document's element, in lower case and without namespace; what it is, and what an entry of it is called."""

_LINKS = frozenset({"link", "guid", "id", "loc"})
_DATES = frozenset({"pubdate", "date", "published", "updated", "issued", "modified", "lastmod", "publication_date"})
_FIELDS = _LINKS | _DATES
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LONGEST_BASE = 2048


class _Entry:
    """An entry while it is read."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.links: dict[str, str] = {}
        self.dates: list[Moment | None] = []

    def listed(self) -> Listed | None:
        """The entry, if it has a link: that of its page, or an id that is one."""
        for name in ("href", "link", "loc"):
            if link := self.links.get(name):
                return Listed(link, self.base, latest(self.dates))
        named = self.links.get("guid") or self.links.get("id") or ""
        return Listed(named, self.base, latest(self.dates)) if named[:4].lower() == "http" else None


class _Target:
    """What lxml tells the document to. ``told`` counts, so that a standstill can be seen."""

    def __init__(self) -> None:
        self.content: Content | None = None
        self.root = ""
        self.items: list[Listed] = []
        self.ttl: float | None = None
        self.ended = False
        self.told = 0
        self._entry_name = ""
        self._entry: _Entry | None = None
        self._entry_depth = 0
        self._depth = 0
        self._bases: list[tuple[int, str]] = [(-1, "")]
        self._field = ""
        self._text: list[str] = []
        self._room = 0

    def start(self, tag: str, attributes: Any) -> None:
        self.told += 1
        name = tag.rpartition("}")[2].rpartition(":")[2].lower()
        if attributes and _BASE in attributes:
            self._rebase(attributes[_BASE])
        self._field = ""
        if self._depth == 0 and not self.root:
            self.root = name
            self.content, self._entry_name = ROOTS.get(name, (None, ""))
        elif name == self._entry_name:
            self._close_entry()
            self._entry, self._entry_depth = _Entry(self._bases[-1][1]), self._depth
        elif self._entry is not None:
            self._start_field(self._entry, name, attributes)
        elif name == "ttl" and self._depth == 2:
            self._listen(name)
        self._depth += 1

    def data(self, text: str) -> None:
        self.told += 1
        if self._field and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, tag: str) -> None:
        self.told += 1
        self._depth -= 1
        if self._field:
            self._end_field("".join(self._text).strip())
        if self._entry is not None and self._depth == self._entry_depth:
            self._close_entry()
        while self._bases[-1][0] >= self._depth:
            self._bases.pop()
        self.ended = self.ended or self._depth == 0

    def comment(self, text: str) -> None:
        self.told += 1

    def pi(self, target: str, data: str | None = None) -> None:
        self.told += 1

    def close(self) -> None:
        """The end, as lxml asks a target for it."""
        self._close_entry()

    def _start_field(self, entry: _Entry, name: str, attributes: Any) -> None:
        own = self._depth == self._entry_depth + 1
        if name == "link" and own and (href := attributes.get("href")):
            if (attributes.get("rel") or "alternate").lower() == "alternate":
                entry.links.setdefault("href", attribute_text(href)[:LONGEST_FIELD])
        elif name == "guid" and (attributes.get("isPermaLink") or "").lower() == "false":
            return
        elif (own and name in _FIELDS) or name == "publication_date":
            self._listen(name)

    def _listen(self, name: str) -> None:
        self._field, self._text, self._room = name, [], LONGEST_FIELD

    def _end_field(self, text: str) -> None:
        name, self._field = self._field, ""
        if name == "ttl":
            self.ttl = (
                min(60.0 * int(text), LONGEST_TTL) if text.isascii() and text.isdigit() and text[5:] == "" else None
            )
        elif self._entry is not None and name in _DATES:
            self._entry.dates.append(moment(text))
        elif self._entry is not None and text:
            self._entry.links.setdefault(name, text)

    def _close_entry(self) -> None:
        if self._entry is not None and (listed := self._entry.listed()):
            self.items.append(listed)
        self._entry = None

    def _rebase(self, base: str) -> None:
        try:
            joined = urljoin(self._bases[-1][1], attribute_text(base)[:_LONGEST_BASE])
        except ValueError:
            return
        if len(joined) <= _LONGEST_BASE:
            self._bases.append((self._depth, joined))


def read_xml(pieces: Iterable[bytes], *, charset: str | None, enough: Enough) -> Reading:
    """The listing that comes in pieces. Raises :class:`NotAListing`."""
    target = _Target()
    _parse(pieces, target, charset, enough)
    if target.content is None:
        raise NotAListing(f"the document is <{target.root[:40]}>" if target.root else "not XML")
    items = tuple(target.items[:MOST_READ])
    return Reading(target.content, items, target.ttl, whole=target.ended and len(target.items) <= MOST_READ)


def _parse(pieces: Iterable[bytes], target: _Target, charset: str | None, enough: Enough) -> None:
    parser = safe_parser(target, charset)
    told, silent = 0, 0
    try:
        for piece in pieces:
            parser.feed(piece)
            silent = 0 if target.told > told else silent + len(piece)
            told = target.told
            if silent > LONGEST_TAG or len(target.items) > MOST_READ or (target.root and target.content is None):
                return
            if enough():
                return
        parser.close()
    except etree.XMLSyntaxError:
        return


def attribute_text(value: str) -> str:
    """An attribute's value: without the expansion of entities, libxml2 leaves ``&`` in it as a reference."""
    return value.replace("&#38;", "&").strip()


def safe_parser(target: Any, charset: str | None = None, *, recover: Literal[True, False] = True) -> Any:
    """A parser that tells ``target`` what it parses, loads nothing and expands nothing."""

    def made(encoding: str | None) -> Any:
        return etree.XMLParser(
            target=target,
            encoding=encoding,
            recover=recover,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            collect_ids=False,
        )

    try:
        return made(charset)
    except LookupError:
        return made(None)
