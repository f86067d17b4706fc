"""A very small HTTP server for machines that ask how a worker does: GET a path, get an answer, goodbye.

It runs on the worker's own event loop on purpose: a loop that has stopped turning does not answer, and that is an
answer too. A request is bounded in size and time, so that who can reach the port cannot hold the worker up; everything
but a GET or HEAD of a known path is refused.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

MOST_BYTES = 8192
"""Bytes of a request's head."""
SECONDS = 10.0
"""How long a request may take to come, and its answer to go."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    status: HTTPStatus
    body: bytes
    media_type: str = "text/plain; charset=utf-8"


Route = Callable[[], Awaitable[Answer]]


async def serve(host: str, port: int, routes: Mapping[str, Route]) -> asyncio.Server:
    """Listen, and answer by path. Port 0 is any that is free. Raises OSError where the port is taken."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            async with asyncio.timeout(SECONDS):
                await _answer(reader, writer, routes)
        writer.close()

    return await asyncio.start_server(answer, host, port, limit=MOST_BYTES)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, routes: Mapping[str, Route]) -> None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        found, method = Answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, b"too large\n"), "GET"
    else:
        method, path = _asked(head)
        found = await _found(method, path, routes)
    body = b"" if method == "HEAD" else found.body
    lines = (
        f"HTTP/1.1 {found.status.value} {found.status.phrase}",
        f"Content-Type: {found.media_type}",
        f"Content-Length: {len(found.body)}",
        "Cache-Control: no-store",
        "Connection: close",
    )
    writer.write("\r\n".join((*lines, "", "")).encode("ascii") + body)
    await writer.drain()


def _asked(head: bytes) -> tuple[str, str]:
    words = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    return (words[0], words[1].partition("?")[0]) if len(words) == 3 else ("", "")


async def _found(method: str, path: str, routes: Mapping[str, Route]) -> Answer:
    if method not in ("GET", "HEAD"):
        return Answer(HTTPStatus.METHOD_NOT_ALLOWED if method else HTTPStatus.BAD_REQUEST, b"GET only\n")
    route = routes.get(path)
    if route is None:
        return Answer(HTTPStatus.NOT_FOUND, " ".join(routes).encode() + b"\n")
    return await route()
