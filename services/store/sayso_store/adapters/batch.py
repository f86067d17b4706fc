"""The transaction of ``sql``, step by step: one batch of resolved articles on one open connection.

Held apart from ``sql`` so that the steps can be read without the retries around them. Nothing here commits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from sayso.contracts.events import StatementsResolved
from sayso.contracts.records import ClaimRecord, EvidenceRecord, ResolutionRecord, StatementRecord
from sayso_store.adapters import queries
from sayso_store.adapters.rows import Row, article_row, claim_record, evidence, select_evidence, statement_row
from sayso_store.claim_events import Change, Dispute, events_of
from sayso_store.schema import article, claim, conflict, outbox, statement

EVIDENCE_OF_A_SIDE = 20
"""Statements of each side that a ``claim.disputed`` event carries: the newest. The rest is in the store."""


@dataclass(frozen=True, slots=True)
class Persisted:
    """What one event brought: new statements, and claims that nobody had stated before."""

    statements: int
    claims_new: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class _Stated:
    """One statement of the batch on its way into the store."""

    event: StatementsResolved
    record: StatementRecord
    resolution: ResolutionRecord

    @property
    def row(self) -> Row:
        return statement_row(self.event.article.article_id, self.record, self.resolution)


@dataclass(slots=True)
class Batch:
    """One batch in one transaction."""

    connection: Connection
    events: Sequence[StatementsResolved]
    now: str
    stated: list[_Stated] = field(init=False)

    def __post_init__(self) -> None:
        first: dict[str, _Stated] = {}
        for event in self.events:
            for each in _stated(event):
                first.setdefault(each.record.statement_id, each)
        self.stated = list(first.values())

    def store(self) -> list[Persisted]:
        """Write everything, and tell what was new, event by event."""
        copies = self._articles()
        self._leave_out(queries.known_statements(self.connection, (s.record.statement_id for s in self.stated)))
        before = self._lock_claims()
        rows = sorted((s.row for s in self.stated), key=lambda row: str(row["statement_id"]))
        new = queries.insert_new_statements(self.connection, rows)
        self._leave_out({s.record.statement_id for s in self.stated} - new)
        after = self._count(before)
        changes = [_change(before[each], after[each], mine) for each, mine in self._by_claim().items()]
        self._announce(changes, self._disputes(before | after))
        return [self._persisted(event, copies, before) for event in self.events]

    def _articles(self) -> dict[str, str | None]:
        known = queries.originals(self.connection, (event.article.fingerprint for event in self.events))
        copies: dict[str, str | None] = {}
        rows: dict[str, Row] = {}
        for event in self.events:
            own = event.article.article_id
            original = event.copy_of or known.setdefault(event.article.fingerprint, own)
            copies[own] = original if original != own else None
            rows.setdefault(own, article_row(event, copies[own]))
        queries.insert_new(self.connection, article, [rows[each] for each in sorted(rows)])
        return copies

    def _lock_claims(self) -> dict[str, ClaimRecord]:
        touched = self._by_claim().keys() | {c.claim_id for s in self.stated for c in s.resolution.conflicts}
        blank = {"content": "", "speaker": None, "first_seen": "", "last_seen": ""} | dict.fromkeys(_NUMBERS, 0)
        queries.insert_new(self.connection, claim, [blank | {"claim_id": each} for each in sorted(touched)])
        locked: dict[str, ClaimRecord] = {}
        for some in queries.chunks(touched):
            query = select(claim).where(claim.c.claim_id.in_(some)).order_by(claim.c.claim_id)
            for row in self.connection.execute(query.with_for_update(key_share=True)).mappings():
                locked[row["claim_id"]] = claim_record(row)
        return locked

    def _count(self, before: dict[str, ClaimRecord]) -> dict[str, ClaimRecord]:
        stated = self._by_claim()
        rows = queries.count(self.connection, stated)
        for claim_id, row in rows.items():
            row["content"], row["speaker"] = _words(before[claim_id], stated[claim_id])
        if rows:
            columns: Row = {name: bindparam(f"new_{name}") for name in _UPDATED}
            change = update(claim).where(claim.c.claim_id == bindparam("of")).values(columns)
            values = [{f"new_{name}": row[name] for name in _UPDATED} | {"of": of} for of, row in rows.items()]
            self.connection.execute(change, values)
        return {claim_id: claim_record(row) for claim_id, row in rows.items()}

    def _disputes(self, claims: dict[str, ClaimRecord]) -> list[Dispute]:
        links: dict[tuple[str, str], Row] = {}
        correlation: dict[str, str | None] = {}
        for each in self.stated:
            own = each.resolution.claim_id
            correlation.setdefault(own, each.event.correlation_id)
            for c in each.resolution.conflicts:
                if c.claim_id != own:
                    a, b = sorted((own, c.claim_id))
                    row = {"claim_a": a, "claim_b": b, "brought_by": own, "announced_at": None}
                    links.setdefault((a, b), row | c.model_dump(include={"field", "rule", "score"}))
        queries.insert_new(self.connection, conflict, [links[pair] for pair in sorted(links)])
        return [
            Dispute(claims[mine], claims[other], row["field"], row["rule"], row["score"], correlation.get(mine))
            for row, mine, other in self._ready_links(claims)
        ]

    def _ready_links(self, claims: dict[str, ClaimRecord]) -> list[tuple[Row, str, str]]:
        """The links not announced yet whose two claims both have a statement now; marked as announced."""
        found: dict[tuple[str, str], Row] = {}
        for some in queries.chunks(self._by_claim()):
            touching = conflict.c.claim_a.in_(some) | conflict.c.claim_b.in_(some)
            query = select(conflict).where(touching, conflict.c.announced_at.is_(None))
            found.update({(r["claim_a"], r["claim_b"]): dict(r) for r in self.connection.execute(query).mappings()})
        claims.update(self._claims({each for pair in found for each in pair} - claims.keys()))
        ready = [pair for pair in sorted(found) if all(claims[each].statements for each in pair)]
        return [_sides(found[pair]) for pair in self._mark_announced(ready)]

    def _mark_announced(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Those of the pairs that nobody else announced in the meantime."""
        marked: list[tuple[str, str]] = []
        for start in range(0, len(pairs), queries.CHUNK):
            key = tuple_(conflict.c.claim_a, conflict.c.claim_b)
            mine = key.in_(pairs[start : start + queries.CHUNK]) & conflict.c.announced_at.is_(None)
            change = update(conflict).where(mine).values(announced_at=self.now)
            rows = self.connection.execute(change.returning(conflict.c.claim_a, conflict.c.claim_b))
            marked.extend((row.claim_a, row.claim_b) for row in rows)
        return sorted(marked)

    def _claims(self, ids: Iterable[str]) -> dict[str, ClaimRecord]:
        found: dict[str, ClaimRecord] = {}
        for some in queries.chunks(ids):
            rows = self.connection.execute(select(claim).where(claim.c.claim_id.in_(some))).mappings()
            found.update({row["claim_id"]: claim_record(row) for row in rows})
        return found

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
            query = select_evidence().where(statement.c.claim_id == claim_id)
            rows = self.connection.execute(query.order_by(*newest).limit(EVIDENCE_OF_A_SIDE)).mappings().all()
            found[claim_id] = tuple(evidence(row) for row in reversed(rows))
        return found

    def _leave_out(self, ids: set[str]) -> None:
        self.stated = [s for s in self.stated if s.record.statement_id not in ids]

    def _by_claim(self) -> dict[str, list[_Stated]]:
        stated: dict[str, list[_Stated]] = {}
        for each in self.stated:
            stated.setdefault(each.resolution.claim_id, []).append(each)
        return stated

    def _persisted(
        self, event: StatementsResolved, copies: dict[str, str | None], before: dict[str, ClaimRecord]
    ) -> Persisted:
        mine = [s for s in self.stated if s.event is event]
        new = {s.resolution.claim_id for s in mine if before[s.resolution.claim_id].statements == 0}
        return Persisted(len(mine), len(new), copies[event.article.article_id])


_NUMBERS = ("statements", "outlets", "independent_outlets", "copies", "distinct_speakers")
_UPDATED = ("content", "speaker", "first_seen", "last_seen", *_NUMBERS)


def _stated(event: StatementsResolved) -> list[_Stated]:
    resolutions = {each.statement_id: each for each in event.resolutions}
    missing = [each.statement_id for each in event.statements if each.statement_id not in resolutions]
    if missing:
        raise ValueError(f"no resolution of statement {missing[0]}")
    return [_Stated(event, each, resolutions[each.statement_id]) for each in event.statements]


def _words(before: ClaimRecord, stated: Sequence[_Stated]) -> tuple[str, str | None]:
    # A claim speaks in the words of its first statement, even where another statement came to the store earlier.
    first = [s for s in stated if s.resolution.verdict == "new"] or ([] if before.statements else stated)
    return (first[0].record.content, first[0].record.speaker.name) if first else (before.content, before.speaker)


def _change(before: ClaimRecord, after: ClaimRecord, stated: Sequence[_Stated]) -> Change:
    ordered = sorted(stated, key=lambda s: (s.event.article.fetched_at, s.record.statement_id))
    newest = ordered[-1].event.correlation_id
    return Change(before, after, evidence=tuple(_evidence(s) for s in ordered), correlation_id=newest)


def _sides(link: Row) -> tuple[Row, str, str]:
    mine = link["brought_by"]
    return link, mine, link["claim_b"] if mine == link["claim_a"] else link["claim_a"]


def _evidence(stated: _Stated) -> EvidenceRecord:
    of, record = stated.event.article, stated.record
    said = record.model_dump(exclude={"speaker", "said_when", "event_when", "quantities"})
    return EvidenceRecord(
        **said,
        claim_id=stated.resolution.claim_id,
        article_id=of.article_id,
        url=of.url,
        outlet=of.outlet,
        title=of.title,
        published=of.published,
        speaker=record.speaker,
        said_when=record.said_when,
        event_when=record.event_when,
        quantities=record.quantities,
    )
