"""A claim's sketch: some forty bytes that tell of most claims that met by chance that they are about other things.

The index keeps it beside a claim's words and holds two of them against each other before it tells one claim of the
other, which costs a hundredth of reading them (ADR 0023). Each word is a byte, and two words with one byte are taken
for one word, so a sketch errs on the side of telling: never does it part what is ``worth.worth_comparing``.

Words are known there by what they can mean. Of a word that stands in no table this is its stem and what it says of a
people, two strings that begin alike: they have one byte, that of the letters they begin with. A word with more
meanings than that is not held to be missing on the other side.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sayso_store.dedupe.domain.features import Claim
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY
from sayso_store.dedupe.domain.minhash import mark, worded
from sayso_store.dedupe.domain.slots import of_name
from sayso_store.dedupe.domain.speakers import speaker_words
from sayso_store.dedupe.domain.worth import APART, sense_of, spoken_of, told_of

PARTS = 7
"""What a sketch has marks of: see :class:`Sketch`."""

_MOST_MARKS = 240
"""Marks of a sketch: with how many of each they fit into what one byte can count."""

_DEEDS = 128
"""Added to the count of the told names, where two who tell such a deed can contradict each other."""

_LETTERS = 4
"""Letters by which what a word can mean is marked: a people's name is not cut to fewer (``slots.of_name``)."""


class Sketch(NamedTuple):
    """A sketch's parts, a byte for each word.

    ``words`` that count, the ``numbers`` of them, what all that is ``said`` can mean, the ``names``; the ``telling``
    words that mean themselves only, of a plain claim; the names that are ``told``, of a claim of one plain clause; and
    what the words of who has ``spoken`` can mean.
    """

    words: bytes
    numbers: bytes
    said: bytes
    names: bytes
    telling: bytes
    told: bytes
    spoken: bytes
    has_deeds: bool


@lru_cache(maxsize=4096)
def sketch(claim: Claim) -> bytes:
    """How many marks each part of a claim's sketch has, a byte for each, and the marks. Zeros if they are too many."""
    own = worded(claim)
    words = list(dict.fromkeys(own.counted))
    told, has_deeds = _told(claim)
    parts = (
        bytes(map(mark, words)),
        bytes([mark(word) for word in words if word[0].isdigit()]),
        _together(map(_said, {*own.said, *(each.said for each in own.read)})),
        _together(map(_people, own.names)),
        _telling(claim),
        told,
        _spoken(claim.speaker),
    )
    sizes = [len(part) for part in parts]
    if sum(sizes) > _MOST_MARKS or sizes[-2] >= _DEEDS:
        return bytes(PARTS)
    sizes[-2] += _DEEDS * has_deeds
    return bytes(sizes) + b"".join(parts)


def plainly_apart(a: bytes, b: bytes) -> bool:
    """Whether two sketches tell that their claims are not ``worth_comparing``. Never says so of others.

    Words with one byte are taken for one word, so it misses some. The index in Redis does the same in Lua.
    """
    mine, other = _parts(a), _parts(b)
    if not mine.words or not other.words:
        return False
    shorter = min(len(mine.words), len(other.words))
    apart = len(_beyond(mine.words, other.words)) + shorter - len(mine.words)
    if apart >= APART and apart * 3 > shorter:
        return True
    if _beyond(mine.numbers, other.numbers) and _beyond(other.numbers, mine.numbers):
        if _beyond(mine.names, other.said) and _beyond(other.names, mine.said):
            return True
        if _are_lone(mine.telling, other.telling, mine, other):
            return True
    can_part = not (mine.has_deeds and other.has_deeds) and len(_beyond(mine.told, other.told)) == len(mine.told)
    strangers = len(_beyond(mine.spoken, other.spoken)) == len(mine.spoken)
    return can_part and strangers and _are_lone(mine.told, other.told, mine, other)


def _are_lone(some: bytes, others: bytes, mine: Sketch, other: Sketch) -> bool:
    """Whether each has a word that neither the other claim nor a speaker could mean."""
    spoken = mine.spoken + other.spoken
    return bool(_beyond(some, other.said + spoken)) and bool(_beyond(others, mine.said + spoken))


def _beyond(some: bytes, known: bytes) -> bytes:
    return bytes([each for each in some if each not in known])


def _parts(of: bytes) -> Sketch:
    sizes, at = list(of[:PARTS]), PARTS
    has_deeds = sizes[-2] >= _DEEDS
    sizes[-2] -= _DEEDS * has_deeds
    parts = []
    for size in sizes:
        parts.append(of[at : at + size])
        at += size
    return Sketch(*parts, has_deeds=has_deeds)  # type: ignore[misc, arg-type]


def _telling(claim: Claim) -> bytes:
    sense = sense_of(claim)
    return _together(map(_only, sense.telling)) if sense.is_plain else b""


def _told(claim: Claim) -> tuple[bytes, bool]:
    """The names that are told, if all are long enough that two of which one begins with the other have one mark."""
    told = told_of(claim)
    if told is None:
        return b"", False
    marks = [_only(of_name(name)) if len(name) > _LETTERS else b"" for name in told.names]
    return (_together(marks) if all(marks) else b""), bool(told.deeds)


@lru_cache(maxsize=4096)
def _spoken(name: str | None) -> bytes:
    """What the speaker's words can mean: those of two names for one speaker have one of them in common."""
    if not name:
        return b""
    means = spoken_of(name).union(*map(of_name, speaker_words(name)))
    return _marks(means or {name})


@lru_cache(maxsize=VOCABULARY)
def _said(word: str) -> bytes:
    """Of what a word can mean, that which a word with no other meaning could share. A number is none."""
    return b"" if word[0].isdigit() else _marks(each for each in of_name(word) if isinstance(each, str))


@lru_cache(maxsize=VOCABULARY)
def _people(name: str) -> bytes:
    return _marks(each for each in of_name(name) if isinstance(each, str) and each.startswith("~"))


@lru_cache(maxsize=VOCABULARY)
def _only(means: frozenset[int | str]) -> bytes:
    """The mark of a word with no meaning but itself, nothing for others."""
    if not all(isinstance(each, str) for each in means):
        return b""
    letters = {_letters(each) for each in means}
    return bytes([mark(letters.pop())]) if len(letters) == 1 else b""


def _marks(of: Iterable[int | str]) -> bytes:
    return bytes(sorted({mark(_letters(each)) for each in of}))


def _together(of: Iterable[bytes]) -> bytes:
    return bytes(sorted(set(b"".join(of))))


def _letters(meaning: int | str) -> str:
    return meaning.removeprefix("~")[:_LETTERS] if isinstance(meaning, str) else f"#{meaning}"
