"""What the index keeps of a claim to tell without reading it that another is about something else.

A *sketch* has a byte for each word that counts, two for each word that is said, and tells which of them are numbers and
names. Marks that two words share make them one word, so a sketch errs on the side of telling, and never parts what is
``worth.worth_comparing``. The index in Redis does in Lua what :func:`plainly_apart` does here.
"""

from functools import lru_cache
from typing import NamedTuple

from sayso_store.dedupe.domain.features import Claim
from sayso_store.dedupe.domain.minhash import LONG, mark, worded
from sayso_store.dedupe.domain.worth import APART

_MOST_MARKS = 250
"""Marks of a claim's sketch: with how many of each they fit into what one byte can count."""


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
    """Whether two sketches tell that their claims are not ``worth_comparing``. Never says so of others.

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
