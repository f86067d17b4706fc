"""One article with its text and the statements of its newest reading, each with its claim. Read-only."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, select

from sayso_store.adapters.claim_search import disputed_fields
from sayso_store.adapters.queries import LIVE, OF
from sayso_store.adapters.rows import article_record, statement_record
from sayso_store.schema import alias, article, claim, statement
from sayso_store.views import ArticleDetail, StatementInArticle

MOST = 2000
"""Statements of an article that are shown; and of its aliases and copies."""


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """Reading one article on an open engine. Its methods block."""

    engine: Engine

    def __call__(self, article_id: str) -> ArticleDetail | None:
        """The article, if it is stored."""
        with self.engine.connect() as connection:
            query = select(article).where(article.c.article_id == article_id)
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else _detail(connection, row)


def _detail(connection: Connection, row: RowMapping) -> ArticleDetail:
    own = row["article_id"]
    others = select(alias.c.identity).where(alias.c.article_id == own).limit(MOST)
    copies = select(article.c.article_id).where(article.c.copy_of == own).order_by(article.c.fetched_at).limit(MOST)
    return ArticleDetail(
        article=article_record(row, connection.execute(others).scalars().all()),
        text=row["text"],
        statements=tuple(_statements(connection, own)),
        copy_of=row["copy_of"],
        copies=tuple(connection.execute(copies).scalars()),
    )


def _statements(connection: Connection, article_id: str) -> Sequence[StatementInArticle]:
    query = select(statement, claim.c.claim_id, claim.c.independent_outlets).join(claim, OF)
    query = query.where(statement.c.article_id == article_id, LIVE).limit(MOST)
    rows = connection.execute(query).mappings().all()
    disputed = disputed_fields(connection, {row["claim_id"] for row in rows})
    said = [
        StatementInArticle(
            statement=statement_record(row),
            claim_id=row["claim_id"],
            independent_outlets=row["independent_outlets"],
            disputed=row["claim_id"] in disputed,
        )
        for row in rows
    ]
    return sorted(said, key=lambda each: each.statement.content_spans)
