"""Features that need no trained weights, as an ONNX graph: oriented gradients (after Dalal and Triggs 2005) in cells of two
sizes, colours, and brightness. A model that learned from them takes them along in its file."""

from __future__ import annotations

import math

import numpy as np

from .network import SIDE, Graph

EDGE = 28
"""Pixels along a side of the grey image that gradients are taken of."""
CELLS = (4, 7)
"""Cells along a side."""
BINS = 9
STEPS = 4
"""Steps of each colour."""
WIDTH = sum((cells - 1) ** 2 * 4 * BINS for cells in CELLS) + STEPS**3 + (EDGE // 2) ** 2


def describe(graph: Graph, source: str) -> str:
    """Adds the features: from ``source`` (batch, 3, 224, 224), RGB 0 to 255, to (batch, WIDTH)."""
    graph.constant("tiny", np.array(1e-6, np.float32))
    graph.constant("grey.weight", np.array([0.299, 0.587, 0.114], np.float32).reshape(1, 3, 1, 1) / 255)
    full = graph.add("Conv", [source, "grey.weight"], "grey.full")
    grey = _pool(graph, full, SIDE // EDGE, "grey")
    votes = _votes(graph, grey)
    parts = [_gradients(graph, votes, cells) for cells in CELLS]
    small = graph.add("Flatten", [_pool(graph, grey, 2, "grey.small")], "grey.flat", axis=1)
    return graph.add("Concat", [*parts, _colours(graph, source), _unit(graph, small, "grey.unit")], "classical", axis=1)


def _pool(graph: Graph, source: str, side: int, name: str) -> str:
    return graph.add("AveragePool", [source], name, kernel_shape=[side, side], strides=[side, side])


def _votes(graph: Graph, grey: str) -> str:
    """How strongly each pixel speaks for each direction of an edge, shared between the two nearest: (batch, BINS, EDGE, EDGE)."""
    kernels = np.zeros((2, 1, 3, 3), np.float32)
    kernels[0, 0, 1] = kernels[1, 0, :, 1] = (-0.5, 0, 0.5)
    graph.constant("edge.weight", kernels)
    graph.constant("edge.pads", np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64))
    padded = graph.add("Pad", [grey, "edge.pads"], "edge.padded", mode="edge")
    graph.add("Conv", [padded, "edge.weight"], "edge.both")
    graph.nodes.append(_split("edge.both", ["edge.x", "edge.y"]))
    strength = graph.add("ReduceL2", ["edge.both"], "edge.strength", axes=[1], keepdims=1)
    slope = graph.add("Div", ["edge.y", graph.add("Add", ["edge.x", "tiny"], "edge.x.safe")], "edge.slope")
    graph.constant("edge.turn", np.array(BINS / math.pi, np.float32))
    graph.constant("edge.half", np.array(BINS / 2, np.float32))
    angle = graph.add("Add", [graph.add("Mul", [graph.add("Atan", [slope], "edge.angle"), "edge.turn"], "edge.turned"), "edge.half"], "edge.place")
    graph.constant("edge.bins", np.arange(BINS, dtype=np.float32).reshape(1, BINS, 1, 1))
    graph.constant("edge.all", np.array(BINS, np.float32))
    graph.constant("one", np.array(1, np.float32))
    near = graph.add("Abs", [graph.add("Sub", [angle, "edge.bins"], "edge.away")], "edge.near")
    around = graph.add("Sub", ["edge.all", near], "edge.around")
    share = graph.add("Relu", [graph.add("Sub", ["one", graph.add("Min", [near, around], "edge.distance")], "edge.left")], "edge.share")
    return graph.add("Mul", [share, strength], "edge.votes")


def _gradients(graph: Graph, votes: str, cells: int) -> str:
    """Votes of each cell; four cells that meet are normalised together, no value above 0.2."""
    name = f"cells{cells}"
    pooled = _pool(graph, votes, EDGE // cells, f"{name}.votes")
    corners = [_corner(graph, pooled, name, cells, y, x) for y in (0, 1) for x in (0, 1)]
    block = _unit(graph, graph.add("Concat", corners, f"{name}.blocks", axis=1), f"{name}.unit")
    graph.constant(f"{name}.most", np.array(0.2, np.float32))
    clipped = graph.add("Min", [block, f"{name}.most"], f"{name}.clipped")
    return graph.add("Flatten", [_unit(graph, clipped, f"{name}.again")], f"{name}.flat", axis=1)


def _corner(graph: Graph, source: str, name: str, cells: int, y: int, x: int) -> str:
    here = f"{name}.{y}{x}"
    graph.constant(f"{here}.starts", np.array([y, x], np.int64))
    graph.constant(f"{here}.ends", np.array([y + cells - 1, x + cells - 1], np.int64))
    if "spatial" not in {value.name for value in graph.values}:
        graph.constant("spatial", np.array([2, 3], np.int64))
    return graph.add("Slice", [source, f"{here}.starts", f"{here}.ends", "spatial"], here)


def _colours(graph: Graph, source: str) -> str:
    """The root of the share of each of 64 colours."""
    graph.constant("colour.step", np.array(256 / STEPS, np.float32))
    graph.constant("colour.weight", np.array([STEPS**2, STEPS, 1], np.float32).reshape(1, 3, 1, 1))
    graph.constant("colour.codes", np.arange(STEPS**3, dtype=np.float32).reshape(1, -1, 1, 1))
    graph.constant("colour.most", np.array(STEPS - 1, np.float32))
    steps = graph.add("Floor", [graph.add("Div", [_pool(graph, source, 4, "colour.small"), "colour.step"], "colour.divided")], "colour.floor")
    code = graph.add("Conv", [graph.add("Min", [steps, "colour.most"], "colour.steps"), "colour.weight"], "colour.code")
    rounded = graph.add("Round", [code], "colour.round")
    same = graph.add("Cast", [graph.add("Equal", [rounded, "colour.codes"], "colour.equal")], "colour.same", to=1)
    return graph.add("Sqrt", [graph.add("Flatten", [graph.add("GlobalAveragePool", [same], "colour.share")], "colour.flat", axis=1)], "colours")


def _unit(graph: Graph, source: str, name: str) -> str:
    length = graph.add("Add", [graph.add("ReduceL2", [source], f"{name}.length", axes=[1], keepdims=1), "tiny"], f"{name}.safe")
    return graph.add("Div", [source, length], name)


def _split(source: str, outputs: list[str]):
    from onnx import helper

    return helper.make_node("Split", [source], outputs, axis=1)
