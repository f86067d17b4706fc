"""Which events answer which watches: every event of the outbox is held against every watch, once and in order.

The outbox holds the events of ``claims`` under the positions that are their ids there, in the database in which matches
are written; so a match and the position of its watch are one transaction. The stream itself is listened to as a bell
(``role``). Events are read in rounds from the position of the watch that is furthest behind; a watch whose query cannot
be read stays where it is and holds nobody up.

An event tells what is new of a claim; a query asks about the whole claim. So an event that does not answer by itself is
looked at again with all that the store knows of its claim: "a direct quotation by Varga, reported by two outlets" is
answered by the event of the second outlet, whatever that one quotes. Next: ``claim_query.matches``, the pure function
that decides.
"""

from dataclasses import dataclass, field

import structlog
from pydantic import ValidationError
from sqlalchemy import Engine

from sayso.contracts.events import ClaimEventData
from sayso.runtime.clock import Clock, iso, utc_now
from sayso_store.adapters.watch_rows import Found, Move, StoredEvent, StoredWatch, WatchRows
from sayso_store.claim_query import ClaimQuery, matches
from sayso_store.reading import StoredClaims

log = structlog.get_logger(__name__)

ROUND = 200
"""Events held against the watches at a time."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did. ``position``: up to where the watches have been answered; None where there are none."""

    events: int = 0
    matches: int = 0
    position: int | None = None


@dataclass(slots=True)
class Matcher:
    """Holds events against watches on an open engine. Its methods block; call them off the event loop."""

    engine: Engine
    clock: Clock = utc_now
    _unreadable: set[str] = field(default_factory=set)

    def run_once(self) -> Round:
        """One round."""
        rows = WatchRows(self.engine)
        asked = [(each, query) for each in rows.all() if (query := self._query(each)) is not None]
        if not asked:
            return Round()
        behind = min(each.position for each, _ in asked)
        events = rows.events(behind, ROUND)
        if not events:
            return Round(position=behind)
        if events[0].position > behind + 1:
            log.warning("events_pruned", after=behind, before=events[0].position)
        read = [Looked(self.engine, each) for each in events]
        moves = []
        for each, query in asked:
            new = [event for event in read if event.position > each.position]
            if new:
                moves.append(Move(each, new[-1].position, [event.found for event in new if event.answers(query)]))
        written = rows.advance(moves, iso(self.clock()))
        return Round(len(events), written, events[-1].position)

    def _query(self, of: StoredWatch) -> ClaimQuery | None:
        try:
            return ClaimQuery.model_validate_json(of.query)
        except ValidationError as error:
            if of.watch_id not in self._unreadable:
                self._unreadable.add(of.watch_id)
                log.warning("watch_unreadable", watch=of.watch_id, error=str(error).splitlines()[0])
            return None


class Looked:
    """One event, read once for all watches, with the whole of its claim if a watch asks for that."""

    def __init__(self, engine: Engine, stored: StoredEvent) -> None:
        self._engine, self._stored = engine, stored
        self._event = ClaimEventData.model_validate_json(stored.data)
        self._whole: ClaimEventData | None = None

    @property
    def position(self) -> int:
        """Its place on ``claims``."""
        return self._stored.position

    @property
    def found(self) -> Found:
        """It as a match."""
        return Found(self.position, self._event.type, self._event.claim.claim_id, self._stored.data)

    def answers(self, query: ClaimQuery) -> bool:
        """Whether it answers, by itself or by what is known of its claim."""
        if matches(query, self._event):
            return True
        about_the_whole = query.about_statements or query.disputed or bool(query.terms)
        return about_the_whole and matches(query, self._completed())

    def _completed(self) -> ClaimEventData:
        if self._whole is None:
            known = StoredClaims(self._engine).of_ids([self._event.claim.claim_id])
            evidence = tuple(said for each in known for said in each.evidence)
            conflicts = tuple(link for each in known for link in each.conflicts)
            more = {
                "evidence": (*self._event.evidence, *evidence),
                "conflicts": (*self._event.conflicts, *conflicts),
            }
            self._whole = self._event.model_copy(update=more)
        return self._whole
