"""Retention: what is old goes, what anything depends on stays."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, select, update

from sayso.contracts.events import UnitEnded
from sayso.runtime.clock import iso
from sayso_store import prune as module
from sayso_store.adapters import retention
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.retention import Retention
from sayso_store.adapters.sql import SqlStore
from sayso_store.prune import Pruned, Pruner, prune_forever
from sayso_store.publish import Relay
from sayso_store.retention_settings import RetentionSettings
from sayso_store.schema import outbox, unit
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import one

KEY = "claims"


def pruner(engine: Engine, redis: Redis, **keep: Any) -> Pruner:
    return Pruner(Retention(engine), redis, KEY, RetentionSettings(**keep), lambda: NOW)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


async def publish(engine: Engine, redis: Redis, names: str, days_ago: float) -> None:
    """Store and send one event each, that many days ago."""
    SqlStore(engine).persist([one(name) for name in names], ago(days_ago))
    await Relay(SqlOutbox(engine), redis, KEY, lambda: ago(days_ago)).run_once()


def positions(engine: Engine) -> list[int | None]:
    with engine.connect() as connection:
        return list(connection.execute(select(outbox.c.position).order_by(outbox.c.id)).scalars())


async def on_stream(redis: Redis) -> list[int]:
    found: Any = await redis.xrange(KEY)
    return [int(entry_id.partition(b"-")[0]) for entry_id, _ in found]


async def test_sent_events_go_after_their_days_and_numbers_go_on(engine: Engine, redis: Redis) -> None:
    await publish(engine, redis, "abc", 31)
    await publish(engine, redis, "de", 29)
    assert await pruner(engine, redis).prune() == Pruned(0, 3, 0)
    assert positions(engine) == [4, 5]
    assert await on_stream(redis) == [1, 2, 3, 4, 5], "the stream is never trimmed unless it is asked for"
    assert await pruner(engine, redis).prune() == Pruned(0, 0, 0)


async def test_the_highest_number_stays_so_that_none_is_given_twice(engine: Engine, redis: Redis) -> None:
    await publish(engine, redis, "abc", 300)
    assert await pruner(engine, redis).prune() == Pruned(0, 2, 0)
    await publish(engine, redis, "d", 0)
    assert positions(engine) == [3, 4]
    assert await on_stream(redis) == [1, 2, 3, 4]


async def test_what_is_not_sent_stays_and_all_behind_it(engine: Engine, redis: Redis) -> None:
    """Also what has no number yet, as it is written where several write at once."""
    await publish(engine, redis, "abcd", 300)
    with engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.position == 2).values(sent_at=None))
    SqlStore(engine).persist([one("waiting")], ago(300))
    assert await pruner(engine, redis).prune() == Pruned(0, 1, 0)
    assert positions(engine) == [2, 3, 4, 5 if engine.dialect.name == "sqlite" else None]


def test_what_a_relay_took_back_in_the_meantime_is_not_deleted(store: SqlStore, engine: Engine) -> None:
    store.persist([one("a"), one("b")], NOW)
    events = SqlOutbox(engine)
    events.number(10)
    events.mark_sent([1], iso(ago(300)))
    assert Retention(engine).delete_events(3) == 1
    assert positions(engine) == [2]


async def test_what_is_left_makes_the_stream_again(engine: Engine, redis: Redis) -> None:
    await publish(engine, redis, "abc", 31)
    await publish(engine, redis, "de", 1)
    await pruner(engine, redis).prune()
    await redis.flushall()
    relay = Relay(SqlOutbox(engine), redis, KEY)
    assert (await relay.reconcile(), await relay.run_once()) == (2, 2)
    assert await on_stream(redis) == [4, 5]


async def test_the_stream_is_trimmed_where_it_is_asked_for(engine: Engine, redis: Redis) -> None:
    await publish(engine, redis, "abc", 8)
    await publish(engine, redis, "de", 6)
    assert await pruner(engine, redis, keep_claims_days=7).prune() == Pruned(0, 0, 3)
    assert await on_stream(redis) == [4, 5]
    assert positions(engine) == [1, 2, 3, 4, 5], "the outbox has its own days"
    await publish(engine, redis, "f", 0)
    assert await on_stream(redis) == [4, 5, 6]


async def test_the_outbox_is_kept_as_long_as_the_stream(engine: Engine, redis: Redis) -> None:
    await publish(engine, redis, "ab", 40)
    assert await pruner(engine, redis, keep_claims_days=60).prune() == Pruned(0, 0, 0)
    await publish(engine, redis, "c", 0)
    assert await pruner(engine, redis, keep_claims_days=35).prune() == Pruned(0, 2, 2)


async def test_a_long_stream_is_trimmed_step_by_step(
    engine: Engine, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STEP", 2)
    await publish(engine, redis, "abcdefg", 8)
    await publish(engine, redis, "h", 0)
    assert (await pruner(engine, redis, keep_claims_days=7).prune()).entries == 7
    assert await on_stream(redis) == [8]


def ended(name: str, days_ago: float) -> UnitEnded:
    at = iso(ago(days_ago))
    return UnitEnded(stage="ingest", entry_id=name, disposition="fetched", attempt=1, ended_at=at, duration_ms=1)


async def test_records_of_work_go_after_their_days_in_batches(
    engine: Engine, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    SqlStore(engine).record([ended(f"old{n}", 91) for n in range(10)] + [ended("young", 89)])
    assert (await pruner(engine, redis).prune()).units == 10
    with engine.connect() as connection:
        assert connection.execute(select(unit.c.entry_id)).scalars().all() == ["young"]
    assert (await pruner(engine, redis, keep_unit_days=30).prune()).units == 1


async def test_an_empty_store_has_nothing_to_prune(engine: Engine, redis: Redis) -> None:
    assert await pruner(engine, redis, keep_claims_days=1).prune() == Pruned(0, 0, 0)


async def test_the_role_prunes_again_and_again_and_waits_for_a_redis_that_is_away(
    engine: Engine, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EVERY", 0.01)
    await publish(engine, redis, "ab", 300)
    stop, times = asyncio.Event(), iter(range(100))

    def clock() -> datetime:
        return NOW if next(times) else datetime(2000, 1, 1, tzinfo=UTC)

    forever = Pruner(Retention(engine), redis, KEY, RetentionSettings(), clock)
    running = asyncio.create_task(prune_forever(forever, stop))
    while positions(engine) != [2]:
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, 5)
    away = Pruner(Retention(engine), Redis(port=1), KEY, RetentionSettings(keep_claims_days=1), lambda: NOW)
    stop.clear()
    running = asyncio.create_task(prune_forever(away, stop))
    await asyncio.sleep(0.2)
    assert not running.done()
    stop.set()
    await asyncio.wait_for(running, 5)
