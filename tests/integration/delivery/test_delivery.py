"""What delivery promises, on a real Redis: every entry ends once, with a name, whatever happens around it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.events import PageFetched, UrlPushed
from sayso.contracts.outcomes import Discard, Done, Outcome, Output, Quarantine, Retry
from sayso.contracts.topology import INGEST, PAGES, STAGES, Stage, Stream
from sayso.contracts.wire import Event
from sayso.runtime.delivery import Consumer, Keys, Unit, ensure_groups
from sayso.testing.redis import Server
from tests.integration.delivery.conftest import QUICK, Bench

Units = Sequence[Unit[Event]]


def page(url: str) -> PageFetched:
    return PageFetched(url=url, final_url=url, media="text", fetched_at="2026-01-01T00:00:00Z", body=b"x", sha256="0")


async def pass_on(units: Units) -> list[Outcome]:
    return [Done(Disposition.FETCHED, [Output("pages", page(str(unit.event.model_dump()["url"])))]) for unit in units]


async def test_a_plain_xadd_before_the_first_start_is_handled(redis: "Redis") -> None:
    """R1: groups begin at id 0, so what is there before anybody made them is read."""
    bench = Bench(redis)
    for n in range(50):
        await bench.push(url=f"https://example.org/{n}")
    async with bench.consuming(pass_on):
        await bench.settled()
    assert sorted(e[b"url"].decode() for e in await bench.entries("pages")) == sorted(
        f"https://example.org/{n}" for n in range(50)
    )
    assert {e[b"disposition"] for e in await bench.entries("dispositions")} == {b"fetched"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": b"https://example.org/\xff"}, Reason.INVALID_UTF8),
        ({b"\xff".decode("latin-1"): "x", "link": "https://example.org"}, Reason.MISSING_FIELD),
        ({"data": "https://example.org"}, Reason.RESERVED_FIELD),
        ({"headers": "{}", "url": "https://example.org"}, Reason.RESERVED_FIELD),
        ({"__data__": "x"}, Reason.RESERVED_FIELD),
        ({"url": "https://example.org", "schema": "url.pushed/99"}, Reason.UNKNOWN_SCHEMA),
        ({"url": "https://example.org", "priority": "soon"}, Reason.INVALID_FIELD),
        ({"url": "https://example.org", "_attempt": "many"}, Reason.RESERVED_FIELD),
        ({"url": "x"} | {f"field{n}": "x" for n in range(3000)}, Reason.ENTRY_TOO_LARGE),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_an_entry_that_is_no_event_is_set_aside(
    bench: Bench, fields: dict[str, str | bytes], reason: Reason
) -> None:
    await bench.push(**fields)
    await bench.push(url="https://example.org/good")
    async with bench.consuming(pass_on):
        await bench.settled()
    (dead,) = await bench.entries("urls.dead")
    assert dead[b"reason"].decode() == reason
    assert len(await bench.entries("pages")) == 1
    if len(fields) < 100:
        for name, value in fields.items():
            if not name.startswith("_a"):
                raw = value if isinstance(value, bytes) else value.encode()
                assert dead[b"entry." + name.encode()] == raw


async def test_what_raises_is_tried_again_with_a_delay_and_then_set_aside(bench: Bench) -> None:
    tries: list[int] = []

    async def fail(units: Units) -> list[Outcome]:
        tries.extend(unit.attempt for unit in units)
        raise RuntimeError("no luck")

    await bench.push(url="https://example.org")
    async with bench.consuming(fail):
        await bench.settled()
    assert tries == [1, 2, 3]
    (dead,) = await bench.entries("urls.dead")
    assert dead[b"reason"] == b"unexpected_error"
    assert dead[b"attempts"] == b"3"
    assert [e[b"disposition"] for e in await bench.entries("dispositions")] == [b"dead_lettered"]


async def test_where_nothing_waits_redis_is_seldom_asked_what_is_due(bench: Bench) -> None:
    async def asked() -> int:
        stats = await bench.redis.info("commandstats")
        return int(stats.get("cmdstat_zrangebyscore", {}).get("calls", 0))

    before = await asked()
    async with bench.consuming(pass_on):
        await asyncio.sleep(1.6)
        times = await asked() - before
    assert 1 <= times <= 3  # of six looks


async def test_what_another_worker_postponed_is_released_where_that_one_is_gone(bench: Bench) -> None:
    async def later(units: Units) -> list[Outcome]:
        raise Retry(Reason.TIMEOUT, after=1.0)

    await bench.push(url="https://example.org/")
    async with bench.consuming(later, limits=replace(QUICK, longest_delay=5.0)), asyncio.timeout(5):
        while not await bench.redis.zcard("urls.later"):
            await asyncio.sleep(0.02)
    async with bench.consuming(pass_on, name="another"):
        await bench.settled(seconds=5)
    assert len(await bench.entries("pages")) == 1


async def test_a_retry_that_passes_hands_over_once(bench: Bench) -> None:
    async def second_time(units: Units) -> list[Outcome]:
        if units[0].attempt == 1:
            raise Retry(Reason.TIMEOUT, "slow")
        return await pass_on(units)

    await bench.push(url="https://example.org")
    async with bench.consuming(second_time):
        await bench.settled()
    assert len(await bench.entries("pages")) == 1
    (ended,) = await bench.entries("dispositions")
    assert ended[b"attempt"] == b"2"


@pytest.mark.parametrize(
    ("failure", "disposition", "dead"),
    [
        (Discard(Disposition.NO_ARTICLE, Reason.EMPTY), b"no_article", 0),
        (Quarantine(Reason.PARSE_ERROR, "bad"), b"dead_lettered", 1),
    ],
    ids=["discard", "quarantine"],
)
async def test_an_instruction_is_carried_out(bench: Bench, failure: Exception, disposition: bytes, dead: int) -> None:
    async def instruct(units: Units) -> list[Outcome]:
        raise failure

    await bench.push(url="https://example.org")
    async with bench.consuming(instruct):
        await bench.settled()
    assert [e[b"disposition"] for e in await bench.entries("dispositions")] == [disposition]
    assert len(await bench.entries("urls.dead")) == dead


async def test_a_handler_that_hangs_is_ended(bench: Bench) -> None:
    async def hang(units: Units) -> list[Outcome]:
        await asyncio.sleep(60)
        return []

    await bench.push(url="https://example.org")
    async with bench.consuming(hang, limits=replace(QUICK, timeout=0.1)):
        await bench.settled()
    (dead,) = await bench.entries("urls.dead")
    assert dead[b"reason"] == b"handler_timeout"


async def test_each_item_of_a_batch_has_its_own_outcome(bench: Bench, batches: Stage) -> None:
    sizes: list[int] = []

    async def poisoned(units: Units) -> list[Outcome]:
        sizes.append(len(units))
        if any(isinstance(u.event, UrlPushed) and u.event.url == "https://example.org/3" for u in units):
            raise RuntimeError("one bad item")
        return await pass_on(units)

    for n in range(8):
        await bench.push(url=f"https://example.org/{n}")
    async with bench.consuming(poisoned, stage=batches, limits=batches.limits):
        await bench.settled()
    assert max(sizes) == 8
    assert len(await bench.entries("pages")) == 7
    (dead,) = await bench.entries("urls.dead")
    assert dead[b"entry.url"] == b"https://example.org/3"


async def test_abandoned_work_is_taken_over_and_set_aside_when_it_keeps_killing(bench: Bench) -> None:
    """A consumer that dies is played by reading as one and never acknowledging."""
    await bench.push(url="https://example.org/killer")
    await bench.redis.xreadgroup("ingest", "dead-1", {"urls": ">"})
    handled: list[int] = []

    async def note(units: Units) -> list[Outcome]:
        handled.extend(unit.deliveries for unit in units)
        return await pass_on(units)

    async with bench.consuming(note):
        await bench.settled()
    assert handled == [2]

    await bench.push(url="https://example.org/killer")
    ((_, ((entry_id, _),)),) = await bench.redis.xreadgroup("ingest", "dead-1", {"urls": ">"})
    for n in range(2, 4):
        await bench.redis.xclaim("urls", "ingest", f"dead-{n}", 0, [entry_id])
    async with bench.consuming(note):
        await bench.settled()
    assert handled == [2]
    (dead,) = await bench.entries("urls.dead")
    assert (dead[b"reason"], dead[b"deliveries"]) == (b"delivery_budget", b"3")


async def test_many_that_were_in_the_hands_of_who_died_twice_are_run_alone_and_soon(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They wait for some reads of the empty stream, not for one each."""
    monkeypatch.setattr("sayso.runtime.delivery.consumer._BLOCK_MS", 1000)
    for n in range(30):
        await bench.push(url=f"https://example.org/{n}")
    ((_, read),) = await bench.redis.xreadgroup("ingest", "dead-1", {"urls": ">"})
    await bench.redis.xclaim("urls", "ingest", "dead-2", 0, [entry_id for entry_id, _ in read])
    at_once: list[int] = []

    async def note(units: Units) -> list[Outcome]:
        at_once.append(len(units))
        return await pass_on(units)

    async with bench.consuming(note):
        await bench.settled()
    assert at_once == [1] * 30


async def test_a_slow_handler_keeps_its_lease(bench: Bench) -> None:
    """R17: work slower than the lease is not taken over while its worker lives."""
    runs: list[str] = []

    async def slow(units: Units) -> list[Outcome]:
        runs.append("run")
        await asyncio.sleep(1.5)
        return await pass_on(units)

    await bench.push(url="https://example.org")
    async with bench.consuming(slow, name="one"), bench.consuming(slow, name="two"):
        await bench.settled()
    assert runs == ["run"]
    assert len(await bench.entries("pages")) == 1


async def test_a_worker_that_lost_its_lease_cannot_hand_over_a_second_time(bench: Bench) -> None:
    """The fence: the first to acknowledge publishes, whoever comes later does nothing."""
    gate = asyncio.Event()

    async def wait(units: Units) -> list[Outcome]:
        await gate.wait()
        return await pass_on(units)

    await bench.push(url="https://example.org")
    async with bench.consuming(wait):
        while not await bench.redis.xpending_range("urls", "ingest", "-", "+", 1):
            await asyncio.sleep(0.01)
        await bench.redis.xack("urls", "ingest", *[i for i, _ in await bench.redis.xrange("urls")])
        gate.set()
        await asyncio.sleep(0.2)
    assert await bench.entries("pages") == []
    assert await bench.entries("dispositions") == []


async def test_back_pressure_stops_reading(bench: Bench) -> None:
    narrow = Stream("pages", PAGES.event, PAGES.holds, high_water=5)
    stage = replace(INGEST, writes=(narrow, *INGEST.writes[1:]))
    for n in range(60):
        await bench.push(url=f"https://example.org/{n}")

    async def slowly(units: Units) -> list[Outcome]:
        await asyncio.sleep(0.01)
        return await pass_on(units)

    async with bench.consuming(slowly, stage=stage):
        await asyncio.sleep(0.6)
        waiting = await bench.redis.xlen("pages")
        assert 5 <= waiting < 40
        await bench.redis.xtrim("pages", maxlen=0)
        await asyncio.sleep(0.5)
        assert await bench.redis.xlen("urls") < 60 - waiting


async def test_groups_that_vanish_are_made_again(bench: Bench) -> None:
    async with bench.consuming(pass_on):
        await bench.push(url="https://example.org/1")
        await bench.settled()
        await bench.redis.flushall()
        await bench.push(url="https://example.org/2")
        async with asyncio.timeout(5):
            while not await bench.redis.xlen("pages"):
                await asyncio.sleep(0.02)
    assert (await bench.entries("pages"))[0][b"url"] == b"https://example.org/2"


async def test_work_goes_on_after_redis_was_killed(own_redis: Server) -> None:
    redis = own_redis.client()
    await ensure_groups(redis, Keys())
    bench = Bench(redis)
    async with bench.consuming(pass_on):
        await bench.push(url="https://example.org/1")
        await bench.settled()
        own_redis.kill()
        await asyncio.sleep(0.3)
        own_redis.start()
        async with asyncio.timeout(10):
            while True:
                try:
                    await bench.push(url="https://example.org/2")
                    break
                except (OSError, RedisConnectionError):
                    await asyncio.sleep(0.05)
        await bench.settled(seconds=10)
    urls = [e[b"url"] for e in await bench.entries("pages")]
    assert urls[0] == b"https://example.org/1"
    assert b"https://example.org/2" in urls
    await redis.aclose()


async def test_readonly_is_waited_out(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """A replica refuses writes: reading backs off, and work goes on once writes are taken again."""
    async with bench.consuming(pass_on):
        await bench.push(url="https://example.org/1")
        await bench.settled()
        await bench.redis.replicaof("127.0.0.1", "1")
        await asyncio.sleep(0.8)
        await bench.redis.replicaof("NO", "ONE")
        await bench.push(url="https://example.org/2")
        await bench.settled(seconds=15)
    assert len(await bench.entries("pages")) == 2
    assert len([r for r in caplog.records if "redis_trouble" in r.getMessage()]) < 10


async def test_a_stop_drains_what_is_in_flight_and_frees_the_rest(bench: Bench) -> None:
    async def slow(units: Units) -> list[Outcome]:
        await asyncio.sleep(0.5 if str(units[0].event.model_dump()["url"]).endswith("quick") else 30)
        return await pass_on(units)

    await bench.push(url="https://example.org/quick")
    await bench.push(url="https://example.org/stuck")
    consumer = Consumer(INGEST, slow, bench.redis, bench.keys, name="one", limits=replace(QUICK, lease=60, timeout=60))
    running = asyncio.create_task(consumer.run())
    await asyncio.sleep(0.2)
    consumer.stop()
    await running
    await consumer.drain(1.0)
    assert len(await bench.entries("pages")) == 1
    (left,) = await bench.redis.xpending_range("urls", "ingest", "-", "+", 10)
    assert left["time_since_delivered"] >= 60_000, "the lease was not given up"
    assert left["times_delivered"] == 1


async def test_a_loop_that_dies_ends_the_consumer(bench: Bench) -> None:
    async def never(units: Units) -> list[Outcome]:
        return []

    async def spoil() -> None:
        async with bench.consuming(never):
            await bench.redis.delete("urls")
            await bench.redis.set("urls", "not a stream")
            await asyncio.sleep(2)

    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await spoil()


async def test_two_workers_share_a_backlog(bench: Bench) -> None:
    """R19: neither takes the whole backlog into memory."""
    done: dict[str, int] = {"one": 0, "two": 0}

    def counting(name: str) -> object:
        async def handle(units: Units) -> list[Outcome]:
            done[name] += len(units)
            await asyncio.sleep(0.002)
            return await pass_on(units)

        return handle

    async with bench.redis.pipeline(transaction=False) as pipe:
        for n in range(1000):
            pipe.xadd("urls", {"url": f"https://example.org/{n}"})
        await pipe.execute()
    await bench.redis.delete("pages")
    stage = replace(INGEST, writes=())
    async with (
        bench.consuming(counting("one"), stage=stage, name="one"),  # type: ignore[arg-type]
        bench.consuming(counting("two"), stage=stage, name="two"),  # type: ignore[arg-type]
    ):
        await bench.settled(seconds=30)
    assert sum(done.values()) == 1000
    assert min(done.values()) >= 300


async def test_groups_are_made_for_every_stage(redis: Redis) -> None:
    for stage in STAGES:
        await redis.xadd(stage.reads.name, {"pushed": "before"})
    assert await ensure_groups(redis, Keys()) == [stage.group for stage in STAGES]
    assert await ensure_groups(redis, Keys()) == []
    for stage in STAGES:
        (group,) = await redis.xinfo_groups(stage.reads.name)
        assert group["last-delivered-id"] == b"0-0"
