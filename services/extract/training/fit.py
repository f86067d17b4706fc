"""Fits the wide network: minibatches of windows of like length, and a running mean of the weights, which is kept.

Guaranteed: the same seed and machine give the same network. After every epoch the exact F1 on the held-out articles is
printed, and the best epoch is returned.

Next: `student`.
"""

import copy
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from sayso_extract.domain.tagging.labels import ROLES, best_labels, spans_of
from training.columns import Columns
from training.corpus import Document
from training.network import Shape, Tagger, Window, padded
from training.student import Shipped

SORTED_AMONG = 20
"""Batches among which windows are sorted by length."""
WARM_STEPS = 200


Reads: TypeAlias = Tagger | Shipped


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    epochs: int = 14
    rate: float = 2e-3
    batch: int = 32
    seed: int = 1


def as_windows(documents: Sequence[Document], columns: Columns) -> list[Window]:
    """All windows of some articles."""
    return [
        Window(torch.tensor(columns.rows(sample)), torch.tensor(sample.labels))
        for document in documents
        for sample in document.samples
    ]


def fit(windows: Sequence[Window], dev: Sequence[Document], columns: Columns, shape: Shape, plan: Plan) -> Tagger:
    """The network of the best epoch."""
    torch.manual_seed(plan.seed)
    order = random.Random(plan.seed)
    network = Tagger(columns, shape)
    fitted = [each for each in network.parameters() if each.requires_grad]
    adam = torch.optim.AdamW(fitted, lr=plan.rate, weight_decay=1e-4)
    mean = copy.deepcopy(network)
    best, kept, began, step = -1.0, mean, time.monotonic(), 0
    total = plan.epochs * (len(windows) // plan.batch + 1)
    for epoch in range(plan.epochs):
        network.train()
        losses = []
        for batch in _batches(windows, plan.batch, order):
            for group in adam.param_groups:
                group["lr"] = plan.rate * min(1, (step + 1) / WARM_STEPS, max(0.02, (1 - step / total) / 0.6))
            loss = _loss(network, batch)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(fitted, 5.0)
            adam.step()
            step += 1
            _follow(mean, network, min(0.999, step / (step + 50)))
            losses.append(loss.item())
        right = exact(mean, dev, columns)
        minutes = (time.monotonic() - began) / 60
        told = " ".join(f"{role} {f1:.1f}" for role, f1 in zip(ROLES, right, strict=True))
        print(f"epoch {epoch} loss {np.mean(losses):.4f} {told} ({minutes:.0f} min)", flush=True)
        if sum(right) > best:
            best, kept = sum(right), copy.deepcopy(mean)
    kept.eval()
    return kept


def exact(network: Reads, documents: Sequence[Document], columns: Columns) -> list[float]:
    """Exact F1 by role: spans of the articles against the network's."""
    network.eval()
    right, said, there = (np.zeros(len(ROLES)) for _ in range(3))
    for document in documents:
        found = spans(network, document, columns)
        for number, role in enumerate(ROLES):
            gold = {pair for claim in document.claims for pair in claim[role]}
            mine = {(begin, end) for each, begin, end in found if each == number}
            right[number] += len(gold & mine)
            said[number] += len(mine)
            there[number] += len(gold)
    scores: list[float] = (200 * right / np.maximum(1, said + there)).tolist()
    return scores


def spans(network: Reads, document: Document, columns: Columns) -> list[tuple[int, int, int]]:
    """The network's spans in an article: role, begin, end."""
    rows, lengths = padded([torch.tensor(columns.rows(sample)) for sample in document.samples])
    with torch.no_grad():
        scores = network(rows, lengths).numpy().transpose(1, 0, 2)
    labels = best_labels(scores, lengths.numpy(), network.steps.detach().numpy())
    return [
        (role, sample.words[first][0], sample.words[last][1])
        for number, sample in enumerate(document.samples)
        for role, first, last in spans_of(labels[: len(sample.words), number].tolist())
    ]


def _loss(network: Tagger, batch: Sequence[Window]) -> Tensor:
    rows, lengths = padded([each.rows for each in batch])
    labels, _ = padded([each.labels for each in batch])
    return network.loss(network(rows, lengths), labels, lengths)


def _batches(windows: Sequence[Window], size: int, order: random.Random) -> Iterator[Sequence[Window]]:
    shuffled = list(windows)
    order.shuffle(shuffled)
    batches: list[list[Window]] = []
    for begin in range(0, len(shuffled), size * SORTED_AMONG):
        block = sorted(shuffled[begin : begin + size * SORTED_AMONG], key=lambda window: len(window.labels))
        batches += [block[at : at + size] for at in range(0, len(block), size)]
    order.shuffle(batches)
    yield from batches


def _follow(mean: Tagger, network: Tagger, kept: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), network.parameters(), strict=True):
            if new.requires_grad:
                old.mul_(kept).add_(new, alpha=1 - kept)
