"""The tables of the store, as SQLAlchemy Core sees them on SQLite and PostgreSQL alike.

Identity comes in with the events: article, statement, claim and unit ids are hashes made upstream, so writing a row
twice is writing it once. Times are ISO 8601 text in UTC, which sorts as time; nested values are JSON text as the
contracts' models write it. Six rules are worth knowing:

- A claim has a number beside its id, and what is written for every new claim (statements, words, events) refers to it
  by that. Ids are hashes: an index over them is written all over, one over numbers at its end. Numbers stay inside the
  store; what it tells, and what is rare (links, merges), names claims by their ids.
- A claim row may exist before its first statement (``statements`` = 0): a conflict names it, or its statement is on
  its way with another worker. Readers leave such rows out.
- The newest reading of an article counts (``adapters.readings``). Statements that it does not have any more stay as
  history: those with ``superseded_at`` count nowhere. A claim that is left without any has ``withdrawn_at``, and
  ``statements`` = 0. So a claim was announced if it has statements or was withdrawn.
- A claim that turned out to be another has ``merged_into``, and no statements: they moved. Its id leads to the other,
  in one step, since what had been merged into it moved too. Links between claims move likewise.
- The link of two claims is a conflict, unless ``later`` names one of them: then that one is a later figure by the same
  speaker. ``announced_at`` and ``superseded_at`` say when either was told.
- An outbox row gets its ``position`` from the relay, not from the sequence: on PostgreSQL transactions commit in
  another order than they draw numbers, and a consumer that follows a sequence skips what commits late. On SQLite, where
  one writes at a time, it gets it as it is written.

A change here needs a revision in ``migrations/versions``; a test compares the two. Next: ``adapters.sql`` writes,
``reading`` reads.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""How indexes and constraints are called, so that a later revision can name them."""

metadata = MetaData(naming_convention=NAMES)

article = Table(
    "article",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("url", Text, nullable=False, index=True),
    Column("fetched_url", Text, nullable=False),
    Column("outlet", Text, nullable=False, index=True),
    Column("title", Text),
    Column("authors", Text, nullable=False),
    Column("published", Text),
    Column("published_source", Text),
    Column("modified", Text),
    Column("language", Text),
    Column("section", Text),
    Column("paywalled", Boolean),
    Column("sources", Text, nullable=False, server_default="{}"),
    Column("fetched_at", Text, nullable=False),
    Column("fingerprint", Text, nullable=False, index=True),
    Column("page_sha256", Text, nullable=False),
    Column("copy_of", Text, index=True),
    Column("text", Text, nullable=False),
    Column("tags", Text),
    Column("extractor_version", Text, nullable=False),
    Column("correlation_id", Text),
    Column("owner", Text),
)

family = Table(
    "family",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("root", Text, nullable=False, index=True),
    Column("original", Text),
)
"""Articles that share a text, each with the member that stands for all of them; that one's row knows the original."""

alias = Table(
    "alias",
    metadata,
    Column("identity", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("article.article_id"), nullable=False, index=True),
)
"""URLs that lead to an article, each as its identity (``sayso.contracts.web_identity``)."""

claim = Table(
    "claim",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("claim_id", Text, nullable=False, unique=True),
    Column("content", Text, nullable=False),
    Column("speaker", Text),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("independent_outlets", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("distinct_speakers", Integer, nullable=False),
    Column("withdrawn_at", Text),
    Column("first_said", Text),
    Column("last_said", Text),
    Column("merged_into", Text, index=True),
    Index("ix_claim_last_seen_claim_id", "last_seen", "claim_id"),
    Index(
        "ix_claim_told_widely",
        "independent_outlets",
        "claim_id",
        sqlite_where=text("independent_outlets > 1"),
        postgresql_where=text("independent_outlets > 1"),
    ),
)

statement = Table(
    "statement",
    metadata,
    Column("statement_id", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("article.article_id"), nullable=False, index=True),
    Column("claim_number", BigInteger, ForeignKey("claim.number"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("content_spans", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("cue_span", Text),
    Column("speaker", Text, nullable=False),
    Column("speaker_key", Text, index=True),
    Column("kind", Text, nullable=False),
    Column("said_when", Text),
    Column("event_when", Text),
    Column("quantities", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("extractor_version", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("match_rule", Text, nullable=False),
    Column("match_score", Float, nullable=False),
    Column("superseded_at", Text),
    Column("said_on", Text),
)

claim_words = Table(
    "claim_words",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
)
"""What each claim is found by: its speakers and its wordings; ``id`` is its number. Triggers on ``statement`` fill it.
A foreign key of its own would be looked up for every claim: that of ``statement`` holds for it too."""

statement_number = Table(
    "statement_number",
    metadata,
    Column("statement_id", Text, ForeignKey("statement.statement_id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("value", Float, nullable=False),
    Column("upper", Float, nullable=False),
    Index("ix_statement_number_value_upper", "value", "upper"),
)
"""The numbers of each statement; ``upper`` is the value again where it is no range. Filled by triggers as well."""

conflict = Table(
    "conflict",
    metadata,
    Column("claim_a", Text, ForeignKey("claim.claim_id"), primary_key=True),
    Column("claim_b", Text, ForeignKey("claim.claim_id"), primary_key=True, index=True),
    Column("brought_by", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("announced_at", Text),
    Column("later", Text),
    Column("superseded_at", Text),
)

unit = Table(
    "unit",
    metadata,
    Column("unit_id", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("entry_id", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("article_id", Text, index=True),
    Column("disposition", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text),
    Column("attempt", Integer, nullable=False),
    Column("ended_at", Text, nullable=False, index=True),
    Column("duration_ms", Float, nullable=False),
    Column("facts", Text, nullable=False),
    Column("correlation_id", Text, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("type", Text, nullable=False),
    Column("claim_id", Text, nullable=False),
    Column("claim_number", BigInteger, index=True),
    Column("data", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("position", BigInteger, unique=True),
    Column("sent_at", Text),
    Index(
        "ix_outbox_unnumbered",
        "id",
        sqlite_where=text("position IS NULL"),
        postgresql_where=text("position IS NULL"),
    ),
    Index(
        "ix_outbox_unsent",
        "position",
        sqlite_where=text("sent_at IS NULL"),
        postgresql_where=text("sent_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

watch = Table(
    "watch",
    metadata,
    Column("watch_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("webhook", Text),
    Column("secret", Text),
    Column("position", BigInteger, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Text),
    Column("last_error", Text),
    Column("delivered_at", Text),
    Column("leased_by", Text),
    Column("leased_until", Text),
)
"""Standing queries. ``position``: the event of the outbox up to which the query has been answered."""

delivery = Table(
    "delivery",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("match_id", Text, nullable=False, unique=True),
    Column("watch_id", Text, ForeignKey("watch.watch_id"), nullable=False),
    Column("position", BigInteger),
    Column("type", Text, nullable=False),
    Column("claim_id", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("matched_at", Text, nullable=False),
    Column("streamed_at", Text),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("ended_at", Text),
    Column("status", Integer),
    Column("error", Text),
    Index("ix_delivery_watch_id_state_id", "watch_id", "state", "id"),
    Index(
        "ix_delivery_unstreamed",
        "id",
        sqlite_where=text("streamed_at IS NULL"),
        postgresql_where=text("streamed_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)
"""Matches in the order in which they are told; ``id`` is the id on ``matches``. A test has no ``position``."""
