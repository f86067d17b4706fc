"""The guarded fetcher: one URL in, one page or one named failure out.

Every hop goes through ``domain.url_gate``, every address through ``dial_guard``. aiohttp's own redirects, cookies,
proxies and environment are off: redirects are followed here so that each target is gated, and one deadline covers all
hops. A body is counted while it streams, as sent and as decoded, and looked at as soon as it can be told what it is,
so a bomb, an endless stream or a film costs a bounded amount. What goes wrong is a ``sayso.contracts`` failure
(``http_failures``), never an aiohttp exception. Behind the same walls, any status is an answer for
:meth:`HttpFetcher.fetch_text`, for robots.txt, and :meth:`HttpFetcher.post`, for webhooks. Next:
``sayso_ingest.handler``.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.compression_utils import HAS_BROTLI, HAS_ZSTD
from yarl import URL

from sayso.contracts import Discard, Disposition, Reason, Retry
from sayso.runtime.clock import Clock, utc_now
from sayso_ingest.adapters.dial_guard import DialGuard, Lookup
from sayso_ingest.adapters.http_failures import EXPECTED, Overloaded, failure_of
from sayso_ingest.domain import http_policy
from sayso_ingest.domain.request import A_PAGE, Ask
from sayso_ingest.domain.response import Response, clean, headers_that_matter
from sayso_ingest.domain.sniff import ENOUGH, Media, declared_type, sniff
from sayso_ingest.domain.url_gate import GatedUrl, UrlRefused, gate, gate_redirect
from sayso_ingest.settings import IngestSettings

_READABLE = {"gzip": True, "deflate": True, "br": HAS_BROTLI, "zstd": HAS_ZSTD}
CODINGS = tuple(coding for coding, readable in _READABLE.items() if readable)
"""Content codings asked for, and the only ones read."""

KEEPALIVE = 5.0
"""Seconds an idle connection stays open: long enough for a redirect, short enough for thousands of hosts."""

LONGEST_HEADER = 16_384
"""Bytes of a status line or header field. aiohttp's 8,190 is less than some news sites' security policies."""

READ_AHEAD = 65_536
"""Bytes decoded ahead of being read, times three. aiohttp's 256 KiB would put a Brotli bomb, whose window alone takes
17 MB, over 32 MB."""

LITTLE = 4096
"""Bytes read of the answer to a post: enough for the connection of an honest receiver to be used again."""

A_MOMENT = 0.5
"""Seconds that this little is waited for."""

TEXTS = {"Accept": "text/plain, */*;q=0.1"}

Hop = Callable[[GatedUrl, tuple[str, ...]], Awaitable[None]]
"""Asked before a redirect is followed, with the URLs that led there; it may raise."""


@dataclass(frozen=True, slots=True)
class Text:
    """An answer to :meth:`HttpFetcher.fetch_text`. ``retry_after`` in seconds."""

    status: int
    body: bytes = b""
    retry_after: float | None = None


class HttpFetcher:
    """Fetches pages over one connection pool. An async context manager; ``lookup`` replaces DNS in tests."""

    def __init__(self, settings: IngestSettings, *, clock: Clock = utc_now, lookup: Lookup | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._private_hosts = settings.private_hosts
        self._guard = DialGuard(self._private_hosts, dns_timeout=settings.dns_timeout, lookup=lookup)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._guard,
            socket_factory=self._guard.make_socket,
            use_dns_cache=False,
            limit=self._settings.max_connections,
            keepalive_timeout=KEEPALIVE,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._settings.connect_timeout),
            read_bufsize=READ_AHEAD,
            max_line_size=LONGEST_HEADER,
            max_field_size=LONGEST_HEADER,
            headers={
                "User-Agent": self._settings.full_user_agent,
                "Accept-Encoding": ", ".join(CODINGS),
            },
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(
        self, url: str, *, trail: Sequence[str] = (), on_redirect: Hop | None = None, ask: Ask = A_PAGE
    ) -> Response:
        """The page a URL leads to, or a 304 without a body. ``trail`` led to the URL and counts.

        Raises :class:`sayso.contracts.Failure`.
        """
        async with _bounded(self._settings.fetch_deadline):
            target = gate(url, self._private_hosts)
            redirects = list(trail)
            while True:
                async with self._get(target, ask.headers(target.url)) as answer:
                    location = self._where_to(answer)
                    if location is None:
                        return await self._read(url, target, tuple(redirects), answer, ask)
                redirects.append(target.url)
                if len(redirects) > self._settings.max_redirects:
                    raise Discard(
                        Disposition.UNREACHABLE,
                        Reason.TOO_MANY_REDIRECTS,
                        f"more than {self._settings.max_redirects}, the last to {clean(location)[:100]}",
                    )
                target = gate_redirect(target, location, self._private_hosts)
                if on_redirect is not None:
                    await on_redirect(target, tuple(redirects))

    async def fetch_text(self, url: str, *, most: int, hops: int, deadline: float) -> Text:
        """Whatever stands at a URL: any status, and of the body at most one byte more than ``most``.

        A redirect that leads too far, or where Sayso does not go, is an answer too: its own status. Raises
        :class:`sayso.contracts.Failure` if the URL itself is not one that Sayso fetches, or does not answer.
        """
        moved: Text | None = None
        try:
            async with _bounded(deadline):
                target = gate(url, self._private_hosts)
                while True:
                    async with self._get(target, TEXTS) as answer:
                        location = answer.headers.get("Location")
                        if http_policy.verdict(answer.status) != "follow" or location is None:
                            return await self._text(answer, most)
                        moved = Text(answer.status)
                    if hops == 0:
                        return moved
                    hops -= 1
                    target = gate_redirect(target, location, self._private_hosts)
        except Discard:
            if moved is None:
                raise
            return moved

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], *, deadline: float) -> Text:
        """Send a body; any status is an answer, a redirect's too. Of what is answered a little is read, and left.

        Raises :class:`sayso.contracts.Failure` if the URL is not one that Sayso speaks to, or does not answer.
        """
        async with _bounded(deadline):
            target = gate(url, self._private_hosts)
            async with self._ask("POST", target, {**headers, "Accept-Encoding": "identity"}, body) as answer:
                with suppress(*EXPECTED):  # the status is the answer, whatever becomes of the rest
                    async with asyncio.timeout(A_MOMENT):
                        await answer.content.read(LITTLE)
                return Text(answer.status, retry_after=self._retry_after(answer))

    def _get(self, target: GatedUrl, headers: dict[str, str]) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self._ask("GET", target, headers)

    def _ask(
        self, method: str, target: GatedUrl, headers: Mapping[str, str], body: bytes | None = None
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        assert self._session is not None, "HttpFetcher is used inside `async with`"
        dialled = URL(target.url, encoded=True)
        if (dialled.raw_host, dialled.port) != (target.host, target.port):
            raise UrlRefused("url_malformed", "two readings of where it leads")
        if target.is_address:
            self._guard.approve_literal(target.host, target.port)
        return self._session.request(method, dialled, allow_redirects=False, headers=headers, data=body)

    def _where_to(self, answer: aiohttp.ClientResponse) -> str | None:
        """The Location of a redirect, None for a page to read. Raises a failure for any other status."""
        said = _status_line(answer.status)
        match http_policy.verdict(answer.status):
            case "read" | "unchanged":
                return None
            case "follow" if location := answer.headers.get("Location"):
                return location
            case "retry":
                failure = Overloaded if answer.status in http_policy.OVERLOADED else Retry
                raise failure(Reason.HTTP_STATUS, said, after=self._retry_after(answer))
            case _:
                raise Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, said)

    def _retry_after(self, answer: aiohttp.ClientResponse) -> float | None:
        return http_policy.retry_after(answer.headers.get("Retry-After"), self._clock())

    async def _text(self, answer: aiohttp.ClientResponse, most: int) -> Text:
        _refuse_coding(answer)
        body = bytearray()
        async for chunk in answer.content.iter_any():
            body += chunk
            if len(body) > most:
                break
        return Text(answer.status, bytes(body[: most + 1]), self._retry_after(answer))

    async def _read(
        self, url: str, target: GatedUrl, redirects: tuple[str, ...], answer: aiohttp.ClientResponse, ask: Ask
    ) -> Response:
        _refuse_coding(answer)
        header = answer.headers.get("Content-Type")
        declared, charset = declared_type(header and clean(header))
        body = b""
        media: Media = "html"
        if http_policy.verdict(answer.status) == "unchanged":
            if not ask.conditions(target.url):
                raise Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, "304, though nothing was at hand")
        else:
            if not ask.may_be_read(declared):
                raise Discard(Disposition.NOT_HTML, Reason.CONTENT_TYPE, declared)
            body, media = await self._body(answer, declared, ask)
        return Response(
            url=url,
            final_url=target.url,
            status=answer.status,
            media=media,
            charset=charset,
            body=body,
            headers=headers_that_matter(answer.headers.items()),
            redirects=redirects,
        )

    async def _body(self, answer: aiohttp.ClientResponse, declared: str, ask: Ask) -> tuple[bytes, Media]:
        limit = self._settings.max_body
        if (answer.content_length or 0) > limit:
            raise Discard(Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE, f"{answer.content_length} bytes announced")
        body = BytesIO()  # unlike a bytearray it gives its bytes away without a copy
        media: Media | None = None
        async for chunk in answer.content.iter_any():
            body.write(chunk)
            if body.tell() > limit or answer.content.total_raw_bytes > limit:
                raise Discard(Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE, f"more than {limit} bytes")
            if media is None and body.tell() >= ENOUGH:
                media = _media(bytes(body.getbuffer()[:ENOUGH]), declared, ask)
        whole = body.getvalue()
        if not whole or whole.isspace():
            raise Discard(Disposition.NO_ARTICLE, Reason.EMPTY, _status_line(answer.status))
        return whole, media or _media(whole, declared, ask)


@asynccontextmanager
async def _bounded(seconds: float) -> AsyncIterator[None]:
    """A deadline, and one language for what goes wrong."""
    try:
        async with asyncio.timeout(seconds) as deadline:
            yield
    except UrlRefused as refused:
        raise Discard(Disposition.REFUSED, Reason(refused.reason), refused.detail) from None
    except EXPECTED as error:
        if deadline.expired():
            raise Retry(Reason.TIMEOUT, f"not done in {seconds:g} s") from None
        raise failure_of(error) from error


def _media(head: bytes, declared: str, ask: Ask) -> Media:
    media = ask.media_of(head, declared)
    if media is None:
        detail = f"{sniff(head, declared)}, declared as {declared or 'nothing'}"
        raise Discard(Disposition.NOT_HTML, Reason.CONTENT_TYPE, detail)
    return media


def _refuse_coding(answer: aiohttp.ClientResponse) -> None:
    """One content coding at most, and one that was asked for: bombs in bombs are nobody's honest page."""
    codings = ",".join(answer.headers.getall("Content-Encoding", ())).lower()
    if codings not in {"", "identity", *CODINGS}:
        raise Discard(Disposition.UNREACHABLE, Reason.CONTENT_ENCODING, clean(codings)[:100])


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
