"""Catalogue F: whatever a server sends, it costs a bounded amount and ends with a name."""

import asyncio
import gzip
import socket
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from sayso.contracts import Discard, Disposition, Failure, Reason, Retry
from tests.integration.ingest.conftest import Open, Site
from tests.integration.ingest.servers import Behave, answer

brotli = pytest.importorskip("brotli")
MEGABYTE = 1_000_000
BLOWN_UP = b"<p>" + b"a" * (64 * MEGABYTE)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def compress_brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=1))


@pytest.mark.parametrize(
    ("coding", "compress"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", compress_brotli)],
    ids=["gzip", "deflate", "br"],
)
async def test_f1_a_bomb_is_left_at_the_limit(
    coding: str, compress: Callable[[bytes], bytes], site: Site, fetcher: Open
) -> None:
    bomb = compress(BLOWN_UP)
    assert len(bomb) < MEGABYTE
    news = await site(answer(bomb, f"Content-Encoding: {coding}"))
    opened = await fetcher(max_body=MEGABYTE)
    tracemalloc.start()
    try:
        with pytest.raises(Discard) as end:
            await opened.fetch(news.url())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (end.value.disposition, end.value.reason) == (Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE)
    assert peak < 16 * MEGABYTE


async def test_the_limit_is_exact(site: Site, fetcher: Open) -> None:
    body = b"<p>" + b"a" * 9_997
    news = await site(answer(gzip.compress(body), "Content-Encoding: gzip"))
    assert (await (await fetcher(max_body=10_000)).fetch(news.url())).body == body
    with pytest.raises(Discard, match="body_too_large"):
        await (await fetcher(max_body=9_999)).fetch(news.url())


async def test_what_is_sent_is_bounded_even_if_it_decodes_to_little(site: Site, fetcher: Open) -> None:
    nothing = gzip.compress(b"") * 1000 + gzip.compress(b"<p>Hello</p>")
    news = await site(HEAD + b"Content-Encoding: gzip\r\n\r\n" + nothing)
    with pytest.raises(Discard, match="body_too_large"):
        await (await fetcher(max_body=10_000)).fetch(news.url())
    assert (await (await fetcher()).fetch(news.url())).body == b"<p>Hello</p>"


async def test_f3_an_endless_body_is_left_at_the_limit(site: Site, fetcher: Open) -> None:
    sent = 0

    async def pour(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"2710\r\n" + b"<p>aaaaaaa" * 1000 + b"\r\n")
            await writer.drain()
            sent += 10_000

    news = await site(pour)
    with pytest.raises(Discard) as end:
        await (await fetcher(max_body=MEGABYTE)).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.TOO_LARGE, Reason.BODY_TOO_LARGE)
    assert sent < 30 * MEGABYTE


async def test_f3_a_body_announced_too_large_is_not_read(site: Site, fetcher: Open) -> None:
    news = await site(HEAD + b"Content-Length: 99000000000\r\n\r\nabc")
    with pytest.raises(Discard, match="99000000000 bytes announced"):
        await (await fetcher()).fetch(news.url())


def drip(first: bytes, piece: bytes) -> Behave:
    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.05)

    return behave


@pytest.mark.parametrize(
    "behave",
    [
        drip(HEAD + b"Content-Length: 100000\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        drip(b"", b""),
    ],
    ids=["body", "headers", "endless 103", "chunks", "silence"],
)
async def test_f4_a_slow_server_is_left_at_the_deadline(behave: Behave, site: Site, fetcher: Open) -> None:
    news = await site(behave)
    started = time.monotonic()
    with pytest.raises(Retry) as end:
        await (await fetcher(fetch_deadline=0.4)).fetch(news.url())
    assert end.value.reason is Reason.TIMEOUT
    assert end.value.detail == "not done in 0.4 s"
    assert 0.3 < time.monotonic() - started < 1.4


async def test_f7_the_deadline_is_shared_by_all_hops(site: Site, fetcher: Open) -> None:
    async def ponder(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        writer.write(answer(b"", "Location: /again", status="302 Found"))
        await writer.drain()

    news = await site(ponder)
    with pytest.raises(Retry, match="timeout"):
        await (await fetcher(fetch_deadline=0.6)).fetch(news.url())
    assert len(news.requests) == 3


@pytest.mark.parametrize(
    "codings", [("gzip, gzip",), ("gzip", "gzip"), ("compress",), ("x-unknown",), ("br, gzip",), ("zstd, zstd",)]
)
async def test_f2_one_known_content_coding_at_most(codings: tuple[str, ...], site: Site, fetcher: Open) -> None:
    body = gzip.compress(gzip.compress(b"<p>Hello</p>"))
    news = await site(answer(body, *(f"Content-Encoding: {coding}" for coding in codings)))
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.CONTENT_ENCODING)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_f2_a_coding_that_is_not_what_it_says(coding: str, site: Site, fetcher: Open) -> None:
    news = await site(answer(b"<p>Hello, uncompressed</p>", f"Content-Encoding: {coding}"))
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert end.value.reason is Reason.CONTENT_ENCODING


@pytest.mark.parametrize(
    "headers",
    [b"".join(b"X-%d: a\r\n" % n for n in range(5_000)), b"X-Long: " + b"a" * 100_000 + b"\r\n"],
    ids=["many", "long"],
)
async def test_f5_headers_are_bounded(headers: bytes, site: Site, fetcher: Open) -> None:
    news = await site(HEAD + headers + b"Content-Length: 3\r\n\r\nabc")
    with pytest.raises(Discard) as end:
        await (await fetcher()).fetch(news.url())
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.HEADERS_TOO_LARGE)


async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 1000\r\n\r\n<p>Hello")
    await writer.drain()
    await asyncio.sleep(0.1)
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


@pytest.mark.parametrize(
    ("behaviour", "reasons"),
    [
        (reset, {Reason.CONNECT, Reason.HTTP_PROTOCOL}),
        (hang_up, {Reason.CONNECT}),
        (HEAD + b"Content-Length: 1000\r\n\r\n<p>Hello", {Reason.HTTP_PROTOCOL}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>Hello", {Reason.HTTP_PROTOCOL}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>He", {Reason.HTTP_PROTOCOL}),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<p>Hello", {Reason.HTTP_PROTOCOL}),
        (b"<p>Hello, this is HTTP/0.9", {Reason.HTTP_PROTOCOL}),
        (b"\x16\x03\x01\x00\x05\r\n\r\n", {Reason.HTTP_PROTOCOL}),
    ],
    ids=["reset", "hang up", "short", "bad chunk", "short chunk", "two lengths", "http/0.9", "garbage"],
)
async def test_f10_a_broken_answer_is_tried_again_later(
    behaviour: bytes | Behave, reasons: set[Reason], site: Site, fetcher: Open
) -> None:
    news = await site(behaviour)
    with pytest.raises(Retry) as end:
        await (await fetcher()).fetch(news.url())
    assert end.value.reason in reasons
    assert end.value.detail


async def test_f10_nobody_listening_is_tried_again_later(site: Site, fetcher: Open) -> None:
    news = await site(b"")
    await news.stop()
    with pytest.raises(Retry) as end:
        await (await fetcher()).fetch(news.url())
    assert end.value.reason is Reason.CONNECT


async def test_many_failures_leave_no_connection_behind(site: Site, fetcher: Open) -> None:
    news = await site(answer(b"<p>" + b"a" * 5000))
    opened = await fetcher(max_body=1000, max_connections=2)
    ends = await asyncio.gather(*(opened.fetch(news.url()) for _ in range(20)), return_exceptions=True)
    assert all(isinstance(end, Failure) and end.reason is Reason.BODY_TOO_LARGE for end in ends)
