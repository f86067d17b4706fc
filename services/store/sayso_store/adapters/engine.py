"""Opening the store: one engine for SQLite and PostgreSQL, with the same promises on both.

A committed transaction survives a power cut (SQLite: WAL with synchronous=FULL), foreign keys hold, and a write
waits for another write instead of failing. On SQLite, pysqlite's own transaction handling is switched off, as
SQLAlchemy documents, so that BEGIN stands where we put it; a writing transaction begins with BEGIN IMMEDIATE, since
one that first reads and then writes fails at once when another has written in between, however long it may wait.
A writer that stands still in mid-transaction (a paused machine, a cable pulled) is ended by PostgreSQL, so that others
get at the rows it has locked; SQLite knows nothing of that kind, there all writers wait until it wakes or is killed.
Next: ``sql`` and ``outbox``, which use it.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from sayso_store.adapters import bulk

BUSY_SECONDS = 30.0
"""How long a SQLite connection waits for another's write: longer than any transaction of ours."""

STILL_SECONDS = 30
"""How long PostgreSQL lets a writing transaction stand still: longer than anything we compute within one."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cache_size = -16000",  # KB: a batch's pages, which would otherwise be written once for each time they are touched
    "temp_store = MEMORY",
    "wal_autocheckpoint = 4000",  # pages: those that many batches touch are copied into the database once
)

_WRITES = "sayso_writes"

_Value = str | bytes | int | float | None


def open_engine(url: str) -> Engine:
    """The engine of a store. Nothing connects yet."""
    if make_url(url).get_backend_name() != "sqlite":
        # whatever the server's own default, text is Unicode here
        engine = create_engine(url, pool_pre_ping=True, connect_args={"client_encoding": "utf8"})
        bulk.prepare(engine)
        event.listen(engine, "begin", _limit)
        return engine
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(**{_WRITES: True})


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _lower(value: _Value) -> _Value:
    # SQLite's own lower() knows ASCII only; PostgreSQL's knows Unicode.
    return value.lower() if isinstance(value, str) else value


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")


def _limit(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{STILL_SECONDS}s'")
