"""Which claims that met are worth asking the rules about: cheap, and nearly always right.

Claims of one form ("240 pupils took part in the march in Varel") meet by the thousand, and almost all of them are about
other things. To see that takes some microseconds with the words that ``minhash`` has read; the rules take a hundred
times that. What is kept from the rules counts as different. Next: ``rules``.
"""

from functools import lru_cache
from typing import NamedTuple

import xxhash

from sayso_store.dedupe.domain.dates import STARTS
from sayso_store.dedupe.domain.features import FILLER, REPORTED, TOPICLESS, Claim
from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import stem
from sayso_store.dedupe.domain.minhash import read_words, worded
from sayso_store.dedupe.domain.numbers import NUMERAL
from sayso_store.dedupe.domain.pairs import spoken_by
from sayso_store.dedupe.domain.slots import of_name

APART = 3
"""Words that two claims must each have beyond the other to be left uncompared."""

_MOST_SKETCHED = 100
"""Words of a claim of which there is a sketch."""

_ENOUGH = 6
"""Words that say what is meant, whoever says it."""

_IN_PHRASES = frozenset(
    word for following in phrases().values() for some in following.values() for key, _ in some for word in key
)
_TELLS_NOTHING = TOPICLESS | FILLER | _IN_PHRASES | frozenset(map(stem, STARTS | NUMERAL))
_SAYS_NO = grammar.NEGATIONS | {"without"}
_OF_REPORTS = REPORTED | {stem("according")}


def worth_comparing(a: Claim, b: Claim) -> bool:
    """Whether the rules could find two claims that met to be anything but different.

    They are about other things when each has a name and a number that the other lacks, or a number and a word that
    means nothing that the other says, or :data:`APART` words and more than a third of the shorter.
    """
    mine, other = _bag(a), _bag(b)
    if not (mine.numbers <= other.numbers or other.numbers <= mine.numbers):
        named = not (mine.names <= other.said or other.names <= mine.said)
        if named or _tell_of_two(a, b):
            return False
    shorter = min(len(mine.words), len(other.words))
    apart = shorter - len(mine.words & other.words)
    return apart < APART or apart * 3 <= shorter


def may_be_anybodys(claim: Claim) -> bool:
    """Whether the same words from nobody in particular may be another claim: "we have no comment". Cheap, and broad."""
    if claim.speaker is not None:
        return False
    bag = _bag(claim)
    return len(bag.words) < _ENOUGH or not bag.said.isdisjoint(grammar.FIRST_PERSON | grammar.SILENCE)


class _Bag(NamedTuple):
    words: frozenset[str]
    said: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=32768)
def _bag(claim: Claim) -> _Bag:
    counted, _, said, names = worded(claim)
    words = frozenset(counted)
    return _Bag(words, said, names, frozenset([word for word in words if word[0].isdigit()]))


@lru_cache(maxsize=4096)
def sketch(claim: Claim) -> bytes:
    """What :func:`plainly_apart` looks at: how many words count, numbers, words are said, names; then a byte for each.

    The numbers are the first of the words that count, the names of those that are said. Zeros where there are too many.
    """
    bag = _bag(claim)
    sizes = len(bag.words), len(bag.numbers), len(bag.said), len(bag.names)
    if max(sizes) > _MOST_SKETCHED:
        return bytes(4)
    parts = bag.numbers, bag.words - bag.numbers, bag.names, bag.said - bag.names
    return bytes(sizes) + b"".join([bytes(sorted(map(_mark, part))) for part in parts])


@lru_cache(maxsize=65536)
def _mark(word: str) -> int:
    return xxhash.xxh3_64_intdigest(word.encode("utf-8", "replace")) & 255


def plainly_apart(a: bytes, b: bytes) -> bool:
    """Whether two sketches tell that their claims are not :func:`worth_comparing`. Never says so of others.

    Words with one byte are taken for one word, so it misses some. The index in Redis does the same in Lua.
    """
    words, numbers, said, names = _sketched(a)
    their_words, their_numbers, their_said, their_names = _sketched(b)
    if not words or not their_words:
        return False
    lacking = any(each not in their_numbers for each in numbers) and any(each not in numbers for each in their_numbers)
    if lacking and any(each not in their_said for each in names) and any(each not in said for each in their_names):
        return True
    shorter = min(len(words), len(their_words))
    apart = shorter - sum(each in their_words for each in words)
    return apart >= APART and apart * 3 > shorter


def _sketched(of: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """The words that count, the numbers of them, the words that are said, the names of them."""
    words, numbers, said, names = of[:4]
    at = 4 + words
    return of[4:at], of[4 : 4 + numbers], of[at : at + said], of[at : at + names]


class _Sense(NamedTuple):
    """All that a claim's words can mean; what each of those means that tell what it is about; whether it is plain."""

    all: frozenset[int | str]
    telling: tuple[frozenset[int | str], ...]
    is_plain: bool


@lru_cache(maxsize=16384)
def _sense(content: str) -> _Sense:
    read = [each for each in read_words(content) if not each.said[0].isdigit()]
    means = [of_name(each.said) for each in read]
    telling = [some for each, some in zip(read, means, strict=True) if each.token and each.root not in _TELLS_NOTHING]
    is_plain = not any(each.root in _OF_REPORTS or each.said in _SAYS_NO or "'" in each.said for each in read)
    return _Sense(frozenset().union(*means), tuple(telling), is_plain)


def _tell_of_two(a: Claim, b: Claim) -> bool:
    """Whether each has a word that means nothing of what the other, or either's speaker, could be meant to say.

    Such words keep two claims from being about one thing, and there is no conflict of numbers then. Denials and reports
    are left to the rules.
    """
    mine, other = _sense(a.content), _sense(b.content)
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
