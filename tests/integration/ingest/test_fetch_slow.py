"""Catalogue F4 and F6: servers that take their time end at the deadline, and take nobody else's."""

import asyncio
import time
from pathlib import Path

import pytest

from sayso.contracts import Failure, Reason, Retry
from sayso_ingest.adapters.http import HttpFetcher
from tests.integration.ingest.conftest import Open, Site
from tests.integration.ingest.servers import answer

pytestmark = pytest.mark.alone

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<!doctype html><p>Hello.</p>"
BIT = 0.5


async def a_byte_now_and_then(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, first: bytes) -> None:
    """What is sent first, then a byte each half second for as long as anybody listens."""
    writer.write(first)
    while not reader.at_eof():
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(BIT)


async def ended_in(seconds: float, opened: HttpFetcher, url: str) -> Retry:
    began = time.monotonic()
    with pytest.raises(Retry) as end:
        await opened.fetch(url)
    assert time.monotonic() - began < seconds + 1
    return end.value


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", HEAD + b"Content-Length: 5000\r\n\r\n", b"HTTP/1.1 200 "],
    ids=["headers", "body", "status line"],
)
async def test_f4_a_byte_each_half_second_ends_at_the_deadline(first: bytes, site: Site, fetcher: Open) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await a_byte_now_and_then(reader, writer, first)

    news = await site(drip)
    end = await ended_in(1.2, await fetcher(fetch_deadline=1.2), news.url())
    assert (end.reason, end.detail) == (Reason.TIMEOUT, "not done in 1.2 s")


@pytest.mark.parametrize("hello", [b"", b"\x16\x03\x03\x00\x7a\x02\x00"], ids=["nothing", "half a server hello"])
async def test_f4_a_tls_hello_that_does_not_come_ends_at_the_deadline(hello: bytes, fetcher: Open) -> None:
    async def hesitate(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(hello)
        await asyncio.sleep(30)

    server = await asyncio.start_server(hesitate, "127.0.0.1", 0)
    try:
        url = f"https://news.localhost:{server.sockets[0].getsockname()[1]}/"
        end = await ended_in(0.8, await fetcher(fetch_deadline=0.8), url)
        assert end.reason is Reason.TIMEOUT
        end = await ended_in(0.5, await fetcher(connect_timeout=0.5), url)
        assert end.reason in {Reason.TIMEOUT, Reason.CONNECT, Reason.TLS}
    finally:
        server.close()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux shows them")
async def test_f6_slow_servers_hold_up_no_good_ones_and_nothing_stays_open(site: Site, fetcher: Open) -> None:
    async def dawdle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await a_byte_now_and_then(reader, writer, HEAD + b"Content-Length: 5000\r\n\r\n")

    many, deadline = 50, 2.0
    slow, good = await site(dawdle), await site(answer(PAGE))
    opened = await fetcher(fetch_deadline=deadline, max_connections=2 * many)
    times: list[float] = []

    async def visit(url: str, times: list[float]) -> str:
        began = time.monotonic()
        try:
            await opened.fetch(url)
        except Failure as error:
            return error.reason
        times.append(time.monotonic() - began)
        return "fetched"

    alone: list[float] = []
    assert set(await asyncio.gather(*(visit(good.url(f"g{n}.localhost"), alone) for n in range(many)))) == {"fetched"}
    counts: list[int] = []
    for _ in range(3):
        await asyncio.sleep(0.1)
        counts.append(open_files())
        waiting = [asyncio.create_task(visit(slow.url(f"s{n}.localhost"), [])) for n in range(many)]
        while slow.connections < many * len(counts):
            await asyncio.sleep(0.01)
        ends = await asyncio.gather(*(visit(good.url(f"g{n}.localhost"), times) for n in range(many)))
        assert set(ends) == {"fetched"}, "though as many slow ones are under way"
        assert set(await asyncio.gather(*waiting)) == {"timeout"}
    print(f"\nF6: slowest of {many} good ones {max(alone):.3f} s alone, {max(times):.3f} s beside {many} slow ones")
    assert max(times) < deadline / 2
    await asyncio.sleep(0.2)
    assert open_files() <= counts[0] + 2, "every connection is closed in the end"
