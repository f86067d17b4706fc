"""A batch fills while more is on its way, and a single entry on an idle pipeline waits for nothing."""

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from sayso.contracts.topology import CLAIMS, DISPOSITIONS, PAGES, RESOLVED, STATEMENTS, URLS, Stream, upstream
from sayso.runtime.delivery.company import ENOUGH, Company
from sayso.runtime.delivery.keys import Keys

pytestmark = pytest.mark.alone

if TYPE_CHECKING:
    from redis.asyncio import Redis

WAIT = 0.3


@pytest.mark.parametrize(
    ("stream", "leading"),
    [
        (URLS, ()),
        (PAGES, (URLS,)),
        (RESOLVED, (STATEMENTS, PAGES, URLS)),
        (CLAIMS, ()),
    ],
)
def test_what_leads_to_a_stream(stream: Stream, leading: tuple[Stream, ...]) -> None:
    assert upstream(stream) == leading


def test_everything_leads_to_how_it_ended() -> None:
    assert set(upstream(DISPOSITIONS)) == {URLS, PAGES, STATEMENTS, RESOLVED}


async def waited(redis: "Redis", *, stop: bool = False, seconds: float = WAIT) -> float:
    stopping = asyncio.Event()
    if stop:
        stopping.set()
    began = time.monotonic()
    await Company(redis, Keys(None), RESOLVED, 5, seconds).wait(stopping)
    return time.monotonic() - began


async def push(redis: "Redis", stream: Stream, count: int) -> None:
    for _ in range(count):
        await redis.xadd(stream.name, {"a": "b"})


async def test_on_an_idle_pipeline_nothing_waits(redis: "Redis") -> None:
    assert await waited(redis) < WAIT / 2
    await push(redis, RESOLVED, 1)
    assert await waited(redis) < WAIT / 2


async def test_with_more_on_its_way_the_batch_may_fill(redis: "Redis") -> None:
    await push(redis, URLS, ENOUGH - 1)
    await push(redis, STATEMENTS, 1)
    assert await waited(redis) >= WAIT
    assert await waited(redis, stop=True) < WAIT / 2
    assert await waited(redis, seconds=0) < WAIT / 2


async def test_a_full_batch_is_not_waited_for(redis: "Redis") -> None:
    await push(redis, URLS, ENOUGH)
    await push(redis, RESOLVED, 5)
    assert await waited(redis) < WAIT / 2
