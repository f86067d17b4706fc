"""What a page asks of those who keep it: not to archive it, not to list it, not to mine it.

Said in the headers ``X-Robots-Tag`` and ``TDM-Reservation`` (W3C's TDM Reservation Protocol), or in meta tags with the
same words. A wish in either place counts. ``X-Robots-Tag`` may name a crawler before its words, and what it says to
others is not said to us; a file ``/.well-known/tdmrep.json`` is not looked for. What is done about a wish is the
handler's business.

Meta tags are looked for in a page's first 64 KB without parsing it: every tag is looked at once, whatever it holds, and
one inside a comment or a script counts too. That errs on the publisher's side.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso_ingest.domain.response import Response

MOST_BYTES = 65_536
LONGEST_TAG = 1024
"""Bytes of a meta tag that are looked at."""

NOT_ARCHIVED = frozenset({"noarchive", "nocache"})
NOT_LISTED = frozenset({"noindex", "none"})
WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
"""Words before a colon that are not a crawler's name."""

_META = re.compile(rb"<meta(?=[\s/])", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""(?<![a-z-])(name|content)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wishes:
    """A page's wishes, none unless it says so."""

    noarchive: bool = False
    noindex: bool = False
    tdm_reserved: bool = False


def wishes_of(response: Response, crawler: str) -> Wishes:
    """What a page asks of the crawler of that (lower-case) name."""
    words = set(_said_in_header(response.headers.get("x-robots-tag", ""), crawler))
    reserved = response.headers.get("tdm-reservation", "").strip() == "1"
    for name, content in _metas(response.body[:MOST_BYTES]) if response.media == "html" else ():
        if name in ("robots", crawler):
            words.update(word.strip() for word in content.split(","))
        elif name == "tdm-reservation":
            reserved = reserved or content.strip() == "1"
    return Wishes(bool(words & NOT_ARCHIVED), bool(words & NOT_LISTED), reserved)


def _said_in_header(value: str, crawler: str) -> Iterator[str]:
    """The words that are for all or for us. Lines of the header are apart by ``;``, see ``response``."""
    for line in value.lower().split(";"):
        meant = True
        for part in line.split(","):
            before, colon, after = part.partition(":")
            if colon and before.strip() not in WITH_VALUE:
                meant, part = before.strip() in ("*", crawler), after
            if meant:
                yield part.strip()


def _metas(head: bytes) -> Iterator[tuple[str, str]]:
    """Name and content of each meta tag, in lower case."""
    for piece in _META.split(head)[1:]:
        found: dict[bytes, str] = {}
        for key, *values in _ATTRIBUTE.findall(piece[:LONGEST_TAG].partition(b">")[0]):
            found.setdefault(key.lower(), b"".join(values).decode("latin-1").lower())
        if b"name" in found and b"content" in found:
            yield found[b"name"].strip(), found[b"content"]
