"""A trouble that lasts is told at first and each minute, not at every try."""

import asyncio
from collections.abc import Callable

import pytest
import structlog.testing

from sayso.runtime.delivery import patience


def test_a_trouble_is_told_at_first_and_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("sayso.runtime.delivery.patience.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sayso.runtime.delivery.patience.asyncio.sleep", _passing(now, seconds=5))
    waiting = patience.Patience("read")
    with structlog.testing.capture_logs() as told:
        asyncio.run(_fail(waiting, times=30))
        waiting.succeeded()
    assert [(line["event"], line["tries"]) for line in told] == [
        ("redis_trouble", 1),
        ("redis_trouble", 13),
        ("redis_trouble", 25),
        ("redis_recovered", 30),
    ]


def _passing(now: list[float], seconds: float) -> Callable[[float], object]:
    async def sleep(_: float) -> None:
        now[0] += seconds

    return sleep


async def _fail(waiting: patience.Patience, times: int) -> None:
    for _ in range(times):
        await waiting.wait(ConnectionError("away"))
