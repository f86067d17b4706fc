"""A client whose tasks share a connection answers as redis-py's own does, whoever else asks and whatever goes wrong."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeout

from sayso.runtime import shared_line
from sayso.runtime.connection import open_redis
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.shared_line import SharingRedis
from sayso.testing import redis as testing

SLOW = """
local function now() local at = redis.call('TIME') return at[1] * 1e6 + at[2] end
local began = now()
repeat until now() > began + 1e5
"""
"""A tenth of a second of the server's."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[testing.Server]:
    with testing.server(tmp_path_factory.mktemp("redis")) as one:
        yield one


@pytest.fixture
async def client(server: testing.Server) -> AsyncIterator[SharingRedis]:
    one = open_redis(PlaceSettings(redis_url=server.url))
    assert isinstance(one, SharingRedis)
    await one.flushall()
    yield one
    await one.aclose()


async def connections(client: SharingRedis) -> list[dict[str, str]]:
    found: list[dict[str, str]] = await client.client_list()
    return found


async def test_answers_go_to_who_asked(client: SharingRedis) -> None:
    async def ask(number: int) -> None:
        chance = random.Random(number)
        for turn in range(30):
            value = f"{number} {turn}".encode() * chance.choice((1, 2000))
            await client.set(f"key {number}", value)
            await asyncio.sleep(chance.choice((0, 0, 0.001)))
            assert await client.get(f"key {number}") == value
            async with client.pipeline(transaction=False) as pipe:
                pipe.get(f"key {number}")
                pipe.strlen(f"key {number}")
                assert await pipe.execute() == [value, len(value)]

    await asyncio.gather(*(ask(number) for number in range(20)))
    assert len(await connections(client)) == 1


async def test_what_is_asked_at_once_goes_in_one_write(client: SharingRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    await client.ping()
    writes: list[int] = []
    connection = client.line._connection
    send = connection.send_packed_command

    async def counted(words: list[bytes]) -> None:
        writes.append(len(words))
        await send(words)

    monkeypatch.setattr(connection, "send_packed_command", counted)
    await asyncio.gather(*(client.get(f"{number}") for number in range(50)))
    assert writes == [1, 49]


async def test_they_are_read_as_redis_py_reads_them(client: SharingRedis, server: testing.Server) -> None:
    other = Redis.from_url(server.url)
    for each in (client, other):
        await each.xadd("stream", {"a": "1"}, id="*" if each is other else "1-1")
        await each.hset("hash", mapping={"b": 2, "c": 1.5})
        await each.zadd("zset", {"d": 3})
    await client.xgroup_create("stream", "group", "0")
    await client.xreadgroup("group", "one", {"stream": ">"}, count=1)
    asked: list[tuple[str, tuple[Any, ...]]] = [
        ("xrange", ("stream",)), ("xlen", ("stream",)), ("hgetall", ("hash",)), ("type", ("hash",)),
        ("zrange", ("zset", 0, -1, False, True)), ("get", ("none",)),
        ("xpending_range", ("stream", "group", "-", "+", 10)), ("xinfo_groups", ("stream",)),
        ("exists", ("hash", "none")), ("config_get", ("maxmemory",)), ("scan", ()),
        ("eval", ("return {1, ARGV[1], false}", 0, "x")),
    ]  # fmt: skip
    for name, args in asked:
        ours, theirs = await getattr(client, name)(*args), await getattr(other, name)(*args)
        if name == "xpending_range":
            ours, theirs = ([each.pop("time_since_delivered") and each for each in some] for some in (ours, theirs))
        assert ours == theirs, name
        async with client.pipeline(transaction=False) as pipe:
            getattr(pipe, name)(*args)
            if name != "xpending_range":
                assert await pipe.execute() == [theirs], name
    await other.aclose()


async def test_an_error_is_an_answer_to_who_asked_for_it(client: SharingRedis) -> None:
    await client.set("word", "x")
    found = await asyncio.gather(
        client.get("word"), client.lpush("word", "y"), client.get("word"), return_exceptions=True
    )
    assert (found[0], type(found[1]), found[2]) == (b"x", ResponseError, b"x")
    async with client.pipeline(transaction=False) as pipe:
        pipe.lpush("word", "y")
        pipe.get("word")
        answers = await pipe.execute(raise_on_error=False)
        assert (type(answers[0]), answers[1]) == (ResponseError, b"x")
        pipe.lpush("word", "y")
        with pytest.raises(ResponseError, match="of pipeline caused error"):
            await pipe.execute()


async def test_who_waits_at_the_server_keeps_nobody_else(client: SharingRedis) -> None:
    await client.xgroup_create("stream", "group", mkstream=True)
    waiting = asyncio.ensure_future(client.xreadgroup("group", "one", {"stream": ">"}, count=1, block=5000))
    popping = asyncio.ensure_future(client.blpop(["list"], timeout=5))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(1):
        await client.xadd("stream", {"a": "1"})
        await client.rpush("list", "z")
        assert await waiting
        assert await popping == (b"list", b"z")


async def test_transactions_are_transactions(client: SharingRedis) -> None:
    async with client.pipeline() as pipe:
        await pipe.watch("count")
        pipe.multi()  # type: ignore[no-untyped-call]
        pipe.incr("count")
        pipe.incr("count")
        assert await pipe.execute() == [1, 2]


async def test_a_connection_that_is_cut_is_made_again(client: SharingRedis, server: testing.Server) -> None:
    """Cut again and again, but not before everybody could be answered: at no speed of the machine do tries run out."""
    other = Redis.from_url(server.url)
    askers, turns = 8, 20
    answered = asyncio.Semaphore(0)

    async def cut() -> None:
        for _ in range(2 * turns):
            for _ in range(askers):
                await answered.acquire()
            await other.client_kill_filter(_type="normal", skipme=True)

    async def ask(number: int) -> None:
        for turn in range(turns):
            await client.set(f"key {number}", turn)
            answered.release()
            assert await client.get(f"key {number}") == b"%d" % turn
            answered.release()

    await asyncio.gather(cut(), *(ask(number) for number in range(askers)))
    await other.aclose()


async def test_who_gives_up_takes_nobody_along(client: SharingRedis) -> None:
    """Neither the one whose question went alone, nor one of those that went together."""
    for left in (0, 1):
        slow = asyncio.ensure_future(client.eval(SLOW, 0))
        echoes = [asyncio.ensure_future(client.echo(b"%d" % number)) for number in range(5)]
        await asyncio.sleep(0.03)
        (slow, echoes[0])[left].cancel()
        assert await asyncio.gather(*echoes[left:]) == [b"%d" % number for number in range(left, 5)]
        with suppress(asyncio.CancelledError):
            await slow


async def test_a_server_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_line, "SECONDS", 0.1)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    path = tmp_path / "s"
    async with await asyncio.start_unix_server(silent, str(path)):
        client = SharingRedis.from_url(f"unix://{path}", protocol=2, driver_info=None)
        with pytest.raises((RedisConnectionError, TimeoutError, RedisTimeout)):
            async with asyncio.timeout(20):
                await client.get("x")
        await client.aclose()


async def test_who_still_waits_at_the_end_is_told(client: SharingRedis) -> None:
    asked = [asyncio.ensure_future(client.eval(SLOW, 0)) for _ in range(3)]
    await asyncio.sleep(0.05)
    await client.line.close()
    done, pending = await asyncio.wait(asked, timeout=5)
    assert not pending
    assert len(done) == 3
