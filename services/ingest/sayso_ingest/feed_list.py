"""The ability ``feeds``: what the command line does with the list of feeds.

A URL passes the gate before it comes onto the list, in its one spelling, so that a feed stands there once. What an OPML
file holds is gated like what is typed; what is refused is told with its reason. Who asks: ``sayso.cli.feeds``.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

from sayso.runtime.clock import Clock, iso, utc_now
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery import served
from sayso.runtime.feed_abilities import Added, FeedView, NewFeed
from sayso.runtime.settings import PlaceSettings
from sayso_ingest.adapters.feed_registry import Feed, FeedRegistry, Listing
from sayso_ingest.domain import feeds_opml
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.domain.url_gate import UrlRefused, gate
from sayso_ingest.settings import IngestSettings

Gate = Callable[[str], str]


class FeedList:
    """``feed_abilities.Feeds`` on a registry."""

    def __init__(self, registry: FeedRegistry, private_hosts: PrivateHosts, clock: Clock = utc_now) -> None:
        self._registry, self._private_hosts, self._clock = registry, private_hosts, clock

    async def add(self, feeds: Sequence[NewFeed]) -> list[Added]:
        """Put feeds on the list, or change what is said of them; what became of each, in order."""
        told: list[Added | None] = []
        wanted: list[Feed] = []
        for each in feeds:
            try:
                url = gate(each.url.strip(), self._private_hosts).url
            except UrlRefused as refused:
                told.append(Added(url=each.url, refused=str(refused)))
            else:
                told.append(None)
                wanted.append(Feed(url, each.kind, each.name, each.tags, each.every))
        new = await self._registry.add(wanted, self._clock().timestamp()) if wanted else []
        added = (Added(url=feed.url, new=is_new) for feed, is_new in zip(wanted, new, strict=True))
        return [each or next(added) for each in told]

    async def remove(self, url: str) -> bool:
        """Take a feed off the list, by its URL or its name; whether it was there."""
        try:
            spelt = gate(url.strip(), self._private_hosts).url
        except UrlRefused:
            spelt = url
        if await self._registry.remove(spelt):
            return True
        named = [each.feed.url for each in await self._registry.all() if each.feed.name == url]
        return len(named) == 1 and await self._registry.remove(named[0])

    async def all(self) -> list[FeedView]:
        """The list with how its polls went."""
        now = self._clock()
        return [_view(each, now) for each in await self._registry.all()]

    def read_opml(self, body: bytes) -> list[NewFeed]:
        """The feeds of an OPML file. Raises ValueError."""
        return [
            NewFeed(
                url=each.url,
                kind="sitemap" if each.sitemap else "feed",
                name=each.name,
                tags=",".join(each.tags),
                every=each.every,
            )
            for each in feeds_opml.read(body)
        ]

    def write_opml(self, feeds: Sequence[FeedView]) -> bytes:
        """An OPML file of feeds."""
        return feeds_opml.write(
            feeds_opml.Outline(
                each.url, each.name, tuple(filter(None, each.tags.split(","))), each.kind == "sitemap", each.every
            )
            for each in feeds
        )


@asynccontextmanager
async def open_feeds(place: PlaceSettings, private_hosts: PrivateHosts) -> AsyncIterator[FeedList]:
    """The list in the pipeline's Redis."""
    redis = open_redis(place)
    try:
        yield FeedList(FeedRegistry(redis, served(place)[0]), private_hosts)
    finally:
        await redis.aclose()


def _view(listing: Listing, now: datetime) -> FeedView:
    feed, polling = listing.feed, listing.polling
    return FeedView(
        url=feed.url,
        kind=feed.kind,
        name=feed.name,
        tags=feed.tags,
        every=feed.every,
        interval=polling.wait or None,
        next_in=None if listing.asked else max(0.0, round(listing.due - now.timestamp(), 1)),
        polled_at=iso(datetime.fromtimestamp(polling.polled, UTC)) if polling.polled else None,
        result=polling.said,
        errors=polling.errors,
        items_a_day=round(polling.items_a_day(now.timestamp()), 1) if polling.since else None,
    )


def feeds_here(place: PlaceSettings) -> AbstractAsyncContextManager[FeedList]:
    """The ability ``feeds``, as the environment sets it."""
    return open_feeds(place, IngestSettings().private_hosts)
