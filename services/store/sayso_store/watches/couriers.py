"""Webhooks: one match at a time for each watch, as many watches side by side as there are.

A courier serves one watch: it takes the oldest match that waits, posts it signed, and writes down what came of it. A
match that is not taken holds up those behind it, so that each receiver sees its matches in order; it is tried again
after a delay that doubles, and set aside as a dead letter after its tries. No courier waits for another, so a receiver
that is slow or down delays its own watch only. At least once: who dies between post and note posts again, with the same
``webhook-id``.

The post itself is ingest's (ability ``post``): the URL gate, the guarded resolver and the guarded sockets stand
between here and any address. Where ingest is not installed, webhooks wait and the log says so; the stream goes on.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from sayso.contracts.events import ClaimEventData, MatchDelivered
from sayso.contracts.outcomes import Failure
from sayso.contracts.topology import retry_delay
from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.masking import masked_text
from sayso.runtime.watch_abilities import Post
from sayso_store.adapters.delivery_rows import DeliveryRows, Parcel
from sayso_store.watches.settings import WatchSettings
from sayso_store.watches.signing import headers_of

log = structlog.get_logger(__name__)

_ROOM = 20.0
"""Seconds that a lease outlasts a try: for the store to take a note, and for clocks that differ."""
_LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a try; ``error`` is None if the receiver took it."""

    status: int | None = None
    error: str | None = None
    retry_after: float = 0.0


@dataclass(slots=True)
class Couriers:
    """Serves the webhooks of all watches in this process, whose name is ``me``."""

    rows: DeliveryRows
    post: Post
    settings: WatchSettings
    me: str
    clock: Clock = utc_now
    jitter: Callable[[], float] = random.random
    _at_work: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    _ending: bool = False

    async def send_due(self) -> None:
        """Start a courier for each watch that has something to post and none yet. Does not wait for them."""
        for watch_id, task in list(self._at_work.items()):
            if task.done():
                del self._at_work[watch_id]
                task.result()
        for watch_id in await asyncio.to_thread(self.rows.due, self.me, iso(self.clock())):
            if watch_id not in self._at_work:
                self._at_work[watch_id] = asyncio.create_task(self._serve(watch_id))

    async def finish(self) -> None:
        """Wait for the tries in flight; what is left waits in the store."""
        self._ending = True
        await asyncio.gather(*self._at_work.values(), return_exceptions=True)

    async def _serve(self, watch_id: str) -> None:
        try:
            while not self._ending and (parcel := await self._take(watch_id)) is not None:
                await self._carry(parcel)
        finally:
            await asyncio.to_thread(self.rows.release, watch_id, self.me)

    async def _take(self, watch_id: str) -> Parcel | None:
        now = self.clock()
        until = iso(now + timedelta(seconds=self.settings.watch_timeout + _ROOM))
        return await asyncio.to_thread(self.rows.take, watch_id, self.me, iso(now), until)

    async def _carry(self, parcel: Parcel) -> None:
        """One try, and the note of it."""
        answer = await self._try(parcel)
        now = self.clock()
        if answer.error is None:
            await asyncio.to_thread(self.rows.delivered, parcel, answer.status or 0, iso(now))
            return
        about = {"watch": parcel.watch_id, "match": parcel.match_id, "error": answer.error}
        if parcel.is_test or parcel.attempts + 1 >= self.settings.watch_attempts:
            await asyncio.to_thread(self.rows.given_up, parcel, answer.error, answer.status, iso(now))
            log.warning("webhook_test_failed" if parcel.is_test else "webhook_dead_lettered", **about)
            return
        limits = self.settings.delays
        delay = retry_delay(limits, parcel.failures + 1, self.jitter())
        delay = max(delay, min(answer.retry_after, limits.longest_delay))
        next_try_at = iso(now + timedelta(seconds=delay))
        await asyncio.to_thread(self.rows.failed, parcel, answer.error, answer.status, next_try_at)
        log.info("webhook_failed", attempt=parcel.attempts + 1, delay=round(delay, 1), **about)

    async def _try(self, parcel: Parcel) -> _Answer:
        body = body_of(parcel)
        headers = headers_of(parcel.secret, parcel.match_id, body, self.clock())
        try:
            posted = await self.post(parcel.webhook, body, headers, deadline=self.settings.watch_timeout)
        except Failure as failure:
            return _Answer(error=masked_text(f"{failure.reason}: {failure.detail}")[:_LONGEST_ERROR])
        if 200 <= posted.status < 300:
            return _Answer(posted.status)
        what = "a redirect, which is not followed" if 300 <= posted.status < 400 else "not taken"
        return _Answer(posted.status, f"{posted.status}: {what}", posted.retry_after or 0.0)


def body_of(parcel: Parcel) -> bytes:
    """The body of a webhook: the same bytes in every try."""
    told = MatchDelivered(
        match_id=parcel.match_id,
        watch_id=parcel.watch_id,
        watch=parcel.watch,
        position=parcel.position,
        test=parcel.is_test,
        event=ClaimEventData.model_validate_json(parcel.data),
    )
    return told.model_dump_json(exclude_none=True).encode()
