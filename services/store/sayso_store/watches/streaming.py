"""Matches onto the stream ``matches``, in the order in which they were written.

A match's number in the table is its id on the stream, ``<n>-0``, and Redis refuses an id that is not above the last. So
what a process that died had added and not marked is refused when it is added again, and two processes need no lock.
Where Redis has lost what was sent, it is sent again, as far back as the table goes. The stream is trimmed to a length,
since whoever reads it may look into the store for what is older.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from sayso.contracts.events import ClaimMatched
from sayso.runtime.clock import Clock, iso, utc_now
from sayso_store.adapters.delivery_rows import DeliveryRows, Unstreamed
from sayso_store.publish import position_of

CHUNK = 100
_NOT_ABOVE = "equal or smaller than the target stream top item"


@dataclass(frozen=True, slots=True)
class MatchStream:
    """Adds matches to the stream at ``key``, which keeps about ``length`` entries."""

    rows: DeliveryRows
    redis: Redis
    key: str
    length: int
    clock: Clock = utc_now

    async def run_once(self) -> int:
        """Send all that waits; how many were added. Raises what SQLAlchemy and redis-py raise where one is away."""
        added = 0
        while waiting := await asyncio.to_thread(self.rows.unstreamed, CHUNK):
            for each in waiting:
                added += await self._add(each)
            await asyncio.to_thread(self.rows.mark_streamed, [each.id for each in waiting], iso(self.clock()))
        return added

    async def reconcile(self) -> int:
        """Find what the stream has lost of what was sent, and let it be sent again. How much."""
        sent = await asyncio.to_thread(self.rows.last_streamed)  # first: another may send between the two looks
        last = await self._last()
        return 0 if last >= sent else await asyncio.to_thread(self.rows.mark_unstreamed, last)

    async def _add(self, match: Unstreamed) -> int:
        names = ("match_id", "watch_id", "watch", "position", "type", "claim_id", "data")
        entry = ClaimMatched.model_validate({name: getattr(match, name) for name in names})
        fields: dict[Any, Any] = dict(entry.to_fields())
        try:
            await self.redis.xadd(self.key, fields, id=f"{match.id}-0", maxlen=self.length, approximate=True)
        except ResponseError as error:
            if _NOT_ABOVE not in str(error):
                raise
            return 0
        return 1

    async def _last(self) -> int:
        if not await self.redis.exists(self.key):
            return 0
        return position_of((await self.redis.xinfo_stream(self.key))["last-generated-id"])
