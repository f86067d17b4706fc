"""What a newer reading leaves of the statements that its article had: which it has too, and which become history.

A statement's id follows from its article, its place and the extractor's version, so a page that was fetched again
unchanged has the same statements, while a new version of the extractor makes all of them anew. A statement that the
new reading does not have is superseded: it stays, and counts no more. One that is back counts again, and keeps the
claim it was given first. Called by ``batch`` while the articles' rows are locked, see ``readings``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, update

from sayso_store.adapters import queries
from sayso_store.adapters.readings import Readings
from sayso_store.adapters.rows import select_evidence
from sayso_store.schema import statement


@dataclass(frozen=True, slots=True)
class History:
    """The stored statements of the articles that are replaced, as rows of ``rows.select_evidence``."""

    kept: Sequence[RowMapping]
    """Those that the new reading has too."""
    gone: Sequence[RowMapping]
    """Those that counted until now and that it does not have."""

    @property
    def kept_ids(self) -> set[str]:
        """The statements that need not be written again."""
        return {row["statement_id"] for row in self.kept}

    @property
    def claims(self) -> set[str]:
        """The claims that are to be counted again."""
        return {row["claim_id"] for row in (*self.kept, *self.gone)}

    def write(self, connection: Connection, now: str) -> None:
        """Mark what is gone, and what is back."""
        _mark(connection, (row["statement_id"] for row in self.gone), now)
        _mark(connection, (row["statement_id"] for row in self.kept if row["superseded_at"]), None)


def compare(connection: Connection, readings: Readings) -> History:
    """Hold the stored statements of the replaced articles against their new readings."""
    read = {each.statement_id for event in readings.counting.values() for each in event.statements}
    kept: list[RowMapping] = []
    gone: list[RowMapping] = []
    for some in queries.chunks(readings.replaced):
        query = select_evidence().where(statement.c.article_id.in_(some)).order_by(statement.c.statement_id)
        for row in connection.execute(query).mappings():
            if row["statement_id"] in read:
                kept.append(row)
            elif row["superseded_at"] is None:
                gone.append(row)
    return History(kept, gone)


def _mark(connection: Connection, ids: Iterable[str], at: str | None) -> None:
    for some in queries.chunks(ids):
        connection.execute(update(statement).where(statement.c.statement_id.in_(some)).values(superseded_at=at))
