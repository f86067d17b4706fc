"""Watches over a store of each kind."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Engine

from sayso_store.watches.book import WatchBook
from sayso_store.watches.matching import Matcher
from tests.integration.store.watches.receiver import Receiver
from tests.integration.store.watches.scene import Now


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def book(engine: Engine, now: Now) -> WatchBook:
    return WatchBook(engine, now)


@pytest.fixture
def matcher(engine: Engine, now: Now) -> Matcher:
    return Matcher(engine, now)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as opened:
        yield opened
