"""The ability ``feeds`` (ingest): the list of feeds, as the command line works with it.

Like all of ``abilities``, these values and the protocol are the whole agreement between the command line and whichever
service keeps the list.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from pydantic import Field

from sayso.contracts.wire import Record

FeedKind = Literal["feed", "sitemap"]


class NewFeed(Record):
    """A feed or sitemap to be polled. ``every``: seconds between two polls; None leaves that to what comes."""

    url: str
    kind: FeedKind = "feed"
    name: str = ""
    tags: str = ""
    every: float | None = Field(default=None, gt=0)


class Added(Record):
    """What became of a feed that was to be put on the list: ``refused`` says why it is not."""

    url: str
    new: bool = False
    refused: str | None = None


class FeedView(Record):
    """A feed with how its polls went. Seconds; ``next_in`` is None while a poll is under way."""

    url: str
    kind: FeedKind
    name: str
    tags: str
    every: float | None
    interval: float | None
    next_in: float | None
    polled_at: str | None
    result: str
    errors: int
    items_a_day: float | None


class Feeds(Protocol):
    """The list."""

    async def add(self, feeds: Sequence[NewFeed]) -> Sequence[Added]:
        """Put feeds on the list, or change what is said of them; what became of each, in order."""
        ...

    async def remove(self, url: str) -> bool:
        """Take a feed off the list, by its URL or its name; whether it was there."""
        ...

    async def all(self) -> Sequence[FeedView]:
        """The whole list."""
        ...

    def read_opml(self, body: bytes) -> Sequence[NewFeed]:
        """The feeds of an OPML file. Raises ValueError."""
        ...

    def write_opml(self, feeds: Sequence[FeedView]) -> bytes:
        """An OPML file of feeds."""
        ...


OpenFeeds = AbstractAsyncContextManager[Feeds]
"""``feeds`` is opened and closed around its use, since it holds a connection."""
