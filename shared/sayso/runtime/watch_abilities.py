"""The abilities ``watches`` (store) and ``post`` (ingest): standing queries, and how their matches get out.

``watches`` keeps the list of standing queries; the command line works with it. ``post`` sends a body to a stranger's
server from behind the same walls as the fetcher; the role ``watch`` of the store asks for it by name. These values and
protocols are the whole agreement.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from pydantic import Field

from sayso.contracts.wire import Record

DeliveryState = Literal["none", "waiting", "delivered", "dead", "failed"]
"""none: the watch has no webhook; dead: given up after all tries; failed: a test that was not taken."""


class NewWatch(Record):
    """A standing query to be kept. ``query``: its conditions by name, as they stand in the console's addresses."""

    name: str = Field(default="", max_length=100, description="What people call it; its conditions, if not given.")
    query: dict[str, str] = Field(description="The conditions by name, such as speaker, words, number, disputed.")
    webhook: str | None = Field(default=None, max_length=2048, description="Where matches are posted to.")
    since: int | None = Field(
        default=None, ge=0, description="The position on `claims` after which it begins; unset: what comes from now on."
    )


class WatchAdded(Record):
    """A watch that was added. ``secret`` signs its webhooks and is told this once."""

    watch_id: str
    name: str
    secret: str | None = None


class WatchView(Record):
    """A standing query and how it goes."""

    watch_id: str
    name: str
    query: dict[str, str]
    webhook: str | None = Field(description="Where to, without what looks like a secret.")
    created_at: str
    position: int = Field(description="The position on `claims` up to which it has been answered.")
    lag: int = Field(description="Events published that it has not been held against.")
    matched: int = Field(description="Matches that are kept.")
    waiting: int = Field(description="Matches not delivered yet.")
    dead: int = Field(description="Matches that were given up.")
    failures: int = Field(description="Tries that failed since the last that did not.")
    next_try_at: str | None = None
    last_error: str | None = None
    delivered_at: str | None = Field(default=None, description="When its webhook last took a match.")


class DeliveryView(Record):
    """One match, or one test, of a watch."""

    match_id: str
    watch_id: str
    test: bool
    type: str
    claim_id: str
    matched_at: str
    state: DeliveryState
    attempts: int
    ended_at: str | None = None
    status: int | None = None
    error: str | None = None


class WatchRefused(ValueError):
    """A watch that makes no sense; one line says why."""


class Watches(Protocol):
    """The list of standing queries. Its methods block, and raise ``abilities.StoreAway``."""

    def add(self, new: NewWatch) -> WatchAdded:
        """Keep a query. Raises :class:`WatchRefused`."""
        ...

    def all(self) -> Sequence[WatchView]:
        """All of them, the oldest first."""
        ...

    def remove(self, name: str) -> bool:
        """Forget a watch with its matches, by its id or its name; whether it was there."""
        ...

    def deliveries(self, name: str, *, dead: bool = False, limit: int = 20) -> Sequence[DeliveryView]:
        """The newest matches and tests of a watch, or only what was given up. Raises LookupError."""
        ...

    def ask_test(self, name: str) -> str:
        """Ask for a signed sample to be posted; the id it will have. Raises LookupError and :class:`WatchRefused`."""
        ...

    def outcome(self, match_id: str) -> DeliveryView | None:
        """What became of a match or a test."""
        ...

    def redrive(self, name: str) -> int:
        """Let what was given up be tried again; how many. Raises LookupError."""
        ...


class Posted(Record):
    """A server's answer to a post: its status, and how many seconds it asks to be left alone."""

    status: int
    retry_after: float | None = None


class Post(Protocol):
    """Ability ``post`` (ingest): one body to one URL through the guarded dialler. Raises ``contracts.Failure``."""

    async def __call__(self, url: str, body: bytes, headers: Mapping[str, str], *, deadline: float) -> Posted:
        """Redirects are not followed: their status is the answer. ``deadline`` in seconds."""
        ...


OpenPost = AbstractAsyncContextManager[Post]
"""``post`` is opened and closed around its use, since it holds connections."""
