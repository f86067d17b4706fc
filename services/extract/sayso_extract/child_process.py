"""A process that answers questions, one at a time, and may be killed over any of them.

It is forked from a clean server, gets a question and gives an answer over a socket, and is replaced when it has died,
has been killed, or has answered as many as it may. The question is pickled; the answer is bytes, since a process that
something has taken over must not be able to tell its parent what to do. The event loop waits for it as it waits for the
network, so there is no thread between the two: that would cost more than the socket.

The child begins with a call of ``prepare`` and says that it is ready, so that one that cannot even begin is told from
one that a question takes down. Next: ``parsers``.
"""

import asyncio
import contextlib
import os
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any, BinaryIO

Answer = Callable[..., bytes]
"""Runs in the child, with a question's parts."""

_LENGTH = struct.Struct("!Q")
_READY = b""
_PIECE = 1 << 18
MOST = 1 << 27
"""Bytes of an answer: more than the largest page gives."""
END_SECONDS = 5.0
"""How long the end of a process is waited for."""


class Ended(Exception):
    """The process ended over a question, with this exit code: minus the signal's number where a signal ended it."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class TooMuch(Exception):
    """The process would answer with more bytes than :data:`MOST`, and was ended."""


class NotBegun(Exception):
    """The process ended before it was ready."""


@dataclass(slots=True)
class _Child:
    process: ForkServerProcess
    socket: socket.socket
    asked: int = 0

    def is_there(self) -> bool:
        """Whether its end of the socket is open."""
        try:
            return bool(self.socket.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.socket.close()

    def end(self) -> int | None:
        """Its exit code, once it has ended."""
        self.socket.close()
        self.process.join(END_SECONDS)
        return self.process.exitcode


class ChildProcess:
    """A process that calls ``answer`` for each question after ``prepare``, and another after ``most`` questions."""

    def __init__(self, context: ForkServerContext, prepare: Callable[[], None], answer: Answer, most: int) -> None:
        self._context, self._prepare, self._answer, self._most = context, prepare, answer, most
        self._child: _Child | None = None
        self._starting: asyncio.Task[None] | None = None

    async def ready(self) -> None:
        """Be ready to be asked: starts a process where there is none. Raises :class:`NotBegun`.

        Who gives up waiting leaves the start to whoever comes next.
        """
        if self._starting is None:
            if self._child is not None and (self._child.asked >= self._most or not self._child.is_there()):
                self.kill()
            if self._child is not None:
                return
            self._starting = asyncio.create_task(self._begin())
        await asyncio.shield(self._starting)

    async def ask(self, question: tuple[Any, ...]) -> bytes:
        """The answer of a process that is ready. Raises :class:`Ended` or :class:`TooMuch`.

        Who gives up waiting ends the process.
        """
        child = self._child
        assert child is not None, "the process is not ready"
        child.asked += 1
        try:
            await asyncio.get_running_loop().sock_sendall(child.socket, pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
            return await _received(child.socket)
        except OSError:
            self._child = None
            raise Ended(await asyncio.to_thread(child.end)) from None
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End the process whatever it is doing, starting too; the next one is started when it is needed."""
        starting, self._starting = self._starting, None
        if starting is not None:
            starting.cancel()
        child, self._child = self._child, None
        if child is not None:
            child.kill()

    def close(self) -> None:
        """The same, and wait for its end."""
        child = self._child
        self.kill()
        if child is not None:
            child.end()

    async def _begin(self) -> None:
        try:
            child = await self._spawned()
            try:
                await _received(child.socket)
            except OSError:
                await asyncio.to_thread(child.end)
                raise NotBegun from None
            except BaseException:
                child.kill()
                raise
            self._child = child
        finally:
            if self._starting is asyncio.current_task():
                self._starting = None

    async def _spawned(self) -> _Child:
        """A child, from a thread, as its server is waited for. No thread can be stopped: a late child is ended."""
        started = asyncio.ensure_future(asyncio.to_thread(self._start))
        try:
            return await asyncio.shield(started)
        except asyncio.CancelledError:
            started.add_done_callback(_kill_unwanted)
            raise

    def _start(self) -> _Child:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        end = Connection(theirs.detach())
        process = self._context.Process(target=_serve, args=(end, self._prepare, self._answer), daemon=True)
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            end.close()  # the child has its own: where it dies nobody holds the socket open
        return _Child(process, ours)


def _kill_unwanted(started: asyncio.Future[_Child]) -> None:
    if not started.cancelled() and started.exception() is None:
        started.result().kill()


async def _received(sender: socket.socket) -> bytes:
    """What the child says next. Raises OSError where it is not there any more."""
    loop = asyncio.get_running_loop()
    said = bytearray()
    length = _LENGTH.size
    while len(said) < length:
        piece = await loop.sock_recv(sender, _PIECE)
        if not piece:
            raise ConnectionResetError("the process is gone")
        said += piece
        if len(said) >= _LENGTH.size:
            length = _LENGTH.size + _LENGTH.unpack_from(said)[0]
            if length > MOST:
                raise TooMuch(length)
    return bytes(memoryview(said)[_LENGTH.size :])


def _serve(end: Connection, prepare: Callable[[], None], answer: Answer) -> None:
    """In the child: answer until the other side is gone."""
    questions = os.fdopen(os.dup(end.fileno()), "rb")
    answers = os.fdopen(os.dup(end.fileno()), "wb")
    prepare()
    with contextlib.suppress(EOFError, OSError):
        _say(answers, _READY)
        while True:
            _say(answers, answer(*pickle.load(questions)))  # noqa: S301 - who has started us asks


def _say(to: BinaryIO, words: bytes) -> None:
    to.write(_LENGTH.pack(len(words)))
    to.write(words)
    to.flush()
