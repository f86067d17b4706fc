"""What ``sayso_store.verify`` reads of the store: everything in chunks by key, and on one snapshot.

On PostgreSQL the snapshot is a REPEATABLE READ transaction, on SQLite any reading transaction is one. So nothing that
workers write meanwhile looks like a fault.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, RowMapping, Table, exists, func, select, tuple_

from sayso_store.adapters.queries import chunks
from sayso_store.schema import article, claim, conflict, outbox, statement

Pair = tuple[str, str]

CHUNK = 500
"""Rows at a time."""

_INTO = claim.alias("claim_merged_into")
_TOLD_OF = claim.c.number == outbox.c.claim_number
REFERENCES = (
    (statement.c.article_id, article.c.article_id == statement.c.article_id),
    (statement.c.claim_number, claim.c.number == statement.c.claim_number),
    (conflict.c.claim_a, claim.c.claim_id == conflict.c.claim_a),
    (conflict.c.claim_b, claim.c.claim_id == conflict.c.claim_b),
    (claim.c.merged_into, _INTO.c.claim_id == claim.c.merged_into),
    (outbox.c.claim_id, _TOLD_OF & (claim.c.claim_id == outbox.c.claim_id)),
)
"""Columns that name a row of another table, and what is true of the two."""

LIFE = ("claim.new", "claim.corroborated", "claim.withdrawn")
"""The events of which the last tells whether a claim stands."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """The store as it is at one moment."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection


def chunked(connection: Connection, table: Table, *key: ColumnElement[Any]) -> Iterator[list[RowMapping]]:
    """A table's rows in the key's order. Rows with an empty key are left out."""
    query = select(table).order_by(*key).limit(CHUNK)
    query = query.where(*(column.is_not(None) for column in key))
    names = [str(column.key) for column in key]
    last: tuple[Any, ...] | None = None
    while True:
        after = query if last is None else query.where(tuple_(*key) > tuple_(*last))
        rows = list(connection.execute(after).mappings())
        if rows:
            yield rows
            last = tuple(rows[-1][name] for name in names)
        if len(rows) < CHUNK:
            return


def size(connection: Connection, table: Table) -> int:
    """How many rows there are."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def outbox_begins(connection: Connection) -> tuple[int, str | None]:
    """The lowest position, 0 where there is none, and when it was sent."""
    query = select(outbox.c.position, outbox.c.sent_at).where(outbox.c.position.is_not(None))
    row = connection.execute(query.order_by(outbox.c.position).limit(1)).one_or_none()
    return (0, None) if row is None else (int(row.position), row.sent_at)


def times_announced(connection: Connection, claim_ids: Iterable[str]) -> dict[str, int]:
    """How often each claim has ``claim.new`` in the outbox."""
    times = select(claim.c.claim_id, func.count()).join(outbox, _TOLD_OF).where(outbox.c.type == "claim.new")
    times = times.group_by(claim.c.claim_id)
    found: dict[str, int] = {}
    for some in chunks(claim_ids):
        found.update((of, count) for of, count in connection.execute(times.where(claim.c.claim_id.in_(some))))
    return found


def last_events(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """The last event of each claim's life in the outbox."""
    found: dict[str, str] = {}
    for some in chunks(claim_ids):
        last = select(func.max(outbox.c.id)).join(claim, _TOLD_OF)
        last = last.where(claim.c.claim_id.in_(some), outbox.c.type.in_(LIFE)).group_by(outbox.c.claim_number)
        of = select(claim.c.claim_id, outbox.c.type).join(outbox, _TOLD_OF).where(outbox.c.id.in_(last))
        found.update((claim_id, kind) for claim_id, kind in connection.execute(of))
    return found


def times_told(connection: Connection, kind: str, claim_ids: Iterable[str]) -> dict[Pair, Counter[Pair]]:
    """How often links of these claims have an event of this kind in the outbox: by the pair they are between now.

    Claims that were merged since were told of under the ids they had: those are what is counted.
    """
    into: dict[str, str] = {}
    told: dict[Pair, Counter[Pair]] = {}
    wanted = set(claim_ids)
    for some in chunks(wanted):
        query = select(claim.c.claim_id, claim.c.merged_into).where(claim.c.merged_into.in_(some))
        into.update((row.claim_id, row.merged_into) for row in connection.execute(query))
    events: list[Pair] = []
    for some in chunks(wanted | into.keys()):
        query = select(claim.c.claim_id, outbox.c.data).join(outbox, _TOLD_OF)
        query = query.where(outbox.c.type == kind, claim.c.claim_id.in_(some))
        for of, data in connection.execute(query):
            events += [(of, link["claim_id"]) for link in json.loads(data)["conflicts"]]
    for some in chunks({other for _, other in events} - wanted - into.keys()):
        query = select(claim.c.claim_id, claim.c.merged_into).where(claim.c.claim_id.in_(some))
        into.update((row.claim_id, row.merged_into or row.claim_id) for row in connection.execute(query))
    for of, other in events:
        now, then = _pair(into.get(of, of), into.get(other, other)), _pair(of, other)
        told.setdefault(now, Counter())[then] += 1
    return told


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def standing(connection: Connection, claim_ids: Iterable[str]) -> set[str]:
    """Those of the claims that have statements."""
    found: set[str] = set()
    for some in chunks(claim_ids):
        query = select(claim.c.claim_id).where(claim.c.claim_id.in_(some), claim.c.statements > 0)
        found.update(connection.execute(query).scalars())
    return found


def orphans(connection: Connection, column: Column[Any], has_row: ColumnElement[bool]) -> Iterator[str | int]:
    """The names in a column that no row has, each once."""
    missing = (
        select(column)
        .where(column.is_not(None), ~exists().where(has_row).correlate(column.table))
        .distinct()
        .order_by(column)
    )
    return iter(connection.execute(missing).scalars())
