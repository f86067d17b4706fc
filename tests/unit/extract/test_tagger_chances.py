"""A span's probability, held against adding up every sequence of labels."""

import math
from itertools import pairwise, product

import numpy as np
import pytest

from sayso_extract.domain.tagging.chances import Chances, chances
from sayso_extract.domain.tagging.labels import LABELS, ROLES, Floats, Found, forbidden, spans_of

Shares = dict[tuple[int, int, int], float]


def of(found: Chances, window: int, role: int, first: int, last: int) -> float:
    """The probability of one span."""
    return float(found.of(Found(*np.array([[window], [role], [first], [last]])))[0])


def by_adding_up(scores: Floats, steps: Floats) -> Shares:
    """The probability of each span of a window of three words, from all its labellings."""
    banned, opens, closes = forbidden()
    every: list[tuple[float, tuple[int, ...]]] = []
    for labels in product(range(LABELS), repeat=len(scores)):
        total = float(opens[labels[0]] + closes[labels[-1]]) + sum(
            float(scores[n, each]) for n, each in enumerate(labels)
        )
        total += sum(float(steps[a, b] + banned[a, b]) for a, b in pairwise(labels))
        if total > -1000:
            every.append((math.exp(total), labels))
    whole = sum(weight for weight, _ in every)
    found: Shares = {}
    for weight, labels in every:
        for span in spans_of(labels):
            found[span] = found.get(span, 0.0) + weight / whole
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_spans_chance_is_its_share_of_all_labellings(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(4, 3, LABELS)).astype(np.float32)
    steps = rng.normal(size=(LABELS, LABELS)).astype(np.float32)
    lengths = np.array([4, 2, 3])
    found = chances(scores, lengths, steps)
    for window, length in enumerate(lengths.tolist()):
        wanted = by_adding_up(scores[:length, window], steps)
        assert len(wanted) == len(ROLES) * length * (length + 1) // 2
        for (role, first, last), share in wanted.items():
            assert of(found, window, role, first, last) == pytest.approx(share, rel=1e-4)


def test_a_long_window_stays_in_range() -> None:
    scores = np.full((200, 1, LABELS), -30, np.float32)
    scores[:, 0, 0] = 30
    found = chances(scores, np.array([200]), np.full((LABELS, LABELS), 5, np.float32))
    assert of(found, 0, 1, 5, 7) < 1e-50
    rng = np.random.default_rng(0)
    found = chances(rng.normal(size=(200, 2, LABELS)).astype(np.float32) * 9, np.array([200, 1]), scores[:13, 0] * 0)
    total = sum(of(found, 0, 0, at, at) for at in range(200))
    assert 0 < total < 200
    assert 0 <= of(found, 1, 0, 0, 0) <= 1
