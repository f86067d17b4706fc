"""What a content must be to be held against another: an assertion, of somebody or something that is known.

What is attributed to somebody is often no assertion. It is whom he praised ("the mayor's opponent"), what he wants ("to
release the film") or what he asks ("whether the bridge was safe"). Two of these never contradict each other, however
many words they share, and from two speakers they are not one claim either: one may be for what the other is against.
And what two people say of "him" is mostly said of two men. As with slots there is no parser behind this: a verb is told
by its form and by the words around it, and where none is seen nothing is in conflict (ADR 0027). Next: ``decisions``.
"""

from collections.abc import Sequence

from sayso_store.dedupe.domain.denial import NOT_TRUE
from sayso_store.dedupe.domain.features import AHEAD, Features
from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.lexicon.stems import IRREGULAR, stem, stems
from sayso_store.dedupe.domain.lexicon.tables import groups, listed
from sayso_store.dedupe.domain.lexicon.verbs import VERBS
from sayso_store.dedupe.domain.pairs import Pair
from sayso_store.dedupe.domain.slots import Token
from sayso_store.dedupe.domain.speakers import names_of

_NO_ASSERTION = listed("whether why how where when what which who whom if him himself herself itself themselves them")
"""What begins a question, or the object of a verb that is not in the content."""

_ONLY_VERBS = AHEAD | stems(
    "need want like love hate know mean cost seem look own last belong become take make get go come remain stay live",
    "believe think expect intend consist depend contain include survive spread stretch expire reopen begin help lead",
    "oblige protect prevent respect support oppose deserve prefer agree disagree refuse tend fail earn exceed",
)
"""Verbs whose present is seldom anything else."""

_VERBS = _ONLY_VERBS.union(stem(word) for group in groups(VERBS) for word in group)
_FINITE = grammar.AUXILIARIES | listed("has have")
_BEFORE_NOUNS = listed("the a an his her their its our my your this that these those no any some of to for")
_AFTER_NOUNS = grammar.PLACES | grammar.OTHER_PREPOSITIONS | listed("of and or that who which")
_RELATIVE = listed("who which that")
_UNCHANGED = listed("cost put set hit cut let shut hurt quit spread burst read bet cast split shed beat")
"""Verbs whose past looks like their present."""
_MANY = listed("we they you i")
_BETWEEN = listed("still also now already just never really often always")
_UNKNOWN = listed("he she they you his her hers their theirs your")
_DOUBTS = frozenset({"possible", "wished"})
_DENIAL = NOT_TRUE.split()
"""What is said around a denial; it is read as one token."""


def can_contradict(pair: Pair) -> bool:
    """Whether two claims could contradict one another, if what they say differs."""
    as_sure = pair.sides[0].modals & _DOUBTS == pair.sides[1].modals & _DOUBTS
    return as_sure and all(map(asserts, pair.sides)) and is_known_of_whom(pair)


def asserts(of: Features) -> bool:
    """Whether a content is a clause that says something: no wish, no question, and no mere name of a thing."""
    denied = of.form_words[: len(_DENIAL)] == _DENIAL
    words, said = of.form_words[denied * len(_DENIAL) :], of.tokens[denied:]
    if not words or words[0] in _NO_ASSERTION or any(token.text == "?" for token in said):
        return False
    finite = any(word in _FINITE and _may_be_finite(words, at) for at, word in enumerate(words))
    return finite or _has_verb(said, of.found.places)


def is_known_of_whom(pair: Pair) -> bool:
    """Whether neither speaks of somebody who is not named, unless it is himself and the other names him."""
    if pair.one_speaker or pair.speaks_of_self:
        return True
    a, b = pair.sides
    return _is_named_by(b, a, pair.a.speaker) and _is_named_by(a, b, pair.b.speaker)


def _may_be_finite(words: Sequence[str], at: int) -> bool:
    """Whether it is no "to be", and not inside what names somebody: "the man who was there"."""
    before = words[at - 1] if at else ""
    return before != "to" and not (at > 1 and before in _RELATIVE)


def _has_verb(of: Sequence[Token], numbers: Sequence[int]) -> bool:
    is_read = True
    for at, token in enumerate(of):
        before = of[at - 1].text if at else ""
        is_inside = not at or before in _BEFORE_NOUNS or (at > 1 and before in _RELATIVE)
        if token.slot == "rest" and token.kind in {"core", "negation", "modal"} and is_read:
            if not is_inside:
                return True
            is_read = False  # the rest was read as that of a noun
        elif not is_inside and _is_present(of, at, numbers):
            return True
    return False


def _is_present(of: Sequence[Token], at: int, numbers: Sequence[int]) -> bool:
    """Whether a word is a verb by its form and its neighbours: "needs" after one, "need" after many."""
    token, before = of[at], of[at - 1 - (at > 1 and of[at - 1].text in _BETWEEN)]
    many = before.text in _MANY or (before.text.endswith("s") and not before.is_name and before.kind == "core")
    agrees = not token.is_name and token.text.endswith("s") != many
    if token.kind == "direction":
        return token.past or token.text in IRREGULAR or agrees
    if token.kind != "core" or token.stem not in _VERBS or not (agrees or token.text in _UNCHANGED):
        return False
    if (token.stem in _ONLY_VERBS and agrees) or token.place + 1 in numbers:
        return True
    after = of[at + 1] if at + 1 < len(of) else None
    return after is not None and after.kind != "mark" and after.text not in _AFTER_NOUNS


def _is_named_by(other: Features, of: Features, speaker: str | None) -> bool:
    subject = [token for token in of.tokens if token.slot == "subject"]
    is_known = any(token.is_name for token in subject) or not any(token.text in _UNKNOWN for token in subject)
    return is_known or bool(names_of(speaker) & frozenset(token.text for token in other.tokens))
