"""Through whom a report came: whom the speaker told, and whom the speaker quotes.

Input: one draft. Of nested reports only the outer one is a statement ("officials told the agency that the minister had
said ..."): its speaker answers for it. What else stands in the chain is kept beside the speaker, in the article's words
and unresolved: the hearer, from the words behind a verb that names one, whether they are taken for part of the cue or
not, and the first speaker inside what is reported.

Guaranteed: every link is a stretch of the text; only the draft's own words and those right behind its cue are read.
"""

from sayso_extract.domain.attribution.cues import FORMS
from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.finder import find_drafts, read_paragraphs
from sayso_extract.domain.model import Link, Span
from sayso_extract.domain.word_lists import word_set

HEARER_WORDS = 6
"""A hearer has no more words; what is longer is something else."""
LONGEST_CONTENT = 600
"""Characters of what is reported that are read for a report inside."""
_NEAR = 80
_ENDS = '.,;:!?\n"“”«»„—–()'
_BEHIND = word_set(
    "about after and as at before because but by during for from in near of off on outside over so through to under "
    "via when where while with yesterday today later earlier again monday tuesday wednesday thursday friday saturday "
    "sunday"
)
_REPORTING = frozenset(
    form for form, cue in FORMS.items() if cue.kind.name in ("say", "tell", "state", "deny", "believe")
)


def chain_of(draft: Draft, text: str) -> tuple[Link, ...]:
    """The links of a draft's chain besides its speaker."""
    links = []
    told = _hearer(draft, text)
    if told is not None:
        links.append(Link("told", told.of(text), told))
    quoted = _inner_speaker(draft, text)
    if quoted is not None:
        links.append(Link("quotes", quoted.of(text), quoted))
    return tuple(links)


def _hearer(draft: Draft, text: str) -> Span | None:
    if draft.cue is None or draft.form is None or not draft.form.hearer:
        return None
    begin = _verb_end(draft.cue, text)
    behind = min((span.begin for span in draft.spans if span.begin >= begin), default=begin + _NEAR)
    if draft.mention is not None and draft.mention.begin >= begin:
        behind = min(behind, draft.mention.begin)
    words = text[begin : min(behind, begin + _NEAR)]
    words = words[: min((at for mark in _ENDS if (at := words.find(mark)) >= 0), default=len(words))]
    kept: list[str] = []
    for word in words.split():
        if word.lower() == "that" or word.lower() in _BEHIND:
            break
        kept.append(word)
    if not kept or len(kept) > HEARER_WORDS:
        return None
    first = begin + len(words) - len(words.lstrip())
    end = first
    for word in kept:
        end = text.index(word, end) + len(word)
    return Span(first, end)


def _verb_end(cue: Span, text: str) -> int:
    """Where the cue's verb that names a hearer ends; the cue's own end if none of its words is one."""
    end = cue.begin
    for word in cue.of(text).split():
        end = text.index(word, end) + len(word)
        form = FORMS.get(word.lower())
        if form is not None and form.hearer:
            return end
    return cue.end


def _inner_speaker(draft: Draft, text: str) -> Span | None:
    if draft.kind == "direct" or len(draft.spans) != 1:
        return None
    span = draft.spans[0]
    content = text[span.begin : min(span.end, span.begin + LONGEST_CONTENT)]
    if _REPORTING.isdisjoint(content.lower().split()):
        return None
    for inner in find_drafts(read_paragraphs(content)):
        if inner.mention is not None and inner.cue is not None:
            return Span(span.begin + inner.mention.begin, span.begin + inner.mention.end)
    return None
