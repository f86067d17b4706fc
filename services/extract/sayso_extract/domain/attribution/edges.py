"""Contents that were read too far, cut back: they begin in their own paragraph, behind its dateline and its time.

A content that runs over from a line before (a headline, a byline) keeps what stands in the paragraph of its cue, and
"TARSK, Veldania (Meridian Wire) - At least 43" begins at "At least". A speaker is not the place before it.

Guaranteed: spans only get shorter, and stay in order; one that would become empty is left as it was.

Next: `fields.said`.
"""

from bisect import bisect_right
from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.values import replace

LONGEST_DATELINE = 90
_DASHES = (" - ", "--", "—", "–")


def cut_back(drafts: Sequence[Draft], paragraphs: Sequence[Span], text: str) -> tuple[Draft, ...]:
    """The drafts with their contents cut back."""
    begins = [span.begin for span in paragraphs]
    return tuple(_cut(_behind_place(draft, text), begins, text) for draft in drafts)


def _behind_place(draft: Draft, text: str) -> Draft:
    """ "In Port Mallory, the mayor, Ada Brook, said": the mayor speaks, not the place that opens the sentence."""
    if draft.mention is None or not draft.appositions:
        return draft
    if draft.mention.of(text).split(None, 1)[0].lower() not in ("in", "at", "from", "outside"):
        return draft
    return replace(draft, mention=draft.appositions[0], appositions=draft.appositions[1:])


def dateline_end(paragraph: str) -> int:
    """Where the words of a paragraph begin behind its dateline ("TARSK, Veldania (Wire) - "); 0 without one."""
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
