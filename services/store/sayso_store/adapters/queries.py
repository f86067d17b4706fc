"""The set-based questions the store asks, on an open transaction.

Lists of ids go in by the thousand, below what either database takes as parameters. What goes in: ``bulk``. Next:
``sql``, which puts them in order.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, RowMapping, Select, bindparam, case, func, select, true

from sayso_store.adapters.rows import Row
from sayso_store.schema import article, claim, statement

CHUNK = 1000
"""Ids in one query."""

LIVE = statement.c.superseded_at.is_(None)
"""The statements that count: those the newest reading of their article has."""

OF = claim.c.number == statement.c.claim_number
"""How a statement and its claim are joined."""


IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_ORIGINAL = article.alias("original")

_COUNT = (
    select(
        claim.c.claim_id,
        func.min(article.c.fetched_at).label("first_seen"),
        func.max(article.c.fetched_at).label("last_seen"),
        func.count().label("statements"),
        func.count(article.c.outlet.distinct()).label("outlets"),
        func.count(func.coalesce(_ORIGINAL.c.owner, article.c.owner, func.lower(article.c.outlet)).distinct()).label(
            "independent_outlets"
        ),
        func.count(case((article.c.copy_of.is_not(None), article.c.article_id)).distinct()).label("copies"),
        func.count(statement.c.speaker_key.distinct()).label("distinct_speakers"),
        func.min(statement.c.said_on).label("first_said"),
        func.max(statement.c.said_on).label("last_said"),
    )
    .select_from(statement)
    .join(claim, OF)
    .join(article, article.c.article_id == statement.c.article_id)
    .join(_ORIGINAL, _ORIGINAL.c.article_id == article.c.copy_of, isouter=True)
    .where(LIVE, claim.c.claim_id.in_(IDS))
    .group_by(claim.c.claim_id)
)


def _first(condition: ColumnElement[bool]) -> Select[Any]:
    opened = case((statement.c.verdict == "new", 0), else_=1)
    order = (opened, article.c.fetched_at, statement.c.statement_id)
    place = func.row_number().over(partition_by=statement.c.claim_number, order_by=order).label("place")
    said = select(claim.c.claim_id, statement.c.content, statement.c.speaker, place).select_from(statement)
    said = said.join(claim, OF).join(article, article.c.article_id == statement.c.article_id)
    ranked = said.where(claim.c.claim_id.in_(IDS), condition).subquery()
    return select(ranked).where(ranked.c.place == 1)


_FIRST, _FIRST_EVER = _first(LIVE), _first(true())


def count(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Row]:
    """The counts of each claim, from the statements that count. A claim that has none is left out."""
    return {row["claim_id"]: dict(row) for row in asked(connection, _COUNT, claim_ids)}


def claims_in(connection: Connection, articles: Iterable[str]) -> set[str]:
    """The claims that these articles state."""
    found: set[str] = set()
    for some in chunks(articles):
        said = select(claim.c.claim_id).join(statement, OF).where(statement.c.article_id.in_(some), LIVE).distinct()
        found |= set(connection.execute(said).scalars())
    return found


def first_statements(connection: Connection, claim_ids: Iterable[str], *, history: bool = False) -> dict[str, Row]:
    """The statement in whose words each claim speaks: the one that opened it, else the earliest that counts.

    With ``history`` statements that were superseded speak too.
    """
    query = _FIRST_EVER if history else _FIRST
    return {row["claim_id"]: dict(row) for row in asked(connection, query, claim_ids)}


def asked(connection: Connection, query: Select[Any], ids: Iterable[str]) -> Iterator[RowMapping]:
    """The rows of a query with the parameter :data:`IDS`. Build such a query once: that takes longer than asking."""
    for some in chunks(ids):
        yield from connection.execute(query, {"ids": some}).mappings()


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in order, without duplicates, a query's worth at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
