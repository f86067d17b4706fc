"""How webhooks are tried, and how long matches are kept."""

from pydantic import Field

from sayso.contracts.topology import Limits
from sayso.runtime.settings import Settings


class WatchSettings(Settings):
    """How standing queries tell what answers them."""

    watch_timeout: float = Field(
        default=10.0, gt=0, le=60, description="Seconds a receiver has to answer a webhook, from name to status."
    )
    watch_attempts: int = Field(
        default=15, ge=1, description="Tries of one match before it is given up; with the usual delays some five hours."
    )
    watch_first_delay: float = Field(
        default=5.0, gt=0, description="Seconds until the second try; doubles with each, and is spread by half."
    )
    watch_longest_delay: float = Field(default=3600.0, gt=0, description="Seconds between two tries at most.")
    watch_stream_length: int = Field(
        default=100_000, ge=1, description="Entries kept on the stream matches, about; older ones are trimmed."
    )
    keep_match_days: int = Field(
        default=7, ge=1, description="Days that matches are kept in the store once told. Given up ones stay."
    )

    @property
    def delays(self) -> Limits:
        """The delays as ``topology.retry_delay`` takes them."""
        return Limits(first_delay=self.watch_first_delay, longest_delay=self.watch_longest_delay)
