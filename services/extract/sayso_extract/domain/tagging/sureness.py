"""How likely a claim of the tagger is right: a probability one can count on.

A logistic regression over what is known of a claim: the probability of its links and of its spans, and whether the
rules found the same words. Fitted on labelled articles the network has not seen, so that of the claims said to be right
with 0.8, eight in ten are; the bench prints the table.

Next: `joining`.
"""

import math
from collections.abc import Sequence
from operator import mul

from sayso_extract.domain.tagging.linking import Linked

SAME_WORDS = 0.8
"""Share of words that two findings have in common from which they count as the same."""
_LEAST = 1e-3


def features(claim: Linked, likeness: float) -> tuple[float, ...]:
    """What the regression knows of a claim; `likeness` is the share of words in common with a rule's finding."""
    source = claim.source
    return (
        1.0,
        _log(claim.sure),
        _log(min([each.sure for each in claim.contents])),
        _log(claim.cue.sure),
        0.0 if source is None else _log(source.sure),
        float(source is None),
        float(likeness >= SAME_WORDS),
        float(0 < likeness < SAME_WORDS),
    )


def sureness(known: Sequence[float], weights: Sequence[float]) -> float:
    """The probability that a claim is right, from its features."""
    total = sum(map(mul, weights, known))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _log(share: float) -> float:
    return math.log(max(share, _LEAST))
