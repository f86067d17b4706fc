"""The role ``feeds``: has every feed polled when it is due. It fetches nothing.

It asks the registry for what is due, which pushes it to ``urls``, where ingest treats it like any other URL; then it
sleeps until the next feed is due, or a moment, since one may be added. Any number may run; one is enough for any list.
"""

import asyncio
import contextlib

import structlog

from sayso.runtime.delivery.patience import Patience, passes
from sayso_ingest.adapters.feed_registry import FeedRegistry

log = structlog.get_logger(__name__)

AT_ONCE = 100
"""Feeds pushed in one script."""
LONGEST_SLEEP = 2.0
"""Seconds: how late a feed may be polled that was just added."""
SHORTEST_SLEEP = 0.05


async def poll_forever(registry: FeedRegistry, stop: asyncio.Event, *, give_up: float) -> None:
    """Push what is due until stopped. ``give_up``: seconds after which a poll without an answer is made anew."""
    patience = Patience("feeds: poll")
    while not stop.is_set():
        try:
            pushed, wait = await registry.take(AT_ONCE, give_up)
        except Exception as error:
            if not passes(error):
                raise
            await patience.wait(error)
            continue
        patience.succeeded()
        if pushed:
            log.info("feeds_asked", feeds=pushed)
        if pushed < AT_ONCE:
            seconds = LONGEST_SLEEP if wait is None else min(max(wait, SHORTEST_SLEEP), LONGEST_SLEEP)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), seconds)
