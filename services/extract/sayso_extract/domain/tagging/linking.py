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
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import NEVER, Floats, Tagged

NEAREST = 3
"""Candidates looked at on each side of a span."""
NOBODY = 2 * NEAREST
"""The choice of none of them."""
LEAST_SHARE = 0.5
"""A piece of content is dropped if it is less than half as sure as another piece of its claim."""
_GAPS = (0, 1, 2, 3, 5, 8, 12, 20, 40)
_LONG = 5
_PARAGRAPHS = 2 * (len(_GAPS) + 1)
_CUES = _PARAGRAPHS + 3
_SOURCES = _CUES + 4
_CONTENTS = _SOURCES + 3
_SENTENCES = _CONTENTS + 3
_REST = _SENTENCES + 3
FEATURES = _REST + 4
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
    """How one span stands to another; `features_of` for a single pair."""
    row: list[float] = features_of((one,), (other,), np.zeros((1, 2), np.int64), layout, firsts)[0].tolist()
    return row


def features_of(
    ones: Sequence[Tagged], others: Sequence[Tagged], pairs: NDArray[np.int64], layout: Layout, firsts: "Firsts"
) -> Floats:
    """How spans stand to each other: order and distance, what lies between, paragraphs, sentences, quotation.

    `pairs` has a row a pair: the index of one span in `ones`, of the other in `others`.
    """
    one, one_last = _words(ones, pairs[:, 0])
    other, other_last = _words(others, pairs[:, 1])
    after = other > one
    low, high = np.where(after, one_last, other_last), np.where(after, other, one)
    paragraph, sentence, quoted = (np.asarray(each) for each in (layout.paragraph, layout.sentence, layout.quoted))
    rows = np.zeros((len(pairs), FEATURES), np.float32)
    every = np.arange(len(pairs))
    rows[every, np.searchsorted(_GAPS, high - low - 1) + (len(_GAPS) + 1) * after] = 1
    rows[every, _PARAGRAPHS + np.minimum(2, np.abs(paragraph[one] - paragraph[other]))] = 1
    rows[every, _CUES + np.minimum(3, firsts.between(firsts.cues, low, high))] = 1
    rows[every, _SOURCES + np.minimum(2, firsts.between(firsts.sources, low, high))] = 1
    rows[every, _CONTENTS + np.minimum(2, firsts.between(firsts.contents, low, high))] = 1
    rows[every, _SENTENCES + np.minimum(2, np.abs(sentence[one] - sentence[other]))] = 1
    rows[:, _REST] = quoted[one] > 0
    rows[:, _REST + 1] = quoted[other] > 0
    rows[:, _REST + 2] = one_last - one > _LONG
    rows[:, _REST + 3] = 1
    return rows


def _words(spans: Sequence[Tagged], chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the last word of each span chosen."""
    return np.array([each.first for each in spans])[chosen], np.array([each.last for each in spans])[chosen]


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
    def between(firsts: Sequence[int], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many begin after one word and before another, for many pairs of words."""
        return np.searchsorted(firsts, high) - np.searchsorted(firsts, low + 1)


def link(
    found: Sequence[Tagged], states: Floats, layout: Layout, to_cue: LinkWeights, to_source: LinkWeights
) -> list[Linked]:
    """The claims the spans make, by cue in text order. `states` has a row a word."""
    spans = Spans.of(found)
    firsts = Firsts.of(spans)
    cue_of = _choose(spans.contents, spans.cues, firsts.cues, states, layout, firsts, to_cue)
    contents: dict[int, list[int]] = {}
    for number, (cue, _) in enumerate(cue_of):
        if cue is not None:
            contents.setdefault(cue, []).append(number)
    cues = sorted(contents)
    reporting = [spans.cues[cue] for cue in cues]
    source_of = _choose(reporting, spans.sources, firsts.sources, states, layout, firsts, to_source)
    claims = []
    for cue, (source, sure) in zip(cues, source_of, strict=True):
        mine = _sure_pieces(contents[cue], spans.contents)
        least = min(cue_of[number][1] for number in mine)
        whose = None if source is None else spans.sources[source]
        claims.append(Linked(spans.cues[cue], whose, tuple(spans.contents[number] for number in mine), least * sure))
    return claims


def _sure_pieces(numbers: Sequence[int], contents: Sequence[Tagged]) -> list[int]:
    best = max(contents[number].sure for number in numbers)
    return [number for number in numbers if contents[number].sure >= LEAST_SHARE * best]


def _choose(
    spans: Sequence[Tagged],
    candidates: Sequence[Tagged],
    begins: Sequence[int],
    states: Floats,
    layout: Layout,
    firsts: Firsts,
    weights: LinkWeights,
) -> list[tuple[int | None, float]]:
    """For each span the index of its candidate, or None, with the probability of the choice."""
    if not spans:
        return []
    near = [nearest(span, candidates, begins) for span in spans]
    pairs = np.array([(number, other) for number, some in enumerate(near) for other in some], np.int64).reshape(-1, 2)
    mine = _ends(states, spans)
    scores = np.full((len(spans), NOBODY + 1), NEVER, np.float32)
    scores[:, NOBODY] = mine @ weights.nobody + weights.nobody_bias
    if len(pairs):
        one, other = pairs.T
        rows = features_of(spans, candidates, pairs, layout, firsts)
        alike = (mine @ weights.mine)[one] * (_ends(states, candidates) @ weights.other)[other]
        inner = np.tanh(np.concatenate([rows, alike], 1) @ weights.hidden + weights.bias)
        place = [at for some in near for at in range(len(some))]
        scores[one, place] = inner @ weights.out
    share = np.exp(scores - scores.max(1, keepdims=True))
    best = scores.argmax(1)
    sure = share.max(1) / share.sum(1)
    return [
        (None if at == NOBODY else some[at], each)
        for some, at, each in zip(near, best.tolist(), sure.tolist(), strict=True)
    ]


def _ends(states: Floats, spans: Sequence[Tagged]) -> Floats:
    """What the network makes of the first and the last words of spans."""
    first, last = [span.first for span in spans], [span.last for span in spans]
    ends: Floats = (states[first] + states[last]) * np.float32(0.5)
    return ends
