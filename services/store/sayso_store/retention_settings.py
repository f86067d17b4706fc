"""How long the store keeps what it has."""

from pydantic import Field

from sayso.runtime.settings import Settings


class RetentionSettings(Settings):
    """How long the store and the stream keep what nothing depends on any more."""

    keep_unit_days: int = Field(default=90, ge=1, description="Days that the records of how work ended are kept.")
    keep_outbox_days: int = Field(
        default=30,
        ge=1,
        description="Days that sent events stay in the outbox: how far back claims can be made again after a loss.",
    )
    keep_claims_days: int | None = Field(
        default=None, ge=1, description="Days that events stay on the stream claims. Unset: it is never trimmed."
    )
