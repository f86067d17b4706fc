"""The wide network: tables, one layer, a bidirectional LSTM, and a conditional random field on top.

The vectors stay as they are; all other tables are learnt. What is dropped while fitting (words, hints of the rules,
columns of states) is there afterwards. The forms are those of "Neural Architectures for Named Entity Recognition"
(Lample and others, 2016) and "Regularizing and Optimizing LSTM Language Models" (Merity and others, 2017).

Next: `fit`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from sayso_extract.domain.tagging.labels import LABELS, forbidden
from sayso_extract.tagger.vocabulary import UNKNOWN
from training.columns import Columns

SIZES = {"words": 48, "endings": 24, "beginnings": 24, "tails": 12, "shapes": 8}
SHAPES = 12
HINTS = {"quotation": (5, 12), "ruled": (LABELS, 16), "opens": (2, 4)}
RULES_DROPPED = 0.1
"""Share of windows that are read without the rules' hints, so that the network can do without."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is, and how much of it is dropped while it is fitted."""

    hidden: int = 192
    layers: int = 2
    inner: int = 128
    dropped: float = 0.45
    dropped_words: float = 0.1


@dataclass(frozen=True, slots=True)
class Window:
    """One window as tensors: a row of columns a word, and the labels they should get."""

    rows: Tensor
    labels: Tensor


class Tagger(nn.Module):
    """Scores words; the loss is that of the whole sequence of labels."""

    def __init__(self, columns: Columns, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(columns.matrix), freeze=True)
        rows = {"words": columns.words, "endings": columns.endings, "beginnings": columns.beginnings,
                "tails": columns.tails}  # fmt: skip
        counts = {name: len(index) + 2 for name, index in rows.items()} | {"shapes": SHAPES}
        self.tables = nn.ModuleDict({n: _table(counts[n], size, 0.1, padding=0) for n, size in SIZES.items()})
        self.hints = nn.ModuleDict({n: _table(count, size, 0.3) for n, (count, size) in HINTS.items()})
        self.inner = nn.Linear(columns.matrix.shape[1] + sum(SIZES.values()), shape.inner)
        width = shape.inner + sum(size for _, size in HINTS.values())
        between = shape.dropped if shape.layers > 1 else 0.0
        self.lstm = nn.LSTM(width, shape.hidden, shape.layers, bidirectional=True, batch_first=True, dropout=between)
        self.out = nn.Linear(2 * shape.hidden, LABELS)
        self.steps = nn.Parameter(torch.zeros(LABELS, LABELS))
        for name, values in zip(("banned", "opens", "closes"), forbidden(), strict=True):
            self.register_buffer(name, torch.tensor(values))

    def read(self, rows: Tensor) -> Tensor:
        """What is known of each word by itself; `rows` has shape (windows, words, columns)."""
        words = rows[..., 1]
        ruled = rows[..., 7]
        if self.training:
            words = torch.where(torch.rand(words.shape) < self.shape.dropped_words, UNKNOWN, words)
            ruled = torch.where(torch.rand(len(ruled), 1) < RULES_DROPPED, 0, ruled)
        parts = [self.vectors(rows[..., 0]), self.tables["words"](words)]
        parts += [self.tables[name](rows[..., at]) for at, name in enumerate(list(SIZES)[1:], start=2)]
        inner = self.inner(nn.functional.dropout(torch.cat(parts, -1), self._light, self.training))
        hints = (self.hints["quotation"](rows[..., 6]), self.hints["ruled"](ruled), self.hints["opens"](rows[..., 8]))
        return torch.cat([inner, *hints], -1)

    def states(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """What the LSTM makes of each word."""
        packed = nn.utils.rnn.pack_padded_sequence(
            self._columns_dropped(self.read(rows), self._light), lengths, batch_first=True, enforce_sorted=False
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=rows.shape[1])
        kept: Tensor = states
        return kept

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores of shape (windows, words, labels)."""
        scores: Tensor = self.out(self._columns_dropped(self.states(rows, lengths), self.shape.dropped))
        return scores

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """The mean surprise a word."""
        loss: Tensor = (self.total(scores, lengths) - self._of(scores, labels, lengths)).sum() / lengths.sum()
        return loss

    def total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        """The logarithm of the sum over all labellings, by window."""
        steps = (self.steps + self.banned)[None]
        now = scores[:, 0] + self.opens
        for at in range(1, scores.shape[1]):
            ahead = torch.logsumexp(now[:, :, None] + steps, 1) + scores[:, at]
            now = torch.where((at < lengths)[:, None], ahead, now)
        return torch.logsumexp(now + self.closes, 1)

    def _of(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        inside = (torch.arange(scores.shape[1])[None] < lengths[:, None]).float()
        words = (scores.gather(2, labels[..., None]).squeeze(2) * inside).sum(1)
        moves = ((self.steps + self.banned)[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]).sum(1)
        last = labels.gather(1, (lengths - 1)[:, None]).squeeze(1)
        return words + moves + self.opens[labels[:, 0]] + self.closes[last]

    @property
    def _light(self) -> float:
        return 0.6 * self.shape.dropped

    def _columns_dropped(self, values: Tensor, share: float) -> Tensor:
        return columns_dropped(values, share) if self.training else values


def columns_dropped(values: Tensor, share: float) -> Tensor:
    """Values of shape (windows, words, columns), of each window the same columns dropped for all words."""
    mask = torch.bernoulli(torch.full((values.shape[0], 1, values.shape[2]), 1 - share)) / (1 - share)
    return values * mask


def _table(rows: int, size: int, spread: float, padding: int | None = None) -> nn.Embedding:
    table = nn.Embedding(rows, size, padding_idx=padding)
    nn.init.normal_(table.weight, std=spread)
    return table


def padded(windows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Windows of different lengths as one tensor, with their lengths."""
    lengths = torch.tensor([len(each) for each in windows])
    return nn.utils.rnn.pad_sequence(list(windows), batch_first=True), lengths
