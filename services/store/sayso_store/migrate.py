"""Bringing a store to the newest revision, by whoever starts first.

Every role calls :func:`migrate` before it starts, any number of them at once. One transaction holds the lock, looks
at the revision and applies what is missing; the others wait and find nothing to do. A revision that fails leaves the
store as it was, on both databases, since both roll back table definitions.

A store that a newer release has migrated is left as it is: from the first release on, revisions only add what an older
one does not look at, so that a release can be rolled back while its store stays. Next: ``migrations/versions``.
"""

from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from sayso.runtime.settings import PlaceSettings
from sayso_store.adapters.engine import open_engine, writing

log = structlog.get_logger(__name__)

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
        config = alembic_config(connection)
        unknown = _unknown(connection, config)
        if unknown:
            log.warning("store_is_newer", revision=", ".join(sorted(unknown)))
        else:
            command.upgrade(config, "head")


def _unknown(connection: Connection, config: Config) -> set[str]:
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    return set(MigrationContext.configure(connection).get_current_heads()) - known


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    config = Config()
    config.set_main_option("script_location", "sayso_store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def prepare(place: PlaceSettings) -> None:
    """What ``sayso run`` has done before any role starts."""
    migrate(place.effective_database_url)
