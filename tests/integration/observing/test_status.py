"""Status from a real Redis and a real store: every figure it tells, and what it does when one of them is away."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis as blocking
from redis.asyncio import Redis
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.cli.status import drawn
from sayso.contracts.topology import INGEST
from sayso.runtime.delivery import Keys, ensure_groups
from sayso.runtime.observing.heartbeat import Heart, Pulse, StagePulse, Tally, alive, forget_the_dead
from sayso.runtime.observing.report import StageStatus, Status
from sayso.runtime.observing.status import collect
from sayso.testing.redis import Server
from sayso_ingest.adapters.politeness import Politeness, Wait
from sayso_ingest.domain.private_hosts import NO_PRIVATE_HOSTS
from sayso_ingest.domain.url_gate import gate
from sayso_ingest.host_queue import host_queue
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.adapters.state import StoreState
from sayso_store.migrate import migrate
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import reading
from tests.unit.observing.test_metrics import ended


def of(status: Status, name: str) -> StageStatus:
    return next(each for each in status.stages if each.name == name)


def names(status: Status) -> set[str]:
    return {each.name for each in status.problems}


@pytest.fixture
def keys() -> Keys:
    return Keys()


async def test_each_stage_has_its_counts_and_ages(redis: "Redis", keys: Keys) -> None:
    await ensure_groups(redis, keys)
    seconds, _ = await redis.time()
    for number in range(4):
        await redis.xadd("urls", {"url": "https://a.example/"}, id=f"{(seconds - 50) * 1000}-{number + 1}")
    await redis.xreadgroup("ingest", "one", {"urls": ">"}, count=1)
    parked: Any = await redis.xadd("urls.parked", {"url": "https://a.example/"})
    await redis.zadd("urls.later", {parked: (seconds + 30) * 1000})
    for reason in ("dns", "dns", "timeout"):
        await redis.xadd("urls.dead", {"stage": "ingest", "entry.url": "x" * 9000, "reason": reason})
    await redis.set("urls.halted", '{"why": "by hand"}', px=60_000)
    ingest = of(await collect(redis, [keys]), "ingest")
    assert (ingest.backlog, ingest.pending, ingest.postponed, ingest.dead) == (3, 1, 1, 3)
    assert ingest.dead_letters == {"dns": 2, "timeout": 1}
    assert 50 <= ingest.oldest_waiting < 70
    assert 50 <= ingest.oldest_pending < 70
    assert ingest.next_due_in is not None
    assert 20 < ingest.next_due_in <= 30
    assert ingest.halted == '{"why": "by hand"}'
    assert ingest.halted_for is not None
    assert 50 < ingest.halted_for <= 60


async def test_more_letters_than_are_looked_at(redis: "Redis", keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.runtime.observing.status.MOST_LETTERS", 150)
    for number in range(170):
        await redis.xadd("urls.dead", {"reason": "dns" if number % 2 else "tls"})
    ingest = of(await collect(redis, [keys]), "ingest")
    assert (ingest.dead, ingest.looked_at) == (170, 150)
    assert ingest.dead_letters == {"dns": 75, "tls": 75}


async def test_an_empty_redis_is_a_pipeline_with_nothing_to_do(redis: "Redis", keys: Keys) -> None:
    status = await collect(redis, [keys])
    assert [each.backlog for each in status.stages] == [0] * 5
    assert "no_worker" not in names(status)


def pulse(name: str, role: str = "ingest", **stages: StagePulse) -> Pulse:
    return Pulse(name=name, role=role, host="h", pid=1, version="0", started_at="x", stages=stages)


async def test_workers_that_give_signs_of_life_are_counted_with_their_rate(redis: "Redis", keys: Keys) -> None:
    for name, rate in (("one", 1.5), ("two", 2.0)):
        said = pulse(name, ingest=StagePulse(in_flight=1, ended=9, rate=rate))
        await Heart(redis, keys, name, lambda said=said: said).beat()  # type: ignore[misc]
    status = await collect(redis, [keys])
    assert (of(status, "ingest").workers, of(status, "ingest").rate) == (2, 3.5)
    assert [each.name for each in status.workers] == ["one", "two"]
    assert of(status, "extract").workers == 0


async def test_a_worker_that_was_killed_is_gone_when_its_word_runs_out(
    redis: "Redis", keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.runtime.observing.heartbeat.EXPIRY", 0.1)
    await Heart(redis, keys, "one", lambda: pulse("one")).beat()
    assert len(await alive(redis, keys)) == 1
    await asyncio.sleep(0.15)
    assert await alive(redis, keys) == []
    assert await forget_the_dead(redis, keys) == 1
    assert await redis.scard("workers") == 0


async def test_a_worker_that_ends_says_goodbye(redis: "Redis", keys: Keys) -> None:
    heart = Heart(redis, keys, "one", lambda: pulse("one"))
    await heart.beat()
    await heart.leave()
    assert await alive(redis, keys) == []
    assert await redis.keys("worker*") == []


def test_a_rate_is_that_of_the_last_minute() -> None:
    now = [0.0]
    tally = Tally(lambda: now[0])
    tally.mark()
    for _ in range(40):
        now[0] += 5
        for _ in range(10):
            tally.note(ended("ingest", "fetched"))
        tally.note(ended("ingest", "retried", reason="dns"))
        said = tally.mark()
    assert said == {"ingest": (400, 2.0)}
    for _ in range(13):
        now[0] += 5
        said = tally.mark()
    assert said == {"ingest": (400, 0.0)}


async def test_the_store_is_told_with_its_outbox(redis: "Redis", keys: Keys, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    migrate(url)
    engine = open_engine(url)
    SqlStore(engine).persist([reading("a", "x")], NOW)
    status = await collect(redis, [keys], store=StoreState(engine, lambda: NOW + timedelta(seconds=90)))
    assert status.store is not None
    assert (status.store.kind, status.store.published) == ("sqlite", 0)
    assert status.store.outbox_waiting > 0
    assert status.store.outbox_oldest == 90
    assert status.store.bytes > 10_000
    assert {"outbox_late", "no_worker"} <= names(status)
    engine.dispose()


async def test_the_hosts_schedule_is_told(redis: "Redis", keys: Keys) -> None:
    turns = Politeness(redis, keys, own_delay=10, hold=60)
    for _ in range(4):
        answer = await turns.ask(gate("https://slow.example/", NO_PRIVATE_HOSTS), None, reserved=False)
    assert isinstance(answer, Wait)
    await turns.ask(gate("https://other.example/", NO_PRIVATE_HOSTS), None, reserved=False)
    await redis.set("page:https://slow.example/", "{}")
    queue = await host_queue(redis, keys)
    assert (queue.hosts, queue.busy, queue.queued, queue.cut) == (2, 2, 1, False)
    assert queue.longest[0].host == "slow.example:443"
    assert queue.longest[0].tail_in > 30


async def test_partitions_are_apart(redis: "Redis") -> None:
    await redis.xadd("{1}:urls", {"url": "https://a.example/"})
    assert of(await collect(redis, [Keys("1")]), "ingest").backlog == 1
    assert of(await collect(redis, [Keys("2")]), "ingest").backlog == 0


async def test_redis_away_is_a_problem_and_the_store_is_told_all_the_same(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    migrate(url)
    client = Redis.from_url("redis://u:hunter2@127.0.0.1:1/0")
    engine = open_engine(url)
    status = await collect(client, [Keys()], store=StoreState(engine), hosts=host_queue)
    assert names(status) == {"redis_away"}
    assert len(status.problems) == 1
    assert status.store is not None
    assert not status.healthy
    assert "hunter2" not in status.model_dump_json()
    await client.aclose()
    engine.dispose()


async def test_the_store_away_is_a_problem_and_redis_is_told_all_the_same(
    redis: "Redis", keys: Keys, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/no/such/folder.sqlite")
    status = await collect(redis, [keys], store=StoreState(engine))
    assert "store_away" in names(status)
    assert status.redis is not None
    engine.dispose()


async def test_redis_that_is_full_or_may_evict_is_a_problem(own_redis: Server) -> None:
    client = Redis.from_url(own_redis.url)
    await client.config_set("maxmemory", "1")
    await client.config_set("maxmemory-policy", "allkeys-lru")
    assert {"redis_memory_short", "redis_unfit"} <= names(await collect(client, [Keys()]))
    await client.aclose()


def command(own_redis: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Any:
    monkeypatch.setenv("SAYSO_REDIS_URL", own_redis.url)
    monkeypatch.setenv("SAYSO_DATABASE_URL", f"sqlite:///{tmp_path}/store.sqlite")
    monkeypatch.setenv("COLUMNS", "160")
    return CliRunner().invoke(app, ["status", *words])


def test_the_command_is_0_when_all_is_well_and_1_when_not(
    own_redis: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(f"sqlite:///{tmp_path}/store.sqlite")
    well = command(own_redis, tmp_path, monkeypatch, "--json")
    assert well.exit_code == 0, well.output
    assert json.loads(well.stdout)["healthy"] is True
    blocking.Redis(unix_socket_path=str(own_redis.socket)).xadd("urls", {"url": "https://a.example/"})
    bad = command(own_redis, tmp_path, monkeypatch)
    assert bad.exit_code == 1
    assert "no_worker" in bad.output
    assert INGEST.name in bad.output


async def test_what_comes_off_the_web_cannot_steer_the_terminal(redis: "Redis", keys: Keys) -> None:
    from rich.console import Console

    await redis.xadd("urls.dead", {"reason": "\x1b[2J[red]x"})
    await redis.set("urls.halted", "\x1b[2J\u202e")
    console = Console(width=160, force_terminal=False)
    with console.capture() as shown:
        console.print(drawn(await collect(redis, [keys])))
    assert "\x1b" not in shown.get()
    assert "[red]x" in shown.get()
