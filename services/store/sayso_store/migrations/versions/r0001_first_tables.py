"""The first tables: article, claim, statement, conflict, unit and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and their indexes."""
    _article()
    _claim()
    _statement()
    _conflict()
    _unit()
    _outbox()


def downgrade() -> None:
    """Drop them, dependants first."""
    for table in ("outbox", "unit", "conflict", "statement", "claim", "article"):
        op.drop_table(table)


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("fetched_url", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("published_source", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("fetched_at", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("page_sha256", sa.Text, nullable=False),
        sa.Column("copy_of", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("tags", sa.Text),
        sa.Column("extractor_version", sa.Text, nullable=False),
        sa.Column("correlation_id", sa.Text),
        sa.PrimaryKeyConstraint("article_id", name="pk_article"),
    )
    for column in ("url", "fingerprint", "copy_of"):
        op.create_index(f"ix_article_{column}", "article", [column])


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("last_seen", sa.Text, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("outlets", sa.Integer, nullable=False),
        sa.Column("independent_outlets", sa.Integer, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("distinct_speakers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim"),
    )
    op.create_index("ix_claim_last_seen_claim_id", "claim", ["last_seen", "claim_id"])


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("statement_id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("content_spans", sa.Text, nullable=False),
        sa.Column("cue", sa.Text, nullable=False),
        sa.Column("cue_span", sa.Text),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("speaker_key", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("said_when", sa.Text),
        sa.Column("event_when", sa.Text),
        sa.Column("quantities", sa.Text, nullable=False),
        sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("negated", sa.Boolean, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("extractor_version", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("match_rule", sa.Text, nullable=False),
        sa.Column("match_score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name="pk_statement"),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name="fk_statement_article_id_article"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name="fk_statement_claim_id_claim"),
    )
    for column in ("article_id", "claim_id", "speaker_key"):
        op.create_index(f"ix_statement_{column}", "statement", [column])


def _conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("claim_a", sa.Text, nullable=False),
        sa.Column("claim_b", sa.Text, nullable=False),
        sa.Column("brought_by", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("announced_at", sa.Text),
        sa.PrimaryKeyConstraint("claim_a", "claim_b", name="pk_conflict"),
        sa.ForeignKeyConstraint(["claim_a"], ["claim.claim_id"], name="fk_conflict_claim_a_claim"),
        sa.ForeignKeyConstraint(["claim_b"], ["claim.claim_id"], name="fk_conflict_claim_b_claim"),
    )
    op.create_index("ix_conflict_claim_b", "conflict", ["claim_b"])


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("unit_id", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("article_id", sa.Text),
        sa.Column("disposition", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=False),
        sa.Column("duration_ms", sa.Float, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("correlation_id", sa.Text),
        sa.PrimaryKeyConstraint("unit_id", name="pk_unit"),
    )
    for column in ("url", "article_id", "ended_at"):
        op.create_index(f"ix_unit_{column}", "unit", [column])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.Column("sent_at", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("position", name="uq_outbox_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_claim_id", "outbox", ["claim_id"])
    waiting = {"unnumbered": ("id", "position"), "unsent": ("position", "sent_at")}
    for name, (column, empty) in waiting.items():
        condition = sa.text(f"{empty} IS NULL")
        op.create_index(f"ix_outbox_{name}", "outbox", [column], sqlite_where=condition, postgresql_where=condition)
