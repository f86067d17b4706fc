"""Matches on their way out, as rows: to the stream ``matches``, and to webhooks.

A watch's webhook is served by whoever holds its lease, so that one match is in flight a watch, however many processes
there are; a lease outlasts a try, and a process that died is followed when it has passed. A watch's matches go out in
their order: the next is taken only when the one before was delivered or given up. Tests go before, and wait for
nothing. Next: ``watches.couriers`` and ``watches.streaming``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, delete, exists, func, insert, or_, select, update

from sayso_store.adapters.engine import writing
from sayso_store.schema import delivery, watch

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Unstreamed:
    """A match that is not on the stream yet. ``id`` is its place there."""

    id: int
    match_id: str
    watch_id: str
    watch: str
    position: int
    type: str
    claim_id: str
    data: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A match, or a test, to be posted. ``failures``: tries of this webhook that failed in a row."""

    id: int
    match_id: str
    watch_id: str
    watch: str
    position: int | None
    data: str
    attempts: int
    webhook: str
    secret: str
    failures: int

    @property
    def is_test(self) -> bool:
        """Whether it is a sample that somebody asked for."""
        return self.position is None


@dataclass(frozen=True, slots=True)
class DeliveryRows:
    """The table ``delivery`` on an open engine. Its methods block; call them off the event loop."""

    engine: Engine

    def unstreamed(self, limit: int) -> list[Unstreamed]:
        """The matches that are not on the stream, in order."""
        own = (delivery.c.id, delivery.c.match_id, delivery.c.watch_id, watch.c.name)
        rest = (delivery.c.position, delivery.c.type, delivery.c.claim_id, delivery.c.data)
        query = select(*own, *rest).join(watch, watch.c.watch_id == delivery.c.watch_id)
        query = query.where(delivery.c.streamed_at.is_(None), delivery.c.position.is_not(None))
        with self.engine.connect() as connection:
            return [Unstreamed(*row) for row in connection.execute(query.order_by(delivery.c.id).limit(limit))]

    def mark_streamed(self, ids: Sequence[int], at: str) -> None:
        """Remember that these stand on the stream."""
        with writing(self.engine).begin() as connection:
            connection.execute(update(delivery).where(delivery.c.id.in_(ids)).values(streamed_at=at))

    def last_streamed(self) -> int:
        """The highest id that was sent to the stream, 0 where there is none."""
        sent = delivery.c.streamed_at.is_not(None) & delivery.c.position.is_not(None)
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.coalesce(func.max(delivery.c.id), 0)).where(sent)).scalar_one())

    def mark_unstreamed(self, above: int) -> int:
        """Forget that the matches above this id were sent. How many those are."""
        lost = (delivery.c.id > above) & delivery.c.streamed_at.is_not(None) & delivery.c.position.is_not(None)
        with writing(self.engine).begin() as connection:
            return connection.execute(update(delivery).where(lost).values(streamed_at=None)).rowcount

    def due(self, me: str, at: str) -> list[str]:
        """The watches whose next match, or test, may be posted now and that nobody else serves."""
        waits = exists().where(delivery.c.watch_id == watch.c.watch_id, delivery.c.state == "waiting")
        tested = exists().where(
            delivery.c.watch_id == watch.c.watch_id, delivery.c.state == "waiting", delivery.c.position.is_(None)
        )
        ready = or_(watch.c.next_try_at.is_(None), watch.c.next_try_at <= at) & waits
        query = select(watch.c.watch_id).where(watch.c.webhook.is_not(None), _free(me, at), or_(ready, tested))
        with self.engine.connect() as connection:
            return list(connection.execute(query.order_by(watch.c.watch_id)).scalars())

    def take(self, watch_id: str, me: str, at: str, until: str) -> Parcel | None:
        """Lease a watch and take what it has to post next; None if that is nothing, or somebody else's."""
        lease = update(watch).where(watch.c.watch_id == watch_id, _free(me, at))
        with writing(self.engine).begin() as connection:
            if connection.execute(lease.values(leased_by=me, leased_until=until)).rowcount == 0:
                return None
            row = _next(connection, watch_id, delivery.c.position.is_(None))
            if row is None:
                row = _next(connection, watch_id, or_(watch.c.next_try_at.is_(None), watch.c.next_try_at <= at))
        return None if row is None else Parcel(**row)

    def release(self, watch_id: str, me: str) -> None:
        """Give the lease back."""
        mine = (watch.c.watch_id == watch_id) & (watch.c.leased_by == me)
        with writing(self.engine).begin() as connection:
            connection.execute(update(watch).where(mine).values(leased_by=None, leased_until=None))

    def delivered(self, parcel: Parcel, status: int, at: str) -> None:
        """It was taken."""
        with writing(self.engine).begin() as connection:
            _set(connection, parcel, state="delivered", ended_at=at, status=status, error=None)
            if not parcel.is_test:
                well = {"failures": 0, "next_try_at": None, "last_error": None, "delivered_at": at}
                _set_watch(connection, parcel, well)

    def failed(self, parcel: Parcel, error: str, status: int | None, next_try_at: str) -> None:
        """It was not, and is tried again."""
        with writing(self.engine).begin() as connection:
            _set(connection, parcel, state="waiting", ended_at=None, status=status, error=error)
            ill = {"failures": parcel.failures + 1, "next_try_at": next_try_at, "last_error": error}
            _set_watch(connection, parcel, ill)

    def given_up(self, parcel: Parcel, error: str, status: int | None, at: str) -> None:
        """It was not, and is set aside: a match as a dead letter, which lets the next one go; a test as failed."""
        with writing(self.engine).begin() as connection:
            state = "failed" if parcel.is_test else "dead"
            _set(connection, parcel, state=state, ended_at=at, status=status, error=error)
            if not parcel.is_test:
                _set_watch(connection, parcel, {"failures": 0, "next_try_at": None, "last_error": error})

    def add_test(self, values: dict[str, Any]) -> bool:
        """Put a test before what waits. False where one is on its way already."""
        waits = (delivery.c.watch_id == values["watch_id"]) & (delivery.c.state == "waiting")
        with writing(self.engine).begin() as connection:
            if connection.execute(select(delivery.c.id).where(waits, delivery.c.position.is_(None))).first():
                return False
            connection.execute(insert(delivery), [values])
        return True

    def of_watch(self, watch_id: str, *, dead: bool, limit: int) -> list[RowMapping]:
        """The newest of a watch."""
        query = select(delivery).where(delivery.c.watch_id == watch_id)
        if dead:
            query = query.where(delivery.c.state == "dead")
        with self.engine.connect() as connection:
            return list(connection.execute(query.order_by(delivery.c.id.desc()).limit(limit)).mappings())

    def by_id(self, match_id: str) -> RowMapping | None:
        """One match or test."""
        with self.engine.connect() as connection:
            return connection.execute(select(delivery).where(delivery.c.match_id == match_id)).mappings().first()

    def redrive(self, watch_id: str) -> int:
        """Let what was given up wait again, before what came later. How many."""
        dead = (delivery.c.watch_id == watch_id) & (delivery.c.state == "dead")
        again = {"state": "waiting", "attempts": 0, "ended_at": None}
        with writing(self.engine).begin() as connection:
            count = connection.execute(update(delivery).where(dead).values(again)).rowcount
            connection.execute(update(watch).where(watch.c.watch_id == watch_id).values(failures=0, next_try_at=None))
        return count

    def prune(self, before: str) -> int:
        """Delete what was told, and ended or matched before this time. How many."""
        told = (delivery.c.state == "none") & (delivery.c.matched_at < before)
        ended = delivery.c.state.in_(("delivered", "failed")) & (delivery.c.ended_at < before)
        streamed = delivery.c.streamed_at.is_not(None) | delivery.c.position.is_(None)
        old = select(delivery.c.id).where(or_(told, ended), streamed).limit(_BATCH)
        deleted = 0
        while True:
            with writing(self.engine).begin() as connection:
                some = connection.execute(delete(delivery).where(delivery.c.id.in_(old))).rowcount
            deleted += some
            if some < _BATCH:
                return deleted


def _free(me: str, at: str) -> ColumnElement[bool]:
    return or_(watch.c.leased_by.is_(None), watch.c.leased_by == me, watch.c.leased_until < at)


def _next(connection: Connection, watch_id: str, condition: ColumnElement[bool]) -> RowMapping | None:
    own = (delivery.c.id, delivery.c.match_id, delivery.c.watch_id, watch.c.name.label("watch"))
    rest = (delivery.c.position, delivery.c.data, delivery.c.attempts)
    query = select(*own, *rest, watch.c.webhook, watch.c.secret, watch.c.failures)
    query = query.join(watch, watch.c.watch_id == delivery.c.watch_id)
    query = query.where(delivery.c.watch_id == watch_id, delivery.c.state == "waiting", condition)
    return connection.execute(query.order_by(delivery.c.id).limit(1)).mappings().first()


def _set(connection: Connection, parcel: Parcel, **values: Any) -> None:
    tried = {**values, "attempts": parcel.attempts + 1}
    connection.execute(update(delivery).where(delivery.c.id == parcel.id).values(tried))


def _set_watch(connection: Connection, parcel: Parcel, values: dict[str, Any]) -> None:
    connection.execute(update(watch).where(watch.c.watch_id == parcel.watch_id).values(values))
