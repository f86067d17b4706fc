"""Watches and the events they are held against, as rows.

A watch's position moves only together with the matches that were found up to it, and only from where it stood when the
events were read: of two processes that read the same events one writes, the other finds the position moved and writes
nothing. On PostgreSQL writers take turns under an advisory lock, so that the rows' ids rise as they are committed,
which the order on ``matches`` relies on; SQLite has one writer at a time anyway. Next: ``watches.matching``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, or_, select, text, update

from sayso_store.adapters.engine import writing
from sayso_store.schema import delivery, outbox, watch

LOCK = 5_318_008_643
"""PostgreSQL's advisory lock of those who write matches."""


@dataclass(frozen=True, slots=True)
class StoredWatch:
    """A watch as matching needs it. ``query`` is JSON."""

    watch_id: str
    name: str
    query: str
    webhook: str | None
    position: int


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its place on ``claims``. ``data`` is JSON."""

    position: int
    data: str


@dataclass(frozen=True, slots=True)
class Found:
    """A match to be written."""

    position: int
    type: str
    claim_id: str
    data: str


@dataclass(frozen=True, slots=True)
class Move:
    """A watch, as it was read, with the position it is to have and what was found up to there."""

    of: StoredWatch
    to: int
    found: Sequence[Found]


@dataclass(frozen=True, slots=True)
class WatchRows:
    """The table ``watch`` on an open engine. Its methods block; call them off the event loop."""

    engine: Engine

    def all(self) -> list[StoredWatch]:
        """All watches, the oldest first."""
        columns = (watch.c.watch_id, watch.c.name, watch.c.query, watch.c.webhook, watch.c.position)
        with self.engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(watch.c.created_at, watch.c.watch_id))
            return [StoredWatch(*row) for row in rows]

    def head(self) -> int:
        """The highest position that an event has, 0 where there is none."""
        with self.engine.connect() as connection:
            return _head(connection)

    def events(self, above: int, limit: int) -> list[StoredEvent]:
        """The events that follow a position, in order."""
        query = select(outbox.c.position, outbox.c.data).where(outbox.c.position > above)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(outbox.c.position).limit(limit))
            return [StoredEvent(row.position, row.data) for row in rows]

    def advance(self, moves: Sequence[Move], at: str) -> int:
        """Move watches on and write what was found, in one transaction; how many matches were written.

        A watch that is not where it was when the events were read is left alone, and so is what was found for it.
        """
        written = 0
        with writing(self.engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            for each in moves:
                here = (watch.c.watch_id == each.of.watch_id) & (watch.c.position == each.of.position)
                if connection.execute(update(watch).where(here).values(position=each.to)).rowcount == 0:
                    continue
                if each.found:
                    state = "waiting" if each.of.webhook else "none"
                    connection.execute(insert(delivery), [_row(each.of.watch_id, one, state, at) for one in each.found])
                    written += len(each.found)
        return written

    def add(self, values: dict[str, Any], since: int | None, most: int) -> bool:
        """Add a watch that begins after ``since``, or now. False where there are ``most`` already."""
        with writing(self.engine).begin() as connection:
            if connection.execute(select(func.count()).select_from(watch)).scalar_one() >= most:
                return False
            position = _head(connection) if since is None else min(since, _head(connection))
            connection.execute(insert(watch), [{**values, "position": position}])
        return True

    def named(self, name: str) -> RowMapping | None:
        """A watch by its id, or by its name where only one has it."""
        with self.engine.connect() as connection:
            query = select(watch).where(or_(watch.c.watch_id == name, watch.c.name == name)).limit(2)
            rows = connection.execute(query).mappings().all()
        exact = [row for row in rows if row["watch_id"] == name]
        return exact[0] if exact else rows[0] if len(rows) == 1 else None

    def remove(self, watch_id: str) -> bool:
        """Delete a watch with its matches. Whether it was there."""
        with writing(self.engine).begin() as connection:
            connection.execute(select(watch.c.watch_id).where(watch.c.watch_id == watch_id).with_for_update())
            connection.execute(delete(delivery).where(delivery.c.watch_id == watch_id))
            return connection.execute(delete(watch).where(watch.c.watch_id == watch_id)).rowcount == 1

    def views(self) -> tuple[int, list[RowMapping]]:
        """The highest position, and all watches with how many matches are in which state."""
        counts = [
            select(func.count()).where(delivery.c.watch_id == watch.c.watch_id, condition).scalar_subquery().label(name)
            for name, condition in (
                ("matched", delivery.c.position.is_not(None)),
                ("waiting", (delivery.c.state == "waiting") & delivery.c.position.is_not(None)),
                ("dead", delivery.c.state == "dead"),
            )
        ]
        with self.engine.connect() as connection:
            rows = connection.execute(select(watch, *counts).order_by(watch.c.created_at, watch.c.watch_id))
            return _head(connection), list(rows.mappings())

    def totals(self) -> tuple[int, int, int]:
        """Events the furthest behind has yet to be held against; matches that wait to be posted; those given up."""
        of_state = select(func.count()).where(delivery.c.position.is_not(None))
        with self.engine.connect() as connection:
            behind = connection.execute(select(func.min(watch.c.position))).scalar_one()
            lag = 0 if behind is None else max(0, _head(connection) - behind)
            waiting, dead = (
                int(connection.execute(of_state.where(delivery.c.state == state)).scalar_one())
                for state in ("waiting", "dead")
            )
        return lag, waiting, dead


def match_id_of(watch_id: str, position: int) -> str:
    """What names a match for ever."""
    return f"{watch_id}.{position}"


def _row(watch_id: str, found: Found, state: str, at: str) -> dict[str, Any]:
    return {
        "match_id": match_id_of(watch_id, found.position),
        "watch_id": watch_id,
        "position": found.position,
        "type": found.type,
        "claim_id": found.claim_id,
        "data": found.data,
        "matched_at": at,
        "state": state,
    }


def _head(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one())
