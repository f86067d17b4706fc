"""The rules' drafts and the tagger's claims, made one list.

What the tagger found is kept from `LEAST_SURE` on. Where a rule found the same it is told once, in the tagger's words,
with what only the rule knows of the cue. What the rules alone found is kept if the network agrees with it, or the rule
goes by marks.

Guaranteed: no two drafts have a word of content in common; drafts come in reading order; linear in the text but for the
drafts of one place, which are few.

Next: `speakers.speakers`, then `statements`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.claims import Page, draft_of
from sayso_extract.domain.tagging.linking import Linked
from sayso_extract.domain.tagging.parts import parts_of
from sayso_extract.domain.tagging.sureness import SAME_WORDS, features, sureness
from sayso_extract.domain.tagging.words import Words
from sayso_extract.domain.values import Value, replace

LEAST_SURE = 0.38
"""Below this probability a claim of the tagger is dropped."""
ALIKE = 0.5
"""Share of content in common from which two findings are of one claim."""
HALF = 0.5
BELIEVED_HALF = frozenset(("clause_speaker_verb",))
"""Rules to which so much of the network's agreement is enough: of a dozen that are told for it, ten are labelled so."""
HALF_BELIEVED_KIND = "believe"
"""Verbs to which it is enough whatever the rule: "the fullback reckons they can win"."""
BELIEVED_KIND = "expect"
"""Verbs to which none is needed: "the service expects up to 80 millimetres"."""
LEAST_AGREED = 0.8
"""From this on what a rule found alone is kept: the mean probability of its words to be content."""
UNREAD = 1.0
"""What stands for that where the network does not read any more."""
BELIEVED_ALONE = frozenset((
    "quote_verb_speaker", "speaker_verb_quote", "signed_quote", "colon", "according_to_front", "according_to_behind",
    "court_heard", "put_at", "speaker_verb_that", "closing_speaker", "interrupting_speaker",
    "further_verb", "hearsay_passive",
))  # fmt: skip
"""Rules that are kept alone in any case: they go by marks, or by words that mean nothing else."""
BELIEVED_OF_SPEECH = frozenset(("clause_speaker_verb",))
"""Rules that are kept alone where the verb means nothing but speech: "..., the mayor told the Echo"."""
_SPEECH = ("say", "tell")
IN_THE_RULES_WORDS = frozenset(("hearsay_passive",))
"""Rules whose words are taken however sure the tagger is: they give "X" and "have left" of "X is said to have left"."""
_FOLLOWING = frozenset((
    "casting", "raising", "prompting", "sparking", "fuelling", "fueling", "dashing", "marking", "triggering", "causing",
    "bolstering", "boosting", "underlining", "deepening", "stoking", "renewing", "ending", "paving", "clearing",
    "sending", "pushing", "lifting", "driving", "taking", "bringing", "forcing", "plunging",
))  # fmt: skip
"""How the article tells what a report leads to."""
BEHIND = frozenset((
    "clause_speaker_verb", "closing_speaker", "interrupting_speaker", "quote_verb_speaker", "according_to_behind",
))  # fmt: skip
"""Rules that know what stands before a cue."""
CLOSING = frozenset(("closing_speaker", "according_to_behind"))
"""Rules that know a report at the end of a sentence."""
OUTER = frozenset(("according_to_front",))
"""Rules that know the outer one of two reports: "according to the paper, officials said ..."."""
COVERED = 0.7
"""Share of a claim's words that a rule's several findings in it must have, so that they are told one by one."""


class Candidate(Value):
    """A claim of the tagger as a draft, what `sureness` is to know of it, and the index of the rule's draft like it."""

    draft: Draft
    known: tuple[float, ...]
    partner: int | None


class Ruled(Value):
    """A rule's draft, with the mean probability that the network gives its words to be content."""

    draft: Draft
    agreed: float


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
        replace(each.draft, confidence=_alone(each)) for each in alone if _believed(each) and taken.add(each.draft)
    ]
    return tuple(sorted(chosen, key=lambda draft: draft.cue or draft.spans[0]))


def _believed(each: Ruled) -> bool:
    rule = each.draft.rule
    kind = each.draft.form.kind.name if each.draft.form is not None else ""
    if kind == BELIEVED_KIND:
        return True
    thinks = kind == HALF_BELIEVED_KIND
    least = HALF if rule in BELIEVED_HALF or thinks else LEAST_AGREED
    return rule in BELIEVED_ALONE or (rule in BELIEVED_OF_SPEECH and _is_speech(each.draft)) or each.agreed >= least


def _is_speech(draft: Draft) -> bool:
    return draft.form is not None and draft.form.kind.name in _SPEECH


def _alone(each: Ruled) -> float:
    return each.draft.confidence * max(LEAST_SURE, each.agreed)


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
        told = None if whole is None else _without_comment(whole, behind, page.text)
        for draft in () if told is None else parts_of(told, page):
            partner, likeness = near.most_alike(draft)
            is_one = partner is not None and (likeness >= ALIKE or _is_piece(draft, drafts[partner]))
            found.append(Candidate(draft, features(claim, likeness), partner if is_one else None))
    return tuple(found)


def _without_comment(draft: Draft, behind: set[int], text: str) -> Draft | None:
    """Without what the article adds behind a report: "..., officials said, casting doubt on the truce"."""
    cue = draft.cue
    if cue is None or draft.kind != "indirect" or (cue.end not in behind and len(draft.spans) == 1):
        return draft
    spans = tuple(span for span in draft.spans if span.begin < cue.end or not _comments(span, cue, text))
    return replace(draft, spans=spans) if spans else None


def _comments(span: Span, cue: Span, text: str) -> bool:
    behind_comma = text[max(cue.end, span.begin - 2) : span.begin] == ", "
    return behind_comma and span.of(text).split(None, 1)[0] in _FOLLOWING


def agreed(drafts: Sequence[Draft], words: Words, content: Sequence[float]) -> tuple[Ruled, ...]:
    """The rules' findings with what the network makes of them; `content` has each word's probability to be content."""
    total = [0.0, *accumulate(content)]
    found = []
    for draft in drafts:
        ranges = [(bisect_left(words.begins, span.begin), bisect_left(words.begins, span.end)) for span in draft.spans]
        count = sum(last - first for first, last in ranges)
        share = sum(total[last] - total[first] for first, last in ranges) / count if count else UNREAD
        found.append(Ruled(draft, share))
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
    if partner is None:
        return replace(claim.draft, confidence=sure)
    ruled = drafts[partner]
    draft = claim.draft
    by_mark = ruled.rule in IN_THE_RULES_WORDS or _within(draft, ruled)
    own_cue = _has_the_verb(draft, ruled) or _of_the_speaker(draft, ruled)
    theirs = by_mark or own_cue or _swallows(draft, ruled) or _is_piece(draft, ruled)
    return replace(ruled, confidence=sure) if theirs else in_the_taggers_words(ruled, draft, sure)


def _has_the_verb(draft: Draft, ruled: Draft) -> bool:
    """Whether a rule knows the verb before words for which the tagger has a cue behind, none that is known."""
    cue, other = draft.cue, ruled.cue
    if cue is None or other is None or draft.form is not None or ruled.form is None:
        return False
    around = other.end <= draft.spans[0].begin and draft.spans[0].begin <= cue.begin
    return around and alike(ruled.spans, draft.spans) >= SAME_WORDS


def _is_piece(draft: Draft, ruled: Draft) -> bool:
    """Whether the tagger has only the end of what stands before a cue: "leaving 19 dead, the coastguard said"."""
    cue, other = draft.cue, ruled.cue
    if cue is None or other is None or cue.end != other.end or ruled.rule not in BEHIND:
        return False
    if draft.kind == "direct":  # what introduces a quotation is none of it
        return False
    begins = ruled.spans[0].begin < draft.spans[0].begin
    if len(ruled.spans) > len(draft.spans) and ruled.rule != "quote_verb_speaker":  # "The star, he explains, had begun"
        return all(any(_holds(whole, part) for whole in ruled.spans) for part in draft.spans)
    return begins and any(_holds(whole, draft.spans[0]) for whole in ruled.spans)


def _is_inside(part: Span, whole: Span) -> bool:
    return whole.begin < part.begin and part.end <= whole.end


def _holds(whole: Span, part: Span) -> bool:
    return whole.begin <= part.begin and part.end <= whole.end


def _swallows(draft: Draft, ruled: Draft) -> bool:
    """Whether the tagger takes a report at a sentence's end for a part of the claim: "..., analysts at Orm say"."""
    if ruled.rule not in CLOSING or ruled.mention is None or ruled.cue is None:
        return False
    begin, end = min(ruled.mention.begin, ruled.cue.begin), max(ruled.mention.end, ruled.cue.end)
    return any(span.begin < begin and end <= span.end for span in draft.spans)


def _of_the_speaker(draft: Draft, ruled: Draft) -> bool:
    """Whether the tagger's cue only tells who speaks: "A driver who asked not to be named said ..."."""
    cue, who, mention = draft.cue, draft.mention, ruled.mention
    if cue is None or who is None or mention is None:
        return False
    return mention.begin < who.begin and cue.end <= mention.end


def _within(draft: Draft, ruled: Draft) -> bool:
    """Whether a rule that is sure of the outer report takes the tagger's to be part of what is said."""
    cue = draft.cue
    return (
        ruled.rule in OUTER
        and cue is not None
        and any(span.begin <= cue.begin and cue.end <= span.end for span in ruled.spans)
    )


def in_the_taggers_words(ruled: Draft, draft: Draft, sure: float) -> Draft:
    """One claim found twice: the tagger's words, and what only the rule knows of them."""
    mention, appositions = draft.mention, draft.appositions
    if mention is None or any(_is_inside(mention, beside) for beside in ruled.appositions):
        mention, appositions = ruled.mention, ruled.appositions  # "The mother, who asked that she not be named, said"
    one_cue = ruled.cue is None or draft.cue is None or ruled.cue.end == draft.cue.end
    return replace(
        draft,
        mention=mention,
        appositions=appositions,
        form=(ruled.form if one_cue else None) or draft.form,
        same_speaker=ruled.same_speaker and draft.mention is None,
        nobody=ruled.nobody and draft.mention is None,
        when=ruled.when,
        opener=ruled.opener,
        negated=ruled.negated or draft.negated,
        rule=ruled.rule,
        confidence=sure,
    )


def alike(some: Sequence[Span], others: Sequence[Span]) -> float:
    """Characters in common, as a share of all (Jaccard)."""
    if len(some) == len(others) == 1:  # most claims
        one, other = some[0], others[0]
        low, high = max(one.begin, other.begin), min(one.end, other.end)
        both = max(0, high - low)
        whole = one.end - one.begin + other.end - other.begin - both
        return both / whole if whole else 0.0
    common = sum(max(0, min(a.end, b.end) - max(a.begin, b.begin)) for a in some for b in others)
    total = sum(each.end - each.begin for each in (*some, *others)) - common
    return common / total if total else 0.0


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
