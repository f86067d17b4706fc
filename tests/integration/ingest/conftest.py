"""A fetcher under test and the sites it visits, all closed at the end.

The sites are names under ``localhost``, which the fetcher excepts; the address they live on is not excepted.
"""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from sayso.runtime.delivery import Keys
from sayso_ingest.adapters.dial_guard import Lookup
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.handler import Ingest
from sayso_ingest.role import open_ingest
from sayso_ingest.settings import IngestSettings
from tests.integration.ingest.servers import Behave, Listener
from tests.integration.ingest.town import Town, open_town

Site = Callable[..., Awaitable[Listener]]
Open = Callable[..., Awaitable[HttpFetcher]]
Hire = Callable[..., Awaitable[Ingest]]


@pytest.fixture
async def cleanup() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def site(cleanup: AsyncExitStack) -> Site:
    """Starts a listener that gives one answer, or behaves as told."""

    async def start(behaviour: bytes | Behave, *, tls: ssl.SSLContext | None = None) -> Listener:
        listener = Listener(behaviour, tls)
        await listener.start()
        cleanup.push_async_callback(listener.stop)
        return listener

    return start


@pytest.fixture
def fetcher(cleanup: AsyncExitStack) -> Open:
    """Opens a fetcher that excepts names under localhost, with any settings changed."""

    async def start(*, lookup: Lookup | None = None, **changes: object) -> HttpFetcher:
        values: dict[str, object] = {"allow_private_hosts": "*.localhost", "fetch_deadline": 10.0, **changes}
        settings = IngestSettings.model_validate(values)
        return await cleanup.enter_async_context(HttpFetcher(settings, lookup=lookup))

    return start


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    """Many hosts on one port."""
    async with open_town() as one:
        yield one


@pytest.fixture
def worker(cleanup: AsyncExitStack, redis: "Redis") -> Hire:
    """Opens an ingest handler as a worker of its own has it: own connections, own memory, the same Redis."""

    async def hire(**changes: object) -> Ingest:
        values: dict[str, object] = {"allow_private_hosts": "*.localhost", "fetch_deadline": 4.0, **changes}
        return await cleanup.enter_async_context(open_ingest(IngestSettings.model_validate(values), redis, Keys()))

    return hire
