"""Which claims that met are worth asking the rules about: cheap, and nearly always right.

Claims of one form ("240 pupils took part in the march in Varel") meet by the thousand, and almost all of them are about
other things. To see that takes some microseconds with the words that ``minhash`` has read; the rules take a hundred
times that. What is kept from the rules counts as different. Next: ``rules``.
"""

from functools import lru_cache
from typing import NamedTuple

from sayso_store.dedupe.domain.dates import STARTS
from sayso_store.dedupe.domain.features import FILLER, REPORTED, TOPICLESS, Claim
from sayso_store.dedupe.domain.lexicon import grammar
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import stem
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.minhash import WORD, read_words, salted
from sayso_store.dedupe.domain.numbers import NUMERAL
from sayso_store.dedupe.domain.pairs import spoken_by
from sayso_store.dedupe.domain.slots import of_name

APART = 3
"""Words that two claims must each have beyond the other to be left uncompared."""

_ENOUGH = 6
"""Words that say what is meant, whoever says it."""

_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
    "september october november december",
)
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
    words = frozenset(salted(claim)[0])
    said = WORD.findall(claim.content)
    names = frozenset([word.casefold() for word in said[1:] if word[0].isupper()]) - _CALENDAR
    numbers = frozenset([word for word in words if word[0].isdigit()])
    return _Bag(words, frozenset([word.casefold() for word in said]), names, numbers)


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
