"""How probable a span is: its share of all the ways in which a window could be labelled.

The best sequence of labels says nothing of the second best. The forward and the backward sums of a conditional random
field do (Rabiner, "A tutorial on hidden Markov models", 1989): the probability of a span is that of all sequences which
have exactly this span, whatever they say of the other words. A span whose end is doubtful gets a small one, however
sure each of its words is.

Guaranteed: between 0 and 1; linear in the words.

Next: `linking`, and `sureness`, which counts on it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import FIRST, INSIDE, LAST, ONLY, Floats, Found, forbidden, label

_KEPT_SMALL_EVERY = 8
"""Steps after which the sums are scaled: long before they leave the range of a float."""
_LEAST = -80.0
"""No score counts as less, against the best of its word: its share would be nothing anyway, and no number."""
_MOST = 700.0
"""The largest power of e that is a number."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chances:
    """Sums over all sequences: up to a word, from a word on (both with the word), and over the window.

    Shapes: (words, windows, labels), for the scales (words, windows), and (windows,).
    """

    until: Doubles
    until_scale: Doubles
    onwards: Doubles
    onwards_scale: Doubles
    whole: Doubles
    """A logarithm, as the scales are: what the sums were divided by on the way."""
    words: Doubles
    """The scores that the sums are of."""
    emitted: Doubles
    """The same as powers of e."""
    inside: Doubles
    """By word, window and role: what the words before have added if all of them are inside a span."""
    steps: Doubles

    def of(self, found: Found) -> Doubles:
        """The probability of each span that exactly its words are a span of its role."""
        window, first, last = found.window, found.first, found.last
        whole = first < last
        only, inside = (label(0, kind) + 4 * found.role for kind in (ONLY, INSIDE))
        opens, closes = (np.where(whole, label(0, kind) + 4 * found.role, only) for kind in (FIRST, LAST))
        between = last - first - 1
        moves = np.where(
            between > 0,
            self.steps[opens, inside] + (between - 1) * self.steps[inside, inside] + self.steps[inside, closes],
            self.steps[opens, closes],
        )
        words = self.inside[last, window, found.role] - self.inside[first + whole, window, found.role] + moves
        words = np.where(whole, words, -self.words[first, window, opens])
        before, after = self.until[first, window, opens], self.onwards[last, window, closes]
        scale = self.until_scale[first, window] + self.onwards_scale[last, window] - self.whole[window]
        with np.errstate(divide="ignore"):
            total = np.log(before) + np.log(after) + words + scale
        chance: Doubles = np.exp(np.minimum(0.0, total))
        return chance

    def playing(self, role: int) -> Doubles:
        """The probability of each word that it plays a role, in whatever span; shape (words, windows)."""
        mine = slice(label(role, FIRST), label(role, ONLY) + 1)
        both = self.until[..., mine] * self.onwards[..., mine] / self.emitted[..., mine]
        scale = np.minimum(_MOST, self.until_scale + self.onwards_scale - self.whole)
        found: Doubles = np.minimum(1.0, both @ np.ones(both.shape[2]) * np.exp(scale))
        return found


def chances(scores: Floats, lengths: NDArray[np.int64], steps: Floats) -> Chances:
    """Sums over all labellings. Arguments as in `labels.best_labels`."""
    count, windows, labels = scores.shape
    banned, opens, closes = (np.exp(each.astype(np.float64)) for each in forbidden())
    moves = np.exp(steps.astype(np.float64)) * banned
    best = np.maximum.reduce(np.ascontiguousarray(scores.transpose(2, 0, 1)))  # a fifth of the time of `max(2)`
    words = np.maximum(scores - best[..., None], _LEAST).astype(np.float64)
    columns = np.arange(windows)
    turned = np.maximum(lengths - 1 - np.arange(count)[:, None], 0) * windows + columns  # each read from its last word
    emitted = np.exp(words)
    rows = np.array((np.arange(count * windows).reshape(count, windows), turned)).transpose(1, 2, 0)
    sums, scale = _sums(emitted.reshape(-1, labels).take(rows, 0), moves, np.array((opens, closes)))
    back = 2 * turned + 1
    last = lengths - 1
    inside = np.ascontiguousarray(words[:, :, label(0, INSIDE) :: 4])
    return Chances(
        until=sums[:, :, 0],
        until_scale=scale[:, :, 0],
        onwards=sums.reshape(-1, labels).take(back, 0),
        onwards_scale=scale.take(back),
        whole=np.log((sums[last, columns, 0] * closes).sum(1)) + scale[last, columns, 0],
        words=words,
        emitted=emitted,
        inside=inside.cumsum(0) - inside,
        steps=steps.astype(np.float64),
    )


def _sums(emitted: Doubles, moves: Doubles, starts: Doubles) -> tuple[Doubles, Doubles]:
    """Sums of products by word, window, direction and label, and the logarithms of what they were divided by.

    Both directions stand side by side, so that one product of matrices does a step of both.
    """
    count, windows, _, labels = emitted.shape
    step = np.zeros((2 * labels, 2 * labels))
    step[:labels, :labels], step[labels:, labels:] = moves, moves.T
    sums = np.empty_like(emitted)
    scale = np.zeros((count, windows, 2))
    np.multiply(emitted[0], starts, sums[0])
    flat = (count, windows, 2 * labels)
    now, moved = sums.reshape(flat)[0], np.empty(flat[1:])
    for at, (share, total) in enumerate(zip(emitted.reshape(flat)[1:], sums.reshape(flat)[1:], strict=True), 1):
        now.dot(step, moved)
        now = np.multiply(moved, share, total)
        if at % _KEPT_SMALL_EVERY == 0:
            halves = sums[at]
            size = np.add.reduce(halves, 2)
            np.divide(halves, size[..., None], halves)
            np.log(size, scale[at])
    return sums, scale.cumsum(0)
