"""The audit: a store that is in order has no fault, and each thing that can be wrong is found by its ids."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis as PlainRedis
from redis.asyncio import Redis
from sqlalchemy import Engine, create_engine
from typer.testing import CliRunner, Result

from sayso_store.adapters import audit
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.cli import main
from sayso_store.publish import Relay
from sayso_store.verify import Report, verify
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import LAST, LATER, one, reading
from tests.integration.store.samples import claim as claim_of

KEY = "claims"
A, B, C, X, Y = (claim_of(name) for name in ("a", "b", "c", "d_x", "d_y"))
PAIR, NOBODY = (" ".join(sorted(pair)) for pair in ((A, B), (C, claim_of("nobody"))))


@pytest.fixture
def plain(redis_url: str) -> Iterator[Any]:
    """A client as the command has it."""
    with PlainRedis.from_url(redis_url) as client:
        yield client


@pytest.fixture
async def look(engine: Engine, redis: Redis, plain: Any) -> Callable[[], Report]:
    """An audited store with all that can be in one: conflicts, a withdrawn claim, one that came back, a placeholder."""
    store = SqlStore(engine)
    store.persist([one("a"), one("b", conflict="a"), one("c", conflict="nobody"), reading("d", "x y")], NOW)
    store.persist([one("e", same="a", outlet="The Globe")], NOW)
    store.persist([reading("d", "", at=LATER)], NOW)
    store.persist([reading("d", "y", at=LAST)], NOW)
    await Relay(SqlOutbox(engine), redis, KEY, lambda: NOW).run_once()
    return lambda: verify(engine, plain, KEY, lambda *_: None)


def change(engine: Engine, statement: str) -> None:
    """What no code of ours would do, with foreign keys switched off."""
    bare = create_engine(engine.url)
    with bare.begin() as connection:
        if bare.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        connection.exec_driver_sql(statement)
    bare.dispose()


def found(report: Report) -> list[tuple[str, str]]:
    return sorted((fault.check, fault.ids) for fault in report.faults)


async def test_in_order(look: Callable[[], Report]) -> None:
    report = look()
    assert report.faults == []
    assert report.looked_at == {"outbox": 10, "claim": 6, "conflict": 2}
    assert report.pruned_below == 0


@pytest.mark.parametrize("size", [1, 2, 3, 10])
async def test_in_chunks_of_any_size(look: Callable[[], Report], monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(audit, "CHUNK", size)
    report = look()
    assert (report.faults, report.looked_at["outbox"], report.looked_at["conflict"]) == ([], 10, 2)


NEW, AGAIN, GONE = ("claim.new", "claim.corroborated", "claim.withdrawn")


def retyped(of: str, was: str, becomes: str) -> str:
    return f"UPDATE outbox SET type = '{becomes}' WHERE type = '{was}' AND claim_id = '{of}'"


@pytest.mark.parametrize(
    ("damage", "faults"),
    [
        # counts and life of a claim
        (f"UPDATE claim SET statements = 3 WHERE claim_id = '{A}'", [("claim", A)]),
        (f"UPDATE claim SET last_seen = '2031-05-09' WHERE claim_id = '{A}'", [("claim", A)]),
        ("UPDATE statement SET superseded_at = '2031' WHERE statement_id = 'statement_e'", [("claim", A)]),
        ("UPDATE article SET copy_of = 'article_a' WHERE article_id = 'article_e'", [("claim", A)]),
        (f"UPDATE claim SET withdrawn_at = '2031' WHERE claim_id = '{C}'", [("claim", C)]),
        (f"UPDATE claim SET withdrawn_at = NULL WHERE claim_id = '{X}'", [("claim", X)]),
        (retyped(C, NEW, AGAIN), [("claim", C), ("stream", "3-0")]),
        (retyped(A, AGAIN, NEW), [("claim", A), ("stream", "7-0")]),
        (retyped(Y, AGAIN, GONE), [("claim", Y), ("stream", "10-0")]),
        # conflicts
        (f"UPDATE conflict SET announced_at = NULL WHERE brought_by = '{B}'", [("conflict", PAIR)] * 2),
        (f"UPDATE conflict SET announced_at = '2031' WHERE brought_by = '{C}'", [("conflict", NOBODY)]),
        # rows that name nothing
        ("DELETE FROM article WHERE article_id = 'article_c'", [("claim", C), ("orphan", "article_c")]),
        (f"DELETE FROM claim WHERE claim_id = '{C}'", [("orphan", "2"), ("orphan", C), ("orphan", C)]),
        (f"UPDATE outbox SET claim_number = 99 WHERE claim_id = '{C}'", [("claim", C), ("orphan", C)]),
        # the outbox and the stream
        ("DELETE FROM outbox WHERE position = 7", [("outbox", "7..7"), ("stream", "7-0")]),
        ("UPDATE outbox SET data = '{}' WHERE position = 2", [("stream", "2-0")]),
        ("DELETE FROM outbox WHERE position = 10", [("claim", Y), ("stream", "10-0")]),
    ],
)
async def test_damage_of_the_store_is_found(
    look: Callable[[], Report], engine: Engine, damage: str, faults: list[tuple[str, str]]
) -> None:
    change(engine, damage)
    assert found(look()) == faults


async def test_damage_of_the_stream_is_found(look: Callable[[], Report], redis: Redis) -> None:
    entries: Any = await redis.xrange(KEY)
    await redis.xdel(KEY, "3-0", "5-0")
    assert found(look()) == [("stream", "3-0"), ("stream", "5-0")]
    await redis.delete(KEY)
    for entry_id, fields in entries[:8]:
        await redis.xadd(KEY, fields | {b"data": b"{}"} if entry_id == b"6-0" else fields, id=entry_id)
    (forged, behind) = look().faults
    assert (forged.ids, behind.ids) == ("6-0", "8-0")
    assert behind.what == "the stream ends here, but 10 was sent: run sayso-store rebuild claims"
    await redis.delete(KEY)
    assert [fault.ids for fault in look().faults] == ["0-0"]


async def test_entries_of_somebody_else_are_found(look: Callable[[], Report], redis: Redis) -> None:
    await redis.xadd(KEY, {"somebody": "else"}, id="10-1")
    assert found(look()) == [("stream", "10-1")]
    await redis.xadd(KEY, {"somebody": "else"}, id="99-0")
    assert found(look()) == [("stream", "10-1"), ("stream", "99-0")]


async def test_what_consumers_trimmed_is_not_missed(look: Callable[[], Report], redis: Redis) -> None:
    for kept in (4, 0):
        await redis.xtrim(KEY, maxlen=kept, approximate=False)
        assert look().faults == []


async def test_what_waits_to_be_sent_is_no_fault(look: Callable[[], Report], engine: Engine, redis: Redis) -> None:
    SqlStore(engine).persist([one("g"), one("h", conflict="g")], NOW)
    assert look().faults == []
    SqlOutbox(engine).number(100)
    assert look().faults == []
    await Relay(SqlOutbox(engine), redis, KEY)._add(SqlOutbox(engine).unsent(2))
    assert look().faults == [], "on the stream and not marked yet"


async def test_what_was_pruned_is_not_missed_and_what_is_left_is_looked_at(
    look: Callable[[], Report], engine: Engine
) -> None:
    change(engine, "DELETE FROM outbox WHERE position < 7")
    report = look()
    assert (report.faults, report.pruned_below, report.looked_at["outbox"]) == ([], 7, 4)
    change(engine, "UPDATE conflict SET announced_at = '2999' WHERE announced_at IS NOT NULL")
    change(engine, f"UPDATE outbox SET type = 'claim.new' WHERE claim_id = '{A}'")
    assert [fault.check for fault in look().faults] == ["stream", "conflict"], "one claim.new may be"
    change(
        engine,
        f"UPDATE outbox SET type = 'claim.new', claim_id = '{A}', claim_number = ("
        f"SELECT number FROM claim WHERE claim_id = '{A}') WHERE position = 8",
    )
    assert ("claim", A) in found(look()), "two may not"


async def test_a_store_at_work_has_no_faults(store: SqlStore, engine: Engine, redis: Redis, plain: Any) -> None:
    relay, working = Relay(SqlOutbox(engine), redis, KEY), True

    def write() -> None:
        for n in range(60):
            said = "x y=r0_x" if n % 2 else "x z"
            at = f"2031-05-01T10:00:{n:02}.000Z"
            store.persist([reading(f"r{n % 5}", said, at=at), one(f"n{n}", same=f"n{n - 1}" if n else None)], NOW)

    async def follow() -> None:
        while working:
            await relay.run_once()

    following, writing = asyncio.create_task(follow()), asyncio.create_task(asyncio.to_thread(write))
    looks = 0
    while not writing.done() or looks < 3:
        report = await asyncio.to_thread(verify, engine, plain, KEY, lambda *_: None)
        assert report.faults == []
        looks += 1
    working = False
    await asyncio.gather(following, writing)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, store_url: str, redis_url: str) -> Callable[..., Result]:
    monkeypatch.setenv("SAYSO_DATABASE_URL", store_url)
    monkeypatch.setenv("SAYSO_REDIS_URL", redis_url)
    return lambda *words: CliRunner().invoke(main, words)


async def test_the_commands(
    look: Callable[[], Report], engine: Engine, redis: Redis, command: Callable[..., Result]
) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = command(*words)
        return done.exit_code, done.output

    code, output = await asyncio.to_thread(run, "verify")
    assert (code, output.splitlines()[-1]) == (0, "clean")
    await redis.flushall()
    code, output = await asyncio.to_thread(run, "verify")
    assert code == 1
    assert "stream 0-0: the stream ends here, but 10 was sent" in output
    code, output = await asyncio.to_thread(run, "verify", "--json")
    report = json.loads(output)
    assert (code, report["looked_at"]["claim"], report["faults"][0]["ids"]) == (1, 6, "0-0")
    code, output = await asyncio.to_thread(run, "rebuild", "claims", "--all")
    assert (code, output) == (0, "10 events were not certain to be on the stream, 10 were added\n")
    code, output = await asyncio.to_thread(run, "rebuild", "index")
    assert (code, output.split(" of the last")[0]) == (0, "4 claims and 5 articles")
    code, output = await asyncio.to_thread(run, "prune")
    assert (code, output) == (0, "deleted 0 records of work, 0 sent events, 0 entries of claims\n")
    assert (await asyncio.to_thread(run, "verify"))[0] == 0


async def test_a_redis_that_is_away_is_one_line(
    command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_REDIS_URL", "redis://user:secret@127.0.0.1:1")
    for words in (["verify"], ["rebuild", "claims"]):
        done = await asyncio.to_thread(command, *words)
        assert (done.exit_code, "secret" in done.output) == (2, False)
