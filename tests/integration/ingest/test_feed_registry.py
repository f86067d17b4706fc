"""The list of feeds and the polling of it, on a real Redis: once at a time, nothing lost, adapting."""

import asyncio
import contextlib
import time
from typing import Any

import pytest
from redis.asyncio import Redis

from sayso.contracts import Defer, Discard, Disposition, Done, Failure, Output, Reason, Retry
from sayso.contracts.events import UrlPushed
from sayso.runtime.delivery import Keys
from sayso_ingest.adapters.feed_registry import Feed, FeedRegistry, Listing
from sayso_ingest.adapters.listing_memory import ListingMemory
from sayso_ingest.domain.polling import Bounds, Polling
from sayso_ingest.poller import poll_forever
from sayso_ingest.polls import Polls

URL = "https://tarn.example/feed"
GIVE_UP = 3600.0


@pytest.fixture
def registry(redis: "Redis") -> FeedRegistry:
    return FeedRegistry(redis, Keys())


class Handler:
    """A handler that ends as told."""

    def __init__(self) -> None:
        self.end: Done | Exception = Done(Disposition.LISTED)

    async def __call__(self, pushed: UrlPushed, *, unit_id: str, correlation_id: str, memo: str = "") -> Done:
        if isinstance(self.end, Exception):
            raise self.end
        return self.end


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def polls(handler: Handler, registry: FeedRegistry, redis: "Redis") -> Polls:
    return Polls(handler, registry, ListingMemory(redis, Keys()), Bounds(300, 21_600))


async def entries(redis: Any) -> list[UrlPushed]:
    return [UrlPushed.from_fields(fields) for _, fields in await redis.xrange("urls")]


async def only(registry: FeedRegistry) -> Listing:
    (one,) = await registry.all()
    return one


async def make_due(redis: Any, *urls: str) -> None:
    await redis.zadd("feeds.due", dict.fromkeys(urls or (URL,), 1))


def new(count: int) -> Done:
    return Done(Disposition.LISTED, [Output("urls", UrlPushed(url=f"https://t.example/{n}")) for n in range(count)])


async def test_a_due_feed_is_pushed_once_with_what_it_bears(registry: FeedRegistry, redis: "Redis") -> None:
    feed = Feed("https://tarn.example/é?a=1", "sitemap", 'Tarn "Observer"', "a,b", every=900)
    assert await registry.add([feed], time.time() - 1) == [True]
    for expected in (1, 0):
        count, wait = await registry.take(10, GIVE_UP)
        assert count == expected
        assert wait == pytest.approx(GIVE_UP, abs=5)
    (pushed,) = await entries(redis)
    assert (pushed.url, pushed.kind, pushed.source, pushed.tags) == (feed.url, "sitemap", feed.name, "a,b")
    assert (await only(registry)).feed == feed


async def test_a_feed_that_is_added_again_is_changed_and_keeps_its_time(registry: FeedRegistry) -> None:
    await registry.add([Feed(URL)], 1000.0)
    assert await registry.add([Feed(URL, name="Tarn")], 5000.0) == [False]
    one = await only(registry)
    assert (one.feed.name, one.due) == ("Tarn", 1000.0)


async def test_two_pollers_at_once_poll_a_feed_once(registry: FeedRegistry, redis: "Redis") -> None:
    feeds = [Feed(f"https://t.example/{n}") for n in range(1000)]
    await registry.add(feeds, time.time() - 1)
    stop = asyncio.Event()
    pollers = [asyncio.create_task(poll_forever(FeedRegistry(redis, Keys()), stop, give_up=GIVE_UP)) for _ in range(4)]
    async with asyncio.timeout(10):
        while await redis.xlen("urls") < len(feeds):
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.gather(*pollers)
    assert sorted(each.url or "" for each in await entries(redis)) == sorted(each.url for each in feeds)


async def test_a_poller_sees_a_feed_that_is_added_and_one_that_gets_due(registry: FeedRegistry, redis: "Redis") -> None:
    stop = asyncio.Event()
    poller = asyncio.create_task(poll_forever(registry, stop, give_up=GIVE_UP))
    await asyncio.sleep(0.1)
    await registry.add([Feed(URL)], time.time() + 0.2)
    async with asyncio.timeout(10):
        while not await redis.xlen("urls"):
            await asyncio.sleep(0.02)
    stop.set()
    await poller


async def test_a_poll_without_an_answer_is_made_anew(registry: FeedRegistry, redis: "Redis") -> None:
    await registry.add([Feed(URL)], 0)
    assert (await registry.take(10, 0.01))[0] == 1
    await asyncio.sleep(0.05)
    assert (await registry.take(10, 0.01))[0] == 1


async def test_with_memory_full_a_feed_stays_due(registry: FeedRegistry, redis: "Redis") -> None:
    await registry.add([Feed(URL)], 0)
    await redis.config_set("maxmemory", "1")
    try:
        with pytest.raises(Exception, match=r"OOM|maxmemory"):
            await registry.take(10, GIVE_UP)
    finally:
        await redis.config_set("maxmemory", "0")
    assert (await registry.take(10, GIVE_UP))[0] == 1


async def test_a_removed_feed_is_not_polled(registry: FeedRegistry, redis: "Redis", polls: Polls) -> None:
    await registry.add([Feed(URL)], 0)
    assert await registry.remove(URL)
    assert not await registry.remove(URL)
    assert await registry.take(10, GIVE_UP) == (0, None)
    await polls(UrlPushed(url=URL, kind="feed"), unit_id="1-0", correlation_id="c")
    assert not await registry.note(URL, Polling(wait=60)), "removed while a worker read it"
    assert await registry.all() == []
    assert not [key async for key in redis.scan_iter("feeds*")]


async def test_a_feed_without_its_description_leaves_the_schedule(registry: FeedRegistry, redis: Any) -> None:
    await registry.add([Feed(URL)], 0)
    await redis.delete("feeds")
    assert await registry.take(10, GIVE_UP) == (0, None)


@pytest.mark.parametrize(
    ("ends", "waits"),
    [
        ([new(3), new(3)], [300, 300]),
        ([new(0), new(0)], [450, 675]),
        ([Done(Disposition.NOT_MODIFIED)], [450]),
        ([new(1), Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, "404 Not Found")], [300, 21_600]),
        ([new(1), Discard(Disposition.REFUSED, Reason.NOT_A_LISTING, "html")] * 1, [300, 600]),
    ],
    ids=["news", "nothing", "not modified", "gone", "unreadable"],
)
async def test_how_polls_end_sets_the_next(
    ends: list[Done | Failure],
    waits: list[float],
    polls: Polls,
    handler: Handler,
    registry: FeedRegistry,
    redis: "Redis",
) -> None:
    await registry.add([Feed(URL)], 0)
    found = []
    for number, end in enumerate(ends):
        await make_due(redis)
        await registry.take(10, GIVE_UP)
        assert (await only(registry)).asked is not None
        handler.end = end
        with contextlib.suppress(Discard):
            await polls(UrlPushed(url=URL, kind="feed"), unit_id=f"{number}-0", correlation_id="c")
        one = await only(registry)
        assert one.asked is None
        assert one.due - time.time() == pytest.approx(one.polling.wait, abs=5)
        found.append(one.polling.wait)
    assert found == waits


async def test_a_poll_that_fails_is_not_retried_but_polled_again(
    polls: Polls, handler: Handler, registry: FeedRegistry
) -> None:
    await registry.add([Feed(URL)], 0)
    handler.end = Retry(Reason.CONNECT, "refused", after=3000)
    with pytest.raises(Discard) as end:
        await polls(UrlPushed(url=URL, kind="feed"), unit_id="1-0", correlation_id="c")
    assert (end.value.disposition, end.value.reason) == (Disposition.UNREACHABLE, Reason.CONNECT)
    polling = (await only(registry)).polling
    assert (polling.errors, polling.said, polling.wait) == (1, "connect: refused", 3000)


@pytest.mark.parametrize(
    "failure",
    [
        Defer(Reason.HOST_BUSY, seconds=5),
        Retry(Reason.SCHEDULE_UNAVAILABLE, blameless=True),
        RuntimeError("a bug"),
    ],
    ids=["deferred", "blameless", "bug"],
)
async def test_what_is_no_end_of_a_poll_is_not_noted(
    failure: Exception, polls: Polls, handler: Handler, registry: FeedRegistry
) -> None:
    await registry.add([Feed(URL)], 0)
    handler.end = failure
    with pytest.raises(type(failure)):
        await polls(UrlPushed(url=URL, kind="feed"), unit_id="1-0", correlation_id="c")
    assert (await only(registry)).polling == Polling()


async def test_what_is_not_on_the_list_is_retried_like_any_url(polls: Polls, handler: Handler) -> None:
    handler.end = Retry(Reason.CONNECT)
    with pytest.raises(Retry):
        await polls(UrlPushed(url=URL, kind="feed"), unit_id="1-0", correlation_id="c")
