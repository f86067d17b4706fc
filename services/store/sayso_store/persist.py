"""The two handlers of the persist role: resolved articles, and how units of work ended, into the SQL store.

A batch is one transaction. What its errors tell the pipeline::

    connection lost, disk full, locked for too long   Retry(store_unavailable), for the whole batch
    the database refuses the data                     one transaction an event, so that one bad event is
                                                      Quarantine(invalid_field) and the others are stored

The facts of an article that is read again say what changed: ``statements_superseded``, ``claims_withdrawn``; ``stale``
tells that a newer reading is stored already. After a commit that brought anything new, ``bell`` is rung so that the
relay need not wait for its next look; a bell that is not heard costs time only, since the relay looks anyway. Next:
``adapters.sql``, then ``publish``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import exc

from sayso.contracts import Disposition, Done, Outcome, Quarantine, Reason, Retry
from sayso.contracts.events import StatementsResolved, UnitEnded
from sayso.runtime.clock import Clock
from sayso_store.adapters.batch import Persisted
from sayso_store.adapters.sql import SqlStore

Bell = Callable[[], Awaitable[None]]

_E = TypeVar("_E")
_log = logging.getLogger(__name__)

_BAD_DATA = (exc.DataError, exc.IntegrityError, ValueError, OverflowError)
"""What a database or a model says of data it cannot take, such as a NUL or half a surrogate pair."""

_UNAVAILABLE = (exc.DBAPIError, exc.TimeoutError)


@dataclass(frozen=True, slots=True)
class Persist:
    """Handler of ``resolved``."""

    store: SqlStore
    clock: Clock
    bell: Bell

    async def __call__(self, events: Sequence[StatementsResolved]) -> list[Outcome]:
        """Store a batch; the outcomes are in the events' order."""
        outcomes = await _stored(events, self._store)
        if any(isinstance(each, Done) and _brought_events(each) for each in outcomes):
            await self._ring()
        return outcomes

    async def _store(self, events: Sequence[StatementsResolved]) -> list[Outcome]:
        stored = await asyncio.to_thread(self.store.persist, events, self.clock())
        return [_done(event, each) for event, each in zip(events, stored, strict=True)]

    async def _ring(self) -> None:
        try:
            await self.bell()
        except Exception:  # noqa: BLE001 - the rows are committed; the relay finds them at its next look
            _log.warning("the relay's bell could not be rung", exc_info=True)


@dataclass(frozen=True, slots=True)
class RecordUnits:
    """Handler of ``dispositions``."""

    store: SqlStore

    async def __call__(self, events: Sequence[UnitEnded]) -> list[Outcome]:
        """Store a batch; the outcomes are in the events' order."""
        return await _stored(events, self._store)

    async def _store(self, events: Sequence[UnitEnded]) -> list[Outcome]:
        await asyncio.to_thread(self.store.record, events)
        return [Done(Disposition.RECORDED)] * len(events)


async def _stored(events: Sequence[_E], store: Callable[[Sequence[_E]], Awaitable[list[Outcome]]]) -> list[Outcome]:
    try:
        return await store(events)
    except _BAD_DATA as error:
        if len(events) == 1:
            return [Quarantine(Reason.INVALID_FIELD, _line(error))]
    except _UNAVAILABLE as error:
        return [Retry(Reason.STORE_UNAVAILABLE, _line(error), blameless=True)] * len(events)
    return [outcome for event in events for outcome in await _stored([event], store)]


def _done(event: StatementsResolved, stored: Persisted) -> Done:
    facts: dict[str, Any] = {
        "statements": len(event.statements),
        "statements_new": stored.statements,
        "statements_superseded": stored.superseded,
        "claims_new": stored.claims_new,
        "claims_withdrawn": stored.claims_withdrawn,
        "copy": stored.copy_of is not None,
        "stale": stored.stale,
    }
    return Done(Disposition.STORED, facts=facts)


def _brought_events(done: Done) -> bool:
    return bool(done.facts["statements_new"] or done.facts["claims_withdrawn"])


def _line(error: Exception) -> str:
    """One line for people, without the statement's parameters: those hold whole texts."""
    cause = getattr(error, "orig", None) or error
    return f"{type(cause).__name__}: {cause}".splitlines()[0][:300]
