"""The loops of the role ``watch``: match and stream, post, prune; each patient with what is away.

Matching needs only the store, so webhooks go on while Redis is away; the stream follows when it is back. The stream
``claims`` is the bell: whoever publishes there wakes the matcher, and a look every second makes it certain.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from redis.asyncio import Redis

from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.delivery.patience import Patience
from sayso_store.adapters.delivery_rows import DeliveryRows
from sayso_store.relay_loop import passing
from sayso_store.watches.couriers import Couriers
from sayso_store.watches.matching import Matcher
from sayso_store.watches.streaming import MatchStream

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds until a loop looks without being woken."""
PRUNE_EVERY = 3600.0


async def match_forever(matcher: Matcher, wake: asyncio.Event, bell: "ClaimsBell", stop: asyncio.Event) -> None:
    """Hold events against watches until told to stop; ``wake`` is set when there are matches."""

    async def once() -> None:
        done = await asyncio.to_thread(matcher.run_once)
        if done.matches:
            log.info("matched", matches=done.matches, events=done.events)
            wake.set()
        if not done.events:
            await bell.wait(done.position, stop)

    await _patiently("match", once, stop)


async def stream_forever(stream: MatchStream, stop: asyncio.Event) -> None:
    """Add matches to the stream until told to stop."""

    async def once() -> None:
        lost = await stream.reconcile()
        if lost:
            log.warning("matches_sent_again", matches=lost)
        if not await stream.run_once():
            await _wait(stop, LOOK_EVERY / 4)

    await _patiently("matches", once, stop)


async def post_forever(couriers: Couriers, wake: asyncio.Event, stop: asyncio.Event) -> None:
    """Post webhooks until told to stop, and then end what is in flight."""

    async def once() -> None:
        await couriers.send_due()
        woken = asyncio.create_task(wake.wait())
        await asyncio.wait([woken], timeout=LOOK_EVERY)
        woken.cancel()
        wake.clear()

    try:
        await _patiently("webhooks", once, stop)
    finally:
        await couriers.finish()


async def prune_forever(rows: DeliveryRows, days: int, stop: asyncio.Event, clock: Clock = utc_now) -> None:
    """Delete old matches now and every hour, until told to stop."""

    async def once() -> None:
        deleted = await asyncio.to_thread(rows.prune, iso(clock() - timedelta(days=days)))
        if deleted:
            log.info("matches_pruned", matches=deleted)
        await _wait(stop, PRUNE_EVERY)

    await _patiently("prune", once, stop)


class ClaimsBell:
    """Waits for the stream ``claims`` to grow. Where Redis is away, it only waits."""

    def __init__(self, redis: "Redis", key: str) -> None:
        self._redis, self._key, self._rang = redis, key, False

    async def wait(self, position: int | None, stop: asyncio.Event) -> None:
        """Until there is an event above this position, or a look is due."""
        if position is None or self._rang:  # nobody to be woken, or woken by what is no event of ours
            self._rang = False
            await _wait(stop, LOOK_EVERY)
            return
        try:
            block = int(LOOK_EVERY * 1000)
            self._rang = bool(await self._redis.xread({self._key: f"{position}-0"}, count=1, block=block))
        except Exception as error:
            if not passing(error):
                raise
            await _wait(stop, LOOK_EVERY)


async def _patiently(what: str, once: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    patience = Patience(what)
    while not stop.is_set():
        try:
            await once()
        except Exception as error:
            if not passing(error):
                raise
            await patience.wait(error)
        else:
            patience.succeeded()


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
