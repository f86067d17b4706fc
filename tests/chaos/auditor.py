"""The auditor: looks at Redis and the store from outside and says what is lost, doubled or out of order.

It imports nothing of Sayso on purpose (a test reads its imports). What it knows, it knows from the published
contracts: the names of streams and tables, and what an entry's fields say. What it holds against what:

- every entry that Redis acknowledged to its pusher is followed through the stages by its correlation id, to an end
  with a name: stored or not modified (and the article is there), another disposition, dead-lettered with a reason (and
  the dead letter is there), or still queued. No end is **lost**, two ends at one stage are **duplicate**;
- every event on ``claims`` once, numbered 1..n without a gap, equal to the store's outbox;
- ``claim.new`` once for each claim, ``claim.disputed`` or ``claim.superseded`` once for each link that was told, under
  the ids that its claims had, which may have been merged since;
- the store against itself: statements of each article as many as were found in it, counts of each claim as its
  statements say, foreign keys, ``pragma integrity_check``.

Works on SQLite and on PostgreSQL. Call :func:`audit` when nothing moves.
"""

import contextlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import psycopg

WORK = ("urls", "pages", "statements", "resolved", "dispositions")
READER = {"urls": "ingest", "pages": "extract", "statements": "dedupe", "resolved": "persist"}
READS = {stage: stream for stream, stage in READER.items()}
NEXT = {
    "fetched": "extract",
    "extracted": "dedupe",
    "no_claims": "dedupe",
    "resolved": "persist",
    "duplicate": "persist",
}
"""The stage that has an entry after this disposition. Any other disposition is an end."""

_FOREIGN = (
    ("statement", "article_id", "article", "article_id"),
    ("statement", "claim_number", "claim", "number"),
    ("conflict", "claim_a", "claim", "claim_id"),
    ("conflict", "claim_b", "claim", "claim_id"),
)

_TOLD = "statements > 0 or withdrawn_at is not null or (merged_into is not null and content != '')"
"""The claims that were announced. What is neither was named by a conflict, and its own statement never came."""

Row = tuple[Any, ...]
Redis = Any
"""A redis.Redis, without its types: they say that any answer may be anything."""


class Store(Protocol):
    """A store, read-only."""

    def rows(self, query: str) -> list[Row]:
        """The rows of a query without parameters."""

    def flaws(self) -> list[str]:
        """What the database says is wrong with its own files."""


@dataclass
class Report:
    """What the auditor found. ``faults`` says it in words."""

    faults: list[str] = field(default_factory=list)
    lost_inputs: list[str] = field(default_factory=list)
    lost_events: int = 0
    doubled_units: int = 0
    doubled_events: int = 0
    bare: int = 0
    queued: int = 0
    dead: int = 0
    events: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)

    @property
    def lost(self) -> int:
        """Inputs without an end, and events that are not on ``claims``."""
        return len(self.lost_inputs) + self.lost_events

    @property
    def duplicate(self) -> int:
        """Units that ended twice, and events told twice."""
        return self.doubled_units + self.doubled_events

    def complain(self, count: int, what: str, examples: Sequence[object] = ()) -> int:
        """Note a fault where there is one."""
        if count:
            self.faults.append(f"{count} {what}" + (f", such as {list(examples[:3])}" if examples else ""))
        return count


@dataclass(frozen=True)
class Sqlite:
    """The store in a file."""

    db: sqlite3.Connection

    def rows(self, query: str) -> list[Row]:
        return self.db.execute(query).fetchall()

    def flaws(self) -> list[str]:
        found = [str(row[0]) for row in self.rows("pragma integrity_check") if row[0] != "ok"]
        return found + [f"foreign key: {row}" for row in self.rows("pragma foreign_key_check")]


@dataclass(frozen=True)
class Postgres:
    """The store on a server."""

    db: "psycopg.Connection[Row]"

    def rows(self, query: str) -> list[Row]:
        return self.db.execute(query.encode()).fetchall()

    def flaws(self) -> list[str]:
        found = []
        for table, column, other, key in _FOREIGN:
            ((count,),) = self.rows(
                f"select count(*) from {table} t left join {other} o on o.{key} = t.{column} where o.{key} is null"
            )
            if count:
                found.append(f"{count} rows of {table} name no {other}")
        invalid = self.rows("select indexrelid from pg_index where not indisvalid")
        return found + [f"invalid index {row[0]}" for row in invalid]


@contextlib.contextmanager
def opened(database_url: str) -> Iterator[Store]:
    """The store at a SQLAlchemy URL."""
    if database_url.startswith("sqlite:///"):
        with contextlib.closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=30)) as db:
            yield Sqlite(db)
        return
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True, connect_timeout=10) as server:
        yield Postgres(server)


def queued(client: Redis) -> int:
    """What is still anywhere between ``urls`` and the store."""
    with client.pipeline(transaction=False) as pipe:
        for name in WORK:
            pipe.xlen(name)
            pipe.zcard(f"{name}.later")
        return sum(int(each) for each in pipe.execute())


def unsent(store: Store) -> int:
    """Events that wait in the outbox."""
    return int(store.rows("select count(*) from outbox where sent_at is null")[0][0])


def audit(client: Redis, store: Store, pushed: Mapping[str, str]) -> Report:
    """Hold everything against everything else. ``pushed`` is the URL of each acknowledged entry, by its id."""
    report = Report(queued=queued(client))
    _events(client, store, report)
    _inputs(client, store, pushed, report)
    _rows(store, report)
    for flaw in store.flaws():
        report.faults.append(f"store: {flaw}")
    return report


def _events(client: Redis, store: Store, report: Report) -> None:
    on_stream = [_event(entry_id, fields) for entry_id, fields in _entries(client, "claims")]
    outbox = [
        (position, kind, claim_id, json.loads(data))
        for position, kind, claim_id, data in store.rows(
            "select position, type, claim_id, data from outbox order by position"
        )
    ]
    report.events = len(on_stream)
    ids = [event[0] for event in on_stream]
    if ids != list(range(1, len(ids) + 1)):
        report.faults.append(f"ids on claims are not 1..n: {ids[:20]}")
    if on_stream != outbox:
        report.faults.append(f"claims ({len(on_stream)}) and outbox ({len(outbox)}) differ")
    told, meant = (Counter(json.dumps(e[1:], sort_keys=True) for e in each) for each in (on_stream, outbox))
    report.lost_events = report.complain((meant - told).total(), "events of the outbox are not on claims")
    report.doubled_events = report.complain((told - meant).total(), "events on claims are not in the outbox")
    news = Counter(claim_id for _, kind, claim_id, _ in on_stream if kind == "claim.new")
    claims = {row[0] for row in store.rows(f"select claim_id from claim where {_TOLD}")}
    missing, strangers = claims - news.keys(), news.keys() - claims
    report.lost_events += report.complain(len(missing), "claims without claim.new", sorted(missing))
    report.complain(len(strangers), "claim.new without a claim", sorted(strangers))
    twice = [claim_id for claim_id, times in news.items() if times > 1]
    report.doubled_events += report.complain(len(twice), "claims were announced twice", twice)
    _disputes(on_stream, store, report)


def _disputes(on_stream: Sequence[tuple[int, str, str, Any]], store: Store, report: Report) -> None:
    told: Counter[tuple[str, ...]] = Counter(
        (kind, *sorted((claim_id, data["conflicts"][0]["claim_id"])))
        for _, kind, claim_id, data in on_stream
        if kind in ("claim.disputed", "claim.superseded")
    )
    into: dict[Any, Any] = {row[0]: row[1] for row in store.rows("select claim_id, merged_into from claim")}
    now = {tuple(sorted(into.get(each) or each for each in pair)) for _, *pair in told}
    ready = "announced_at is not null or superseded_at is not null or not exists (select 1 from claim c"
    known = store.rows(
        f"select claim_a, claim_b from conflict where {ready}"
        " where c.claim_id in (claim_a, claim_b) and c.statements = 0)"
    )
    silent = [pair for pair in known if tuple(sorted(pair)) not in now]
    report.lost_events += report.complain(len(silent), "conflicts were not told", silent)
    twice = [pair for pair, times in told.items() if times > 1]
    report.doubled_events += report.complain(len(twice), "conflicts were told twice", twice)


def _inputs(client: Redis, store: Store, pushed: Mapping[str, str], report: Report) -> None:
    ends: dict[tuple[str, str], list[tuple[str, str | None]]] = defaultdict(list)
    for stage, correlation, entry_id, disposition, reason in store.rows(
        "select stage, correlation_id, entry_id, disposition, reason from unit where disposition != 'retried'"
    ):
        key = correlation or (f"urls-{entry_id}" if stage == "ingest" else f"{stage}-{entry_id}")
        ends[stage, key].append((disposition, reason))
    twice = [key for key, found in ends.items() if len(found) > 1]
    report.doubled_units = report.complain(len(twice), "units ended twice at a stage", twice)
    waiting, dead = _waiting(client), _dead(client, report)
    articles = {row[0] for row in store.rows("select fetched_url from article")}
    for entry_id, url in pushed.items():
        end = _end(f"urls-{entry_id}", ends, waiting, dead)
        if end in ("stored", "not_modified") and url.startswith("http") and url not in articles:
            end += " without its article"
        report.ends[end] += 1
        if end.startswith("lost") or " without " in end:
            report.lost_inputs.append(entry_id)
    for end in sorted(report.ends):
        if end not in ("queued", "stored") and " " in end:
            report.complain(report.ends[end], f"inputs: {end}")


def _end(
    correlation: str,
    ends: Mapping[tuple[str, str], list[tuple[str, str | None]]],
    waiting: set[tuple[str, str]],
    dead: set[tuple[str, str]],
) -> str:
    stage: str | None = "ingest"
    while stage is not None:
        if (stage, correlation) not in ends:
            return "queued" if (stage, correlation) in waiting else f"lost at {stage}"
        disposition, reason = ends[stage, correlation][-1]
        if disposition == "dead_lettered" and (not reason or (stage, correlation) not in dead):
            return "dead_lettered without a reason or without a dead letter"
        if disposition not in NEXT:
            return disposition
        stage = NEXT[disposition]
    raise AssertionError


def _waiting(client: Redis) -> set[tuple[str, str]]:
    """What is queued: at a stage, under a correlation id. An end that is on its way to the store counts too."""
    found = set()
    for stream in WORK:
        for name in (stream, f"{stream}.parked"):
            for entry_id, fields in _entries(client, name):
                stage = fields.get("stage") or READER.get(stream, stream)
                own = f"{stream}-{fields.get('_first', entry_id)}"
                found.add((stage, fields.get("correlation_id") or own))
    return found


def _dead(client: Redis, report: Report) -> set[tuple[str, str]]:
    found = set()
    for stream, stage in READER.items():
        for _, fields in _entries(client, f"{stream}.dead"):
            report.dead += 1
            found.add((stage, fields.get("entry.correlation_id") or f"{stream}-{fields['entry_id']}"))
            if not fields.get("reason"):
                report.faults.append(f"a dead letter of {stage} without a reason")
    records = int(client.xlen("dispositions.dead"))
    report.dead += report.complain(records, "records of ends are dead letters")
    return found


def _rows(store: Store, report: Report) -> None:
    report.articles = {row[0] for row in store.rows("select article_id from article")}
    report.statements = {row[0] for row in store.rows("select statement_id from statement")}
    stored: Counter[str] = Counter(
        row[0] for row in store.rows("select article_id from statement where superseded_at is null")
    )
    wrong = set()
    for (facts,) in store.rows("select facts from unit where stage = 'extract' and disposition = 'extracted'"):
        found = json.loads(facts)
        if found["article"] in report.articles and stored[found["article"]] != found["statements"]:
            wrong.add(found["article"])
    report.lost_events += report.complain(len(wrong), "articles lack statements that were found", sorted(wrong))
    miscounted = store.rows(
        "select c.claim_id, c.statements, count(s.statement_id) from claim c left join statement s"
        " on s.claim_number = c.number and s.superseded_at is null"
        " group by 1, 2 having c.statements != count(s.statement_id)"
    )
    report.complain(len(miscounted), "claims count their statements wrongly", miscounted)
    bare = store.rows(f"select claim_id from claim where not ({_TOLD}) and merged_into is null")
    report.bare = report.complain(len(bare), "claims have no statement", bare)
    unsent_rows = store.rows("select id from outbox where sent_at is null or position is null")
    report.complain(len(unsent_rows), "rows of the outbox were not sent", unsent_rows)


def _event(entry_id: str, fields: Mapping[str, str]) -> tuple[int, str, str, Any]:
    return int(entry_id.partition("-")[0]), fields["type"], fields["claim_id"], json.loads(fields["data"])


def _entries(client: Redis, stream: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A stream's entries as text, a thousand at a time. What is not UTF-8 is kept recognisable."""
    last = "-"
    while True:
        answer: Any = client.xrange(stream, last, "+", count=1000)
        for entry_id, fields in answer:
            yield entry_id.decode(), {_text(name): _text(value) for name, value in fields.items()}
        if len(answer) < 1000:
            return
        last = "(" + answer[-1][0].decode()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
