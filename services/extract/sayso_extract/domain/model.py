"""The values the extraction core speaks in: an article, and the statements found in it.

Everything in `domain/` is a pure function over these frozen values. An `Article` comes out of `html.article` or
`text.article`; `Statement`s come out of `attribution.finder`, with their fields filled by `speakers.speakers` and by
`certainty`, `numbers` and `dates` of `fields`. The wire's own models live elsewhere and are built from these.

Guaranteed: every `Span` counts code points into `Article.text`, end exclusive, so `text[begin:end]` is the evidence;
and a statement's `content` is the pieces at its `content_spans` joined with one space.

Next: `attribution.quotes`, where reading for statements begins.
"""

from dataclasses import dataclass
from typing import Literal

from sayso_extract.domain.values import Value

SpeakerKind = Literal["person", "organisation", "document", "group", "anonymous", "unknown"]
StatementKind = Literal["direct", "indirect", "mixed"]
Certainty = Literal["asserted", "expected", "possible", "believed", "denied"]


class Span(Value):
    """A stretch of text in code points, end exclusive."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The words this span stands for."""
        return text[self.begin : self.end]


class Link(Value):
    """Somebody else in a chain of reports, in the article's words: whom the speaker told, or whom it quotes."""

    part: Literal["told", "quotes"]
    mention: str
    span: Span


class Speaker(Value):
    """Who is said to have said it: the words on the page, and who they stand for if one rule could tell.

    `described_by` are the descriptions that stand beside the mention, between commas; `chain` is who else passed it on.
    """

    mention: str
    mention_span: Span | None
    name: str | None
    role: str | None
    affiliation: str | None
    kind: SpeakerKind
    resolved_by: str
    described_by: tuple[Span, ...] = ()
    chain: tuple[Link, ...] = ()


class TimeRange(Value):
    """A time expression and the days it covers, both ends included, as ISO dates."""

    text: str
    start: str
    end: str
    granularity: str


class Quantity(Value):
    """A number with its unit, in base units ("$1.2bn" is 1200000000 dollars); a range has an upper end."""

    text: str
    value: float
    upper: float | None
    unit: str | None
    approximate: bool


class Statement(Value):
    """One attribution found in one article. `rule` names the pattern that found it."""

    content: str
    content_spans: tuple[Span, ...]
    cue: str
    cue_span: Span | None
    speaker: Speaker
    kind: StatementKind
    said_when: TimeRange | None
    event_when: TimeRange | None
    quantities: tuple[Quantity, ...]
    certainty: Certainty
    negated: bool
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Article:
    """A page's clean text and what it says about itself. Only `text` is always there.

    `declared` are the addresses the page gives itself, as written, the best first; `editions` those of other editions.
    `charset_unsure` tells that the text's charset was guessed or did not fit everywhere. `paywalled` is what the page
    says, None if nothing. `sources` are pairs of a field and where it was found, as `html.metadata.SOURCES` tells.
    """

    title: str | None
    authors: tuple[str, ...]
    published: str | None
    published_source: str | None
    modified: str | None
    publisher: str | None
    language: str | None
    section: str | None
    url: str | None
    text: str
    declared: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    charset_unsure: bool = False
    paywalled: bool | None = None
    sources: tuple[tuple[str, str], ...] = ()
