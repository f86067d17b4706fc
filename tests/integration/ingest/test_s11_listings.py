"""S11: no connection to a private address by way of a feed, its items or redirects, a sitemap index, a list of feeds.

Everything runs: the poller, ingest as a consumer, the fetcher. The public hosts are names under localhost, which are
excepted for their port; the secret listens on loopback and is not.
"""

import asyncio
import time
from collections import Counter
from typing import Any

import pytest
from aiohttp import web
from redis.asyncio import Redis

from sayso.contracts.topology import Limits
from sayso.runtime.delivery import Keys, ensure_groups
from sayso.runtime.feed_abilities import NewFeed
from sayso_ingest.adapters.feed_registry import FeedRegistry
from sayso_ingest.domain.private_hosts import PrivateHosts
from sayso_ingest.feed_list import FeedList
from sayso_ingest.poller import poll_forever
from tests.integration.delivery.conftest import Bench
from tests.integration.ingest.conftest import Hire, Site
from tests.integration.ingest.newsstand import Reader, Stand, rss, sitemap
from tests.integration.ingest.servers import Listener, answer
from tests.integration.ingest.town import Town

LIMITS = Limits(concurrency=4, timeout=10, lease=5, attempts=1, first_delay=0.05)


@pytest.fixture
async def secret(site: Site) -> Listener:
    return await site(answer(b"<p>secret</p>"))


def attacks(secret: Listener) -> list[str]:
    port = secret.port
    return [
        f"http://127.0.0.1:{port}/", f"http://2130706433:{port}/", f"http://0x7f.0.0.1:{port}/", f"http://[::1]:{port}/",
        f"http://[::ffff:127.0.0.1]:{port}/", f"http://localhost:{port}/", f"//127.0.0.1:{port}/",
        f"http://news.localhost@127.0.0.1:{port}/", f"http://127.0.0.1:{port}\\@news.localhost/", "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)",
    ]  # fmt: skip


async def ends(bench: Bench) -> Counter[tuple[str, str]]:
    return Counter(
        (each[b"disposition"].decode(), each.get(b"reason", b"").decode())
        for each in await bench.entries("dispositions")
    )


async def test_s11_no_listing_leads_to_a_private_address(
    worker: Hire, redis: "Redis", town: Town, secret: Listener
) -> None:
    await ensure_groups(redis, Keys())
    stand, bench = Stand(town), Bench(redis)
    allowed = f"*.localhost:{town.port}"
    reader = Reader(await worker(host_delay=0, allow_private_hosts=allowed), redis)
    evil = attacks(secret)
    stand.pages["/feed"] = rss(*evil, "/good")
    stand.pages["/map"] = sitemap(*((each, "") for each in [*evil, "/also-good"]))
    stand.pages["/index"] = sitemap(*((each, "") for each in [*evil, "/map"]), of="sitemapindex")
    stand.pages["/based"] = f'<feed xml:base="http://127.0.0.1:{secret.port}/"><entry><link href="x"/></entry></feed>'
    town.answers["moved"] = lambda _: web.Response(status=302, headers={"Location": evil[0]})
    for url, kind in [
        *((stand.url(path), "feed") for path in ("/feed", "/based")),
        (stand.url("/index"), "sitemap"),
        (town.url("moved", "/feed"), "feed"),
        (town.url("moved", "/map"), "sitemap"),
        *((each, kind) for each in evil if "\\" not in each for kind in ("feed", "sitemap")),
    ]:
        await bench.push(url=url, kind=kind)
    async with bench.consuming(reader.handle, limits=LIMITS):
        await bench.settled(seconds=30)
    assert secret.connections == 0
    found = await ends(bench)
    assert found["listed", ""] == 4
    assert found["fetched", ""] == 2, "the good ones"
    assert found["refused", "private_address"] >= 6
    assert {disposition for disposition, _ in found} == {"listed", "fetched", "refused"}


async def test_s11_what_is_on_the_list_is_gated_at_the_list_and_again_at_the_fetch(
    worker: Hire, redis: Any, town: Town, secret: Listener
) -> None:
    await ensure_groups(redis, Keys())
    bench, registry = Bench(redis), FeedRegistry(redis, Keys())
    evil = attacks(secret)
    outlines = "".join(f'<outline text="x" xmlUrl="{each}"/>' for each in evil)
    careful = FeedList(registry, PrivateHosts.parse(f"*.localhost:{town.port}"))
    told = await careful.add(careful.read_opml(f"<opml><body>{outlines}</body></opml>".encode()))
    assert [each.refused is not None for each in told] == [True] * len(evil)
    assert await registry.all() == []
    careless = FeedList(registry, PrivateHosts.parse(f"*.localhost,127.0.0.1:{secret.port}"))
    assert (await careless.add([NewFeed(url=evil[0])]))[0].new
    reader = Reader(await worker(host_delay=0, allow_private_hosts=f"*.localhost:{town.port}"), redis)
    stop = asyncio.Event()
    async with bench.consuming(reader.handle, limits=LIMITS), asyncio.timeout(20):
        poller = asyncio.create_task(poll_forever(registry, stop, give_up=3600))
        while not (await registry.all())[0].polling.errors:
            await asyncio.sleep(0.02)
        stop.set()
        await poller
    assert secret.connections == 0
    (one,) = await registry.all()
    assert one.polling.said.startswith("private_address")
    assert one.due > time.time() + 60


async def test_s11_control_the_secret_counts_connections(worker: Hire, redis: "Redis", secret: Listener) -> None:
    await ensure_groups(redis, Keys())
    bench = Bench(redis)
    reader = Reader(await worker(host_delay=0, allow_private_hosts="127.0.0.1"), redis)
    await bench.push(url=attacks(secret)[0], kind="feed")
    async with bench.consuming(reader.handle, limits=LIMITS):
        await bench.settled()
    assert secret.connections > 0
