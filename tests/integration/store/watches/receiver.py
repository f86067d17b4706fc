"""A webhook's receiver on loopback, which answers as a test says and keeps what it was sent."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Got:
    """One request. Header names in lower case."""

    headers: dict[str, str]
    body: bytes

    @property
    def match_id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.body)
        return value


@dataclass(frozen=True, slots=True)
class Says:
    """How to answer: a status with headers, after a while, or by hanging up."""

    status: int = 200
    headers: tuple[str, ...] = ()
    after: float = 0.0
    hangs_up: bool = False
    endless: bool = False


@dataclass
class Receiver:
    """An HTTP server on a free port."""

    answer: Callable[[Got], Says] = lambda _: Says()
    got: list[Got] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> "Receiver":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        await asyncio.sleep(0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [each.match_id for each in self.got]

    @property
    def positions(self) -> list[int]:
        return [each.said["position"] for each in self.got]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            got = Got(headers, await reader.readexactly(int(headers["content-length"])))
            self.got.append(got)
            says = self.answer(got)
            await asyncio.sleep(says.after)
            if says.hangs_up:
                return
            length = () if says.endless else ("Content-Length: 2",)
            lines = [f"HTTP/1.1 {says.status} X", "Connection: close", *length, *says.headers]
            writer.write("\r\n".join([*lines, "", ""]).encode())
            writer.write(b"ok")
            await writer.drain()
            while says.endless:
                writer.write(b"x" * 10_000)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.at_once -= 1
            writer.close()
