"""How probable a span is: its share of all the ways in which a window could be labelled.

The best sequence of labels says nothing of the second best. The forward and the backward sums of a conditional random
field do (Rabiner, "A tutorial on hidden Markov models", 1989): the probability of a span is that of all sequences which
have exactly this span, whatever they say of the other words. A span whose end is doubtful gets a small one, however
sure each of its words is.

Guaranteed: between 0 and 1; linear in the words.

Next: `linking`, and `sureness`, which counts on it.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import FIRST, INSIDE, LAST, ONLY, Floats, forbidden, label

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
    inside: Doubles
    """By word, window and role: what the words before have added if all of them are inside a span."""
    steps: Doubles

    def of(self, window: int, role: int, first: int, last: int) -> float:
        """The probability that exactly these words are a span of this role."""
        opens, inside, closes = (label(role, kind) for kind in (FIRST, INSIDE, LAST))
        if first == last:
            opens = closes = label(role, ONLY)
            between = -float(self.words[first, window, opens])
        else:
            between = float(self.inside[last, window, role] - self.inside[first + 1, window, role])
            between += self._moves(opens, inside, closes, last - first - 1)
        before, after = self.until[first, window, opens], self.onwards[last, window, closes]
        if before <= 0 or after <= 0:
            return 0.0
        scale = self.until_scale[first, window] + self.onwards_scale[last, window] - self.whole[window]
        return math.exp(min(0.0, math.log(before) + math.log(after) + between + float(scale)))

    def _moves(self, opens: int, inside: int, closes: int, between: int) -> float:
        if not between:
            return float(self.steps[opens, closes])
        return float(
            self.steps[opens, inside] + (between - 1) * self.steps[inside, inside] + self.steps[inside, closes]
        )

    def playing(self, role: int) -> Doubles:
        """The probability of each word that it plays a role, in whatever span; shape (words, windows)."""
        mine = slice(label(role, FIRST), label(role, ONLY) + 1)
        both = self.until[..., mine] * self.onwards[..., mine] / np.exp(self.words[..., mine])
        scale = np.minimum(_MOST, self.until_scale + self.onwards_scale - self.whole)
        found: Doubles = np.minimum(1.0, both.sum(2) * np.exp(scale))
        return found


def chances(scores: Floats, lengths: NDArray[np.int64], steps: Floats) -> Chances:
    """Sums over all labellings. Arguments as in `labels.best_labels`."""
    count, windows, _ = scores.shape
    banned, opens, closes = (np.exp(each.astype(np.float64)) for each in forbidden())
    moves = np.exp(steps.astype(np.float64)) * banned
    words = np.maximum(scores - scores.max(2, keepdims=True), _LEAST).astype(np.float64)
    turned = np.maximum(lengths - 1 - np.arange(count)[:, None], 0)  # each window read from its last word
    columns = np.arange(windows)
    emitted = np.exp(np.stack([words, words[turned, columns]], 1))
    sums, scale = _sums(emitted, np.stack([moves, moves.T]), np.stack([opens, closes])[:, None])
    last = lengths - 1
    inside = words[:, :, [label(role, INSIDE) for role in range((scores.shape[2] - 1) // 4)]]
    return Chances(
        until=sums[:, 0],
        until_scale=scale[:, 0],
        onwards=sums[turned, 1, columns],
        onwards_scale=scale[turned, 1, columns],
        whole=np.log((sums[last, 0, columns] * closes).sum(1)) + scale[last, 0, columns],
        words=words,
        inside=np.cumsum(inside, 0) - inside,
        steps=steps.astype(np.float64),
    )


def _sums(emitted: Doubles, moves: Doubles, starts: Doubles) -> tuple[Doubles, Doubles]:
    """Sums of products by word, direction, window and label, and the logarithms of what they were divided by."""
    sums = np.empty_like(emitted)
    scale = np.zeros(emitted.shape[:3])
    now = sums[0] = emitted[0] * starts
    for at in range(1, len(emitted)):
        now = now @ moves * emitted[at]
        if at % _KEPT_SMALL_EVERY == 0:
            size = now.sum(2)
            now /= size[..., None]
            scale[at] = np.log(size)
        sums[at] = now
    return sums, np.cumsum(scale, 0)
