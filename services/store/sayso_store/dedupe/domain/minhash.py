"""Finding candidates among millions of claims: claims that share a band are worth comparing.

A MinHash signature over a claim's core words and their pairs, cut into bands: two claims with half of their words in
common share at least one of 32 bands of 4 with a chance of seven in eight, unrelated ones almost never. Wider bands, as
whole documents use them, would miss most claims after two edited words. One band more is the whole content, so that
equal contents always meet. What says too little to be told apart by its words ("no comment") gets its speaker's name
into every word, so that each speaker's claims meet their own.

Pure Python on purpose: some 0.5 ms a claim, cached, against the tens of milliseconds that its page took to read.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import xxhash

from sayso_store.dedupe.domain.features import Claim, features
from sayso_store.dedupe.domain.normalise import fingerprint
from sayso_store.dedupe.domain.pairs import INFORMATIVE
from sayso_store.dedupe.domain.speakers import names_of

BANDS = 32
ROWS = 4
"""Chance to meet at similarity s: 1 - (1 - s^ROWS)^BANDS."""


@lru_cache(maxsize=4096)
def bands(claim: Claim) -> tuple[str, ...]:
    """The names of the claim's bands: short, and the same on every machine."""
    signed = signature(shingles(claim))
    rows = (signed[start : start + ROWS] for start in range(0, len(signed), ROWS))
    packed = (b"".join(value.to_bytes(8, "big") for value in row) for row in rows)
    similar = tuple(f"{number}:{xxhash.xxh3_64_hexdigest(row)}" for number, row in enumerate(packed))
    return (f"=:{fingerprint(claim.content)}{_salt(claim)}", *similar)


def shingles(claim: Claim) -> frozenset[str]:
    """What similarity is measured on: the core words, and each two that follow one another.

    A word counts twice, since the same claim comes in another order more often than in other words. Numbers and
    dates count once: they part the many claims of one form ("inflation was …") without hiding conflicts among them.
    """
    salt = _salt(claim)
    found = features(claim.content)
    core = [word + salt for word in found.core] or [found.form + salt]
    words = {f"{word} again" for word in core} | {f"{a}, {b}" for a, b in pairwise(core)}
    return frozenset(core) | words | {f"# {each}" for each in (*found.numbers, *map(":".join, found.dates))}


def signature(of: Iterable[str]) -> tuple[int, ...]:
    """128 minima: the share of equal places of two signatures estimates the share of equal shingles."""
    shared = [shingle.encode("utf-8", "replace") for shingle in of]
    return tuple(min([xxhash.xxh3_64_intdigest(each, seed) for each in shared]) for seed in range(BANDS * ROWS))


def _salt(claim: Claim) -> str:
    if features(claim.content).information >= INFORMATIVE:
        return ""
    return "/" + "+".join(sorted(names_of(claim.speaker))[-1:])
