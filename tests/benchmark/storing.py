"""What storing and publishing cost: statements a second into SQLite and PostgreSQL, events a second onto ``claims``.

Articles of ten statements, each statement a new claim, in batches as the stage takes them. Seconds of the clock are
what a batch takes with its commit on disk; CPU is this process's, and for PostgreSQL the server's beside it. The
baselines do the least that could be done instead: rows of the same size by ``executemany`` in one transaction a batch,
and a pipeline of bare XADDs.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from sayso.contracts.events import StatementsResolved
from sayso.contracts.topology import PERSIST
from sayso.runtime.clock import utc_now
from sayso.runtime.garbage import leave_what_stays
from sayso.testing import redis as testing
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.outbox import SqlOutbox
from sayso_store.adapters.sql import SqlStore
from sayso_store.migrate import migrate
from sayso_store.publish import Relay
from tests.benchmark.processes import usage
from tests.chaos.servers import Postgres, postgres
from tests.integration.store.samples import article, resolved, statement

STATEMENTS = 10
WORDS = (
    "the ferry to the northern islands will sail again from the first week of May, weather permitting, for {} crowns"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """``items`` in ``seconds``, for ``cpu`` seconds of ours and ``server`` of the database's."""

    items: int
    seconds: float
    cpu: float
    server: float = 0.0

    @property
    def a_second(self) -> float:
        """By the clock."""
        return self.items / self.seconds

    @property
    def micros(self) -> float:
        """CPU microseconds an item, the server's included."""
        return (self.cpu + self.server) / self.items * 1e6


def resolved_articles(first: int, count: int) -> list[StatementsResolved]:
    """Articles whose statements are all new claims."""
    made = []
    for number in range(first, first + count):
        said = [
            statement(f"{number}-{n}", WORDS.format(f"{number} and {n}"), f"Ana {number}") for n in range(STATEMENTS)
        ]
        made.append(resolved(article(str(number), outlet=f"Paper {number % 97}"), [(each, None) for each in said]))
    return made


def persisting(engine: Engine, events: Sequence[StatementsResolved], server: Postgres | None = None) -> Rate:
    """Store them in batches, after one to warm up."""
    store, size = SqlStore(engine), PERSIST.limits.batch
    store.persist(events[:size], utc_now())
    leave_what_stays()
    used = usage(server.pid).cpu if server else 0.0
    began, clock = time.process_time(), time.perf_counter()
    for at in range(size, len(events), size):
        store.persist(events[at : at + size], utc_now())
    took, seconds = time.process_time() - began, time.perf_counter() - clock
    return Rate((len(events) - size) * STATEMENTS, seconds, took, usage(server.pid).cpu - used if server else 0.0)


def bare_sqlite(folder: Path, events: Sequence[StatementsResolved]) -> Rate:
    """The same statements as JSON into one table, a transaction a batch."""
    rows = [[(s.statement_id, e.article.article_id, s.model_dump_json()) for e in events for s in e.statements]]
    size = PERSIST.limits.batch * STATEMENTS
    database = sqlite3.connect(folder / "bare.sqlite")
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE s (a PRIMARY KEY, b, c)")
    began, clock = time.process_time(), time.perf_counter()
    for at in range(0, len(rows[0]), size):
        with database:
            database.executemany("INSERT INTO s VALUES (?, ?, ?)", rows[0][at : at + size])
    took = Rate(len(rows[0]), time.perf_counter() - clock, time.process_time() - began)
    database.close()
    return took


async def publishing(engine: Engine, server: testing.Server) -> Rate:
    """Publish all that waits in the outbox."""
    async with server.client() as client:
        relay = Relay(SqlOutbox(engine), client, "claims")
        began, clock = time.process_time(), time.perf_counter()
        sent = await relay.run_once()
        return Rate(sent, time.perf_counter() - clock, time.process_time() - began)


async def bare_publishing(server: testing.Server, count: int) -> Rate:
    """As many events of the same size by bare XADDs, a hundred in a pipeline."""
    async with server.client() as client:
        entries: Any = await client.xrange("claims", count=1)
        entry = entries[0][1]
        began, clock = time.process_time(), time.perf_counter()
        for _ in range(count // 100):
            async with client.pipeline(transaction=False) as pipe:
                for _ in range(100):
                    pipe.xadd("bare", entry)
                await pipe.execute()
        return Rate(count // 100 * 100, time.perf_counter() - clock, time.process_time() - began)


@contextmanager
def sqlite_store(folder: Path) -> Iterator[Engine]:
    """An empty store in a file."""
    with a_store(f"sqlite:///{folder / 'store.sqlite'}") as engine:
        yield engine


@contextmanager
def a_store(url: str) -> Iterator[Engine]:
    """The store at a URL, with its tables."""
    migrate(url)
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def main(articles: int = 1000) -> int:
    """Print the rates."""
    events = resolved_articles(0, articles)
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name, testing.server(Path(name) / "redis") as server:
        folder = Path(name)
        show("bare sqlite3", bare_sqlite(folder, events))
        with sqlite_store(folder) as engine:
            show("persist, SQLite", persisting(engine, events))
            sent = asyncio.run(publishing(engine, server))
        show("publish", sent)
        show("bare XADD", asyncio.run(bare_publishing(server, sent.items)))
        with postgres(shared_buffers="128MB") as database, a_store(database.url) as engine:
            show("persist, PostgreSQL", persisting(engine, events, database))
    return 0


def show(name: str, rate: Rate) -> None:
    """One line."""
    print(f"{name:20} {rate.a_second:8.0f} a second by the clock, {rate.micros:7.1f} µs CPU each", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
