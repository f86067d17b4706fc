"""Extract's handler: a fetched page in, its article and statements on ``statements``.

An article in which nobody says anything goes on too, so that the store knows it; its disposition says so. What the
page itself is wrong about comes as a ``Failure`` from ``parsers`` and passes through.
"""

import zstandard

from sayso.contracts import Disposition, Done, Output, Quarantine, Reason
from sayso.contracts.events import PageFetched, StatementsFound
from sayso_extract.document import EXTRACTOR_VERSION
from sayso_extract.parsers import Parsers

MOST_BYTES = 64 * 1024 * 1024
"""The largest body that is unpacked: ingest bounds bodies well below it, an inline document may be larger."""


class Extract:
    """Handler of the stage ``extract``."""

    def __init__(self, parsers: Parsers) -> None:
        self._parsers = parsers

    async def __call__(self, page: PageFetched, *, correlation_id: str) -> Done:
        """Read the page."""
        read = await self._parsers.read(
            unpack(page.body),
            url=page.final_url,
            media=page.media,
            charset=page.charset,
            fetched_at=page.fetched_at,
            led_here=(page.url, *page.redirects),
        )
        found = StatementsFound(
            article=read.article,
            text=read.text,
            statements=read.statements,
            extractor_version=EXTRACTOR_VERSION,
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
            },
        )


def unpack(body: bytes) -> bytes:
    """A page's body as it was fetched. Raises ``Quarantine`` for what is not zstd, or is a bomb."""
    try:
        with zstandard.ZstdDecompressor().stream_reader(body) as reader:
            unpacked = reader.read(MOST_BYTES + 1)
    except zstandard.ZstdError as error:
        raise Quarantine(Reason.INVALID_FIELD, f"body: {error}") from None
    if len(unpacked) > MOST_BYTES:
        raise Quarantine(Reason.ENTRY_TOO_LARGE, f"body: more than {MOST_BYTES} bytes")
    return unpacked
