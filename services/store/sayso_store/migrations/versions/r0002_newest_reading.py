"""The newest reading of an article counts: statements can be superseded, claims withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whatever is stored counts, as it did."""
    op.add_column("statement", sa.Column("superseded_at", sa.Text))
    op.add_column("claim", sa.Column("withdrawn_at", sa.Text))


def downgrade() -> None:
    """Forget which statements are history. They count again only after their claims are counted again."""
    op.drop_column("claim", "withdrawn_at")
    op.drop_column("statement", "superseded_at")
