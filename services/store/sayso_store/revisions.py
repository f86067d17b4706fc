"""The store's revisions as Alembic applies them. Only ``migrate`` uses it, and loads it only where one is missing:
a worker that finds the store as it should be starts a tenth quicker without.
"""

import structlog
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

log = structlog.get_logger(__name__)


def bring_forward(connection: Connection, present: set[str]) -> None:
    """Apply what is missing; a store at a revision that is not ours is left as it is."""
    config = alembic_config(connection)
    unknown = present - {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if unknown:
        log.warning("store_is_newer", revision=", ".join(sorted(unknown)))
    else:
        command.upgrade(config, "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    config = Config()
    config.set_main_option("script_location", "sayso_store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
