"""The relay over a real Redis: every event once, in order, whatever had been done before."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, select, update

from sayso_store import schema
from sayso_store.adapters.engine import writing
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.bell import Bell
from sayso_store.publish import CHUNK, PublishRefused, Relay
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import article, claim, one, resolved, statement

KEY = "claims"


@pytest.fixture
def outbox(engine: Engine) -> SqlOutbox:
    return SqlOutbox(engine)


@pytest.fixture
def relay(outbox: SqlOutbox, redis: Redis) -> Relay:
    return Relay(outbox, redis, KEY)


@pytest.fixture
async def second_client(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    yield client
    await client.aclose()


def say(store: SqlStore, name: str, count: int) -> None:
    many = [(statement(f"{name}{n}", f"Fact {n} of {name}."), None) for n in range(count)]
    store.persist([resolved(article(name), many)], NOW)


async def entries(redis: Redis) -> list[tuple[str, dict[bytes, bytes]]]:
    found = cast(list[tuple[bytes, dict[bytes, bytes]]], await redis.xrange(KEY))
    return [(entry_id.decode(), fields) for entry_id, fields in found]


async def positions(redis: Redis) -> list[int]:
    return [int(entry_id.removesuffix("-0")) for entry_id, _ in await entries(redis)]


async def test_events_stand_on_the_stream_as_plain_fields(store: SqlStore, relay: Relay, redis: Redis) -> None:
    store.persist([one("a"), one("b", conflict="a")], NOW)
    assert await relay.run_once() == 3
    (first_id, first), _, (_, last) = await entries(redis)
    assert (first_id, first[b"type"], first[b"schema"]) == ("1-0", b"claim.new", b"claim/1")
    assert first[b"claim_id"].decode() == claim("a")
    assert json.loads(first[b"data"])["claim"]["content"] == "The bridge is safe."
    assert last[b"type"] == b"claim.disputed"
    assert await relay.run_once() == 0


async def test_more_than_a_chunk_keeps_its_order(store: SqlStore, relay: Relay, redis: Redis) -> None:
    say(store, "a", 2 * CHUNK + 50)
    assert await relay.run_once() == 2 * CHUNK + 50
    assert await positions(redis) == list(range(1, 2 * CHUNK + 51))
    assert [json.loads(fields[b"data"])["claim"]["claim_id"] for _, fields in await entries(redis)] == [
        claim(f"a{n}") for n in range(2 * CHUNK + 50)
    ]


async def test_events_get_their_numbers_as_they_are_written_where_nobody_else_can_write(
    engine: Engine, store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis
) -> None:
    say(store, "a", 3)
    with writing(engine).begin() as connection:
        connection.execute(update(schema.outbox).values(position=None))  # as earlier releases wrote them
    say(store, "b", 2)
    alone = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        given = connection.execute(select(schema.outbox.c.position).order_by(schema.outbox.c.id)).scalars().all()
    assert given == ([1, 2, 3, 4, 5] if alone else [None] * 5)
    assert outbox.number(1000) == (0 if alone else 5)
    assert await relay.run_once() == 5
    assert await positions(redis) == [1, 2, 3, 4, 5]
    assert [fields[b"claim_id"].decode() for _, fields in await entries(redis)] == [
        claim(name) for name in ("a0", "a1", "a2", "b0", "b1")
    ]


@pytest.mark.parametrize("done", ["numbered", "added", "half of a chunk added"])
async def test_goes_on_where_another_died(
    store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis, done: str
) -> None:
    say(store, "a", 10)
    outbox.number(1000)
    if done != "numbered":
        waiting = outbox.unsent(10)
        await relay._add(waiting if done == "added" else replace(waiting, events=waiting.events[:5]))
    say(store, "b", 3)
    await relay.run_once()
    assert await positions(redis) == list(range(1, 14))
    assert not outbox.unsent(10).events


async def test_what_redis_lost_is_sent_again(store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis) -> None:
    say(store, "a", 20)
    await relay.run_once()
    before = await entries(redis)
    assert await relay.reconcile() == 0
    await redis.flushall()
    assert await relay.reconcile() == 20
    assert await relay.run_once() == 20
    assert await entries(redis) == before


async def test_the_last_second_lost_in_a_power_cut_is_sent_again(store: SqlStore, relay: Relay, redis: Redis) -> None:
    say(store, "a", 20)
    await relay.run_once()
    before = await entries(redis)
    await redis.delete(KEY)
    for entry_id, fields in before[:13]:
        await redis.xadd(KEY, _fields(fields), id=entry_id)
    assert await relay.reconcile() == 7
    await relay.run_once()
    assert await entries(redis) == before


async def test_a_loss_is_seen_without_a_restart(store: SqlStore, relay: Relay, redis: Redis) -> None:
    say(store, "a", 150)
    await relay.run_once()
    await redis.flushall()
    say(store, "b", 1)
    assert await relay.run_once() == 151
    assert await positions(redis) == list(range(1, 152))


async def test_consumers_may_delete_and_trim(store: SqlStore, relay: Relay, redis: Redis) -> None:
    say(store, "a", 20)
    await relay.run_once()
    await redis.xtrim(KEY, maxlen=0, approximate=False)
    assert await relay.reconcile() == 0
    say(store, "b", 2)
    await relay.run_once()
    assert await positions(redis) == [21, 22]


async def test_what_was_added_unmarked_and_trimmed_is_done(
    store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis
) -> None:
    say(store, "a", 20)
    await relay.run_once()
    outbox.mark_unsent(5)  # a relay that died after it had added, before it could mark
    await redis.xtrim(KEY, maxlen=3, approximate=False)
    say(store, "b", 2)
    assert await relay.run_once() == 2
    assert await positions(redis) == [18, 19, 20, 21, 22]
    assert not outbox.unsent(1).events


async def test_a_foreign_entry_above_what_was_added_stops_it(store: SqlStore, relay: Relay, redis: Redis) -> None:
    say(store, "a", 2)
    await relay.run_once()
    await redis.xadd(KEY, {"somebody": "else"}, id="9-0")
    say(store, "b", 2)
    with pytest.raises(PublishRefused, match="position 3-0 was refused"):
        await relay.run_once()


async def test_a_foreign_entry_stops_it_with_the_position(store: SqlStore, relay: Relay, redis: Redis) -> None:
    await redis.xadd(KEY, {"somebody": "else"})
    say(store, "a", 2)
    with pytest.raises(PublishRefused, match=r"position 1-0 was refused: .*equal or smaller"):
        await relay.run_once()


async def test_a_key_of_another_type_stops_it(store: SqlStore, relay: Relay, redis: Redis) -> None:
    await redis.set(KEY, "not a stream")
    say(store, "a", 1)
    with pytest.raises(PublishRefused, match="WRONGTYPE"):
        await relay.run_once()


async def test_two_relays_at_once(
    store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis, second_client: Redis
) -> None:
    other = Relay(outbox, second_client, KEY)
    for round_ in range(5):
        await asyncio.to_thread(say, store, f"round{round_}", 130)
        added = await asyncio.gather(relay.run_once(), other.run_once())
        assert sum(added) == 130
    assert await positions(redis) == list(range(1, 651))


async def test_a_relay_that_slept_disturbs_nothing(
    store: SqlStore, relay: Relay, outbox: SqlOutbox, redis: Redis, second_client: Redis
) -> None:
    say(store, "a", 10)
    outbox.number(1000)
    asleep = outbox.unsent(10)
    say(store, "b", 10)
    await Relay(outbox, second_client, KEY).run_once()
    before = await entries(redis)
    assert await relay._add(asleep) == 0
    assert await entries(redis) == before


async def test_the_bell_wakes_one_round_and_keeps_one_ring(redis: Redis, second_client: Redis) -> None:
    bell = Bell(redis, "claims.bell")
    assert not await bell.wait(0.05)
    for _ in range(3):
        await bell.ring()
    assert [await bell.wait(0.05), await bell.wait(0.05)] == [True, False]
    waiting = asyncio.create_task(Bell(second_client, "claims.bell").wait(5))
    await asyncio.sleep(0.05)
    await bell.ring()
    assert await waiting


def _fields(raw: dict[bytes, bytes]) -> dict[Any, Any]:
    return dict(raw)
