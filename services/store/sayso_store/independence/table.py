"""The operator's table of owners, from the file ``SAYSO_OWNERS`` (TOML)::

    agencies = ["Meridian Wire"]

    [owners]
    "Vesper Ledger" = "Vesper Group"
    "Vesper Evening Post" = "Vesper Group"

Read once, when the persist role starts. It counts for articles that are stored from then on.
"""

import tomllib
from pathlib import Path

from pydantic import Field

from sayso.runtime.settings import Settings
from sayso_store.independence.owners import Owners


class OwnerSettings(Settings):
    """Who owns which outlet."""

    owners: Path | None = Field(
        default=None, description="TOML file of which outlet belongs to whom, so that an owner's outlets count once."
    )


class OwnersUnreadable(Exception):
    """The table cannot be read; one line says why."""


def read_owners(path: Path | None) -> Owners:
    """The table in the file. Raises OwnersUnreadable."""
    if path is None:
        return Owners()
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except (OSError, ValueError) as error:
        raise OwnersUnreadable(f"SAYSO_OWNERS: {path}: {error}") from None
    owners, agencies = table.get("owners", {}), table.get("agencies", [])
    if not isinstance(owners, dict) or not all(isinstance(each, str) for each in owners.values()):
        raise OwnersUnreadable(f"SAYSO_OWNERS: {path}: [owners] is to have an owner's name for each outlet")
    if not isinstance(agencies, list) or not all(isinstance(each, str) for each in agencies):
        raise OwnersUnreadable(f"SAYSO_OWNERS: {path}: agencies is to be a list of names")
    return Owners.from_table(owners, agencies)
