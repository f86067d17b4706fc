"""Claims that turned out to be one: which claim each id means now, and what is moved when two become one.

The claim that goes keeps its row, with ``merged_into``; its statements and its links move, and ids that led to it lead
on in one step. Whether two are one is dedupe's to say, in any order and any number of times: what is one already stays
so. Part of the transaction of ``batch``: claims are locked in the order of their ids, then those they lead to; where
that meets another worker the other way round, the database ends one of the two and it is tried again (``sql``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, bindparam, delete, or_, select, update

from sayso.contracts.records import ClaimRecord, EvidenceRecord
from sayso_store.adapters import bulk, queries
from sayso_store.adapters.rows import COUNTS, DAYS, Row, claim_record, evidence, select_evidence
from sayso_store.schema import article, claim, conflict, statement

_BLANK: Row = (
    {"content": "", "speaker": None, "first_seen": "", "last_seen": ""}
    | dict.fromkeys(COUNTS, 0)
    | dict.fromkeys((*DAYS, "withdrawn_at", "merged_into"))
)
"""A claim without statements."""
_UNTOLD = claim_record({**_BLANK, "claim_id": ""})
_NONE: Mapping[str, Row] = {}
_NUMBERS = select(claim.c.claim_id, claim.c.number).where(claim.c.claim_id.in_(queries.IDS))

EVIDENCE_MOVED = 20
"""Statements of a claim that went which its event carries: the newest. The rest is in the store."""


@dataclass(frozen=True, slots=True)
class Merge:
    """``gone`` as it was, and the claim it is now. ``moved`` is what it stood on."""

    gone: ClaimRecord
    into: str
    moved: tuple[EvidenceRecord, ...]


@dataclass(slots=True)
class Claims:
    """The claims that a transaction touches: locked, as they were when it began."""

    connection: Connection
    before: dict[str, ClaimRecord] = field(default_factory=dict)
    """Those that are new are all the same blank one, without an id."""
    _numbers: dict[str, int] = field(default_factory=dict)
    _into: dict[str, str] = field(default_factory=dict)

    def now(self, claim_id: str) -> str:
        """The claim that an id means."""
        return self._into.get(claim_id, claim_id)

    def number(self, claim_id: str) -> int:
        """The number by which rows refer to a claim that is locked."""
        return self._numbers[claim_id]

    def look_up(self, ids: Iterable[str]) -> None:
        """Learn the numbers of more claims, which need not be locked."""
        for row in queries.asked(self.connection, _NUMBERS, set(ids) - self._numbers.keys()):
            self._numbers[row["claim_id"]] = row["number"]

    def lock(self, ids: Iterable[str], opened: Mapping[str, Row] = _NONE) -> set[str]:
        """Lock these claims, and those they were merged into. Tells which were new.

        A new one gets its row as in ``opened``, else one without statements. Either way it had none ``before``.
        """
        wanted = set(ids) - self.before.keys()
        rows = [opened.get(each) or {**_BLANK, "claim_id": each} for each in sorted(wanted)]
        new = dict(bulk.add_new(self.connection, claim, rows, "claim_id", "number"))
        self._numbers.update(new)
        self.before.update(dict.fromkeys(new, _UNTOLD))
        wanted -= new.keys()
        while wanted:
            for some in queries.chunks(wanted):
                query = select(claim).where(claim.c.claim_id.in_(some)).order_by(claim.c.claim_id)
                for row in self.connection.execute(query.with_for_update(key_share=True)).mappings():
                    self.before[row["claim_id"]] = claim_record(row)
                    self._numbers[row["claim_id"]] = row["number"]
            into = {each: self.before[each].merged_into for each in wanted}
            self._into.update((each, of) for each, of in into.items() if of)
            wanted = {of for of in into.values() if of} - self.before.keys()
        return set(new)

    def unite(self, pairs: Iterable[tuple[str, str]]) -> list[Merge]:
        """Merge the first of each pair into the second, where they are two."""
        ordered = sorted({(old, new) for old, new in pairs if self.now(old) != self.now(new)})
        self.lock(_linked(self.connection, {self.now(old) for old, _ in ordered}))
        merges = []
        for old, new in ordered:
            gone, into = self.now(old), self.now(new)
            if gone != into:
                merges.append(self._merge(gone, into))
        return merges

    def _merge(self, gone: str, into: str) -> Merge:
        moved = tuple(
            each.model_copy(update={"claim_id": into}) for each in newest(self.connection, gone, EVIDENCE_MOVED)
        )
        run = self.connection.execute
        moves = statement.c.claim_number == self.number(gone)
        run(update(statement).where(moves).values(claim_number=self.number(into)))
        run(update(claim).where(claim.c.merged_into == gone).values(merged_into=into))
        ends: Row = {"merged_into": into, "withdrawn_at": None} | dict.fromkeys(COUNTS, 0)
        run(update(claim).where(claim.c.claim_id == gone).values(ends))
        _move_links(self.connection, gone, into)
        self._into = {each: into if of == gone else of for each, of in self._into.items()} | {gone: into}
        return Merge(self.before[gone], into, moved)


def newest(connection: Connection, claim_id: str, most: int) -> list[EvidenceRecord]:
    """The newest statements of a claim that count, the newest last."""
    order = (article.c.fetched_at.desc(), statement.c.statement_id.desc())
    query = select_evidence().where(claim.c.claim_id == claim_id, queries.LIVE).order_by(*order).limit(most)
    return [evidence(row) for row in reversed(connection.execute(query).mappings().all())]


def _linked(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The claims that links of these name."""
    found: set[str] = set()
    for some in queries.chunks(ids):
        query = select(conflict.c.claim_a, conflict.c.claim_b)
        touching = or_(conflict.c.claim_a.in_(some), conflict.c.claim_b.in_(some))
        found |= {each for row in connection.execute(query.where(touching)) for each in row}
    return found


def _move_links(connection: Connection, gone: str, into: str) -> None:
    """Give a claim's links to another. Of two that become one the one that was told stays told."""
    touching = or_(conflict.c.claim_a == gone, conflict.c.claim_b == gone)
    links = [dict(row) for row in connection.execute(select(conflict).where(touching)).mappings()]
    if not links:
        return
    connection.execute(delete(conflict).where(touching))
    moved = {}
    for link in links:
        renamed = {name: into if value == gone else value for name, value in link.items()}
        a, b = sorted((renamed["claim_a"], renamed["claim_b"]))
        if a != b:
            moved[a, b] = renamed | {"claim_a": a, "claim_b": b}
    bulk.add_new(connection, conflict, [moved[pair] for pair in sorted(moved)])
    for told in ("announced_at", "superseded_at"):
        _keep_told(connection, conflict, told, [link for link in moved.values() if link[told]])


def _keep_told(connection: Connection, table: Table, told: str, links: list[Row]) -> None:
    if links:
        silent = (table.c.claim_a == bindparam("a")) & (table.c.claim_b == bindparam("b")) & table.c[told].is_(None)
        values = [{"a": link["claim_a"], "b": link["claim_b"], "told": link[told]} for link in links]
        connection.execute(update(table).where(silent).values({told: bindparam("told")}), values)
