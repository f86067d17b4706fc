"""Spans to claims: which cue reports which content, and whose cue it is.

Every claim has one cue. Each content looks among the nearest cues on both sides for its own, each cue among the
nearest sources; a small fitted scorer compares the candidates by where they stand and by what the network makes of
their words, and may answer that there is none.

Guaranteed: a span links to at most `NEAREST` candidates a side, so the work is linear in the number of spans; the same
spans give the same claims.

Next: `joining`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from sayso_extract.domain.tagging.labels import NEVER, ROLES, Floats, Role, Tagged
from sayso_extract.domain.values import Value

NEAREST = 3
"""Candidates looked at on each side of a span."""
NOBODY = 2 * NEAREST
"""The choice of none of them."""
LEAST_SHARE = 0.5
"""A piece of content is dropped if it is less than half as sure as another piece of its claim."""
_GAPS = np.array((0, 1, 2, 3, 5, 8, 12, 20, 40))
_LONG = 5
_PARAGRAPHS = 2 * (len(_GAPS) + 1)
_CUES = _PARAGRAPHS + 3
_SOURCES = _CUES + 4
_CONTENTS = _SOURCES + 3
_SENTENCES = _CONTENTS + 3
_REST = _SENTENCES + 3
FEATURES = _REST + 4
"""Numbers that describe how two spans stand to each other."""
Numbers = NDArray[np.int64]
States = Callable[[Numbers], Floats]
"""What the network makes of words, told by their index in the article: a row a word."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where an article's words stand: by word, its paragraph, its sentence, and its state of quotation."""

    paragraph: Numbers
    sentence: Numbers
    quoted: NDArray[np.uint8]


class Linked(Value):
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


class Places(Value):
    """The first and the last words of spans of one role, which come in text order."""

    first: Numbers
    last: Numbers

    @classmethod
    def of(cls, spans: Sequence[Tagged]) -> "Places":
        """Where the spans stand."""
        return cls(
            np.array([each.first for each in spans], np.int64), np.array([each.last for each in spans], np.int64)
        )

    @classmethod
    def of_all(cls, *some: "Places") -> "Places":
        """Several lists of places as one."""
        return cls(np.concatenate([each.first for each in some]), np.concatenate([each.last for each in some]))

    def at(self, some: Numbers) -> "Places":
        """Where some of the spans stand, told by their index."""
        return Places(self.first[some], self.last[some])

    def between(self, low: Numbers, high: Numbers) -> Numbers:
        """How many begin after one word and before another, for many pairs of words."""
        return self.first.searchsorted(high) - self.first.searchsorted(low + 1)


@dataclass(frozen=True, slots=True)
class Spans:
    """An article's spans by role, each in text order, and where they stand."""

    sources: tuple[Tagged, ...]
    cues: tuple[Tagged, ...]
    contents: tuple[Tagged, ...]
    source: Places
    cue: Places
    content: Places

    @classmethod
    def of(cls, found: Sequence[Tagged]) -> "Spans":
        """Sort spans by role."""
        by_role: dict[Role, list[Tagged]] = {role: [] for role in ROLES}
        for each in found:
            by_role[each.role].append(each)
        sources, cues, contents = map(tuple, by_role.values())
        return cls(sources, cues, contents, Places.of(sources), Places.of(cues), Places.of(contents))


def nearest(spans: Places, others: Places) -> Numbers:
    """The nearest candidates on both sides of each span: rows of an index in `spans` and one in `others`, in order."""
    at = others.first.searchsorted(spans.first)
    low, high = np.maximum(0, at - NEAREST), np.minimum(len(others.first), at + NEAREST)
    counts = high - low
    whose = np.arange(len(counts)).repeat(counts)
    return np.array((whose, np.arange(len(whose)) - (counts.cumsum() - counts - low)[whose])).T


def features_of(ones: Places, others: Places, layout: Layout, spans: Spans) -> Floats:
    """How spans stand to each other: order and distance, what lies between, paragraphs, sentences, quotation.

    A row for each of `ones` and the one of `others` that is in the same place of the list.
    """
    one, one_last, other, other_last = ones.first, ones.last, others.first, others.last
    after = other > one
    low, high = np.where(after, one_last, other_last), np.where(after, other, one)
    rows = np.zeros((len(one), FEATURES), np.float32)
    every = np.arange(len(one))
    rows[every, _GAPS.searchsorted(high - low - 1) + (len(_GAPS) + 1) * after] = 1
    rows[every, _PARAGRAPHS + np.minimum(2, np.abs(layout.paragraph[one] - layout.paragraph[other]))] = 1
    rows[every, _CUES + np.minimum(3, spans.cue.between(low, high))] = 1
    rows[every, _SOURCES + np.minimum(2, spans.source.between(low, high))] = 1
    rows[every, _CONTENTS + np.minimum(2, spans.content.between(low, high))] = 1
    rows[every, _SENTENCES + np.minimum(2, np.abs(layout.sentence[one] - layout.sentence[other]))] = 1
    rows[:, _REST] = layout.quoted[one] > 0
    rows[:, _REST + 1] = layout.quoted[other] > 0
    rows[:, _REST + 2] = one_last - one > _LONG
    rows[:, _REST + 3] = 1
    return rows


def link(
    found: Sequence[Tagged], states: States, layout: Layout, to_cue: LinkWeights, to_source: LinkWeights
) -> list[Linked]:
    """The claims the spans make, by cue in text order."""
    spans = Spans.of(found)
    if not spans.contents:
        return []
    of_content, of_cue, of_source = ends(states, spans.content, spans.cue, spans.source)
    cue_pairs, source_pairs = nearest(spans.content, spans.cue), nearest(spans.cue, spans.source)
    split = len(cue_pairs)
    rows = features_of(  # of both at once: what it costs is the number of steps, not of rows
        Places.of_all(spans.content.at(cue_pairs[:, 0]), spans.cue.at(source_pairs[:, 0])),
        Places.of_all(spans.cue.at(cue_pairs[:, 1]), spans.source.at(source_pairs[:, 1])),
        layout,
        spans,
    )
    cue_of = _choose(of_content, of_cue, cue_pairs, rows[:split], to_cue)
    source_of = _choose(of_cue, of_source, source_pairs, rows[split:], to_source)
    contents: dict[int, list[int]] = {}
    for number, (cue, _) in enumerate(cue_of):
        if cue is not None:
            contents.setdefault(cue, []).append(number)
    claims = []
    for cue in sorted(contents):
        mine = _sure_pieces(contents[cue], spans.contents)
        least = min([cue_of[number][1] for number in mine])
        source, sure = source_of[cue]
        whose = None if source is None else spans.sources[source]
        claims.append(Linked(spans.cues[cue], whose, tuple([spans.contents[number] for number in mine]), least * sure))
    return claims


def _sure_pieces(numbers: list[int], contents: Sequence[Tagged]) -> list[int]:
    if len(numbers) == 1:  # of most claims
        return numbers
    best = max(contents[number].sure for number in numbers)
    return [number for number in numbers if contents[number].sure >= LEAST_SHARE * best]


def _choose(
    mine: Floats, theirs: Floats, pairs: Numbers, rows: Floats, weights: LinkWeights
) -> list[tuple[int | None, float]]:
    """For each span the index of its candidate, or None, with the probability of the choice."""
    scores = np.full((len(mine), NOBODY + 1), NEVER, np.float32)
    scores[:, NOBODY] = mine @ weights.nobody + weights.nobody_bias
    candidates = np.full((len(mine), NOBODY + 1), -1)
    if len(pairs):
        one, other = pairs.T
        alike = (mine @ weights.mine)[one] * (theirs @ weights.other)[other]
        inner = np.tanh(np.concatenate([rows, alike], 1) @ weights.hidden + weights.bias)
        place = np.arange(len(one)) - one.searchsorted(one)
        scores[one, place] = inner @ weights.out
        candidates[one, place] = other
    share = np.exp(scores - scores.max(1, keepdims=True))
    chosen = candidates[np.arange(len(mine)), scores.argmax(1)].tolist()
    sure = share.max(1) / share.sum(1)
    return [(None if other < 0 else other, each) for other, each in zip(chosen, sure.tolist(), strict=True)]


def ends(states: States, *some: Places) -> list[Floats]:
    """What the network makes of the first and the last words of spans, for each list of them."""
    every = Places.of_all(*some)
    both, count = states(np.concatenate([every.first, every.last])), len(every.first)
    found: Floats = (both[:count] + both[count:]) * np.float32(0.5)
    stops = list(accumulate(len(each.first) for each in some))
    return [found[begin:end] for begin, end in pairwise([0, *stops])]
