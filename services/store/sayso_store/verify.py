"""``sayso-store verify``: the store held against itself and against the stream ``claims``.

What must be true at any moment, workers running or not:

- ``outbox``: positions have no gap (a beginning may have been pruned);
- ``stream``: an event that was sent stands on the stream as its row says, from the first to the last entry that the
  stream still holds; nobody else's entries are between them; the stream does not end before what was sent, nor after
  what was numbered;
- ``claim``: its counts and times are those of its statements that count; ``claim.new`` was told once if it was ever
  stated, never otherwise; its last event says whether it stands, unless it was merged into another;
- ``conflict``: told once, as a conflict or as an update, and as soon as both of its claims stand;
- ``orphan``: no row names a row that is not there.

What was pruned cannot be missed: where the outbox has lost its beginning, ``claim.new`` is only checked for being
there at most once, and a conflict for having been told only where that was after the oldest event that is left.
The store is read on one snapshot, the stream before and after it, so that what moves meanwhile is no fault. Where the
rows come from: ``adapters.audit``.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from redis import Redis
from sqlalchemy import Connection, Engine, RowMapping

from sayso.contracts.events import ClaimPublished
from sayso_store.adapters import audit, queries
from sayso_store.adapters.rows import COUNTS
from sayso_store.progress import Look
from sayso_store.publish import position_of
from sayso_store.schema import claim, conflict, outbox

_DERIVED = (*COUNTS, "first_seen", "last_seen")
_LINK_EVENTS = {"claim.disputed": "announced_at", "claim.superseded": "superseded_at"}
_NOTHING = dict.fromkeys(COUNTS, 0)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be: which check, the ids it is about, and what was found."""

    check: str
    ids: str
    what: str


@dataclass(slots=True)
class Report:
    """How much was looked at, and what was found."""

    looked_at: dict[str, int] = field(default_factory=dict)
    pruned_below: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify(engine: Engine, redis: Redis, key: str, look: Look) -> Report:
    """Look at everything once. Raises the errors of SQLAlchemy and redis-py where one of the two is away."""
    stream, report = _Stream(redis, key), Report()
    before = stream.last()
    with audit.snapshot(engine) as connection:
        first, sent_at = audit.outbox_begins(connection)
        report.pruned_below = first if first > 1 else 0
        since = "" if first <= 1 else sent_at
        checks = {
            "outbox": _outbox(connection, stream, before),
            "claim": _claims(connection, pruned=first > 1),
            "conflict": _conflicts(connection, since),
        }
        for table in (outbox, claim, conflict):
            total = audit.size(connection, table)
            look(table.name, 0, total)
            done = 0
            for rows, faults in checks[table.name]:
                done += rows
                report.faults += faults
                look(table.name, done, total)
            report.looked_at[table.name] = done
        report.faults += _orphans(connection)
    return report


_Found = Iterator[tuple[int, list[Fault]]]
"""Rows looked at, with the faults in them, chunk by chunk."""


def _outbox(connection: Connection, stream: "_Stream", before: int) -> _Found:
    last, last_sent = 0, 0
    for rows in audit.chunked(connection, outbox, outbox.c.position):
        faults: list[Fault] = []
        begins = last + 1 if last else rows[0]["position"]
        for row in rows:
            if last and row["position"] != last + 1:
                faults.append(Fault("outbox", f"{last + 1}..{row['position'] - 1}", "no row has these positions"))
            last = row["position"]
            last_sent = last if row["sent_at"] else last_sent
        yield len(rows), faults + _against_stream(rows, stream, begins)
    ends = stream.last()
    if ends < last_sent:
        what = f"the stream ends here, but {last_sent} was sent: run sayso-store rebuild claims"
        yield 0, [Fault("stream", f"{ends}-0", what)]
    if before > last:
        what = f"the stream ends here, the outbox at {last}: somebody else writes to it, or the store is an older one"
        yield 0, [Fault("stream", f"{before}-0", what)]


def _against_stream(rows: Sequence[RowMapping], stream: "_Stream", begins: int) -> list[Fault]:
    entries, first, last = stream.between(begins, rows[-1]["position"])
    faults = []
    for row in rows:
        position = row["position"]
        entry = entries.pop(f"{position}-0", None)
        if entry is None:
            if row["sent_at"] and first <= position <= last:
                faults.append(Fault("stream", f"{position}-0", f"was sent and is not there ({row['claim_id']})"))
        elif entry != ClaimPublished(type=row["type"], claim_id=row["claim_id"], data=row["data"]).to_fields():
            faults.append(Fault("stream", f"{position}-0", f"is not what its row says ({row['claim_id']})"))
    return faults + [Fault("stream", entry_id, "is no event of the outbox") for entry_id in entries]


def _claims(connection: Connection, *, pruned: bool) -> _Found:
    for rows in audit.chunked(connection, claim, claim.c.claim_id):
        ids = [row["claim_id"] for row in rows]
        counts = queries.count(connection, ids)
        told, last = audit.times_announced(connection, ids), audit.last_events(connection, ids)
        faults: list[Fault] = []
        for row in rows:
            of = row["claim_id"]
            faults += _miscounted(row, counts.get(of, _NOTHING))
            faults += _life(row, told.get(of, 0), last.get(of), pruned=pruned)
        yield len(rows), faults


def _miscounted(row: RowMapping, counts: dict[str, Any]) -> Iterator[Fault]:
    wrong = [f"{name} {row[name]}, not {counts[name]}" for name in _DERIVED if counts.get(name, row[name]) != row[name]]
    if wrong:
        yield Fault("claim", row["claim_id"], "its statements say otherwise: " + ", ".join(wrong))
    if row["withdrawn_at"] and row["statements"]:
        yield Fault("claim", row["claim_id"], "is withdrawn and has statements")


def _life(row: RowMapping, told: int, last: str | None, *, pruned: bool) -> Iterator[Fault]:
    of, stands, withdrawn = row["claim_id"], row["statements"] > 0, row["withdrawn_at"] is not None
    merged = row["merged_into"] is not None
    expected = 1 if stands or withdrawn or (merged and row["content"]) else 0
    if told > expected or (told < expected and not pruned):
        yield Fault("claim", of, f"claim.new was told {told} times, not {expected}")
    if merged and stands:
        yield Fault("claim", of, "is merged and has statements")
    if last is not None and not merged and stands != (last != "claim.withdrawn"):
        yield Fault("claim", of, f"its last event is {last}, and it {'stands' if stands else 'does not stand'}")


def _conflicts(connection: Connection, since: str | None) -> _Found:
    """``since``: what was announced after this time must be in the outbox; None where nothing must."""
    for rows in audit.chunked(connection, conflict, conflict.c.claim_a, conflict.c.claim_b):
        sides = {row[side] for row in rows for side in ("claim_a", "claim_b")}
        standing = audit.standing(connection, sides)
        faults: list[Fault] = []
        for kind, column in _LINK_EVENTS.items():
            told = audit.times_told(connection, kind, sides)
            for row in rows:
                pair = (row["claim_a"], row["claim_b"])
                faults += _mistold(pair, kind, row[column], told.get(pair, Counter()), since)
        for row in rows:
            silent = not row["announced_at"] and not row["superseded_at"]
            if silent and standing.issuperset((row["claim_a"], row["claim_b"])):
                faults.append(
                    Fault("conflict", f"{row['claim_a']} {row['claim_b']}", "both claims stand, it was not told")
                )
        yield len(rows), faults


def _mistold(
    pair: audit.Pair, kind: str, at: str | None, told: "Counter[audit.Pair]", since: str | None
) -> list[Fault]:
    """A link is told once a pair of ids that its claims had, and no less than once."""
    least = 1 if at and since is not None and at > since else 0
    most = 1 if at else 0
    if least <= told.total() and all(times <= most for times in told.values()):
        return []
    return [Fault("conflict", " ".join(pair), f"{kind} was told {told.total()} times, not {most}")]


def _orphans(connection: Connection) -> Iterator[Fault]:
    for column, has_row in audit.REFERENCES:
        for name in audit.orphans(connection, column, has_row):
            yield Fault("orphan", str(name), f"is named by {column} and by no row of its own")


@dataclass(frozen=True, slots=True)
class _Stream:
    redis: Any
    key: str

    def last(self) -> int:
        """The highest position that was ever on the stream."""
        return position_of(self.redis.xinfo_stream(self.key)["last-generated-id"]) if self.redis.exists(self.key) else 0

    def between(self, begin: int, end: int) -> tuple[dict[str, dict[bytes, bytes]], int, int]:
        """The entries of these positions, then the first and the last position that the stream holds."""
        with self.redis.pipeline(transaction=True) as pipe:
            pipe.xrange(self.key, f"{begin}-0", end)
            pipe.xrange(self.key, count=1)
            pipe.xrevrange(self.key, count=1)
            entries, first, last = pipe.execute()
        held = {entry_id.decode(): fields for entry_id, fields in entries}
        begins, ends = (position_of(each[0][0]) if each else end + 1 for each in (first, last))
        return held, begins, ends
