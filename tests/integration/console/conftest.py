"""A console over a store with a few claims and a real Redis, asked in this process."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy import Engine

from sayso.contracts.topology import CLAIMS
from sayso.runtime.delivery import Keys
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.sql import SqlStore
from sayso_store.console.app import make_app
from sayso_store.console.desk import Desk
from sayso_store.console.live import Hub
from sayso_store.console.safety.access import Access
from sayso_store.console.safety.rates import Rate
from sayso_store.console.settings import ConsoleSettings
from sayso_store.console.watching import Watch
from sayso_store.migrate import migrate
from tests.integration.store.conftest import NOW
from tests.integration.store.samples import FIRST, LAST, LATER, one

HERE = "http://localhost"
READ, OPERATE = "read-token-for-tests", "operate-token-for-tests"


class Now:
    """A clock that is set."""

    def __init__(self) -> None:
        self.time = datetime(2031, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A store with the claims a (two outlets and a copy), b (which contradicts a) and h (hostile)."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    migrate(url)
    opened = open_engine(url)
    store = SqlStore(opened)
    store.persist([one("a", content="The old bridge is safe for 140 people.", at=FIRST)], NOW)
    store.persist([one("a2", same="a", content="The bridge holds.", outlet="Courier", at=LATER)], NOW)
    store.persist([one("a3", same="a", content="The old bridge is safe for 140 people.", outlet="Blaze", at=LATER,
                       copy_of="article_a")], NOW)  # fmt: skip
    store.persist([one("b", content="The old bridge is not safe.", outlet="Ledger", at=LAST, conflict="a")], NOW)
    yield opened
    opened.dispose()


@pytest.fixture
def desk(engine: Engine, redis: "Redis", now: Now, tmp_path: Path) -> Callable[..., Desk]:
    """Makes the desk of a console with these settings."""

    def make(**settings: Any) -> Desk:
        chosen = ConsoleSettings(**settings)
        return Desk(
            engine=engine, redis=redis, partitions=(Keys(),), place=PlaceSettings(data_dir=tmp_path), settings=chosen,
            access=Access(chosen, now), rate=Rate(chosen.console_push_per_minute, now), tries=Rate(10, now),
            hub=Hub(redis, CLAIMS.name), watch=Watch(redis, (Keys(),), PlaceSettings(data_dir=tmp_path)), clock=now,
        )  # fmt: skip

    return make


Asking = Callable[..., AbstractAsyncContextManager[AsyncClient]]


@pytest.fixture
def asking(desk: Callable[..., Desk]) -> Asking:
    """Opens a client of a console with these settings."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[AsyncClient]:
        transport = ASGITransport(app=make_app(desk(**settings)), raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url=HERE) as client:
            yield client

    return opened


@pytest.fixture
async def client(asking: Asking) -> AsyncIterator[AsyncClient]:
    """A client of a console without tokens."""
    async with asking() as opened:
        yield opened


@pytest.fixture
def tokens() -> dict[str, SecretStr]:
    """Settings with both tokens."""
    return {"console_read_token": SecretStr(READ), "console_operate_token": SecretStr(OPERATE)}
