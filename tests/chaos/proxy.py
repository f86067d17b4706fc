"""A TCP proxy on loopback that misbehaves when told to, between the workers and Redis.

``pass``      what comes in goes out, after ``delay`` seconds
``partition`` nothing goes through in either direction, connections stay open, new ones are accepted and hang
``half_open`` what clients send arrives, what the server answers does not: commands are carried out, nobody knows

:meth:`Proxy.reset` ends all connections with RST. One asyncio loop in a thread of its own; upstream is a unix socket.
"""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Mode = Literal["pass", "partition", "half_open"]

_CHUNK = 65536
_RST = struct.pack("ii", 1, 0)
"""SO_LINGER on, for zero seconds: a close is a reset."""


class Proxy:
    """The proxy. Change ``mode`` and ``delay`` at any time; :meth:`heal` sets both right."""

    def __init__(self, upstream: Path) -> None:
        self.port = 0
        self.delay = 0.0
        self._upstream = upstream
        self._loop = asyncio.new_event_loop()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._open: dict[Literal["up", "down"], asyncio.Event] = {}

    @property
    def url(self) -> str:
        """Redis, through the proxy."""
        return f"redis://127.0.0.1:{self.port}"

    def set_mode(self, mode: Mode) -> None:
        """Begin to behave so. Returns when it is in effect."""
        asyncio.run_coroutine_threadsafe(self._set(mode), self._loop).result(10)

    def heal(self) -> None:
        """Behave well again."""
        self.delay = 0.0
        self.set_mode("pass")

    def reset(self) -> int:
        """RST on every connection; how many those were."""
        return asyncio.run_coroutine_threadsafe(self._reset(), self._loop).result(10)

    async def _set(self, mode: Mode) -> None:
        for way, gate in self._open.items():
            if mode == "pass" or (mode == "half_open" and way == "up"):
                gate.set()
            else:
                gate.clear()

    async def _reset(self) -> int:
        writers = list(self._writers)
        for writer in writers:
            connection = writer.get_extra_info("socket")
            if connection is not None and connection.family == socket.AF_INET:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
            writer.transport.abort()
        return len(writers) // 2

    async def _start(self) -> None:
        self._open = {"up": asyncio.Event(), "down": asyncio.Event()}
        await self._set("pass")
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.add(writer)
        try:
            up_reader, up_writer = await asyncio.open_unix_connection(self._upstream)
            self._writers.add(up_writer)
            try:
                ways = [
                    asyncio.create_task(self._pump("up", reader, up_writer)),
                    asyncio.create_task(self._pump("down", up_reader, writer)),
                ]
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                for way in ways:
                    way.cancel()
            finally:
                self._writers.discard(up_writer)
                up_writer.close()
        except OSError:
            return
        finally:
            self._writers.discard(writer)
            self._tasks.discard(task)
            writer.close()

    async def _pump(
        self, way: Literal["up", "down"], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                await self._open[way].wait()
                writer.write(data)
                await writer.drain()

    async def _stop(self) -> None:
        await self._reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.sleep(0.05)


@contextlib.contextmanager
def proxied(upstream: Path) -> Iterator[Proxy]:
    """A proxy for the time of a ``with`` block."""
    proxy = Proxy(upstream)
    thread = threading.Thread(target=proxy._loop.run_forever, name="proxy", daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(proxy._start(), proxy._loop).result(10)
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(proxy._stop(), proxy._loop).result(10)
        proxy._loop.call_soon_threadsafe(proxy._loop.stop)
        thread.join(10)
