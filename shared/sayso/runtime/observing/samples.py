"""The gauges every worker can look up: how its stages' streams stand, and Redis's memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psutil
from redis.asyncio import Redis

from sayso.contracts.topology import Stage
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.observing import vocabulary as names
from sayso.runtime.observing.depth import depths
from sayso.runtime.observing.metrics import Metrics


@dataclass(frozen=True, slots=True)
class RedisMemory:
    """Redis's memory in bytes. ``limit`` 0: it has none of its own, and may take what the machine has."""

    used: int
    limit: int
    total: int

    @property
    def headroom(self) -> float:
        """The share that is free, 0 to 1."""
        whole = self.limit or self.total
        return max(0.0, 1 - self.used / whole) if whole else 1.0


def memory_of(info: dict[str, Any]) -> RedisMemory:
    """From Redis's INFO. Where it tells nothing of its machine, this machine's memory is taken for it."""
    total = int(info.get("total_system_memory") or 0) or psutil.virtual_memory().total
    return RedisMemory(int(info.get("used_memory", 0)), int(info.get("maxmemory", 0)), total)


async def sample_stages(metrics: Metrics, redis: "Redis", partitions: Sequence[Keys], stages: Sequence[Stage]) -> None:
    """Set the gauges of these stages, over these partitions."""
    for each in await depths(redis, partitions, stages):
        for metric, value in (
            (names.BACKLOG, each.backlog),
            (names.PENDING, each.pending),
            (names.OLDEST_WAITING, each.oldest_waiting),
            (names.OLDEST_PENDING, each.oldest_pending),
            (names.POSTPONED, each.postponed),
            (names.DEAD_LETTERS, each.dead_letters),
            (names.HALTED, float(each.halted)),
        ):
            metrics.set(metric, value, stage=each.stage)


async def sample_redis(metrics: Metrics, redis: "Redis") -> None:
    """Set the gauges of Redis's memory."""
    memory = memory_of(await redis.info("memory"))
    metrics.set(names.REDIS_USED, memory.used)
    metrics.set(names.REDIS_LIMIT, memory.limit)
    metrics.set(names.REDIS_HEADROOM, memory.headroom)
