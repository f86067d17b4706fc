"""Other URLs of an article can be looked up; where its fields were found and whether it is free are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Aliases come with the next reading of each article; what is stored has none."""
    op.create_table(
        "alias",
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("identity", name="pk_alias"),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name="fk_alias_article_id_article"),
    )
    op.create_index("ix_alias_article_id", "alias", ["article_id"])
    op.create_index("ix_unit_correlation_id", "unit", ["correlation_id"])
    op.create_index("ix_unit_entry_id", "unit", ["entry_id"])
    op.add_column("article", sa.Column("paywalled", sa.Boolean))
    op.add_column("article", sa.Column("sources", sa.Text, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Forget them; the next reading would bring them again."""
    op.drop_column("article", "sources")
    op.drop_column("article", "paywalled")
    op.drop_index("ix_unit_entry_id", "unit")
    op.drop_index("ix_unit_correlation_id", "unit")
    op.drop_table("alias")
