"""A page that was killed is set aside with its reason, and can be put back; a page too deep, too (H1, H3)."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import zstandard

from sayso.contracts import Failure
from sayso.contracts.events import PageFetched
from sayso.contracts.outcomes import Outcome
from sayso.contracts.topology import EXTRACT
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Keys, Unit, ensure_groups
from sayso.runtime.delivery.breaker import BreakerSettings
from sayso.runtime.delivery.dead import DeadLetters, Fate, Selection
from sayso_extract.handler import Extract
from sayso_extract.reading import Reading
from tests.hostile.killers import hanging, nested
from tests.hostile.pages import page
from tests.integration.delivery.conftest import Bench
from tests.integration.extract.conftest import pool

LIMITS = replace(EXTRACT.limits, concurrency=2, timeout=60.0, lease=30.0)


def fetched(number: int, text: str) -> PageFetched:
    body = text.encode()
    return PageFetched(
        url=f"https://n.example/{number}",
        final_url=f"https://n.example/{number}",
        media="html",
        fetched_at="2026-01-01T00:00:00Z",
        body=zstandard.compress(body),
        sha256=hashlib.sha256(body).hexdigest(),
    )


async def test_h1_killed_pages_are_set_aside_and_can_be_put_back(redis: Any) -> None:
    keys = Keys()
    await ensure_groups(redis, keys)
    bench, dead = Bench(redis, keys), DeadLetters(redis, keys)
    pages = (page(1), hanging(), nested(300), page(2).encode("cp1252").decode("latin-1"))
    for number, text in enumerate(pages):
        await redis.xadd("pages", fetched(number, text).to_fields())
    with pool(processes=2, seconds=1.0) as running:
        extract = Extract(running.parsers, Reading())

        async def handle(units: Sequence[Unit[Event]]) -> list[Outcome]:
            outcomes: list[Outcome] = []
            for unit in units:
                assert isinstance(unit.event, PageFetched)
                try:
                    outcomes.append(await extract(unit.event, correlation_id=unit.correlation_id))
                except Failure as failure:
                    outcomes.append(failure)
            return outcomes

        never = BreakerSettings(dead_window=0)
        async with bench.consuming(handle, stage=EXTRACT, limits=LIMITS, breaker=never):
            await bench.settled(EXTRACT, 60)
        letters = [each async for each in dead.select(Selection())]
        assert sorted((each.reason, each.attempts) for each in letters) == [("parse_timeout", 1), ("too_deep", 1)]
        assert await redis.xlen("statements") == 2
        (killed,) = [each.id for each in letters if each.reason == "parse_timeout"]
        assert await dead.redrive(EXTRACT, [killed]) == [Fate.REDRIVEN]
        async with bench.consuming(handle, stage=EXTRACT, limits=LIMITS, breaker=never):
            await bench.settled(EXTRACT, 60)
    assert sorted([each.reason async for each in dead.select(Selection())]) == ["parse_timeout", "too_deep"]
    assert await redis.xlen("statements") == 2
