"""The outbox as the relay sees it: rows get a number, are read in its order and are marked as sent.

Numbers are given by one relay at a time, under PostgreSQL's advisory lock or SQLite's only write lock, to rows that
are committed. So they rise without gaps, and no row appears below a number that was given already. The lock is held
for that transaction only; publishing needs none, see ``sayso_store.publish``.

On SQLite the transaction that writes events has that lock already, so it gives them their numbers itself
(:func:`with_numbers`), and the relay finds nothing to number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, text, update

from sayso.contracts.events import ClaimEventType
from sayso_store.adapters.engine import writing
from sayso_store.adapters.rows import Row
from sayso_store.schema import outbox

LOCK = 5_318_008_642
"""PostgreSQL's advisory lock of numbering."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One event with its place on the stream."""

    position: int
    type: ClaimEventType
    claim_id: str
    data: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """Events that wait, in order. ``before`` is the highest number below the first, 0 where there is none."""

    before: int = 0
    events: Sequence[Numbered] = ()


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """The outbox of the store on an open engine. Its methods block; call them off the event loop."""

    engine: Engine

    def number(self, limit: int) -> int:
        """Give numbers to at most ``limit`` rows that have none, oldest first. Tells how many.

        Where there are none it only looks, and waits for no other's write.
        """
        with self.engine.connect() as connection:
            if not _has_unnumbered(connection):
                return 0
        with writing(self.engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            return _number(connection, limit)

    def unsent(self, limit: int) -> Unsent:
        """The lowest numbers that are not marked as sent."""
        columns = (outbox.c.position, outbox.c.type, outbox.c.claim_id, outbox.c.data)
        waiting = outbox.c.sent_at.is_(None) & outbox.c.position.is_not(None)
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).where(waiting).order_by(outbox.c.position).limit(limit))
            events = [Numbered(*row) for row in rows]
            if not events:
                return Unsent()
            below = select(func.coalesce(func.max(outbox.c.position), 0)).where(outbox.c.position < events[0].position)
            return Unsent(int(connection.execute(below).scalar_one()), events)

    def mark_sent(self, positions: Sequence[int], at: str) -> None:
        """Remember that these numbers stand on the stream."""
        first, last = min(positions), max(positions)
        are_all_between = last - first + 1 == len(positions)
        these = outbox.c.position.between(first, last) if are_all_between else outbox.c.position.in_(positions)
        mark = update(outbox).where(these).values(sent_at=at)
        with writing(self.engine).begin() as connection:
            connection.execute(mark)

    def mark_unsent(self, above: int) -> int:
        """Forget that the numbers above this one were sent. Tells how many those are."""
        mark = update(outbox).where(outbox.c.position > above, outbox.c.sent_at.is_not(None)).values(sent_at=None)
        with writing(self.engine).begin() as connection:
            return connection.execute(mark).rowcount

    def last_sent(self) -> int:
        """The highest number marked as sent, 0 where there is none."""
        sent = select(func.coalesce(func.max(outbox.c.position), 0)).where(outbox.c.sent_at.is_not(None))
        with self.engine.connect() as connection:
            return int(connection.execute(sent).scalar_one())


def with_numbers(connection: Connection, rows: list[Row]) -> list[Row]:
    """New rows with the numbers that follow, in an open transaction, where no other can write until it has ended.

    Rows without a number that are there already get theirs first. On PostgreSQL the rows are left as they are.
    """
    if connection.dialect.name != "sqlite" or not rows:
        return rows
    if _has_unnumbered(connection):
        _number(connection, None)
    last = _last(connection)
    return [row | {"position": last + place} for place, row in enumerate(rows, start=1)]


def _has_unnumbered(connection: Connection) -> bool:
    return connection.execute(select(outbox.c.id).where(outbox.c.position.is_(None)).limit(1)).first() is not None


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one())


def _number(connection: Connection, limit: int | None) -> int:
    waiting = select(outbox.c.id).where(outbox.c.position.is_(None)).order_by(outbox.c.id).limit(limit).subquery()
    placed = select(waiting.c.id, func.row_number().over(order_by=waiting.c.id).label("place")).subquery()
    last = _last(connection)
    give = update(outbox).where(outbox.c.id == placed.c.id).values(position=last + placed.c.place)
    return connection.execute(give).rowcount
