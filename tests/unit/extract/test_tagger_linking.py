"""Spans to claims, with a scorer made by hand: the nearer a candidate, the better, and too far is nobody's."""

import numpy as np
import pytest

from sayso_extract.domain.tagging.labels import Role, Tagged
from sayso_extract.domain.tagging.linking import (
    _GAPS,
    FEATURES,
    NEAREST,
    Layout,
    Linked,
    LinkWeights,
    Places,
    Spans,
    features_of,
    link,
    nearest,
)
from sayso_extract.domain.values import replace

STATES = 2
FAR = 4
"""A candidate with so many words between, rounded up to a step of the scale, is nobody's."""


def by_distance() -> LinkWeights:
    hidden = np.zeros((FEATURES + 1, 1), np.float32)
    for after in (0, 1):
        for gap in range(len(_GAPS) + 1):
            hidden[gap + (len(_GAPS) + 1) * after] = 0.1 * (FAR - gap)
    zeros = np.zeros((STATES, 1), np.float32)
    return LinkWeights(
        zeros, zeros, hidden, np.zeros(1, np.float32), np.ones(1, np.float32), np.zeros(STATES, np.float32), 0.0
    )


def spans(*some: tuple[Role, int, int]) -> list[Tagged]:
    return [Tagged(role, first, last, 1.0) for role, first, last in some]


def linked(found: list[Tagged], words: int = 60) -> list[Linked]:
    layout = Layout(*np.zeros((3, words), np.int64))
    weights = by_distance()
    return link(found, np.zeros((words, STATES), np.float32).__getitem__, layout, weights, weights)


def test_each_content_takes_the_nearest_cue_and_each_cue_the_nearest_source() -> None:
    found = linked(spans(("source", 0, 1), ("cue", 2, 2), ("content", 3, 8), ("source", 10, 10), ("cue", 11, 11),
                         ("content", 12, 20)))  # fmt: skip
    assert [(c.cue.first, c.source and c.source.first, [x.first for x in c.contents]) for c in found] == [
        (2, 0, [3]),
        (11, 10, [12]),
    ]
    assert all(0 < claim.sure <= 1 for claim in found)


def test_a_content_in_two_pieces_is_one_claim() -> None:
    (found,) = linked(spans(("content", 0, 4), ("source", 6, 6), ("cue", 7, 7), ("content", 9, 12)))
    assert [each.first for each in found.contents] == [0, 9]


def test_a_piece_that_is_far_less_sure_than_another_is_dropped() -> None:
    found = spans(("content", 0, 4), ("source", 6, 6), ("cue", 7, 7), ("content", 9, 12))
    (kept,) = linked([*found[:3], replace(found[3], sure=0.6)])
    assert len(kept.contents) == 2
    (kept,) = linked([*found[:3], replace(found[3], sure=0.4)])
    assert [each.first for each in kept.contents] == [0]


def test_what_is_too_far_is_nobodys() -> None:
    (found,) = linked(spans(("source", 0, 0), ("cue", 30, 30), ("content", 31, 40)))
    assert found.source is None
    assert linked(spans(("cue", 0, 0), ("content", 30, 40))) == []


@pytest.mark.parametrize("found", [[], spans(("content", 0, 3)), spans(("cue", 0, 0)), spans(("source", 0, 0))])
def test_spans_alone_are_no_claims(found: list[Tagged]) -> None:
    assert linked(found) == []


def test_candidates_are_the_nearest_on_both_sides() -> None:
    begins = np.arange(0, 40, 2)
    near = nearest(Places.of(spans(("content", 0, 1), ("content", 21, 22))), Places(begins, begins))
    assert [begins[other] for span, other in near if span] == [16, 18, 20, 22, 24, 26]
    assert [other for span, other in near if not span] == [0, 1, 2]
    assert NEAREST == 3


def test_without_candidates_none_is_near() -> None:
    assert nearest(Places.of(spans(("content", 0, 1))), Places.of([])).shape == (0, 2)


def test_features_tell_order_distance_and_what_lies_between() -> None:
    found = Spans.of(spans(("source", 0, 0), ("cue", 2, 2), ("cue", 5, 5), ("content", 7, 20)))
    second, quoted = (np.repeat([0, 1], (first, 44 - first)) for first in (4, 7))
    content, both_cues = found.content.at(np.array([0, 0])), found.cue.at(np.array([0, 1]))
    rows = features_of(content, both_cues, Layout(second, second, quoted), found)
    ((near,), (far,)) = (np.nonzero(row[: len(_GAPS) + 1])[0].tolist() for row in (rows[1], rows[0]))
    assert (_GAPS[near], _GAPS[far]) == (1, 5)
    assert not rows[:, len(_GAPS) + 1 : 2 * (len(_GAPS) + 1)].any()  # both stand before the content
    apart = rows[0] - rows[1]
    paragraphs, cues = 2 * (len(_GAPS) + 1), 2 * (len(_GAPS) + 1) + 3
    assert apart[paragraphs : paragraphs + 3].tolist() == [-1, 1, 0]
    assert apart[cues : cues + 4].tolist() == [-1, 1, 0, 0]
    assert rows[:, -4:].tolist() == [[1, 0, 1, 1], [1, 0, 1, 1]]
