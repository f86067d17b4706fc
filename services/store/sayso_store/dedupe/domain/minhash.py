"""Finding candidates among millions of claims: claims that share a print are worth comparing.

A MinHash signature (Broder 1997; signed by rensa) over a claim's core words and their pairs, cut into bands (Indyk and
Motwani's LSH): two claims with half of their words in common share at least one of 16 bands of 3 with a chance of
seven in eight, unrelated ones seldom. Wider bands, as whole documents use them, would miss most claims after two
edited words. Two prints more are exact: of the claim as it stands, so that a repetition is known at once, and of its
bag of words, so that equal words always meet, whatever else is told in the same form ("N people died in X").

What says too little to be told apart by its words ("no comment") gets its speaker's name into every word, so that each
speaker's claims meet their own.

Reading a claim here is cheap on purpose, some 20 µs: whole words through one table, where ``features`` takes ten times
that to understand a sentence. Nothing is decided here; what does not meet is not compared, that is all.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import rensa
import xxhash

from sayso_store.dedupe.domain.features import MOST_CHARACTERS, Claim
from sayso_store.dedupe.domain.lexicon import grammar, opposites
from sayso_store.dedupe.domain.lexicon.phrases import Phrase, phrases
from sayso_store.dedupe.domain.lexicon.stems import VOCABULARY, chief, stem
from sayso_store.dedupe.domain.lexicon.tables import listed
from sayso_store.dedupe.domain.names import is_only_a_name
from sayso_store.dedupe.domain.normalise import plain
from sayso_store.dedupe.domain.pairs import INFORMATIVE
from sayso_store.dedupe.domain.slots import without_people
from sayso_store.dedupe.domain.speakers import names_of

BANDS = 16
ROWS = 3
"""Chance to meet at similarity s: 1 - (1 - s^ROWS)^BANDS."""

PRINTS = 2 + BANDS
"""Prints of a claim: itself, its bag of words, its bands."""

PRINT = 6
"""Bytes of a print: a letter and three bytes that name a row of the index, two bytes that tell prints in it apart."""

ROW = 4
"""Of these, the bytes that name a row."""

TIMES = 3
"""How often a word counts beside its pairs: of our own pairs that are the same, 93 % meet with 3, and 86 % with 2."""

LONG = 2
"""Bytes of a name's mark."""

SCHEME = f"7{rensa.RMinHash.ALGORITHM_VERSION}"
"""Names the way prints are made: those of two schemes never meet, so an index belongs to one."""

_SEED = 7
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_NUMBERWORDS = {word: str(value) for value, word in enumerate(_SMALL.split())}
_TENS_WRITTEN = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = dict(zip(_TENS_WRITTEN.split(), range(20, 100, 10), strict=True))
_PHRASES = phrases()
_UNSAID = frozenset(map(stem, (*grammar.NEGATIONS, *opposites.UP, *opposites.DOWN))) | {"percent", "cent", "per"}
"""What parts claims of one topic: it must not keep them from meeting."""
_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
    "september october november december",
)
_SCALES = frozenset(map(stem, ("hundred", "thousand", "million", "billion", "trillion", "dozen", "half")))
_ONES = frozenset(map(str, range(1, 10)))
_PARTS = np.frombuffer(b"ABCDEFGHIJKLMNOP", dtype=np.uint8)
_FIELDS = 1
"""Bits of a row's first byte that are used: with its letter, two million rows."""

_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_OF_BAND = (np.arange(1, BANDS + 1, dtype=np.uint64) * np.uint64(0xFF51AFD7ED558CCD))[None, :]


def as_compared(claim: Claim) -> Claim:
    """The claim in one typography: the form in which it is compared, kept and known again."""
    return Claim(_as_compared(claim.content), _as_compared(claim.speaker) if claim.speaker else None)


def _as_compared(text: str) -> str:
    return plain(text).strip().encode("utf-8", "replace").decode()


def prints(claims: Sequence[Claim]) -> list[bytes]:
    """The prints of each claim, :data:`PRINTS` of :data:`PRINT` bytes: the same on every machine.

    The claims are to be as :func:`as_compared` gives them. A batch is signed at once.
    """
    if not claims:
        return []
    signed, exact = [], []
    for claim in claims:
        words, salt, _ = worded(claim)
        signed.append(_shingles(words))
        bag = " ".join(sorted(set(words)))
        exact.append((_hash(f"{claim.content}\x1f{claim.speaker or ''}"), _hash(f"bag {bag}{salt}")))
    digests = rensa.RMinHash.digest_matrix_from_token_sets(signed, BANDS * ROWS, _SEED)
    flat = np.fromiter(chain.from_iterable(digests.to_rows()), dtype=np.uint64, count=len(claims) * BANDS * ROWS)
    bands = (flat.reshape(len(claims), BANDS, ROWS) * _ODD).sum(axis=2, dtype=np.uint64) + _OF_BAND
    return packed(np.concatenate([np.array(exact, dtype=np.uint64), bands], axis=1))


def packed(hashes: "np.ndarray[tuple[int, ...], np.dtype[np.uint64]]") -> list[bytes]:
    """Rows of 64-bit hashes as rows of prints."""
    mixed = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(29)
    out = mixed.astype(">u8").view(np.uint8).reshape(*mixed.shape, 8)[..., :PRINT].copy()
    out[..., 0] = _PARTS[out[..., 0] & (len(_PARTS) - 1)]
    out[..., 1] &= _FIELDS
    return [row.tobytes() for row in out]


class Worded(NamedTuple):
    """A claim's words: those that count, in order, each with the salt; the salt; and all that are written."""

    counted: list[str]
    salt: str
    written: list["Written"]

    @property
    def read(self) -> list["Read"]:
        """All words as they are read, in order."""
        return [word for each in self.written for word in each.read]

    @property
    def said(self) -> list[str]:
        """All words that are said, in order."""
        return [word for each in self.written for word in each.said]

    @property
    def names(self) -> list[str]:
        """Those with a capital, but days and months, and the first word of all unless it can be nothing else."""
        return [word for each in self.written for word in each.names]

    @property
    def said_marks(self) -> bytes:
        """The :func:`long_mark` of each word that is said, without what makes a people's name of a country's."""
        return b"".join([each.said_marks for each in self.written])

    @property
    def name_marks(self) -> bytes:
        """The same of each name."""
        return b"".join([each.name_marks for each in self.written])


@lru_cache(maxsize=4096)
def worded(claim: Claim) -> Worded:
    """The words of a claim. Those that count have a salt if they say little."""
    words = claim.content[:MOST_CHARACTERS].split()
    written = [as_written(each) for each in words]
    first = 0
    while first < len(words) - 1 and not written[first].said:
        first += 1
    if words and written[first].names:
        written[first] = _as_first_written(words[first])
    found = _counted([word for each in written for word in each.read])
    if len(found) >= INFORMATIVE and len(set(found)) >= INFORMATIVE:
        return Worded(found, "", written)
    salt = "/" + "+".join(sorted(names_of(claim.speaker))[-1:])
    return Worded([word + salt for word in found] or [claim.content.casefold() + salt], salt, written)


def read_words(content: str) -> list["Read"]:
    """The words of a content, one by one."""
    found: list[Read] = []
    for written in content[:MOST_CHARACTERS].split():
        found += as_written(written).read
    return found


def _counted(read: Sequence["Read"]) -> list[str]:
    """The words that count; those that are one ("stepped down", "thirty-one") become one."""
    found: list[str] = []
    done = 0
    for at, (_, _, token, phrases_of, tens, _) in enumerate(read):
        if at < done:
            continue
        if tens and at + 1 < len(read) and read[at + 1].token in _ONES:
            token, done = str(tens + int(read[at + 1].token)), at + 2
        some = phrases_of and (phrases_of.get(read[at + 1].root if at + 1 < len(read) else "") or phrases_of[""])
        if some and (phrase := _phrase(read, at, some)):
            key, instead = phrase
            found += filter(None, map(_token, instead))
            done = at + len(key)
        elif token:
            found.append(token)
    return found


class Read(NamedTuple):
    """A word as it is said, its stem, as it counts, the phrases it begins, its tens, and whether it is a number or a
    scale."""

    said: str
    root: str
    token: str
    phrases_of: dict[str, tuple[Phrase, ...]] | None
    tens: int
    is_number: bool


class Written(NamedTuple):
    """What stands between two spaces: its words as they are read, what they say, the names, and the marks of both."""

    read: tuple[Read, ...]
    said: tuple[str, ...]
    names: tuple[str, ...]
    said_marks: bytes
    name_marks: bytes


@lru_cache(maxsize=VOCABULARY)
def as_written(word: str) -> Written:
    """What stands between two spaces."""
    words = WORD.findall(word)
    said = tuple([each.casefold() for each in words])
    names = tuple([name for name, each in zip(said, words, strict=True) if each[0].isupper() and name not in _CALENDAR])
    read = tuple(map(_read, said if word.isascii() else WORD.findall(word.casefold())))
    marks = _marks(said)
    return Written(read, said, names, marks, marks if names == said else _marks(names))


@lru_cache(maxsize=VOCABULARY)
def _as_first_written(word: str) -> Written:
    """What begins a claim: a capital makes no name of its first word there, unless it can be nothing else."""
    written = as_written(word)
    if written.said[0] != written.names[0] or is_only_a_name(written.said[0]):
        return written
    return written._replace(names=written.names[1:], name_marks=written.name_marks[LONG:])


def _marks(of: Iterable[str]) -> bytes:
    return b"".join([long_mark(without_people(word)) for word in of])


@lru_cache(maxsize=VOCABULARY)
def mark(word: str) -> int:
    """One byte for a word, the same on every machine."""
    return _hash(word) & 255


@lru_cache(maxsize=VOCABULARY)
def long_mark(word: str) -> bytes:
    """:data:`LONG` bytes for a word: of a claim's few names each must be told from all words of another."""
    return (_hash(word) & 0xFFFF).to_bytes(LONG, "big")


def _read(word: str) -> Read:
    root = stem(word)
    tens = _TENS.get(word, 0)
    token = str(tens) if tens else _token(word)
    return Read(word, root, token, _PHRASES.get(root), tens, token[:1].isdigit() or root in _SCALES)


def _phrase(read: Sequence[Read], at: int, among: tuple[Phrase, ...]) -> Phrase | None:
    """The phrase that begins here."""
    for phrase in among:
        if tuple([word.root for word in read[at : at + len(phrase[0])]]) == phrase[0]:
            return phrase
    return None


def _shingles(words: list[str]) -> list[str]:
    """What similarity is measured on: the words, and each two that follow one another.

    A word counts :data:`TIMES` times, since the same claim comes in another order more often than in other words.
    Numbers count once: they part the many claims of one form ("inflation was …") without hiding conflicts among them.
    """
    found: list[str] = []
    before = None
    for word in words:
        times = _times(word)
        found += times
        if len(times) > 1:
            if before is not None:
                found.append(f"{before}, {word}")
            before = word
    return found


@lru_cache(maxsize=VOCABULARY)
def _times(word: str) -> tuple[str, ...]:
    return (word,) if word[0].isdigit() else (word, *(f"{word} {time}" for time in range(1, TIMES)))


@lru_cache(maxsize=VOCABULARY)
def _token(word: str) -> str:
    """A word as it counts: a number's digits, a word's stem, the same for synonyms; nothing for a stop word."""
    if word[0].isdigit():
        return word.replace(",", "")
    bare = word.removesuffix("'s").replace("'", "")
    if bare in _NUMBERWORDS:
        return _NUMBERWORDS[bare]
    if bare in grammar.STOP or bare in grammar.MODALS or stem(bare) in _UNSAID:
        return ""
    return chief(bare)


def _hash(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "replace"))


def meeting(prints: Sequence[bytes], most: int) -> list[tuple[int, int]]:
    """Which claims of a batch share a print, by place, the earlier first: of each print, up to ``most`` before a claim.

    The prints are to be as :func:`prints` gives them. The claims' prints of themselves do not count.
    """
    if len(prints) < 2:
        return []
    wide = np.zeros((len(prints), PRINTS - 1, 8), dtype=np.uint8)
    wide[..., :PRINT] = np.frombuffer(b"".join(prints), dtype=np.uint8).reshape(-1, PRINTS, PRINT)[:, 1:]
    flat = wide.view(np.uint64).ravel()
    order = np.argsort(flat, kind="stable")
    ordered, claim = flat[order], order // (PRINTS - 1)
    found: set[tuple[int, int]] = set()
    for apart in range(1, min(most, len(prints) - 1) + 1):
        at = np.flatnonzero(ordered[apart:] == ordered[:-apart])
        found.update(zip(claim[at].tolist(), claim[at + apart].tolist(), strict=True))
    return sorted(pair for pair in found if pair[0] != pair[1])


def text_prints(marks: Iterable[int]) -> bytes:
    """Prints of a text's marks, such as its sentences' hashes: one row."""
    row = np.fromiter(marks, dtype=np.uint64)
    return packed(row[None, :])[0] if len(row) else b""
