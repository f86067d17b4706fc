"""Labels of words, and scores of labels to spans: the decoding half of a conditional random field.

There are thirteen labels: none, and for each of source, cue and content one for a span's first word, the words inside,
its last word, and a span of one word. Of all label sequences the best one is taken that makes whole spans (Viterbi;
Lafferty, McCallum and Pereira, "Conditional random fields", 2001), for all windows of an article at once.

Guaranteed: spans of one article never overlap; none crosses a window.

Next: `linking`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.values import Value

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
LABELS = 1 + 4 * len(ROLES)
NEVER = -1e4
SETTLED = 1e9
"""More than any sum of scores."""
FIRST, INSIDE, LAST, ONLY = range(4)
"""A word's place in its span."""

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


class Tagged(Value):
    """Words of an article, by index, that play one role; `sure` is the probability that just these words do."""

    role: Role
    first: int
    last: int
    sure: float


def label(role: int, kind: int) -> int:
    """The label of a role (index in `ROLES`) and a place in the span."""
    return 1 + 4 * role + kind


def spelled(spans: Sequence[tuple[int, int, int]], length: int) -> list[int]:
    """Spans (role, first word, last word) as one label a word; of two that overlap the first counts."""
    labels = [0] * length
    for role, first, last in spans:
        if first > last or any(labels[first : last + 1]):
            continue
        if first == last:
            labels[first] = label(role, ONLY)
        else:
            inside = [label(role, INSIDE)] * (last - first - 1)
            labels[first : last + 1] = [label(role, FIRST), *inside, label(role, LAST)]
    return labels


@cache
def forbidden() -> tuple[Floats, Floats, Floats]:
    """What makes no whole spans: from label to label, as a window's first label, as its last."""
    step = np.full((LABELS, LABELS), NEVER, np.float32)
    for one in range(LABELS):
        for other in range(LABELS):
            if _may_follow(one, other):
                step[one, other] = 0
    opens = np.array([0 if _may_follow(0, each) else NEVER for each in range(LABELS)], np.float32)
    closes = np.array([0 if _may_follow(each, 0) else NEVER for each in range(LABELS)], np.float32)
    return step, opens, closes


@cache
def beside() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The labels that may stand before each label, and those that may stand behind it: a column a label.

    Where there are fewer than for others, one of them is told again.
    """
    every = range(LABELS)
    before = [[one for one in every if _may_follow(one, other)] for other in every]
    behind = [[other for other in every if _may_follow(one, other)] for one in every]
    most = max(map(len, (*before, *behind)))
    filled = ([(some * most)[:most] for some in each] for each in (before, behind))
    ahead, back = (np.array(each).T for each in filled)
    return ahead, back


def _may_follow(one: int, other: int) -> bool:
    is_open = one and (one - 1) % 4 in (FIRST, INSIDE)
    goes_on = other and (other - 1) % 4 in (INSIDE, LAST)
    if is_open:
        return bool(goes_on) and (one - 1) // 4 == (other - 1) // 4
    return not goes_on


def best_labels(scores: Floats, lengths: NDArray[np.int64], steps: Floats) -> Labels:
    """The best sequence of each window.

    `scores` has a row a word, a column a window and a layer a label; `steps` is what one label adds after another.
    Every window is read from both ends at once until they meet in its middle, which takes half the steps.
    """
    words, count, _ = scores.shape
    banned, _, closes = forbidden()
    added = steps + banned
    windows, place = np.arange(count), np.arange(words)[:, None]
    turned = np.maximum(lengths - 1 - place, 0)
    half = (words + 1) // 2
    totals = _totals(np.stack((scores[:half], scores[turned[:half], windows]), 1), steps)
    sizes = np.concatenate([(lengths + 1) // 2, lengths // 2])
    reached = totals[sizes - 1, np.arange(2 * count)]
    onward = np.where((lengths > 1)[:, None, None], added + reached[count:, None], closes[:, None])
    met = (reached[:count, :, None] + onward).reshape(count, -1).argmax(1)
    traced = _traced(totals, sizes, np.concatenate(np.divmod(met, LABELS)), np.concatenate([added.T, added]))
    ahead = place < sizes[:count]
    labels = traced[np.where(ahead, place, turned), np.where(ahead, windows, count + windows)]
    return np.where(place < lengths, labels, 0)


def _totals(scores: Floats, steps: Floats) -> Floats:
    """The best sum of each word's labels with those before it; shape (words, windows of both readings, labels).

    `scores` has shape (words, readings, windows, labels), the second reading from the last word on. Here labels stand
    before windows: to take some rows of all windows is far quicker than some labels of each.
    """
    words, _, count, _ = scores.shape
    _, opens, closes = forbidden()
    ahead, back = beside()
    every = np.arange(LABELS)
    near = np.concatenate([ahead, LABELS + back], 1).ravel()
    moves = np.concatenate([steps[ahead, every], steps[every, back]], 1).ravel().repeat(count).reshape(-1, count)
    turned = scores.transpose(0, 1, 3, 2).reshape(words, 2 * LABELS, count)
    totals = np.empty_like(turned)
    before = np.add(turned[0], np.concatenate([opens, closes])[:, None], totals[0])
    ways = np.empty_like(moves)
    choices = ways.reshape(-1, 2 * LABELS, count)
    for score, total in zip(turned[1:], totals[1:], strict=True):
        before.take(near, 0, ways, "clip")  # in any other mode it would write to a copy first
        np.add(ways, moves, ways)
        np.maximum.reduce(choices, 0, None, total)
        before = np.add(total, score, total)
    return totals.reshape(words, 2, LABELS, count).transpose(0, 1, 3, 2).reshape(words, 2 * count, LABELS)


def _traced(totals: Floats, sizes: NDArray[np.int64], best: NDArray[np.int64], onto: Floats) -> Labels:
    """The labels that lead to the best last ones; `onto` is what each label adds to a following one, a row each.

    Columns of the second half have the second half of these rows.
    """
    words, columns = totals.shape[:2]
    over = np.arange(words)[:, None] >= sizes - 1
    totals[over] = -SETTLED  # a column's last label is the best one all the way from the end, whatever follows
    place, column = np.nonzero(over)
    totals[place, column, best[column]] = SETTLED
    labels = np.empty((words, columns), np.int64)
    labels[-1] = best
    half = np.array([0, LABELS]).repeat(columns // 2)
    rows, sums = np.empty_like(half), np.empty_like(totals[0])
    for total, best_now in zip(totals[-2::-1], labels[-2::-1], strict=True):
        np.add(best, half, rows)
        onto.take(rows, 0, sums, "clip")
        np.add(total, sums, sums)
        best = sums.argmax(1, best_now)
    return labels


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of all windows in order, one a row: window, role, first and last word, by index."""

    window: NDArray[np.int64]
    role: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


def spans_in(labels: Labels) -> Found:
    """The spans of windows of whole spans; `labels` as `best_labels` gives them."""
    turned = labels.T
    opens, closes = edges()
    window, first = np.nonzero(opens.take(turned))
    _, last = np.nonzero(closes.take(turned))
    return Found(window, (turned[window, first] - 1) // 4, first, last)


@cache
def edges() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By label, whether it is of a span's first word, and of its last."""
    kinds = [(each - 1) % 4 if each else None for each in range(LABELS)]
    return np.array([kind in (FIRST, ONLY) for kind in kinds]), np.array([kind in (LAST, ONLY) for kind in kinds])


def spans_of(labels: Sequence[int]) -> list[tuple[int, int, int]]:
    """The spans of one window's labels: role, first word, last word."""
    found: list[tuple[int, int, int]] = []
    first = 0
    for at, each in enumerate(labels):
        if not each:
            continue
        role, kind = divmod(each - 1, 4)
        if kind in (FIRST, ONLY):
            first = at
        if kind in (LAST, ONLY):
            found.append((role, first, at))
    return found


def tagged(labels: Sequence[int], sure: Sequence[float], offset: int) -> list[Tagged]:
    """The spans of one window's labels; `offset` is the index of its first word in the article."""
    return [
        Tagged(ROLES[role], offset + first, offset + last, sum(sure[first : last + 1]) / (last + 1 - first))
        for role, first, last in spans_of(labels)
    ]
