"""What is particular to sitemaps: files that are compressed, and files that are only lines of URLs.

``unpacked`` inflates in small steps, so that a bomb costs what is read of it and no more, and never more than a sitemap
may be large. Who calls: ``feeds``.
"""

import zlib
from collections.abc import Iterator
from itertools import islice

from sayso_ingest.domain.feeds_items import LONGEST_FIELD, MOST_READ, Listed, NotAListing, Reading

LARGEST = 50_000_000
"""Bytes of a sitemap when unpacked, as the sitemaps protocol allows."""
PIECE = 16_384

_GZIP = b"\x1f\x8b\x08"
_MEMBER = 16 + zlib.MAX_WBITS


def is_packed(body: bytes) -> bool:
    """Whether a body is a gzip file."""
    return body.startswith(_GZIP)


def unpacked(body: bytes) -> Iterator[bytes]:
    """A gzip file's content in pieces, as far as it can be read and to the bound."""
    unpack = zlib.decompressobj(_MEMBER)
    total = 0
    for start in range(0, len(body), PIECE // 4):
        packed = body[start : start + PIECE // 4]
        while packed:
            try:
                piece = unpack.decompress(packed, PIECE)
            except zlib.error:
                return
            total += len(piece)
            if total > LARGEST:
                return
            if piece:
                yield piece
            packed = unpack.unconsumed_tail
            if unpack.eof:
                packed, unpack = unpack.unused_data, zlib.decompressobj(_MEMBER)
                if not packed.startswith(_GZIP[: len(packed)]):
                    return


def read_lines(text: str) -> Reading:
    """A sitemap of one URL a line. Raises :class:`NotAListing`."""
    links = (line.strip() for line in text.splitlines())
    urls = (Listed(link[:LONGEST_FIELD]) for link in links if link[:4].lower() == "http")
    items = tuple(islice(urls, MOST_READ + 1))  # one more tells that there are more
    if not items:
        raise NotAListing("no line of it is a URL")
    return Reading("sitemap", items[:MOST_READ], whole=len(items) <= MOST_READ)
