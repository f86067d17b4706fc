"""A worker stops itself when too much of its recent work is set aside, and its stage waits.

A bad release fails at everything it is given. Left alone it would empty the queue into the dead letters within
minutes; with this it costs some dozens of entries and an alarm. The worker judges itself by its own latest ends: when
the share set aside *for a fault of ours* is too large it says so (``too_many_dead_letters``), sets the stage's key
``<stream>.halted``, and its process ends. While that key exists, every worker of the stage waits. The key expires, and
then all go on with nothing counted: if the fault is still there, it is found again at the cost of a few dozen more.

Only what Sayso, its store or its index did wrong counts (:data:`OURS`). Bad input must never stop anybody's pipeline:
whoever may push could halt it with a handful of entries, and a list of stale links would look like an outage. What is
set aside for such a reason, and all that ends well, counts as work that went as designed.

``sayso dead list`` shows what is halted, ``sayso dead resume`` ends it early.
"""

import asyncio
import contextlib
import json
import time
from collections import Counter, deque
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from pydantic import Field
from redis.asyncio import Redis

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import UnitEnded
from sayso.contracts.topology import STAGES, Stage
from sayso.runtime.clock import Clock, iso
from sayso.runtime.delivery.keys import Keys
from sayso.runtime.delivery.patience import until_done
from sayso.runtime.settings import Settings

log = structlog.get_logger(__name__)

OURS = frozenset(
    {
        Reason.UNEXPECTED_ERROR,
        Reason.HANDLER_TIMEOUT,
        Reason.DELIVERY_BUDGET,
        Reason.PARSE_ERROR,
        Reason.STORE_UNAVAILABLE,
        Reason.INDEX_UNAVAILABLE,
    }
)
"""The reasons that speak of a fault of ours rather than of what was pushed."""

_LEAST = 20
"""Fewer dead letters than this are never too many, whatever their share: a worker's first entries may be bad luck."""
_LOOK_EVERY = 1.0
"""Seconds that an answer about the key is believed."""


class BreakerSettings(Settings):
    """When a worker halts its stage because too much of its work is set aside for a fault of ours."""

    dead_window: int = Field(
        default=100, ge=0, description="Ends a worker judges a stage by, the latest ones. 0: it never halts a stage."
    )
    dead_ratio: float = Field(
        default=0.5, gt=0, le=1, description="Share of those ends set aside, 20 at least, that halts the stage."
    )
    halt_seconds: float = Field(
        default=300.0, gt=0, description="Seconds a halted stage waits before it goes on by itself."
    )


class TooManyDeadLetters(RuntimeError):
    """The worker has halted its stage; its process is to end."""


class Breaker:
    """Counts how one stage's work ends in this worker, and knows whether the stage is halted."""

    def __init__(self, stage: Stage, redis: "Redis", keys: Keys, settings: BreakerSettings, clock: Clock) -> None:
        self._stage, self._redis, self._settings, self._clock = stage, redis, settings, clock
        self._key = keys(stage.reads.halted)
        self._ends: deque[Reason | None] = deque(maxlen=settings.dead_window)
        self._least = max(1, min(_LEAST, settings.dead_window))
        self._tripped = False
        self._halted = False
        self._looked = float("-inf")

    def note(self, ended: UnitEnded) -> None:
        """Count one unit. A try that is to be followed by another is no end."""
        if ended.disposition not in (Disposition.RETRIED, Disposition.DEFERRED):
            is_fault = ended.disposition is Disposition.DEAD_LETTERED and ended.reason in OURS
            self._ends.append(ended.reason if is_fault else None)

    async def check(self) -> None:
        """Halt the stage and raise :class:`TooManyDeadLetters` if it is time. Raises once: ending takes a while."""
        faults = Counter(str(reason) for reason in self._ends if reason is not None)
        dead, ended = faults.total(), len(self._ends)
        if self._tripped or dead < self._least or dead < self._settings.dead_ratio * ended:
            return
        self._tripped = True
        about = {"stage": self._stage.name, "dead": dead, "ended": ended, "reasons": dict(faults)}
        log.error("too_many_dead_letters", **about, halted_for_s=self._settings.halt_seconds)
        why = json.dumps({"why": "too_many_dead_letters", **about, "at": iso(self._clock())})
        lifetime = round(self._settings.halt_seconds * 1000)
        await until_done("halt the stage", partial(self._redis.set, self._key, why, px=lifetime))
        raise TooManyDeadLetters(f"{self._stage.name}: {dead} of the last {ended} set aside")

    async def wait_resumed(self, stop: asyncio.Event) -> None:
        """Return once the stage is not halted, or when stopping."""
        while not stop.is_set() and await self._is_halted():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOK_EVERY)

    async def _is_halted(self) -> bool:
        if time.monotonic() - self._looked >= _LOOK_EVERY:
            why: Any = await self._redis.get(self._key)
            self._looked = time.monotonic()
            if why is not None and not self._halted:
                log.warning("stage_halted", stage=self._stage.name, why=_text(why))
            if why is None and self._halted:
                self._ends.clear()
                log.info("stage_resumed", stage=self._stage.name)
            self._halted = why is not None
        return self._halted


@dataclass(frozen=True, slots=True)
class Halt:
    """A stage that is halted. ``why`` is JSON; without ``seconds_left`` it stays halted until resumed by hand."""

    stage: str
    why: str
    seconds_left: float | None


async def halts(redis: "Redis", keys: Keys) -> list[Halt]:
    """The stages that are halted now."""
    found = []
    for stage in STAGES:
        key = keys(stage.reads.halted)
        why: Any = await redis.get(key)
        left = await redis.pttl(key)
        if why is not None:
            found.append(Halt(stage.name, _text(why), left / 1000 if left >= 0 else None))
    return found


async def resume(redis: "Redis", keys: Keys, stage: Stage) -> bool:
    """Let a stage go on now; whether it was halted."""
    return bool(await redis.delete(keys(stage.reads.halted)))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")
