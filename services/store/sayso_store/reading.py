"""Reading the store: the ability ``claims`` behind ``sayso claims``, ``sayso show`` and ``sayso trace``.

Read-only, and without Redis. What counts is what is shown: claim rows that have no statement yet are left out, and so
are superseded statements, see ``schema``. A withdrawn claim is shown to whoever asks for it, by its id or by
``withdrawn=True``, with the statements it stood on. Evidence is the newest last, as on the stream.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from sayso.contracts.records import ConflictRecord, EvidenceRecord, Relation
from sayso.runtime.abilities import ClaimView, StoreAway, UnitView
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.queries import LIVE, chunks
from sayso_store.adapters.readings import version_order
from sayso_store.adapters.rows import claim_record, evidence, select_evidence, speaker_key
from sayso_store.schema import article, claim, conflict, outbox, statement, unit

_OF_A_LINK = (conflict.c.field, conflict.c.rule, conflict.c.score)
_UNIT_VIEW = ("stage", "url", "article_id", "disposition", "reason", "detail", "attempt", "ended_at")


@dataclass(frozen=True, slots=True)
class StoredClaims:
    """``abilities.Claims`` on an open engine."""

    engine: Engine

    def list_claims(
        self, *, limit: int, speaker: str | None = None, words: str | None = None, withdrawn: bool = False
    ) -> Sequence[ClaimView]:
        """The newest claims first; ``speaker`` and ``words`` are case-insensitive parts."""
        known = _announced() if withdrawn else select(claim).where(_STANDS)
        query = known.order_by(claim.c.last_seen.desc(), claim.c.claim_id.desc()).limit(limit)
        if words:
            query = query.where(func.lower(claim.c.content).contains(words.lower(), autoescape=True))
        if speaker:
            said = statement.c.speaker_key.contains(speaker_key(speaker), autoescape=True)
            of = select(statement.c.claim_number).where(said)
            query = query.where(claim.c.number.in_(of if withdrawn else of.where(LIVE)))
        return self._views(query)

    def show_claim(self, claim_id: str) -> ClaimView | None:
        """A claim by its id, or by an unambiguous beginning of it; an id that was merged leads to what it is now."""
        views = self._views(_announced().where(claim.c.claim_id.in_(_now(claim.c.claim_id == claim_id))))
        if not views and claim_id:
            begins = claim.c.claim_id.startswith(claim_id, autoescape=True)
            views = self._views(_announced().where(claim.c.claim_id.in_(_now(begins))).limit(2))
        return views[0] if len(views) == 1 else None

    def of_ids(self, claim_ids: Sequence[str]) -> Sequence[ClaimView]:
        """These claims with all their evidence, in the order asked for; those that do not stand are left out."""
        views = {
            each.claim.claim_id: each
            for each in self._views(select(claim).where(claim.c.claim_id.in_(claim_ids), _STANDS))
        }
        return [views[each] for each in claim_ids if each in views]

    def unpublished(self) -> int:
        """How many events wait in the outbox."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).where(outbox.c.sent_at.is_(None))).scalar_one()

    def units(self, *, url: str | None = None, limit: int = 1000) -> Sequence[UnitView]:
        """How work ended, newest first; of one URL where one is given, however it was written or redirected."""
        query = select(*(unit.c[name] for name in _UNIT_VIEW))
        query = query.order_by(unit.c.ended_at.desc(), unit.c.unit_id).limit(limit)
        if url is not None:
            same = (article.c.url == url) | (article.c.fetched_url == url)
            of = select(article.c.article_id).where(same)
            query = query.where((unit.c.url == url) | unit.c.article_id.in_(of))
        with self.engine.connect() as connection:
            return [UnitView(**dict(row)) for row in connection.execute(query).mappings()]

    def _views(self, query: Select[Any]) -> list[ClaimView]:
        with self.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
            ids = [row["claim_id"] for row in rows]
            said, disputed = _evidence(connection, ids), _conflicts(connection, ids)
        return [_view(row, said, disputed) for row in rows]


@dataclass(frozen=True, slots=True)
class OlderReadings:
    """``archive_abilities.OlderReadings`` on an open engine."""

    engine: Engine

    def __call__(self, version: int) -> frozenset[str]:
        """The SHA-256 of the pages whose stored reading is an older extractor's. Raises StoreAway."""
        query = select(article.c.page_sha256, article.c.extractor_version)
        try:
            with self.engine.connect() as connection:
                rows = connection.execute(query)
                return frozenset(
                    row.page_sha256 for row in rows if version_order(row.extractor_version)[:2] < (1, version)
                )
        except SQLAlchemyError as error:
            raise StoreAway(f"the store cannot be read: {str(error).splitlines()[0]}") from None


_STANDS = claim.c.statements > 0


def _now(of: ColumnElement[bool]) -> Select[tuple[str]]:
    """What the ids of these claims mean now."""
    return select(func.coalesce(claim.c.merged_into, claim.c.claim_id)).where(of)


def _announced() -> Select[Any]:
    return select(claim).where(_STANDS | claim.c.withdrawn_at.is_not(None))


def _evidence(connection: Connection, ids: Iterable[str]) -> dict[str, list[EvidenceRecord]]:
    found: dict[str, list[EvidenceRecord]] = {}
    for some in chunks(ids):
        query = select_evidence().where(claim.c.claim_id.in_(some), LIVE | claim.c.withdrawn_at.is_not(None))
        for row in connection.execute(query.order_by(article.c.fetched_at, statement.c.statement_id)).mappings():
            found.setdefault(row["claim_id"], []).append(evidence(row))
    return found


def _conflicts(connection: Connection, ids: Sequence[str]) -> dict[str, list[ConflictRecord]]:
    found: dict[str, list[ConflictRecord]] = {}
    for some in chunks(ids):
        for mine, other in ((conflict.c.claim_a, conflict.c.claim_b), (conflict.c.claim_b, conflict.c.claim_a)):
            columns = (mine.label("mine"), other.label("other"), conflict.c.later, *_OF_A_LINK)
            query = select(*columns).join(claim, claim.c.claim_id == other).where(mine.in_(some), _STANDS)
            rows = connection.execute(query.order_by(other))
            for row in rows:
                relation: Relation = "conflict"
                if row.later:
                    relation = "superseded_by" if row.later == row.other else "supersedes"
                link = ConflictRecord(
                    claim_id=row.other, field=row.field, rule=row.rule, score=row.score, relation=relation
                )
                found.setdefault(row.mine, []).append(link)
    return found


def _view(
    row: RowMapping, said: dict[str, list[EvidenceRecord]], disputed: dict[str, list[ConflictRecord]]
) -> ClaimView:
    claim_id = row["claim_id"]
    return ClaimView(
        claim=claim_record(row),
        evidence=tuple(said.get(claim_id, ())),
        conflicts=tuple(disputed.get(claim_id, ())),
    )


def open_claims(place: PlaceSettings) -> StoredClaims:
    """The ability ``claims``."""
    return StoredClaims(open_engine(place.effective_database_url))


def open_older_readings(place: PlaceSettings) -> OlderReadings:
    """The ability ``older_readings``."""
    return OlderReadings(open_engine(place.effective_database_url))
