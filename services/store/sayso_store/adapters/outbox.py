"""The outbox as the relay sees it: rows get a number, are read in its order and are marked as sent.

Numbers are given by one relay at a time, under PostgreSQL's advisory lock or SQLite's only write lock, to rows that
are committed. So they rise without gaps, and no row appears below a number that was given already. The lock is held
for that transaction only; publishing needs none, see ``sayso_store.publish``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select, text, update

from sayso.contracts.events import ClaimEventType
from sayso_store.adapters.engine import writing
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
        if not self._has_unnumbered():
            return 0
        waiting = select(outbox.c.id).where(outbox.c.position.is_(None)).order_by(outbox.c.id).limit(limit).subquery()
        placed = select(waiting.c.id, func.row_number().over(order_by=waiting.c.id).label("place")).subquery()
        with writing(self.engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            last = connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one()
            give = update(outbox).where(outbox.c.id == placed.c.id).values(position=last + placed.c.place)
            return connection.execute(give).rowcount

    def _has_unnumbered(self) -> bool:
        with self.engine.connect() as connection:
            return (
                connection.execute(select(outbox.c.id).where(outbox.c.position.is_(None)).limit(1)).first() is not None
            )

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
        mark = update(outbox).where(outbox.c.position.in_(positions)).values(sent_at=at)
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
