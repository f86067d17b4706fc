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
_LEAST = 1e-300

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chances:
    """Logarithms of sums over all sequences: up to a word, from a word on (both with the word), and over the window.

    `words` are the scores that the sums are of. Shapes: (words, windows, labels), and (windows,).
    """

    until: Doubles
    onwards: Doubles
    whole: Doubles
    words: Doubles
    inside: Doubles
    """By word, window and role: what the words before have added if all of them are inside a span."""
    steps: Doubles

    def of(self, window: int, role: int, first: int, last: int) -> float:
        """The probability that exactly these words are a span of this role."""
        if first == last:
            only = label(role, ONLY)
            total = self.until[first, window, only] + self.onwards[first, window, only]
            total -= self.words[first, window, only]
        else:
            opens, inside, closes = (label(role, kind) for kind in (FIRST, INSIDE, LAST))
            total = self.until[first, window, opens] + self.onwards[last, window, closes]
            total += self.inside[last, window, role] - self.inside[first + 1, window, role]
            between = last - first - 1
            total += (
                self.steps[opens, inside] + (between - 1) * self.steps[inside, inside] + self.steps[inside, closes]
                if between
                else self.steps[opens, closes]
            )
        return min(1.0, math.exp(min(0.0, float(total - self.whole[window]))))

    def playing(self, role: int) -> Doubles:
        """The probability of each word that it plays a role, in whatever span; shape (words, windows)."""
        mine = [label(role, kind) for kind in (FIRST, INSIDE, LAST, ONLY)]
        total = self.until + self.onwards - self.words - self.whole[None, :, None]
        found: Doubles = np.exp(np.minimum(0.0, total[:, :, mine])).sum(2)
        return found


def chances(scores: Floats, lengths: NDArray[np.int64], steps: Floats) -> Chances:
    """Sums over all labellings. Arguments as in `labels.best_labels`."""
    count, windows, _ = scores.shape
    banned, opens, closes = (np.exp(each.astype(np.float64)) for each in forbidden())
    moves = np.exp(steps.astype(np.float64)) * banned
    words = scores - scores.max(2, keepdims=True).astype(np.float64)
    turned = np.maximum(lengths - 1 - np.arange(count)[:, None], 0)  # each window read from its last word
    columns = np.arange(windows)
    emitted = np.exp(np.stack([words, words[turned, columns]], 1))
    sums, scale = _sums(emitted, np.stack([moves, moves.T]), np.stack([opens, closes])[:, None])
    logs = np.log(np.maximum(sums, _LEAST)) + scale[..., None]
    until, onwards = logs[:, 0], logs[turned, 1, columns]
    last = lengths - 1
    ends = np.log((sums[last, 0, columns] * closes).sum(1)) + scale[last, 0, columns]
    inside = words[:, :, [label(role, INSIDE) for role in range((scores.shape[2] - 1) // 4)]]
    before = np.cumsum(inside, 0) - inside
    return Chances(until, onwards, ends, words, before, steps.astype(np.float64))


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
