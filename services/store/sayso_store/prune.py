"""Retention: what is old is deleted, by the publish role once an hour or by ``sayso-store prune``.

Three things grow without end. The records of how work ended (table ``unit``) go after ``SAYSO_KEEP_UNIT_DAYS``. Events
go from the outbox once they were sent ``SAYSO_KEEP_OUTBOX_DAYS`` ago: from then on a stream that is lost can be made
again only from where the outbox begins. The stream ``claims`` itself is trimmed only where ``SAYSO_KEEP_CLAIMS_DAYS``
is set, since nobody here knows how far its consumers have read; where it is set, the outbox keeps its events at least
as long. Articles, statements and claims are never deleted. Any number of processes may prune at a time.
"""

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from redis.asyncio import Redis

from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.delivery.patience import Patience
from sayso_store.adapters.retention import Retention
from sayso_store.publish import position_of
from sayso_store.relay_loop import passing
from sayso_store.retention_settings import RetentionSettings

log = structlog.get_logger(__name__)

EVERY = 3600.0
"""Seconds between two rounds of the publish role."""

STEP = 10_000
"""Entries that Redis trims in one command: some milliseconds, in which it serves nobody else."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """How much went: records of work, events of the outbox, entries of the stream."""

    units: int
    events: int
    entries: int


@dataclass(frozen=True, slots=True)
class Pruner:
    """Prunes one store and its stream."""

    rows: Retention
    redis: Redis
    key: str
    keep: RetentionSettings
    clock: Clock = utc_now

    async def prune(self) -> Pruned:
        """Delete what is old now."""
        units = await asyncio.to_thread(self.rows.delete_units, self._ago(self.keep.keep_unit_days))
        entries = await self._trim(self.keep.keep_claims_days) if self.keep.keep_claims_days else 0
        days = max(self.keep.keep_outbox_days, self.keep.keep_claims_days or 0)
        first = await asyncio.to_thread(self.rows.first_kept, self._ago(days))
        events = await asyncio.to_thread(self.rows.delete_events, first)
        return Pruned(units, events, entries)

    async def _trim(self, days: int) -> int:
        first = await asyncio.to_thread(self.rows.first_kept, self._ago(days))
        trimmed = 0
        while entries := await self.redis.xrange(self.key, count=1):
            begins = position_of(entries[0][0])
            if begins >= first:
                break
            below = min(first, begins + STEP)
            trimmed += int(await self.redis.xtrim(self.key, minid=f"{below}-0", approximate=False))
        return trimmed

    def _ago(self, days: int) -> str:
        return iso(self.clock() - timedelta(days=days))


async def prune_forever(pruner: Pruner, stop: asyncio.Event) -> None:
    """Prune now and every hour, until told to stop."""
    patience = Patience("prune")
    while not stop.is_set():
        try:
            pruned = await pruner.prune()
        except Exception as error:
            if not passing(error):
                raise
            await patience.wait(error)
            continue
        patience.succeeded()
        if pruned != Pruned(0, 0, 0):
            log.info("pruned", units=pruned.units, events=pruned.events, entries=pruned.entries)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
