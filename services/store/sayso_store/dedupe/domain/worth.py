"""Which claims that met are worth asking the rules about: cheap, and nearly always right.

Claims of one form ("240 pupils took part in the march in Varel") meet by the thousand, and almost all of them are about
other things. To see that takes some microseconds with the words that ``minhash`` has read; the rules take a hundred
times that. What is kept from the rules counts as different. Next: ``rules``.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sayso_store.dedupe.domain.dates import STARTS
from sayso_store.dedupe.domain.features import POLES, REPORTED, Claim
from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.phrases import Phrase, phrases
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, senses, stem, stems
from sayso_store.dedupe.domain.minhash import LONG, Read, mark, read_words, worded
from sayso_store.dedupe.domain.names import TELLS_NOTHING, is_only_a_name
from sayso_store.dedupe.domain.numbers import NUMERAL
from sayso_store.dedupe.domain.pairs import spoken_by
from sayso_store.dedupe.domain.slots import of_name, without_people
from sayso_store.dedupe.domain.speakers import same_speaker
from sayso_store.dedupe.domain.tokens import PARTICLES

APART = 3
"""Words that two claims must each have beyond the other to be left uncompared."""

_MOST_MARKS = 250
"""Marks of a claim's sketch: with how many of each they fit into what one byte can count."""

_ENOUGH = 6
"""Words that say what is meant, whoever says it."""

_SCALES = stems("hundred thousand million billion trillion dozen half")
_ONCE, _ALONE = stems(*opposites.ONCE), stems(*opposites.ALONE)
_DIE = stem("die")
_CAUSES = frozenset({"because", stem("because"), "by", "for", "reason", "reasons", _DIE})
_AHEAD = frozenset({"will", "would", "shall", "takes"})
_COUNT = re.compile(r"[1-9]\d{0,2}")
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
_MARKED = re.compile(r"(?<!\d)[^\w\s'-]|[^\w\s'-](?!\d)")
"""A mark of punctuation outside a number."""

_TELLING_PHRASES = {
    first: some
    for first, following in phrases().items()
    if (
        some := tuple(
            phrase
            for of_word in following.values()
            for phrase in of_word
            if not (_ONCE | _ALONE | _CAUSES | _AHEAD).isdisjoint({*phrase[1], *map(stem, phrase[1])})
        )
    )
}
"""By its first word, the phrases that stand for a deed, a cause or something ahead."""

_SAYS_NO = grammar.NEGATIONS | {"without"}
_OF_REPORTS = REPORTED | {stem("according")}


def worth_comparing(a: Claim, b: Claim) -> bool:
    """Whether the rules could find two claims that met to be anything but different.

    They are about other things when each has a name and a number that the other lacks, or a number and a word that
    means nothing that the other says or counts another thing, or :data:`APART` words and more than a third of the
    shorter; or a name, where nothing that is told could put the two in conflict.
    """
    mine, other = _bag(a), _bag(b)
    if not (mine.numbers <= other.numbers or other.numbers <= mine.numbers):
        named = not (mine.names <= other.bases or other.names <= mine.bases)
        if named or _tell_of_two(a, b) or _count_two(a, b):
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
    bag = _bag(claim)
    return len(bag.words) < _ENOUGH or not bag.said.isdisjoint(grammar.FIRST_PERSON | grammar.SILENCE)


class _Bag(NamedTuple):
    """The words that count; those that are said, also as names would be known; the names; the numbers that count."""

    words: frozenset[str]
    said: frozenset[str]
    bases: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=32768)
def _bag(claim: Claim) -> _Bag:
    found = worded(claim)
    words = frozenset(found.counted)
    numbers = frozenset([word for word in words if word[0].isdigit()])
    bases, names = (frozenset(map(without_people, some)) for some in (found.said, found.names))
    return _Bag(words, frozenset(found.said), bases, names, numbers)


@lru_cache(maxsize=4096)
def sketch(claim: Claim) -> bytes:
    """What :func:`plainly_apart` looks at: the words that count, the numbers of them, the words said, the names.

    How many of each, and a byte for each, two for those said and the names. Zeros where there are too many.
    """
    found = worded(claim)
    words = list(dict.fromkeys(found.counted))
    numbers = [word for word in words if word[0].isdigit()]
    said, names = found.said_marks, found.name_marks
    sizes = len(words), len(numbers), len(said) // LONG, len(names) // LONG
    if len(words) + len(numbers) + len(said) + len(names) > _MOST_MARKS:
        return bytes(4)
    return b"".join((bytes(sizes), bytes(map(mark, words)), bytes(map(mark, numbers)), said, names))


def plainly_apart(a: bytes, b: bytes) -> bool:
    """Whether two sketches tell that their claims are not :func:`worth_comparing`. Never says so of others.

    Words with one mark are taken for one word, so it misses some. The index in Redis does the same in Lua.
    """
    mine, other = _sketched(a), _sketched(b)
    if not mine.words or not other.words:
        return False
    named = not (mine.names <= other.said or other.names <= mine.said)
    if named and not (mine.numbers <= other.numbers or other.numbers <= mine.numbers):
        return True
    shorter = min(len(mine.words), len(other.words))
    apart = shorter - sum(each in mine.words for each in other.words)
    return apart >= APART and apart * 3 > shorter


class _Sketch(NamedTuple):
    words: bytes
    numbers: frozenset[int]
    said: frozenset[bytes]
    names: frozenset[bytes]


def _sketched(of: bytes) -> _Sketch:
    words, numbers, said, _ = of[:4]
    second = 4 + words
    third = second + numbers
    fourth = third + LONG * said
    return _Sketch(of[4:second], frozenset(of[second:third]), _long(of[third:fourth]), _long(of[fourth:]))


def _long(marks: bytes) -> frozenset[bytes]:
    return frozenset(marks[at : at + LONG] for at in range(0, len(marks), LONG))


class _Sense(NamedTuple):
    """All that a claim's words can mean; what each of those means that tell what it is about; whether it is plain."""

    all: frozenset[int | str]
    telling: tuple[frozenset[int | str], ...]
    is_plain: bool


@lru_cache(maxsize=16384)
def _sense(claim: Claim) -> _Sense:
    of = [_meant(each.said) for each in worded(claim).read if not each.said[0].isdigit()]
    telling = [means for means, tells, _ in of if tells]
    is_plain = all(plain for _, _, plain in of)
    return _Sense(frozenset().union(*[means for means, _, _ in of]), tuple(telling), is_plain)


@lru_cache(maxsize=VOCABULARY)
def _meant(word: str) -> tuple[frozenset[int | str], bool, bool]:
    """What a word can mean; whether it tells what a claim is about; whether it leaves a claim plain."""
    (read,) = read_words(word)
    tells = bool(read.token) and read.root not in TELLS_NOTHING
    return of_name(word), tells, not (read.root in _OF_REPORTS or word in _SAYS_NO or "'" in word)


class _Told(NamedTuple):
    """Of a claim of one plain clause, the names that mean nothing else, and by what two that have it can conflict."""

    names: frozenset[str]
    deeds: frozenset[str]


@lru_cache(maxsize=16384)
def _told(claim: Claim) -> _Told | None:
    """None where a cause is told, or the clause is not plain: the rules take some words out of such claims."""
    names = [name for name in worded(claim).names if is_only_a_name(name)]
    said = frozenset(worded(claim).said)
    if not names or not said.isdisjoint(_CAUSES) or not _is_one_clause(claim):
        return None
    read = worded(claim).read
    roots = [each.root for each in read]
    meant = [
        word
        for at, each in enumerate(roots)
        if each in _TELLING_PHRASES
        for word in _in_phrases(roots, at, _TELLING_PHRASES[each])
    ]
    if _DIE in roots or not _CAUSES.isdisjoint(meant):
        return None
    deeds = (_ALONE if _is_of_any(read, names) else _ALONE | _ONCE) & {*roots, *meant}
    if not _AHEAD.isdisjoint(meant) or said & _AHEAD or ("to" in said and said & grammar.BE):
        deeds |= {"will"}
    counted = {after.said for each, after in pairwise(read) if each.token[:1].isdigit() or each.root in _SCALES}
    return _Told(frozenset(names) - counted, frozenset(deeds))


def _is_of_any(read: Sequence[Read], names: Sequence[str]) -> bool:
    """Whether a claim begins with so many of something, no certain ones: "about 240 pupils"."""
    at = 1 if read[0].said in _ROUGHLY else 0
    counts = len(read) > at + 1 and read[at].said[0].isdigit()
    return counts and read[at + 1].said not in grammar.STOP and read[at + 1].said not in names


def _is_one_clause(claim: Claim) -> bool:
    """Whether all its words are read as they stand: nothing is denied or reported, and no mark parts it."""
    return _sense(claim).is_plain and not _MARKED.search(claim.content[:-1])


def _in_phrases(roots: list[str], at: int, some: tuple[Phrase, ...]) -> Iterator[str]:
    """What the phrases that may begin here mean, in one piece or with their object inside."""
    for key, instead in some:
        if tuple(roots[at : at + len(key)]) == key or (
            len(key) == 2 and key[1] in PARTICLES and key[1] in roots[at + 2 : at + 6]
        ):
            yield from map(stem, instead)


def _name_two(a: Claim, b: Claim) -> bool:
    """Whether each names somebody or something that the other does not, and no rule could find a conflict in that.

    A conflict over names needs a cause, a deed that is done or happens once, or something ahead. One speaker may name
    one thing in two ways.
    """
    mine, other = _told(a), _told(b)
    if mine is None or other is None or (mine.deeds and other.deeds):
        return False
    lone = _lone(mine, b), _lone(other, a)
    if not all(lone) or any(x.startswith(y) or y.startswith(x) for x in lone[0] for y in lone[1]):
        return False
    if same_speaker(a.speaker, b.speaker):
        return False
    spoken = _spoken(a.speaker) | _spoken(b.speaker)
    return all(any(of_name(name).isdisjoint(spoken) for name in names) for names in lone)


def _lone(of: _Told, other: Claim) -> list[str]:
    return [name for name in of.names if of_name(name).isdisjoint(_sense(other).all)]


class _Counted(NamedTuple):
    """What the only number of a claim counts, and all else that is said."""

    thing: str
    rest: frozenset[str]


@lru_cache(maxsize=16384)
def _counted(claim: Claim) -> _Counted | None:
    """None where it is not one plain number before a plain noun."""
    read = worded(claim).read
    at = next((at for at, each in enumerate(read) if each.token[:1].isdigit()), len(read))
    if at + 1 >= len(read) or not _COUNT.fullmatch(read[at].said) or not _is_one_clause(claim):
        return None
    thing = read[at + 1]
    if not thing.token or thing.root in _NOT_COUNTED or thing.said in _OPEN or thing.root in POLES:
        return None
    if any(each.phrases_of and thing.root in _PHRASES_WITH[each.root] for each in read[:at]):
        return None
    if thing.phrases_of and any(each.root in _PHRASES_WITH[thing.root] for each in read[at + 2 :]):
        return None
    if any(each.token[:1].isdigit() or each.root in _SCALES for each in read[at + 1 :]):
        return None
    return _Counted(thing.said, frozenset([each.said for each in (*read[:at], *read[at + 2 :])]) - _MUTE)


def _count_two(a: Claim, b: Claim) -> bool:
    """Whether two claims say in the same words that there are so many of this, and so many of that."""
    mine, other = _counted(a), _counted(b)
    if mine is None or other is None or mine.rest != other.rest:
        return False
    return senses(mine.thing).isdisjoint(senses(other.thing))


def _tell_of_two(a: Claim, b: Claim) -> bool:
    """Whether each has a word that means nothing of what the other, or either's speaker, could be meant to say.

    Such words keep two claims from being about one thing, and there is no conflict of numbers then. Denials and reports
    are left to the rules.
    """
    mine, other = _sense(a), _sense(b)
    if not mine.is_plain or not other.is_plain:
        return False
    one = [means for means in mine.telling if means.isdisjoint(other.all)]
    two = [means for means in other.telling if means.isdisjoint(mine.all)] if one else ()
    if not two:
        return False
    spoken = _spoken(a.speaker) | _spoken(b.speaker)
    return all(any(means.isdisjoint(spoken) for means in lone) for lone in (one, two))


@lru_cache(maxsize=16384)
def _spoken(name: str | None) -> frozenset[int | str]:
    """What the words of a speaker's name and role can mean, with those of its phrases."""
    read = read_words(name) if name else []
    plain = frozenset().union(*(of_name(each.said) for each in read))
    return plain | spoken_by(name) if any(each.phrases_of is not None for each in read) else plain
