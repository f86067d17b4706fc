"""A claim of the tagger that holds several: "said that A but that B", "said A and urged B", "said A; others say B".

The network labels all that one verb reports as one content, and often runs on over a further verb of the same speaker.
Here such a content is cut into what a reader would call one claim each, so that each can be found again elsewhere; a
quotation behind a colon is one too. What stands behind a semicolon is left to the rules: it has a speaker of its own,
or nobody says it. What the article itself adds behind a report is left out.

Guaranteed: the parts' spans lie in the claim's, in order, without overlap; a quotation is never cut; linear.

Next: `joining`.
"""

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.patterns import Pattern
from sayso_extract.domain.tagging.claims import Page, evidence, form_of, kind_of
from sayso_extract.domain.values import replace

_FURTHER = (
    "urged|accused|warned|advised|ordered|criticised|criticized|blamed|insisted|denied|promised|vowed|pledged|demanded|"
    "rejected|dismissed|praised|thanked|threatened|ruled out|appealed (?:to|for)|called (?:on|for)"
)
_LINK = Pattern(rf"(?:;|:|,? (?:and|but) (that|(?:also )?(?:{_FURTHER}))) ")
_FOLLOWING = frozenset((
    "casting", "raising", "prompting", "sparking", "fuelling", "fueling", "dashing", "marking", "triggering", "causing",
    "bolstering", "boosting", "underlining", "deepening", "stoking", "renewing", "ending", "paving", "clearing",
    "sending", "pushing", "lifting", "driving", "taking", "bringing", "forcing", "plunging",
))  # fmt: skip
"""How the article tells what a report leads to."""
_NEAR = 3
"""Words before a quotation in which a verb of speech is somebody else's."""
_LEAST = 2
"""Words of a part."""


def parts_of(draft: Draft, page: Page) -> tuple[Draft, ...]:
    """The claims that a draft of the tagger holds: itself, if it is one."""
    if draft.kind == "direct" or len(draft.spans) != 1 or draft.cue is None or draft.cue.end > draft.spans[0].begin:
        return (draft,)
    (span,) = draft.spans
    words = span.of(page.text)
    that = page.text[draft.cue.end : span.begin].strip().lower().endswith("that")
    parts: list[Draft] = []
    current, begin = draft, span.begin
    for found in _LINK.finditer(words):
        at, end = (span.begin + place for place in found.span())
        link = found.group(1)
        quote = page.quote_at(at)
        if quote is not None or (link == "that" and not that):
            continue
        if words[found.span()[0]] == ":" and not _is_said(words[: found.span()[0]], end, span.end, page):
            continue
        parts += _part(current, begin, at, page)
        if words[found.span()[0]] == ":":
            begin = end
            break
        if not link:
            return tuple(parts) or (draft,)
        begin = end
        if link == "that":
            continue
        verb = Span(end - 1 - len(link), end - 1)
        current, that = replace(draft, cue=verb, form=form_of(link), negated=False), False
    return (*parts, *_part(current, begin, span.end, page)) if parts else (draft,)


def _is_said(before: str, begin: int, end: int, page: Page) -> bool:
    """Whether all that is left is one quotation, and nobody else's: "said she would be late: 'Nobody asked us.'"."""
    quote = page.quote_at(begin)
    if quote is None or quote.outer.begin != begin or end < quote.inner.end:
        return False
    return FORMS.keys().isdisjoint(before.lower().split()[-_NEAR:])


def _part(draft: Draft, begin: int, end: int, page: Page) -> list[Draft]:
    span = Span(begin, end)
    if page.text[begin - 2 : begin] == ": ":
        span = evidence(span, page)
    if span.of(page.text).count(" ") + 1 < _LEAST:
        return []
    return [replace(draft, spans=(span,), kind=kind_of((span,), page))]


def without_comment(draft: Draft, behind: set[int], text: str) -> Draft | None:
    """Without what the article adds behind a report: "..., officials said, casting doubt on the truce".

    `behind` are the ends of cues whose words stand before them. None where nothing is left.
    """
    cue = draft.cue
    if cue is None or draft.kind != "indirect" or (cue.end not in behind and len(draft.spans) == 1):
        return draft
    spans = tuple(span for span in draft.spans if span.begin < cue.end or not _comments(span, cue, text))
    return replace(draft, spans=spans) if spans else None


def _comments(span: Span, cue: Span, text: str) -> bool:
    behind_comma = text[max(cue.end, span.begin - 2) : span.begin] == ", "
    return behind_comma and span.of(text).split(None, 1)[0] in _FOLLOWING
