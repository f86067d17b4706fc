"""Live and ready: what is looked at, what is believed, and for how long."""

import asyncio

import pytest

from sayso.runtime.observing import health
from sayso.runtime.observing.health import LoopLag, Readiness, liveness


def test_a_worker_lives_while_its_loops_run_and_its_event_loop_turns() -> None:
    assert liveness({"ingest": True}, 0.2).good
    assert not liveness({"ingest": True, "relay": False}, 0.2).good
    stuck = liveness({"ingest": True}, 5.1)
    assert not stuck.good
    assert stuck.found["event_loop"] == "5.1 s late"


def test_the_lag_grows_while_the_loop_is_stuck() -> None:
    now = [100.0]
    lag = LoopLag(lambda: now[0])
    assert lag.seconds == 0
    lag._due = 100.5
    now[0] = 107.5
    assert lag.seconds == 7


async def test_the_lag_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_TICK", 0.01)
    lag = LoopLag()
    async with health.watched(lag):
        await asyncio.sleep(0.03)
        import time

        time.sleep(0.2)
        await asyncio.sleep(0.03)
        assert 0.1 < lag.seconds < 5


async def test_ready_is_each_check_with_what_is_wrong() -> None:
    async def good() -> None: ...

    async def bad() -> None:
        raise ConnectionError("no redis://user:hunter2@host")

    said = await Readiness({"redis": bad, "database": good}).ask()
    assert not said.good
    assert said.found == {"redis": "ConnectionError: no redis://user:***@host", "database": "ok"}


async def test_a_check_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_CHECK_SECONDS", 0.02)
    said = await Readiness({"redis": lambda: asyncio.sleep(60)}).ask()
    assert said.found == {"redis": "no answer within 0.02 s"}


async def test_a_worker_that_has_not_begun_is_not_ready() -> None:
    assert not (await Readiness().ask()).good


async def test_checks_are_not_run_for_everyone_who_asks() -> None:
    runs = []

    async def check() -> None:
        runs.append(1)

    readiness = Readiness({"redis": check})
    await asyncio.gather(*(readiness.ask() for _ in range(50)))
    assert len(runs) == 1
