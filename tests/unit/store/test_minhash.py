"""Signatures: near claims meet, far ones do not, on every machine alike."""

import itertools

from sayso_store.dedupe.domain import Claim, bands
from sayso_store.dedupe.domain.minhash import BANDS, ROWS, signature

TOPICS = ["council", "harbour", "parliament", "orchard", "regiment", "observatory", "brewery", "cathedral"]
DEEDS = ["inspected the flooded tunnel", "sold its oldest paintings", "hired forty apprentices", "lost a court case"]


def test_a_signature_estimates_similarity() -> None:
    a, b = {f"w{n}" for n in range(100)}, {f"w{n}" for n in range(50, 150)}
    equal = sum(x == y for x, y in zip(signature(a), signature(b), strict=True))
    assert 0.2 < equal / (BANDS * ROWS) < 0.47, "one third is shared"


def test_it_is_the_same_on_every_machine() -> None:
    assert signature(["bridge"])[:2] == (17491315868598813430, 12933429027254150996)


def test_equal_words_meet_and_unrelated_claims_do_not() -> None:
    claims = [Claim(f"The {topic} of Ister {deed}.") for topic, deed in itertools.product(TOPICS, DEEDS)]
    assert all(set(bands(each)) & set(bands(Claim(each.content.upper()))) for each in claims)
    far = [(a, b) for a, b in itertools.combinations(claims, 2) if a.content.split()[4:] != b.content.split()[4:]]
    far = [(a, b) for a, b in far if a.content.split()[1] != b.content.split()[1]]
    assert sum(bool(set(bands(a)) & set(bands(b))) for a, b in far) < 0.05 * len(far)


def test_what_says_little_meets_its_own_speaker_only() -> None:
    mine = set(bands(Claim("We have no comment.", "Orrin Bank")))
    assert mine & set(bands(Claim("No comment!", "the Orrin Bank")))
    assert not mine & set(bands(Claim("We have no comment.", "Pell Motors")))
