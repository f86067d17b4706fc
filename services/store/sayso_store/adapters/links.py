"""Links between claims that cannot both be true: a conflict, or a figure that its speaker gave anew later.

A link is written once. Which of the two it is follows from what both claims stand on now: where a speaker of both said
the one on later days only, that one is an update (``later`` names it), else they are in conflict. So a figure repeated
after its update makes a conflict of it, whatever order the statements came in.

Either is told once, as soon as both claims count: ``claim.disputed`` (``announced_at``), ``claim.superseded``
(``superseded_at``). What was told as a conflict stays one. Whoever states one of two linked claims looks whether the
other counts by now; two workers that state one side each may both see that, and the link's row decides who tells it.
A claim that is withdrawn keeps its links. Part of the transaction of ``batch``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select, tuple_, update

from sayso.contracts.records import ClaimRecord, ConflictRecord
from sayso_store.adapters import bulk, queries
from sayso_store.adapters.rows import Row, claim_record
from sayso_store.claim_events import Dispute
from sayso_store.schema import claim, conflict, statement

Pair = tuple[str, str]
_Told = Literal["announced_at", "superseded_at"]

FIGURES = frozenset({"number"})
"""Fields in which a later value by the same speaker is an update."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A conflict as a new statement of ``claim_id`` brings it, both as the claims are now."""

    claim_id: str
    other: str
    conflict: ConflictRecord


def write(connection: Connection, brought: Iterable[Brought]) -> None:
    """Write the links that are not there yet."""
    links: dict[Pair, Row] = {}
    for each in brought:
        if each.other != each.claim_id:
            a, b = sorted((each.claim_id, each.other))
            row = {"claim_a": a, "claim_b": b, "brought_by": each.claim_id, "announced_at": None}
            links.setdefault((a, b), row | each.conflict.model_dump(include={"field", "rule", "score"}))
    bulk.add_new(connection, conflict, [links[pair] for pair in sorted(links)])


def disputes(
    connection: Connection,
    stated: Iterable[str],
    claims: Mapping[str, ClaimRecord],
    correlation: Mapping[str, str | None],
    now: str,
) -> list[Dispute]:
    """The links of the claims ``stated`` that are to be told, marked as such. ``claims``: those known so far."""
    found = _undisputed(connection, stated)
    known = dict(claims)
    known.update(_claims(connection, {each for pair in found for each in pair} - known.keys()))
    standing = {pair: row for pair, row in found.items() if all(known[each].statements for each in pair)}
    later = _later(connection, standing, known)
    _set_later(connection, standing, later)
    updates = [pair for pair in sorted(later) if not standing[pair]["superseded_at"]]
    contrary = [pair for pair in sorted(standing) if pair not in later]
    told: list[tuple[Pair, str | None]] = [
        (pair, later[pair]) for pair in _mark(connection, updates, "superseded_at", now)
    ]
    told += [(pair, None) for pair in _mark(connection, contrary, "announced_at", now)]
    return [_dispute(standing[pair], newer, known, correlation) for pair, newer in told]


def _dispute(
    row: Row, newer: str | None, known: Mapping[str, ClaimRecord], correlation: Mapping[str, str | None]
) -> Dispute:
    """A conflict is told of the claim that brought it, an update of the figure that is the older one."""
    brought = row["brought_by"]
    pair = (row["claim_a"], row["claim_b"])
    mine = brought if newer is None else next(each for each in pair if each != newer)
    other = next(each for each in pair if each != mine)
    link = (row["field"], row["rule"], row["score"])
    follows = correlation.get(brought) or correlation.get(other)
    return Dispute(known[mine], known[other], *link, follows, superseded=newer is not None)


def _undisputed(connection: Connection, stated: Iterable[str]) -> dict[Pair, Row]:
    found: dict[Pair, Row] = {}
    for some in queries.chunks(stated):
        touching = conflict.c.claim_a.in_(some) | conflict.c.claim_b.in_(some)
        query = select(conflict).where(touching, conflict.c.announced_at.is_(None))
        found.update({(row["claim_a"], row["claim_b"]): dict(row) for row in connection.execute(query).mappings()})
    return found


def _later(connection: Connection, links: Mapping[Pair, Row], known: Mapping[str, ClaimRecord]) -> dict[Pair, str]:
    """The later figure of each link that is an update."""
    apart = {}
    for pair, row in links.items():
        a, b = sorted((known[each] for each in pair), key=lambda each: each.first_said or "")
        if row["field"] in FIGURES and a.last_said and b.first_said and a.last_said < b.first_said:
            apart[pair] = b.claim_id
    speakers = _speakers(connection, {each for pair in apart for each in pair})
    return {pair: newer for pair, newer in apart.items() if not set.isdisjoint(*(speakers[each] for each in pair))}


def _speakers(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {each: set() for each in ids}
    for some in queries.chunks(found):
        query = select(claim.c.claim_id, statement.c.speaker_key).join(statement, queries.OF)
        query = query.where(claim.c.claim_id.in_(some))
        query = query.where(queries.LIVE, statement.c.speaker_key.is_not(None)).distinct()
        for row in connection.execute(query):
            found[row.claim_id].add(row.speaker_key)
    return found


def _set_later(connection: Connection, links: Mapping[Pair, Row], later: Mapping[Pair, str]) -> None:
    for pair, row in sorted(links.items()):
        if row["later"] != later.get(pair):
            own = (conflict.c.claim_a == pair[0]) & (conflict.c.claim_b == pair[1])
            connection.execute(update(conflict).where(own).values(later=later.get(pair)))


def _mark(connection: Connection, pairs: Sequence[Pair], told: _Told, now: str) -> list[Pair]:
    """Those of the pairs that nobody else told in the meantime."""
    marked: list[Pair] = []
    for start in range(0, len(pairs), queries.CHUNK):
        key = tuple_(conflict.c.claim_a, conflict.c.claim_b)
        mine = key.in_(pairs[start : start + queries.CHUNK]) & conflict.c[told].is_(None)
        change = update(conflict).where(mine).values({told: now})
        rows = connection.execute(change.returning(conflict.c.claim_a, conflict.c.claim_b))
        marked.extend((row.claim_a, row.claim_b) for row in rows)
    return sorted(marked)


def _claims(connection: Connection, ids: Iterable[str]) -> dict[str, ClaimRecord]:
    found: dict[str, ClaimRecord] = {}
    for some in queries.chunks(ids):
        rows = connection.execute(select(claim).where(claim.c.claim_id.in_(some))).mappings()
        found.update({row["claim_id"]: claim_record(row) for row in rows})
    return found
