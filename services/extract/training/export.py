"""Writes the two files of weights that `sayso_extract.tagger.weights` reads.

The tables are multiplied with the network's first layer, so that a word costs a few look-ups, and kept in eight bits
with a scale a row; what they say to the words around is reckoned where it is needed. The LSTM is written as ONNX and
kept in eight bits too.

Next: `sureness`, which adds the last of the weights.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso_extract.domain.tagging.labels import LABELS, Floats
from sayso_extract.tagger.weights import FORMAT, NETWORK_FILE, TABLES_FILE
from training.columns import VECTOR_SIZE, Columns
from training.links import Scorer
from training.network import HINTS, SIZES
from training.student import WAYS, Shipped, Student

UNFITTED = (0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
"""Weights of a claim's probability until they are fitted."""


def export(network: Shipped, columns: Columns, links: list[Scorer], folder: Path) -> None:
    """Write everything that was fitted."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: values.detach().numpy() for name, values in network.wide.state_dict().items()}
    tables: dict[str, Any] = {"format": np.array(FORMAT), "sureness": np.array(UNFITTED, np.float32)}
    _write_tables(tables, state, columns)
    tables |= heard(network.student) | {
        f"{name}.{part}": values.detach().numpy()
        for name, scorer in zip(("to_cue", "to_source"), links, strict=True)
        for part, values in scorer.named_parameters()
    }
    np.savez_compressed(folder / TABLES_FILE, **tables)
    write_network(network.student, folder)


def heard(student: Student) -> dict[str, Floats]:
    """What words say to the words around, as `sayso_extract.tagger.vocabulary` takes it."""
    taps = student.front.weight.detach().numpy().transpose(2, 1, 0)
    bias = student.front.bias
    assert bias is not None
    return {"taps": np.ascontiguousarray(taps), "heard": bias.detach().numpy()}


def write_network(student: Student, folder: Path) -> None:
    """Write the layers above the tables and the convolution, in eight bits."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        onnx.save(_model(student), str(whole))
        quantize_dynamic(
            str(whole), str(folder / NETWORK_FILE), weight_type=QuantType.QInt8, op_types_to_quantize=["LSTM"]
        )


def _write_tables(tables: dict[str, Any], state: Mapping[str, Floats], columns: Columns) -> None:
    sizes = {"vectors": VECTOR_SIZE, **SIZES}
    begin = 0
    for name, size in sizes.items():
        rows = state["vectors.weight" if name == "vectors" else f"tables.{name}.weight"]
        tables |= _in_bytes(name, rows @ state["inner.weight"][:, begin : begin + size].T)
        begin += size
    for name in HINTS:
        tables |= _in_bytes(name, state[f"hints.{name}.weight"])
    for name in ("vectors", "words", "endings", "beginnings", "tails"):
        spelt = "\n".join(getattr(columns, name))
        tables[f"{name}.spelt"] = np.frombuffer(spelt.encode(), np.uint8)
    tables |= {"bias": state["inner.bias"], "steps": state["steps"]}


def _in_bytes(name: str, rows: Floats) -> dict[str, NDArray[Any]]:
    scale = np.maximum(np.abs(rows).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    return {f"{name}.rows": np.round(rows / scale).astype(np.int8), f"{name}.scale": scale}


def _model(student: Student) -> Any:
    """Each direction is a node of its own: to lay both side by side is quicker than to turn those of one."""
    state = {name: values.detach().numpy() for name, values in student.state_dict().items()}
    width, hidden = student.lstm.input_size, student.shape.hidden
    fixed, nodes = [numpy_helper.from_array(np.array([1], np.int64), "axis")], []
    for way, direction in zip(WAYS, ("forward", "reverse"), strict=True):
        values = {
            "W": _gates(state[f"lstm.weight_ih_l0{way}"]),
            "R": _gates(state[f"lstm.weight_hh_l0{way}"]),
            "B": np.concatenate([_gates(state[f"lstm.bias_{side}_l0{way}"]) for side in ("ih", "hh")]),
        }
        fixed += [numpy_helper.from_array(np.ascontiguousarray(v[None]), f"{n}{way}") for n, v in values.items()]
        nodes += [
            helper.make_node("LSTM", ["words", f"W{way}", f"R{way}", f"B{way}", "lengths"], [f"alone{way}"],
                             hidden_size=hidden, direction=direction),
            helper.make_node("Squeeze", [f"alone{way}", "axis"], [f"way{way}"]),
        ]  # fmt: skip
    nodes.append(helper.make_node("Concat", [f"way{way}" for way in WAYS], ["states"], axis=2))
    fixed += [
        numpy_helper.from_array(np.ascontiguousarray(state["out.weight"].T), "out"),
        numpy_helper.from_array(state["out.bias"], "out_bias"),
    ]
    nodes += [
        helper.make_node("MatMul", ["states", "out"], ["bare"]),
        helper.make_node("Add", ["bare", "out_bias"], ["scores"]),
    ]
    told = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "tagger",
        [told("words", TensorProto.FLOAT, ["T", "B", width]), told("lengths", TensorProto.INT32, ["B"])],
        [told("scores", TensorProto.FLOAT, ["T", "B", LABELS]),
         told("states", TensorProto.FLOAT, ["T", "B", 2 * hidden])],
        fixed,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def _gates(values: Floats) -> Floats:
    """torch keeps the gates as input, forget, cell, output; ONNX as input, output, forget, cell."""
    into, forget, cell, out = np.split(values, 4)
    found: Floats = np.concatenate([into, out, forget, cell])
    return found
