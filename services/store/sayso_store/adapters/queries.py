"""The set-based questions the store asks, on an open transaction.

Lists of ids go in by the thousand, below what either database takes as parameters. What goes in: ``bulk``. Next:
``sql``, which puts them in order.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, case, func, select, true

from sayso_store.adapters.rows import Row
from sayso_store.schema import article, statement

CHUNK = 1000
"""Ids in one query."""

LIVE = statement.c.superseded_at.is_(None)
"""The statements that count: those the newest reading of their article has."""


def count(connection: Connection, claim_ids: Iterable[str]) -> dict[str, Row]:
    """The counts of each claim, from the statements that count. A claim that has none is left out."""
    original, copied = article.alias("original"), article.c.copy_of.is_not(None)
    owner = func.coalesce(original.c.owner, article.c.owner, func.lower(article.c.outlet))
    query = (
        select(
            statement.c.claim_id,
            func.min(article.c.fetched_at).label("first_seen"),
            func.max(article.c.fetched_at).label("last_seen"),
            func.count().label("statements"),
            func.count(article.c.outlet.distinct()).label("outlets"),
            func.count(owner.distinct()).label("independent_outlets"),
            func.count(case((copied, article.c.article_id)).distinct()).label("copies"),
            func.count(statement.c.speaker_key.distinct()).label("distinct_speakers"),
            func.min(statement.c.said_on).label("first_said"),
            func.max(statement.c.said_on).label("last_said"),
        )
        .join(article, article.c.article_id == statement.c.article_id)
        .join(original, original.c.article_id == article.c.copy_of, isouter=True)
        .where(LIVE)
        .group_by(statement.c.claim_id)
    )
    counted: dict[str, Row] = {}
    for some in chunks(claim_ids):
        for row in connection.execute(query.where(statement.c.claim_id.in_(some))).mappings():
            counted[row["claim_id"]] = dict(row)
    return counted


def claims_in(connection: Connection, articles: Iterable[str]) -> set[str]:
    """The claims that these articles state."""
    found: set[str] = set()
    for some in chunks(articles):
        said = select(statement.c.claim_id).where(statement.c.article_id.in_(some), LIVE).distinct()
        found |= set(connection.execute(said).scalars())
    return found


def first_statements(connection: Connection, claim_ids: Iterable[str], *, history: bool = False) -> dict[str, Row]:
    """The statement in whose words each claim speaks: the one that opened it, else the earliest that counts.

    With ``history`` statements that were superseded speak too.
    """
    opened = case((statement.c.verdict == "new", 0), else_=1)
    order = (opened, article.c.fetched_at, statement.c.statement_id)
    place = func.row_number().over(partition_by=statement.c.claim_id, order_by=order).label("place")
    said = select(statement.c.claim_id, statement.c.content, statement.c.speaker, place)
    said = said.join(article, article.c.article_id == statement.c.article_id)
    found: dict[str, Row] = {}
    for some in chunks(claim_ids):
        ranked = said.where(statement.c.claim_id.in_(some), true() if history else LIVE).subquery()
        rows = connection.execute(select(ranked).where(ranked.c.place == 1)).mappings()
        found.update({row["claim_id"]: dict(row) for row in rows})
    return found


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids in order, without duplicates, a query's worth at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
