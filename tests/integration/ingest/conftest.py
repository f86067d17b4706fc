"""A fetcher under test and the sites it visits, all closed at the end.

The sites are names under ``localhost``, which the fetcher excepts; the address they live on is not excepted.
"""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from sayso_ingest.adapters.dial_guard import Lookup
from sayso_ingest.adapters.http import HttpFetcher
from sayso_ingest.settings import IngestSettings
from tests.integration.ingest.servers import Behave, Listener

Site = Callable[..., Awaitable[Listener]]
Open = Callable[..., Awaitable[HttpFetcher]]


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
