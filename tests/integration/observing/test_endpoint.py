"""What a worker answers over HTTP, on a real socket, with a real Redis and a real database behind it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import Engine, text

from sayso.contracts import Discard, Disposition, Done, Reason
from sayso.contracts.events import UrlPushed
from sayso.contracts.topology import INGEST
from sayso.runtime.delivery import Unit
from sayso.runtime.observing.endpoint import HttpSettings
from sayso.runtime.settings import PlaceSettings
from sayso.runtime.worker import Worker
from sayso.runtime.worker_settings import WorkerSettings
from sayso.testing.redis import Server
from sayso_store.adapters.engine import open_engine
from sayso_store.migrate import migrate
from sayso_store.watching import prove_store, sample_store
from tests.integration.observing.asking import ask, gauges

Build = Callable[[Worker], None]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@asynccontextmanager
async def working(redis_url: str, build: Build) -> AsyncIterator[int]:
    """A worker of the role ingest whose handler the test wrote; gives its port."""
    worker = Worker(PlaceSettings(redis_url=redis_url), WorkerSettings(), "ingest")
    async with worker.presence.endpoint.open(HttpSettings(http_port=free_port())) as port:
        assert port is not None
        assert (await ask(port, "/readyz"))[0] == 503, "not ready before it has begun"
        await worker.connect()
        build(worker)
        running = asyncio.create_task(worker.run())
        await until(lambda: _is(port, "/readyz", 200))
        try:
            yield port
        finally:
            worker.stop()
            await asyncio.wait([running])
            await worker.close()


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await true():
            await asyncio.sleep(0.05)


async def _is(port: int, path: str, status: int) -> bool:
    return (await ask(port, path))[0] == status


def handles(worker: Worker) -> None:
    @worker.on(INGEST)
    async def handle(unit: Unit[UrlPushed]) -> Done:
        if unit.event.url == "https://no.example/":
            raise Discard(Disposition.REFUSED, Reason.PORT)
        return Done(Disposition.FETCHED, facts={"bytes": 70})


def with_store(engine: Engine) -> Build:
    """The same worker with a database to look after."""

    def build(worker: Worker) -> None:
        handles(worker)
        prove_store(worker, engine)
        sample_store(worker, engine)

    return build


async def test_work_is_counted_and_streams_are_measured(redis: "Redis", redis_url: str) -> None:
    await redis.xadd("urls.dead", {"reason": "dns"})
    async with working(redis_url, handles) as port:
        for url in ("https://a.example/", "https://no.example/"):
            await redis.xadd("urls", {"url": url})
        name = 'sayso_units_total{disposition="refused",reason="port",stage="ingest"}'

        async def both_are_counted() -> bool:
            return (await gauges(port)).get(name) == 1 and await redis.xlen("urls") == 0

        await until(both_are_counted)
        await asyncio.sleep(1.1)  # gauges are believed for a second
        said = await gauges(port)
    assert said['sayso_units_total{disposition="fetched",reason="",stage="ingest"}'] == 1
    assert said["sayso_fetched_bytes_total"] == 70
    assert said['sayso_unit_age_seconds_count{stage="ingest"}'] == 2
    assert said['sayso_unit_age_seconds_sum{stage="ingest"}'] < 30
    assert said['sayso_stage_dead_letters{stage="ingest"}'] == 1
    assert said['sayso_stage_backlog_entries{stage="ingest"}'] == 0
    assert 0 < said["sayso_redis_headroom_ratio"] <= 1
    assert said['sayso_ready{check="redis"}'] == 1
    assert said['sayso_sampled{source="stages"}'] == 1


async def test_a_backlog_has_its_length_and_age(redis: "Redis", redis_url: str) -> None:
    seconds, _ = await redis.time()
    await redis.xgroup_create("urls", "ingest", "0", mkstream=True)
    for number in range(3):
        await redis.xadd("urls", {"url": "https://a.example/"}, id=f"{(seconds - 100) * 1000}-{number + 1}")
    await redis.xreadgroup("ingest", "another", {"urls": ">"}, count=1)
    await redis.set("urls.halted", "{}")  # so that the worker leaves them alone
    async with working(redis_url, handles) as port:
        said = await gauges(port)
    assert said['sayso_stage_backlog_entries{stage="ingest"}'] == 2
    assert said['sayso_stage_pending_entries{stage="ingest"}'] == 1
    assert 100 <= said['sayso_stage_oldest_waiting_seconds{stage="ingest"}'] < 130
    assert 100 <= said['sayso_stage_oldest_pending_seconds{stage="ingest"}'] < 130
    assert said['sayso_stage_halted{stage="ingest"}'] == 1


async def test_redis_away_is_not_ready_and_still_alive(own_redis: Server) -> None:
    async with working(own_redis.url, handles) as port:
        assert await _is(port, "/livez", 200)
        own_redis.kill()
        await until(lambda: _is(port, "/readyz", 503))
        status, body = await ask(port, "/readyz")
        assert "redis" in body
        assert await _is(port, "/livez", 200)
        said = await gauges(port)
        assert said['sayso_ready{check="redis"}'] == 0
        assert said['sayso_sampled{source="redis"}'] == 0
        own_redis.start()
        await until(lambda: _is(port, "/readyz", 200))
    assert status == 503


async def test_redis_full_is_not_ready(own_redis: Server, redis_url: str) -> None:
    """R10: reads go on, writes are refused."""
    client = Redis.from_url(own_redis.url)
    async with working(own_redis.url, handles) as port:
        await client.config_set("maxmemory", "1")
        await until(lambda: _is(port, "/readyz", 503))
        assert "OutOfMemoryError" in (await ask(port, "/readyz"))[1]
        await asyncio.sleep(1.1)
        assert (await gauges(port))["sayso_redis_headroom_ratio"] == 0
        await client.config_set("maxmemory", "0")
        await until(lambda: _is(port, "/readyz", 200))
    await client.aclose()


async def test_a_database_that_takes_no_writes_is_not_ready(redis_url: str, redis: "Redis", tmp_path: Path) -> None:
    """R12, as far as a full disk and a read-only database look alike: reads go on."""
    url = f"sqlite:///{tmp_path}/store.sqlite"
    migrate(url)
    engine = open_engine(url)

    async with working(redis_url, with_store(engine)) as port:
        said = await gauges(port)
        assert said["sayso_store_bytes"] > 10_000
        assert said["sayso_outbox_waiting_events"] == 0
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE alembic_version RENAME TO away"))
        await until(lambda: _is(port, "/readyz", 503))
        body = (await ask(port, "/readyz"))[1]
        assert "database" in body
        assert '"redis": "ok"' in body
    engine.dispose()


async def test_a_loop_that_ended_is_not_alive(redis: "Redis", redis_url: str) -> None:
    from sayso.runtime.observing.presence import Presence

    async def ends() -> None: ...

    presence = Presence("one", "ingest", Worker(PlaceSettings(redis_url=redis_url), WorkerSettings()).partitions)
    loop = asyncio.ensure_future(ends())
    await loop
    async with (
        presence.endpoint.open(HttpSettings(http_port=free_port())) as port,
        presence.shown(redis, (), {"relay": loop}),
    ):
        assert port is not None
        status, body = await ask(port, "/livez")
    assert (status, '"relay": "ended"' in body) == (503, True)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET /nothing HTTP/1.1\r\n\r\n", 404),
        (b"POST /metrics HTTP/1.1\r\n\r\n", 405),
        (b"HEAD /livez HTTP/1.1\r\n\r\n", 200),
        (b"GET /livez?x=1 HTTP/1.0\r\n\r\n", 200),
        (b"nonsense\r\n\r\n", 400),
        (b"GET /livez HTTP/1.1\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 431),
    ],
)
async def test_anything_else_is_refused(redis: "Redis", redis_url: str, said: bytes, status: int) -> None:
    async with working(redis_url, handles) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        answer: Any = await reader.readline()
        writer.close()
    assert int(answer.split()[1]) == status
