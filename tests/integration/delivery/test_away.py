"""When what is around the work is away: nothing is blamed on the work, and nothing piles up out of sight."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from sayso.contracts.dispositions import Reason
from sayso.contracts.outcomes import Outcome, Retry
from sayso.contracts.topology import INGEST, PAGES, Stream
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Unit
from tests.integration.delivery.conftest import QUICK, Bench
from tests.integration.delivery.test_delivery import pass_on


async def test_what_waits_for_its_next_try_is_back_pressure_too(bench: Bench) -> None:
    narrow = Stream("pages", PAGES.event, PAGES.holds, high_water=5)
    stage = replace(INGEST, writes=(narrow, *INGEST.writes[1:]))
    await bench.redis.zadd("pages.later", {f"{n}-0": 9e15 for n in range(5)})
    await bench.push(url="https://example.org")
    async with bench.consuming(pass_on, stage=stage):
        await asyncio.sleep(0.4)
        assert await bench.redis.xlen("urls") == 1
        await bench.redis.delete("pages.later")
        await bench.settled()
    assert len(await bench.entries("pages")) == 1


async def test_a_blameless_failure_spends_no_attempt(bench: Bench) -> None:
    tries: list[int] = []

    async def away(units: Sequence[Unit[Event]]) -> list[Outcome]:
        tries.extend(unit.attempt for unit in units)
        if len(tries) <= 2 * QUICK.attempts:
            raise Retry(Reason.STORE_UNAVAILABLE, "away", blameless=True)
        return await pass_on(units)

    await bench.push(url="https://example.org")
    async with bench.consuming(away):
        await bench.settled()
    assert set(tries) == {1}
    assert len(tries) == 2 * QUICK.attempts + 1
    assert len(await bench.entries("pages")) == 1
    assert await bench.entries("urls.dead") == []
