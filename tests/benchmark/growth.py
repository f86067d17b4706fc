"""What storing a new claim costs as the store grows: at 10,000 stored claims and at 1,000,000, on both databases.

A store of each size is filled with rows as persist writes them, thousands in a transaction, and then settled: a million
rows leave the database work to do later (a checkpoint, on PostgreSQL a vacuum, statistics and what its full-text index
has put off), which is no part of what is measured. That is persist itself, over batches of articles whose ten
statements are new claims, the same in all stores, which take turns at each batch, so that a busy machine weighs on all
alike. CPU is this process's in a store's batches and that of its PostgreSQL server, whose processes all count, also for
what they do between the batches. It is counted by rounds of several batches, since a checkpoint comes once in several;
the cost is the median of the rounds. Run by itself it prints one line a size: ``python -m tests.benchmark.growth 10000
1000000``.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from sayso.contracts.events import StatementsResolved
from sayso.contracts.topology import PERSIST
from sayso.runtime.clock import iso, utc_now
from sayso_store.adapters import bulk
from sayso_store.adapters.engine import writing
from sayso_store.adapters.rows import Row, article_row, statement_row
from sayso_store.adapters.sql import SqlStore
from sayso_store.schema import alias, article, claim, outbox, statement
from tests.benchmark import storing
from tests.benchmark.processes import usage
from tests.chaos.servers import Postgres, postgres
from tests.integration.store.postgres import NoPostgres

SIZES = (10_000, 1_000_000)
ROUNDS = 5
BATCHES = 4
"""Of a round."""
FIRST = 10_000_000
"""Number of the first measured article: far above those that the store is filled with."""
_AT_ONCE = 5000
_SQLITE_BYTES = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"


@dataclass(frozen=True, slots=True)
class _Store:
    """A filled store, and the server that it is on alone."""

    engine: Engine
    server: Postgres | None = None

    def server_cpu(self) -> float:
        """Seconds of all processes of the server so far."""
        return usage(self.server.pid).cpu if self.server else 0.0


@dataclass(frozen=True, slots=True)
class Grown:
    """A store of ``claims`` claims: CPU microseconds a new statement, and bytes on disk a claim."""

    database: str
    claims: int
    cost: float
    disk: float


def grown(sizes: tuple[int, ...] = SIZES) -> Iterator[Grown]:
    """Both databases, one that is not there left out."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name, ExitStack() as stack:
        folders = [Path(tempfile.mkdtemp(dir=name)) for _ in sizes]
        stores = [_Store(stack.enter_context(storing.sqlite_store(folder))) for folder in folders]
        yield from _grown("SQLite", stores, sizes)
    try:
        with ExitStack() as stack:
            servers = [stack.enter_context(postgres(shared_buffers="128MB")) for _ in sizes]
            stores = [_Store(stack.enter_context(storing.a_store(server.url)), server) for server in servers]
            yield from _grown("PostgreSQL", stores, sizes)
    except NoPostgres:
        return


def _grown(database: str, stores: Sequence[_Store], sizes: Sequence[int]) -> list[Grown]:
    for store, size in zip(stores, sizes, strict=True):
        _fill(store.engine, 0, size)
        _settle(store.engine)
    disk = [_bytes(store.engine) / size for store, size in zip(stores, sizes, strict=True)]
    costs = _costs(stores)
    return [Grown(database, *each) for each in zip(sizes, costs, disk, strict=True)]


def _bytes(engine: Engine) -> int:
    is_postgres = engine.dialect.name == "postgresql"
    asked = "SELECT pg_database_size(current_database())" if is_postgres else _SQLITE_BYTES
    with engine.connect() as connection:
        return int(connection.exec_driver_sql(asked).scalar_one())


def _costs(stores: Sequence[_Store]) -> list[float]:
    """The median of the rounds of each store."""
    size = PERSIST.limits.batch
    made = storing.resolved_articles(FIRST, size * (1 + ROUNDS * BATCHES))
    events = [_seen(each, number) for number, each in enumerate(made)]
    batches = [events[at : at + size] for at in range(0, len(events), size)]
    _round(stores, batches[:1])
    rounds = [_round(stores, batches[at : at + BATCHES]) for at in range(1, len(batches), BATCHES)]
    return [statistics.median(costs) for costs in zip(*rounds, strict=True)]


def _round(stores: Sequence[_Store], batches: Sequence[Sequence[StatementsResolved]]) -> list[float]:
    """Store the batches in all stores, taking turns at each: microseconds a statement of each store."""
    servers_began = [store.server_cpu() for store in stores]
    took = [0.0] * len(stores)
    for turn, batch in enumerate(batches):
        for place in range(len(stores))[:: -1 if turn % 2 else 1]:
            began = time.process_time()
            SqlStore(stores[place].engine).persist(batch, utc_now())
            took[place] += time.process_time() - began
    statements = sum(map(len, batches)) * storing.STATEMENTS
    servers = [store.server_cpu() - began for store, began in zip(stores, servers_began, strict=True)]
    return [sum(each) / statements * 1e6 for each in zip(took, servers, strict=True)]


def _settle(engine: Engine) -> None:
    """Have done what a database does some time after so much was written."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for each in ("VACUUM ANALYZE", "CHECKPOINT"):
                connection.exec_driver_sql(each)
        return
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _seen(event: StatementsResolved, number: int) -> StatementsResolved:
    """The same, fetched after all that is stored."""
    at = _at(SIZES[-1] + number)
    return event.model_copy(update={"article": event.article.model_copy(update={"fetched_at": at})})


def _at(second: int) -> str:
    return iso(datetime(2031, 1, 1, tzinfo=UTC) + timedelta(seconds=second))


def _fill(engine: Engine, known: int, until: int) -> None:
    """Add claims up to this many, ten an article."""
    for first in range(known, until, _AT_ONCE):
        with writing(engine).begin() as connection:
            _add(connection, first, min(_AT_ONCE, until - first))


def _add(connection: Connection, first: int, count: int) -> None:
    """Rows of claims ``first`` to ``first + count``, each with one statement."""
    (like,) = storing.resolved_articles(first // storing.STATEMENTS, 1)
    said, resolution = like.statements[0], like.resolutions[0]
    in_article, in_statement = article_row(like, "owner"), statement_row(like.article, said, resolution)
    data = "x" * 1300
    last = connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one()
    articles: list[Row] = []
    aliases: list[Row] = []
    claims: list[Row] = []
    statements: list[Row] = []
    events: list[Row] = []
    for number in range(first, first + count):
        of = f"art_{_id(number // storing.STATEMENTS, 'article')}"
        if number % storing.STATEMENTS == 0:
            url = f"https://{of}.example/story"
            new = {"article_id": of, "url": url, "fingerprint": _id(number, "text"), "fetched_at": _at(number)}
            articles.append(in_article | new)
            aliases.append({"identity": url, "article_id": of})
        own, content = f"claim_{_id(number, 'claim')}", storing.WORDS.format(f"{number // 10} and {number % 10}")
        claims.append(_claim(own, content, _at(number)))
        names = {"statement_id": f"st_{_id(number, 'statement')}", "article_id": of}
        statements.append(in_statement | names | {"content": content, "speaker_key": f"ana {number // 10}"})
        events.append({"type": "claim.new", "claim_id": own, "data": data, "created_at": in_article["fetched_at"],
                       "position": last + 1 + number - first, "sent_at": in_article["fetched_at"]})  # fmt: skip
    numbers = dict(bulk.add_new(connection, claim, claims, "claim_id", "number"))
    for new, said_row, event in zip(claims, statements, events, strict=True):
        said_row["claim_number"] = event["claim_number"] = numbers[new["claim_id"]]
    for table, rows in ((article, articles), (alias, aliases), (statement, statements), (outbox, events)):
        bulk.add(connection, table, rows)


def _claim(own: str, content: str, at: str) -> Row:
    return {
        "claim_id": own, "content": content, "speaker": "Ana", "first_seen": at, "last_seen": at,
        "statements": 1, "outlets": 1, "independent_outlets": 1, "copies": 0,
        "distinct_speakers": 1, "first_said": "2031-05-01", "last_said": "2031-05-01",
    }  # fmt: skip


def _id(number: int, kind: str) -> str:
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:20]


def main() -> int:
    """Print the costs."""
    sizes = tuple(int(each) for each in sys.argv[1:]) or SIZES
    for each in grown(sizes):
        of = f"{each.database:12} {each.claims:9,} claims"
        print(f"{of} {each.cost:7.1f} µs CPU a statement, {each.disk:,.0f} bytes a claim", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
