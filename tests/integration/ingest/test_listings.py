"""What is pushed of a listing, over polls, updates, restarts and kills. Real HTTP, real Redis."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import pytest
from redis.asyncio import Redis

from sayso.contracts import Discard, Disposition, Outcome, Reason
from sayso.contracts.topology import INGEST
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Consumer, Keys, Unit, ensure_groups
from sayso_ingest.adapters.listing_memory import Item, Known, ListingMemory
from sayso_ingest.listings import MOST_CHILDREN
from tests.integration.delivery.conftest import QUICK, Bench
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.newsstand import Reader, Stand, ago, rss, sitemap
from tests.integration.ingest.town import Town


@pytest.fixture
def stand(town: Town) -> Stand:
    return Stand(town)


@pytest.fixture
async def reader(worker: Hire, redis: "Redis") -> Reader:
    return Reader(await worker(host_delay=0), redis)


async def test_what_is_new_is_pushed_once_oldest_first(stand: Stand, reader: Reader) -> None:
    stand.pages["/f"] = rss("/2", "/1")
    assert await reader.links(stand.url("/f"), "1-0") == ["1", "2"]
    assert await reader.links(stand.url("/f"), "2-0") == []
    stand.pages["/f"] = rss("/4", "/3", "/2")
    assert await reader.links(stand.url("/f"), "3-0") == ["3", "4"]


async def test_items_bear_what_the_feed_bears(stand: Stand, reader: Reader) -> None:
    stand.pages["/f"] = rss("/1")
    (item,) = await reader.read(stand.url("/f"), "1-0", source="Tarn", tags="a,b", correlation_id="mine")
    assert (item.kind, item.source, item.tags, item.correlation_id) == ("page", "Tarn", "a,b", "mine")
    stand.pages["/g"] = rss("/1")
    (item,) = await reader.read(stand.url("/g"), "2-0")
    assert (item.source, item.tags, item.correlation_id) == (stand.url("/g"), None, "c")


async def test_a_unit_whose_worker_was_killed_hands_over_the_same(
    stand: Stand, reader: Reader, worker: Hire, redis: "Redis"
) -> None:
    stand.pages["/f"], stand.etags["/f"] = rss("/2", "/1"), '"a"'
    first = await reader.read(stand.url("/f"), "1-0", tags="x")
    assert [each.url for each in first] == [stand.url("/1"), stand.url("/2")]
    # killed here: nothing was handed over. Meanwhile the feed has moved on, and another poll reads it.
    stand.pages["/f"], stand.etags["/f"] = rss("/3"), '"b"'
    other = Reader(await worker(host_delay=0), redis)
    assert await other.links(stand.url("/f"), "2-0") == ["3"]
    for broken in (False, True):
        stand.statuses["/f"] = 500 if broken else 200
        assert await other.read(stand.url("/f"), "1-0", tags="x") == first


async def test_a_worker_that_dies_before_the_hand_over_loses_nothing(
    stand: Stand, reader: Reader, redis: Any, worker: Hire
) -> None:
    await ensure_groups(redis, Keys())
    bench, answered = Bench(redis), asyncio.Event()
    stand.pages["/f"] = rss("/2", "/1")

    async def handle_and_hang(units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
        await reader.handle(units)
        answered.set()
        await asyncio.Event().wait()
        return []

    await bench.push(url=stand.url("/f"), kind="feed")
    doomed = Consumer(INGEST, handle_and_hang, redis, Keys(), name="doomed", limits=QUICK)
    running = asyncio.create_task(doomed.run())
    await asyncio.wait_for(answered.wait(), 10)
    doomed.stop()
    await running
    await doomed.drain(0)
    assert await redis.xlen("pages") == 0
    del stand.pages["/f"]
    stand.statuses["/f"] = 404
    other = Reader(await worker(host_delay=0), redis)
    async with bench.consuming(other.handle, name="two"):
        await bench.settled()
    pages = [each[b"url"].decode() for each in await bench.entries("pages")]
    assert sorted(pages) == [stand.url("/1"), stand.url("/2")]


async def test_of_two_workers_on_one_unit_both_hear_the_same_answer(redis: "Redis") -> None:
    memory = ListingMemory(redis, Keys())
    at, known = "https://t.example/f", Known({})
    first = await memory.remember(at, "1-0", [Item("\na", line="page a")], known, 1.0)
    assert await memory.remember(at, "1-0", [Item("\nb", line="page b")], known, 2.0) == first == ["page a"]
    assert await memory.answer(at, "1-0") == first
    assert await memory.remember(at, "2-0", [Item("\na", line="page a"), Item("\nb", line="page b")], known, 3.0) == [
        "page b"
    ]
    assert await memory.answer(at, "3-0") is None


async def test_a_304_is_an_end_and_never_of_an_answer_that_was_not_read(stand: Stand, reader: Reader) -> None:
    stand.pages["/f"], stand.etags["/f"] = rss("/1"), '"a"'
    await reader.read(stand.url("/f"), "1-0")
    done = await reader.done(stand.url("/f"), "2-0")
    assert (done.disposition, done.reason, list(done.outputs)) == (Disposition.NOT_MODIFIED, Reason.UNCHANGED, [])
    stand.etags["/f"], stand.pages["/f"] = '"b"', rss("/2", "/1")[:-20]
    assert await reader.links(stand.url("/f"), "3-0") == ["2"]
    assert await reader.links(stand.url("/f"), "4-0") == [], "cut off, so it is asked for again"
    assert stand.conditions == ["", '"a"', '"a"', ""]


async def test_m10_at_most_the_cap_is_pushed_and_the_rest_later(stand: Stand, reader: Reader) -> None:
    stand.pages["/f"], stand.etags["/f"] = rss(*(f"/{n}" for n in range(100_000))), '"a"'
    first = await reader.links(stand.url("/f"), "1-0")
    assert first == [str(n) for n in reversed(range(1000))]
    assert await reader.links(stand.url("/f"), "2-0") == [str(n) for n in reversed(range(1000, 2000))]


async def test_m10_bad_links_are_refused_by_the_gate(
    stand: Stand, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    bad = [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://t.example/", "http://u:p@t.example/",
        "http://10.0.0.1/", "http://[::1]/", "http://t.example:22/", "http://t.example\\@x/", "mailto:a@t.example",
        "http://0x7f.1/", "//127.0.0.1/", "http://t.example/" + "x" * 3000,
    ]  # fmt: skip
    stand.pages["/f"] = rss(*bad, "/good", "relative", "?q=1", "https://t.example/abs#part")
    found = [each.url for each in await reader.read(stand.url("/f"), "1-0")]
    assert found == ["https://t.example/abs", stand.url("/f?q=1"), stand.url("/relative"), stand.url("/good")]
    assert re.search(r"refused\W{1,4}13\b", caplog.text)


async def test_links_are_resolved_against_their_base(stand: Stand, reader: Reader) -> None:
    stand.pages["/f"] = (
        '<feed xml:base="/n/"><entry><link href="1"/></entry><entry xml:base="x/"><link href="2"/></entry></feed>'
    )
    assert await reader.links(stand.url("/f"), "1-0") == ["n/x/2", "n/1"]


async def test_old_items_are_left_alone_unless_asked_for(
    stand: Stand, reader: Reader, monkeypatch: pytest.MonkeyPatch, worker: Hire, redis: "Redis"
) -> None:
    entries = [("/old", ago(days=400)), ("/undated", ""), ("/young", ago(days=2)), ("/edge", ago(days=29)[:10])]
    stand.pages["/s"] = sitemap(*entries)
    assert await reader.links(stand.url("/s"), "1-0", "sitemap") == ["edge", "young", "undated"]
    monkeypatch.setenv("SAYSO_LISTING_MAX_AGE_DAYS", "0")
    greedy = Reader(await worker(host_delay=0), redis)
    assert await greedy.links(stand.url("/s"), "2-0", "sitemap") == ["old"]


async def test_a_page_is_new_again_if_its_lastmod_is_later(stand: Stand, reader: Reader) -> None:
    url = stand.url("/s")
    stand.pages["/s"] = sitemap(("/1", ago(days=2)), ("/2", ago(days=3)), ("/3", ""))
    assert len(await reader.links(url, "1-0", "sitemap")) == 3
    stand.pages["/s"] = sitemap(("/1", ago(days=1)), ("/2", ago(days=4)), ("/3", ""))
    assert await reader.links(url, "2-0", "sitemap") == ["1"]
    assert await reader.links(url, "3-0", "sitemap") == []


async def test_an_index_leads_to_its_sitemaps_and_no_further(stand: Stand, reader: Reader) -> None:
    index = sitemap(("/a", ago(days=1)), ("/b", ""), ("/ancient", ago(days=90)), ("/i", ""), of="sitemapindex")
    stand.pages["/i"], stand.pages["/b"] = index, sitemap(("/i2", ""), of="sitemapindex")
    found = await reader.read(stand.url("/i"), "1-0", "sitemap")
    assert [(each.url, each.kind) for each in found] == [(stand.url(path), "sitemap") for path in ("/a", "/b")]
    assert await reader.links(stand.url("/i"), "2-0", "sitemap") == []
    with pytest.raises(Discard) as end:
        await reader.read(stand.url("/b"), "3-0", "sitemap")
    assert (end.value.reason, end.value.disposition) == (Reason.NOT_A_LISTING, Disposition.REFUSED)


async def test_an_index_is_bounded(stand: Stand, reader: Reader) -> None:
    stand.pages["/i"] = sitemap(*((f"/{n}", "") for n in range(5000)), of="sitemapindex")
    assert len(await reader.links(stand.url("/i"), "1-0", "sitemap")) == MOST_CHILDREN


async def test_what_is_no_listing_ends_with_its_reason(stand: Stand, reader: Reader) -> None:
    stand.pages["/page"] = "<!doctype html><html><body>Hello</body></html>"
    with pytest.raises(Discard) as end:
        await reader.read(stand.url("/page"), "1-0")
    assert (end.value.reason, end.value.disposition) == (Reason.NOT_A_LISTING, Disposition.REFUSED)


async def test_what_is_remembered_has_an_end(stand: Stand, reader: Reader, redis: "Redis") -> None:
    stand.pages["/f"], stand.etags["/f"] = rss("/1"), '"a"'
    await reader.read(stand.url("/f"), "1-0")
    keys = [key async for key in redis.scan_iter("listing*")]
    assert len(keys) == 3
    assert min([await redis.ttl(key) for key in keys]) > 86_400
    await redis.expire(next(key for key in keys if key.endswith(b":seen")), 60)
    await reader.done(stand.url("/f"), "2-0")
    assert min([await redis.ttl(key) for key in keys]) > 86_400, "a feed that only says 304 is read, too"
