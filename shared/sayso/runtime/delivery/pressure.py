"""Back-pressure: a stage stops reading while a stream it writes to is over its high-water mark.

What waits there for its next try counts too: when the store is away, everything does. It goes on below three quarters
of the mark, so that it does not flutter. Only ``urls`` may grow, since only it is written to by people; what is in the
pipeline stays bounded.
"""

import asyncio
import time
from collections.abc import Iterable

import structlog
from redis.asyncio import Redis

from sayso.contracts.topology import Stream
from sayso.runtime.delivery.keys import Keys

log = structlog.get_logger(__name__)

_LOW = 0.75
_LOOK_EVERY = 0.05
"""Seconds an answer is believed, since a look costs a round trip: the mark can be passed by what that time brings."""
_LOOK_SELDOM = 0.5
"""The same while no stream is filled to half of its mark, and this worker has not begun much since."""
_HALF, _MUCH = 0.5, 0.1
"""Of the room below the mark: others begin work, too."""


class Pressure:
    """Looks at the streams downstream."""

    def __init__(self, redis: "Redis", keys: Keys, downstream: Iterable[Stream]) -> None:
        self._redis = redis
        self._marks = [
            (keys(each.name), keys(each.later), each.high_water) for each in downstream if each.high_water is not None
        ]
        self._looked = float("-inf")
        self._unseen = 0.0

    def begun(self, count: int) -> None:
        """So many entries are worked on now, which will bring as many."""
        self._unseen -= count

    async def wait_low(self, stop: asyncio.Event) -> None:
        """Return once every stream is low enough, or when stopping."""
        if not self._marks or time.monotonic() - self._looked < (_LOOK_SELDOM if self._unseen > 0 else _LOOK_EVERY):
            return
        held = False
        while not stop.is_set():
            share, room, fullest = await self._fullest()
            if share < (_LOW if held else 1.0):
                self._looked = time.monotonic()
                self._unseen = _MUCH * room if share < _HALF else 0
                if held:
                    log.info("back_pressure_over")
                return
            if not held:
                held = True
                log.warning("back_pressure", stream=fullest)
            await asyncio.sleep(_LOOK_EVERY)

    async def _fullest(self) -> tuple[float, int, str]:
        """What share of its mark a stream is filled to at most, how many entries are left at least, and that stream."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for key, later, _ in self._marks:
                pipe.xlen(key)
                pipe.zcard(later)
            counts = await pipe.execute()
        filled = [length + waiting for length, waiting in zip(counts[::2], counts[1::2], strict=True)]
        share, key = max((now / mark, key) for (key, _, mark), now in zip(self._marks, filled, strict=True))
        return share, min(mark - now for (*_, mark), now in zip(self._marks, filled, strict=True)), key
