"""The rules' drafts and the tagger's claims, made one list.

What the tagger found is cut into claims (`parts`) and kept from `LEAST_SURE` on. Where a rule found the same it is told
once (`one_claim`). What the rules alone found is kept if it is believed (`belief`).

Guaranteed: no two drafts have a word of content in common; drafts come in reading order; linear in the text but for the
drafts of one place, which are few.

Next: `speakers.speakers`, then `statements`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.tagging.belief import LEAST_SURE, Ruled, believed, confidence_alone
from sayso_extract.domain.tagging.claims import Page, draft_of
from sayso_extract.domain.tagging.linking import Linked
from sayso_extract.domain.tagging.one_claim import alike, in_the_taggers_words, is_piece, told_once
from sayso_extract.domain.tagging.parts import parts_of, without_comment
from sayso_extract.domain.tagging.sureness import features, sureness
from sayso_extract.domain.tagging.words import Words
from sayso_extract.domain.values import Value, replace

ALIKE = 0.5
"""Share of content in common from which two findings are of one claim."""
COVERED = 0.7
"""Share of a claim's words that a rule's several findings in it must have, so that they are told one by one."""


class Candidate(Value):
    """A claim of the tagger as a draft, what `sureness` is to know of it, and the index of the rule's draft like it."""

    draft: Draft
    known: tuple[float, ...]
    partner: int | None


def joined(ruled: Sequence[Ruled], found: Sequence[Candidate], weights: Sequence[float]) -> tuple[Draft, ...]:
    """All findings, each once, in reading order."""
    weighed = [(each, sureness(each.known, weights)) for each in found]
    claims = [(each, sure) for each, sure in weighed if sure >= LEAST_SURE]
    drafts = [each.draft for each in ruled]
    partners = _partners(drafts, [claim for claim, _ in claims])
    several = _several(drafts, [claim for claim, _ in claims])
    told: list[Draft] = []
    for number, (claim, sure) in enumerate(claims):
        if number in several:
            told += [_part(drafts[part], claim.draft, sure) for part in several[number]]
        else:
            told.append(_told(drafts, claim, sure, partners.get(number)))
    taken = _Taken()
    chosen = [each for each in told if taken.add(each)]
    alone = (ruled[number] for number in sorted(set(range(len(drafts))) - set(partners.values())))
    chosen += [
        replace(each.draft, confidence=confidence_alone(each))
        for each in alone
        if believed(each) and taken.add(each.draft)
    ]
    return tuple(sorted(chosen, key=lambda draft: draft.cue or draft.spans[0]))


def _several(drafts: Sequence[Draft], found: Sequence[Candidate]) -> dict[int, list[int]]:
    """By claim the rule's findings in it, where there are several: "said that A, and that B", "said A but added B"."""
    by_cue: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        if draft.cue is not None:
            by_cue.setdefault(draft.cue.end, []).append(number)
    several: dict[int, list[int]] = {}
    for number, claim in enumerate(found):
        parts = by_cue.get(claim.draft.cue.end, []) if claim.draft.cue is not None else []
        parts = _with_further(drafts, parts, claim.draft)
        spans = [span for part in parts for span in drafts[part].spans]
        if (len(parts) > 1 and alike(spans, claim.draft.spans) >= COVERED) or _runs_on(drafts, parts, claim.draft):
            several[number] = parts
    return several


def _with_further(drafts: Sequence[Draft], own: Sequence[int], claim: Draft) -> list[int]:
    """Findings of a claim's cue, and those after them whose cue stands among the claim's words: "but insisted"."""
    parts = list(own)
    while parts and parts[-1] + 1 < len(drafts) and _is_further(drafts[parts[-1] + 1], claim):
        parts.append(parts[-1] + 1)
    return parts


def _is_further(ruled: Draft, claim: Draft) -> bool:
    cue = ruled.cue
    within = cue is not None and any(span.begin <= cue.begin and cue.end <= span.end for span in claim.spans)
    return within and ruled.same_speaker


def _runs_on(drafts: Sequence[Draft], parts: Sequence[int], claim: Draft) -> bool:
    """Whether the one finding of a rule is a quotation that runs over paragraphs: its marks say where it ends."""
    first = drafts[parts[0]] if len(parts) == 1 else None
    return first is not None and first.kind == "direct" and first.paragraph > claim.paragraph


def _part(ruled: Draft, draft: Draft, sure: float) -> Draft:
    if draft.cue is None or ruled.cue is None or ruled.cue.end != draft.cue.end:
        return replace(ruled, confidence=sure)
    return replace(in_the_taggers_words(ruled, draft, sure), spans=ruled.spans, kind=ruled.kind)


def candidates(drafts: Sequence[Draft], claims: Sequence[Linked], words: Words, page: Page) -> tuple[Candidate, ...]:
    """The tagger's claims, each with the rule's finding most like it."""
    near = _Near(drafts)
    behind = {each.cue.end for each in drafts if each.cue is not None and each.spans[-1].end <= each.cue.begin}
    found = []
    for claim in claims:
        whole = draft_of(claim, words, page)
        told = None if whole is None else without_comment(whole, behind, page.text)
        for draft in () if told is None else parts_of(told, page):
            partner, likeness = near.most_alike(draft)
            is_one = partner is not None and (likeness >= ALIKE or is_piece(draft, drafts[partner]))
            found.append(Candidate(draft, features(claim, likeness), partner if is_one else None))
    return tuple(found)


def _partners(drafts: Sequence[Draft], found: Sequence[Candidate]) -> dict[int, int]:
    """Which claim tells which rule's finding; of several claims the one most like it."""
    best: dict[int, tuple[float, int]] = {}
    for number, claim in enumerate(found):
        if claim.partner is not None:
            likeness = alike(drafts[claim.partner].spans, claim.draft.spans)
            best[claim.partner] = max(best.get(claim.partner, (0.0, -1)), (likeness, number))
    return {number: partner for partner, (_, number) in best.items()}


def _told(drafts: Sequence[Draft], claim: Candidate, sure: float, partner: int | None) -> Draft:
    return replace(claim.draft, confidence=sure) if partner is None else told_once(drafts[partner], claim.draft, sure)


class _Near:
    """Finds the drafts that overlap a stretch of text."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        spans = sorted((span, number) for number, draft in enumerate(drafts) for span in draft.spans)
        self._drafts = drafts
        self._numbers = [number for _, number in spans]
        self._begins = [span.begin for span, _ in spans]
        self._ends = [span.end for span, _ in spans]

    def most_alike(self, draft: Draft) -> tuple[int | None, float]:
        """The index of the draft with most words in common, and their share."""
        near = set()
        for span in draft.spans:
            low, high = bisect_right(self._ends, span.begin), bisect_left(self._begins, span.end)
            near.update(self._numbers[low:high])
        if not near:
            return None, 0.0
        likeness, number = max((alike(self._drafts[each].spans, draft.spans), -each) for each in near)
        return -number, likeness


class _Taken:
    """Stretches of content that are told already."""

    def __init__(self) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []

    def add(self, draft: Draft) -> bool:
        """Take a draft's content; false, and nothing taken, if some of it is taken already."""
        places = [bisect_right(self._ends, span.begin) for span in draft.spans]
        free = [at == len(self._begins) or self._begins[at] >= s.end for at, s in zip(places, draft.spans, strict=True)]
        if not all(free):
            return False
        for span in draft.spans:
            at = bisect_right(self._ends, span.begin)
            self._begins.insert(at, span.begin)
            self._ends.insert(at, span.end)
        return True
