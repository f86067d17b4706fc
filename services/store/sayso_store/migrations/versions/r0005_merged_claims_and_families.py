"""Claims can be merged and superseded; articles that share a text are a family, and outlets have owners."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COPIES = """
INSERT INTO family (article_id, root, original) SELECT article_id, copy_of, NULL FROM article WHERE copy_of IS NOT NULL
"""
_ORIGINALS = """
INSERT INTO family (article_id, root, original) SELECT DISTINCT copy_of, copy_of, copy_of FROM article
WHERE copy_of IS NOT NULL AND copy_of NOT IN (SELECT article_id FROM family)
"""
_SAID_ON = """
UPDATE statement SET said_on = (
    SELECT substr(coalesce(a.published, a.fetched_at), 1, 10) FROM article a WHERE a.article_id = statement.article_id
)
"""
_DAYS = """
UPDATE claim SET
    first_said = (SELECT min(said_on) FROM statement s WHERE s.claim_id = claim.claim_id AND s.superseded_at IS NULL),
    last_said = (SELECT max(said_on) FROM statement s WHERE s.claim_id = claim.claim_id AND s.superseded_at IS NULL)
"""


def upgrade() -> None:
    """What is stored is a family where it is a copy; days of saying are taken from the articles."""
    op.create_table(
        "family",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("original", sa.Text),
        sa.PrimaryKeyConstraint("article_id", name="pk_family"),
    )
    op.create_index("ix_family_root", "family", ["root"])
    op.add_column("article", sa.Column("owner", sa.Text))
    op.add_column("claim", sa.Column("first_said", sa.Text))
    op.add_column("claim", sa.Column("last_said", sa.Text))
    op.add_column("claim", sa.Column("merged_into", sa.Text))
    op.create_index("ix_claim_merged_into", "claim", ["merged_into"])
    op.add_column("statement", sa.Column("said_on", sa.Text))
    op.add_column("conflict", sa.Column("later", sa.Text))
    op.add_column("conflict", sa.Column("superseded_at", sa.Text))
    for query in (_COPIES, _ORIGINALS, _SAID_ON, _DAYS):
        op.execute(query)


def downgrade() -> None:
    """Forget them. Merged claims stay empty."""
    op.drop_column("conflict", "superseded_at")
    op.drop_column("conflict", "later")
    op.drop_column("statement", "said_on")
    op.drop_index("ix_claim_merged_into", "claim")
    op.drop_column("claim", "merged_into")
    op.drop_column("claim", "last_said")
    op.drop_column("claim", "first_said")
    op.drop_column("article", "owner")
    op.drop_index("ix_family_root", "family")
    op.drop_table("family")
