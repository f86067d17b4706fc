"""One claim with all that a person needs to judge it: evidence by article, copies folded, conflicts, events.

Of a claim that thousands report the newest :data:`MOST` statements are read, and the view says how many there are.
Read-only. Next: ``console``.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select

from sayso.contracts.records import Relation
from sayso_store.adapters.claim_search import STANDS
from sayso_store.adapters.queries import LIVE, OF, chunks
from sayso_store.adapters.rows import claim_record, evidence, select_evidence
from sayso_store.passages import passage_of
from sayso_store.schema import article, claim, conflict, outbox, statement
from sayso_store.views import ClaimDetail, ConflictShown, EventShown, EvidenceShown, OutletEvidence

MOST = 100
"""Statements, conflicts and events of a claim that are shown."""
_MOST_MERGES = 20
"""Steps from an id that was merged away to its claim."""
_LONGEST_TEXT = 400_000
"""Characters of an article that are read for its passages."""


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """Reading one claim on an open engine. Its methods block."""

    engine: Engine

    def __call__(self, claim_id: str) -> ClaimDetail | None:
        """The claim, if it was ever stated; of an id that was merged away the claim it leads to."""
        with self.engine.connect() as connection:
            row = _resolved(connection, claim_id)
            if row is None:
                return None
            claim_id = row["claim_id"]
            said = _evidence(connection, row)
            return ClaimDetail(
                claim=claim_record(row),
                evidence=folded(said),
                shown=len(said),
                conflicts=tuple(_conflicts(connection, claim_id)),
                events=tuple(_events(connection, claim_id)),
            )

    def events(self, claim_id: str) -> tuple[EventShown, ...]:
        """A claim's events as far as they are kept, the oldest first."""
        with self.engine.connect() as connection:
            return tuple(_events(connection, claim_id))


def _resolved(connection: Connection, claim_id: str) -> RowMapping | None:
    for _ in range(_MOST_MERGES):
        row = connection.execute(select(claim).where(claim.c.claim_id == claim_id)).mappings().one_or_none()
        if row is None or row["merged_into"] is None:
            return row if row is not None and (row["statements"] or row["withdrawn_at"]) else None
        claim_id = row["merged_into"]
    return None


def folded(said: Sequence[EvidenceShown]) -> tuple[OutletEvidence, ...]:
    """Evidence by article, in the order given; a copy stands under its original where that is here too."""
    articles: dict[str, list[EvidenceShown]] = {}
    for each in said:
        articles.setdefault(each.evidence.article_id, []).append(each)
    under: dict[str, list[str]] = {}
    for article_id, own in articles.items():
        original = own[0].copy_of
        if original in articles and original != article_id and articles[original][0].copy_of is None:
            under.setdefault(original, []).append(article_id)
    copies = {each for some in under.values() for each in some}

    def of(article_id: str) -> OutletEvidence:
        own = articles[article_id]
        below = tuple(of(each) for each in under.get(article_id, ()))
        return OutletEvidence(article_id=article_id, outlet=own[0].evidence.outlet, statements=tuple(own), copies=below)

    return tuple(of(each) for each in articles if each not in copies)


def _evidence(connection: Connection, row: RowMapping) -> list[EvidenceShown]:
    counting = statement.c.claim_number == row["number"]
    query = select_evidence().add_columns(article.c.copy_of).where(counting)
    if row["statements"]:
        query = query.where(LIVE)
    newest = (article.c.fetched_at.desc(), statement.c.statement_id.desc())
    rows = connection.execute(query.order_by(*newest).limit(MOST)).mappings().all()
    texts = _texts(connection, {each["article_id"] for each in rows})
    return [_shown(each, texts[each["article_id"]]) for each in reversed(rows)]


def _texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for some in chunks(ids):
        query = select(article.c.article_id, func.substr(article.c.text, 1, _LONGEST_TEXT).label("text"))
        rows = connection.execute(query.where(article.c.article_id.in_(some)))
        texts.update({row.article_id: row.text for row in rows})
    return texts


def _shown(row: RowMapping, text: str) -> EvidenceShown:
    said = evidence(row)
    return EvidenceShown(
        evidence=said,
        passage=passage_of(text, said.content_spans),
        fetched_at=row["fetched_at"],
        copy_of=row["copy_of"],
        verdict=row["verdict"],
        match_rule=row["match_rule"],
        match_score=row["match_score"],
    )


def _conflicts(connection: Connection, claim_id: str) -> list[ConflictShown]:
    found: list[RowMapping] = []
    for mine, other in ((conflict.c.claim_a, conflict.c.claim_b), (conflict.c.claim_b, conflict.c.claim_a)):
        query = select(claim, conflict.c.field, conflict.c.rule, conflict.c.score, conflict.c.later)
        query = query.join(conflict, claim.c.claim_id == other).where(mine == claim_id, STANDS)
        rows = connection.execute(query.order_by(conflict.c.score.desc(), other).limit(MOST)).mappings()
        found += rows
    opened = _opened(connection, [row["claim_id"] for row in found])
    ranked = sorted(found, key=lambda row: (-row["score"], row["claim_id"]))
    return [_other_side(row, opened.get(row["claim_id"], {})) for row in ranked]


def _other_side(row: RowMapping, opened: dict[str, Any]) -> ConflictShown:
    return ConflictShown(
        claim=claim_record(row), field=row["field"], rule=row["rule"], score=row["score"], relation=_relation(row),
        outlet=opened.get("outlet"), url=opened.get("url"), said=opened.get("published") or row["first_seen"],
    )  # fmt: skip


def _relation(row: RowMapping) -> Relation:
    if row["later"] is None:
        return "conflict"
    return "superseded_by" if row["later"] == row["claim_id"] else "supersedes"


def _opened(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for some in chunks(ids):
        query = select(claim.c.claim_id, article.c.outlet, article.c.url, article.c.published).join(statement, OF)
        query = query.join(article, article.c.article_id == statement.c.article_id)
        query = query.where(claim.c.claim_id.in_(some), LIVE).order_by(article.c.fetched_at.desc())
        found.update({row["claim_id"]: dict(row) for row in connection.execute(query).mappings()})
    return found


def _events(connection: Connection, claim_id: str) -> list[EventShown]:
    query = select(outbox).join(claim, claim.c.number == outbox.c.claim_number)
    query = query.where(claim.c.claim_id == claim_id).order_by(outbox.c.id.desc()).limit(MOST)
    return [_event(row) for row in reversed(connection.execute(query).mappings().all())]


def _event(row: RowMapping) -> EventShown:
    data = json.loads(row["data"])
    told, links = data.get("claim", {}), data.get("conflicts") or [{}]
    counts = {name: told.get(name, 0) for name in _COUNTS}
    other = links[0].get("claim_id")
    merged = tuple(data.get("merged_from") or ())
    return EventShown(
        position=row["position"], type=row["type"], at=row["created_at"], other=other, merged_from=merged, **counts
    )


_COUNTS = ("statements", "outlets", "independent_outlets", "copies", "distinct_speakers")
