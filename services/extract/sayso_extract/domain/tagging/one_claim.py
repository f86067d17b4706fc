"""One claim that was found twice, by a rule and by the tagger: whose words are told.

The tagger's, as a rule: it knows better where a content ends. The rule's where it knows what the tagger cannot: that a
report stands at the end of a sentence or in its middle, that a cue only tells who speaks, that a verb stands before the
words. What only the rule knows of the cue goes with the tagger's words.

Guaranteed: spans are those of one of the two; work is bounded by their number.

Next: `joining`.
"""

from collections.abc import Sequence

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.model import Span
from sayso_extract.domain.tagging.sureness import SAME_WORDS
from sayso_extract.domain.values import replace

IN_THE_RULES_WORDS = frozenset(("hearsay_passive",))
"""Rules whose words are taken however sure the tagger is: they give "X" and "have left" of "X is said to have left"."""
BEHIND = frozenset((
    "clause_speaker_verb", "closing_speaker", "interrupting_speaker", "quote_verb_speaker", "according_to_behind",
))  # fmt: skip
"""Rules that know what stands before a cue."""
CLOSING = frozenset(("closing_speaker", "according_to_behind"))
"""Rules that know a report at the end of a sentence."""
OUTER = frozenset(("according_to_front",))
"""Rules that know the outer one of two reports: "according to the paper, officials said ..."."""


def told_once(ruled: Draft, draft: Draft, sure: float) -> Draft:
    """The claim that both have found, as sure as the tagger's."""
    by_mark = ruled.rule in IN_THE_RULES_WORDS or _within(draft, ruled)
    own_cue = _has_the_verb(draft, ruled) or _of_the_speaker(draft, ruled)
    theirs = by_mark or own_cue or _swallows(draft, ruled) or is_piece(draft, ruled)
    return replace(ruled, confidence=sure) if theirs else in_the_taggers_words(ruled, draft, sure)


def _has_the_verb(draft: Draft, ruled: Draft) -> bool:
    """Whether a rule knows the verb before words for which the tagger has a cue behind, none that is known."""
    cue, other = draft.cue, ruled.cue
    if cue is None or other is None or draft.form is not None or ruled.form is None:
        return False
    around = other.end <= draft.spans[0].begin and draft.spans[0].begin <= cue.begin
    return around and alike(ruled.spans, draft.spans) >= SAME_WORDS


def is_piece(draft: Draft, ruled: Draft) -> bool:
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
