"""``make bench-fetch``: what the guards cost. Prints tables; asserts nothing.

CPU of this process for a 50 kB page from a loopback server, which is a process of its own: the guarded fetcher against
a bare aiohttp loop that reads the same pages, at 100 at a time. The two take turns, so that a busy machine is busy for
both, and the median of the rounds counts. Twice: with connections kept alive, where what is asked of the guard is
little, and with a new connection for each page, where every page passes the resolver and the socket factory. Then what
a 1 GiB bomb costs, as catalogue F1 measures it.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp

from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.settings import IngestSettings
from tests.integration.ingest.bombs import BOMBS
from tests.integration.ingest.cost import cost_of
from tests.integration.ingest.servers import Listener, answer

AT_ONCE = 100
PAGES = 2000
ROUNDS = 7
SENTENCE = b"<p>The harbour of Ostrel will be dredged in spring, the council said on Tuesday.</p>\n"
BODY = (b"<!doctype html><html><head><title>Harbour</title></head><body>" + SENTENCE * 600)[:50_000]

Get = Callable[[], Awaitable[int]]


class PageServer(asyncio.Protocol):
    """Answers every request with the same page. It reads only what it must, so as to leave the processor alone."""

    def __init__(self, *, keep: bool) -> None:
        connection = "keep-alive" if keep else "close"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(BODY)}\r\nConnection: {connection}"
        self._page, self._keep, self._read = head.encode() + b"\r\n\r\n" + BODY, keep, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        if self._read.endswith(b"\r\n\r\n"):
            self._read = b""
            self._transport.write(self._page)
            if not self._keep:
                self._transport.close()


async def serve() -> None:
    """The server's process: prints its two ports, and lives as long as its standard input."""
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda keep=keep: PageServer(keep=keep), "127.0.0.1", 0, backlog=1000)  # type: ignore[misc]
        for keep in (True, False)
    ]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@asynccontextmanager
async def page_server() -> AsyncIterator[tuple[int, int]]:
    """A server with connections kept alive, and one without: their ports."""
    command = [sys.executable, "-m", "tests.benchmark.fetch", "serve"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    kept, closed = (await process.stdout.readline()).split()
    try:
        yield int(kept), int(closed)
    finally:
        process.stdin.close()
        await process.wait()


async def cpu_of(get: Get, pages: int) -> float:
    """Microseconds of this process's CPU for a page."""
    left = iter(range(pages))

    async def one_after_another() -> None:
        for _ in left:
            assert await get() == len(BODY)

    began = time.process_time()
    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return (time.process_time() - began) / pages * 1e6


async def compare(port: int) -> tuple[float, float]:
    """Median CPU of a page, bare and guarded."""
    settings = IngestSettings(allow_private_hosts=f"*.localhost:{port}", max_connections=AT_ONCE)
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with HttpFetcher(settings) as fetcher, aiohttp.ClientSession(connector=connector) as session:

        async def bare() -> int:
            async with session.get(f"http://127.0.0.1:{port}/") as response:
                return len(await response.read())

        async def guarded() -> int:
            return len((await fetcher.fetch(f"http://news.localhost:{port}/")).body)

        for get in (bare, guarded):
            await cpu_of(get, AT_ONCE)
        rounds = [(await cpu_of(bare, PAGES), await cpu_of(guarded, PAGES)) for _ in range(ROUNDS)]
    return statistics.median(each[0] for each in rounds), statistics.median(each[1] for each in rounds)


async def bombs() -> None:
    """A table of what bombs cost."""
    print(f"\n{'1 GiB of':20} {'sent':>10} {'seconds':>9} {'CPU s':>7} {'stall ms':>9} {'memory MB':>10}  end")
    small = Listener(answer(b"<!doctype html><p>Hello.</p>"))
    await small.start()
    for name, (coding, make) in BOMBS.items():
        bomb = make()
        listener = Listener(answer(bomb, f"Content-Encoding: {coding}"))
        await listener.start()
        cost = await cost_of(listener.url(), small.url())
        await listener.stop()
        print(
            f"{name:20} {len(bomb):>10,} {cost.seconds:>9.3f} {cost.cpu:>7.3f} {cost.stall * 1000:>9.0f} "
            f"{cost.memory:>10.1f}  {cost.end}"
        )
    await small.stop()


async def compared() -> list[tuple[str, float, float]]:
    """For each kind of connection: its name, CPU µs a page bare, and guarded."""
    async with page_server() as ports:
        return [(name, *await compare(port)) for name, port in zip(("kept alive", "one a page"), ports, strict=True)]


async def main() -> None:
    print(
        f"{len(BODY):,} bytes a page, {AT_ONCE} at once, median of {ROUNDS} rounds of {PAGES:,} pages; CPU µs a page\n"
    )
    print(f"{'connections':20} {'bare':>8} {'guarded':>8} {'ratio':>6}")
    for name, bare, guarded in await compared():
        print(f"{name:20} {bare:>8.0f} {guarded:>8.0f} {guarded / bare:>6.2f}")
    await bombs()


if __name__ == "__main__":
    asyncio.run(serve() if sys.argv[1:] == ["serve"] else main())
