"""The publish role's loop: send, wait for the bell, and be patient with Redis and the store.

A round that finds nothing to send asks whether the stream still has what was sent: Redis may have restarted without
its last second, or been emptied, and nothing new may come for hours. A round that sends is told so by Redis. What
passes (a lost connection, a full memory, a database that restarts) is waited out; a stream that somebody else writes
to is not, and ends the process with its position in the log. Next: ``publish``.
"""

import asyncio
from collections.abc import Callable

import structlog
from sqlalchemy.exc import DBAPIError

from sayso.runtime.delivery.company import Company
from sayso.runtime.delivery.patience import Patience, passes
from sayso_store.bell import Bell
from sayso_store.publish import PublishRefused, Relay

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds until the relay looks without a bell. The bell makes it prompt, the look makes it certain."""


async def relay_forever(
    relay: Relay, bell: Bell, company: Company, stop: asyncio.Event, count: Callable[[int], None] = lambda _: None
) -> None:
    """Publish until told to stop. ``company``: what leads to the outbox; ``count`` is told how many events went out."""
    patience = Patience("publish")
    while not stop.is_set():
        try:
            sent = await relay.run_once()
            if sent:
                log.info("published", events=sent)
                count(sent)
            else:
                lost = await relay.reconcile()
                if lost:
                    continue
            if await bell.wait(LOOK_EVERY):
                await company.wait(stop)
        except Exception as error:
            if not passing(error):
                raise
            await patience.wait(error)
        else:
            patience.succeeded()


def passing(error: BaseException) -> bool:
    """Whether waiting may help, of what Redis and the store can say."""
    if isinstance(error, PublishRefused) and error.__cause__ is not None:
        return passes(error.__cause__)
    return passes(error) or isinstance(error, DBAPIError)
