"""The set-based statements the store is made of, on an open transaction.

Lists of ids go in by the thousand, below what either database takes as parameters; rows go in by executemany.
``RETURNING`` tells which rows were new, so that a duplicate is known by the database itself and not by a look
beforehand. Next: ``sql``, which puts them in order.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, case, func, select
from sqlalchemy.dialects import postgresql, sqlite

from sayso_store.adapters.rows import Row
from sayso_store.schema import article, statement

CHUNK = 1000
"""Ids in one query."""


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows whose key is not there yet."""
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def insert_new_statements(connection: Connection, rows: Sequence[Row]) -> set[str]:
    """Insert the statements that are not there yet, and tell which those are."""
    if not rows:
        return set()
    insert = _insert(connection, statement).on_conflict_do_nothing()
    return set(connection.execute(insert.returning(statement.c.statement_id), rows).scalars())


def known_statements(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the statement ids that are stored."""
    found: set[str] = set()
    for some in chunks(ids):
        query = select(statement.c.statement_id).where(statement.c.statement_id.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def originals(connection: Connection, fingerprints: Iterable[str]) -> dict[str, str]:
    """The article that holds each text first, by the text's fingerprint."""
    found: dict[str, str] = {}
    for some in chunks(fingerprints):
        own = article.c.fingerprint.in_(some) & article.c.copy_of.is_(None)
        query = select(article.c.fingerprint, article.c.article_id).where(own).order_by(article.c.article_id.desc())
        found.update((fingerprint, article_id) for fingerprint, article_id in connection.execute(query))
    return found


def count(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Row]:
    """The counts of each claim, from its statements."""
    original = article.c.copy_of.is_(None)
    query = (
        select(
            statement.c.claim_id,
            func.min(article.c.fetched_at).label("first_seen"),
            func.max(article.c.fetched_at).label("last_seen"),
            func.count().label("statements"),
            func.count(article.c.outlet.distinct()).label("outlets"),
            func.count(case((original, article.c.outlet)).distinct()).label("independent_outlets"),
            func.count(case((~original, article.c.article_id)).distinct()).label("copies"),
            func.count(statement.c.speaker_key.distinct()).label("distinct_speakers"),
        )
        .join(article, article.c.article_id == statement.c.article_id)
        .group_by(statement.c.claim_id)
    )
    counted: dict[str, Row] = {}
    for some in chunks(claim_ids):
        for row in connection.execute(query.where(statement.c.claim_id.in_(some))).mappings():
            counted[row["claim_id"]] = dict(row) | {"independent_outlets": max(1, row["independent_outlets"])}
    return counted


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in order, without duplicates, a query's worth at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _insert(connection: Connection, table: Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
