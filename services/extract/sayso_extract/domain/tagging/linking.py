"""Spans to claims: which cue reports which content, and whose cue it is.

Every claim has one cue. Each content looks among the nearest cues on both sides for its own, each cue among the
nearest sources; a small fitted scorer compares the candidates by where they stand and by what the network makes of
their words, and may answer that there is none.

Guaranteed: a span links to at most `NEAREST` candidates a side, so the work is linear in the number of spans; the same
spans give the same claims.

Next: `joining`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso_extract.domain.tagging.labels import Floats, Tagged

NEAREST = 3
"""Candidates looked at on each side of a span."""
_GAPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)
FEATURES = 2 * (len(_GAPS) + 1) + 3 + 4 + 3 + 3 + 3 + 4
"""Numbers that describe how two spans stand to each other."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where an article's words stand: by word, its paragraph, its sentence, and its state of quotation."""

    paragraph: Sequence[int]
    sentence: Sequence[int]
    quoted: Sequence[int]


@dataclass(frozen=True, slots=True)
class Linked:
    """One claim as spans of words; `sure` is the probability of its links."""

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """A fitted scorer: shapes (states, size) twice, (FEATURES + size, hidden), (hidden,) twice, (states,) and ()."""

    mine: Floats
    other: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    nobody: Floats
    nobody_bias: float


@dataclass(frozen=True, slots=True)
class Spans:
    """An article's spans by role, each in text order."""

    sources: tuple[Tagged, ...]
    cues: tuple[Tagged, ...]
    contents: tuple[Tagged, ...]

    @classmethod
    def of(cls, found: Sequence[Tagged]) -> "Spans":
        """Sort spans by role."""
        by = {role: tuple(each for each in found if each.role == role) for role in ("source", "cue", "content")}
        return cls(by["source"], by["cue"], by["content"])


def nearest(span: Tagged, others: Sequence[Tagged], begins: Sequence[int]) -> list[int]:
    """Indices of the nearest candidates on both sides, in text order; `begins` are the candidates' first words."""
    at = bisect_left(begins, span.first)
    return list(range(max(0, at - NEAREST), min(len(others), at + NEAREST)))


def pair_features(one: Tagged, other: Tagged, layout: Layout, spans: Spans, firsts: "Firsts") -> list[float]:
    """How `other` stands to `one`: order and distance, what lies between, paragraphs, sentences, quotation."""
    after = other.first > one.first
    low, high = (one.last, other.first) if after else (other.last, one.first)
    gap = bisect_left(_GAPS, max(0, high - low - 1))
    row = [0.0] * FEATURES
    row[gap + (len(_GAPS) + 1) * after] = 1.0
    at = 2 * (len(_GAPS) + 1)
    row[at + min(2, abs(layout.paragraph[one.first] - layout.paragraph[other.first]))] = 1.0
    at += 3
    row[at + min(3, firsts.between(firsts.cues, low, high))] = 1.0
    at += 4
    row[at + min(2, firsts.between(firsts.sources, low, high))] = 1.0
    at += 3
    row[at + min(2, firsts.between(firsts.contents, low, high))] = 1.0
    at += 3
    row[at + min(2, abs(layout.sentence[one.first] - layout.sentence[other.first]))] = 1.0
    at += 3
    row[at] = float(layout.quoted[one.first] > 0)
    row[at + 1] = float(layout.quoted[other.first] > 0)
    row[at + 2] = float(one.last - one.first > 5)
    row[at + 3] = 1.0
    return row


@dataclass(frozen=True, slots=True)
class Firsts:
    """First words of an article's spans by role, to count what lies between two places."""

    sources: Sequence[int]
    cues: Sequence[int]
    contents: Sequence[int]

    @classmethod
    def of(cls, spans: Spans) -> "Firsts":
        """The first words of all spans."""
        return cls(*([each.first for each in some] for some in (spans.sources, spans.cues, spans.contents)))

    @staticmethod
    def between(firsts: Sequence[int], low: int, high: int) -> int:
        """How many begin after one word and before another."""
        return bisect_left(firsts, high) - bisect_left(firsts, low + 1)


def link(
    found: Sequence[Tagged], states: Floats, layout: Layout, to_cue: LinkWeights, to_source: LinkWeights
) -> list[Linked]:
    """The claims the spans make, by cue in text order. `states` has a row a word."""
    spans = Spans.of(found)
    firsts = Firsts.of(spans)
    cue_of = _choose(spans.contents, spans.cues, firsts.cues, states, layout, spans, firsts, to_cue)
    contents: dict[int, list[int]] = {}
    for number, (cue, _) in enumerate(cue_of):
        if cue is not None:
            contents.setdefault(cue, []).append(number)
    cues = sorted(contents)
    reporting = [spans.cues[cue] for cue in cues]
    source_of = _choose(reporting, spans.sources, firsts.sources, states, layout, spans, firsts, to_source)
    claims = []
    for cue, (source, sure) in zip(cues, source_of, strict=True):
        mine = contents[cue]
        least = min(cue_of[number][1] for number in mine)
        whose = None if source is None else spans.sources[source]
        claims.append(Linked(spans.cues[cue], whose, tuple(spans.contents[number] for number in mine), least * sure))
    return claims


def _choose(
    spans: Sequence[Tagged],
    candidates: Sequence[Tagged],
    begins: Sequence[int],
    states: Floats,
    layout: Layout,
    all_spans: Spans,
    firsts: Firsts,
    weights: LinkWeights,
) -> list[tuple[int | None, float]]:
    """For each span the index of its candidate, or None, with the probability of the choice."""
    if not spans:
        return []
    near = [nearest(span, candidates, begins) for span in spans]
    pairs = [(number, other) for number, some in enumerate(near) for other in some]
    mine = _ends(states, spans)
    none = mine @ weights.nobody + weights.nobody_bias
    scores = np.zeros(0, np.float32)
    if pairs:
        rows = np.array(
            [pair_features(spans[a], candidates[b], layout, all_spans, firsts) for a, b in pairs], np.float32
        )
        left = (mine @ weights.mine)[[a for a, _ in pairs]]
        right = (_ends(states, candidates) @ weights.other)[[b for _, b in pairs]]
        inner = np.tanh(np.concatenate([rows, left * right], 1) @ weights.hidden + weights.bias)
        scores = inner @ weights.out
    chosen: list[tuple[int | None, float]] = []
    at = 0
    for number, some in enumerate(near):
        row = np.append(scores[at : at + len(some)], none[number])
        at += len(some)
        share = np.exp(row - row.max())
        best = int(row.argmax())
        chosen.append((some[best] if best < len(some) else None, float(share[best] / share.sum())))
    return chosen


def _ends(states: Floats, spans: Sequence[Tagged]) -> Floats:
    """What the network makes of the first and the last words of spans."""
    first, last = [span.first for span in spans], [span.last for span in spans]
    ends: Floats = (states[first] + states[last]) * np.float32(0.5)
    return ends
