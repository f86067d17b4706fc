"""Signs of life: every worker says every five seconds that it is there and how its stages go.

A worker's word stands in a key of its own, ``worker:<name>``, which Redis forgets after fifteen seconds; the set
``workers`` has the names. So a worker that was killed is gone from the list within fifteen seconds, and nobody has to
compare clocks. Writing the key is at the same time the proof that Redis takes writes, for ``/readyz``. Who reads them:
``status``.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import Field, ValidationError
from redis.asyncio import Redis

from sayso.contracts.events import UnitEnded
from sayso.contracts.wire import Record
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.observing.metrics import NOT_ENDS

log = structlog.get_logger(__name__)

EVERY = 5.0
"""Seconds between two signs of life."""
EXPIRY = 15.0
"""Seconds after the last one until a worker counts as gone: two may be lost."""
_RATE_SECONDS = 60.0
"""Seconds of late over which a rate is told."""
_NAMES, _NAME = "workers", "worker:{}"


class StagePulse(Record):
    """How one stage goes in one worker: units under way, units ended since it started, and a second of late."""

    in_flight: int = 0
    ended: int = 0
    rate: float = 0.0


class Pulse(Record):
    """What a worker says of itself. ``port`` is where it answers over HTTP, if it does."""

    name: str
    role: str
    host: str
    pid: int
    version: str
    started_at: str
    port: int | None = None
    stages: dict[str, StagePulse] = Field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Counts the units that ended in this worker, by stage, and knows how many a second those were of late."""

    clock: Callable[[], float] = time.monotonic
    _ended: dict[str, int] = field(default_factory=dict)
    _marks: deque[tuple[float, dict[str, int]]] = field(default_factory=deque)

    def note(self, ended: UnitEnded) -> None:
        """Count one, unless it is to be taken up again."""
        if ended.disposition not in NOT_ENDS:
            self._ended[ended.stage] = self._ended.get(ended.stage, 0) + 1

    def mark(self) -> dict[str, tuple[int, float]]:
        """The counts and rates now; from here the next rates are reckoned."""
        now = self.clock()
        self._marks.append((now, dict(self._ended)))
        while len(self._marks) > 1 and now - self._marks[1][0] >= _RATE_SECONDS:
            self._marks.popleft()
        since, then = self._marks[0]
        passed = now - since
        return {
            stage: (count, (count - then.get(stage, 0)) / passed if passed > 0 else 0.0)
            for stage, count in self._ended.items()
        }


class Heart:
    """Gives one worker's signs of life. ``pulse`` says what it has to say."""

    def __init__(self, redis: "Redis", keys: Keys, name: str, pulse: Callable[[], Pulse]) -> None:
        self._redis, self._names, self._name = redis, keys.first(_NAMES), name
        self._key, self._pulse = keys.first(_NAME.format(name)), pulse

    async def beat(self) -> None:
        """One sign of life. Raises what Redis says."""
        said = self._pulse().model_dump_json()
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.set(self._key, said, px=round(EXPIRY * 1000))
            pipe.sadd(self._names, self._name)
            await pipe.execute()

    async def run(self) -> None:
        """Go on until cancelled. A sign that cannot be given is missed, and nothing else comes of it."""
        missed = False
        while True:
            try:
                await self.beat()
                missed = False
            except Exception as error:  # noqa: BLE001 - a worker does its work whether it is seen or not
                if not missed:
                    log.warning("heartbeat_missed", error=f"{type(error).__name__}: {error}"[:200])
                missed = True
            await asyncio.sleep(EVERY)

    async def leave(self) -> None:
        """Say goodbye, and clear away the names of those who could not."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.delete(self._key)
            pipe.srem(self._names, self._name)
            await pipe.execute()


async def forget_the_dead(redis: "Redis", keys: Keys) -> int:
    """Take the names of workers that are gone off the list; how many those were."""
    names, said = await _heard(redis, keys)
    gone = [name for name, word in zip(names, said, strict=True) if word is None]
    if gone:
        await redis.srem(keys.first(_NAMES), *gone)
    return len(gone)


async def alive(redis: "Redis", keys: Keys) -> list[Pulse]:
    """The workers that are there, by role and name. Raises what Redis says."""
    found = [_read(word) for word in (await _heard(redis, keys))[1]]
    return sorted((each for each in found if each is not None), key=lambda each: (each.role, each.name))


async def _heard(redis: "Redis", keys: Keys) -> tuple[list[str], Sequence[Any]]:
    members: Any = await redis.smembers(keys.first(_NAMES))
    names = sorted(name.decode("utf-8", "replace") for name in members)
    return names, await redis.mget([keys.first(_NAME.format(name)) for name in names]) if names else []


def _read(word: bytes | None) -> Pulse | None:
    try:
        return None if word is None else Pulse.model_validate_json(word)
    except ValidationError:  # of another release
        return None
