"""Labels of words, and the best sequence of them, held against trying every sequence."""

from itertools import pairwise, product

import numpy as np
import pytest

from sayso_extract.domain.tagging.labels import (
    LABELS,
    NEVER,
    ROLES,
    Floats,
    best_labels,
    forbidden,
    label,
    spans_in,
    spans_of,
    spelled,
    tagged,
)

SOURCE, CUE, CONTENT = range(len(ROLES))
FIRST, INSIDE, LAST, ONLY = range(4)


@pytest.mark.parametrize(
    ("spans", "labels"),
    [
        ([], [0, 0, 0, 0]),
        ([(SOURCE, 0, 0)], [label(SOURCE, ONLY), 0, 0, 0]),
        ([(CUE, 1, 2)], [0, label(CUE, FIRST), label(CUE, LAST), 0]),
        ([(CONTENT, 1, 3)], [0, label(CONTENT, FIRST), label(CONTENT, INSIDE), label(CONTENT, LAST)]),
        ([(SOURCE, 0, 0), (CUE, 1, 1)], [label(SOURCE, ONLY), label(CUE, ONLY), 0, 0]),
    ],
)
def test_spans_are_spelled_and_read_back(spans: list[tuple[int, int, int]], labels: list[int]) -> None:
    assert spelled(spans, 4) == labels
    assert [(ROLES.index(each.role), each.first, each.last) for each in tagged(labels, [1.0] * 4, 0)] == spans


def test_of_two_spans_that_overlap_the_first_counts() -> None:
    assert spelled([(SOURCE, 1, 2), (CONTENT, 0, 3)], 4) == spelled([(SOURCE, 1, 2)], 4)


def test_a_spans_sureness_is_the_mean_of_its_words_and_its_place_that_in_the_article() -> None:
    (found,) = tagged(spelled([(CUE, 1, 2)], 4), [0.1, 0.5, 1.0, 0.1], 100)
    assert (found.role, found.first, found.last, found.sure) == ("cue", 101, 102, 0.75)


def every_best(scores: Floats, steps: Floats) -> tuple[int, ...]:
    """The best sequence of one window, found by trying all."""
    banned, opens, closes = forbidden()

    def total(labels: tuple[int, ...]) -> float:
        moves = sum(float(steps[a, b] + banned[a, b]) for a, b in pairwise(labels))
        words = sum(float(scores[at, each]) for at, each in enumerate(labels))
        return moves + words + float(opens[labels[0]] + closes[labels[-1]])

    return max(product(range(LABELS), repeat=len(scores)), key=total)


@pytest.mark.parametrize("seed", range(4))
def test_the_best_sequence_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(4, 4, LABELS)).astype(np.float32)
    steps = rng.normal(size=(LABELS, LABELS)).astype(np.float32)
    lengths = [3, 1, 4, 2]
    found = best_labels(scores, np.array(lengths), steps)
    for window, length in enumerate(lengths):
        assert tuple(found[:length, window].tolist()) == every_best(scores[:length, window], steps)
        assert not found[length:, window].any()


def test_padding_says_nothing() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(6, 2, LABELS)).astype(np.float32)
    steps = np.zeros((LABELS, LABELS), np.float32)
    padded = scores.copy()
    padded[4:, 1] = 99
    lengths = np.array([6, 4])
    found = best_labels(padded, lengths, steps)
    assert (best_labels(scores, lengths, steps)[:4] == found[:4]).all()
    assert not found[4:, 1].any()


def test_spans_of_many_windows_are_those_of_each() -> None:
    rng = np.random.default_rng(2)
    labels = best_labels(
        rng.normal(size=(9, 4, LABELS)).astype(np.float32), np.array([9, 1, 5, 7]), np.zeros((LABELS,) * 2, np.float32)
    )
    found = spans_in(labels)
    rows = list(zip(found.window.tolist(), found.role.tolist(), found.first.tolist(), found.last.tolist(), strict=True))
    assert rows == [(window, *span) for window in range(4) for span in spans_of(labels[:, window].tolist())]
    assert len(rows) > 4


def test_only_whole_spans_are_allowed() -> None:
    step, opens, closes = forbidden()
    assert step[label(CUE, FIRST), label(CUE, LAST)] == 0
    assert step[label(CUE, FIRST), label(CONTENT, LAST)] == NEVER
    assert step[label(CUE, LAST), label(CUE, INSIDE)] == NEVER
    assert step[label(CUE, FIRST), 0] == NEVER
    assert step[label(CUE, LAST), label(CONTENT, FIRST)] == 0
    assert opens[label(CUE, INSIDE)] == NEVER
    assert closes[label(CUE, FIRST)] == NEVER
    assert opens[label(CUE, ONLY)] == closes[label(CUE, ONLY)] == opens[0] == closes[0] == 0
