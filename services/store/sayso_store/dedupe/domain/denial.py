"""What a denial holds: the claim that is compared of a statement whose words alone would say the opposite.

"The minister denied that jobs would be cut" has the content "jobs would be cut", and so has "the union said that jobs
would be cut". Compared by their contents the two would be one claim. So a denial is compared as the negation of its
content, and so is a statement whose cue is negated ("did not expect"), unless its content says the negation itself.
"""

from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.normalise import plain

NOT_TRUE = "it is not true that "


def as_held(content: str, *, is_denied: bool, is_negated: bool) -> str:
    """The content as its speaker holds it."""
    return f"{NOT_TRUE}{content}" if is_denied or (is_negated and not _says_no(content)) else content


def _says_no(content: str) -> bool:
    words = plain(content).casefold().split()
    return any(word.strip(",.;:!?\"'") in grammar.NEGATIONS or word.endswith("n't") for word in words)
