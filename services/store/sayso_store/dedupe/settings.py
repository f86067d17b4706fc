"""How long dedupe remembers, and where."""

from pydantic import Field

from sayso.runtime.settings import Settings

INDEX = "dedupe"
"""What the keys of dedupe's index begin with."""


class IndexSettings(Settings):
    """How long dedupe remembers."""

    dedupe_window: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Days until a claim or text that nothing repeats is forgotten by dedupe. The store keeps it.",
    )
