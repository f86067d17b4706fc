"""A bad release costs dozens of entries, not the queue; bad input costs nobody else anything."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import UrlPushed
from sayso.contracts.outcomes import Discard, Done, Outcome, Quarantine, Retry
from sayso.contracts.topology import INGEST
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Consumer, Keys, Unit, breaker
from sayso.runtime.delivery.breaker import BreakerSettings, TooManyDeadLetters
from sayso.runtime.worker_settings import EXIT_HALTED
from sayso.testing.redis import Server
from tests.integration.delivery.conftest import QUICK, Bench, Handle

pytestmark = pytest.mark.alone

Units = Sequence[Unit[Event]]
ONCE = replace(QUICK, attempts=1)
MANY = 300
SOON = BreakerSettings(halt_seconds=0.6)


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.runtime.delivery.breaker._LOOK_EVERY", 0.05)


async def push(bench: Bench, many: int = MANY) -> None:
    async with bench.redis.pipeline(transaction=False) as pipe:
        for n in range(many):
            pipe.xadd("urls", {"url": f"https://example.org/{n}"})
        await pipe.execute()


async def fail(units: Units) -> list[Outcome]:
    raise RuntimeError("a bad release")


async def take(units: Units) -> list[Outcome]:
    return [Done(Disposition.FETCHED) for _ in units]


def failing(one_in: int, error: Exception) -> Handle:
    """A handler that fails at one URL in so many."""

    async def handle(units: Units) -> list[Outcome]:
        for unit in units:
            assert isinstance(unit.event, UrlPushed)
            if int(str(unit.event.url).rpartition("/")[2]) % one_in == 0:
                raise error
        return await take(units)

    return handle


async def until_it_ends(bench: Bench, handle: Handle, settings: BreakerSettings, attempts: int = 1) -> None:
    """Consume until all is settled; what ended the consumer early is raised, after its drain."""
    limits = replace(ONCE, attempts=attempts)
    consumer = Consumer(INGEST, handle, bench.redis, bench.keys, name="one", limits=limits, breaker=settings)
    running = asyncio.create_task(consumer.run())
    settled = asyncio.create_task(bench.settled())
    await asyncio.wait([running, settled], return_when=asyncio.FIRST_COMPLETED)
    settled.cancel()
    consumer.stop()
    try:
        await running
    finally:
        await consumer.drain(5)


async def test_a_release_that_fails_at_everything_stops_itself(bench: Bench) -> None:
    await push(bench)
    with pytest.raises(TooManyDeadLetters, match="ingest"):
        await until_it_ends(bench, fail, BreakerSettings())
    dead, left = await bench.redis.xlen("urls.dead"), await bench.redis.xlen("urls")
    assert 20 <= dead <= 20 + 2 * QUICK.concurrency
    assert dead + left == MANY
    (halt,) = await breaker.halts(bench.redis, bench.keys)
    why = json.loads(halt.why)
    assert (halt.stage, why["why"], why["reasons"]) == (
        "ingest", "too_many_dead_letters", {"unexpected_error": why["dead"]},
    )  # fmt: skip
    assert halt.seconds_left is not None
    assert 290 < halt.seconds_left <= 300


async def test_tries_that_are_to_be_repeated_are_no_ends(bench: Bench) -> None:
    await push(bench, 40)
    with pytest.raises(TooManyDeadLetters):
        await until_it_ends(bench, fail, BreakerSettings(), attempts=3)
    assert {e[b"attempts"] for e in await bench.entries("urls.dead")} == {b"3"}


@pytest.mark.parametrize(
    ("error", "one_in", "trips"),
    [
        (Quarantine(Reason.PARSE_ERROR), 1, True),
        (Retry(Reason.STORE_UNAVAILABLE), 1, True),
        (Retry(Reason.INDEX_UNAVAILABLE), 1, True),
        (Quarantine(Reason.PARSE_ERROR), 2, True),
        (Quarantine(Reason.PARSE_ERROR), 3, False),
        (Retry(Reason.HTTP_STATUS, "503"), 1, False),
        (Retry(Reason.DNS), 1, False),
        (Quarantine(Reason.NOT_TEXT), 1, False),
        (Discard(Disposition.REFUSED, Reason.URL_MALFORMED), 1, False),
    ],
    ids=str,
)
async def test_only_faults_of_ours_trip_it(bench: Bench, error: Exception, one_in: int, trips: bool) -> None:
    await push(bench)
    if trips:
        with pytest.raises(TooManyDeadLetters):
            await until_it_ends(bench, failing(one_in, error), BreakerSettings())
        assert await bench.redis.xlen("urls") > MANY / 2
    else:
        await until_it_ends(bench, failing(one_in, error), BreakerSettings())
        assert await bench.redis.xlen("urls") == 0
    assert bool(await breaker.halts(bench.redis, bench.keys)) is trips


async def test_entries_that_are_no_events_never_trip_it(bench: Bench) -> None:
    for n in range(150):
        await bench.push(**{"link" if n % 2 else "data": "x"})
    await until_it_ends(bench, take, BreakerSettings())
    assert await bench.redis.xlen("urls.dead") == 150


async def test_a_few_are_not_too_many(bench: Bench) -> None:
    await push(bench, 19)
    await until_it_ends(bench, fail, BreakerSettings())
    assert await bench.redis.xlen("urls.dead") == 19


async def test_a_window_of_0_turns_it_off(bench: Bench) -> None:
    await push(bench)
    await until_it_ends(bench, failing(1, Quarantine(Reason.PARSE_ERROR)), BreakerSettings(dead_window=0))
    assert await bench.redis.xlen("urls.dead") == MANY


async def test_a_small_window_needs_no_more_than_it_holds(bench: Bench) -> None:
    await push(bench)
    with pytest.raises(TooManyDeadLetters):
        await until_it_ends(bench, fail, BreakerSettings(dead_window=5, dead_ratio=1))
    assert await bench.redis.xlen("urls.dead") <= 5 + 2 * QUICK.concurrency


async def test_no_worker_of_a_halted_stage_reads_or_takes_over(bench: Bench) -> None:
    await push(bench, 10)
    await bench.redis.xreadgroup("ingest", "dead-1", {"urls": ">"}, count=3)
    await bench.redis.set("urls.halted", "{}")
    async with bench.consuming(take, name="one"), bench.consuming(take, name="two"):
        await asyncio.sleep(3 * QUICK.lease)
        assert await bench.redis.xlen("urls") == 10
        pending = await bench.redis.xpending_range("urls", "ingest", "-", "+", 20)
        assert {each["consumer"] for each in pending} == {b"dead-1"}
        assert await breaker.resume(bench.redis, bench.keys, INGEST)
        await bench.settled()
    assert not await breaker.resume(bench.redis, bench.keys, INGEST)


async def test_a_halt_is_of_one_stage_and_one_partition(bench: Bench) -> None:
    await bench.redis.mset({"pages.halted": "{}", "{0}:urls.halted": "{}"})
    await push(bench, 3)
    async with bench.consuming(take):
        await bench.settled()
    assert [each.stage for each in await breaker.halts(bench.redis, bench.keys)] == ["extract"]
    (halt,) = await breaker.halts(bench.redis, Keys("0"))
    assert (halt.stage, halt.seconds_left) == ("ingest", None)


async def test_a_halted_worker_says_so_once_finishes_its_work_and_stops_at_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    begun = asyncio.Event()

    async def slowly(units: Units) -> list[Outcome]:
        begun.set()
        await asyncio.sleep(0.5)
        return await take(units)

    await push(bench, 1)
    async with bench.consuming(slowly):
        await begun.wait()
        await bench.redis.set("urls.halted", "{}")
        await asyncio.sleep(0.3)
        stopping = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - stopping < 1
    assert await bench.redis.xlen("urls") == 0
    assert len([r for r in caplog.records if "stage_halted" in r.getMessage()]) == 1


async def test_when_the_halt_is_over_all_go_on_with_nothing_counted(bench: Bench) -> None:
    """A worker that waited has 19 dead letters on its mind, and forgets them."""
    async with bench.consuming(failing(1, Quarantine(Reason.PARSE_ERROR)), limits=ONCE) as waiting:
        await push(bench, 19)
        await bench.settled()
        await bench.redis.set("urls.halted", "{}", px=600)
        await asyncio.sleep(0.3)
        await push(bench, 19)
        await asyncio.sleep(0.1)
        assert await bench.redis.xlen("urls") == 19
        await bench.settled()
        assert waiting._failed is not None
        assert not waiting._failed.done()
    assert await bench.redis.xlen("urls.dead") == 38


async def test_a_fault_that_is_still_there_is_found_again(bench: Bench) -> None:
    await push(bench)
    for round_ in range(1, 4):
        with pytest.raises(TooManyDeadLetters):
            await until_it_ends(bench, fail, SOON)
        dead = await bench.redis.xlen("urls.dead")
        assert 20 * round_ <= dead <= (20 + 2 * QUICK.concurrency) * round_


BROKEN = """
from contextlib import asynccontextmanager
from sayso.contracts.topology import INGEST
from sayso.runtime.service import Service

@asynccontextmanager
async def build(worker):
    @worker.on(INGEST)
    async def fail(unit):
        raise RuntimeError("a bad release")
    yield

SERVICE = Service("broken", roles={"ingest": "broken:build"})
"""


async def test_a_bad_release_as_a_process_ends_with_4_and_then_waits(own_redis: Server, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN)
    about = tmp_path / "broken-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[sayso.services]\nbroken = broken:SERVICE\n")
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "SAYSO_REDIS_URL": own_redis.url, "SAYSO_ATTEMPTS": "1"}
    words = [sys.executable, "-m", "sayso.runtime.role_process", "broken", "ingest"]
    redis = own_redis.client()
    await push(Bench(redis))

    first = await asyncio.create_subprocess_exec(*words, env=env, stderr=subprocess.PIPE)
    _, said = await first.communicate()
    assert first.returncode == EXIT_HALTED, said.decode()
    assert said.decode().count("too_many_dead_letters") == 1
    left = await redis.xlen("urls")
    assert left > MANY * 0.8

    second = await asyncio.create_subprocess_exec(*words, env=env, stderr=subprocess.PIPE)
    assert second.stderr is not None
    while b"stage_halted" not in await second.stderr.readline():
        assert second.returncode is None
    await asyncio.sleep(1.5)
    second.terminate()
    await second.communicate()
    assert second.returncode == 0
    assert await redis.xlen("urls") == left
    await redis.aclose()
