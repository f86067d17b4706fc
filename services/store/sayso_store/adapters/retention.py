"""What is old enough to go: deletes in batches, so that no transaction is long and nobody waits for one.

Of the outbox only a beginning goes, the events up to the first one that is young or not sent; and never the highest
number, since the next one is counted from it. Called by ``sayso_store.prune``.
"""

from dataclasses import dataclass

from sqlalchemy import Delete, Engine, delete, func, select

from sayso_store.adapters.engine import writing
from sayso_store.schema import outbox, unit

BATCH = 1000
"""Rows deleted in one transaction."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The old rows of the store on an open engine. Its methods block; call them off the event loop."""

    engine: Engine

    def delete_units(self, before: str) -> int:
        """Delete the records of work that ended before this time. Tells how many."""
        old = select(unit.c.unit_id).where(unit.c.ended_at < before).order_by(unit.c.ended_at).limit(BATCH)
        return self._in_batches(delete(unit).where(unit.c.unit_id.in_(old)))

    def first_kept(self, since: str) -> int:
        """The lowest position that is not sent, or was sent since this time; at most the highest there is."""
        keep = outbox.c.sent_at.is_(None) | (outbox.c.sent_at >= since)
        with self.engine.connect() as connection:
            first = connection.execute(select(func.min(outbox.c.position)).where(keep)).scalar_one()
            highest = connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one()
        return int(highest if first is None else first)

    def delete_events(self, below: int) -> int:
        """Delete the sent events below this position. Tells how many."""
        old = (outbox.c.position < below) & outbox.c.sent_at.is_not(None)
        some = select(outbox.c.id).where(old).order_by(outbox.c.position).limit(BATCH)
        return self._in_batches(delete(outbox).where(outbox.c.id.in_(some)))

    def _in_batches(self, statement: Delete) -> int:
        deleted = 0
        while True:
            with writing(self.engine).begin() as connection:
                some = connection.execute(statement).rowcount
            deleted += some
            if some < BATCH:
                return deleted
