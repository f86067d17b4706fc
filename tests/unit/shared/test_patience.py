"""A trouble that lasts is told at first and each minute, not at every try."""

import asyncio
from collections.abc import Callable

import pytest

from sayso.runtime.delivery import patience


class Heard:
    """Stands in for the log, which other tests may have set up in their own way."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, object]] = []

    def _hear(self, event: str, **said: object) -> None:
        self.lines.append((event, said["tries"]))

    warning = info = _hear


def test_a_trouble_is_told_at_first_and_each_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now, heard = [1000.0], Heard()
    monkeypatch.setattr("sayso.runtime.delivery.patience.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sayso.runtime.delivery.patience.asyncio.sleep", _passing(now, seconds=5))
    monkeypatch.setattr(patience, "log", heard)
    waiting = patience.Patience("read")
    asyncio.run(_fail(waiting, times=30))
    waiting.succeeded()
    assert heard.lines == [
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
