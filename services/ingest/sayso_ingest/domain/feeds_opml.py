"""OPML, the file format in which feed readers exchange lists of feeds: read with folders at any depth, and written.

A file is read by a parser that expands no entities and loads nothing (``feeds_xml.safe_parser``), and to
:data:`MOST_FEEDS` feeds. Folders become tags. What only Sayso knows of a feed stands in attributes of a namespace of
its own, which other readers skip, so that an export is a whole backup of the list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from sayso_ingest.domain.feeds_items import LONGEST_FIELD
from sayso_ingest.domain.feeds_xml import attribute_text, safe_parser
from sayso_ingest.domain.sitemaps import PIECE

MOST_FEEDS = 100_000
LARGEST = 50_000_000
"""Bytes of a file."""
OWN = "urn:sayso:feeds"


class NotOpml(ValueError):
    """A file that is no OPML. The message is one line for people."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in an OPML file. ``every``: seconds between two polls, where they are fixed."""

    url: str
    name: str = ""
    tags: tuple[str, ...] = ()
    sitemap: bool = False
    every: float | None = None


class _Target:
    def __init__(self) -> None:
        self.root = ""
        self.found: list[Outline] = []
        self._folders: list[str] = []

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.lower()
        self.root = self.root or name
        if name != "outline":
            return
        given = {key.lower(): attribute_text(value)[:LONGEST_FIELD] for key, value in attributes.items()}
        title = given.get("title") or given.get("text") or ""
        if url := given.get("xmlurl"):
            self.found.append(_outline(url, title, given, self._folders))
            self._folders.append("")
        else:
            self._folders.append(title)

    def end(self, tag: str) -> None:
        if tag.lower() == "outline" and self._folders:
            self._folders.pop()

    def close(self) -> None:
        """The end, as lxml asks a target for it."""


def _outline(url: str, title: str, given: dict[str, str], folders: list[str]) -> Outline:
    written = given.get("category", "").replace("/", ",").split(",") if "category" in given else folders[-8:]
    tags = tuple(dict.fromkeys(tag for each in written if (tag := " ".join(each.replace(",", " ").split())[:100])))
    every = given.get(f"{{{OWN}}}every", "")
    seconds = float(every) if every.isascii() and every.isdigit() and len(every) < 9 else None
    return Outline(url, title, tags, given.get(f"{{{OWN}}}kind") == "sitemap", seconds)


def read(body: bytes) -> list[Outline]:
    """The feeds of a file, each URL once. Raises :class:`NotOpml`."""
    if len(body) > LARGEST:
        raise NotOpml(f"more than {LARGEST} bytes")
    target = _Target()
    parser = safe_parser(target)
    try:
        for start in range(0, len(body), PIECE):
            parser.feed(body[start : start + PIECE])
            if len(target.found) >= MOST_FEEDS or (target.root and target.root != "opml"):
                break
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        if target.root != "opml":
            raise NotOpml(f"no XML: {error.msg}") from None
    if target.root != "opml":
        raise NotOpml(f"the document is <{target.root[:40]}>" if target.root else "no XML")
    return list({each.url: each for each in target.found[:MOST_FEEDS]}.values())


def write(feeds: Iterable[Outline]) -> bytes:
    """A file with these feeds."""
    return "\n".join([*_head(), *map(_line, feeds), "  </body>", "</opml>", ""]).encode()


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0" xmlns:sayso="{OWN}">'
    yield "  <head><title>Feeds of Sayso</title></head>"
    yield "  <body>"


def _line(feed: Outline) -> str:
    attributes = {"type": "rss", "text": feed.name or feed.url, "xmlUrl": feed.url}
    if feed.name:
        attributes["title"] = feed.name
    if feed.tags:
        attributes["category"] = ",".join(feed.tags)
    if feed.sitemap:
        attributes["sayso:kind"] = "sitemap"
    if feed.every is not None:
        attributes["sayso:every"] = str(round(feed.every))
    return "    <outline " + " ".join(f"{name}={quoteattr(_plain(value))}" for name, value in attributes.items()) + "/>"


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(character for character in text if character.isprintable())
