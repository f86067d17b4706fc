"""What a poll tells about its feed: stands around the handler, and notes how each poll of a registered feed ended.

A poll that fails is not tried again as a unit of work: the next poll is its next try, at a time that ``domain.polling``
sets, so that feeds that are gone fill no queue and no dead letters. That is only so for feeds on the list; one that was
pushed by hand is retried like any URL. What is deferred (a host that is busy) has not ended, and is not noted.
"""

from typing import Protocol

import structlog

from sayso.contracts import Defer, Discard, Disposition, Done, Failure, Reason, Retry
from sayso.contracts.events import UrlPushed
from sayso.runtime.clock import Clock, utc_now
from sayso_ingest.adapters.feed_registry import Feed, FeedRegistry
from sayso_ingest.adapters.listing_memory import ListingMemory
from sayso_ingest.adapters.politeness import patiently
from sayso_ingest.domain.polling import Bounds, Poll, Polling, after

log = structlog.get_logger(__name__)

GONE = ("404 ", "410 ")


class Handle(Protocol):
    """The handler: ``handler.Ingest``."""

    async def __call__(self, pushed: UrlPushed, *, unit_id: str, correlation_id: str, memo: str = "") -> Done: ...


class Polls:
    """The handler with an eye on polls."""

    def __init__(
        self, handle: Handle, registry: FeedRegistry, memory: ListingMemory, bounds: Bounds, clock: Clock = utc_now
    ) -> None:
        self._handle, self._registry, self._memory = handle, registry, memory
        self._bounds, self._clock = bounds, clock

    async def __call__(self, pushed: UrlPushed, *, unit_id: str, correlation_id: str, memo: str = "") -> Done:
        """As the handler does; of a feed on the list, note how it went."""
        if pushed.kind == "page":
            return await self._handle(pushed, unit_id=unit_id, correlation_id=correlation_id, memo=memo)
        try:
            done = await self._handle(pushed, unit_id=unit_id, correlation_id=correlation_id, memo=memo)
        except Defer:
            raise
        except Failure as failure:
            blameless = isinstance(failure, Retry) and failure.blameless
            if blameless or not await self._noted(pushed, _failed(failure), unit_id) or isinstance(failure, Discard):
                raise
            detail = f"{failure.detail}; the next poll tries again"
            raise Discard(Disposition.UNREACHABLE, failure.reason, detail) from failure
        await self._noted(pushed, await self._read(pushed, done), unit_id)
        return done

    async def _read(self, pushed: UrlPushed, done: Done) -> Poll:
        known = await self._memory.known(pushed.url or "")
        new = len(done.outputs)
        said = "not changed" if done.disposition is Disposition.NOT_MODIFIED else f"{new} new"
        return Poll("read", said, new, known.ttl)

    async def _noted(self, pushed: UrlPushed, poll: Poll, unit_id: str) -> bool:
        """Whether the feed is on the list, and so this is noted."""
        url = pushed.url or ""
        found = await patiently(lambda: self._registry.get(url))
        if found is None:
            return False
        state = self._after(*found, poll, unit_id)
        if state.errors > found[1].errors:
            log.warning("feed_failed", url=url, errors=state.errors, why=state.said, next_in_s=round(state.wait))
        return await patiently(lambda: self._registry.note(url, state))

    def _after(self, feed: Feed, before: Polling, poll: Poll, unit_id: str) -> Polling:
        now = self._clock().timestamp()
        return after(before, poll, now=now, bounds=self._bounds, every=feed.every, unit=unit_id)


def _failed(failure: Failure) -> Poll:
    gone = failure.reason is Reason.HTTP_STATUS and failure.detail.startswith(GONE)
    asked = failure.after if isinstance(failure, Retry) else None
    return Poll("gone" if gone else "failed", str(failure), asked=asked)
