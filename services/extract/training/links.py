"""Fits the two scorers that join spans to claims: which cue a content has, which source a cue.

Input: the labelled spans of the training articles and the network's states of their words. Each span chooses among its
nearest candidates, or nobody; the right choice is the marked one.

Next: `export`.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from sayso_extract.domain.tagging.labels import ROLES, Floats, Tagged, spans_of
from sayso_extract.domain.tagging.linking import FEATURES, NOBODY, Layout, Places, Spans, ends, features_of, nearest
from training.columns import Columns
from training.corpus import Document, Pair
from training.network import padded
from training.student import Shipped

EPOCHS = 8
BATCH = 64
RATE = 3e-3
STATES_KEPT, INNER = 24, 32
NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Choice:
    """One span's candidates, and which of them is right; `NOBODY` if none."""

    mine: Floats
    others: Floats
    rows: Floats
    right: int


class Scorer(nn.Module):
    """Compares candidates; its weights are those of `linking.LinkWeights`."""

    def __init__(self, states: int) -> None:
        super().__init__()
        self.mine = nn.Parameter(torch.randn(states, STATES_KEPT) * 0.05)
        self.other = nn.Parameter(torch.randn(states, STATES_KEPT) * 0.05)
        self.hidden = nn.Parameter(torch.randn(FEATURES + STATES_KEPT, INNER) * 0.1)
        self.bias = nn.Parameter(torch.zeros(INNER))
        self.out = nn.Parameter(torch.randn(INNER) * 0.1)
        self.nobody = nn.Parameter(torch.zeros(states))
        self.nobody_bias = nn.Parameter(torch.zeros(()))

    def forward(self, choices: Sequence[Choice]) -> Tensor:
        """Scores of shape (choices, candidates and nobody)."""
        mine = torch.tensor(np.stack([each.mine for each in choices]))
        whose = torch.tensor([number for number, each in enumerate(choices) for _ in each.rows], dtype=torch.long)
        place = torch.tensor([at for each in choices for at in range(len(each.rows))], dtype=torch.long)
        rows = torch.tensor(np.concatenate([each.rows for each in choices]))
        others = torch.tensor(np.concatenate([each.others for each in choices]))
        values = torch.cat([rows, (mine @ self.mine)[whose] * (others @ self.other)], 1)
        inner = torch.tanh(nn.functional.dropout(values, 0.1, self.training) @ self.hidden + self.bias)
        scores = torch.full((len(choices), NOBODY + 1), NEVER).index_put((whose, place), inner @ self.out)
        none = mine @ self.nobody + self.nobody_bias
        return torch.cat([scores[:, :NOBODY], none[:, None]], 1)


def fit_links(network: Shipped, train: Sequence[Document], dev: Sequence[Document], columns: Columns) -> list[Scorer]:
    """The scorers of cues and of sources."""
    fitted = []
    learnt, held = ([_choices(network, each, columns) for each in some] for some in (train, dev))
    for number, name in enumerate(("cue", "source")):
        choices = [choice for each in learnt for choice in each[number]]
        scorer = _fit(choices)
        kept = [choice for each in held for choice in each[number]]
        with torch.no_grad():
            right = (scorer.eval()(kept).argmax(1) == torch.tensor([each.right for each in kept])).float().mean()
        print(f"{name} of {len(kept)} marked spans: {100 * right.item():.1f} % right", flush=True)
        fitted.append(scorer)
    return fitted


def _fit(choices: list[Choice]) -> Scorer:
    torch.manual_seed(0)
    order = random.Random(0)
    scorer = Scorer(len(choices[0].mine))
    adam = torch.optim.AdamW(scorer.parameters(), lr=RATE, weight_decay=1e-3)
    for epoch in range(EPOCHS):
        order.shuffle(choices)
        for group in adam.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for begin in range(0, len(choices), BATCH):
            some = choices[begin : begin + BATCH]
            loss = nn.functional.cross_entropy(scorer(some), torch.tensor([each.right for each in some]))
            adam.zero_grad()
            loss.backward()
            adam.step()
    return scorer


def _choices(network: Shipped, document: Document, columns: Columns) -> tuple[list[Choice], list[Choice]]:
    states = _states(network, document, columns)
    found = Spans.of(list(_marked(document)))
    cue_of, source_of = _links(document, found)
    cues = list(_chosen(found.content, found.cue, cue_of, states, document.layout, found))
    sources = list(_chosen(found.cue, found.source, source_of, states, document.layout, found))
    return cues, sources


def _states(network: Shipped, document: Document, columns: Columns) -> Floats:
    rows, lengths = padded([torch.tensor(columns.rows(sample)) for sample in document.samples])
    with torch.no_grad():
        states = network.states(rows, lengths).numpy()
    found: Floats = np.concatenate([row[:length] for row, length in zip(states, lengths.tolist(), strict=True)])
    return found


def _marked(document: Document) -> Iterator[Tagged]:
    offset = 0
    for sample in document.samples:
        for role, first, last in spans_of(sample.labels):
            yield Tagged(ROLES[role], offset + first, offset + last, 1.0)
        offset += len(sample.words)


def _links(document: Document, found: Spans) -> tuple[dict[int, int], dict[int, int]]:
    """By index of a content its cue's, by index of a cue its source's; `NOBODY`'s is -1."""
    words = [place for sample in document.samples for place in sample.words]

    def by_place(spans: Sequence[Tagged]) -> dict[Pair, int]:
        return {(words[each.first][0], words[each.last][1]): number for number, each in enumerate(spans)}

    contents, cues, sources = by_place(found.contents), by_place(found.cues), by_place(found.sources)
    cue_of: dict[int, int] = {}
    source_of: dict[int, int] = {}
    for claim in document.claims:
        cue = next((cues[pair] for pair in claim["cue"][:1] if pair in cues), -1)
        cue_of.update({contents[pair]: cue for pair in claim["content"] if pair in contents})
        if cue >= 0:
            source_of[cue] = next((sources[pair] for pair in claim["source"][:1] if pair in sources), -1)
    return cue_of, source_of


def _chosen(
    ones: Places, others: Places, wanted: dict[int, int], states: Floats, layout: Layout, spans: Spans
) -> Iterator[Choice]:
    pairs = nearest(ones, others)
    rows = features_of(ones.at(pairs[:, 0]), others.at(pairs[:, 1]), layout, spans)
    mine, theirs = ends(states.__getitem__, ones, others)
    for number, other in wanted.items():
        here = pairs[:, 0] == number
        near = pairs[here, 1].tolist()
        yield Choice(mine[number], theirs[near], rows[here], near.index(other) if other in near else NOBODY)
