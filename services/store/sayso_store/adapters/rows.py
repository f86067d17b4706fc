"""Between events and rows: the one place that knows which field of a record is which column.

Nested values are written as JSON by the contracts' own models and read back by them, so a row holds exactly what the
event said. Everything here is pure. Next: ``sql``, which writes the rows, and ``sayso_store.reading``.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, Select, select

from sayso.contracts.events import StatementsResolved, UnitEnded
from sayso.contracts.records import (
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    QuantityRecord,
    ResolutionRecord,
    Span,
    SpeakerRecord,
    StatementRecord,
    TimeRecord,
)
from sayso.contracts.web_identity import identity
from sayso_store.schema import article, claim, statement

Row = dict[str, Any]

_SPANS: TypeAdapter[tuple[Span, ...]] = TypeAdapter(tuple[Span, ...])
_QUANTITIES: TypeAdapter[tuple[QuantityRecord, ...]] = TypeAdapter(tuple[QuantityRecord, ...])
_UNIT_FIELDS = (
    "stage", "entry_id", "url", "article_id", "disposition", "reason", "detail", "attempt", "ended_at", "duration_ms",
    "correlation_id",
)  # fmt: skip
_UNIT_VALUES = attrgetter(*_UNIT_FIELDS)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
"""Made once: a call of ``json.dumps`` with options makes an encoder for itself."""
COUNTS = ("statements", "outlets", "independent_outlets", "copies", "distinct_speakers")
_PLAIN = (
    "statement_id", "content", "cue", "kind", "certainty", "negated", "rule", "confidence", "extractor_version",
)  # fmt: skip
DAYS = ("first_said", "last_said")


def article_row(event: StatementsResolved, owner: str) -> Row:
    """The row of the event's article, without what it is a copy of (``families``)."""
    record = event.article
    row = record.model_dump(exclude={"authors", "aliases", "sources"})
    return row | {
        "authors": _ENCODE(record.authors),
        "sources": json.dumps(record.sources, sort_keys=True),
        "owner": owner,
        "text": event.text,
        "tags": event.tags,
        "extractor_version": event.extractor_version,
        "correlation_id": event.correlation_id,
    }


def alias_rows(events: Iterable[StatementsResolved]) -> list[Row]:
    """A row for each URL that led to an article, in the order of their keys."""
    rows: dict[str, Row] = {}
    for event in events:
        record = event.article
        for url in {record.url, record.fetched_url, *record.aliases}:
            own = identity(url)
            rows.setdefault(own, {"identity": own, "article_id": record.article_id})
    return [rows[each] for each in sorted(rows)]


def statement_row(of: ArticleRecord, record: StatementRecord, resolution: ResolutionRecord) -> Row:
    """The row of one statement, with what dedupe said of it; but without its claim, which the store knows by number."""
    speaker, span = record.speaker, record.cue_span
    return {
        "statement_id": record.statement_id,
        "article_id": of.article_id,
        "content": record.content,
        "content_spans": _SPANS.dump_json(record.content_spans).decode(),
        "cue": record.cue,
        "cue_span": None if span is None else f"[{span[0]}, {span[1]}]",
        "speaker": speaker.model_dump_json(),
        "speaker_key": speaker_key(speaker.name),
        "kind": record.kind,
        "said_when": None if record.said_when is None else record.said_when.model_dump_json(),
        "event_when": None if record.event_when is None else record.event_when.model_dump_json(),
        "quantities": _QUANTITIES.dump_json(record.quantities).decode() if record.quantities else "[]",
        "certainty": record.certainty,
        "negated": record.negated,
        "rule": record.rule,
        "confidence": record.confidence,
        "extractor_version": record.extractor_version,
        "verdict": resolution.verdict,
        "match_rule": resolution.rule,
        "match_score": resolution.score,
        "said_on": said_on(of, record),
    }


def said_on(of: ArticleRecord, record: StatementRecord) -> str:
    """The day it was said (UTC), as far as is known: the article's own words, else when it came out or was fetched."""
    said = record.said_when.start if record.said_when else None
    return next((day for day in map(utc_day, (said, of.published, of.fetched_at)) if day), of.fetched_at[:10])


def utc_day(moment: str | None) -> str | None:
    """The day of a date or time in ISO 8601; None where it is neither. A time without a zone is taken as it stands."""
    at = utc_moment(moment)
    return at[:10] if at else None


@lru_cache(maxsize=4096)  # the articles of a batch come from a few days
def utc_moment(moment: str | None) -> str | None:
    """A date or time in ISO 8601 as a time in UTC, which sorts; None where it is neither."""
    try:
        at = datetime.fromisoformat(moment or "")
    except ValueError:
        return None
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def unit_row(event: UnitEnded) -> Row:
    """The row of one unit of work. Its key is made of what tells two ends apart, so a replay writes it again."""
    parts = (event.stage, event.entry_id, str(event.attempt), event.disposition, event.ended_at)
    key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
    row = dict(zip(_UNIT_FIELDS, _UNIT_VALUES(event), strict=True))
    row["unit_id"], row["facts"] = key, _ENCODE(event.facts)
    return row


def speaker_key(name: str | None) -> str | None:
    """What makes two speakers one when they are counted and searched for."""
    return name.casefold() if name else None


def select_evidence() -> Select[Any]:
    """The columns :func:`evidence` reads, and the claim they belong to."""
    parts = (
        article.c.url,
        article.c.outlet,
        article.c.title,
        article.c.published,
        article.c.fetched_at,
        article.c.copy_of,
    )
    query = select(statement, claim.c.claim_id, *parts).join(claim, claim.c.number == statement.c.claim_number)
    return query.join(article, article.c.article_id == statement.c.article_id)


def evidence(row: RowMapping) -> EvidenceRecord:
    """A statement as consumers see it."""
    return EvidenceRecord(
        statement_id=row["statement_id"],
        claim_id=row["claim_id"],
        article_id=row["article_id"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        copy_of=row["copy_of"],
        content=row["content"],
        content_spans=_SPANS.validate_json(row["content_spans"]),
        cue=row["cue"],
        speaker=SpeakerRecord.model_validate_json(row["speaker"]),
        kind=row["kind"],
        certainty=row["certainty"],
        negated=row["negated"],
        said_when=_time(row["said_when"]),
        event_when=_time(row["event_when"]),
        quantities=_QUANTITIES.validate_json(row["quantities"]),
        rule=row["rule"],
        confidence=row["confidence"],
        extractor_version=row["extractor_version"],
    )


def statement_record(row: RowMapping) -> StatementRecord:
    """A statement's row as extract found it."""
    plain = {name: row[name] for name in _PLAIN}
    return StatementRecord(
        **plain,
        content_spans=_SPANS.validate_json(row["content_spans"]),
        cue_span=None if row["cue_span"] is None else json.loads(row["cue_span"]),
        speaker=SpeakerRecord.model_validate_json(row["speaker"]),
        said_when=_time(row["said_when"]),
        event_when=_time(row["event_when"]),
        quantities=_QUANTITIES.validate_json(row["quantities"]),
    )


def article_record(row: RowMapping, others: Iterable[str]) -> ArticleRecord:
    """An article's row as its record; ``others``: the identities of its URLs."""
    plain = {name: row[name] for name in ArticleRecord.model_fields if name not in ("aliases", "authors", "sources")}
    return ArticleRecord(
        **plain,
        aliases=tuple(sorted(set(others) - {identity(row["url"])})),
        authors=tuple(json.loads(row["authors"])),
        sources=json.loads(row["sources"]),
    )


def claim_record(row: Row | RowMapping) -> ClaimRecord:
    """A claim's row as its record."""
    return ClaimRecord.model_validate(dict(row))


def evidence_of(of: ArticleRecord, record: StatementRecord, claim_id: str, copy_of: str | None) -> EvidenceRecord:
    """A statement as consumers see it, before it is a row."""
    return EvidenceRecord(
        statement_id=record.statement_id,
        claim_id=claim_id,
        article_id=of.article_id,
        url=of.url,
        outlet=of.outlet,
        title=of.title,
        published=of.published,
        copy_of=copy_of,
        content=record.content,
        content_spans=record.content_spans,
        cue=record.cue,
        speaker=record.speaker,
        kind=record.kind,
        certainty=record.certainty,
        negated=record.negated,
        said_when=record.said_when,
        event_when=record.event_when,
        quantities=record.quantities,
        rule=record.rule,
        confidence=record.confidence,
        extractor_version=record.extractor_version,
    )


def speaker_name(column: str) -> str | None:
    """The name in a statement's column ``speaker``."""
    return SpeakerRecord.model_validate_json(column).name


def _time(value: str | None) -> TimeRecord | None:
    return None if value is None else TimeRecord.model_validate_json(value)
