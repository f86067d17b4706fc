"""What a listing (a feed or a sitemap) says: links with their dates, nothing more.

The readers (``feeds_xml``, ``feeds_json``, ``sitemaps``) make these values; ``listings`` decides what is new in them.
A link is text from a stranger still: no reader resolves or checks it, the URL gate does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Literal

Content = Literal["feed", "sitemap", "index"]
"""``index``: a sitemap of sitemaps."""

Enough = Callable[[], bool]
"""Asked now and then while reading: whether the time for it is spent."""

MOST_READ = 50_000
"""Entries read of one listing: as many as a sitemap may have."""
LONGEST_FIELD = 4096
"""Characters kept of a link or date. The gate refuses a URL that is half as long."""
LONGEST_DATE = 64


class NotAListing(ValueError):
    """Neither a feed nor a sitemap. The message is one line for people."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as a listing gives it, in Unix seconds; ``whole_day`` if it names no time."""

    seconds: float
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: its link as written, and the ``xml:base`` it stands under, if any."""

    link: str
    base: str = ""
    date: Moment | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A listing, in its own order. ``whole`` is False if it was cut off, by the server or by a bound.

    ``ttl``: seconds the listing asks to be left alone.
    """

    content: Content
    items: tuple[Listed, ...] = field(default=())
    ttl: float | None = None
    whole: bool = True


def moment(text: str) -> Moment | None:
    """A date as feeds (RFC 822) and sitemaps (ISO 8601) write it; None if it is neither. Without a zone it is UTC."""
    text = text.strip()
    if not text or len(text) > LONGEST_DATE:
        return None
    try:
        if len(text) == 10:
            return Moment(datetime.combine(date.fromisoformat(text), time(), UTC).timestamp(), whole_day=True)
        found = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        return Moment((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def latest(moments: list[Moment | None]) -> Moment | None:
    """The last of several dates."""
    return max((each for each in moments if each), key=lambda each: each.seconds, default=None)
