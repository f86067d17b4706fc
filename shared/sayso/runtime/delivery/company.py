"""Waiting for company: a batch stage lets a batch fill while more is on its way to it.

What a batch costs beside its entries (a transaction, a round trip, a handler's call) is paid once, however many
entries it has. Yet a stage that is quicker than the one before it finds entries one at a time, as they come. So before
it reads it looks at the streams that lead to it: if they hold more work, a short wait costs nobody anything, since
what is behind waits longer anyway; if they are empty, whoever pushed last is waiting for an answer, and it reads at
once. A batch that is there already is never waited for.
"""

import asyncio
import contextlib
from collections.abc import Sequence

from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from sayso.contracts.topology import Stream, upstream
from sayso.runtime.delivery.keys import Keys

ENOUGH = 10
"""Entries on their way that make waiting worth it."""


class Company:
    """Looks at a stream and at those that lead to it."""

    def __init__(self, redis: "Redis", keys: Keys, stream: Stream, batch: int, seconds: float) -> None:
        self._redis, self._batch, self._seconds = redis, batch, seconds
        self._keys: Sequence[str] = [keys(each.name) for each in (stream, *upstream(stream))]

    async def wait(self, stop: asyncio.Event) -> None:
        """Return when it is time to read: at once, after the wait, or when stopping."""
        if self._seconds <= 0 or not await self._worth_it():
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                await stop.wait()

    async def _worth_it(self) -> bool:
        async with self._redis.pipeline(transaction=False) as pipe:
            for key in self._keys:
                pipe.xlen(key)
            try:
                here, *coming = await pipe.execute()
            except NoPermissionError:  # a user of the operator's own making: it reads at once
                return False
        return bool(here < self._batch and sum(coming) >= ENOUGH)
