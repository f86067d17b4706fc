"""Contents that were read too far, cut back: they begin in their own paragraph, behind its dateline and its time.

A content that runs over from a line before (a headline, a byline) keeps what stands in the paragraph of its cue, and
"TARSK, Veldania (Meridian Wire) - At least 43" begins at "At least". What is told of the claim or of the speaker behind
them ("..., a charge he denies", "according to the ministry, which keeps no count") is no part of it. A speaker is not
the place before it, nor what it says something of.

Guaranteed: spans only get shorter, and stay in order; one that would become empty is left as it was.

Next: `fields.said`.
"""

from bisect import bisect_right
from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.attribution.phrases import opens_with_matter
from sayso_extract.domain.model import Span
from sayso_extract.domain.values import replace

LONGEST_DATELINE = 90
_LONGEST_PLACE = 30
"""Characters of a place before a colon."""
_OF_A_CLAIM = frozenset((
    "charge", "claim", "accusation", "allegation", "assertion", "suggestion", "insinuation", "denial",
))  # fmt: skip
_OF_ANYTHING = frozenset(("denies", "denied", "disputes", "disputed", "rejects", "rejected"))
_DENIABLE = _OF_A_CLAIM | {f"{noun}s" for noun in _OF_A_CLAIM} | frozenset((
    "report", "reports", "rumour", "rumours", "rumor", "rumors", "speculation", "idea", "notion", "complaints", "talk",
))  # fmt: skip
"""What may be denied, where what it says is told behind "that"."""
_WHOSE = (), ("by",), ("from",), ("of",), ("in",), ("made",)
_LONGEST_HEAD = 12
"""Words of what is denied before "that"."""
_DESCRIBES = frozenset(("who", "which", "whose", "whom"))
_DASHES = (" - ", "--", "—", "–")


def cut_back(drafts: Sequence[Draft], paragraphs: Sequence[Span], text: str) -> tuple[Draft, ...]:
    """The drafts with their contents cut back."""
    begins = [span.begin for span in paragraphs]
    found = []
    for draft in drafts:
        spoken = _behind_matter(_behind_place(draft, text), text)
        found.append(_cut(_to_the_end(spoken, text), begins, text))
    return tuple(found)


def _behind_place(draft: Draft, text: str) -> Draft:
    """ "In Port Mallory, the mayor, Ada Brook, said": the mayor speaks, not the place that opens the sentence."""
    if draft.mention is None or not draft.appositions:
        return draft
    if draft.mention.of(text).split(None, 1)[0].lower() not in ("in", "at", "from", "outside"):
        return draft
    return replace(draft, mention=draft.appositions[0], appositions=draft.appositions[1:])


def _behind_matter(draft: Draft, text: str) -> Draft:
    """ "..., a move Superintendent Ada Brook said was unavoidable": Ada Brook speaks, not "a move"."""
    if draft.mention is None:
        return draft
    mention = draft.mention.of(text)
    if not opens_with_matter(mention.split(None, 3)[:3]):
        return draft
    return replace(draft, mention=Span(draft.mention.end - len(mention.split(None, 2)[2]), draft.mention.end))


def _to_the_end(draft: Draft, text: str) -> Draft:
    """Without what is told of the speaker, and of the claim, behind them."""
    spans = draft.spans
    if len(spans) > 1 and draft.mention is not None:
        spans = tuple(span for span in spans if not _describes(draft.mention, span, text)) or spans
    if draft.kind != "direct":
        spans = (*spans[:-1], Span(spans[-1].begin, _end_of_claim(spans[-1], text)))
        if draft.form is not None and draft.form.kind.name == "deny":
            spans = (Span(_begin_of_denied(spans[0], text), spans[0].end), *spans[1:])
    return draft if spans == draft.spans else replace(draft, spans=spans)


def _describes(mention: Span, span: Span, text: str) -> bool:
    between = text[mention.end : span.begin] if mention.end <= span.begin else ""
    return between.strip() == "," and span.of(text).split(None, 1)[0].lower() in _DESCRIBES


def _begin_of_denied(span: Span, text: str) -> int:
    """Where what is denied begins in "a claim by the union that the pit was unsafe"."""
    head, that, _ = span.of(text).partition(" that ")
    words = head.lower().split()
    at = next((i for i, word in enumerate(words[:3]) if word in _DENIABLE), None)
    if not that or at is None or len(words) > _LONGEST_HEAD or tuple(words[at + 1 : at + 2]) not in _WHOSE:
        return span.begin
    return span.begin + len(head) + len(that)


def _end_of_claim(span: Span, text: str) -> int:
    """Where ", a charge ..." or ", something she denies" begins; the span's end without one."""
    words = span.of(text)
    parts = words.split(", ")
    at = len(words)
    for part in reversed(parts[1:]):
        at -= len(part) + 2
        first, *rest = part.split()[:2] or [""]
        of_claim = first in ("a", "an") and not _OF_A_CLAIM.isdisjoint(rest)
        if of_claim or (first == "something" and not _OF_ANYTHING.isdisjoint(part.split())):
            return span.begin + at
    return span.end


def dateline_end(paragraph: str) -> int:
    """Where a paragraph's words begin behind its dateline ("TARSK, Veldania (Wire) - ", "TARSK: "); 0 without one."""
    place, colon, _ = paragraph.partition(": ")
    if colon and place.isupper() and place.replace(" ", "").isalpha() and 2 < len(place) < _LONGEST_PLACE:
        return len(place) + len(colon)
    begin, dash = min([(at, dash) for dash in _DASHES if (at := paragraph.find(dash)) > 0], default=(0, ""))
    if not begin:
        return 0
    place, _, agency = paragraph[:begin].partition("(")
    words = place.replace(",", " ").split()
    if not words or not all(word[0].isupper() or word.isdecimal() for word in words):
        return 0
    shouted = words[0].isupper() and len(words[0]) > 2
    end = begin + len(dash)
    return end + len(paragraph[end:]) - len(paragraph[end:].lstrip()) if shouted or agency else 0


def _cut(draft: Draft, begins: Sequence[int], text: str) -> Draft:
    place = (draft.cue or draft.spans[-1]).begin
    first = draft.spans[0]
    home = begins[max(0, bisect_right(begins, place) - 1)]
    mine = begins[max(0, bisect_right(begins, first.begin) - 1)]
    begin = first.begin
    if draft.kind != "direct" and mine < home < first.end and draft.cue is not None:
        begin = mine = home
    if begin - mine < LONGEST_DATELINE:
        begin = max(begin, mine + dateline_end(text[mine : mine + LONGEST_DATELINE]))
    if not first.begin < begin < first.end:
        return draft
    paragraph = max(0, bisect_right(begins, begin) - 1)
    return replace(draft, spans=(Span(begin, first.end), *draft.spans[1:]), paragraph=paragraph)
