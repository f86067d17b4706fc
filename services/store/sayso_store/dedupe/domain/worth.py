"""Which claims that met are worth asking the rules about: cheap, and nearly always right.

Claims of one form ("240 pupils took part in the march in Varel") meet by the thousand, and almost all of them are about
other things. To see that takes some microseconds with the words that ``minhash`` has read; the rules take a hundred
times that. What is kept from the rules counts as different. Next: ``rules``.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from sayso_store.dedupe.domain.dates import STARTS
from sayso_store.dedupe.domain.features import POLES, Claim
from sayso_store.dedupe.domain.hints import (
    AHEAD,
    ALONE,
    CAUSED,
    CAUSES,
    COUNTS,
    DONE_ALONE,
    DONE_ONCE,
    FORWARD,
    NAMED,
    ONCE,
    PHRASED,
    TELLING_PHRASES,
    Hints,
    Meanings,
    hints,
)
from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import senses, stem
from sayso_store.dedupe.domain.minhash import Read, read_words, worded
from sayso_store.dedupe.domain.numbers import COUNT, NUMERAL
from sayso_store.dedupe.domain.pairs import spoken_by
from sayso_store.dedupe.domain.slots import of_name, without_people
from sayso_store.dedupe.domain.speakers import same_speaker
from sayso_store.dedupe.domain.tokens import PARTICLES

APART = 3
"""Words that two claims must each have beyond the other to be left uncompared."""

_ENOUGH = 6
"""Words that say what is meant, whoever says it."""

_OF_ANYBODY = grammar.FIRST_PERSON | grammar.SILENCE

_PHRASES_WITH = {
    first: frozenset(word for some in following.values() for key, _ in some for word in key)
    for first, following in phrases().items()
}
"""By a word, those that are in a phrase with it."""

_NOT_COUNTED = frozenset(map(stem, STARTS | NUMERAL)) | PARTICLES
_OPEN = frozenset({"could", "vote", "votes", "more", "only", "some"})
"""Words whose work is told by those beside them."""

_ROUGHLY = frozenset({"about", "around", "nearly", "almost", "roughly"})
_MUTE = frozenset({"a", "an", "the", "now"})


def worth_comparing(a: Claim, b: Claim) -> bool:
    """Whether the rules could find two claims that met to be anything but different.

    They are about other things when each has a name and a number that the other lacks, or a number and a word that
    means nothing that the other says or counts another thing, or :data:`APART` words and more than a third of the
    shorter; or a name, where nothing that is told could put the two in conflict.
    """
    mine, other = _bag(a), _bag(b)
    if not (mine.numbers <= other.numbers or other.numbers <= mine.numbers) and (
        _are_named_apart(a, b) or _count_two(a, b) or _tell_of_two(a, b)
    ):
        return False
    shorter = min(len(mine.words), len(other.words))
    apart = shorter - len(mine.words & other.words)
    if apart >= APART and apart * 3 > shorter:
        return False
    return not _name_two(a, b)


def may_be_anybodys(claim: Claim) -> bool:
    """Whether the same words from nobody in particular may be another claim: "we have no comment". Cheap, and broad."""
    if claim.speaker is not None:
        return False
    found = worded(claim)
    telling = {word for word in found.counted if len(word) > 1 and not word[0].isdigit()}  # no code, as "5D6B7C"
    return len(telling) < _ENOUGH or not _OF_ANYBODY.isdisjoint(found.said)


class _Bag(NamedTuple):
    """The words that count, and those of them that are numbers."""

    words: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=32768)
def _bag(claim: Claim) -> _Bag:
    words = frozenset(worded(claim).counted)
    return _Bag(words, frozenset([word for word in words if word[0].isdigit()]))


def _are_named_apart(a: Claim, b: Claim) -> bool:
    """Whether each has a name that the other lacks."""
    mine, other = worded(a), worded(b)
    return not (
        _without_people(mine.names) <= _without_people(other.said)
        or _without_people(other.names) <= _without_people(mine.said)
    )


def _without_people(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(without_people, words))


class Told(NamedTuple):
    """Of a claim of one plain clause, the names that mean nothing else, and whether two that have it can conflict by
    what is done."""

    names: frozenset[str]
    acts: bool


@lru_cache(maxsize=16384)
def told(claim: Claim) -> Told | None:
    """None where a cause is told, or the clause is not plain: the rules take some words out of such claims."""
    found = hints(claim.content)
    bits = found.bits
    if not bits & NAMED or bits & CAUSED or not found.is_one_clause:
        return None
    names = {name for each in found.words if each.bits & NAMED for name in each.names}
    meant = _meant_by_phrases(found.read) if bits & PHRASED else frozenset()
    if not CAUSES.isdisjoint(meant):
        return None
    acts = bool(bits & (ALONE | AHEAD)) or not (FORWARD | DONE_ALONE).isdisjoint(meant)
    if not acts and (bits & ONCE or not DONE_ONCE.isdisjoint(meant)):
        acts = not _is_of_any(found.read, names)
    if bits & COUNTS:
        names.difference_update([after.said for each, after in pairwise(found.read) if each.is_number])
    return Told(frozenset(names), acts)


def _meant_by_phrases(read: Sequence[Read]) -> frozenset[str]:
    """What the phrases mean that may be among the words, in one piece or with their object inside."""
    roots = [each.root for each in read]
    found: frozenset[str] = frozenset()
    for at, root in enumerate(roots):
        if root in TELLING_PHRASES:
            near = roots[at + 1 : at + 6]
            for key, meant in TELLING_PHRASES[root]:
                if len(key) == 1 or (key[1] in near and _is_phrase(roots, at, key)):
                    found |= meant
    return found


def _is_phrase(roots: list[str], at: int, key: tuple[str, ...]) -> bool:
    return tuple(roots[at : at + len(key)]) == key or (
        len(key) == 2 and key[1] in PARTICLES and key[1] in roots[at + 2 : at + 6]
    )


def _is_of_any(read: Sequence[Read], names: set[str]) -> bool:
    """Whether a claim begins with so many of something, no certain ones: "about 240 pupils"."""
    at = 1 if read[0].said in _ROUGHLY else 0
    counts = len(read) > at + 1 and read[at].said[0].isdigit()
    return counts and read[at + 1].said not in grammar.STOP and read[at + 1].said not in names


def _name_two(a: Claim, b: Claim) -> bool:
    """Whether each names somebody or something that the other does not, and no rule could find a conflict in that.

    A conflict over names needs a cause, a deed that is done or happens once, or something ahead. One speaker may name
    one thing in two ways.
    """
    mine, other = told(a), told(b)
    if mine is None or other is None or (mine.acts and other.acts):
        return False
    lone = _lone(mine, hints(b.content)), _lone(other, hints(a.content))
    if not all(lone) or any(x.startswith(y) or y.startswith(x) for x in lone[0] for y in lone[1]):
        return False
    if same_speaker(a.speaker, b.speaker):
        return False
    said_of = spoken(a.speaker) | spoken(b.speaker)
    return all(any(of_name(name).isdisjoint(said_of) for name in names) for names in lone)


def _lone(of: Told, other: Hints) -> list[str]:
    return [name for name in of.names if _is_said_by_none(of_name(name), other)]


def _is_said_by_none(means: Meanings, of: Hints) -> bool:
    return all(means.isdisjoint(each.all) for each in of.words)


class Counted(NamedTuple):
    """What the only number of a claim counts, and all else that is said."""

    thing: str
    rest: frozenset[str]


@lru_cache(maxsize=16384)
def counted(claim: Claim) -> Counted | None:
    """None where it is not one plain number before a plain noun."""
    found = hints(claim.content)
    if not found.bits & COUNTS or not found.is_one_clause:
        return None
    read = found.read
    at = 0
    while at < len(read) and not read[at].token[:1].isdigit():
        at += 1
    if at + 1 >= len(read) or not COUNT.fullmatch(read[at].said):
        return None
    thing, before, after = read[at + 1], read[:at], read[at + 2 :]
    if not thing.token or thing.root in _NOT_COUNTED or thing.said in _OPEN or thing.root in POLES:
        return None
    if thing.is_number or any(each.is_number for each in after):
        return None
    if any(each.phrases_of and thing.root in _PHRASES_WITH[each.root] for each in before):
        return None
    if thing.phrases_of and any(each.root in _PHRASES_WITH[thing.root] for each in after):
        return None
    return Counted(thing.said, frozenset([each.said for each in (*before, *after)]) - _MUTE)


def _count_two(a: Claim, b: Claim) -> bool:
    """Whether two claims say in the same words that there are so many of this, and so many of that."""
    mine, other = counted(a), counted(b)
    if mine is None or other is None or mine.rest != other.rest:
        return False
    return senses(mine.thing).isdisjoint(senses(other.thing))


def _tell_of_two(a: Claim, b: Claim) -> bool:
    """Whether each has a word that means nothing of what the other, or either's speaker, could be meant to say.

    Such words keep two claims from being about one thing, and there is no conflict of numbers then. Denials and reports
    are left to the rules.
    """
    mine, other = hints(a.content), hints(b.content)
    if not mine.is_plain or not other.is_plain:
        return False
    one = _telling_alone(mine, other)
    two = _telling_alone(other, mine) if one else ()
    if not two:
        return False
    said_of = spoken(a.speaker) | spoken(b.speaker)
    return all(any(means.isdisjoint(said_of) for means in lone) for lone in (one, two))


def _telling_alone(of: Hints, other: Hints) -> list[Meanings]:
    words = {id(each) for each in other.words}
    telling = chain.from_iterable([each.telling for each in of.words if id(each) not in words])
    return [means for means in telling if _is_said_by_none(means, other)]


@lru_cache(maxsize=16384)
def spoken(name: str | None) -> Meanings:
    """What the words of a speaker's name and role can mean, with those of its phrases."""
    read = read_words(name) if name else []
    plain = frozenset().union(*(of_name(each.said) for each in read))
    return plain | spoken_by(name) if any(each.phrases_of is not None for each in read) else plain
