"""Which findings of the rules are kept though the tagger has not found them.

A rule that goes by marks, or by words that mean nothing else, is believed by itself; others as far as the network takes
their words for what somebody says. What each rule needs was told by labelled articles: of what is kept so, most is
labelled.

Guaranteed: one look at a draft; nothing is changed.

Next: `joining`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from sayso_extract.domain.attribution.drafts import Draft
from sayso_extract.domain.tagging.words import Words
from sayso_extract.domain.values import Value

LEAST_SURE = 0.38
"""Below this probability a claim of the tagger is dropped."""
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


class Ruled(Value):
    """A rule's draft, with the mean probability that the network gives its words to be content."""

    draft: Draft
    agreed: float


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


def believed(each: Ruled) -> bool:
    """Whether a rule's finding is kept by itself."""
    rule = each.draft.rule
    kind = each.draft.form.kind.name if each.draft.form is not None else ""
    if kind == BELIEVED_KIND or rule in BELIEVED_ALONE or (rule in BELIEVED_OF_SPEECH and kind in _SPEECH):
        return True
    least = HALF if rule in BELIEVED_HALF or kind == HALF_BELIEVED_KIND else LEAST_AGREED
    return each.agreed >= least


def confidence_alone(each: Ruled) -> float:
    """How far what a rule found alone can be trusted."""
    return each.draft.confidence * max(LEAST_SURE, each.agreed)
