"""Outlines inside boxes: for each cell of a grid over a box, the chance that it is part of the thing that the box is around. One
hidden layer on what the network makes of the image at three scales and on how a cell differs from the middle and from the edge
of its box (grids as in He et al. 2017), trained here in seconds on a processor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter
from scipy.special import expit

from .adam import Course, descend, standard, start
from .rings import Rings, bounds, contour, drawn
from .sampler import Sampler

CELLS = 28
"""Cells of a grid's side."""
MARGIN = 0.12
"""Of a box's sides, so much more is looked at on each: found boxes are not exact."""
HIDDEN = 64
COURSE = Course(passes=10, steps=800, batch=512, rate=3e-3, decay=1e-2)
DRAWS = 3
"""Boxes around each outline to learn from, moved about as found ones are."""
TAKEN = 160
"""Cells of each that are learned from."""
THINGS = 1500
"""At most so many outlines are learned from."""
TOLERANCE = 0.8
"""Pixels of the fitted image by which an outline may change so that it has fewer points; of things that are not small a hundredth of their size."""


def around(boxes: np.ndarray) -> np.ndarray:
    """What is looked at for boxes (n, 4)."""
    more = (boxes[:, 2:] - boxes[:, :2]) * MARGIN
    return np.hstack([boxes[:, :2] - more, boxes[:, 2:] + more]).astype(np.float32)


def lie() -> np.ndarray:
    """How each cell lies in its box, whatever it shows: (6, cells, cells)."""
    side = ((np.arange(CELLS) + 0.5) / CELLS * 2 - 1) * (1 + 2 * MARGIN)
    x, y = np.meshgrid(side, side)
    return np.stack([x, y, x**2, y**2, np.hypot(x, y), np.maximum(np.abs(x), np.abs(y))]).astype(np.float32)


def middle() -> np.ndarray:
    """Weights of the cells about the middle of a box, and of those outside of it at its corners and edges: (2, cells, cells), each sums to 1."""
    place = lie()
    both = np.stack([place[4] < 0.4, place[4] > 1.25]).astype(np.float32)
    return both / both.sum((1, 2), keepdims=True)


@dataclass
class OutlineNet:
    """Inputs are shifted and scaled first; layers (in, out) with their biases: hidden, inside."""

    mean: np.ndarray
    scale: np.ndarray
    layers: dict[str, np.ndarray]


def compared(cells: np.ndarray) -> np.ndarray:
    """From what cells show (n, width, cells, cells) to what is learned from: that, how far it is from the box's middle and from its edge, and where the cell lies."""
    near, far = (np.einsum("nchw,hw->nc", cells, weight)[:, :, None, None] for weight in middle())
    place = np.broadcast_to(lie(), (len(cells), *lie().shape))
    return np.concatenate([cells, np.abs(cells - near), np.abs(cells - far), place], 1)


@dataclass
class Taken:
    """Cells to learn from, and the row of the image that each is of."""

    rows: np.ndarray
    inside: np.ndarray
    image: np.ndarray


def take(sampler: Sampler, maps: Sequence[Sequence[np.ndarray]], outlines: Sequence[list[Rings]], seed: int) -> Taken:
    """Draws cells of the outlined things of images. ``maps`` as ``dense`` gives them, ``outlines`` in pixels of the fitted image."""
    rng = np.random.default_rng(seed)
    share = min(1.0, THINGS / max(1, sum(map(len, outlines))))
    rows, inside, image = [], [], []
    for at, (own, known) in enumerate(zip(maps, outlines, strict=True)):
        some = [rings for rings in known if share == 1 or rng.random() < share] * DRAWS
        if not some:
            continue
        boxes = around(_moved(np.array([bounds(rings) for rings in some]), rng))
        cells = compared(sampler(own, boxes)).reshape(len(some), -1, CELLS * CELLS)
        truth = [drawn(rings, box, CELLS * 3, CELLS * 3).reshape(CELLS, 3, CELLS, 3).mean((1, 3)).ravel() for rings, box in zip(some, boxes, strict=True)]
        for values, target in zip(cells, truth, strict=True):
            drawn_cells = rng.choice(CELLS * CELLS, TAKEN, replace=False)
            rows.append(values[:, drawn_cells].T.astype(np.float16))
            inside.append(target[drawn_cells])
            image.append(np.full(TAKEN, at))
    return Taken(np.concatenate(rows), np.concatenate(inside).astype(np.float32), np.concatenate(image))


def _moved(boxes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The first of each ``DRAWS`` as it is, the others a little off, as found boxes are."""
    size = boxes[:, 2:] - boxes[:, :2]
    off = rng.normal(0, 0.07, (len(boxes), 4)).clip(-0.2, 0.2) * np.hstack([size, size])
    off[: len(boxes) // DRAWS] = 0
    return boxes + off


def train(taken: Taken, images: np.ndarray, seed: int) -> OutlineNet:
    """Learns from the cells of these images."""
    rng = np.random.default_rng(seed)
    own = np.isin(taken.image, images)
    rows, inside = taken.rows[own].astype(np.float32), taken.inside[own]
    rows, mean, scale = standard(rows)
    width = rows.shape[1]
    layers = {"hidden": start(rng, width, HIDDEN, 2), "hidden.bias": np.zeros(HIDDEN, np.float32), "inside": start(rng, HIDDEN, 1, 0.1), "inside.bias": np.zeros(1, np.float32)}
    descend(layers, len(rows), COURSE, rng, lambda some: _gradients(layers, rows[some], inside[some], rng))
    return OutlineNet(mean, scale, layers)


def _gradients(layers, rows, inside, rng):
    """Of the cross-entropy."""
    hidden = np.maximum(rows @ layers["hidden"] + layers["hidden.bias"], 0)
    kept = (rng.random(hidden.shape) < 0.8).astype(np.float32) / 0.8
    dropped = hidden * kept
    off = (expit(dropped @ layers["inside"] + layers["inside.bias"]) - inside[:, None]) / len(inside)
    back = off @ layers["inside"].T * kept * (hidden > 0)
    return {"hidden": rows.T @ back, "hidden.bias": back.sum(0), "inside": dropped.T @ off, "inside.bias": off.sum(0)}


def trace(net: OutlineNet, sampler: Sampler, maps: Sequence[np.ndarray], boxes: np.ndarray) -> list[Rings | None]:
    """The outline in each box (n, 4) of an image, in pixels of the fitted image; None where nothing stands out."""
    outlines: list[Rings | None] = []
    for begin in range(0, len(boxes), 64):
        looked = around(boxes[begin : begin + 64])
        cells = compared(sampler(maps, looked))
        rows = (cells.reshape(*cells.shape[:2], -1).transpose(0, 2, 1) - net.mean) * net.scale
        hidden = np.maximum(rows @ net.layers["hidden"] + net.layers["hidden.bias"], 0)
        chance = uniform_filter(expit(hidden @ net.layers["inside"] + net.layers["inside.bias"]).reshape(-1, CELLS, CELLS), (0, 3, 3), mode="constant")
        outlines += [contour(grid, box, max(TOLERANCE, 0.01 * float((box[2:] - box[:2]).max()))) for grid, box in zip(chance, looked, strict=True)]
    return outlines
