"""Many rows in few statements: what a batch inserts, as each database takes it best.

SQLite is given many rows in one statement. That saves more than calls: its full-text index, which a trigger fills,
writes out what it has gathered at the end of each statement. PostgreSQL is given plain rows by COPY, and rows that may
be there already as one JSON text, which it takes apart itself. Either way the database sees the rows in the order they
are given in, which keeps two workers from waiting for each other, and refuses bad data with an error of its own.

All rows of a call have the same columns, two at least.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, CursorResult, Dialect, Engine, Table, event
from sqlalchemy.dialects import postgresql

Row = dict[str, Any]

_AT_ONCE = (100, 10, 1)
"""Rows in one statement of SQLite's. Few sizes, since each is a statement that is parsed once and kept."""

_COPY = "COPY "


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that are new."""
    if not rows:
        return
    columns = tuple(rows[0])
    values = _values(rows, columns)
    if _is_postgres(connection):
        connection.exec_driver_sql(f"{_COPY}{_name(table)} ({_listed(columns)}) FROM STDIN", values)
        return
    for some in _parted(values):
        connection.exec_driver_sql(_insert(table, columns, len(some)), _flat(some))


def add_new(connection: Connection, table: Table, rows: Sequence[Row], *tell: str) -> list[tuple[Any, ...]]:
    """Insert the rows whose key is not there yet, and tell these columns of those; the first of its key, if none.

    Where another transaction is about to insert the same key, this waits for its end.
    """
    if not rows:
        return []
    columns = tuple(rows[0])
    ending = f" ON CONFLICT DO NOTHING RETURNING {_listed(tell or [next(iter(table.primary_key)).name])}"
    if _is_postgres(connection):
        as_json = (to_json(rows).decode(),)
        return _told(connection.exec_driver_sql(_from_json(table, columns) + ending, as_json))
    new: list[tuple[Any, ...]] = []
    for some in _parted(_values(rows, columns)):
        new += _told(connection.exec_driver_sql(_insert(table, columns, len(some)) + ending, _flat(some)))
    return new


def _told(result: CursorResult[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in result]


def prepare(engine: Engine) -> None:
    """Teach an engine of PostgreSQL's the statement COPY … FROM STDIN, with a sequence of rows as its parameters."""
    event.listen(engine, "do_executemany", _copy)
    event.listen(engine, "do_execute", _copy_one)  # which SQLAlchemy makes of a sequence of one


def _copy(cursor: Any, statement: str, parameters: Sequence[tuple[Any, ...]], _context: Any) -> bool:
    """Whether it was done here. What goes wrong is an error of SQLAlchemy's like any other."""
    if not statement.startswith(_COPY):
        return False
    with cursor.copy(statement) as copy:
        for row in parameters:
            copy.write_row(row)
    return True


def _copy_one(cursor: Any, statement: str, parameters: tuple[Any, ...], context: Any) -> bool:
    return _copy(cursor, statement, [parameters], context)


def _is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _values(rows: Sequence[Row], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return list(map(itemgetter(*columns), rows))


def _parted(values: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    start = 0
    for size in _AT_ONCE:
        while len(values) - start >= size:
            yield values[start : start + size]
            start += size


def _flat(values: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(values))


@cache
def _insert(table: Table, columns: tuple[str, ...], count: int) -> str:
    one = f"({', '.join('?' * len(columns))})"
    many = ", ".join([one] * count)
    return f"INSERT INTO {_name(table)} ({_listed(columns)}) VALUES {many}"  # noqa: S608 - names of ours


@cache
def _from_json(table: Table, columns: tuple[str, ...]) -> str:
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    types = ", ".join(f'"{name}" {table.c[name].type.compile(dialect)}' for name in columns)
    return (
        f"INSERT INTO {_name(table)} ({_listed(columns)})"  # noqa: S608 - names of ours
        f" SELECT {_listed(columns)} FROM json_to_recordset(%s::json) AS given ({types})"
    )


def _name(table: Table) -> str:
    return f'"{table.name}"'


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{each}"' for each in columns)
