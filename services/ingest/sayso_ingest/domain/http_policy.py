"""What an HTTP status asks of the pipeline, and how long a server asks to be left alone.

Statuses that pass with time are retried; every other one that is neither success nor redirect ends the work, since the
next try would hear the same. ``Retry-After`` sets a least delay and is believed up to an hour: a server that asks for
a week gets the retry budget instead. Who acts on it: ``adapters.http``.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Verdict = Literal["read", "unchanged", "follow", "retry", "end"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({408, 429, 500, 502, 503, 504, 522, 524})
"""Overload, maintenance, and the two of Cloudflare's codes that mean the same. Scrapy's list."""

OVERLOADED = frozenset({429, 503})
"""Of these, the ones that speak for the whole host: it wants fewer requests."""

LONGEST_RETRY_AFTER = 3600.0
"""Seconds."""


def verdict(status: int) -> Verdict:
    """What to do with an answer of that status: read it, or what is at hand, follow it, retry it, or end there."""
    if 200 <= status < 300:
        return "read"
    if status == 304:
        return "unchanged"
    if status in REDIRECTS:
        return "follow"
    return "retry" if status in RETRIED else "end"


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds a ``Retry-After`` header asks to wait, from 0 to an hour; None if it says nothing readable."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)
