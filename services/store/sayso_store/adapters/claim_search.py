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
    literal_column,
    or_,
    select,
    tuple_,
)

from sayso_store.adapters.queries import LIVE, OF, chunks
from sayso_store.adapters.rows import claim_record
from sayso_store.adapters.words_index import of_words
from sayso_store.claim_query import ClaimQuery
from sayso_store.cursors import cursor_of, place_of
from sayso_store.schema import article, claim, claim_words, conflict, statement, statement_number
from sayso_store.views import ClaimLine, ClaimPage

FEW = 2000
"""Statements that are found first, and then their claims."""

MOST_VALUES = 20_000
"""Speakers or outlets whose names are looked through."""

STANDS = claim.c.statements > 0
"""Claims that somebody states."""

IS_CONFLICT = conflict.c.later.is_(None)
"""Links that are disputes: where one claim is a later figure of the same speaker, neither is disputed by it."""


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
            for row in connection.execute(query.where(mine.in_(some), STANDS, IS_CONFLICT)):
                found.setdefault(row.mine, set()).add(row.field)
    return found


_SIDES = ((conflict.c.claim_a, conflict.c.claim_b), (conflict.c.claim_b, conflict.c.claim_a))


def _by_time(
    connection: Connection, query: ClaimQuery, limit: int, after: str | None
) -> tuple[Sequence[RowMapping], list[str]]:
    order = (claim.c.last_seen, claim.c.claim_id)
    wanted = (
        select(claim)
        .where(STANDS, *conditions(connection, query))
        .order_by(*(each.desc() for each in order))
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(tuple_(*order) < tuple_(*place_of(after, str, str)))
    rows = connection.execute(wanted).mappings().all()
    return rows, [cursor_of(row["last_seen"], row["claim_id"]) for row in rows]


def _by_words(
    connection: Connection, query: ClaimQuery, limit: int, after: str | None
) -> tuple[Sequence[RowMapping], list[str]]:
    wanted = select(claim, claim_words.c.id.label("place")).select_from(claim_words)
    wanted, place = of_words(wanted, query.terms, connection.dialect.name)
    wanted = wanted.join(claim, claim.c.number == claim_words.c.id).where(STANDS, *conditions(connection, query))
    if after is not None:
        wanted = wanted.where(place < place_of(after, int)[0])
    rows = connection.execute(wanted.order_by(place.desc()).limit(limit)).mappings().all()
    return rows, [cursor_of(row["place"]) for row in rows]


def conditions(connection: Connection, query: ClaimQuery) -> list[ColumnElement[bool]]:
    """Everything of a query but its words, as conditions on the table ``claim``."""
    asked: list[ColumnElement[bool]] = []
    if query.outlets > 1:  # a claim that stands has one
        asked.append(_is_told_by(connection, query.outlets))
    if query.since:
        asked.append(claim.c.last_seen >= query.since.isoformat())
    if query.until:
        asked.append(claim.c.last_seen < (query.until + timedelta(days=1)).isoformat())
    if query.disputed:
        asked.append(_is_disputed())
    if query.about_statements:
        asked.append(_is_stated(connection, query))
    return asked


def _is_disputed() -> ColumnElement[bool]:
    other = claim.alias("other")
    return or_(*(
        exists().where(mine == claim.c.claim_id, other.c.claim_id == far, other.c.statements > 0, IS_CONFLICT)
        for mine, far in _SIDES
    ))  # fmt: skip


def _is_told_by(connection: Connection, outlets: int) -> ColumnElement[bool]:
    """Whether so many independent outlets report it: found first where few claims are told so widely."""
    told = claim.alias("told")
    several = told.c.independent_outlets > literal_column("1")  # so said it is the condition of an index
    wide = select(told.c.number).where(told.c.independent_outlets >= outlets, several)
    if connection.execute(select(func.count()).select_from(wide.limit(FEW + 1).subquery())).scalar_one() <= FEW:
        return claim.c.number.in_(wide)
    return claim.c.independent_outlets >= outlets


def _is_stated(connection: Connection, query: ClaimQuery) -> ColumnElement[bool]:
    """Whether one statement of the claim meets all that is asked of statements.

    Where few statements do, they are found first; where many do, the order is walked and each claim looked up. Either
    way would take for ever on the other's questions, and the databases cannot tell which one it is.
    """
    asked = _asked_of_statements(connection, query)
    said: Select[Any] = select(statement.c.claim_number).where(LIVE, *asked)
    if query.outlet:
        said = said.join(article, article.c.article_id == statement.c.article_id)
    if query.speaker or query.outlet:
        some = said.limit(FEW + 1).subquery()
        if connection.execute(select(func.count()).select_from(some)).scalar_one() <= FEW:
            return claim.c.number.in_(said.where(_has_number(*query.bounds)) if query.bounds else said)
    if query.bounds:
        numbered = _numbered(*query.bounds)
        some = numbered.limit(FEW + 1).subquery()
        if connection.execute(select(func.count()).select_from(some)).scalar_one() <= FEW:
            return claim.c.number.in_(said.where(statement.c.statement_id.in_(numbered)))
        said = said.where(_has_number(*query.bounds))
    return said.where(OF).correlate(claim).exists()


def _asked_of_statements(connection: Connection, query: ClaimQuery) -> list[ColumnElement[bool]]:
    """Everything but numbers."""
    asked: list[ColumnElement[bool]] = []
    if query.kind:
        asked.append(statement.c.kind == query.kind)
    if query.certainty:
        asked.append(statement.c.certainty == query.certainty)
    if query.speaker:
        asked.append(_has_part(connection, statement.c.speaker_key, query.speaker.casefold()))
    if query.outlet:
        asked.append(_has_part(connection, article.c.outlet, query.outlet.casefold()))
    return asked


def _has_part(connection: Connection, column: Column[Any], part: str) -> ColumnElement[bool]:
    """Whether a column has this part in any case: as the few values that do, which an index then finds."""
    values = [value for value in distinct(connection, column, MOST_VALUES) if part in value.casefold()]
    if len(values) <= FEW:
        return column.in_(values)
    return func.lower(column).contains(part.lower(), autoescape=True)


def distinct(connection: Connection, column: Column[Any], limit: int) -> list[str]:
    """The values of an indexed column, each found by one step in the index from the one before."""
    first = select(func.min(column).label("value")).cte("values_of", recursive=True)
    above = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    steps = first.union_all(select(above).where(first.c.value.is_not(None)))
    query = select(steps.c.value).where(steps.c.value.is_not(None)).limit(limit)
    return list(connection.execute(query).scalars())


def _numbered(least: float, most: float) -> Select[Any]:
    """The statements with a number in these bounds: a value in them, or a range that begins below and reaches in."""
    number = statement_number.c
    inside = select(number.statement_id).where(*_between(number.value, least, most))
    if least == float("-inf"):
        return inside
    reaching = select(number.statement_id).where(
        number.upper > number.value, number.value < least, number.upper >= least
    )
    return select(inside.union_all(reaching).subquery().c[0])


def _has_number(least: float, most: float) -> ColumnElement[bool]:
    number = statement_number.c
    own = number.statement_id == statement.c.statement_id
    return exists().where(
        own, *_between(number.upper, least, float("inf")), *_between(number.value, float("-inf"), most)
    )


def _between(column: Column[Any], least: float, most: float) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if least != float("-inf"):
        asked.append(column >= least)
    if most != float("inf"):
        asked.append(column <= most)
    return asked


def _opening(connection: Connection, claim_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What each claim's line tells of the statement in whose words it speaks."""
    of_it = (statement.c.kind, statement.c.certainty, statement.c.negated, statement.c.article_id)
    columns: tuple[Column[Any], ...] = (*of_it, article.c.outlet, article.c.url, article.c.title)
    order = (case((statement.c.verdict == "new", 0), else_=1), article.c.fetched_at, statement.c.statement_id)
    place = func.row_number().over(partition_by=statement.c.claim_number, order_by=order).label("place")
    said = select(claim.c.claim_id, *columns, place).select_from(statement).join(claim, OF)
    said = said.join(article, article.c.article_id == statement.c.article_id)
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(claim_ids):
        ranked = said.where(claim.c.claim_id.in_(some), LIVE).subquery()
        for row in connection.execute(select(ranked).where(ranked.c.place == 1)).mappings():
            found[row["claim_id"]] = {each.name: row[each.name] for each in columns}
    return found
