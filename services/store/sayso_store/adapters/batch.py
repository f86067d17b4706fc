"""The transaction of ``sql``, step by step: one batch of resolved articles on one open connection.

Held apart from ``sql`` so that the steps can be read without the retries around them. Each step has a module:
``readings`` decides which articles are written, ``families`` which are copies, ``history`` what becomes of the
statements they had, ``merges`` which claims are one, ``links`` which conflicts are told; counting and the events are
here. Nothing here commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from sqlalchemy import Connection, RowMapping, bindparam, update

from sayso.contracts.events import StatementsResolved
from sayso.contracts.records import ClaimRecord, EvidenceRecord
from sayso_store.adapters import bulk, families, history, links, queries, readings
from sayso_store.adapters.history import History
from sayso_store.adapters.merges import Claims, Merge, newest
from sayso_store.adapters.outbox import with_numbers
from sayso_store.adapters.readings import Readings
from sayso_store.adapters.rows import COUNTS, DAYS, Row, alias_rows, claim_record, evidence, speaker_name
from sayso_store.adapters.stated import Stated, new_statements, opened, resolutions_of
from sayso_store.claim_events import Change, Dispute, Merged, Said, events_of
from sayso_store.independence.owners import Owners
from sayso_store.schema import alias, claim, outbox, statement

EVIDENCE_OF_A_SIDE = 20
"""Statements of each side that a ``claim.disputed`` event carries: the newest. The rest is in the store."""


@dataclass(frozen=True, slots=True)
class Persisted:
    """What one event brought and took: statements, and claims that nobody had stated before or nobody states now."""

    statements: int
    claims_new: int
    copy_of: str | None
    superseded: int = 0
    claims_withdrawn: int = 0
    stale: bool = False


@dataclass(slots=True)
class Batch:
    """One batch in one transaction."""

    connection: Connection
    events: Sequence[StatementsResolved]
    now: str
    owners: Owners = field(default_factory=Owners)
    readings: Readings = field(init=False)
    copies: dict[str, str | None] = field(init=False)
    """What each article of the batch is a copy of."""
    history: History = field(init=False)
    claims: Claims = field(init=False)
    stated: list[Stated] = field(init=False)
    """The statements that are new."""
    opened: dict[str, ClaimRecord] = field(init=False)
    """The claims that have no statements but those, as they are."""

    def store(self) -> list[Persisted]:
        """Write everything, and tell what was new, event by event."""
        for event in self.events:
            resolutions_of(event)
        self.readings = readings.take(self.connection, self.events, self.owners)
        bulk.add_new(self.connection, alias, alias_rows(self.readings.counting.values()))
        moved = families.settle(self.connection, self.events, self.readings, self.owners)
        self.copies = families.copies(self.connection, self.readings.fingerprints)
        self.history = history.compare(self.connection, self.readings)
        self.claims = Claims(self.connection)
        self.stated = new_statements(self.readings, self.history.kept_ids)
        self._lock_claims(recounted := queries.claims_in(self.connection, moved))
        merged = self.claims.unite(self._pairs())
        self.history.write(self.connection, self.now)
        rows = [each.row | {"claim_number": self.claims.number(self._claim_of(each))} for each in self.stated]
        bulk.add(self.connection, statement, sorted(rows, key=itemgetter("claim_number", "statement_id")))
        said = {self._claim_of(each) for each in self.stated} | self.history.claims | recounted
        changed = {self.claims.now(each) for each in said} | {self.claims.now(each.into) for each in merged}
        after = self.opened | self._count(self.claims.before, changed - self.opened.keys())
        disputes = self._disputes(changed, self.claims.before | after)
        self._announce(self._changes(after, merged), self._merged(after, merged), disputes)
        return self._persisted(after)

    def _claim_of(self, stated: Stated) -> str:
        return self.claims.now(stated.resolution.claim_id)

    def _pairs(self) -> list[tuple[str, str]]:
        """Claims that turned out to be one, the one that goes first. What a stale reading tells of them is true too."""
        told = (each for event in self.events for each in event.resolutions)
        return [(old, each.claim_id) for each in told for old in each.merges]

    def _lock_claims(self, more: Iterable[str]) -> None:
        """Lock every claim the batch touches. Those that it opens get their rows with what they are then."""
        disputed = {conflict.claim_id for each in self.stated for conflict in each.resolution.conflicts}
        named = {each for pair in self._pairs() for each in pair}
        own = {each.resolution.claim_id for each in self.stated}
        rows = opened(self.stated, self.copies, self.readings.owners, without=named)
        new = self.claims.lock(own | self.history.claims | disputed | named | set(more), rows)
        self.opened = {each: claim_record(row) for each, row in rows.items() if each in new}

    def _count(self, before: dict[str, ClaimRecord], changed: set[str]) -> dict[str, ClaimRecord]:
        if not changed:
            return {}
        counts = queries.count(self.connection, changed)
        words = queries.first_statements(self.connection, counts)
        rows = {each: _withdrawn(before[each], each, self.now) for each in changed - counts.keys()}
        for each, row in counts.items():
            said = {"content": words[each]["content"], "speaker": speaker_name(words[each]["speaker"])}
            rows[each] = row | said | {"withdrawn_at": None, "merged_into": None}
        if rows:
            columns: Row = {name: bindparam(f"new_{name}") for name in _UPDATED}
            change = update(claim).where(claim.c.claim_id == bindparam("of")).values(columns)
            values = [{f"new_{name}": row[name] for name in _UPDATED} | {"of": of} for of, row in rows.items()]
            self.connection.execute(change, values)
        return {claim_id: claim_record(row) for claim_id, row in rows.items()}

    def _changes(self, after: dict[str, ClaimRecord], merged: Sequence[Merge]) -> list[Change]:
        said: dict[str, list[Said]] = {}
        for each in self.stated:
            claim_id = self._claim_of(each)
            said.setdefault(claim_id, []).append(each.said(claim_id, self.copies[each.event.article.article_id]))
        for row in self.history.kept:
            said.setdefault(self.claims.now(row["claim_id"]), []).append(self._said(row))
        for merge in merged:
            into = self.claims.now(merge.into)
            if self.claims.before[into].statements == 0:
                said.setdefault(into, []).extend(Said(each, "", None) for each in merge.moved)
        gone: dict[str, list[Said]] = {}
        for row in self.history.gone:
            gone.setdefault(self.claims.now(row["claim_id"]), []).append(self._said(row))
        return [
            Change.of(self.claims.before[each], after[each], (said if after[each].statements else gone).get(each, ()))
            for each in dict.fromkeys([*said, *gone])
        ]

    def _merged(self, after: dict[str, ClaimRecord], merged: Sequence[Merge]) -> list[Merged]:
        """What is told of merges: only claims that were told of before, each under the claim it is in the end."""
        found: dict[str, list[Merge]] = {}
        for each in merged:
            if each.gone.statements or each.gone.withdrawn_at:
                found.setdefault(self.claims.now(each.into), []).append(each)
        follow = next((event.correlation_id for event in self.events if any(r.merges for r in event.resolutions)), None)
        return [
            Merged(
                claim=after[into],
                merged_from=tuple(sorted(each.gone.claim_id for each in merges)),
                evidence=tuple(e.model_copy(update={"claim_id": into}) for each in merges for e in each.moved),
                correlation_id=follow,
            )
            for into, merges in sorted(found.items())
        ]

    def _said(self, row: RowMapping) -> Said:
        event = self.readings.counting[row["article_id"]]
        now = {"claim_id": self.claims.now(row["claim_id"]), "copy_of": self.copies[row["article_id"]]}
        return Said(evidence(row).model_copy(update=now), row["fetched_at"], event.correlation_id)

    def _disputes(self, changed: Iterable[str], claims: dict[str, ClaimRecord]) -> list[Dispute]:
        correlation: dict[str, str | None] = {}
        for each in self.stated:
            correlation.setdefault(self._claim_of(each), each.event.correlation_id)
        brought = [
            links.Brought(self._claim_of(each), self.claims.now(conflict.claim_id), conflict)
            for each in self.stated
            for conflict in each.resolution.conflicts
        ]
        links.write(self.connection, brought)
        linked = {each for link in brought for each in (link.claim_id, link.other)}  # an opened one has no other links
        touched = (set(changed) - self.opened.keys()) | linked
        return links.disputes(self.connection, touched, claims, correlation, self.now)

    def _announce(self, changes: Sequence[Change], merged: Sequence[Merged], disputes: Sequence[Dispute]) -> None:
        sides = {side.claim_id for dispute in disputes for side in (dispute.claim, dispute.other)}
        told = events_of(changes, merged, disputes, self._evidence_of(sides), self.now)
        self.claims.look_up(e.claim.claim_id for e in told)  # one side of a link may be new, and the other tells it
        rows: list[Row] = [
            {
                "type": e.type,
                "claim_id": e.claim.claim_id,
                "claim_number": self.claims.number(e.claim.claim_id),
                "data": e.model_dump_json(),
                "created_at": self.now,
            }
            for e in told
        ]
        rows = with_numbers(self.connection, rows)
        bulk.add(self.connection, outbox, rows)

    def _evidence_of(self, claim_ids: Iterable[str]) -> dict[str, tuple[EvidenceRecord, ...]]:
        return {each: tuple(newest(self.connection, each, EVIDENCE_OF_A_SIDE)) for each in sorted(claim_ids)}

    def _persisted(self, after: Mapping[str, ClaimRecord]) -> list[Persisted]:
        """What came of each event."""
        mine: dict[str, list[str]] = {}
        for each in self.stated:
            mine.setdefault(each.event.article.article_id, []).append(self._claim_of(each))
        gone: dict[str, list[str]] = {}
        for row in self.history.gone:
            gone.setdefault(row["article_id"], []).append(self.claims.now(row["claim_id"]))
        return [self._came_of(event, mine, gone, after) for event in self.events]

    def _came_of(
        self,
        event: StatementsResolved,
        mine: Mapping[str, list[str]],
        gone: Mapping[str, list[str]],
        after: Mapping[str, ClaimRecord],
    ) -> Persisted:
        own, before = event.article.article_id, self.claims.before
        if self.readings.counting.get(own) is not event:
            return Persisted(0, 0, self.copies[own], stale=self.readings.is_stale(event))
        new, lost = mine.get(own, []), gone.get(own, [])
        return Persisted(
            statements=len(new),
            claims_new=sum(before[each].statements == 0 and not before[each].withdrawn_at for each in set(new)),
            copy_of=self.copies[own],
            superseded=len(lost),
            claims_withdrawn=sum(after[each].statements == 0 for each in set(lost)),
        )


_UPDATED = ("content", "speaker", "first_seen", "last_seen", *COUNTS, "withdrawn_at", *DAYS)


def _withdrawn(before: ClaimRecord, claim_id: str, now: str) -> Row:
    """A claim that nobody states any more keeps its words and times."""
    since = now if before.statements else before.withdrawn_at
    return before.model_dump() | dict.fromkeys(COUNTS, 0) | {"claim_id": claim_id, "withdrawn_at": since}
