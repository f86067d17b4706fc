"""From a document, fetched or given, to the event that stands on ``pages``.

An entry may bring its document (``html`` or ``text``); its URL, if it has one, then only says where the document is
from. Who asks: ``handler``.
"""

import hashlib

import zstandard

from sayso.contracts import Discard, Disposition, Reason
from sayso.contracts.events import Media, PageFetched, UrlPushed
from sayso_ingest.domain.response import Response
from sayso_ingest.domain.url_gate import UrlRefused, parse

COMPRESSION_LEVEL = 3
"""zstd's default: a page shrinks to a fifth in about a millisecond."""


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
    archived: str | None = None,
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
        redirects=response.redirects,
        fetched_at=fetched_at,
        archived=archived,
        body=zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(response.body),
        sha256=hashlib.sha256(response.body).hexdigest(),
        source=source,
        tags=tags,
        correlation_id=correlation_id,
    )
