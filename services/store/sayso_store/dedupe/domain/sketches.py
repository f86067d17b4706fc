"""What the index keeps of a claim to tell without reading it that another is about something else.

A *sketch* has two parts, each after its length, a byte. The first tells words, numbers and names apart::

    how many count, are numbers, are said, are names (4)   marks of them: one byte each of the first two, then two

The second tells what the words of a short plain claim can mean; of others it is empty. Claims of one form that differ
in a word or two are short, and there are ever more of them, but to make it takes longer than all else of a sketch::

    bits (1)   lengths of the next six (6)   marks, two bytes each, of what all words mean, what the speaker's mean, the
    speaker's names, the claim's names, the thing that it counts   how the names begin, a byte each
    what is said beside the number, where it counts (4)   marks of each word that tells, after their length

Marks that two words share make them one word, so a sketch errs on the side of telling, and never parts what is
``worth.worth_comparing``. The index in Redis does in Lua what :func:`plainly_apart` does here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import xxhash

from sayso_store.dedupe.domain.features import Claim
from sayso_store.dedupe.domain.hints import hints, marks_of, meaning_marks
from sayso_store.dedupe.domain.minhash import LONG, mark, worded
from sayso_store.dedupe.domain.speakers import seen_in
from sayso_store.dedupe.domain.worth import APART, counted, spoken, told

SHORT = 6
"""Words that count, at most, of a claim whose meanings are kept."""

NAMES, ACTS, COUNTS, HEARD = 1, 2, 4, 8
"""Bits: it has names to be told apart by; it tells a deed; it counts one thing; its speaker is plain, or nobody."""

_MOST = 255
_REST = 4
_HEAD = 3
"""Letters that tell of two names that neither begins with the other."""

_NO_WORDS, _NO_MEANINGS = bytes((4, 0, 0, 0, 0)), bytes(1)
_PLAIN_SPEAKER = re.compile(r"(?!the )[A-Za-z ,-]*")


@lru_cache(maxsize=4096)
def sketch(claim: Claim) -> bytes:
    """Both parts. One that is too long is left out."""
    found = worded(claim)
    words = list(dict.fromkeys(found.counted))
    numbers = [word for word in words if word[0].isdigit()]
    said, names = found.said_marks, found.name_marks
    size = 4 + len(words) + len(numbers) + len(said) + len(names)
    if size > _MOST:
        return _NO_WORDS + _NO_MEANINGS
    sizes = size, len(words), len(numbers), len(said) // LONG, len(names) // LONG
    meanings = _meanings(claim) if len(words) <= SHORT else _NO_MEANINGS
    return b"".join((bytes(sizes), bytes(map(mark, words)), bytes(map(mark, numbers)), said, names, meanings))


def _meanings(claim: Claim) -> bytes:
    """The second part, with its length."""
    found = hints(claim.content)
    if not found.is_plain:
        return _NO_MEANINGS
    bits, names, heads, thing, rest = 0, b"", b"", b"", b""
    caller = _caller(claim.speaker)
    if caller is not None:
        bits |= HEARD
        if (of := told(claim)) is not None and _can_be_told_by(of.names, caller):
            bits |= NAMES | (ACTS if of.acts else 0)
            names, heads = _marks(of.names), bytes(sorted({mark(name[:_HEAD]) for name in of.names}))
    if (count := counted(claim)) is not None:
        bits |= COUNTS
        thing, rest = b"".join(meaning_marks(count.thing)), _hash(" ".join(sorted(count.rest)))
    means = b"".join(dict.fromkeys(chain.from_iterable([each.marks for each in found.words])))
    parts = means, *(caller or _Caller(b"", b"")), names, thing, heads
    telling = [each.telling_marks for each in found.words]
    sizes = [len(part) for part in parts]
    if max(sizes) > _MOST:
        return _NO_MEANINGS
    whole = b"".join((bytes((bits, *sizes)), *parts, rest, *telling))
    return bytes((len(whole),)) + whole if len(whole) <= _MOST else _NO_MEANINGS


class _Caller(NamedTuple):
    """Marks of what the words of a speaker can mean, and of those words that are names."""

    means: bytes
    names: bytes


@lru_cache(maxsize=4096)
def _caller(speaker: str | None) -> _Caller | None:
    """None where it takes more than words to tell who that is."""
    if not speaker:
        return _Caller(b"", b"")
    if not _PLAIN_SPEAKER.fullmatch(speaker):
        return None
    _, names = seen_in(speaker)
    if not names:
        return None
    return _Caller(b"".join(marks_of(spoken(speaker))), _marks(names))


def _can_be_told_by(names: frozenset[str], caller: _Caller) -> bool:
    """Whether there are names, long enough for their beginnings to tell, and none is the speaker's own."""
    if not names or min(map(len, names)) < _HEAD:
        return False
    return not caller.means or _long(_marks(names)).isdisjoint(_long(caller.means))


def _marks(words: Iterable[str]) -> bytes:
    return b"".join(sorted({each for word in words for each in meaning_marks(word)}))


def _hash(text: str) -> bytes:
    return (xxhash.xxh3_64_intdigest(text.encode("utf-8", "replace")) & 0xFFFFFFFF).to_bytes(_REST, "big")


def plainly_apart(a: bytes, b: bytes) -> bool:
    """Whether two sketches tell that their claims are not ``worth_comparing``. Never says so of others."""
    mine, other = _sketched(a), _sketched(b)
    if not mine.words or not other.words:
        return False
    count_two = not (mine.numbers <= other.numbers or other.numbers <= mine.numbers)
    if count_two and not (mine.names <= other.said or other.names <= mine.said):
        return True
    shorter = min(len(mine.words), len(other.words))
    apart = shorter - sum(each in mine.words for each in other.words)
    if apart >= APART and apart * 3 > shorter:
        return True
    return mine.meant is not None and other.meant is not None and _mean_two(mine.meant, other.meant, count_two)


def _mean_two(mine: "_Meant", other: "_Meant", count_two: bool) -> bool:
    """Whether two short plain claims count two things, tell of two or name two, and no rule could find more in that."""
    both = mine.bits & other.bits
    if count_two and both & COUNTS and mine.rest == other.rest and mine.thing.isdisjoint(other.thing):
        return True
    if count_two and both & HEARD and _tells_alone(mine, other) and _tells_alone(other, mine):
        return True
    if not both & NAMES or both & ACTS or not mine.heads.isdisjoint(other.heads):
        return False
    if not (mine.names.isdisjoint(other.known) and other.names.isdisjoint(mine.known)):
        return False
    if not mine.called or not other.called:
        return True
    return mine.called.isdisjoint(other.spoken) and other.called.isdisjoint(mine.spoken)


def _tells_alone(of: "_Meant", other: "_Meant") -> bool:
    """Whether one has a word that means nothing of what the other says, nor either speaker's name and role."""
    known = other.known | of.spoken
    return any(each.isdisjoint(known) for each in of.telling)


class _Meant(NamedTuple):
    """The second part. ``known`` is what the words or the speaker's can mean."""

    bits: int
    known: frozenset[bytes]
    spoken: frozenset[bytes]
    called: frozenset[bytes]
    names: frozenset[bytes]
    thing: frozenset[bytes]
    heads: frozenset[int]
    rest: bytes
    telling: tuple[frozenset[bytes], ...]


class _Sketch(NamedTuple):
    words: bytes
    numbers: frozenset[int]
    said: frozenset[bytes]
    names: frozenset[bytes]
    meant: _Meant | None


@lru_cache(maxsize=4096)
def _sketched(of: bytes) -> _Sketch:
    words, numbers, said, names = of[1:5]
    parts, _ = _cut(of, 5, (words, numbers, LONG * said, LONG * names))
    meant = of[of[0] + 2 :]
    return _Sketch(
        parts[0], frozenset(parts[1]), _long(parts[2]), _long(parts[3]), _read_meant(meant) if meant else None
    )


def _read_meant(of: bytes) -> _Meant:
    (means, spoken, called, names, thing, heads), at = _cut(of, 7, of[1:7])
    rest = of[at : at + _REST] if of[0] & COUNTS else b""
    at += len(rest)
    telling = []
    while at < len(of):
        telling.append(_long(of[at + 1 : at + 1 + of[at]]))
        at += 1 + of[at]
    said = _long(means + spoken), _long(spoken), _long(called), _long(names), _long(thing)
    return _Meant(of[0], *said, frozenset(heads), rest, tuple(telling))


def _cut(of: bytes, at: int, lengths: Iterable[int]) -> tuple[list[bytes], int]:
    """Parts of these lengths, one after the other, and where they end."""
    parts = []
    for length in lengths:
        parts.append(of[at : at + length])
        at += length
    return parts, at


def _long(marks: bytes) -> frozenset[bytes]:
    return frozenset(marks[at : at + LONG] for at in range(0, len(marks), LONG))
