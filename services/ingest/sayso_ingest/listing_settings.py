"""What an operator may set about feeds and sitemaps: how much of them is taken, and how often they are asked.

Read from the environment as ``SAYSO_<FIELD>``. Who uses it: ``listings`` and ``polls``, wired in ``service``.
"""

from pydantic import Field, model_validator

from sayso.runtime.settings import Settings
from sayso_ingest.domain.polling import Bounds


class ListingSettings(Settings):
    """How feeds and sitemaps are read and polled."""

    listing_items: int = Field(
        default=1000,
        ge=1,
        le=50_000,
        description="New items taken from one poll of a feed, the newest; the rest waits for the next poll.",
    )
    sitemap_items: int = Field(
        default=10_000, ge=1, le=50_000, description="The same of a sitemap, of which 50,000 entries are read at most."
    )
    listing_max_age_days: float = Field(
        default=30.0,
        ge=0,
        description="Days after which an item that bears a date is left alone, so that the sitemap of an archive does "
        "not flood the queue. News sitemaps have two days. 0: take items of any age.",
    )
    poll_least_seconds: float = Field(
        default=300.0, ge=1, description="Seconds between two polls of a feed, at least, however much is new in it."
    )
    poll_longest_seconds: float = Field(
        default=6 * 3600.0, ge=1, description="The same, at most, however little is new, or while it is broken."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "ListingSettings":
        if self.poll_least_seconds > self.poll_longest_seconds:
            raise ValueError("poll_least_seconds is more than poll_longest_seconds")
        return self

    @property
    def bounds(self) -> Bounds:
        """The bounds of the polls' interval."""
        return Bounds(self.poll_least_seconds, self.poll_longest_seconds)
