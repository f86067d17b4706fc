"""The full-text index of claims as a condition of a query: FTS5 on SQLite, a tsvector on PostgreSQL.

The tables and triggers that fill it are those of revision 0004. Whatever was typed is a valid question to either
database, since terms hold letters and digits only. Next: ``claim_search``.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, literal_column, table

from sayso_store.schema import claim_words
from sayso_store.search_words import Term

FTS = table("claim_words_index", column("rowid"))


def of_words(query: Select[Any], terms: Sequence[Term], dialect: str) -> tuple[Select[Any], ColumnElement[int]]:
    """The query over the claims that have all terms, and the column that tells how new they are."""
    if dialect == "postgresql":
        return query.where(_postgres(terms)), claim_words.c.id
    asked = literal_column("claim_words_index").op("MATCH")(" AND ".join(_sqlite(each) for each in terms))
    # the plus keeps SQLite from going the other way about: the index gives the newest first, and only what is asked
    joined = query.join(FTS, FTS.c.rowid == claim_words.c.id).where(asked)
    return joined, FTS.c.rowid


def _sqlite(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _postgres(terms: Sequence[Term]) -> ColumnElement[bool]:
    words = func.to_tsvector(literal_column("'simple'"), claim_words.c.words)
    return and_(*(words.op("@@")(_tsquery(each)) for each in terms))


def _tsquery(term: Term) -> Any:
    *whole, last = term.words
    lexemes = [*(f"'{each}'" for each in whole), f"'{last}'{':*' if term.begins else ''}"]
    return func.to_tsquery(literal_column("'simple'"), " <-> ".join(lexemes))
