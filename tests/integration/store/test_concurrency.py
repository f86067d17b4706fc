"""Many workers on one store. On PostgreSQL transactions commit in another order than they draw numbers."""

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DBAPIError

from sayso.contracts.events import ClaimEventData
from sayso_store.adapters import engine as engine_module
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.migrate import migrate
from sayso_store.publish import Relay
from sayso_store.reading import StoredClaims
from sayso_store.schema import claim, outbox
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LATER, one
from tests.integration.store.samples import claim as claim_of
from tests.integration.store.threads import stopped_after

WORKERS = 6


def slow_commits(engine: Engine, seed: int) -> None:
    """Let every commit wait a little, so that they overtake one another."""
    chance = random.Random(seed)
    event.listen(engine, "commit", lambda _: time.sleep(chance.uniform(0, 0.02)))


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_when_commits_overtake_one_another(engine: Engine, redis: Redis, seed: int) -> None:
    slow_commits(engine, seed)
    store, relay = SqlStore(engine), Relay(SqlOutbox(engine), redis, "claims")
    batches = [[one(f"{batch}x{n}") for n in range(4)] for batch in range(60)]
    working = True

    async def follow() -> None:
        while working:
            await relay.run_once()
            await asyncio.sleep(0)

    following = asyncio.create_task(follow())
    with ThreadPoolExecutor(WORKERS) as pool:
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(pool, store.persist, batch, NOW) for batch in batches))
    working = False
    await following
    await relay.run_once()
    stream = cast(list[tuple[bytes, dict[bytes, bytes]]], await redis.xrange("claims"))
    assert [int(entry_id.split(b"-")[0]) for entry_id, _ in stream] == list(range(1, 241))
    assert {fields[b"claim_id"].decode() for _, fields in stream} == {
        claim_of(f"{batch}x{n}") for batch in range(60) for n in range(4)
    }


@pytest.mark.postgres
async def test_an_event_that_was_drawn_first_and_committed_last_is_sent(postgres_url: str, redis: Redis) -> None:
    migrate(postgres_url)
    engine = open_engine(postgres_url)
    store, relay = SqlStore(engine), Relay(SqlOutbox(engine), redis, "claims")
    with ThreadPoolExecutor(1) as pool, stopped_after(engine, 'COPY "outbox"') as (reached, go_on):
        late = pool.submit(store.persist, [one("a")], NOW)
        assert reached.wait(10)
        await asyncio.to_thread(store.persist, [one("b")], NOW)
        assert await relay.run_once() == 1
        go_on.set()
        late.result(10)
    assert await relay.run_once() == 1
    engine.dispose()
    stream = cast(list[tuple[bytes, dict[bytes, bytes]]], await redis.xrange("claims"))
    assert [(entry_id, fields[b"claim_id"].decode()) for entry_id, fields in stream] == [
        (b"1-0", claim_of("b")),
        (b"2-0", claim_of("a")),
    ]


def test_one_claim_from_many_workers_is_counted_right(engine: Engine) -> None:
    slow_commits(engine, 3)
    store = SqlStore(engine)
    batches = [[one(f"b{n}", same="a"), one(f"c{n}", same=f"c{n - 1}" if n else None)] for n in range(40)]
    batches[7].append(one("a"))
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda batch: store.persist(batch, NOW), random.Random(4).sample(batches * 2, 80)))
    view = StoredClaims(engine).show_claim(claim_of("a"))
    assert view is not None
    assert (view.claim.statements, view.claim.independent_outlets) == (41, 41)
    events = _events(engine, claim_of("a"))
    assert [each.type for each in events] == ["claim.new"] + ["claim.corroborated"] * (len(events) - 1)
    counts = [each.claim.statements for each in events]
    assert counts == sorted(set(counts)), "each event of a claim counts further than the last"
    assert counts[-1] == 41
    assert sum(len(each.evidence) for each in events) == 41


def test_both_sides_of_a_conflict_at_once_are_told_once(engine: Engine) -> None:
    slow_commits(engine, 5)
    store = SqlStore(engine)
    batches = [[one(f"left{n}")] for n in range(30)] + [[one(f"right{n}", conflict=f"left{n}")] for n in range(30)]
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda batch: store.persist(batch, NOW), random.Random(6).sample(batches * 2, 120)))
    for n in range(30):
        disputed = [each for each in _events(engine, claim_of(f"right{n}")) if each.type == "claim.disputed"]
        assert [[link.claim_id for link in each.conflicts] for each in disputed] == [[claim_of(f"left{n}")]]


@pytest.mark.postgres
def test_two_who_both_see_a_conflict_complete_tell_it_once(postgres_url: str) -> None:
    """The one states one side and has seen the link, the other states the other side and commits in between."""
    migrate(postgres_url)
    engine = open_engine(postgres_url)
    store = SqlStore(engine)
    store.persist([one("b", conflict="a")], NOW)
    with ThreadPoolExecutor(1) as pool, stopped_after(engine, "SELECT conflict.claim_a") as (reached, go_on):
        first = pool.submit(store.persist, [one("c", same="b")], NOW)
        assert reached.wait(10)
        store.persist([one("a")], NOW)
        go_on.set()
        first.result(10)
    with engine.connect() as connection:
        told = list(connection.execute(select(outbox.c.type).where(outbox.c.type == "claim.disputed")).scalars())
    engine.dispose()
    assert told == ["claim.disputed"]


@pytest.mark.postgres
def test_of_two_who_open_one_claim_the_second_waits_and_counts_both(postgres_url: str) -> None:
    migrate(postgres_url)
    engine = open_engine(postgres_url)
    store = SqlStore(engine)
    with ThreadPoolExecutor(2) as pool, stopped_after(engine, 'INSERT INTO "claim"') as (reached, go_on):
        first = pool.submit(store.persist, [one("a")], NOW)
        assert reached.wait(10)
        second = pool.submit(store.persist, [one("b", same="a", at=LATER)], NOW)
        time.sleep(0.3)
        assert not second.done()
        go_on.set()
        assert [each.result(10)[0].claims_new for each in (first, second)] == [1, 0]
    view = StoredClaims(engine).show_claim(claim_of("a"))
    events = [(each.type, each.claim.statements) for each in _events(engine, claim_of("a"))]
    engine.dispose()
    assert view is not None
    assert (view.claim.statements, view.claim.first_seen, view.claim.last_seen) == (2, FIRST, LATER)
    assert events == [("claim.new", 1), ("claim.corroborated", 2)]


@pytest.mark.postgres
def test_a_relay_that_stands_still_while_numbering_is_ended(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "STILL_SECONDS", 1)
    migrate(postgres_url)
    engine = open_engine(postgres_url)
    SqlStore(engine).persist([one("a")], NOW)
    with ThreadPoolExecutor(2) as pool, stopped_after(engine, "SELECT pg_advisory_xact_lock") as (reached, go_on):
        still = pool.submit(SqlOutbox(engine).number, 10)
        assert reached.wait(10)
        other = pool.submit(SqlOutbox(engine).number, 10)
        try:
            assert other.result(5) == 1
        finally:
            go_on.set()
        with pytest.raises(DBAPIError, match="idle-in-transaction"):
            still.result(10)
    engine.dispose()


def test_no_claim_row_stays_without_a_statement(engine: Engine) -> None:
    store = SqlStore(engine)
    store.persist([one("b", conflict="a"), one("c", same="b")], NOW)
    store.persist([one("a")], NOW)
    with engine.connect() as connection:
        assert connection.execute(select(claim.c.claim_id).where(claim.c.statements == 0)).all() == []


def _events(engine: Engine, claim_id: str) -> list[ClaimEventData]:
    query = select(outbox.c.data).where(outbox.c.claim_id == claim_id).order_by(outbox.c.id)
    with engine.connect() as connection:
        return [ClaimEventData.model_validate_json(row) for row in connection.execute(query).scalars()]
