"""Standing queries, and what answered them on its way to who asked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, empty."""
    op.create_table(
        "watch",
        sa.Column("watch_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("webhook", sa.Text),
        sa.Column("secret", sa.Text),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.Text),
        sa.Column("last_error", sa.Text),
        sa.Column("delivered_at", sa.Text),
        sa.Column("leased_by", sa.Text),
        sa.Column("leased_until", sa.Text),
        sa.PrimaryKeyConstraint("watch_id", name="pk_watch"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True),
        sa.Column("match_id", sa.Text, nullable=False),
        sa.Column("watch_id", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("matched_at", sa.Text, nullable=False),
        sa.Column("streamed_at", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("ended_at", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("match_id", name="uq_delivery_match_id"),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.watch_id"], name="fk_delivery_watch_id_watch"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_watch_id_state_id", "delivery", ["watch_id", "state", "id"])
    op.create_index(
        "ix_delivery_unstreamed",
        "delivery",
        ["id"],
        sqlite_where=sa.text("streamed_at IS NULL"),
        postgresql_where=sa.text("streamed_at IS NULL"),
    )


def downgrade() -> None:
    """Forget all watches."""
    op.drop_table("delivery")
    op.drop_table("watch")
