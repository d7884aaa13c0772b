"""Numbers for each place of an image, as an ONNX graph: what EfficientNet-Lite0 makes of it at three scales, laid on one grid; and
finer ones, by which outlines are drawn. Without the network's weights, colours and edges take their place."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper
from PIL import Image

from . import network

STRIDE = 8
"""Pixels between the grid's places."""
DEEPEST = 32
LONG = 640
"""Pixels of the longer side of the image that is looked at."""
TAKEN = {"_blocks.5._expand_conv.relu6": (240, 1), 4: (40, 1), 10: (112, 2), 15: (320, 4)}
"""Blocks of the network (and one layer) whose output is taken: channels, and how much coarser than the grid it is."""
GREY = 127
FINE = {"fine2": 2, "fine4": 4}
"""Finer outputs, and pixels between their places."""
PART = (240, 280)
"""Of the network's numbers of each place, those that outlines are drawn by as well."""


def width() -> int:
    """Numbers of each place."""
    return sum(channels for channels, _ in TAKEN.values()) if network.weights() is not None else len(_kernels()) * 3 * 3


def part() -> tuple[int, int]:
    """Which numbers of each place outlines are drawn by as well."""
    return PART if network.weights() is not None else (0, width())


def fine_widths() -> dict[str, int]:
    """Numbers of each place of the finer outputs."""
    return {"fine2": 19, "fine4": 24} if network.weights() is not None else {"fine2": 3, "fine4": 9}


def places(graph: network.Graph, source: str = "image", fine: bool = False) -> str:
    """Adds the features: from ``source`` (batch, 3, height, width), RGB 0 to 255, sides multiples of 32, to (batch, width, height / 8, width / 8);
    with ``fine`` the finer ones by their names as well."""
    start = network.prepared(graph, source)
    if network.weights() is None:
        return _classical(graph, start, fine)
    outputs = network.blocks(graph, start)
    if fine:
        pooled = graph.add("AveragePool", [start], "fine.pooled", kernel_shape=[2, 2], strides=[2, 2])
        graph.add("Concat", [pooled, outputs[0]], "fine2", axis=1)
        graph.add("Identity", [outputs[2]], "fine4")
    named = {place: place if isinstance(place, str) else outputs[place] for place in TAKEN}
    parts = [named[place] if coarser == 1 else _finer(graph, named[place], coarser, f"finer{place}") for place, (_, coarser) in TAKEN.items()]
    return graph.add("Concat", parts, "places", axis=1)


def _finer(graph: network.Graph, source: str, factor: int, name: str) -> str:
    graph.constant(f"{name}.scales", np.array([1, 1, factor, factor], np.float32))
    return graph.add("Resize", [source, "", f"{name}.scales"], name, mode="linear", coordinate_transformation_mode="half_pixel")


def _kernels() -> np.ndarray:
    """Mean, and differences across and down: (3, 3, 3)."""
    edge = np.array([-1, 0, 1], np.float32) / 6
    return np.stack([np.full((3, 3), 1 / 9, np.float32), np.tile(edge, (3, 1)), np.tile(edge[:, None], (1, 3))])


def _classical(graph: network.Graph, source: str, fine: bool) -> str:
    kernels = _kernels()
    weight = np.zeros((9, 3, 3, 3), np.float32)
    for colour in range(3):
        weight[colour * 3 : colour * 3 + 3, colour] = kernels
    graph.constant("local.weight", weight)
    graph.constant("local.still", np.array(1e-3, np.float32))
    if fine:
        graph.add("AveragePool", [source], "fine2", kernel_shape=[2, 2], strides=[2, 2])
        graph.add("Conv", [graph.add("AveragePool", [source], "fine.pooled", kernel_shape=[4, 4], strides=[4, 4]), "local.weight"], "fine4", pads=[1, 1, 1, 1])
    parts = []
    for coarser in (1, 2, 4):
        side = STRIDE * coarser // 2
        pooled = graph.add("AveragePool", [source], f"local{coarser}.pooled", kernel_shape=[side, side], strides=[side, side])
        answer = graph.add("Conv", [pooled, "local.weight"], f"local{coarser}.answer", pads=[1, 1, 1, 1])
        halved = graph.add("AveragePool", [answer], f"local{coarser}", kernel_shape=[2, 2], strides=[2, 2])
        parts.append(halved if coarser == 1 else _finer(graph, halved, coarser, f"local{coarser}.finer"))
    return graph.add("Concat", parts, "places", axis=1)


Sizes = dict[str, list[int | str]]
IMAGE: Sizes = {"image": [1, 3, "height", "width"]}


def finish(graph: network.Graph, name: str, outputs: Sizes, inputs: Sizes = IMAGE, properties: dict[str, str] | None = None) -> bytes:
    """The graph as a file, by the names and sizes of what it takes and gives."""
    taken, given = ([helper.make_tensor_value_info(each, TensorProto.FLOAT, size) for each, size in sizes.items()] for sizes in (inputs, outputs))
    model = helper.make_model(helper.make_graph(graph.nodes, name, taken, given, graph.values), opset_imports=[helper.make_opsetid("", network.OPSET)], producer_name="Atelier")
    model.ir_version = network.IR_VERSION
    if properties:
        helper.set_model_props(model, properties)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def grid_size(numbers: int) -> list[int | str]:
    """Of an output that gives so many numbers a place of the grid."""
    return [1, numbers, "down", "across"]


def describer(fine: bool = False) -> bytes:
    """A graph that gives the features alone; with ``fine`` the finer ones as well."""
    graph = network.Graph(network.weights() or {})
    outputs = {places(graph, fine=fine): grid_size(width())}
    if fine:
        outputs |= {name: [1, numbers, f"down{FINE[name]}", f"across{FINE[name]}"] for name, numbers in fine_widths().items()}
    return finish(graph, "places", outputs)


def fitted(image: Image.Image) -> tuple[np.ndarray, float]:
    """The image with its longer side at 640 pixels, in grey up to sides that 32 divides: (1, 3, height, width) float32; and pixels of it by pixel of the image."""
    scale = LONG / max(image.size)
    size = [max(1, round(side * scale)) for side in image.size]
    small = np.asarray(image.resize(size, Image.Resampling.BICUBIC), np.float32)
    height, wide = (-(-side // DEEPEST) * DEEPEST for side in small.shape[:2])
    padded = np.full((height, wide, 3), GREY, np.float32)
    padded[: small.shape[0], : small.shape[1]] = small
    return np.ascontiguousarray(padded.transpose(2, 0, 1))[None], scale
