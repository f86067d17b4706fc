"""Whole workers over one Redis and one town: no host is crowded, none holds up another, and nobody polls."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest
from redis.asyncio import Redis

from sayso.contracts import Outcome
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST, URLS
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Consumer, Keys, Unit, ensure_groups, push_many
from sayso_ingest.handler import Ingest
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.town import Town, Visit

pytestmark = pytest.mark.alone

LIMITS = replace(INGEST.limits, first_delay=0.1)
SLACK = 0.002


@dataclass
class Crew:
    """Workers, and how often each URL was handled."""

    redis: "Redis"
    touched: Counter[str] = field(default_factory=Counter)

    @asynccontextmanager
    async def at_work(self, handlers: Sequence[Ingest]) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for number, handler in enumerate(handlers):
                await stack.enter_async_context(self._one(handler, f"w{number}"))
            yield

    @asynccontextmanager
    async def _one(self, ingest: Ingest, name: str) -> AsyncIterator[None]:
        async def handle(units: Sequence[Unit[Event]]) -> Sequence[Outcome]:
            (unit,) = units
            assert isinstance(unit.event, UrlPushed)
            self.touched[unit.event.url or ""] += 1
            return [await ingest(unit.event, unit_id=unit.first_id, correlation_id=unit.correlation_id, memo=unit.memo)]

        consumer = Consumer(INGEST, handle, self.redis, Keys(), name=name, limits=LIMITS)
        running = asyncio.create_task(consumer.run())
        try:
            yield
        finally:
            consumer.stop()
            await running
            await consumer.drain(5)

    async def push(self, urls: Sequence[str]) -> None:
        await ensure_groups(self.redis, Keys())
        await push_many(self.redis, Keys(), URLS, [UrlPushed(url=url) for url in urls])

    async def pages(self) -> int:
        return int(await self.redis.xlen("pages"))

    async def until_pages(self, count: int, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while await self.pages() < count:
                await asyncio.sleep(0.05)


@pytest.fixture
def crew(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> Crew:
    monkeypatch.setattr("sayso.runtime.delivery.consumer._BLOCK_MS", 100)
    return Crew(redis)


def gaps(visits: Sequence[Visit]) -> list[float]:
    """Seconds from the start of one visit to the start of the next."""
    return [after.began - before.began for before, after in pairwise(visits)]


def overlaps(visits: Sequence[Visit]) -> int:
    return sum(after.began < before.ended for before, after in pairwise(visits))


async def test_m5_four_workers_keep_every_hosts_delay(town: Town, crew: Crew, worker: Hire) -> None:
    hosts, each, delay = 6, 14, 0.2
    await crew.push([town.url(f"h{host}", f"/{n}") for n in range(each) for host in range(hosts)])
    workers = [await worker(host_delay=delay) for _ in range(4)]
    began = time.monotonic()
    async with crew.at_work(workers):
        await crew.until_pages(hosts * each, 40)
    took = time.monotonic() - began
    by_host = town.by_host()
    assert {host: len(visits) for host, visits in by_host.items()} == {f"h{n}": each for n in range(hosts)}
    too_close = [gap for visits in by_host.values() for gap in gaps(visits) if gap < delay - SLACK]
    crowded = sum(overlaps(visits) for visits in by_host.values())
    ideal = (each - 1) * delay
    spans = [visits[-1].began - visits[0].began for visits in by_host.values()]
    touches = sum(crew.touched.values()) / (hosts * each)
    print(
        f"\nM5: {hosts * (each - 1)} gaps, {len(too_close)} too short, {crowded} overlaps; ideal {ideal:.1f} s, "
        f"the hosts {min(spans):.1f} to {max(spans):.1f} s: {ideal / max(spans):.0%} of the ideal rate; "
        f"{took:.1f} s with start; {touches:.2f} handlings a URL"
    )
    assert (too_close, crowded) == ([], 0)
    assert ideal / max(spans) >= 0.65
    assert touches <= 4


async def test_a_host_with_many_urls_holds_up_nobody(town: Town, crew: Crew, worker: Hire) -> None:
    crowd = [town.url("big", f"/{n}") for n in range(200)]
    others = [town.url(f"small{n}", "/") for n in range(20)]
    await crew.push(crowd + others)
    began = time.monotonic()
    async with crew.at_work([await worker(), await worker()]):
        async with asyncio.timeout(10):
            while len(town.by_host()) < 21:
                await asyncio.sleep(0.02)
        took = time.monotonic() - began
        await asyncio.sleep(5)
    big, touches = len(town.of("big")), sum(crew.touched[url] for url in crowd)
    print(f"\n20 hosts done after {took:.2f} s; 5 s later the big one: {big} pages, {touches} handlings of 200 URLs")
    assert {host: len(visits) for host, visits in town.by_host().items() if host != "big"} == {
        f"small{n}": 1 for n in range(20)
    }
    assert took < 5
    assert 2 <= big <= 5, "two seconds between its pages, as set by default"
    assert touches <= 200 + 2 * big, "who waits is not handled"
    waiting = await crew.redis.zcard("urls.later")
    assert waiting == 200 - big
    (last,) = await crew.redis.zrange("urls.later", -1, -1, withscores=True)
    assert float(last[1]) / 1000 - time.time() > 190 * 2, "every one of them has a moment of its own"


async def test_every_url_is_handled_about_twice(town: Town, crew: Crew, worker: Hire) -> None:
    urls = [town.url("big", f"/{n}") for n in range(30)]
    await crew.push(urls)
    began = time.monotonic()
    async with crew.at_work([await worker(host_delay=0.4), await worker(host_delay=0.4)]):
        await crew.until_pages(30, 40)
    took, touches = time.monotonic() - began, sum(crew.touched.values())
    print(f"\n30 pages, 0.4 s apart, in {took:.1f} s with {touches / 30:.2f} handlings a URL")
    assert len(town.of("big")) == 30
    assert touches <= 75
