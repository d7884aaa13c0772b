"""What features show in a grid of cells over each of some boxes (as RoIAlign, He et al. 2017), as a part of an ONNX graph and by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import dense, network
from .embed import open_session

SOURCES = ("places", *dense.FINE)


def width() -> int:
    """Numbers of each cell."""
    first, last = dense.part()
    return last - first + sum(dense.fine_widths().values())


def sampled(graph: network.Graph, boxes: str, cells: int) -> str:
    """Adds it: from the features by their names and ``boxes`` (n, 4), left, top, right, bottom in pixels of the fitted image, to (n, width, cells, cells)."""
    for name, value in (("part.first", [dense.part()[0]]), ("part.last", [dense.part()[1]]), ("part.axis", [1]), ("box.row", [0]), ("box.end", [1])):
        graph.constant(name, np.array(value, np.int64))
    part = graph.add("Slice", ["places", "part.first", "part.last", "part.axis"], "places.part")
    count = graph.add("Slice", [graph.add("Shape", [boxes], "box.shape"), "box.row", "box.end"], "box.count")
    of = graph.add("ConstantOfShape", [count], "box.image", value=network.numpy_helper.from_array(np.zeros(1, np.int64)))
    strides = {part: dense.STRIDE, **dense.FINE}
    parts = [graph.add("RoiAlign", [source, boxes, of], f"{source}.cells", output_height=cells, output_width=cells, sampling_ratio=1, spatial_scale=1 / stride, coordinate_transformation_mode="half_pixel") for source, stride in strides.items()]
    return graph.add("Concat", parts, "cells", axis=1)


class Sampler:
    """The same from features that were made already."""

    def __init__(self, cells: int, threads: int) -> None:
        graph = network.Graph({})
        numbers = {"places": dense.width(), **dense.fine_widths()}
        inputs: dense.Sizes = {name: [1, numbers[name], f"down.{name}", f"across.{name}"] for name in SOURCES} | {"boxes": ["n", 4]}
        model = dense.finish(graph, "cells", {sampled(graph, "boxes", cells): ["n", width(), cells, cells]}, inputs)
        self.session = open_session(model, threads)

    def __call__(self, maps: Sequence[np.ndarray], boxes: np.ndarray) -> np.ndarray:
        """``maps`` in the order of ``SOURCES``, (width, height, width) each."""
        given = {name: np.asarray(values, np.float32)[None] for name, values in zip(SOURCES, maps, strict=True)}
        return self.session.run(None, {**given, "boxes": np.asarray(boxes, np.float32)})[0]
