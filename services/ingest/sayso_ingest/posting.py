"""The ability ``post``: a webhook is sent from behind the same walls as a page is fetched.

Gate, resolver, socket factory and the operator's exceptions are the fetcher's own (``adapters.http``). What differs is
that many receivers are waited for at once, each for its own watch: a slow one must not keep the others from a
connection. Nothing is asked of robots.txt, since whoever set a webhook up asked to be posted to.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sayso.runtime.clock import Clock, utc_now
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.watch_abilities import Post, Posted
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.settings import IngestSettings

MOST_AT_ONCE = 1000
"""Connections at once: as many as there may be watches, each of which waits for one answer at a time."""


def open_post(settings: IngestSettings, *, clock: Clock = utc_now) -> AbstractAsyncContextManager[Post]:
    """Open it, call it with bodies, close it."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Post]:
        wide = settings.model_copy(update={"max_connections": max(MOST_AT_ONCE, settings.max_connections)})
        async with HttpFetcher(wide, clock=clock) as fetcher:

            async def post(url: str, body: bytes, headers: Mapping[str, str], *, deadline: float) -> Posted:
                answer = await fetcher.post(url, body, headers, deadline=deadline)
                return Posted(status=answer.status, retry_after=answer.retry_after)

            yield post

    return opened()


def post_here(_: PlaceSettings) -> AbstractAsyncContextManager[Post]:
    """The ability ``post``, as the environment sets it."""
    return open_post(IngestSettings())
