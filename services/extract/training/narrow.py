"""Makes the network that ships narrower and faster: fewer units, which take over what the others knew.

Units of one layer know much the same. Of each layer and direction those are kept whose loss would cost most; what the
others added goes into the weights of the kept ones by least squares. Then the narrow network is fitted to give the
scores of the wide one, on the texts of the training articles: no labels, so it is as unsure as the wide one, and the
weights of the links and of the confidence can stay. The forms are those of "Distilling the Knowledge in a Neural
Network" (Hinton and others, 2015).

Input: the weights as they lie in the package, and the training articles. `python -m training.narrow EVAL` does it.

Guaranteed: the same seed and machine give the same network.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from sayso_extract.domain.tagging.labels import LABELS, Floats
from sayso_extract.domain.tagging.words import Window
from sayso_extract.tagger import weights as shipped
from sayso_extract.tagger.network import Hinted
from training.corpus import Document, documents
from training.export import write_network
from training.network import HINTS, Shape, padded

BATCH = 48
RATE = 1e-3
WARM_STEPS = 20
LEAST_RATE = 0.03
MEASURED = 900
"""Windows on which it is measured what units have in common."""
AT_ONCE = 4
"""Units dropped before it is measured anew which is missed least."""
WHOLE_SCORES = 0.02
"""How much the scores themselves count beside the probabilities they make."""
LAYERS, WAYS = 2, ("", "_reverse")

Doubles = NDArray[np.float64]
Part = tuple[int, int]
"""A layer and a direction, by index."""


@dataclass(frozen=True, slots=True)
class Share:
    """What of one layer and direction is kept: units, and how the dropped ones follow from them."""

    kept: list[int]
    dropped: list[int]
    taken: Doubles
    rest: Doubles

    def folded(self, weights: Doubles) -> tuple[Doubles, Doubles]:
        """Weights (outputs, units) for the kept units alone, and what is to be added to the bias."""
        gone = weights[:, self.dropped]
        return weights[:, self.kept] + gone @ self.taken.T, gone @ self.rest


class Layers(nn.Module):
    """The layers above the tables: two LSTMs in both directions, and a score for each label."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.lstms = nn.ModuleList(
            nn.LSTM(size, hidden, bidirectional=True, batch_first=True) for size in (width, 2 * hidden)
        )
        self.out = nn.Linear(2 * hidden, LABELS)

    def states(self, rows: Tensor, lengths: Tensor) -> list[Tensor]:
        """The states of both layers; `rows` has shape (windows, words, width)."""
        found = [rows]
        for lstm in self.lstms:
            found.append(_both_ways(lstm, found[-1], lengths, self.hidden))
        return found[1:]

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """Scores of shape (windows, words, labels)."""
        scores: Tensor = self.out(self.states(rows, lengths)[-1])
        return scores


def _both_ways(lstm: nn.LSTM, rows: Tensor, lengths: Tensor, hidden: int) -> Tensor:
    """Each direction on its own, the second over turned windows: much faster here than packed sequences."""
    at = torch.arange(rows.shape[1])[None]
    turned = torch.where(at < lengths[:, None], lengths[:, None] - 1 - at, at)[..., None]
    begin = torch.zeros(1, len(rows), hidden)
    weights = dict(lstm.named_parameters())

    def run(values: Tensor, way: str) -> Tensor:
        mine = [weights[f"{name}_l0{way}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        states: Tensor = torch.lstm(values, (begin, begin), mine, True, 1, 0.0, lstm.training, False, True)[0]
        return states

    back = run(rows.gather(1, turned.expand(-1, -1, rows.shape[2])), WAYS[1])
    return torch.cat([run(rows, WAYS[0]), back.gather(1, turned.expand(-1, -1, hidden))], 2)


def wide_network(model: bytes) -> Layers:
    """The layers of a shipped network, out of eight bits."""
    graph = onnx.load_from_string(model).graph
    values = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    lstms = [node for node in graph.node if node.op_type == "DynamicQuantizeLSTM"]
    hidden = values[lstms[0].input[2]].shape[1]
    network = Layers(values[lstms[0].input[1]].shape[1], hidden)
    (matrix,) = (values[node.input[1]] for node in graph.node if node.op_type == "MatMul")
    (bias,) = (values[node.input[1]] for node in graph.node if node.op_type == "Add")
    state: dict[str, Floats] = {"out.weight": matrix.T, "out.bias": bias}
    for node, (layer, way) in zip(lstms, product(range(LAYERS), WAYS), strict=True):
        for name, at, scale in (("weight_ih", 1, 8), ("weight_hh", 2, 10)):
            (rows,) = values[node.input[at]].astype(np.float32) * values[node.input[scale]].reshape(-1, 1, 1)
            state[f"lstms.{layer}.{name}_l0{way}"] = _gates(rows.T)
        (bias,) = values[node.input[3]]
        for name, half in zip(("bias_ih", "bias_hh"), np.split(bias, 2), strict=True):
            state[f"lstms.{layer}.{name}_l0{way}"] = _gates(half)
    network.load_state_dict({name: torch.tensor(np.ascontiguousarray(each)) for name, each in state.items()})
    network.eval()
    return network


def _gates(values: Floats) -> Floats:
    """ONNX keeps the gates as input, output, forget, cell; torch as input, forget, cell, output."""
    into, out, forget, cell = np.split(values, 4)
    found: Floats = np.concatenate([into, forget, cell, out])
    return found


def inputs(articles: Sequence[Document], weights: shipped.Weights) -> list[Tensor]:
    """All windows as the layers above the tables read them."""
    found = []
    for article in articles:
        for sample in article.samples:
            openings = [at for at, opens in enumerate(sample.opens) if opens]
            window = Window([begin for begin, _ in sample.words], list(sample.spelt), openings, 0)
            found.append(torch.tensor(weights.network.rows([Hinted(window, sample.quotation, sample.ruled)])))
    return found


def pruned(wide: Layers, windows: Sequence[Tensor], hidden: int) -> Layers:
    """The network with fewer units a layer and direction, before it is fitted."""
    old = {name: each.detach().numpy().astype(np.float64) for name, each in wide.state_dict().items()}
    states = _all_states(wide, windows)
    shares: dict[Part, Share] = {}
    for layer in range(LAYERS):
        for way in range(len(WAYS)):
            mine = slice(way * wide.hidden, (way + 1) * wide.hidden)
            above = [old["out.weight"]] if layer else [old[f"lstms.1.weight_ih_l0{each}"] for each in WAYS]
            told = np.concatenate([old[f"lstms.{layer}.weight_hh_l0{WAYS[way]}"], *(each[:, mine] for each in above)])
            shares[layer, way] = _share(states[layer][:, mine], (told**2).sum(0), hidden)
    narrow = Layers(wide.lstms[0].input_size, hidden)
    new = {name: torch.tensor(each) for name, each in _folded(old, shares, wide.hidden).items()}
    narrow.load_state_dict(new)
    return narrow


def _all_states(network: Layers, windows: Sequence[Tensor]) -> list[Doubles]:
    found: list[list[Floats]] = [[], []]
    for rows, lengths in _batches(windows):
        inside = torch.arange(rows.shape[1])[None] < lengths[:, None]
        with torch.no_grad():
            for layer, states in enumerate(network.states(rows, lengths)):
                found[layer].append(states[inside].numpy())
    return [np.concatenate(each).astype(np.float64) for each in found]


def _share(states: Doubles, told: Doubles, hidden: int) -> Share:
    """Drop the units whose own part, which no other unit tells, does least above."""
    mean = states.mean(0)
    common = np.cov(states, rowvar=False) + 1e-5 * np.eye(len(mean))
    kept = list(range(len(mean)))
    while len(kept) > hidden:
        own = 1 / np.diag(np.linalg.inv(common[np.ix_(kept, kept)]))
        least = np.argsort(own * told[kept])[: min(AT_ONCE, len(kept) - hidden)].tolist()
        kept = [unit for at, unit in enumerate(kept) if at not in least]
    dropped = [unit for unit in range(len(mean)) if unit not in kept]
    taken = np.linalg.solve(common[np.ix_(kept, kept)], common[np.ix_(kept, dropped)]).astype(np.float64)
    return Share(kept, dropped, taken, mean[dropped] - mean[kept] @ taken)


def _folded(old: dict[str, Doubles], shares: dict[Part, Share], wide: int) -> dict[str, Floats]:
    """The weights for the kept units."""
    new: dict[str, Doubles] = {}
    for (layer, way), share in shares.items():
        name = f"lstms.{layer}.{{}}_l0{WAYS[way]}"
        gates = np.concatenate([np.array(share.kept) + wide * gate for gate in range(4)])
        again, added = share.folded(old[name.format("weight_hh")])
        bias = old[name.format("bias_ih")] + old[name.format("bias_hh")] + added
        into = old[name.format("weight_ih")]
        if layer:
            into, below = _from_both(into, [shares[0, each] for each in range(len(WAYS))])
            bias = bias + below
        new |= {name.format("weight_ih"): into[gates], name.format("weight_hh"): again[gates]}
        new |= {name.format("bias_ih"): bias[gates], name.format("bias_hh"): np.zeros(len(gates))}
    new["out.weight"], added = _from_both(old["out.weight"], [shares[1, each] for each in range(len(WAYS))])
    new["out.bias"] = old["out.bias"] + added
    return {key: each.astype(np.float32) for key, each in new.items()}


def _from_both(weights: Doubles, below: Sequence[Share]) -> tuple[Doubles, Doubles]:
    """Weights on both directions of the layer below, for its kept units."""
    folded = [share.folded(half) for share, half in zip(below, np.split(weights, len(below), 1), strict=True)]
    return np.concatenate([each for each, _ in folded], 1), sum((added for _, added in folded), np.zeros(len(weights)))


def like(narrow: Layers, wide: Layers, windows: Sequence[Tensor], epochs: int) -> Layers:
    """The narrow network, fitted to give the scores of the wide one; a running mean of its weights."""
    order = random.Random(1)
    batches = list(_batches(windows))
    adam = torch.optim.Adam(narrow.parameters(), lr=RATE)
    mean = torch.optim.swa_utils.AveragedModel(narrow, avg_fn=lambda old, new, _: 0.98 * old + 0.02 * new)
    total = epochs * len(batches)
    for step in range(total):
        if step % len(batches) == 0:
            order.shuffle(batches)
        rows, lengths = batches[step % len(batches)]
        inside = torch.arange(rows.shape[1])[None] < lengths[:, None]
        with torch.no_grad():
            wanted = wide(rows, lengths)[inside]
        for group in adam.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_STEPS) * max(LEAST_RATE, 1 - step / total)
        loss = _unlike(narrow(rows, lengths)[inside], wanted)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(narrow.parameters(), 1.0)
        adam.step()
        mean.update_parameters(narrow)
        if step % 50 == 0:
            print(f"step {step} of {total}: {loss.item():.5f}", flush=True)
    kept: Layers = mean.module
    kept.eval()
    return kept


def _unlike(scores: Tensor, wanted: Tensor) -> Tensor:
    one, other = torch.log_softmax(scores, 1), torch.log_softmax(wanted, 1)
    apart = (scores - scores.mean(1, keepdim=True) - wanted + wanted.mean(1, keepdim=True)).pow(2).mean()
    return (other.exp() * (other - one)).sum(1).mean() + WHOLE_SCORES * apart


def _batches(windows: Sequence[Tensor]) -> Iterator[tuple[Tensor, Tensor]]:
    by_length = sorted(windows, key=len)
    for begin in range(0, len(by_length), BATCH):
        yield padded(by_length[begin : begin + BATCH])


def write(narrow: Layers, wide: Layers, windows: Sequence[Tensor], folder: Path) -> None:
    """Write the narrow network, and the scorers of links for its states, which tell those of the wide one."""
    mine, theirs = (_all_states(each, windows)[-1] for each in (narrow, wide))
    told = np.linalg.lstsq(mine, theirs, rcond=1e-4)[0]
    unlike = ((theirs - mine @ told) ** 2).sum() / ((theirs - theirs.mean(0)) ** 2).sum()
    print(f"{100 * unlike:.2f} % of the wide network's states are lost", flush=True)
    with np.load(folder / shipped.TABLES_FILE) as old:
        tables: dict[str, Any] = {name: old[name] for name in old.files}
    for name in (f"{scorer}.{part}" for scorer in ("to_cue", "to_source") for part in ("mine", "other", "nobody")):
        tables[name] = (told @ tables[name]).astype(np.float32)
    np.savez_compressed(folder / shipped.TABLES_FILE, **tables)
    state = {_as_one(name): each.detach().numpy() for name, each in narrow.state_dict().items()}
    inner = narrow.lstms[0].input_size - sum(size for _, size in HINTS.values())
    write_network(state, Shape(hidden=narrow.hidden, layers=LAYERS, inner=inner), folder)


def _as_one(name: str) -> str:
    """A weight's name if both layers were one module: "lstms.1.bias_ih_l0" is "lstm.bias_ih_l1"."""
    module, _, weight = name.rpartition(".")
    return f"lstm.{weight.replace('_l0', f'_l{module[-1]}')}" if module.startswith("lstms") else name


def main() -> None:
    """Narrow the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of labelled data: attribution/train")
    parser.add_argument("--weights", type=Path, default=Path(shipped.__file__).parent, help="folder of both files")
    parser.add_argument("--hidden", type=int, default=80)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--most", type=int, default=None, help="read so many articles only, to try things out")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    tables, model = ((args.weights / name).read_bytes() for name in (shipped.TABLES_FILE, shipped.NETWORK_FILE))
    windows = inputs(list(documents(args.eval / "attribution" / "train"))[: args.most], shipped.load(tables, model))
    some = random.Random(0).sample(windows, min(MEASURED, len(windows)))
    wide = wide_network(model)
    write(like(pruned(wide, some, args.hidden), wide, windows, args.epochs), wide, some, args.weights)


if __name__ == "__main__":
    main()
