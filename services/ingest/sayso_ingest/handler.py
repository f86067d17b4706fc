"""Ingest's handler: a pushed entry in, a ``PageFetched`` on ``pages`` out.

An entry that brings its document (``html`` or ``text``) is not fetched; its URL, if it has one, only says where the
document is from. Everything else goes through the guarded fetcher. Failures pass through as they are: the fetcher
already speaks the pipeline's words. The same code answers the command line's ability ``fetch`` (:func:`open_fetch`).
Input comes from ``urls`` by way of ``sayso.runtime.delivery``; the next stage is extract.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import zstandard

from sayso.contracts import Discard, Disposition, Done, Output, Reason
from sayso.contracts.events import Media, PageFetched, UrlPushed
from sayso.runtime.abilities import Fetch
from sayso.runtime.clock import Clock, iso, utc_now
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.url_gate import UrlRefused, parse
from sayso_ingest.settings import MEGABYTE, IngestSettings

COMPRESSION_LEVEL = 3
"""zstd's default: a page shrinks to a fifth in about a millisecond."""


class Fetcher(Protocol):
    """Whatever brings pages home. Raises ``contracts.Failure``."""

    async def fetch(self, url: str) -> Response: ...


class Ingest:
    """Handler of the stage ``ingest``."""

    def __init__(self, fetcher: Fetcher, clock: Clock = utc_now, *, max_body: int = 10 * MEGABYTE) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._max_body = max_body

    async def __call__(self, pushed: UrlPushed, *, correlation_id: str) -> Done:
        """Fetch the URL, or take the document given."""
        response = inline(pushed, self._max_body) or await self._fetcher.fetch(pushed.url or "")
        page = page_of(
            response,
            fetched_at=iso(self._clock()),
            source=pushed.source,
            tags=pushed.tags,
            correlation_id=pushed.correlation_id or correlation_id,
        )
        return Done(
            Disposition.FETCHED,
            outputs=(Output("pages", page),),
            facts={"status": response.status, "bytes": len(response.body), "redirects": len(response.redirects)},
        )


def inline(pushed: UrlPushed, max_body: int) -> Response | None:
    """The document an entry brings with it, None if it is to be fetched. Raises ``Discard``."""
    media: Media
    charset: str | None
    if pushed.html:
        body, media, charset = pushed.html, "html", None
    elif pushed.text:
        body, media, charset = pushed.text.encode(), "text", "utf-8"
    else:
        return None
    if len(body) > max_body:
        raise Discard(Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE, f"{len(body)} bytes given, more than {max_body}")
    if not body.strip():
        raise Discard(Disposition.NO_ARTICLE, Reason.EMPTY, "the document given is empty")
    urn = f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    try:
        final_url = parse(pushed.url).url if pushed.url else urn
    except UrlRefused as refused:
        raise Discard(Disposition.REFUSED, Reason(refused.reason), refused.detail) from None
    return Response(pushed.url or urn, final_url, status=200, media=media, charset=charset, body=body)


def page_of(
    response: Response,
    *,
    fetched_at: str,
    source: str | None = None,
    tags: str | None = None,
    correlation_id: str | None = None,
) -> PageFetched:
    """The event of a fetched page."""
    return PageFetched(
        url=response.url,
        final_url=response.final_url,
        status=response.status,
        media=response.media,
        charset=response.charset,
        http_headers=response.headers,
        fetched_at=fetched_at,
        body=zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(response.body),
        sha256=hashlib.sha256(response.body).hexdigest(),
        source=source,
        tags=tags,
        correlation_id=correlation_id,
    )


def open_fetch(settings: IngestSettings, *, clock: Clock = utc_now) -> AbstractAsyncContextManager[Fetch]:
    """The ability ``fetch``: open it, call it with URLs, close it."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Fetch]:
        async with HttpFetcher(settings, clock=clock) as fetcher:

            async def fetch(url: str) -> PageFetched:
                return page_of(await fetcher.fetch(url), fetched_at=iso(clock()))

            yield fetch

    return opened()
