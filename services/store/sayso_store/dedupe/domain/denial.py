"""What a denial holds: the claim that is compared of a statement whose words alone would say the opposite.

"The minister denied that jobs would be cut" has the content "jobs would be cut", and so has "the union said that jobs
would be cut". Compared by their contents the two would be one claim. So a denial is compared as the negation of its
content, and so is a statement whose cue is negated ("did not expect"), unless its content says the negation itself.
"""

from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.names import is_only_a_name
from sayso_store.dedupe.domain.normalise import plain

NOT_TRUE = "it is not true that "
_OPENING = 2
"""Words that may open a sentence before a comma."""


def as_held(content: str, *, is_denied: bool, is_negated: bool) -> str:
    """The content as its speaker holds it."""
    return f"{NOT_TRUE}{_inside(content)}" if is_denied or (is_negated and not _says_no(content)) else content


def _inside(content: str) -> str:
    """The content as it stands inside a sentence, without the comma behind what opens it: "so far the road ..."."""
    opening, comma, rest = content.partition(", ")
    held = f"{opening} {rest}" if comma and len(opening.split()) <= _OPENING else content
    first = held.partition(" ")[0]
    common = len(first) > 1 and first.istitle() and not is_only_a_name(plain(first).casefold())
    return first[0].lower() + held[1:] if common else held


def _says_no(content: str) -> bool:
    words = plain(content).casefold().split()
    return any(word.strip(",.;:!?\"'") in grammar.NEGATIONS or word.endswith("n't") for word in words)
