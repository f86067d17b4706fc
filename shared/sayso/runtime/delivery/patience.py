"""What delivery does when Redis does not: wait, longer each time, and say so at first and each minute.

A lost connection, a server that is loading its data, a replica that refuses writes or a full memory all pass. The
commands of delivery are safe to send again, so they are, until they succeed or the worker stops. Everything else is a
bug or a wrong set-up and is raised.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from redis.exceptions import (
    BusyLoadingError,
    ClusterDownError,
    ClusterError,
    ConnectionError,  # noqa: A004 - redis names it so
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    ResponseError,
    SlotNotCoveredError,
    TimeoutError,  # noqa: A004
)

log = structlog.get_logger(__name__)

PASSING = (
    ConnectionError,
    TimeoutError,
    BusyLoadingError,
    ReadOnlyError,
    OutOfMemoryError,
    OSError,
    ClusterDownError,
    ClusterError,
    SlotNotCoveredError,
)
_NO_CLUSTER = "cannot be connected"
"""What redis-py says, in an exception of no kind of its own, when no node of a Cluster answers."""
_PASSING_WORDS = ("MISCONF", "OOM", "READONLY", "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "UNBLOCKED")
_FIRST, _LONGEST = 0.05, 5.0
SAID_AGAIN = 60.0
"""Seconds after which a trouble that lasts is told again: so a log's end says that it stands still, and why."""
T = TypeVar("T")


def passes(error: BaseException) -> bool:
    """Whether waiting may help."""
    if isinstance(error, PASSING) or (isinstance(error, RedisClusterException) and _NO_CLUSTER in str(error)):
        return True
    return isinstance(error, ResponseError) and any(word in str(error) for word in _PASSING_WORDS)


def no_group(error: BaseException) -> bool:
    """Whether a stream or its group is missing, as after a FLUSHALL."""
    return isinstance(error, ResponseError) and ("NOGROUP" in str(error) or "no such key" in str(error).lower())


class Patience:
    """The waits of one loop: growing while errors follow each other, forgotten after a success."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._failures = 0
        self._told = 0.0

    async def wait(self, error: BaseException) -> None:
        """Say it (the first time, and each :data:`SAID_AGAIN`) and wait."""
        now = time.monotonic()
        self._failures += 1
        if self._failures == 1 or now - self._told >= SAID_AGAIN:
            error_text = f"{type(error).__name__}: {error}"[:300]
            log.warning("redis_trouble", doing=self._what, error=error_text, tries=self._failures)
            self._told = now
        await asyncio.sleep(min(_LONGEST, _FIRST * 2.0 ** min(self._failures, 12)) * random.uniform(0.5, 1))  # noqa: S311

    def succeeded(self) -> None:
        """Forget, and say so if there was something to forget."""
        if self._failures:
            log.info("redis_recovered", doing=self._what, tries=self._failures)
            self._failures = 0


async def until_done(what: str, call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a safe command while it fails in a way that passes."""
    patience = Patience(what)
    while True:
        try:
            result = await call()
        except Exception as error:
            if not passes(error):
                raise
            await patience.wait(error)
        else:
            patience.succeeded()
            return result
