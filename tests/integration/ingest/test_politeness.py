"""Catalogue M4 and M6, and the schedule itself: one script, a real Redis, and holders that die, stall and come late."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from unittest.mock import AsyncMock

import pytest
from aiohttp import web
from redis import exceptions as redis_errors
from redis.asyncio import Redis

from sayso.contracts import Defer, Discard, Disposition, Done, Reason, Retry
from sayso.contracts.events import UrlPushed
from sayso.runtime.delivery import Keys
from sayso_ingest.adapters import politeness
from sayso_ingest.adapters.http_failures import Overloaded
from sayso_ingest.adapters.politeness import Politeness, Turn, Wait
from sayso_ingest.adapters.turn_lease import LEASE
from sayso_ingest.domain.url_gate import GatedUrl, parse
from tests.integration.ingest.conftest import Hire
from tests.integration.ingest.town import Town

pytestmark = pytest.mark.alone

HOST = parse("https://news.example/")
OTHER = parse("https://other.example/")


def schedule(redis: "Redis", *, own_delay: float = 1.0, hold: float = 30.0) -> Politeness:
    return Politeness(redis, Keys(), own_delay=own_delay, hold=hold)


async def given(one: Politeness, *, at: GatedUrl = HOST, reserved: bool = False) -> Turn:
    turn = await one.ask(at, None, reserved=reserved)
    assert isinstance(turn, Turn)
    return turn


async def told(one: Politeness, *, at: GatedUrl = HOST, reserved: bool = False) -> float:
    wait = await one.ask(at, None, reserved=reserved)
    assert isinstance(wait, Wait)
    return wait.seconds


async def test_a_host_is_given_to_one_at_a_time(redis: "Redis") -> None:
    one, two = schedule(redis), schedule(redis)
    async with await given(one):
        assert await told(two) > 0.9
        async with await given(two, at=OTHER):
            pass


async def test_moments_are_reserved_one_after_the_other(redis: "Redis") -> None:
    one = schedule(redis)
    async with await given(one):
        waits = [await told(one) for _ in range(1000)]
    steps = [after - before for before, after in pairwise(waits)]
    assert 0.8 < waits[0] < 1.3
    assert min(steps) >= 1.0 - 0.2, "less the time that passed between two questions"
    assert waits[-1] == pytest.approx(1000 * 1.1, rel=0.05)


async def test_who_reserved_goes_before_who_comes(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0.2)
    async with await given(one):
        wait = await told(one)
    await asyncio.sleep(wait)
    assert await told(one) > 0, "the moment is another's"
    async with await given(one, reserved=True):
        pass


async def test_a_reserved_moment_that_comes_too_soon_is_given_again(redis: "Redis") -> None:
    one = schedule(redis)
    async with await given(one):
        waits = [await told(one) for _ in range(3)]
        assert await told(one, reserved=True) > waits[-1] + 0.8


async def test_who_comes_a_little_early_waits_in_place(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0.6)
    async with await given(one):
        pass
    ended = time.monotonic()
    await asyncio.sleep(0.25)
    async with await given(one):
        assert time.monotonic() - ended >= 0.6 - 0.002


async def test_the_delay_counts_from_the_end_of_a_fetch(redis: "Redis") -> None:
    one = schedule(redis, own_delay=1.0)
    async with await given(one):
        await asyncio.sleep(1.2)
        ended = time.monotonic()
    wait = await told(one)
    passed = time.monotonic() - ended  # a stalled machine makes it long, and the wait that is left as much shorter
    assert 0.9 - passed - 0.02 <= wait <= 1.0, "less the moments one waits in place"


async def test_without_a_delay_there_are_no_turns(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0)
    async with await given(one), await given(one), await given(one):
        pass
    assert await redis.keys("*") == []
    async with await given(schedule(redis, own_delay=0.1)):
        assert isinstance(await one.ask(HOST, 10.0, reserved=False), Wait), "a Crawl-delay makes some"


async def test_m6_a_dead_holders_turn_ends_by_itself(redis: "Redis") -> None:
    one, two = schedule(redis, own_delay=0.1, hold=0.6), schedule(redis, own_delay=0.1, hold=0.6)
    await given(one)  # and never a word again
    began = time.monotonic()
    assert await told(two) > 0
    await asyncio.sleep(0.4)
    await told(two, reserved=True)
    await asyncio.sleep(0.25)
    async with await given(two, reserved=True):
        assert time.monotonic() - began >= 0.6


async def test_m6_a_holder_that_was_paused_cannot_end_anothers_turn(redis: "Redis") -> None:
    paused, quick = schedule(redis, own_delay=0.1, hold=0.2), schedule(redis, own_delay=0.1, hold=30)
    late = await given(paused)
    await asyncio.sleep(0.3)
    async with await given(quick):
        await late.__aexit__(None, None, None)
        assert await told(paused) > 0, "the turn is still the other's"
        assert await redis.hexists("host:news.example:443", "token")
    assert not await redis.hexists("host:news.example:443", "token")


async def test_m6_a_dead_holder_holds_its_host_for_a_lease_and_not_for_a_turn(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0.1, hold=30)
    await given(one)
    held = float(await redis.hget("host:news.example:443", "lease") or 0) / 1000 - time.time()
    assert held <= LEASE <= 2


async def test_m6_a_turn_is_kept_while_its_work_lasts(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "LEASE", 0.4)
    one, two = schedule(redis, own_delay=0.1), schedule(redis, own_delay=0.1)
    async with await given(one):
        for _ in range(6):
            await asyncio.sleep(0.2)
            assert await told(two, reserved=True) > 0
    assert await redis.hget("host:news.example:443", "troubles") == b"0"


async def test_m6_work_whose_turn_is_lost_is_stopped(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "LEASE", 0.4)
    one = schedule(redis, own_delay=0.1)
    done = False

    async def work() -> None:
        nonlocal done
        async with await given(one):
            await redis.hset("host:news.example:443", "token", "another's")
            await asyncio.sleep(10)
            done = True

    with pytest.raises(Retry) as end:
        await work()
    assert (end.value.reason, end.value.blameless, done) == (Reason.SCHEDULE_UNAVAILABLE, True, False)
    assert await redis.hget("host:news.example:443", "token") == b"another's"


async def test_m6_work_ends_with_its_lease_when_redis_is_away(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "LEASE", 0.4)
    one = schedule(redis, own_delay=0.1)
    began = time.monotonic()

    async def work() -> None:
        async with await given(one):
            with monkeypatch.context() as away:
                away.setattr(redis, "eval", AsyncMock(side_effect=redis_errors.ConnectionError("away")))
                await asyncio.sleep(10)

    with pytest.raises(Retry, match="schedule_unavailable"):
        await work()
    assert 0.3 < time.monotonic() - began < 5
    async with await given(schedule(redis, own_delay=0.1), reserved=True):
        pass


async def test_m6_a_turn_ends_however_it_goes(redis: "Redis", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(politeness, "LEASE", 0.2)
    began = time.monotonic()
    with pytest.raises(Retry, match="turn was lost"):
        async with await given(schedule(redis, own_delay=0.1, hold=0.6)):
            await asyncio.sleep(10)
    assert 0.5 < time.monotonic() - began < 5


async def test_a_dead_holder_costs_a_long_delay_nothing(redis: "Redis") -> None:
    one = schedule(redis, own_delay=60, hold=0.1)
    await given(one)
    assert await redis.ttl("host:news.example:443") > 3600
    await asyncio.sleep(0.15)
    assert await told(one, reserved=True) > 59


async def test_a_host_is_forgotten_an_hour_after_its_last_moment(redis: "Redis") -> None:
    one = schedule(redis, own_delay=100)
    async with await given(one):
        waits = [await told(one) for _ in range(10)]
    assert 3600 + waits[-1] < await redis.ttl("host:news.example:443") < 3600 + waits[-1] + 220


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("120", 119, 121),
        (timedelta(minutes=2), 110, 121),
        ("-5", 29, 31),
        ("31536000", 3599, 3601),
        (timedelta(days=365), 3599, 3601),
        (None, 29, 31),
        ("soon", 29, 31),
    ],
    ids=["seconds", "date", "negative", "a year", "a date in a year", "none", "unreadable"],
)
async def test_m4_a_host_that_has_enough_is_left_alone_by_all(
    status: int, header: str | timedelta | None, least: float, most: float, town: Town, worker: Hire
) -> None:
    if isinstance(header, timedelta):
        header = format_datetime(datetime.now(UTC) + header, usegmt=True)
    headers = {} if header is None else {"Retry-After": header}
    town.answers["busy"] = lambda request: (
        None if request.path != "/1" else web.Response(status=status, headers=headers)
    )
    first, second = await worker(host_delay=0.1), await worker(host_delay=0.1)
    with pytest.raises(Retry) as end:
        await first(UrlPushed(url=town.url("busy", "/1")), unit_id="u", correlation_id="c")
    assert end.value.reason is Reason.HTTP_STATUS
    for one in (first, second):
        with pytest.raises(Defer) as wait:
            await one(UrlPushed(url=town.url("busy", "/2")), unit_id="u", correlation_id="c")
        assert wait.value.reason is Reason.HOST_BUSY
        assert least <= wait.value.seconds <= most + 1
    await second(UrlPushed(url=town.url("idle", "/2")), unit_id="u", correlation_id="c")
    assert [each.path for each in town.of("busy")] == ["/1"]


async def test_m4_without_a_time_the_rests_grow_until_all_is_well(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0.1)
    rests = []
    for _ in range(4):
        with pytest.raises(Overloaded):
            async with await given(one):
                raise Overloaded(Reason.HTTP_STATUS, "503")
        rests.append(await told(one))
        await redis.hdel("host:news.example:443", "free", "tail")  # as if the rest were over
    assert rests == [pytest.approx(each, abs=0.5) for each in (30, 60, 120, 240)]
    async with await given(one):
        pass
    assert await redis.hget("host:news.example:443", "troubles") == b"0"


async def test_m4_failures_in_a_row_make_a_host_rest(redis: "Redis") -> None:
    one = schedule(redis, own_delay=0.1)
    for expected in (0.1, 0.1, 30):
        with pytest.raises(Retry):
            async with await given(one):
                raise Retry(Reason.CONNECT, "refused")
        free = float(await redis.hget("host:news.example:443", "free") or 0) / 1000 - time.time()
        assert free == pytest.approx(expected, abs=0.3)
        await redis.hdel("host:news.example:443", "free", "tail")
    for _ in range(5):  # an answer is an answer, and a fault of ours is not the host's
        for error in (Discard(Disposition.UNREACHABLE, Reason.HTTP_STATUS, "404"), ZeroDivisionError()):
            with pytest.raises(type(error)):
                async with await given(one):
                    raise error
            assert await redis.hget("host:news.example:443", "troubles") == b"0"
            await redis.hdel("host:news.example:443", "free", "tail")


async def test_a_page_that_waited_says_how_long(town: Town, worker: Hire) -> None:
    ingest = await worker(host_delay=0.3)
    await ingest(UrlPushed(url=town.url("a", "/1")), unit_id="u", correlation_id="c")
    town.seconds = 0.2
    other = asyncio.create_task(ingest(UrlPushed(url=town.url("a", "/2")), unit_id="u", correlation_id="c"))
    await asyncio.sleep(0.1)
    with pytest.raises(Defer) as wait:
        await ingest(UrlPushed(url=town.url("a", "/3")), unit_id="u", correlation_id="c")
    await other
    await asyncio.sleep(wait.value.seconds)
    done = await ingest(UrlPushed(url=town.url("a", "/3")), unit_id="u", correlation_id="c", memo=wait.value.memo)
    assert isinstance(done, Done)
    assert done.facts["waited_s"] == wait.value.seconds
