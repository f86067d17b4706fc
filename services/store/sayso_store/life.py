"""What the store knows of one thing: the ability ``life`` behind ``sayso trace``.

The thing is named by a URL in any of its spellings, or by the id of an article, a claim, a statement, an entry or a
correlation. From there the way goes to the articles, and from these to every unit of work that had to do with them: by
article, by URL, and by correlation id, which all stages of one push share. A correlation id may be that of a whole
batch, so of its units only those are taken whose URL is one of the article's.

Guaranteed: read-only; at most :data:`MOST` rows of each kind, and ``cut`` says if there were more.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select
from sqlalchemy.exc import SQLAlchemyError

from sayso.contracts.records import ArticleRecord, SpeakerRecord
from sayso.contracts.web_identity import identity
from sayso.runtime.abilities import ArticleView, LifeView, StatementView, StoreAway, UnitView
from sayso.runtime.masking import without_password
from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine
from sayso_store.adapters.queries import OF, chunks
from sayso_store.adapters.rows import article_record
from sayso_store.schema import alias, article, claim, statement, unit

MOST = 500
_UNIT = tuple(UnitView.model_fields)


@dataclass(frozen=True, slots=True)
class Life:
    """``abilities.Life`` on an open engine."""

    engine: Engine

    def __call__(self, what: str) -> LifeView:
        """Raises StoreAway."""
        try:
            with self.engine.connect() as connection:
                return _Search(connection, what).view()
        except SQLAlchemyError as error:
            raise StoreAway(f"the store cannot be read: {str(error).splitlines()[0][:300]}") from None


class _Search:
    """One question to the store."""

    def __init__(self, connection: Connection, what: str) -> None:
        self._connection, self._what = connection, what
        self._known: list[str] = []
        self._cut = False

    def view(self) -> LifeView:
        ids = self._articles()
        articles = [self._article_view(each) for each in ids]
        units = self._units(ids, {url for each in articles for url in _urls(each.article)})
        return LifeView(known_as=tuple(self._known), units=tuple(units), articles=tuple(articles), cut=self._cut)

    def _articles(self) -> list[str]:
        """The articles it names, by whatever it is."""
        what = self._what
        by_url = select(alias.c.article_id).where(alias.c.identity == identity(what))
        now = select(func.coalesce(claim.c.merged_into, claim.c.claim_id)).where(claim.c.claim_id == what)
        of_it = select(claim.c.number).where(claim.c.claim_id.in_(now))
        stored = select(article.c.article_id).where((article.c.url == what) | (article.c.fetched_url == what))
        named = {
            "url": (by_url, stored),
            "article": (select(article.c.article_id).where(article.c.article_id == what),),
            "statement": (select(statement.c.article_id).where(statement.c.statement_id == what),),
            "claim": (select(statement.c.article_id).where(statement.c.claim_number.in_(of_it)).distinct(),),
        }
        found: dict[str, None] = {}
        for word, queries in named.items():
            ids = [each for query in queries for each in self._some(query)]
            if ids:
                self._known.append(word)
                found.update(dict.fromkeys(row[0] for row in ids))
        if "claim" not in self._known and self._some(select(claim.c.claim_id).where(claim.c.claim_id == what)):
            self._known.append("claim")
        return list(found)

    def _units(self, articles: Sequence[str], urls: Collection[str]) -> list[UnitView]:
        named = {self._what, without_password(self._what), *urls}
        own = select(unit).where(unit.c.entry_id == self._what)
        shared = select(unit).where(unit.c.correlation_id == self._what)
        rows = {row["unit_id"]: row for row in self._rows(select(unit).where(unit.c.url.in_(named)))}
        for some in chunks(articles):
            rows |= {row["unit_id"]: row for row in self._rows(select(unit).where(unit.c.article_id.in_(some)))}
        rows |= self._of_the_same_push(rows.values(), urls)
        for word, query in (("entry", own), ("correlation", shared)):
            found = self._rows(query)
            if found:
                self._known.append(word)
                rows |= {row["unit_id"]: row for row in found}
        if rows and not self._known:
            self._known.append("url")
        ordered = sorted(rows.values(), key=lambda row: (row["ended_at"], row["unit_id"]))
        return [_unit_view(row) for row in ordered]

    def _of_the_same_push(self, rows: Collection[RowMapping], urls: Collection[str]) -> dict[str, RowMapping]:
        wanted = {identity(url) for url in (*urls, self._what)}
        shared = {row["correlation_id"] for row in rows if row["correlation_id"]}
        found = self._rows(select(unit).where(unit.c.correlation_id.in_(sorted(shared)[:MOST]))) if shared else []
        return {row["unit_id"]: row for row in found if row["url"] and identity(row["url"]) in wanted}

    def _article_view(self, article_id: str) -> ArticleView:
        row = self._rows(select(article).where(article.c.article_id == article_id))[0]
        others = [each.identity for each in self._some(select(alias).where(alias.c.article_id == article_id))]
        stated = select(statement, claim.c.claim_id).join(claim, OF).where(statement.c.article_id == article_id)
        return ArticleView(
            article=article_record(row, others),
            copy_of=row["copy_of"],
            statements=tuple(_statement_view(each) for each in self._rows(stated)),
        )

    def _some(self, query: Any) -> Sequence[Any]:
        rows = self._connection.execute(query.limit(MOST + 1)).all()
        self._cut = self._cut or len(rows) > MOST
        return rows[:MOST]

    def _rows(self, query: Any) -> list[RowMapping]:
        rows = self._connection.execute(query.limit(MOST + 1)).mappings().all()
        self._cut = self._cut or len(rows) > MOST
        return list(rows[:MOST])


def _urls(record: ArticleRecord) -> tuple[str, ...]:
    return (record.url, record.fetched_url, *record.aliases)


def _unit_view(row: RowMapping) -> UnitView:
    return UnitView(**{name: row[name] for name in _UNIT if name != "facts"}, facts=json.loads(row["facts"]))


def _statement_view(row: RowMapping) -> StatementView:
    return StatementView(
        statement_id=row["statement_id"],
        content=row["content"],
        speaker=SpeakerRecord.model_validate_json(row["speaker"]).name,
        claim_id=row["claim_id"],
        verdict=row["verdict"],
        rule=row["match_rule"],
        superseded_at=row["superseded_at"],
    )


def open_life(place: PlaceSettings) -> Life:
    """The ability ``life``."""
    return Life(open_engine(place.effective_database_url))
