"""What a claim's words tell by themselves: worked out once for each word as it is written, then only put together.

Claims that met are mostly about other things, and to see that must cost less than to read them. So all that can be
known of a word without its neighbours is kept with it: what it can mean, whether it tells what a claim is about,
whether it is a name, and a bit for each kind of word that makes a claim more than plain. A claim is plain if no word of
it denies or reports. Next: ``worth``.
"""

import re
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from msgspec import Struct

from sayso_store.dedupe.domain.features import MOST_CHARACTERS, REPORTED
from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.phrases import phrases
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, stem, stems
from sayso_store.dedupe.domain.minhash import Read, as_written, long_mark
from sayso_store.dedupe.domain.names import TELLS_NOTHING, is_only_a_name
from sayso_store.dedupe.domain.slots import of_name

QUALIFIED, PARTED, CAUSED, ALONE, ONCE, AHEAD, PHRASED, COUNTS, NAMED = (1 << n for n in range(9))
"""Of a word: it denies or reports, is parted by a mark, tells a cause, what is done by one, what happens once, what is
ahead, begins a phrase that may tell one of these, is a number or its scale, or is a name that means nothing else."""

_TO, _BE, _PARTED_INSIDE = (1 << n for n in range(9, 12))
DIE = stem("die")
CAUSES = frozenset({"because", stem("because"), "by", "for", "reason", "reasons", DIE})
FORWARD = frozenset({"will", "would", "shall", "takes"})
DONE_ONCE, DONE_ALONE = stems(*opposites.ONCE), stems(*opposites.ALONE)
_SAYS_NO = grammar.NEGATIONS | {"without"}
_OF_REPORTS = REPORTED | {stem("according")}
_MARKED = re.compile(r"(?<!\d)[^\w\s'-]|[^\w\s'-](?!\d)")
"""A mark of punctuation outside a number."""

TELLING_PHRASES = {
    first: some
    for first, following in phrases().items()
    if (
        some := tuple(
            (key, meant)
            for key, meant in dict.fromkeys(
                (key, frozenset(map(stem, instead))) for of_word in following.values() for key, instead in of_word
            )
            if not (DONE_ONCE | DONE_ALONE | CAUSES | FORWARD).isdisjoint(meant)
        )
    )
}
"""By its first word, each phrase that stands for a deed, a cause or something ahead, with what it means, as stems."""

Meanings = frozenset[int | str]


class Hint(Struct, frozen=True, gc=False):
    """Of what stands between two spaces: its bits, all its words can mean, what each of those means that tell what a
    claim is about, the names among them, and its words as they are read. Then the :func:`meaning_marks` of all, and of
    each that tells, after their length."""

    bits: int
    all: Meanings
    telling: tuple[Meanings, ...]
    names: tuple[str, ...]
    read: tuple[Read, ...]
    marks: tuple[bytes, ...]
    telling_marks: bytes


class Hints(NamedTuple):
    """What a claim's words tell, and the bits of all."""

    words: list[Hint]
    bits: int

    @property
    def read(self) -> list[Read]:
        """All words as they are read, in order."""
        return [word for each in self.words for word in each.read]

    @property
    def is_plain(self) -> bool:
        """Whether nothing is denied or reported."""
        return not self.bits & QUALIFIED

    @property
    def is_one_clause(self) -> bool:
        """Whether all words are read as they stand: it is plain, and no mark parts it."""
        return not self.bits & (QUALIFIED | PARTED)


@lru_cache(maxsize=4096)
def hints(content: str) -> Hints:
    """What the words of a claim's content tell. The mark that ends it parts nothing."""
    words = [_hint(each) for each in content[:MOST_CHARACTERS].split()]
    if not words:
        return Hints(words, 0)
    last = words[-1].bits
    bits = reduce(or_, [each.bits for each in words[:-1]], last & ~PARTED)
    if last & _PARTED_INSIDE or len(content) > MOST_CHARACTERS:
        bits |= PARTED
    if bits & _TO and bits & _BE:
        bits |= AHEAD
    return Hints(words, bits)


@lru_cache(maxsize=VOCABULARY)
def _hint(word: str) -> Hint:
    found = as_written(word)
    read = [each for each in found.read if not each.said[0].isdigit()]
    means = [of_name(each.said) for each in read]
    tells = [bool(each.token) and each.root not in TELLS_NOTHING for each in read]
    names = tuple([name for name in found.names if is_only_a_name(name)])
    return Hint(
        bits=_bits(word, found.said, found.read, names),
        all=frozenset().union(*means),
        telling=tuple([each for each, does in zip(means, tells, strict=True) if does]),
        names=names,
        read=found.read,
        marks=tuple(dict.fromkeys(mark for each in read for mark in meaning_marks(each.said))),
        telling_marks=b"".join(_with_length(each.said) for each, does in zip(read, tells, strict=True) if does),
    )


def _bits(word: str, said: tuple[str, ...], read: tuple[Read, ...], names: tuple[str, ...]) -> int:
    roots = [each.root for each in read]
    is_qualified = any(each in _OF_REPORTS for each in roots) or any(each in _SAYS_NO or "'" in each for each in said)
    has = {
        QUALIFIED: is_qualified,
        PARTED: _MARKED.search(word),
        _PARTED_INSIDE: _MARKED.search(word[:-1]),
        CAUSED: DIE in roots or not CAUSES.isdisjoint(said),
        ALONE: not DONE_ALONE.isdisjoint(roots),
        ONCE: not DONE_ONCE.isdisjoint(roots),
        AHEAD: not FORWARD.isdisjoint(said),
        PHRASED: not TELLING_PHRASES.keys().isdisjoint(roots),
        COUNTS: any(each.is_number for each in read),
        NAMED: names,
        _TO: "to" in said,
        _BE: not grammar.BE.isdisjoint(said),
    }
    return sum(bit for bit, is_so in has.items() if is_so)


@lru_cache(maxsize=VOCABULARY)
def meaning_marks(word: str) -> tuple[bytes, ...]:
    """The marks of all that a word can mean."""
    return marks_of(of_name(word))


def marks_of(meanings: Meanings) -> tuple[bytes, ...]:
    """The :func:`~sayso_store.dedupe.domain.minhash.long_mark` of each, in order."""
    means = {each.removeprefix("~") if isinstance(each, str) else f"={each}" for each in meanings}
    return tuple(map(long_mark, sorted(means)))


def _with_length(word: str) -> bytes:
    marks = b"".join(meaning_marks(word))
    return bytes((len(marks),)) + marks
