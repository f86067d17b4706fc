"""The few claims that many outlets report are found by an index."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """For queries that ask for independent outlets."""
    op.create_index("ix_claim_independent_outlets_claim_id", "claim", ["independent_outlets", "claim_id"])


def downgrade() -> None:
    """The claims are then walked."""
    op.drop_index("ix_claim_independent_outlets_claim_id", "claim")
