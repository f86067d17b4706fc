"""A body to what it lists, whatever kind of listing it is: RSS, RDF, Atom, JSON Feed, sitemap, index of sitemaps.

The body decides, not its declared type and not what it was pushed as: sites answer feeds as ``text/html`` and
sitemaps with feeds. Before it is parsed it is cleaned of what is no XML but common (NUL and control characters, ``&``
that begins no entity, UTF-16). All of it is bounded: a listing is read to :data:`feeds_items.MOST_READ` entries and for
as long as ``enough`` says no. Pure and synchronous; ``listings`` runs it off the event loop.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from sayso_ingest.domain.feeds_items import (
    LONGEST_FIELD,
    MOST_READ,
    Enough,
    Listed,
    NotAListing,
    Reading,
    latest,
    moment,
)
from sayso_ingest.domain.feeds_xml import read_xml
from sayso_ingest.domain.sitemaps import PIECE, is_packed, read_lines, unpacked

LARGEST_JSON = 2_000_000
"""Bytes of a JSON Feed: unlike XML it is parsed in one go, and empty lists cost a microsecond every 3 bytes."""
MOST_AMPERSANDS = 200_000

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_BLANK = b" \t\r\n" + _CONTROLS
_UTF16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_BARE_AMPERSAND = re.compile(rb"&(?!(?:[A-Za-z_:][\w.:-]{0,63}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
_DECLARES_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding", re.IGNORECASE)


def read(body: bytes, *, charset: str | None = None, lines: bool = False, enough: Enough = lambda: False) -> Reading:
    """What a body lists. ``charset`` is the declared one; with ``lines`` it may be plain text. Raises NotAListing."""
    if is_packed(body):
        return _read_packed(body, lines=lines, enough=enough)
    for mark, encoding in _UTF16:
        if body.startswith(mark):
            body, charset = body.decode(encoding, "replace").encode(), "utf-8"
            break
    else:
        charset = None if _DECLARES_ENCODING.search(body[:300]) else charset
    body = body.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK)
    if body.startswith(b"{"):
        return _read_json(body)
    if body.startswith(b"<"):
        return read_xml(_pieces(_repaired(body)), charset=charset, enough=enough)
    if lines:
        return read_lines(body.translate(None, _CONTROLS).decode("utf-8", "replace"))
    raise NotAListing("neither XML nor JSON")


def _read_packed(body: bytes, *, lines: bool, enough: Enough) -> Reading:
    pieces = unpacked(body)
    first = next(pieces, b"")
    if lines and not first.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK).startswith(b"<"):
        text = bytearray(first)
        for piece in pieces:
            text += piece
            if enough():
                break
        return read_lines(text.translate(None, _CONTROLS).decode("utf-8", "replace"))

    def cleaned() -> Iterator[bytes]:
        yield first.removeprefix(codecs.BOM_UTF8).lstrip(_BLANK).translate(None, _CONTROLS)
        for piece in pieces:
            yield piece.translate(None, _CONTROLS)

    return read_xml(cleaned(), charset=None, enough=enough)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE].translate(None, _CONTROLS)


def _repaired(body: bytes) -> bytes:
    """With ``&`` written as XML wants it, outside CDATA: a link with a query is often pasted as it is."""
    if body.count(b"&") > MOST_AMPERSANDS:
        return body
    repaired = []
    for part in body.split(b"]]>"):
        markup, opening, raw = part.partition(b"<![CDATA[")
        repaired.append(_BARE_AMPERSAND.sub(b"&amp;", markup) + opening + raw)
    return b"]]>".join(repaired)


def _read_json(body: bytes) -> Reading:
    if len(body) > LARGEST_JSON:
        raise NotAListing(f"a JSON Feed of more than {LARGEST_JSON} bytes")
    try:
        feed = json.loads(body.translate(None, _CONTROLS), strict=False)
    except (ValueError, RecursionError):
        raise NotAListing("JSON that cannot be read") from None
    items = feed.get("items")
    if not str(feed.get("version", "")).startswith(("https://jsonfeed.org/", "http://jsonfeed.org/")):
        raise NotAListing("JSON, but no JSON Feed")
    if not isinstance(items, list):
        raise NotAListing("a JSON Feed without items")
    listed = [found for each in items[:MOST_READ] if isinstance(each, dict) and (found := _json_item(each))]
    return Reading("feed", tuple(listed), whole=len(items) <= MOST_READ)


def _json_item(item: dict[str, Any]) -> Listed | None:
    def text(name: str) -> str:
        value = item.get(name)
        return value.strip()[:LONGEST_FIELD] if isinstance(value, str) else ""

    named = text("id")
    link = text("url") or text("external_url") or (named if named[:4].lower() == "http" else "")
    date = latest([moment(text("date_published")), moment(text("date_modified"))])
    return Listed(link, date=date) if link else None
