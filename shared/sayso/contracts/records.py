"""The values inside events: an article, its statements, and what dedupe says of each.

These are the wire's words for what the glossary names. Spans are code-point offsets ``[begin, end)`` into the
article's text, so that ``text[begin:end]`` is the evidence. Inside a service the same things are plain frozen
dataclasses; these models stand at its edges only. Who uses them: ``events``.
"""

from typing import Literal

from pydantic import Field

from sayso.contracts.wire import Record

Span = tuple[int, int]
SpeakerKind = Literal["person", "organisation", "document", "group", "anonymous", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]
Certainty = Literal["asserted", "expected", "possible", "believed", "denied"]
Verdict = Literal["new", "same"]
Relation = Literal["conflict", "superseded_by", "supersedes"]


class LinkRecord(Record):
    """Somebody else in a chain of reports: "officials told the agency that the minister had said ..."."""

    part: Literal["told", "quotes"] = Field(description="Whom the speaker told, or whom the speaker quotes.")
    mention: str = Field(description="The article's words for them.")
    span: Span = Field(description="Where they stand in the text.")


class SpeakerRecord(Record):
    """Who is said to have said it: the words in the text, and what the document tells about them."""

    mention: str = Field(description="The words that stand for the speaker; empty where the text names nobody.")
    mention_span: Span | None = Field(default=None, description="Where the mention stands in the text.")
    name: str | None = Field(default=None, description="The fullest name in the document; null if not resolved.")
    role: str | None = None
    affiliation: str | None = None
    kind: SpeakerKind = "unknown"
    resolved_by: str = Field(default="none", description="The rule that found the name.")
    chain: tuple[LinkRecord, ...] = Field(default=(), description="Who else passed it on, where reports are nested.")


class TimeRecord(Record):
    """A time expression, worked out against the publication date."""

    text: str
    start: str | None = Field(default=None, description="ISO 8601, inclusive.")
    end: str | None = Field(default=None, description="ISO 8601, inclusive.")
    granularity: str = "unknown"


class QuantityRecord(Record):
    """A number with its unit, in base units (a million is multiplied out)."""

    text: str
    value: float | None = None
    upper: float | None = Field(default=None, description="The other end of a range.")
    unit: str | None = None
    approximate: bool = False


class StatementRecord(Record):
    """One attribution found in one article. Immutable once made."""

    statement_id: str
    content: str = Field(description="What was said: the pieces of evidence, joined with one space.")
    content_spans: tuple[Span, ...] = Field(description="Where each piece stands in the article's text.")
    cue: str = Field(description="The reporting word or phrase; empty where there is none.")
    cue_span: Span | None = None
    speaker: SpeakerRecord
    kind: StatementKind
    said_when: TimeRecord | None = None
    event_when: TimeRecord | None = None
    quantities: tuple[QuantityRecord, ...] = ()
    certainty: Certainty = "asserted"
    negated: bool = False
    rule: str = Field(description="The named rule, or the finder, that found it.")
    confidence: float = Field(ge=0, le=1)
    extractor_version: str


class ArticleRecord(Record):
    """A page's metadata. The text travels beside it, in a field of its own."""

    article_id: str
    url: str = Field(description="The canonical URL.")
    fetched_url: str = Field(description="The URL the page came from, after redirects.")
    aliases: tuple[str, ...] = Field(default=(), description="Other URLs that led to the same article.")
    outlet: str = Field(description="The publisher as it names itself, else the host.")
    title: str | None = None
    authors: tuple[str, ...] = Field(
        default=(), description="People; where none is credited, the newsroom or agency that is."
    )
    published: str | None = Field(default=None, description="ISO 8601 date or time.")
    published_source: str | None = Field(default=None, description="Where it was found; `guess`: in the words.")
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    paywalled: bool | None = Field(default=None, description="Whether the page says that it is not free to read.")
    sources: dict[str, str] = Field(
        default={},
        description="Where each field was found: json-ld, meta, link, h1, title, byline, signature, microdata, time, "
        "page, address, guess, declared, text; and newsroom behind it where authors are no people.",
    )
    fetched_at: str = Field(description="ISO 8601, UTC.")
    fingerprint: str = Field(description="Hash of the text's words: equal for equal texts.")
    page_sha256: str = Field(description="Hash of the body the text was read from.")


class ConflictRecord(Record):
    """Another claim about the same thing that cannot be true together with this one."""

    claim_id: str
    field: str = Field(description="What differs, such as number or negation.")
    rule: str
    score: float
    relation: Relation = Field(
        default="conflict",
        description="superseded_by: the other is a later figure by the same speaker; supersedes: an earlier one.",
    )


class ResolutionRecord(Record):
    """What dedupe says of one statement."""

    statement_id: str
    claim_id: str
    verdict: Verdict
    rule: str
    score: float = Field(ge=0, le=1)
    conflicts: tuple[ConflictRecord, ...] = ()
    merges: tuple[str, ...] = Field(default=(), description="Ids of claims that turned out to be this one.")


class EvidenceRecord(Record):
    """One statement as a consumer of ``claims`` needs it: self-contained."""

    statement_id: str
    claim_id: str = Field(description="The claim it is evidence for: in a dispute, either side's.")
    article_id: str
    url: str
    outlet: str
    title: str | None = None
    published: str | None = None
    copy_of: str | None = Field(default=None, description="The article_id of the original, where the article reprints.")
    content: str
    content_spans: tuple[Span, ...]
    cue: str
    speaker: SpeakerRecord
    kind: StatementKind
    certainty: Certainty
    negated: bool
    said_when: TimeRecord | None = None
    event_when: TimeRecord | None = None
    quantities: tuple[QuantityRecord, ...] = ()
    rule: str
    confidence: float
    extractor_version: str


class ClaimRecord(Record):
    """A claim with its counts, as they are when the event is made."""

    claim_id: str
    content: str = Field(description="The canonical words: those of the claim's first statement.")
    speaker: str | None = Field(description="The canonical speaker, null where nobody is named.")
    first_seen: str
    last_seen: str
    statements: int
    outlets: int
    independent_outlets: int = Field(
        description="Owners of the texts it is in: a copy counts for its original's, a wire story for its agency."
    )
    copies: int = Field(description="Articles that reprint another article's text.")
    distinct_speakers: int
    withdrawn_at: str | None = Field(
        default=None, description="Since when no article says it any more: all that did were read anew, without it."
    )
    first_said: str | None = Field(default=None, description="The first day somebody is known to have said it.")
    last_said: str | None = Field(default=None, description="The last day somebody is known to have said it.")
    merged_into: str | None = Field(default=None, description="The claim that this one turned out to be.")
