"""The fetcher against sites that behave, redirect, or say no."""

import asyncio
import gzip
import ssl

import pytest
import trustme
from aiohttp import web
from aiohttp.test_utils import TestServer

from sayso.contracts import Discard, Disposition, Reason, Retry
from sayso_ingest.handler import open_fetch
from sayso_ingest.settings import IngestSettings
from tests.integration.ingest.conftest import Open, Site
from tests.integration.ingest.servers import answer

PAGE = b"<!doctype html><html><body><p>Hello.</p></body></html>"


async def test_a_page_comes_home_with_the_headers_that_matter(site: Site, fetcher: Open) -> None:
    news = await site(
        answer(PAGE, 'ETag: "7"', "Set-Cookie: a=b", "Content-Language: \xff", kind="text/html; charset=UTF-8")
    )
    page = await (await fetcher(contact="ops@example.com")).fetch(news.url("News.LocalHost", "/a?b#c"))
    assert (page.url, page.final_url) == (news.url("News.LocalHost", "/a?b#c"), news.url(path="/a?b"))
    assert (page.status, page.media, page.charset, page.body, page.redirects) == (200, "html", "utf-8", PAGE, ())
    assert page.headers == {"etag": '"7"', "content-language": "\ufffd", "content-type": "text/html; charset=UTF-8"}
    (request,) = news.requests
    assert request.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert b"User-Agent: Sayso/0.1 (+https://github.com/sayso/sayso) ops@example.com\r\n" in request
    assert b"Accept-Encoding: gzip, deflate, br, zstd\r\n" in request


async def test_escapes_are_sent_as_the_publisher_wrote_them(site: Site, fetcher: Open) -> None:
    news = await site(answer(PAGE))
    await (await fetcher()).fetch(news.url(path="/%7ea%2Cb/../é?q=%2b+x"))
    assert news.requests[0].startswith(b"GET /%7ea%2Cb/../%C3%A9?q=%2b+x HTTP/1.1\r\n")


async def test_connections_and_compression_of_a_real_server(fetcher: Open) -> None:
    peers: list[object] = []

    async def handle(request: web.Request) -> web.Response:
        assert "Cookie" not in request.headers
        peers.append(request.transport and request.transport.get_extra_info("peername"))
        response = web.Response(body=PAGE * 100, content_type="text/html")
        response.set_cookie("seen", "1")
        response.enable_compression(web.ContentCoding.gzip)
        return response

    app = web.Application()
    app.router.add_get("/", handle)
    async with TestServer(app) as server:
        opened = await fetcher()
        for _ in range(3):
            page = await opened.fetch(f"http://news.localhost:{server.port}/")
            assert page.body == PAGE * 100
    assert len(peers) == 3
    assert len(set(peers)) == 1, "the connection is kept for the next page"


@pytest.mark.parametrize(
    ("body", "kind", "media"),
    [
        (PAGE, "text/html", "html"),
        (PAGE, "text/plain", "html"),
        (PAGE, None, "html"),
        (b"Plain words.", "text/plain; charset=utf-8", "text"),
        (b"Plain words." * 1000, None, "text"),
    ],
)
async def test_f8_what_is_read(body: bytes, kind: str | None, media: str, site: Site, fetcher: Open) -> None:
    news = await site(answer(body, kind=kind))
    page = await (await fetcher()).fetch(news.url())
    assert (page.media, page.body) == (media, body)


@pytest.mark.parametrize(
    ("body", "kind", "detail"),
    [
        (b"%PDF-1.7" + b"." * 5000, "text/html", "pdf, declared as text/html"),
        (b"PK\x03\x04....", "text/html", "zip"),
        (b"\xff\xd8\xff\xe0....", "text/plain", "image"),
        (b'{"a": 1}', "application/json", "application/json"),
        (PAGE, "video/mp4", "video/mp4"),
        (b"\x00\x01\x02\x03", None, "binary, declared as nothing"),
    ],
)
async def test_f8_what_is_not_read(body: bytes, kind: str | None, detail: str, site: Site, fetcher: Open) -> None:
    news = await site(answer(body, kind=kind))
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.NOT_HTML, Reason.CONTENT_TYPE)
    assert detail in end.value.detail


@pytest.mark.parametrize(("body", "status"), [(b"", "200 OK"), (b" \r\n\t", "200 OK"), (b"", "204 No Content")])
async def test_an_empty_page_is_no_article(body: bytes, status: str, site: Site, fetcher: Open) -> None:
    news = await site(answer(body, status=status))
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.NO_ARTICLE, Reason.EMPTY)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden", "501 x", "799"])
async def test_statuses_that_end(status: str, site: Site, fetcher: Open) -> None:
    news = await site(answer(PAGE, status=status))
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.HTTP_STATUS)
    assert end.value.detail.startswith(status[:3])


@pytest.mark.parametrize(
    ("status", "headers", "after"),
    [
        ("500 Oops", (), None),
        ("503 Later", ("Retry-After: 120",), 120.0),
        ("429 Slow", ("Retry-After: 999999",), 3600.0),
        ("524 x", ("Retry-After: soon",), None),
    ],
)
async def test_statuses_that_pass(
    status: str, headers: tuple[str, ...], after: float | None, site: Site, fetcher: Open
) -> None:
    news = await site(answer(PAGE, *headers, status=status))
    with pytest.raises(Retry) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.reason, end.value.after) == (Reason.HTTP_STATUS, after)
    assert len(news.requests) == 1, "trying again is the pipeline's business"


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
async def test_redirects_are_followed(status: str, site: Site, fetcher: Open) -> None:
    there = await site(answer(PAGE))
    here = await site(answer(b"moved", f"Location: {there.url('other.localhost', '/b c')}", status=status))
    page = await (await fetcher()).fetch(here.url())
    assert page.final_url == there.url("other.localhost", "/b%20c")
    assert page.redirects == (here.url(),)
    assert page.body == PAGE


@pytest.mark.parametrize(("limit", "hops", "passes"), [(5, 5, True), (5, 6, False), (0, 0, True), (0, 1, False)])
async def test_f7_hops_are_counted(limit: int, hops: int, passes: bool, site: Site, fetcher: Open) -> None:
    page = last = await site(answer(PAGE))
    for _ in range(hops):
        last = await site(answer(b"", f"Location: {last.url()}", status="302 Found"))
    opened = await fetcher(max_redirects=limit)
    if passes:
        assert len((await opened.fetch(last.url())).redirects) == hops
    else:
        with pytest.raises(Discard) as end:
            await opened.fetch(last.url())
        assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.TOO_MANY_REDIRECTS)
        assert page.connections == 0


async def test_f7_a_redirect_loop_ends(site: Site, fetcher: Open) -> None:
    news = await site(answer(b"", "Location: /again", status="302 Found"))
    with pytest.raises(Discard, match="too_many_redirects"):
        await (await fetcher()).fetch(news.url())
    assert len(news.requests) == 6


async def test_a_redirect_to_nowhere_ends(site: Site, fetcher: Open) -> None:
    news = await site(answer(PAGE, status="302 Found"))
    with pytest.raises(Discard, match="302 Found"):
        await (await fetcher()).fetch(news.url())


async def test_a_refresh_header_or_tag_is_not_followed(site: Site, fetcher: Open) -> None:
    secret = await site(answer(PAGE))
    body = b'<meta http-equiv="refresh" content="0;url=%b">' % secret.url().encode()
    news = await site(answer(body, f"Refresh: 0;url={secret.url()}", f'Alt-Svc: h2="127.0.0.1:{secret.port}"'))
    assert (await (await fetcher()).fetch(news.url())).body == body
    assert secret.connections == 0


@pytest.fixture
def unknown_authority() -> ssl.SSLContext:
    """A server's TLS with a certificate of an authority that nobody believes in."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("news.localhost").configure_cert(context)
    return context


async def test_a_certificate_nobody_vouches_for_ends(
    unknown_authority: ssl.SSLContext, site: Site, fetcher: Open
) -> None:
    news = await site(answer(PAGE), tls=unknown_authority)
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.TLS)
    assert "unable to get local issuer" in end.value.detail
    assert news.requests == []


async def test_f10_a_failed_handshake_may_pass(fetcher: Open) -> None:
    async def speak_plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(PAGE))
        writer.close()

    async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Retry) as end:
            await (await fetcher()).fetch(f"https://news.localhost:{port}/")
    assert end.value.reason is Reason.TLS


async def test_the_ability_fetch_gives_a_page(site: Site) -> None:
    news = await site(answer(gzip.compress(PAGE), "Content-Encoding: gzip"))
    async with open_fetch(IngestSettings(allow_private_hosts="*.localhost")) as fetch:
        page = await fetch(news.url())
    assert (page.media, page.final_url, page.status) == ("html", news.url(), 200)
