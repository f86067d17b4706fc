"""What the tests of parsing processes share."""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import zstandard

from sayso.contracts import Failure
from sayso.runtime.abilities import ReadArticle
from sayso_extract.parsers import Parsers
from sayso_extract.settings import ExtractSettings
from tests.integration.extract.model_server import Model, served


@dataclass
class Reading:
    """How a page ended: an article or a failure, and after how many seconds."""

    read: ReadArticle | None
    failure: Failure | None
    seconds: float

    @property
    def reason(self) -> str | None:
        return None if self.failure is None else str(self.failure.reason)


@dataclass
class Pool:
    """Parsers with what a test asks of them."""

    parsers: Parsers
    readings: list[Reading] = field(default_factory=list)

    async def read(self, page: str | bytes) -> Reading:
        """Read a page, however it ends."""
        body = page.encode() if isinstance(page, str) else page
        began = time.monotonic()
        try:
            packed = zstandard.compress(body)
            answer = await self.parsers.read(packed, url="https://n.example/1", media=None, charset=None, fetched_at="")
            return Reading(answer.read(), None, time.monotonic() - began)
        except Failure as failure:
            return Reading(None, failure, time.monotonic() - began)

    @staticmethod
    def processes() -> list[int]:
        """The parsing processes that live."""
        return [c.pid for c in multiprocessing.active_children() if c.pid is not None and c.is_alive()]


@contextmanager
def pool(*, processes: int = 1, seconds: float = 30.0, megabytes: int = 1024, pages: int = 1000) -> Iterator[Pool]:
    """Parsing processes with limits."""
    settings = ExtractSettings(
        parse_processes=processes, parse_seconds=seconds, parse_megabytes=megabytes, parse_pages=pages
    )
    with Parsers(settings) as parsers:
        yield Pool(parsers)


async def longest_stall(done: asyncio.Event, tick: float = 0.005) -> float:
    """By how many seconds the event loop was late at worst, until ``done``."""
    worst = 0.0
    while not done.is_set():
        began = time.monotonic()
        await asyncio.sleep(tick)
        worst = max(worst, time.monotonic() - began - tick)
    return worst


@pytest.fixture
def one() -> Iterator[Pool]:
    """One process with time to spare."""
    with pool() as running:
        yield running


@pytest.fixture
def model() -> Iterator[Model]:
    """An endpoint of a language model that knows nothing yet."""
    with served() as one:
        yield one


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    """One parsing process for a module's tests, with time to spare."""
    with Parsers(ExtractSettings(parse_seconds=60)) as running:
        yield running
