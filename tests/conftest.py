"""Fixtures every tier may use: a real Redis, clean for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from sayso.runtime import logs
from sayso.testing.redis import Server, server


@pytest.fixture(scope="session", autouse=True)
def _logs_through_the_standard_library() -> None:
    """So that ``caplog`` sees them and a passing test is quiet."""
    logs.configure(logs.LogSettings(log_level="warning", log_format="pretty"))


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One Redis for the session."""
    with server(tmp_path_factory.mktemp("redis")) as one:
        yield one


@pytest.fixture
async def redis(redis_server: Server) -> AsyncIterator["Redis"]:
    """A client of an empty Redis."""
    client = redis_server.client()
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Server]:
    """A Redis of the test's own, to kill and restart."""
    with server(tmp_path / "redis") as one:
        yield one
