"""What one service can do for the command line, without the command line knowing the service.

A service offers abilities by name in its :class:`sayso.runtime.service.Service`; ``sayso extract URL`` asks the
installed services for ``fetch`` and ``read``, ``sayso claims`` for ``claims``. These protocols are the whole
agreement. Nothing here needs Redis.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sayso.contracts.events import Media, PageFetched
from sayso.contracts.records import (
    ArticleRecord,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    StatementRecord,
)
from sayso.contracts.wire import Record


class ReadArticle(Record):
    """A document as ``extract`` reads it."""

    article: ArticleRecord
    text: str
    statements: tuple[StatementRecord, ...]


class Comparison(Record):
    """What dedupe says of two claims."""

    verdict: str
    rule: str
    score: float
    field: str | None = None


class ClaimView(Record):
    """A claim as the store holds it, with all its evidence."""

    claim: ClaimRecord
    evidence: tuple[EvidenceRecord, ...] = ()
    conflicts: tuple[ConflictRecord, ...] = ()


class UnitView(Record):
    """One line of a URL's life, from the store."""

    stage: str
    url: str | None
    article_id: str | None
    disposition: str
    reason: str | None
    detail: str | None
    attempt: int
    ended_at: str


class Fetch(Protocol):
    """Ability ``fetch`` (ingest): one URL through the guarded fetcher. Raises ``contracts.Failure``."""

    async def __call__(self, url: str) -> PageFetched: ...


class Read(Protocol):
    """Ability ``read`` (extract): a document to its text and statements. Raises ``contracts.Failure``."""

    def __call__(
        self, body: bytes, *, url: str, media: Media | None = None, charset: str | None = None, as_is: bool = False
    ) -> ReadArticle: ...


class Compare(Protocol):
    """Ability ``compare`` (store): whether two claims are the same, in conflict or different."""

    def __call__(self, a: str, a_speaker: str | None, b: str, b_speaker: str | None) -> Comparison: ...


class Claims(Protocol):
    """Ability ``claims`` (store): reading the store."""

    def list_claims(self, *, limit: int, speaker: str | None = None, words: str | None = None) -> Sequence[ClaimView]:
        """The newest claims first; ``speaker`` and ``words`` are case-insensitive parts."""
        ...

    def show_claim(self, claim_id: str) -> ClaimView | None:
        """A claim by its id, or by an unambiguous beginning of it."""
        ...

    def unpublished(self) -> int:
        """How many events wait in the outbox."""
        ...

    def units(self, *, url: str | None = None, limit: int = 1000) -> Sequence[UnitView]:
        """How work ended, newest first; of one URL where one is given."""
        ...


OpenFetch = AbstractAsyncContextManager[Fetch]
"""``fetch`` is opened and closed around its use, since it holds connections."""
