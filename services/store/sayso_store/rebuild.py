"""After a loss of Redis: the stream ``claims`` and dedupe's index, made again from the store.

Both may be done at any time and any number of times, beside running workers too. ``claims`` comes from the outbox
with the ids it had, through the relay, so nothing is doubled; it begins where the outbox begins (``prune``).

The index comes from the claims that stand and the articles of the last ``SAYSO_DEDUPE_WINDOW`` days. Each wording of a
claim goes in, with the claim it belongs to, the oldest first; also those that are history by now, for a claim is known
by all that it was ever said in. Nothing is compared. What dedupe has put in since the loss stays, and turns out to be
the restored claim where it has the same words: the next statement of it tells the store.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, func, select

from sayso.contracts.records import SpeakerRecord
from sayso_store.adapters.queries import OF, chunks
from sayso_store.dedupe import domain
from sayso_store.dedupe.handler import claim_id_of, claim_of, is_own
from sayso_store.dedupe.index import Index, Stored, Text
from sayso_store.progress import Look
from sayso_store.publish import Relay
from sayso_store.schema import article, claim, statement

PART = 500
"""Rows read and put in at a time."""


@dataclass(frozen=True, slots=True)
class ClaimsRebuilt:
    """How many events were taken for unsent, and how many of them had to be added to the stream."""

    checked: int
    added: int


@dataclass(frozen=True, slots=True)
class IndexRebuilt:
    """How much was put in."""

    claims: int
    articles: int


async def rebuild_claims(relay: Relay, *, everything: bool = False) -> ClaimsRebuilt:
    """Add to the stream what it has lost at its end; with ``everything`` look at each event it reaches back to."""
    checked = await (relay.doubt() if everything else relay.reconcile())
    return ClaimsRebuilt(checked, await relay.run_once())


async def rebuild_index(engine: Engine, index: Index, since: str, look: Look) -> IndexRebuilt:
    """Put the claims last seen, and the articles fetched, since this time into the index."""
    claims = select(claim.c.claim_id).where(claim.c.statements > 0, claim.c.last_seen >= since)
    names = ("article_id", "fingerprint", "text")
    texts = select(*(article.c[name] for name in names)).where(article.c.fetched_at >= since)
    with engine.connect() as connection:
        for rows in _parts(connection, claims.order_by(claim.c.first_seen, claim.c.claim_id), "claims", look):
            await index.restore_claims(_stored(_wordings(connection, [row["claim_id"] for row in rows])))
        for rows in _parts(connection, texts.order_by(article.c.fetched_at, article.c.article_id), "articles", look):
            await index.same_texts([_text(row) for row in rows])
        return IndexRebuilt(_count(connection, claims), _count(connection, texts))


def _parts(connection: Connection, query: Select[Any], what: str, look: Look) -> Iterator[Sequence[RowMapping]]:
    total, done = _count(connection, query), 0
    look(what, done, total)
    found = connection.execute(query, execution_options={"yield_per": PART}).mappings()
    for rows in found.partitions():
        yield rows
        done += len(rows)
        look(what, done, total)


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()


def _wordings(connection: Connection, claim_ids: Sequence[str]) -> Iterator[RowMapping]:
    """All statements of these claims, claim by claim, the oldest first."""
    of = statement.c
    query = select(of.statement_id, claim.c.claim_id, of.content, of.speaker, of.certainty, of.negated)
    query = query.select_from(statement).join(claim, OF)
    query = query.join(article, article.c.article_id == statement.c.article_id)
    found: dict[str, list[RowMapping]] = {}
    for some in chunks(claim_ids):
        ordered = query.where(claim.c.claim_id.in_(some)).order_by(article.c.fetched_at, statement.c.statement_id)
        for row in connection.execute(ordered).mappings():
            found.setdefault(row["claim_id"], []).append(row)
    return (row for claim_id in claim_ids for row in found.get(claim_id, ()))


def _stored(rows: Iterable[RowMapping]) -> list[Stored]:
    known: dict[tuple[domain.Claim, str], tuple[str, str]] = {}
    for row in rows:
        speaker = SpeakerRecord.model_validate_json(row["speaker"])
        said = domain.as_compared(claim_of(row["content"], speaker, row["certainty"], negated=row["negated"]))
        own = row["statement_id"] if is_own(said) else ""
        known.setdefault((said, own), (claim_id_of(row["statement_id"]), row["claim_id"]))
    prints = domain.prints([said for said, _ in known])
    return [
        Stored(*ids, said, print_, bool(own)) for ((said, own), ids), print_ in zip(known.items(), prints, strict=True)
    ]


def _text(row: RowMapping) -> Text:
    return Text(row["article_id"], row["fingerprint"], domain.sentence_marks(row["text"]))
