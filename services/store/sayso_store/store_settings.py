"""How patient the store's roles are with a database that is not there yet."""

from pydantic import Field

from sayso.runtime.settings import Settings


class StoreSettings(Settings):
    """How a worker meets its store."""

    store_wait: float = Field(default=60.0, ge=0, description="Seconds to wait for the database to answer at start.")
