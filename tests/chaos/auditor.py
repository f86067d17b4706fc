"""The auditor: looks at Redis and the store from outside and says what is lost, doubled or out of order.

It imports nothing of Sayso on purpose. What it knows, it knows from the published contracts: the names of streams and
tables, and what an entry's fields say.
"""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis

WORK = ("urls", "pages", "statements", "resolved", "dispositions")


@dataclass
class Report:
    """What the auditor found."""

    faults: list[str] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    events: int = 0
    dead: int = 0


def queued(client: "redis.Redis") -> int:
    """What is still anywhere between ``urls`` and the store."""
    return sum(int(client.xlen(name)) + int(client.zcard(f"{name}.later")) for name in WORK)


def unsent(store: Path) -> int:
    """Events that wait in the outbox."""
    with closing(sqlite3.connect(store)) as db:
        return int(db.execute("select count(*) from outbox where sent_at is null").fetchone()[0])


def audit(client: "redis.Redis", store: Path, pushed: int) -> Report:
    """Hold everything against everything else. Call it when nothing is queued."""
    report = Report()
    with closing(sqlite3.connect(store)) as db:
        db.row_factory = sqlite3.Row
        _stream_against_store(client, db, report)
        _ends(client, db, pushed, report)
        (integrity,) = db.execute("pragma integrity_check").fetchone()
        if integrity != "ok":
            report.faults.append(f"integrity: {integrity}")
    return report


def _stream_against_store(client: Any, db: sqlite3.Connection, report: Report) -> None:
    entries = client.xrange("claims")
    ids = [int(entry_id.split(b"-")[0]) for entry_id, _ in entries]
    report.events = len(ids)
    if ids != list(range(1, len(ids) + 1)):
        report.faults.append(f"ids on claims are not 1..n: {ids[:20]}")
    outbox = db.execute("select position, type, claim_id, data from outbox order by position").fetchall()
    on_stream = [(int(i.split(b"-")[0]), f[b"type"], f[b"claim_id"], json.loads(f[b"data"])) for i, f in entries]
    in_store = [(r["position"], r["type"].encode(), r["claim_id"].encode(), json.loads(r["data"])) for r in outbox]
    if on_stream != in_store:
        report.faults.append(f"claims ({len(on_stream)}) and outbox ({len(in_store)}) differ")
    new = Counter(claim_id for _, kind, claim_id, _ in on_stream if kind == b"claim.new")
    claims = {row["claim_id"].encode() for row in db.execute("select claim_id from claim")}
    if set(new) != claims:
        report.faults.append(f"{len(claims - set(new))} claims without claim.new, {len(set(new) - claims)} without row")
    doubled = [claim_id for claim_id, times in new.items() if times > 1]
    if doubled:
        report.faults.append(f"{len(doubled)} claims were announced twice")
    report.articles = {row["article_id"] for row in db.execute("select article_id from article")}
    report.statements = {row["statement_id"] for row in db.execute("select statement_id from statement")}


def _ends(client: Any, db: sqlite3.Connection, pushed: int, report: Report) -> None:
    report.dead = sum(int(client.xlen(f"{name}.dead")) for name in WORK)
    ended: dict[str, set[str]] = {}
    for row in db.execute("select stage, entry_id, disposition from unit where disposition != 'retried'"):
        ended.setdefault(row["stage"], set()).add(row["entry_id"])
    counts = {stage: len(entries) for stage, entries in ended.items()}
    if counts.get("ingest") != pushed:
        report.faults.append(f"{pushed} pushed, {counts.get('ingest')} have an end at ingest")
    doubled = db.execute(
        "select stage, entry_id, count(*) n from unit where disposition != 'retried' group by 1, 2 having n > 1"
    ).fetchall()
    if doubled:
        report.faults.append(f"{len(doubled)} units ended twice")
