"""What Redis must be like before the first message, and the refusal when it is not.

A Redis that evicts keys drops whole streams when memory is short; one without an append-only file forgets everything
it acknowledged when it restarts. Both look healthy until then, so a worker refuses to start on them and says why.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from pydantic import Field
from redis.asyncio import Redis

from sayso.runtime.connection import infos, is_cluster
from sayso.runtime.delivery.patience import passes
from sayso.runtime.settings import PlaceSettings, Settings

log = structlog.get_logger(__name__)

LEAST_VERSION = (6, 2)


class PreflightSettings(Settings):
    """What may be waived."""

    allow_volatile_redis: bool = Field(
        default=False,
        description="Start even though Redis has no append-only file: a restart of it then loses acknowledged work.",
    )
    redis_wait: float = Field(default=30.0, ge=0, description="Seconds to wait for Redis to answer at start.")


class UnfitRedis(RuntimeError):
    """Redis is reachable and must not be used as it is. The message says what to change."""


def unfit(info: Mapping[str, Any], *, allow_volatile: bool) -> str | None:
    """Why a Redis with this INFO must not be used, or None."""
    version = tuple(int(part) for part in str(info.get("redis_version", "0")).split(".")[:2])
    if version < LEAST_VERSION:
        return f"Redis {info.get('redis_version')} is too old: 6.2 or later is needed"
    policy = info.get("maxmemory_policy", "noeviction")
    if policy != "noeviction":
        return f"maxmemory-policy is {policy}: it drops whole streams when memory is short; set it to noeviction"
    if not int(info.get("aof_enabled", 0)) and not allow_volatile:
        return (
            "appendonly is off: a restart of Redis would lose acknowledged work; set appendonly yes "
            "(or SAYSO_ALLOW_VOLATILE_REDIS=true to accept the loss)"
        )
    return None


async def check(redis: "Redis", place: PlaceSettings, settings: PreflightSettings) -> None:
    """Wait for Redis to answer and check it. Raises :class:`UnfitRedis`, or what Redis kept failing with."""
    if is_cluster(place) and place.partitions is None:
        raise UnfitRedis("a Redis Cluster needs SAYSO_PARTITIONS, 1 or more: what a script touches must be in one slot")
    loop = asyncio.get_running_loop()
    deadline = loop.time() + settings.redis_wait
    while True:
        try:
            told = await infos(redis, place)
        except Exception as error:
            if not passes(error) or loop.time() > deadline:
                raise
            log.info("waiting_for_redis", error=f"{type(error).__name__}: {error}"[:200])
            await asyncio.sleep(0.5)
        else:
            for info in told:
                why = unfit(info, allow_volatile=settings.allow_volatile_redis)
                if why is not None:
                    raise UnfitRedis(why)
            return
