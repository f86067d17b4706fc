"""What one service can do for the command line, without the command line knowing the service.

A service offers abilities by name in its :class:`sayso.runtime.service.Service`; ``sayso extract URL`` asks the
installed services for ``fetch`` and ``read``, ``sayso claims`` for ``claims``, ``sayso trace`` for ``life``.
These protocols are the whole agreement. Nothing here needs Redis.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, Protocol

from pydantic import Field

from sayso.contracts.events import Media, PageFetched
from sayso.contracts.records import (
    ArticleRecord,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    StatementRecord,
)
from sayso.contracts.wire import Record

Finder = Literal["fitted", "rules", "llm"]
"""Who finds the statements, as SAYSO_FINDER names it."""


class ReadArticle(Record):
    """A document as ``extract`` reads it."""

    article: ArticleRecord
    text: str
    statements: tuple[StatementRecord, ...]
    extractor_version: str
    charset_unsure: bool = False
    refused: int = 0
    """Claims of a language model that do not stand in the article."""
    fell_back: str | None = None
    """Why the finder that ships has read the article, where a language model was to."""


class ExplainedBlock(Record):
    """A block of a document, its place there (an XPath, or a line's number), and the step that took it out, if any."""

    place: str
    words: str
    step: str | None


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


class PairSide(Record):
    """One of two statements that are compared, its claim, and how it came to it."""

    claim: ClaimRecord
    evidence: EvidenceRecord
    verdict: str
    match_rule: str
    match_score: float


class PairView(Record):
    """Two statements side by side: what the rules say of them, and what the store has between their claims."""

    a: PairSide
    b: PairSide
    compared: Comparison
    one_claim: bool
    linked: Comparison | None = None


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
    entry_id: str = ""
    duration_ms: float = 0.0
    facts: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    correlation_id: str | None = None


class StatementView(Record):
    """A statement of an article, and the claim it is evidence for."""

    statement_id: str
    content: str
    speaker: str | None
    claim_id: str
    verdict: str
    rule: str
    superseded_at: str | None = None


class ArticleView(Record):
    """An article as the store holds it, with all statements that its readings ever had."""

    article: ArticleRecord
    copy_of: str | None = None
    statements: tuple[StatementView, ...] = ()


class LifeView(Record):
    """What the store knows of a URL, an article, a claim, an entry or a correlation id."""

    known_as: tuple[str, ...] = ()
    """Which of these it is: ``url``, ``article``, ``claim``, ``entry``, ``correlation``."""
    units: tuple[UnitView, ...] = ()
    """The oldest first."""
    articles: tuple[ArticleView, ...] = ()
    cut: bool = False
    """Whether there is more than was looked at."""


class StoreView(Record):
    """How the store does. ``kind``: sqlite or postgresql; ``outbox_oldest`` in seconds, 0 where nothing waits.

    ``outbox_waiting``: events committed and not yet marked as published; ``published``: the highest position that is.
    """

    kind: str
    bytes: int
    outbox_waiting: int
    outbox_oldest: float
    published: int


class HostView(Record):
    """A host that is fetched from. Seconds: until its next free turn, until the first turn nobody has reserved."""

    host: str
    busy: bool
    free_in: float
    tail_in: float
    troubles: int


class HostQueue(Record):
    """The hosts' schedule. ``queued``: hosts with turns reserved; ``resting``: hosts left alone after troubles.

    ``longest`` are those whose queues are longest. ``cut``: there are more hosts than were looked at.
    """

    hosts: int = 0
    busy: int = 0
    queued: int = 0
    resting: int = 0
    longest: tuple[HostView, ...] = ()
    cut: bool = False


class StoreAway(Exception):
    """The store cannot be read; one line says why."""


class FinderAway(Exception):
    """The finder that is set cannot be used; one line says why."""


class Fetch(Protocol):
    """Ability ``fetch`` (ingest): one URL through the guarded fetcher. Raises ``contracts.Failure``."""

    async def __call__(self, url: str) -> PageFetched: ...


class Read(Protocol):
    """Ability ``read`` (extract): a document to its text and statements. Raises ``contracts.Failure``."""

    def __call__(
        self,
        body: bytes,
        *,
        url: str,
        media: Media | None = None,
        charset: str | None = None,
        as_is: bool = False,
        finder: Finder | None = None,
    ) -> ReadArticle:
        """``finder`` None: the one that is set. Raises FinderAway, too."""


class Explain(Protocol):
    """Ability ``explain`` (extract): what became of each block of a document. Raises ``contracts.Failure``."""

    def __call__(
        self, body: bytes, *, media: Media | None = None, charset: str | None = None
    ) -> Sequence[ExplainedBlock]: ...


class Compare(Protocol):
    """Ability ``compare`` (store): whether two claims are the same, in conflict or different."""

    def __call__(self, a: str, a_speaker: str | None, b: str, b_speaker: str | None) -> Comparison: ...


class Claims(Protocol):
    """Ability ``claims`` (store): reading the store."""

    def list_claims(
        self, *, limit: int, speaker: str | None = None, words: str | None = None, withdrawn: bool = False
    ) -> Sequence[ClaimView]:
        """The newest claims first; ``speaker`` and ``words`` are case-insensitive parts. ``withdrawn``: those too."""
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


class StoreState(Protocol):
    """Ability ``store_state`` (store): how the store does. Blocks."""

    def __call__(self) -> StoreView:
        """Raises :class:`StoreAway`."""
        ...


class Hosts(Protocol):
    """Ability ``hosts`` (ingest): how the hosts' schedule stands, on a connection to the pipeline's Redis."""

    async def __call__(self, redis: Any, keys: Any) -> HostQueue: ...


class Why(Protocol):
    """Ability ``why`` (store): two statements or claims, by their ids, side by side."""

    def __call__(self, a: str, b: str) -> PairView:
        """Raises KeyError with the id that names neither."""
        ...


class Export(Protocol):
    """Ability ``export`` (store): all claims that meet conditions, with their evidence."""

    def __call__(self, conditions: Mapping[str, object], limit: int | None = None) -> Iterator[ClaimView]:
        """The conditions are those of the console's query. Raises ValueError where they make no sense."""
        ...


class Life(Protocol):
    """Ability ``life`` (store): what the store knows of one thing, by whatever names it."""

    def __call__(self, what: str) -> LifeView:
        """Raises :class:`StoreAway`."""
        ...


OpenFetch = AbstractAsyncContextManager[Fetch]
"""``fetch`` is opened and closed around its use, since it holds connections."""
