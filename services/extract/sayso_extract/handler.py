"""Extract's handler: a fetched page in, its article and statements on ``statements``.

An article in which nobody says anything goes on too, so that the store knows it; its disposition says so. What the
page itself is wrong about comes as a ``Failure`` from ``parsers`` and passes through.
"""

from typing import TYPE_CHECKING

import zstandard

from sayso.contracts import Disposition, Done, Output, Quarantine, Reason
from sayso.contracts.events import PageFetched, StatementsFound
from sayso.runtime.abilities import ReadArticle
from sayso_extract.parsers import Parsers
from sayso_extract.reading import Reading

if TYPE_CHECKING:
    from sayso_extract.document import ClaimFinder

MOST_BYTES = 64 * 1024 * 1024
"""The largest body that is unpacked: ingest bounds bodies well below it, an inline document may be larger."""

PIECE = 256 * 1024
"""Bytes that are unpacked at a time: room for the largest body would be made, and given back, for each."""


class Extract:
    """Handler of the stage ``extract``."""

    def __init__(self, parsers: Parsers, reading: Reading) -> None:
        self._parsers, self._reading = parsers, reading

    async def __call__(self, page: PageFetched, *, correlation_id: str) -> Done:
        """Read the page."""
        body = unpack(page.body)

        async def parse(finder: "ClaimFinder | None") -> ReadArticle:
            return await self._parsers.read(
                body,
                url=page.final_url,
                media=page.media,
                charset=page.charset,
                fetched_at=page.fetched_at,
                led_here=(page.url, *page.redirects),
                finder=finder,
            )

        read = await self._reading(parse)
        found = StatementsFound(
            article=read.article,
            text=read.text,
            statements=read.statements,
            extractor_version=read.extractor_version,
            tags=page.tags,
            correlation_id=page.correlation_id or correlation_id,
        )
        return Done(
            Disposition.EXTRACTED if read.statements else Disposition.NO_CLAIMS,
            outputs=(Output("statements", found),),
            facts={
                "statements": len(read.statements),
                "characters": len(read.text),
                "outlet": read.article.outlet,
                "article": read.article.article_id,
                "charset_unsure": read.charset_unsure,
                **_about_the_finder(read),
            },
        )


def _about_the_finder(read: ReadArticle) -> dict[str, str | int]:
    """What an operator may ask about a finder that is not the one that ships."""
    found: dict[str, str | int] = {}
    if not read.extractor_version.isdecimal():
        found["extractor"] = read.extractor_version
    if read.refused:
        found["refused"] = read.refused
    if read.fell_back is not None:
        found["fell_back"] = read.fell_back
    return found


def unpack(body: bytes) -> bytes:
    """A page's body as it was fetched. Raises ``Quarantine`` for what is not zstd, or is a bomb."""
    try:
        unpacked = bytearray()
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            while len(unpacked) <= MOST_BYTES and (piece := reader.read(PIECE)):
                unpacked += piece
    except zstandard.ZstdError as error:
        raise Quarantine(Reason.INVALID_FIELD, f"body: {error}") from None
    if len(unpacked) > MOST_BYTES:
        raise Quarantine(Reason.ENTRY_TOO_LARGE, f"body: more than {MOST_BYTES} bytes")
    return bytes(unpacked)
