"""Which words can be nothing but names: those that stand in no table, so that they mean themselves only.

Used where a capital does not tell a name, at a sentence's beginning, and where a name must not be what rules take for a
deed, a direction or a number.
"""

from functools import lru_cache

from sayso_store.dedupe.domain.dates import STARTS
from sayso_store.dedupe.domain.features import FILLER, POLES, TOPICLESS
from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, root, stem
from sayso_store.dedupe.domain.numbers import NUMERAL
from sayso_store.dedupe.domain.slots import of_name

_IN_PHRASES = frozenset(
    word for following in phrases().values() for some in following.values() for key, _ in some for word in key
)
TELLS_NOTHING = TOPICLESS | FILLER | _IN_PHRASES | frozenset(map(stem, STARTS | NUMERAL))
"""Words that tell nothing of what a claim is about, by their stems."""

_INSTEAD = frozenset(
    root(word) for following in phrases().values() for some in following.values() for _, said in some for word in said
)


@lru_cache(maxsize=VOCABULARY)
def is_only_a_name(word: str) -> bool:
    """Whether a word stands in no table: what it means is itself."""
    known = word in grammar.STOP or word in grammar.MODALS or stem(word) in TELLS_NOTHING or stem(word) in POLES
    return not known and all(isinstance(each, str) and each not in _INSTEAD for each in of_name(word))
