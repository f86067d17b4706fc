"""A Redis client whose tasks share one connection: what they ask at the same time goes in one write.

A worker has many things in flight, and each asks Redis a few times. With a connection an asker, every question is a
write, a wake-up of the server, a read and a turn in the pool, which together cost several times what packing the words
and reading the answer does. Here questions that come while others are under way wait for these answers and then go
together; where only one asks, it goes at once. An answer goes to who has asked; an error of the server's is an answer,
and an error of the connection is everybody's whose answer had not come, after as many tries as redis-py makes.

Commands that wait at the server (XREADGROUP with BLOCK, BLPOP), subscriptions and transactions have connections of
their own, as in redis-py, whose client, pools and ways to connect (TLS, Sentinel) this is.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import hiredis
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.client import EMPTY_RESPONSE, NEVER_DECODE
from redis.exceptions import RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeout

SECONDS = 5.0
"""How long the answers to what went together may take, as long as redis-py gives each."""

_WAITING = frozenset({"BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP", "WAIT"})
_MAY_WAIT = frozenset({"XREADGROUP", "XREAD"})
_OF_ONE_CONNECTION = frozenset({"MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH", "MONITOR", "SELECT", "AUTH", "HELLO"})

Command = Sequence[Any]


@dataclass(slots=True)
class _Question:
    """Some commands as they are sent, and where their answers go."""

    words: bytes
    count: int
    answers: "asyncio.Future[list[Any]]"


class Line:
    """The connection that is shared."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._connection: Any = None
        self._is_busy = False
        self._waiting: list[_Question] = []
        self._others: asyncio.Task[None] | None = None

    async def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The answer to each command, or the server's error. Raises the connection's."""
        words = b"".join(map(_packed, commands))
        question = _Question(words, len(commands), asyncio.get_running_loop().create_future())
        if self._is_busy:
            self._waiting.append(question)
        else:
            self._is_busy = True
            try:
                await self._ask_together([question])
            finally:
                self._go_on()
        return await question.answers

    async def close(self) -> None:
        """End it. Who still waits is told so."""
        if self._others is not None:
            self._others.cancel()
            await asyncio.wait([self._others])
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect()
            await self._pool.release(connection)

    def _go_on(self) -> None:
        """With those who have come meanwhile, who wait for it, whatever becomes of who was first."""
        if self._waiting:
            self._others = asyncio.create_task(self._ask_others())
        else:
            self._is_busy = False

    async def _ask_others(self) -> None:
        asked: list[_Question] = []
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, []
                try:
                    await self._ask_together(asked)
                except Exception as error:  # noqa: BLE001 - it is those who asked that it is raised to
                    for question in _open(asked):
                        question.answers.set_exception(error)
        finally:
            for question in _open([*asked, *self._waiting]):
                question.answers.cancel()
            self._waiting, self._others, self._is_busy = [], None, False

    async def _ask_together(self, asked: Sequence[_Question]) -> None:
        if self._connection is None:
            self._connection = await self._pool.get_connection()
            self._connection.socket_timeout = None  # one clock for all of them, instead of two for each
        connection = self._connection

        async def once() -> None:
            if self._connection is not connection:
                raise RedisError("the client is closed")
            try:
                async with asyncio.timeout(SECONDS):
                    await _asked(connection, _open(asked))
            except TimeoutError:
                raise RedisTimeout("Timeout reading from socket") from None

        async def end(error: Exception) -> None:
            await connection.disconnect(error=error)

        await connection.retry.call_with_retry(once, end)


async def _asked(connection: Any, questions: Sequence[_Question]) -> None:
    await connection.connect()  # to whoever is the master now; where it is connected, nothing happens
    await connection.send_packed_command([question.words for question in questions])
    for question in questions:
        answers: list[Any] = []
        for _ in range(question.count):
            try:
                answers.append(await connection.read_response())
            except ResponseError as error:
                answers.append(error)
        if not question.answers.done():
            question.answers.set_result(answers)


def _open(questions: Sequence[_Question]) -> list[_Question]:
    return [each for each in questions if not each.answers.done()]


def _packed(command: Command) -> bytes:
    first, *others = command
    name = first.encode() if isinstance(first, str) else first
    packed: bytes = hiredis.pack_command((*name.split(), *others))
    return packed


def _can_be_shared(args: Command, options: Mapping[str, Any]) -> bool:
    name = args[0]
    if not isinstance(name, str) or name in _WAITING or name in _OF_ONE_CONNECTION or name.startswith("HIMPORT"):
        return False
    if name in _MAY_WAIT and any(each in {b"BLOCK", "BLOCK"} for each in args[1:8]):
        return False
    return not (NEVER_DECODE in options or EMPTY_RESPONSE in options)


class SharingRedis(Redis):
    """The client. Commands that can share the line do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = Line(self.connection_pool)

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """A command's answer, read as redis-py reads it."""
        if not _can_be_shared(args, options):
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        (answer,) = await self.line.ask([args])
        if isinstance(answer, ResponseError):
            raise answer
        return await _read(self, args[0], answer, options)

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> "_SharingPipeline":
        """A pipeline, on the line unless it is a transaction."""
        return _SharingPipeline(self, transaction, shard_hint)

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        """Let go of all connections."""
        await self.line.close()
        await super().aclose(close_connection_pool)


class _SharingPipeline(Pipeline):
    def __init__(self, client: SharingRedis, transaction: bool, shard_hint: str | None) -> None:
        super().__init__(client.connection_pool, client.response_callbacks, transaction, shard_hint)
        self._line = client.line

    async def execute(self, raise_on_error: bool = True) -> list[Any]:
        stack = self.command_stack
        alone = self.is_transaction or self.explicit_transaction or self.watching or self.scripts
        if alone or not stack or not all(_can_be_shared(args, options) for args, options in stack):
            return await super().execute(raise_on_error)
        try:
            answers = await self._line.ask([args for args, _ in stack])
            read = [
                answer if isinstance(answer, ResponseError) else await _read(self, args[0], answer, options)
                for answer, (args, options) in zip(answers, stack, strict=True)
            ]
            if raise_on_error:
                self.raise_first_error(stack, read)
            return read
        finally:
            await self.reset()  # type: ignore[no-untyped-call]


async def _read(client: Any, name: Any, answer: Any, options: Mapping[str, Any]) -> Any:
    """As redis-py reads an answer; ``keys`` is for its cache only."""
    read = client.response_callbacks.get(name)
    if read is None:
        return answer
    found = read(answer, **{key: value for key, value in options.items() if key != "keys"})
    return await found if asyncio.iscoroutine(found) else found
