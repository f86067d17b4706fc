"""Servers and names for the fetcher's tests: raw bytes on loopback, so that any misbehaviour can be written down."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence

Behave = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

_TLS_HELLO = b"\x16"


class Listener:
    """A server on a free loopback port that counts connections and keeps the requests it read."""

    def __init__(self, answer: bytes | Behave, tls: ssl.SSLContext | None = None) -> None:
        self._answer = answer
        self._tls = tls
        self._server: asyncio.Server | None = None
        self.connections = 0
        self.requests: list[bytes] = []
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()

    def url(self, host: str = "news.localhost", path: str = "/") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            first = await reader.readexactly(1)
            if first == _TLS_HELLO:  # to a server that speaks none, which would wait for the rest for ever
                return
            self.requests.append(first + await reader.readuntil(b"\r\n\r\n"))
            if isinstance(self._answer, bytes):
                writer.write(self._answer)
                await writer.drain()
            else:
                await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", kind: str | None = "text/html") -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class FakeDns:
    """Answers from a table, counts the questions, and rebinds: each question takes the next answer, the last stays."""

    def __init__(self, **answers: Sequence[str]) -> None:
        self._answers = {name.replace("_", "."): [each.split() for each in given] for name, given in answers.items()}
        self.questions: list[str] = []

    async def __call__(self, host: str) -> Sequence[str]:
        self.questions.append(host)
        given = self._answers.get(host)
        if given is None:
            raise OSError(f"no such name: {host}")
        return given.pop(0) if len(given) > 1 else given[0]
