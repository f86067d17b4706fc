"""Settings: declared where they are used, from the environment, checked before the first message.

Every group of settings is a :class:`Settings` subclass beside the code that uses it, each field with its unit, its
default and why. This module holds the base, and the few settings that everything shares: where Redis and the store
are. ``sayso config`` shows them all with secrets masked; ``docs/generated/configuration.md`` is made from them.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from sayso.runtime.masking import masked_text

_LONGEST_SOCKET_PATH = 100
"""Bytes a unix socket's path may have: 104 on macOS, 108 on Linux, with room for a suffix."""


class Settings(BaseSettings):
    """Base of all groups: ``SAYSO_<FIELD>`` in the environment, read once, then immutable."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", frozen=True, extra="ignore")


class PlaceSettings(Settings):
    """Where things are."""

    data_dir: Path = Field(
        default=Path(".sayso"),
        description="Folder of the embedded default: the private Redis, the SQLite file, the logs.",
    )
    redis_url: str | None = Field(
        default=None,
        description="Redis to use: redis://, rediss:// or unix://. Unset: the private one in the data folder.",
    )
    database_url: str | None = Field(
        default=None,
        description="Store to use, as SQLAlchemy names it. Unset: SQLite in the data folder.",
    )
    partition: str | None = Field(
        default=None,
        description="Hash tag of this pipeline's keys, for Redis Cluster: 0 makes {0}:urls. Unset: plain names.",
    )

    @property
    def is_embedded(self) -> bool:
        """Whether the private Redis is the one in use."""
        return self.redis_url is None

    @property
    def socket(self) -> Path:
        """The private Redis's unix socket. In a long path it moves to the temporary folder."""
        here = self.data_dir.absolute() / "redis.sock"
        if len(os.fsencode(here)) <= _LONGEST_SOCKET_PATH:
            return here
        digest = hashlib.sha256(os.fsencode(here)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"sayso-{digest}.sock"

    @property
    def effective_redis_url(self) -> str:
        """The Redis URL in use."""
        return self.redis_url or f"unix://{self.socket}"

    @property
    def effective_database_url(self) -> str:
        """The store's URL in use. PostgreSQL URLs without a driver get psycopg's."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir.absolute() / 'store.sqlite'}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url


def masked(value: Any) -> Any:
    """A setting as it may be shown: words without the secrets in them, anything else as it is."""
    return masked_text(value) if isinstance(value, str) else value
