"""Bringing a store to the newest revision, by whoever starts first.

Every role calls :func:`migrate` before it starts, any number of them at once. One transaction holds the lock, looks
at the revision and applies what is missing; the others wait and find nothing to do. A revision that fails leaves the
store as it was, on both databases, since both roll back table definitions.

A store that a newer release has migrated is left as it is: from the first release on, revisions only add what an older
one does not look at, so that a release can be rolled back while its store stays. Next: ``revisions``, which is loaded
only where something is missing, and ``migrations/versions``.
"""

from pathlib import Path
from pkgutil import iter_modules

from sqlalchemy import Connection, Engine, inspect, text

from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine, writing
from sayso_store.migrations import versions

LOCK = 5_318_008_641
"""PostgreSQL's advisory lock of migrations: an arbitrary number, the same for all versions."""


def migrate(url: str) -> None:
    """Apply what is missing. Safe to call at any time, by any number of processes."""
    engine = open_engine(url)
    try:
        migrate_engine(engine)
    finally:
        engine.dispose()


def migrate_engine(engine: Engine) -> None:
    """The same, on an engine that is open already."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        present = _present(connection)
        if present != {newest()}:
            from sayso_store.revisions import bring_forward

            bring_forward(connection, present)


def newest() -> str:
    """The newest revision: modules of ``migrations/versions`` are named after theirs, ``r0001_first_tables``."""
    return max(each.name for each in iter_modules(versions.__path__))[1:5]


def _present(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(text("SELECT version_num FROM alembic_version")))


def prepare(place: PlaceSettings) -> None:
    """What ``sayso run`` has done before any role starts."""
    migrate(place.effective_database_url)
