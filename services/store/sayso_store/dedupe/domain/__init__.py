"""The decisions of dedupe, without any I/O: whether two claims are the same, and where to look for candidates.

Claims are the same only if no possible world makes one true and the other false; so every rule that could merge is
written to miss rather than to merge wrongly. Read ``rules`` for the decisions, ``features`` for what they look at,
``minhash`` for how candidates are found among millions, and ``articles`` for copies of whole articles.
"""

from sayso_store.dedupe.domain.articles import SHARE, SHARED, sentence_marks
from sayso_store.dedupe.domain.denial import as_held
from sayso_store.dedupe.domain.features import Claim
from sayso_store.dedupe.domain.minhash import as_compared, meeting, prints
from sayso_store.dedupe.domain.rules import RULES, Judgement, Rule, compare
from sayso_store.dedupe.domain.sketches import plainly_apart, sketch
from sayso_store.dedupe.domain.worth import may_be_anybodys, worth_comparing

__all__ = [
    "RULES",
    "SHARE",
    "SHARED",
    "Claim",
    "Judgement",
    "Rule",
    "as_compared",
    "as_held",
    "compare",
    "may_be_anybodys",
    "meeting",
    "plainly_apart",
    "prints",
    "sentence_marks",
    "sketch",
    "worth_comparing",
]
