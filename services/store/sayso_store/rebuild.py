"""After a loss of Redis: the stream ``claims`` and dedupe's index, made again from the store.

Both may be done at any time and any number of times, beside running workers too. ``claims`` comes from the outbox
with the ids it had, through the relay, so nothing is doubled; it begins where the outbox begins (``prune``).

The index comes from the claims that stand and the articles of the last ``SAYSO_DEDUPE_WINDOW``. Claims go in from
the newest to the oldest, each before those that are there: buckets end up in the order they had, and what dedupe has
put in since the loss is not pushed out. A claim is known again by the words that opened it, even where that statement
is history by now. Texts go in from the oldest, since the first article with a text owns it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, func, select

from sayso.contracts.records import SpeakerRecord
from sayso_store.adapters.queries import first_statements
from sayso_store.dedupe import domain
from sayso_store.dedupe.handler import claim_of
from sayso_store.dedupe.index import Index, Offer, Text
from sayso_store.progress import Look
from sayso_store.publish import Relay
from sayso_store.schema import article, claim

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
    names = ("article_id", "fingerprint", "copy_of", "text")
    texts = select(*(article.c[name] for name in names)).where(article.c.fetched_at >= since)
    with engine.connect() as connection:
        for rows in _parts(connection, claims.order_by(claim.c.first_seen.desc(), claim.c.claim_id), "claims", look):
            words = first_statements(connection, [row["claim_id"] for row in rows], history=True)
            await index.restore_claims([_offer(words[row["claim_id"]]) for row in rows if row["claim_id"] in words])
        for rows in _parts(connection, texts.order_by(article.c.fetched_at, article.c.article_id), "articles", look):
            await index.restore_texts([_text(row) for row in rows])
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


def _offer(first: dict[str, Any]) -> Offer:
    known = claim_of(first["content"], SpeakerRecord.model_validate_json(first["speaker"]))
    return Offer(first["claim_id"], known, domain.bands(known))


def _text(row: RowMapping) -> tuple[Text, str]:
    text = Text(row["article_id"], row["fingerprint"], domain.sentence_prints(row["text"]))
    return text, row["copy_of"] or row["article_id"]
