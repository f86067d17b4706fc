"""Waiting for the database at start, as workers wait for Redis.

A worker that is started together with its database, or while that one restarts, waits for it and then brings the store
to the newest revision. What ends the wait is an answer, or ``SAYSO_STORE_WAIT``: the messages of a database that starts
up and of one that will never let us in cannot be told apart for certain.
"""

import asyncio

import structlog
from sqlalchemy.exc import OperationalError

from sayso_store.migrate import migrate
from sayso_store.store_settings import StoreSettings

log = structlog.get_logger(__name__)

_LOOK_EVERY = 0.5


async def migrate_patiently(url: str, settings: StoreSettings) -> None:
    """Apply the revisions that are missing, once the database answers. Raises what it kept failing with."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + settings.store_wait
    while True:
        try:
            await asyncio.to_thread(migrate, url)
        except OperationalError as error:
            if loop.time() > deadline:
                raise
            log.info("waiting_for_store", error=f"{type(error.orig).__name__}: {error.orig}".splitlines()[0][:200])
            await asyncio.sleep(_LOOK_EVERY)
        else:
            return
