"""The whole detector as an ONNX file: preparation, network, what was learned, calibration. Only the choice of one box a thing is left to who reads it."""

from __future__ import annotations

import numpy as np

from . import dense, network, outline
from .detector import APART, UNIT, Net
from .sampler import sampled
from .things import Calibration


def detector_file(net: Net, calibration: Calibration, classes: list[str], outlines: outline.OutlineNet | None = None) -> bytes:
    """From ``image`` (1, 3, height, width), RGB 0 to 255, to ``confidence`` (1, labels, down, across), 0 to 1, and ``lies``
    (1, 4, down, across): how far to the right and down the middle of the thing lies from that of the place, and its width and
    height, in pixels of the image given. Where outlines were learned, ``boxes`` (n, 4) are to be given as well (none at first),
    and ``inside`` (n, 1, 28, 28) gives for a grid over each, 12 % wider on each side, the chance of being part of the thing."""
    graph = network.Graph(network.weights() or {})
    layers, count = net.layers, len(classes)
    places = dense.places(graph, fine=outlines is not None)
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
    outputs, inputs = {"confidence": dense.grid_size(count), "lies": dense.grid_size(4)}, dense.IMAGE
    if outlines is not None:
        outputs |= {_outlines(graph, outlines): ["n", 1, outline.CELLS, outline.CELLS]}
        inputs = inputs | {"boxes": ["n", 4]}
        facts["outlines"] = f"boxes are left, top, right, bottom in pixels of the input; an outline is where inside is 0.5 in a grid of {outline.CELLS} x {outline.CELLS} cells over the box, {outline.MARGIN:.0%} of its sides wider on each side"
    return dense.finish(graph, "object-detector", outputs, inputs, facts)


def _outlines(graph: network.Graph, net: outline.OutlineNet) -> str:
    """As ``outline.trace`` has them before they are cut."""
    graph.constant("outline.axes", np.array([2, 3], np.int64))
    graph.constant("margin.swap", np.array([2, 3, 0, 1], np.int64))
    graph.constant("margin", np.array(outline.MARGIN, np.float32))
    # Left and top less, right and bottom more by a share of the sides: box + margin * (box - opposite corner).
    opposite = graph.add("Gather", ["boxes", "margin.swap"], "box.opposite", axis=1)
    more = graph.add("Mul", [graph.add("Sub", ["boxes", opposite], "box.sides"), "margin"], "box.more")
    cells = sampled(graph, graph.add("Add", ["boxes", more], "box.looked"), outline.CELLS)
    parts = [cells]
    for name, weight in zip(("near", "far"), outline.middle(), strict=True):
        graph.constant(f"{name}.weight", weight[None, None])
        mean = graph.add("ReduceSum", [graph.add("Mul", [cells, f"{name}.weight"], f"{name}.part"), "outline.axes"], f"{name}.mean", keepdims=1)
        parts.append(graph.add("Abs", [graph.add("Sub", [cells, mean], f"{name}.off")], f"{name}.away"))
    graph.constant("lie", outline.lie()[None])
    graph.constant("nought", np.array(0, np.float32))
    graph.constant("first.channel", np.array([0], np.int64))
    graph.constant("second.channel", np.array([1], np.int64))
    still = graph.add("Mul", [graph.add("Slice", [cells, "first.channel", "second.channel", "second.channel"], "cells.one"), "nought"], "cells.nought")
    parts.append(graph.add("Add", [still, "lie"], "lie.each"))
    weight = net.scale[:, None] * net.layers["hidden"]
    hidden = graph.add("Relu", [_layer(graph, graph.add("Concat", parts, "outline.rows", axis=1), "outline.hidden", weight, net.layers["hidden.bias"] - net.mean @ weight)], "outline.active")
    chance = graph.add("Sigmoid", [_layer(graph, hidden, "outline.inside", net.layers["inside"], net.layers["inside.bias"])], "outline.chance")
    return graph.add("AveragePool", [chance], "inside", kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1)


def _layer(graph: network.Graph, source: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
    graph.constant(f"{name}.weight", np.ascontiguousarray(weight.T[:, :, None, None]).astype(np.float32))
    graph.constant(f"{name}.bias", bias.astype(np.float32))
    return graph.add("Conv", [source, f"{name}.weight", f"{name}.bias"], f"{name}.out")
