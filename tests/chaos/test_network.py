"""R13: the network between the workers and Redis, by way of a proxy that partitions, resets, delays and half-opens."""

import time
from pathlib import Path

import pytest

from sayso.testing.redis import Server
from tests.chaos import proxy
from tests.chaos.scene import Scene, scene

RECOVERY_SECONDS = 10.0
PARTITION_SECONDS = 5.0
LOAD = 100


@pytest.mark.timeout(240)
def test_r13_partition_reset_latency_half_open(tmp_path: Path, own_redis: Server) -> None:
    with (
        proxy.proxied(own_redis.socket) as between,
        scene(tmp_path / "scene", own_redis, seed=13, redis_url=between.url) as stage,
    ):
        load(stage)
        between.set_mode("partition")
        time.sleep(PARTITION_SECONDS)
        between.heal()
        after_partition = recovery(stage)
        load(stage)
        resets = 0
        for _ in range(5):
            resets += between.reset()
            time.sleep(0.2)
        assert resets > 5, "no connection was reset"
        after_reset = recovery(stage)
        load(stage)
        between.set_mode("half_open")
        time.sleep(2)
        between.heal()
        after_half_open = recovery(stage)
        load(stage)
        between.delay = 0.3
        through = len(stage.receipts) - stage.waiting()
        push(stage, 5)
        stage.wait_until_through(through + 5, seconds=30)
        between.heal()
        after_latency = recovery(stage)
        stage.drain()
        stage.check()
        print(f"\nR13: through again after partition {after_partition:.1f} s, {resets} resets {after_reset:.1f} s, "
              f"half-open {after_half_open:.1f} s, latency {after_latency:.1f} s")  # fmt: skip


def push(stage: Scene, count: int) -> None:
    """Push articles that were not pushed before."""
    at = len(stage.receipts)
    stage.push(range(at, at + count))


def load(stage: Scene) -> None:
    """Push articles, and wait until some of them are through."""
    at = len(stage.receipts)
    push(stage, LOAD)
    stage.wait_until_through(at + 10)


def recovery(stage: Scene) -> float:
    """How long until something gets through again, if only what is pushed now. Raises after RECOVERY_SECONDS."""
    through = len(stage.receipts) - stage.waiting()
    push(stage, 5)
    return stage.wait_until_through(through + 1, seconds=RECOVERY_SECONDS)
