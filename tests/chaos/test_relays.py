"""R9: two relays at once, one of them paused in mid-step and woken again while the other went on.

The store is SQLite here, whose one write lock is its holder's for as long as that sleeps. So the relay is paused where
it does not hold it; PostgreSQL ends such a holder, which ``tests/integration/store/test_concurrency.py`` tries.
"""

import contextlib
import sqlite3
import time
from functools import partial
from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos.pipeline import PUBLISH, ROLES, Worker
from tests.chaos.scene import Scene, scene


@pytest.mark.timeout(180)
def test_r9_two_relays_and_one_that_slept(tmp_path: Path, own_redis: Server) -> None:
    with scene(tmp_path / "scene", own_redis, seed=9, roles={**ROLES, PUBLISH: 2}) as stage:
        for n in range(3):
            stage.push(range(n * 80, n * 80 + 60))
            stage.wait_until_through(n * 80 + 20)
            asleep = stage.pipeline.of(PUBLISH)[n % 2]
            freeze_without_the_lock(stage, asleep)
            at_sleep = published(stage)
            stage.push(range(n * 80 + 60, n * 80 + 80))
            if n == 2:
                stage.wait_until_through(n * 80 + 75)
            stage.wait_for("events of the relay that is awake", 60, partial(more_than, at_sleep, stage))
            stage.pipeline.thaw(asleep)
        stage.drain()
        report = stage.check()
        print(f"\nR9: {report.events} events by two relays, ids 1..{report.events}")


def published(stage: Scene) -> int:
    """How many events are on ``claims``."""
    return int(stage.client.xlen("claims"))


def more_than(before: int, stage: Scene) -> bool:
    """Whether events were published since."""
    return published(stage) > before


def freeze_without_the_lock(stage: Scene, worker: Worker) -> None:
    """Pause a worker in mid-step, but not within a write to the store."""
    while True:
        stage.pipeline.freeze(worker)
        if can_write(stage):
            return
        stage.pipeline.thaw(worker)
        time.sleep(0.01)


def can_write(stage: Scene) -> bool:
    """Whether the store's write lock is to be had, within what a worker that is awake needs for a transaction."""
    path = stage.database_url.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path, timeout=3, isolation_level=None)) as store:
        try:
            store.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        store.execute("ROLLBACK")
    return True
