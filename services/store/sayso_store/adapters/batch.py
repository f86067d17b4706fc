"""The transaction of ``sql``, step by step: one batch of resolved articles on one open connection.

Held apart from ``sql`` so that the steps can be read without the retries around them. Each step has a module:
``readings`` decides which articles are written, ``history`` what becomes of the statements they had, ``links`` which
conflicts are announced; counting and the events are here. Nothing here commits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from sayso.contracts.events import StatementsResolved
from sayso.contracts.records import ClaimRecord, EvidenceRecord, ResolutionRecord, StatementRecord
from sayso_store.adapters import history, links, queries, readings
from sayso_store.adapters.history import History
from sayso_store.adapters.readings import Readings
from sayso_store.adapters.rows import (
    COUNTS,
    DAYS,
    Row,
    alias_rows,
    claim_record,
    evidence,
    evidence_of,
    select_evidence,
    speaker_name,
    statement_row,
)
from sayso_store.claim_events import Change, Dispute, Said, events_of
from sayso_store.schema import alias, article, claim, outbox, statement

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


@dataclass(frozen=True, slots=True)
class _Stated:
    """One statement of the batch on its way into the store."""

    event: StatementsResolved
    record: StatementRecord
    resolution: ResolutionRecord

    @property
    def claim_id(self) -> str:
        return self.resolution.claim_id

    @property
    def row(self) -> Row:
        return statement_row(self.event.article, self.record, self.resolution)

    @property
    def said(self) -> Said:
        of = self.event.article
        return Said(evidence_of(of, self.record, self.claim_id), of.fetched_at, self.event.correlation_id)


@dataclass(slots=True)
class Batch:
    """One batch in one transaction."""

    connection: Connection
    events: Sequence[StatementsResolved]
    now: str
    readings: Readings = field(init=False)
    history: History = field(init=False)
    stated: list[_Stated] = field(init=False)
    """The statements that are new."""

    def store(self) -> list[Persisted]:
        """Write everything, and tell what was new, event by event."""
        for event in self.events:
            _resolved(event)
        self.readings = readings.take(self.connection, self.events)
        queries.insert_new(self.connection, alias, alias_rows(self.readings.counting.values()))
        self.history = history.compare(self.connection, self.readings)
        self.stated = self._new_statements()
        before = self._lock_claims()
        self.history.write(self.connection, self.now)
        if self.stated:
            rows = sorted((each.row for each in self.stated), key=lambda row: str(row["statement_id"]))
            self.connection.execute(insert(statement), rows)
        changed = {each.claim_id for each in self.stated} | self.history.claims
        after = self._count(before, changed)
        self._announce(self._changes(before, after), self._disputes(changed, before | after))
        return [self._persisted(event, before, after) for event in self.events]

    def _new_statements(self) -> list[_Stated]:
        known = self.history.kept_ids
        new: dict[str, _Stated] = {}
        for event in self.readings.counting.values():
            resolutions = _resolved(event)
            for each in event.statements:
                if each.statement_id not in known:
                    new.setdefault(each.statement_id, _Stated(event, each, resolutions[each.statement_id]))
        return list(new.values())

    def _lock_claims(self) -> dict[str, ClaimRecord]:
        disputed = {conflict.claim_id for each in self.stated for conflict in each.resolution.conflicts}
        touched = {each.claim_id for each in self.stated} | self.history.claims | disputed
        blank = {"content": "", "speaker": None, "first_seen": "", "last_seen": ""} | dict.fromkeys(COUNTS, 0)
        queries.insert_new(self.connection, claim, [blank | {"claim_id": each} for each in sorted(touched)])
        locked: dict[str, ClaimRecord] = {}
        for some in queries.chunks(touched):
            query = select(claim).where(claim.c.claim_id.in_(some)).order_by(claim.c.claim_id)
            for row in self.connection.execute(query.with_for_update(key_share=True)).mappings():
                locked[row["claim_id"]] = claim_record(row)
        return locked

    def _count(self, before: dict[str, ClaimRecord], changed: set[str]) -> dict[str, ClaimRecord]:
        counts = queries.count(self.connection, changed)
        words = queries.first_statements(self.connection, counts)
        rows = {each: _withdrawn(before[each], self.now) for each in changed - counts.keys()}
        for each, row in counts.items():
            said = {"content": words[each]["content"], "speaker": speaker_name(words[each]["speaker"])}
            rows[each] = row | said | {"withdrawn_at": None, "merged_into": None}
        if rows:
            columns: Row = {name: bindparam(f"new_{name}") for name in _UPDATED}
            change = update(claim).where(claim.c.claim_id == bindparam("of")).values(columns)
            values = [{f"new_{name}": row[name] for name in _UPDATED} | {"of": of} for of, row in rows.items()]
            self.connection.execute(change, values)
        return {claim_id: claim_record(row) for claim_id, row in rows.items()}

    def _changes(self, before: dict[str, ClaimRecord], after: dict[str, ClaimRecord]) -> list[Change]:
        said: dict[str, list[Said]] = {}
        for each in self.stated:
            said.setdefault(each.claim_id, []).append(each.said)
        for row in self.history.kept:
            said.setdefault(row["claim_id"], []).append(self._said(row))
        gone: dict[str, list[Said]] = {}
        for row in self.history.gone:
            gone.setdefault(row["claim_id"], []).append(self._said(row))
        return [
            Change.of(before[each], after[each], (said if after[each].statements else gone).get(each, ()))
            for each in dict.fromkeys([*said, *gone])
        ]

    def _said(self, row: RowMapping) -> Said:
        event = self.readings.counting[row["article_id"]]
        return Said(evidence(row), row["fetched_at"], event.correlation_id)

    def _disputes(self, changed: Iterable[str], claims: dict[str, ClaimRecord]) -> list[Dispute]:
        correlation: dict[str, str | None] = {}
        for each in self.stated:
            correlation.setdefault(each.claim_id, each.event.correlation_id)
        links.write(
            self.connection,
            [links.Brought(each.claim_id, conflict) for each in self.stated for conflict in each.resolution.conflicts],
        )
        return links.disputes(self.connection, changed, claims, correlation, self.now)

    def _announce(self, changes: Sequence[Change], disputes: Sequence[Dispute]) -> None:
        sides = {side.claim_id for dispute in disputes for side in (dispute.claim, dispute.other)}
        told = events_of(changes, disputes, self._evidence_of(sides), self.now)
        rows = [
            {"type": e.type, "claim_id": e.claim.claim_id, "data": e.model_dump_json(), "created_at": self.now}
            for e in told
        ]
        if rows:
            self.connection.execute(insert(outbox), rows)

    def _evidence_of(self, claim_ids: Iterable[str]) -> dict[str, tuple[EvidenceRecord, ...]]:
        found: dict[str, tuple[EvidenceRecord, ...]] = {}
        for claim_id in sorted(claim_ids):
            newest = (article.c.fetched_at.desc(), statement.c.statement_id.desc())
            query = select_evidence().where(statement.c.claim_id == claim_id, queries.LIVE)
            rows = self.connection.execute(query.order_by(*newest).limit(EVIDENCE_OF_A_SIDE)).mappings().all()
            found[claim_id] = tuple(evidence(row) for row in reversed(rows))
        return found

    def _persisted(
        self, event: StatementsResolved, before: dict[str, ClaimRecord], after: dict[str, ClaimRecord]
    ) -> Persisted:
        own = event.article.article_id
        copy_of = self.readings.copies[own]
        if self.readings.counting.get(own) is not event:
            return Persisted(0, 0, copy_of, stale=self.readings.is_stale(event))
        mine = [each.claim_id for each in self.stated if each.event is event]
        gone = [row["claim_id"] for row in self.history.gone if row["article_id"] == own]
        return Persisted(
            statements=len(mine),
            claims_new=sum(before[each].statements == 0 and not before[each].withdrawn_at for each in set(mine)),
            copy_of=copy_of,
            superseded=len(gone),
            claims_withdrawn=sum(after[each].statements == 0 for each in set(gone)),
        )


_UPDATED = ("content", "speaker", "first_seen", "last_seen", *COUNTS, "withdrawn_at", *DAYS)


def _resolved(event: StatementsResolved) -> dict[str, ResolutionRecord]:
    resolutions = {each.statement_id: each for each in event.resolutions}
    missing = [each.statement_id for each in event.statements if each.statement_id not in resolutions]
    if missing:
        raise ValueError(f"no resolution of statement {missing[0]}")
    return resolutions


def _withdrawn(before: ClaimRecord, now: str) -> Row:
    """A claim that nobody states any more keeps its words and times."""
    since = now if before.statements else before.withdrawn_at
    return before.model_dump() | dict.fromkeys(COUNTS, 0) | {"withdrawn_at": since}
