"""``Defer`` as ingest relies on it: no try is counted, the memo comes back, and nothing is said of it to the store."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from redis.asyncio import Redis

from sayso.contracts import Defer, Discard, Disposition, Done, Outcome, Reason, Retry
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Keys, Unit, ensure_groups
from tests.integration.delivery.conftest import QUICK, Bench


@pytest.fixture
async def bench(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr("sayso.runtime.delivery.consumer._BLOCK_MS", 100)
    await ensure_groups(redis, Keys())
    return Bench(redis)


class Script:
    """A handler that plays outcomes in turn and notes the units."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes = list(outcomes)
        self.units: list[Unit[Event]] = []
        self.times: list[float] = []

    async def __call__(self, units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
        self.units += units
        self.times.append(time.monotonic())
        return [self._outcomes.pop(0)]


async def test_a_deferral_is_no_try_and_brings_its_memo_back(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    wait = [Defer(Reason.HOST_BUSY, "a.example", seconds=0.3, memo=f"turn {n}") for n in range(6)]
    script = Script(*wait, Done(Disposition.FETCHED))
    await bench.push(url="https://a.example/")
    async with bench.consuming(script, limits=replace(QUICK, attempts=2)):
        await bench.settled()
    assert [unit.memo for unit in script.units] == ["", *(f"turn {n}" for n in range(6))]
    assert {unit.attempt for unit in script.units} == {1}
    assert len({unit.first_id for unit in script.units}) == 1
    assert min(after - before for before, after in pairwise(script.times)) >= 0.3
    (ended,) = await bench.entries("dispositions")
    assert (ended[b"disposition"], ended[b"attempt"]) == (b"fetched", b"1")
    assert caplog.text.count("unit_ended") == 1, "a deferral is said at level debug"


async def test_a_wait_may_be_longer_than_any_retrys(bench: Bench) -> None:
    await bench.push(url="https://a.example/")
    script = Script(Defer(Reason.HOST_BUSY, seconds=200_000))
    async with bench.consuming(script):
        while not await bench.redis.zcard("urls.later"):
            await asyncio.sleep(0.02)
    ((_, due),) = await bench.redis.zrange("urls.later", 0, -1, withscores=True)
    assert due / 1000 - time.time() == pytest.approx(200_000, abs=10)


async def test_a_memo_stays_over_retries_and_is_left_out_of_dead_letters(bench: Bench) -> None:
    script = Script(Defer(Reason.OTHER_HOST, seconds=0, memo="far"), Retry(Reason.CONNECT), Retry(Reason.CONNECT))
    await bench.push(url="https://a.example/")
    async with bench.consuming(script, limits=replace(QUICK, attempts=2)):
        await bench.settled()
    assert [(unit.attempt, unit.memo) for unit in script.units] == [(1, ""), (1, "far"), (2, "far")]
    (letter,) = await bench.entries("urls.dead")
    assert b"entry.url" in letter
    assert not [name for name in letter if b"memo" in name]


@pytest.mark.parametrize("memo", ["x" * 65_537, "é"])
async def test_a_memo_that_nobody_here_wrote_is_refused(memo: str, bench: Bench) -> None:
    forged: dict[str, Any] = {"url": "https://a.example/", "_memo": memo}
    await bench.push(**forged)
    async with bench.consuming(Script()):
        await bench.settled()
    (letter,) = await bench.entries("urls.dead")
    assert letter[b"reason"] == b"reserved_field"


async def test_outcomes_in_a_batch_of_one_may_be_raised(bench: Bench) -> None:
    tries = 0

    async def handle(units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Defer(Reason.HOST_BUSY, seconds=0)
        return [Discard(Disposition.REFUSED, Reason.SCHEME)]

    await bench.push(url="https://a.example/")
    async with bench.consuming(handle):
        await bench.settled()
    assert tries == 2
