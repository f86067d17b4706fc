"""How the store does, for those who watch it: whether it takes writes, how large it is, what waits in the outbox.

The proof of writing is a commit that changes nothing: the row that holds the schema's revision is given the value it
has. It goes to disk like any other, so a database that is away, read-only or full fails it. What it reads is counted by
indexes that hold only what waits, so that it costs the same with a hundred million rows.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from sayso.runtime.abilities import StoreAway, StoreView
from sayso.runtime.clock import Clock, utc_now
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine, writing
from sayso_store.schema import outbox

MOST_COUNTED = 100_000
"""Waiting events are counted up to here: beyond it the number says no more."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """``abilities.StoreState`` on an open engine. Its methods block; call them off the event loop."""

    engine: Engine
    clock: Clock = utc_now

    def prove_write(self) -> None:
        """Commit something. Raises what the database says."""
        with writing(self.engine).begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))

    def __call__(self) -> StoreView:
        """Raises StoreAway."""
        try:
            with self.engine.connect() as connection:
                return self._view(connection)
        except SQLAlchemyError as error:
            raise StoreAway(f"the store cannot be read: {str(error).splitlines()[0][:300]}") from None

    def _view(self, connection: Connection) -> StoreView:
        sent = outbox.c.sent_at.is_not(None)
        count, oldest = 0, 0.0
        for waits, order in (
            (~sent & outbox.c.position.is_not(None), outbox.c.position),
            (outbox.c.position.is_(None), outbox.c.id),
        ):
            some = select(outbox.c.id).where(waits).limit(MOST_COUNTED).subquery()
            count += connection.execute(select(func.count()).select_from(some)).scalar_one()
            first = select(outbox.c.created_at).where(waits).order_by(order).limit(1)
            created_at = connection.execute(first).scalar_one_or_none()
            oldest = max(oldest, self._age(created_at) if created_at else 0.0)
        return StoreView(
            kind=connection.dialect.name,
            bytes=_size(connection),
            outbox_waiting=count,
            outbox_oldest=oldest,
            published=connection.execute(select(func.max(outbox.c.position)).where(sent)).scalar_one() or 0,
        )

    def _age(self, created_at: str) -> float:
        return max(0.0, (self.clock() - datetime.fromisoformat(created_at)).total_seconds())


def _size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    name = connection.engine.url.database
    files = [Path(f"{name}{end}") for end in ("", "-wal")] if name else []
    return sum(file.stat().st_size for file in files if file.exists())


def open_state(place: PlaceSettings) -> StoreState:
    """The ability ``store_state``."""
    return StoreState(open_engine(place.effective_database_url))
