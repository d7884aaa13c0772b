"""The whole detector as an ONNX file: preparation, network, what was learned, calibration. Only the choice of one box a thing is left to who reads it."""

from __future__ import annotations

import numpy as np

from . import dense, network
from .detector import APART, UNIT, Net
from .things import Calibration


def detector_file(net: Net, calibration: Calibration, classes: list[str]) -> bytes:
    """From ``image`` (1, 3, height, width), RGB 0 to 255, to ``confidence`` (1, labels, down, across), 0 to 1, and ``lies``
    (1, 4, down, across): how far to the right and down the middle of the thing lies from that of the place, and its width and
    height, in pixels of the image given."""
    graph = network.Graph(network.weights() or {})
    layers, count = net.layers, len(classes)
    places = dense.places(graph)
    weight = net.scale[:, None] * layers["hidden"]
    hidden = graph.add("Relu", [_layer(graph, places, "hidden", weight, layers["hidden.bias"] - net.mean @ weight)], "hidden")
    chance = graph.add("Softmax", [_layer(graph, hidden, "label", layers["label"], layers["label.bias"])], "chance", axis=1)
    for name, value in (("one", 1), ("first", [1]), ("end", [count + 1]), ("channels", [1])):
        graph.constant(name, np.array(value, np.int64 if isinstance(value, list) else np.float32))
    graph.constant("slope", calibration.slope.astype(np.float32).reshape(1, -1, 1, 1))
    graph.constant("shift", calibration.shift.astype(np.float32).reshape(1, -1, 1, 1))
    graph.constant("least", np.array(1e-6, np.float32))
    graph.constant("highest", np.array(1 - 1e-6, np.float32))
    score = graph.add("Clip", [graph.add("Slice", [chance, "first", "end", "channels"], "score"), "least", "highest"], "score.safe")
    odds = graph.add("Log", [graph.add("Div", [score, graph.add("Sub", ["one", score], "score.rest")], "odds")], "odds.log")
    graph.add("Sigmoid", [graph.add("Add", [graph.add("Mul", [odds, "slope"], "odds.turned"), "shift"], "odds.shifted")], "confidence")
    graph.constant("axes.middle", np.array([0], np.int64))
    graph.constant("axes.size", np.array([2], np.int64))
    graph.constant("axes.end", np.array([4], np.int64))
    graph.constant("middle.unit", np.array(UNIT / 4, np.float32))
    graph.constant("size.unit", np.array(UNIT, np.float32))
    raw = _layer(graph, hidden, "raw", layers["lies"], layers["lies.bias"])
    middle = graph.add("Mul", [graph.add("Slice", [raw, "axes.middle", "axes.size", "channels"], "middle.raw"), "middle.unit"], "middle")
    size = graph.add("Mul", [graph.add("Exp", [graph.add("Slice", [raw, "axes.size", "axes.end", "channels"], "size.raw")], "size.exp"), "size.unit"], "size")
    graph.add("Concat", [middle, size], "lies", axis=1)
    facts = {
        "classes": "\n".join(classes),
        "input": f"RGB, 0 to 255, the longer side resized to {dense.LONG} pixels, then grey {dense.GREY} to the right and below up to sides that {dense.DEEPEST} divides",
        "grid": f"a place every {dense.STRIDE} pixels, the first middle at {dense.STRIDE // 2}",
        "after": f"of each label, boxes that overlap a surer one by more than {APART} are dropped",
    }
    return dense.finish(graph, "object-detector", [("confidence", count), ("lies", 4)], facts)


def _layer(graph: network.Graph, source: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
    graph.constant(f"{name}.weight", np.ascontiguousarray(weight.T[:, :, None, None]).astype(np.float32))
    graph.constant(f"{name}.bias", bias.astype(np.float32))
    return graph.add("Conv", [source, f"{name}.weight", f"{name}.bias"], f"{name}.out")
