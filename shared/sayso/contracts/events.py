"""The kinds of events between the stages, and the record of how each unit of work ended.

Each class is one entry format; its docstring and field descriptions become the published JSON Schema. Times are
ISO 8601 in UTC. The stream each one travels on stands in ``topology``.
"""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.records import (
    ArticleRecord,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    ResolutionRecord,
    StatementRecord,
)
from sayso.contracts.wire import Event

Media = Literal["html", "text"]
PushedKind = Literal["page", "feed", "sitemap"]
ClaimEventType = Literal[
    "claim.new", "claim.corroborated", "claim.disputed", "claim.superseded", "claim.merged", "claim.withdrawn"
]


class UrlPushed(Event):
    """Somebody asks for a page: a URL to fetch, or the document itself in ``html`` or ``text``."""

    NAME: ClassVar[str] = "url.pushed"

    url: str | None = Field(default=None, description="What to fetch; with html or text, where the document is from.")
    html: bytes | None = Field(default=None, description="A saved page, in its own encoding.")
    text: str | None = Field(default=None, description="A document as plain text.")
    source: str | None = Field(default=None, description="Who pushed it, such as a feed's name.")
    tags: str | None = Field(default=None, description="Words of the pusher's own, with commas between.")
    priority: int = Field(default=5, ge=0, le=9, description="0 is most urgent.")
    correlation_id: str | None = Field(default=None, description="Follows the work to the claims stream.")
    kind: PushedKind = Field(
        default="page", description="What the URL leads to; what a feed or sitemap lists is pushed in its turn."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.url or self.html or self.text):
            raise PydanticCustomError("nothing_given", "one of the fields url, html, text is needed")
        if self.kind != "page" and not self.url:
            raise PydanticCustomError("nothing_given", "a {kind} needs its url", {"kind": self.kind})
        return self


class PageFetched(Event):
    """A document and the HTTP facts that matter for reading it."""

    NAME: ClassVar[str] = "page.fetched"

    url: str = Field(description="The URL as it was pushed; urn:sha256:… for a document without one.")
    final_url: str = Field(description="The URL that answered, after redirects.")
    status: int = 200
    media: Media
    charset: str | None = Field(default=None, description="As the Content-Type header declares it.")
    http_headers: dict[str, str] = Field(
        default_factory=dict, description="The headers that matter, names in lower case."
    )
    redirects: tuple[str, ...] = Field(default=(), description="The URLs that led on to final_url, in order.")
    fetched_at: str
    archived: str | None = Field(default=None, description="Where the page stands in the archive: file and offset.")
    body: bytes = Field(description="The decoded body, zstd-compressed.")
    sha256: str = Field(description="Hash of the body before compression.")
    source: str | None = None
    tags: str | None = None
    correlation_id: str | None = None


class StatementsFound(Event):
    """One article and everything said in it. An article in which nobody says anything has no statements."""

    NAME: ClassVar[str] = "statements.found"

    article: ArticleRecord
    text: str
    statements: tuple[StatementRecord, ...] = ()
    extractor_version: str
    tags: str | None = None
    correlation_id: str | None = None


class StatementsResolved(Event):
    """The same, with each statement's claim."""

    NAME: ClassVar[str] = "statements.resolved"

    article: ArticleRecord
    text: str
    statements: tuple[StatementRecord, ...] = ()
    resolutions: tuple[ResolutionRecord, ...] = ()
    copy_of: str | None = Field(default=None, description="The article_id of the known article with the same text.")
    same_text: tuple[str, ...] = Field(
        default=(), description="The article_id of each known article that shares its text, the most alike first."
    )
    extractor_version: str
    tags: str | None = None
    correlation_id: str | None = None


class UnitEnded(Event):
    """How one unit of work ended at one stage. The store keeps these as the record of a URL's life."""

    NAME: ClassVar[str] = "unit.ended"

    stage: str
    entry_id: str = Field(description="The entry's first id on the stage's stream.")
    url: str | None = None
    article_id: str | None = None
    disposition: Disposition
    reason: Reason | None = None
    detail: str | None = None
    attempt: int = Field(ge=1, description="Which try this was.")
    ended_at: str
    duration_ms: float
    facts: dict[str, str | int | float | bool | None] = Field(default_factory=dict)
    correlation_id: str | None = None


class ClaimEventData(Event):
    """The ``data`` field of an entry on ``claims``: self-contained, so that no look-up is needed to use it."""

    NAME: ClassVar[str] = "claim"

    type: ClaimEventType = Field(
        description="new: stated for the first time, once a claim. corroborated: by another speaker or outlet, or "
        "stated again after it was withdrawn. disputed: a conflict with another claim, once a pair. superseded: the "
        "same speaker gave another figure later, once a pair. merged: other claims turned out to be this one. "
        "withdrawn: every article that stated it was read anew, without it."
    )
    at: str
    claim: ClaimRecord
    evidence: tuple[EvidenceRecord, ...] = Field(
        description="The statements this event is about, newest last; of a withdrawn claim those it stood on."
    )
    conflicts: tuple[ConflictRecord, ...] = ()
    merged_from: tuple[str, ...] = Field(default=(), description="Ids that lead to this claim from now on.")
    correlation_id: str | None = None


class ClaimPublished(Event):
    """An entry on ``claims``. Its stream id is its position in the outbox, ``<n>-0``: rising, without gaps."""

    NAME: ClassVar[str] = "claim"

    type: ClaimEventType
    claim_id: str
    data: str = Field(description="JSON of ClaimEventData.")


class ClaimMatched(Event):
    """An entry on ``matches``: an event of a claim that answers a watch. Its ``match_id`` is the same for ever."""

    NAME: ClassVar[str] = "claim.matched"

    match_id: str = Field(description="The watch and the event's position: what comes twice has the same.")
    watch_id: str
    watch: str = Field(description="The watch's name.")
    position: int = Field(description="The event's position: its id on `claims` is `<position>-0`.")
    type: ClaimEventType
    claim_id: str
    data: str = Field(description="JSON of ClaimEventData.")


class MatchDelivered(Event):
    """The body that a webhook gets, as JSON: the same with the event as an object."""

    NAME: ClassVar[str] = "match.delivered"

    match_id: str = Field(description="The header webhook-id says the same.")
    watch_id: str
    watch: str = Field(description="The watch's name.")
    position: int | None = Field(default=None, description="The event's position on `claims`; a test has none.")
    test: bool = Field(default=False, description="Whether this is a sample that somebody asked for.")
    event: ClaimEventData
