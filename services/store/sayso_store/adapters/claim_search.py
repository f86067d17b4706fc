"""Claims by query, a page at a time: the newest report first, or with words the claim that was stated last first.

Both orders are those of an index, so that a page costs what it shows, however many claims there are; the conditions
are written so that the databases walk the order and look each claim up, except those that few claims meet (speaker,
outlet, number), which are found first. Read-only. Next: ``console``, and ``sayso claims``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Select,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from sayso_store.adapters.queries import LIVE, chunks
from sayso_store.adapters.rows import claim_record
from sayso_store.adapters.words_index import of_words
from sayso_store.claim_query import ClaimQuery
from sayso_store.cursors import cursor_of, place_of
from sayso_store.schema import article, claim, claim_words, conflict, statement, statement_number
from sayso_store.views import ClaimLine, ClaimPage

STANDS = claim.c.statements > 0
"""Claims that somebody states."""


@dataclass(frozen=True, slots=True)
class ClaimSearch:
    """Reading claims on an open engine. Its methods block."""

    engine: Engine

    def page(self, query: ClaimQuery, *, limit: int = 50, after: str | None = None) -> ClaimPage:
        """At most ``limit`` claims after a cursor. Raises ValueError for what is no cursor."""
        with self.engine.connect() as connection:
            if query.terms:
                rows, cursors = _by_words(connection, query, limit + 1, after)
            else:
                rows, cursors = _by_time(connection, query, limit + 1, after)
            lines = lines_of(connection, rows[:limit])
        return ClaimPage(claims=tuple(lines), next=cursors[limit - 1] if len(rows) > limit else None)


def lines_of(connection: Connection, rows: Sequence[RowMapping]) -> list[ClaimLine]:
    """Claims' rows as lines, in their order."""
    ids = [row["claim_id"] for row in rows]
    opened, disputed = _opening(connection, ids), disputed_fields(connection, ids)
    return [
        ClaimLine(claim=claim_record(row), **opened[each], disputed=tuple(sorted(disputed.get(each, ()))))
        for row, each in zip(rows, ids, strict=True)
        if each in opened
    ]


def disputed_fields(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """The fields in which standing claims contradict each of these."""
    found: dict[str, set[str]] = {}
    for some in chunks(ids):
        for mine, other in _SIDES:
            query = select(mine.label("mine"), conflict.c.field).join(claim, claim.c.claim_id == other)
            query = query.where(conflict.c.later.is_(None))
            for row in connection.execute(query.where(mine.in_(some), STANDS)):
                found.setdefault(row.mine, set()).add(row.field)
    return found


_SIDES = ((conflict.c.claim_a, conflict.c.claim_b), (conflict.c.claim_b, conflict.c.claim_a))


def _by_time(
    connection: Connection, query: ClaimQuery, limit: int, after: str | None
) -> tuple[Sequence[RowMapping], list[str]]:
    order = (claim.c.last_seen, claim.c.claim_id)
    wanted = select(claim).where(STANDS, *conditions(query)).order_by(*(each.desc() for each in order)).limit(limit)
    if after is not None:
        wanted = wanted.where(tuple_(*order) < tuple_(*place_of(after, str, str)))
    rows = connection.execute(wanted).mappings().all()
    return rows, [cursor_of(row["last_seen"], row["claim_id"]) for row in rows]


def _by_words(
    connection: Connection, query: ClaimQuery, limit: int, after: str | None
) -> tuple[Sequence[RowMapping], list[str]]:
    wanted = select(claim, claim_words.c.id.label("place")).select_from(claim_words)
    wanted, place = of_words(wanted, query.terms, connection.dialect.name)
    wanted = wanted.join(claim, claim.c.claim_id == claim_words.c.claim_id).where(STANDS, *conditions(query))
    if after is not None:
        wanted = wanted.where(place < place_of(after, int)[0])
    rows = connection.execute(wanted.order_by(place.desc()).limit(limit)).mappings().all()
    return rows, [cursor_of(row["place"]) for row in rows]


def conditions(query: ClaimQuery) -> list[ColumnElement[bool]]:
    """Everything of a query but its words, as conditions on the table ``claim``."""
    asked: list[ColumnElement[bool]] = []
    if query.outlets:
        asked.append(claim.c.independent_outlets >= query.outlets)
    if query.since:
        asked.append(claim.c.last_seen >= query.since.isoformat())
    if query.until:
        asked.append(claim.c.last_seen < (query.until + timedelta(days=1)).isoformat())
    if query.disputed:
        asked.append(_is_disputed())
    if query.about_statements:
        asked.append(_is_stated(query))
    return asked


def _is_disputed() -> ColumnElement[bool]:
    other = claim.alias("other")
    return or_(*(
        exists().where(mine == claim.c.claim_id, other.c.claim_id == far, other.c.statements > 0)
        for mine, far in _SIDES
    ))  # fmt: skip


def _is_stated(query: ClaimQuery) -> ColumnElement[bool]:
    """Whether one statement of the claim meets all that is asked of statements."""
    said: Select[Any] = select(statement.c.claim_id).where(LIVE)
    if query.kind:
        said = said.where(statement.c.kind == query.kind)
    if query.certainty:
        said = said.where(statement.c.certainty == query.certainty)
    if query.speaker:
        said = said.where(statement.c.speaker_key.in_(_like(statement.c.speaker_key, query.speaker.casefold())))
    if query.outlet:
        outlets = _like(article.c.outlet, query.outlet.lower(), folded=False)
        said = said.where(statement.c.article_id.in_(select(article.c.article_id).where(article.c.outlet.in_(outlets))))
    if query.bounds:
        said = said.where(statement.c.statement_id.in_(_of_numbers(*query.bounds)))
    if query.speaker or query.outlet or query.bounds:
        return claim.c.claim_id.in_(said)
    return said.where(statement.c.claim_id == claim.c.claim_id).correlate(claim).exists()


def _like(column: Any, part: str, *, folded: bool = True) -> Select[Any]:
    """The distinct values of an indexed column that have this part: few, and read from the index alone."""
    (value,) = select(column).distinct().subquery().c
    return select(value).where((value if folded else func.lower(value)).contains(part, autoescape=True))


def _of_numbers(least: float, most: float) -> Select[Any]:
    numbers = select(statement_number.c.statement_id)
    if least != float("-inf"):
        numbers = numbers.where(statement_number.c.upper >= least)
    return numbers if most == float("inf") else numbers.where(statement_number.c.value <= most)


def _opening(connection: Connection, claim_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What each claim's line tells of the statement in whose words it speaks."""
    of_it = (statement.c.kind, statement.c.certainty, statement.c.negated, statement.c.article_id)
    columns: tuple[Column[Any], ...] = (*of_it, article.c.outlet, article.c.url, article.c.title)
    order = (case((statement.c.verdict == "new", 0), else_=1), article.c.fetched_at, statement.c.statement_id)
    place = func.row_number().over(partition_by=statement.c.claim_id, order_by=order).label("place")
    said = select(statement.c.claim_id, *columns, place).join(article, article.c.article_id == statement.c.article_id)
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(claim_ids):
        ranked = said.where(statement.c.claim_id.in_(some), LIVE).subquery()
        for row in connection.execute(select(ranked).where(ranked.c.place == 1)).mappings():
            found[row["claim_id"]] = {each.name: row[each.name] for each in columns}
    return found
