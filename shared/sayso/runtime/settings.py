"""Settings: declared where they are used, from the environment, checked before the first message.

Every group of settings is a :class:`Settings` subclass beside the code that uses it, each field with its unit, its
default and why. This module holds the base, and the few settings that everything shares: where Redis and the store
are. ``sayso config`` shows them all with secrets masked; ``docs/generated/configuration.md`` is made from them.

A setting that the environment does not have may stand in a file of its name in lower case, ``/run/secrets/sayso_redis_
password`` for one, which is where Compose puts secrets and Kubernetes can (``SAYSO_SECRETS_DIR`` names another folder).
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

from sayso.runtime.masking import masked_text

_LONGEST_SOCKET_PATH = 100
"""Bytes a unix socket's path may have: 104 on macOS, 108 on Linux, with room for a suffix."""


class Settings(BaseSettings):
    """Base of all groups: ``SAYSO_<FIELD>`` in the environment, read once, then immutable."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", frozen=True, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then the files of the folder of secrets, where there is one."""
        folder = Path(os.environ.get("SAYSO_SECRETS_DIR", "/run/secrets"))
        files = (SecretsSettingsSource(settings_cls, secrets_dir=folder),) if folder.is_dir() else ()
        return init_settings, env_settings, *files


class PlaceSettings(Settings):
    """Where things are."""

    data_dir: Path = Field(
        default=Path(".sayso"),
        description="Folder of the embedded default: the private Redis, the SQLite file, the logs.",
    )
    redis_url: str | None = Field(
        default=None,
        description="Redis to use: redis://, rediss:// (TLS) or unix://; redis+sentinel://HOST,HOST/SERVICE; "
        "redis+cluster://HOST,HOST. Unset: the private one in the data folder.",
    )
    redis_password: SecretStr | None = Field(default=None, description="Redis's password, if its URL has none.")
    redis_sentinel_password: SecretStr | None = Field(
        default=None, description="The Sentinels' own password, if they ask for one."
    )
    redis_ca: Path | None = Field(
        default=None, description="CA certificates that Redis's certificate is checked with. Unset: the system's."
    )
    redis_cert: Path | None = Field(default=None, description="Certificate that Redis asks its clients for.")
    redis_key: Path | None = Field(default=None, description="The key of that certificate.")
    database_url: str | None = Field(
        default=None,
        description="Store to use, as SQLAlchemy names it. Unset: SQLite in the data folder.",
    )
    database_password: SecretStr | None = Field(default=None, description="The store's password, if its URL has none.")
    partitions: int | None = Field(
        default=None,
        ge=1,
        le=1024,
        description="Partitions of the pipeline, each in one slot of a Redis Cluster: 3 makes {0}:urls, {1}:urls and "
        "{2}:urls. The same for all workers; change it only when nothing is queued. Unset: plain names, for one Redis.",
    )
    partition: str | None = Field(
        default=None,
        pattern=r"^[0-9]+(,[0-9]+)*$",
        description="Partitions this worker serves: 0, or 0,2. Unset: all.",
    )

    @model_validator(mode="after")
    def _served_exist(self) -> Self:
        if self.partition is not None and any(each >= (self.partitions or 0) for each in self._named()):
            raise ValueError(f"partition {self.partition}: there are only 0 to {(self.partitions or 0) - 1}")
        return self

    def _named(self) -> list[int]:
        return [int(each) for each in (self.partition or "").split(",") if each]

    @property
    def served(self) -> tuple[str | None, ...]:
        """The partitions this worker serves; a single None where there are no partitions."""
        if self.partitions is None:
            return (None,)
        return tuple(str(each) for each in sorted({*self._named()} or range(self.partitions)))

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
        return _with_password(self.redis_url, self.redis_password) if self.redis_url else f"unix://{self.socket}"

    @property
    def effective_database_url(self) -> str:
        """The store's URL in use. PostgreSQL URLs without a driver get psycopg's."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir.absolute() / 'store.sqlite'}"
        url = _with_password(self.database_url, self.database_password)
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url


def _with_password(url: str, password: SecretStr | None) -> str:
    """A URL with the password where it has none; a socket or a file has none."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    if password is None or not hosts or ":" in user:
        return url
    word = quote(password.get_secret_value(), safe="")
    return urlunsplit(parts._replace(netloc=f"{user if at else ''}:{word}@{hosts}"))


def masked(value: Any) -> Any:
    """A setting as it may be shown: words without the secrets in them, anything else as it is."""
    return masked_text(value) if isinstance(value, str) else value
