"""What is shown of the store to people and programs: the console's pages and its API read the same values.

Beyond ``sayso.runtime.abilities``, which the command line reads, these hold what a page needs at one look: a claim's
line in a list, evidence in its paragraph, both sides of a conflict. Filled by the modules ``adapters.claim_search``,
``adapters.claim_details``, ``adapters.article_details`` and ``adapters.speaker_details``.
"""

from pydantic import Field

from sayso.contracts.records import ArticleRecord, ClaimRecord, EvidenceRecord, Relation, Span, StatementRecord
from sayso.contracts.wire import Record


class ClaimLine(Record):
    """A claim in a list, with what the statement that opened it tells."""

    claim: ClaimRecord
    kind: str
    certainty: str
    negated: bool
    outlet: str
    url: str
    title: str | None = None
    article_id: str
    disputed: tuple[str, ...] = Field(default=(), description="The fields in which other claims contradict it.")


class ClaimPage(Record):
    """Some claims in order. ``next`` is the cursor of the page after, null at the end."""

    claims: tuple[ClaimLine, ...]
    next: str | None = None


class Passage(Record):
    """Evidence where it stands: a paragraph of the article, and the spans of it that are the evidence."""

    text: str
    spans: tuple[Span, ...] = Field(description="Code-point offsets into the passage.")
    cut_before: bool = False
    cut_after: bool = False


class EvidenceShown(Record):
    """One statement of a claim, with its paragraph and the reason why it belongs to the claim."""

    evidence: EvidenceRecord
    passage: Passage | None = Field(default=None, description="Null where the text that is stored does not hold it.")
    fetched_at: str
    copy_of: str | None = Field(default=None, description="The article whose text this one reprints.")
    verdict: str = Field(description="new: it opened the claim. same: it was merged into it.")
    match_rule: str
    match_score: float


class OutletEvidence(Record):
    """An article's statements of a claim, and the copies of the article folded under it."""

    article_id: str
    outlet: str
    statements: tuple[EvidenceShown, ...]
    copies: tuple["OutletEvidence", ...] = ()


class ConflictShown(Record):
    """The other side of a conflict."""

    claim: ClaimRecord
    field: str
    rule: str
    score: float
    relation: Relation = Field(default="conflict", description="What the other is to this claim.")
    outlet: str | None = None
    url: str | None = None
    said: str | None = Field(default=None, description="When the other side was first stated.")


class EventShown(Record):
    """One event of a claim as it went to the stream."""

    position: int | None
    type: str
    at: str
    statements: int
    outlets: int
    independent_outlets: int
    copies: int
    distinct_speakers: int
    other: str | None = Field(default=None, description="The other claim, where the event is about two.")
    merged_from: tuple[str, ...] = Field(default=(), description="Claims that turned out to be this one.")


class ClaimDetail(Record):
    """Everything a person needs to judge a claim."""

    claim: ClaimRecord
    evidence: tuple[OutletEvidence, ...]
    shown: int = Field(description="How many statements are in ``evidence``; the claim says how many there are.")
    conflicts: tuple[ConflictShown, ...] = ()
    events: tuple[EventShown, ...] = ()


class StatementInArticle(Record):
    """A statement of the newest reading of an article, and its claim."""

    statement: StatementRecord
    claim_id: str
    independent_outlets: int
    disputed: bool


class ArticleDetail(Record):
    """An article with its text and who says what in it."""

    article: ArticleRecord
    text: str
    statements: tuple[StatementInArticle, ...]
    copy_of: str | None = None
    copies: tuple[str, ...] = Field(default=(), description="Articles that reprint this one's text.")


class SpeakerLine(Record):
    """A speaker in a list."""

    name: str
    key: str
    statements: int
    last_seen: str


class SpeakerPage(Record):
    """Speakers, those with the most statements first."""

    speakers: tuple[SpeakerLine, ...]


class Change(Record):
    """Two claims of one speaker that cannot both be true, the earlier first."""

    earlier: ClaimRecord
    later: ClaimRecord
    field: str
    rule: str
    changed: bool = Field(description="The later one was said on a later day: a change. False: a contradiction.")


class SaidClaim(Record):
    """A claim as one speaker stated it."""

    line: ClaimLine
    said_at: str = Field(description="When: as said, else as published, else as fetched.")


class SpeakerDetail(Record):
    """What one speaker has said, the newest first."""

    name: str
    key: str
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    statements: int
    claims: tuple[SaidClaim, ...]
    changes: tuple[Change, ...]
    next: str | None = None
