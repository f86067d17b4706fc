"""How much a consumer works on at once, with a way to work on one thing alone.

An entry that was delivered before and never settled may be what killed its worker. It runs alone (``alone``), so that
if it kills this worker too, nothing else is in flight to be counted as delivered once more.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Slots:
    """A counter of what is in flight, read under ``reading`` and taken whole by ``alone``."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._changed = asyncio.Condition()
        self._turn = asyncio.Lock()

    @property
    def used(self) -> int:
        """How many are taken now."""
        return self._used

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[int]:
        """A turn to read and take: begins when at least one is free; gives how many are."""
        async with self._turn:
            async with self._changed:
                await self._changed.wait_for(lambda: self._used < self._size)
            yield self._size - self._used

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn with nothing else in flight and nothing new read."""
        async with self._turn:
            await self.wait_idle()
            yield

    def take(self, count: int = 1) -> None:
        """Take some, inside a turn."""
        self._used += count

    async def give_back(self, count: int = 1) -> None:
        """Return some."""
        async with self._changed:
            self._used -= count
            self._changed.notify_all()

    async def wait_idle(self) -> None:
        """Wait until none is taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._used == 0)
