"""Conflicts between claims: a link is written once, and announced once, as soon as both of its claims count.

Whoever states one of two linked claims looks whether the other counts by now. Two workers that state one side each
may both see that; the link's row decides who announces it. A claim that is withdrawn keeps its links: they are about
what it says, and are not announced again when it is back. Part of the transaction of ``batch``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_, update

from sayso.contracts.records import ClaimRecord, ConflictRecord
from sayso_store.adapters import queries
from sayso_store.adapters.rows import Row, claim_record
from sayso_store.claim_events import Dispute
from sayso_store.schema import claim, conflict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Brought:
    """A conflict as a new statement of ``claim_id`` brings it."""

    claim_id: str
    conflict: ConflictRecord


def write(connection: Connection, brought: Iterable[Brought]) -> None:
    """Write the links that are not there yet."""
    links: dict[Pair, Row] = {}
    for each in brought:
        if each.conflict.claim_id != each.claim_id:
            a, b = sorted((each.claim_id, each.conflict.claim_id))
            row = {"claim_a": a, "claim_b": b, "brought_by": each.claim_id, "announced_at": None}
            links.setdefault((a, b), row | each.conflict.model_dump(include={"field", "rule", "score"}))
    queries.insert_new(connection, conflict, [links[pair] for pair in sorted(links)])


def disputes(
    connection: Connection,
    stated: Iterable[str],
    claims: Mapping[str, ClaimRecord],
    correlation: Mapping[str, str | None],
    now: str,
) -> list[Dispute]:
    """The links of the claims ``stated`` that are to be announced, marked as such. ``claims``: those known so far."""
    found = _unannounced(connection, stated)
    known = dict(claims)
    known.update(_claims(connection, {each for pair in found for each in pair} - known.keys()))
    ready = [pair for pair in sorted(found) if all(known[each].statements for each in pair)]
    announced = []
    for pair in _mark_announced(connection, ready, now):
        row, mine = found[pair], found[pair]["brought_by"]
        other = pair[1] if mine == pair[0] else pair[0]
        link = (row["field"], row["rule"], row["score"])
        announced.append(Dispute(known[mine], known[other], *link, correlation.get(mine)))
    return announced


def _unannounced(connection: Connection, stated: Iterable[str]) -> dict[Pair, Row]:
    found: dict[Pair, Row] = {}
    for some in queries.chunks(stated):
        touching = conflict.c.claim_a.in_(some) | conflict.c.claim_b.in_(some)
        query = select(conflict).where(touching, conflict.c.announced_at.is_(None))
        found.update({(row["claim_a"], row["claim_b"]): dict(row) for row in connection.execute(query).mappings()})
    return found


def _mark_announced(connection: Connection, pairs: Sequence[Pair], now: str) -> list[Pair]:
    """Those of the pairs that nobody else announced in the meantime."""
    marked: list[Pair] = []
    for start in range(0, len(pairs), queries.CHUNK):
        key = tuple_(conflict.c.claim_a, conflict.c.claim_b)
        mine = key.in_(pairs[start : start + queries.CHUNK]) & conflict.c.announced_at.is_(None)
        change = update(conflict).where(mine).values(announced_at=now)
        rows = connection.execute(change.returning(conflict.c.claim_a, conflict.c.claim_b))
        marked.extend((row.claim_a, row.claim_b) for row in rows)
    return sorted(marked)


def _claims(connection: Connection, ids: Iterable[str]) -> dict[str, ClaimRecord]:
    found: dict[str, ClaimRecord] = {}
    for some in queries.chunks(ids):
        rows = connection.execute(select(claim).where(claim.c.claim_id.in_(some))).mappings()
        found.update({row["claim_id"]: claim_record(row) for row in rows})
    return found
