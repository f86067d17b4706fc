"""Claims as they arrive: one reader of the stream ``claims``, and everyone who looks on.

The console follows the stream from where it is when the console starts, with one blocking read, and gives each event
to whoever asks for such claims. A looker-on that does not keep up misses the oldest, and is told how many. Redis that
is away is tried again; what came meanwhile is read then, since the stream keeps it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from sayso.contracts.events import ClaimEventData
from sayso_store.claim_query import ClaimQuery, matches

log = structlog.get_logger(__name__)

MOST_LOOKERS = 200
_KEPT = 200
_BLOCK_MS = 1000
_AGAIN = 1.0


@dataclass(slots=True, eq=False)
class Looker:
    """One that looks on. ``missed``: events that it did not take in time."""

    query: ClaimQuery
    events: deque[ClaimEventData] = field(default_factory=lambda: deque(maxlen=_KEPT))
    came: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> bool:
        """Whether something came within this time."""
        try:
            await asyncio.wait_for(self.news.wait(), seconds)
        except TimeoutError:
            return False
        self.news.clear()
        return True


class Hub:
    """Reads the stream and tells the lookers-on."""

    def __init__(self, redis: "Redis", key: str) -> None:
        self._redis, self._key = redis, key
        self._lookers: set[Looker] = set()
        self.closed = asyncio.Event()

    @property
    def is_full(self) -> bool:
        """Whether no more can look on."""
        return len(self._lookers) >= MOST_LOOKERS

    @contextmanager
    def looking(self, query: ClaimQuery) -> Iterator[Looker]:
        """Look on for the time of a ``with`` block."""
        looker = Looker(query)
        self._lookers.add(looker)
        try:
            yield looker
        finally:
            self._lookers.discard(looker)

    async def follow(self, stop: asyncio.Event) -> None:
        """Read the stream until told to stop."""
        last = "$"
        while not stop.is_set():
            try:
                last = await self._read(last)
            except (RedisError, OSError) as error:
                log.info("claims_stream_away", error=str(error)[:200])
                await asyncio.sleep(_AGAIN)
        self.closed.set()
        for each in self._lookers:
            each.news.set()

    async def _read(self, last: str) -> str:
        if last == "$":
            newest: Any = await self._redis.xrevrange(self._key, count=1)
            last = newest[0][0].decode() if newest else "0"
        answer: Any = await self._redis.xread({self._key: last}, count=100, block=_BLOCK_MS)
        for _, entries in answer or []:
            for entry_id, fields in entries:
                last = entry_id.decode()
                self._tell(fields.get(b"data", b""))
        return last

    def _tell(self, data: bytes) -> None:
        if not self._lookers:
            return
        try:
            event = ClaimEventData.model_validate_json(data)
        except ValidationError:  # of a newer release, or nobody's
            return
        for each in self._lookers:
            if matches(each.query, event):
                each.events.append(event)
                each.came += 1
                each.news.set()


async def news(hub: Hub, looker: Looker, *, every: float, beat: float) -> AsyncIterator[bool]:
    """True whenever something came, at most once in ``every`` seconds; False after ``beat`` quiet ones."""
    while not hub.closed.is_set():
        came = await looker.wait(beat)
        if hub.closed.is_set():
            return
        yield came
        if came:
            await asyncio.sleep(every)
