"""The index of the claims that many outlets report holds only those: a new claim is stored without touching it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_SEVERAL = sa.text("independent_outlets > 1")


def upgrade() -> None:
    """Most claims have one outlet, and are asked for by nobody in this way."""
    op.drop_index("ix_claim_independent_outlets_claim_id", "claim")
    op.create_index(
        "ix_claim_told_widely",
        "claim",
        ["independent_outlets", "claim_id"],
        sqlite_where=_SEVERAL,
        postgresql_where=_SEVERAL,
    )


def downgrade() -> None:
    """All of them again."""
    op.drop_index("ix_claim_told_widely", "claim")
    op.create_index("ix_claim_independent_outlets_claim_id", "claim", ["independent_outlets", "claim_id"])
