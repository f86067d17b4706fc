"""What storing a new claim costs as the store grows: at 10,000 stored claims and at 1,000,000, on both databases.

The store is filled with rows as persist writes them, thousands in a transaction; what is measured is persist itself,
over batches of articles whose ten statements are new claims. CPU is this process's and the database server's, as the
median of the batches. Run by itself it prints one line a size: ``python -m tests.benchmark.growth 10000 1000000``.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
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
BATCHES = 11
FIRST = 10_000_000
"""Number of the first measured article: far above those that the store is filled with."""
_AT_ONCE = 5000


def grown(sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[str, int, float]]:
    """Database, claims stored, CPU microseconds a statement. A database that is not there is left out."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name, storing.sqlite_store(Path(name)) as engine:
        for size, cost in _costs(engine, sizes):
            yield "SQLite", size, cost
    try:
        with postgres(shared_buffers="128MB") as server, storing.a_store(server.url) as engine:
            for size, cost in _costs(engine, sizes, server):
                yield "PostgreSQL", size, cost
    except NoPostgres:
        return


def _costs(engine: Engine, sizes: tuple[int, ...], server: Postgres | None = None) -> Iterator[tuple[int, float]]:
    known = 0
    for turn, size in enumerate(sizes):
        _fill(engine, known, size)
        known = size
        yield size, _cost(engine, FIRST * (turn + 1), server)


def _cost(engine: Engine, first: int, server: Postgres | None) -> float:
    """The median of the batches, after one to warm up."""
    size = PERSIST.limits.batch
    events = [_seen(each, number) for number, each in enumerate(storing.resolved_articles(first, size * (BATCHES + 1)))]
    store, took = SqlStore(engine), []
    for at in range(0, len(events), size):
        began, server_began = time.process_time(), usage(server.pid).cpu if server else 0.0
        store.persist(events[at : at + size], utc_now())
        cpu = time.process_time() - began + (usage(server.pid).cpu - server_began if server else 0.0)
        took.append(cpu / (size * storing.STATEMENTS) * 1e6)
    return statistics.median(took[1:]) if server is None else statistics.fmean(took[1:])  # a server's tick is 10 ms


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
    for database, size, cost in grown(sizes):
        print(f"{database:12} {size:9,} claims {cost:7.1f} µs CPU a statement", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
