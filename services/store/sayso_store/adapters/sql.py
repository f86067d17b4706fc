"""The store's writing side: a batch of resolved articles becomes rows and outbox events in one transaction.

It guarantees that a batch is stored whole or not at all, and that storing it again, or storing its events in another
order or with other workers at the same time, leaves the same rows and raises no second event. The order of work is
what makes that true on PostgreSQL, where workers run at once:

1. articles in id order: the newest reading of each is what is stored, see ``readings``. From here on no other worker
   touches the statements of these articles; then which of them are copies, see ``families``;
2. a row for every claim the batch touches, in id order: of two workers with the same new row, the second waits for the
   first. A claim that the batch opens gets what it is with the batch's statements (``stated``), any other that is new
   none (``statements`` = 0);
3. the touched claims are locked in id order, so no two workers count the same claim at a time; those that turned out
   to be one are merged, see ``merges``;
4. statements: new ones come, those that the newer reading of their article does not have are superseded;
5. links between claims, new counts of claims that were known before, and the events that follow from what changed
   (``sayso_store.claim_events``).

A statement that is stored already keeps its claim, whatever a later message says. Deadlocks and serialisation errors
are tried again here; every other error is the caller's (``sayso_store.persist``).
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from sayso.contracts.events import StatementsResolved, UnitEnded
from sayso.runtime.clock import iso
from sayso.runtime.crashpoints import mark
from sayso_store.adapters import bulk
from sayso_store.adapters.batch import Batch, Persisted
from sayso_store.adapters.engine import writing
from sayso_store.adapters.rows import unit_row
from sayso_store.independence.owners import Owners
from sayso_store.schema import unit

_T = TypeVar("_T")

TRIES = 5
"""How often a transaction is tried that lost against another."""

_LOST = frozenset({"40001", "40P01"})
"""SQLSTATE of serialization_failure and deadlock_detected."""


@dataclass(frozen=True, slots=True)
class SqlStore:
    """The store on an open engine. Its methods block; call them off the event loop."""

    engine: Engine
    owners: Owners = field(default_factory=Owners)

    def persist(self, events: Sequence[StatementsResolved], now: datetime) -> list[Persisted]:
        """Store the events in one transaction and tell what was new, event by event."""

        def store(connection: Connection) -> list[Persisted]:
            stored = Batch(connection, events, iso(now), self.owners).store()
            mark("persist.before_commit")
            return stored

        stored = self._transaction(store)
        mark("persist.after_commit")
        return stored

    def record(self, events: Sequence[UnitEnded]) -> None:
        """Store how units of work ended, each once."""
        rows = sorted((unit_row(event) for event in events), key=lambda row: str(row["unit_id"]))
        self._transaction(lambda connection: bulk.add_new(connection, unit, rows))

    def _transaction(self, work: Callable[[Connection], _T]) -> _T:
        for tried in range(1, TRIES):
            try:
                return self._once(work)
            except OperationalError as error:
                if getattr(error.orig, "sqlstate", None) not in _LOST:
                    raise
            time.sleep(random.uniform(0, 0.05 * tried))  # noqa: S311 - only parts those that met
        return self._once(work)

    def _once(self, work: Callable[[Connection], _T]) -> _T:
        with writing(self.engine).begin() as connection:
            return work(connection)
