"""Reads the weights that lie beside this module, once a process.

Guaranteed: a package without its weights, or with weights of another format, says so in one clear `WeightsError`.

Next: `finder`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import numpy as np

from sayso_extract.domain.tagging.labels import Floats
from sayso_extract.domain.tagging.linking import LinkWeights
from sayso_extract.tagger.network import Network
from sayso_extract.tagger.vocabulary import Table, Vocabulary

FORMAT = 2
"""Rises with every change of what the files hold."""
TABLES_FILE, NETWORK_FILE = "tables.npz", "network.onnx"


class WeightsError(RuntimeError):
    """The tagger's weights cannot be used."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was fitted."""

    network: Network
    steps: Floats
    to_cue: LinkWeights
    to_source: LinkWeights
    sureness: Floats
    """Weights of a claim's probability, as `domain.tagging.sureness` uses them."""


@cache
def weights() -> Weights:
    """The shipped weights. Raises WeightsError."""
    folder = resources.files("sayso_extract.tagger")
    try:
        tables, model = ((folder / name).read_bytes() for name in (TABLES_FILE, NETWORK_FILE))
    except OSError as error:
        raise WeightsError(f"the tagger's weights are not in the package: {error}") from error
    return load(tables, model)


def load(tables: bytes, model: bytes) -> Weights:
    """Weights from the contents of their two files. Raises WeightsError."""
    try:
        found = np.load(BytesIO(tables), allow_pickle=False)
        stated = int(found["format"])
    except Exception as error:
        raise WeightsError(f"{TABLES_FILE} cannot be read: {error}") from error
    if stated != FORMAT:
        raise WeightsError(f"the tagger's weights have format {stated}, this package reads {FORMAT}")
    try:
        return _weights(found, model)
    except Exception as error:
        raise WeightsError(f"{TABLES_FILE} and {NETWORK_FILE} do not make a tagger: {error}") from error


def _weights(tables: Any, model: bytes) -> Weights:
    hints = [_table(tables, name) for name in ("quotation", "ruled", "opens")]
    words, hinted = np.split(tables["taps"], [len(tables["bias"])], 1)
    return Weights(
        network=Network(model, _vocabulary(tables, words), hints, hinted),
        steps=tables["steps"],
        to_cue=_links(tables, "to_cue"),
        to_source=_links(tables, "to_source"),
        sureness=tables["sureness"],
    )


def _table(tables: Any, name: str) -> Table:
    return Table(tables[f"{name}.rows"], tables[f"{name}.scale"])


def _vocabulary(tables: Any, taps: Floats) -> Vocabulary:
    indices = {
        name: {word: row for row, word in enumerate(bytes(tables[f"{name}.spelt"]).decode().split("\n"), start=2)}
        for name in Vocabulary.TABLES[:-1]
    }
    rows = {name: _table(tables, name) for name in Vocabulary.TABLES}
    return Vocabulary(rows, indices, tables["bias"], taps, tables["heard"])


def _links(tables: Any, name: str) -> LinkWeights:
    return LinkWeights(
        mine=tables[f"{name}.mine"],
        other=tables[f"{name}.other"],
        hidden=tables[f"{name}.hidden"],
        bias=tables[f"{name}.bias"],
        out=tables[f"{name}.out"],
        nobody=tables[f"{name}.nobody"],
        nobody_bias=float(tables[f"{name}.nobody_bias"]),
    )
