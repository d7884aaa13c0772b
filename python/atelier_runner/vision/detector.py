"""A small detector: for each place of the grid, which label's thing has its middle there and how that thing lies around it (after
Tian et al. 2019, Zhou et al. 2019). One hidden layer on the features of ``dense``, trained here in seconds on a processor."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .adam import Course, descend, standard, start
from .dense import STRIDE
from .overlap import merge
from .rings import Rings

HIDDEN = 96
MIDDLE, AROUND = 0.18, 0.36
"""Of a box's sides: as far from its middle a place stands for it, and as far it stands for nothing."""
UNIT = 64.0
COURSE = Course(passes=24, steps=2400, batch=256, rate=2e-3, decay=1e-2)
"""At most so many steps of learning, however many images there are."""
LEAST = 0.05
"""Score below which nothing is found."""
APART = 0.45
MOST = 300
EMPTY_PER_FULL = 4


@dataclass
class Targets:
    """Of one image: (places,) label by number, 0 for nothing, -1 where it does not count; (places, 4) how the box lies."""

    label: np.ndarray
    lies: np.ndarray


@dataclass
class Net:
    """Layers (in, out) with their biases: hidden, labels (nothing first), place of the box. Inputs are shifted and scaled first."""

    mean: np.ndarray
    scale: np.ndarray
    layers: dict[str, np.ndarray]


def grid(shape: tuple[int, int]) -> np.ndarray:
    """The middle of each place, across and down, in pixels of the fitted image: (places, 2)."""
    down, across = np.mgrid[: shape[0], : shape[1]]
    return np.stack([across.ravel(), down.ravel()], 1) * STRIDE + STRIDE / 2


def targets(boxes: np.ndarray, labels: np.ndarray, shape: tuple[int, int]) -> Targets:
    """What to learn of an image. ``boxes`` (n, 4) in pixels of the fitted image, ``labels`` from 1 on."""
    places = grid(shape)
    label, lies = np.zeros(len(places), int), np.zeros((len(places), 4), np.float32)
    nearest = np.full(len(places), np.inf)
    for box, number in sorted(zip(boxes, labels, strict=True), key=lambda each: -(each[0][2:] - each[0][:2]).prod()):
        middle, size = (box[:2] + box[2:]) / 2, np.maximum(box[2:] - box[:2], 2)
        away = np.abs(places - middle) / size
        reach = away.max(1)
        closest = np.abs(places - middle).max(1) <= STRIDE / 2
        label[(reach <= AROUND) & (reach > MIDDLE) & ~closest & (label == 0)] = -1
        own = ((reach <= MIDDLE) | closest) & (reach < nearest)
        nearest[own] = reach[own]
        label[own] = number
        lies[own] = np.column_stack([(middle - places[own]) / (UNIT / 4), np.broadcast_to(np.log(size / UNIT), (own.sum(), 2))])
    return Targets(label, lies)


def train(features: list[np.ndarray], wanted: list[Targets], labels: int, seed: int) -> Net:
    """Learns from images: ``features`` (width, height, width) each."""
    rng = np.random.default_rng(seed)
    rows, label, lies = _sample(features, wanted, rng)
    rows, mean, scale = standard(rows)
    width = rows.shape[1]
    layers = {"hidden": start(rng, width, HIDDEN, 2), "hidden.bias": np.zeros(HIDDEN, np.float32), "label": start(rng, HIDDEN, labels + 1, 0.1), "label.bias": np.zeros(labels + 1, np.float32), "lies": start(rng, HIDDEN, 4, 0.1), "lies.bias": np.zeros(4, np.float32)}
    counts = np.bincount(label, minlength=labels + 1)
    # Rare labels weigh more, by the root, so that the common one is not all that is learned.
    weight = np.sqrt(counts[1:].max() / np.maximum(counts, 1)).astype(np.float32)
    weight[0] = 1
    descend(layers, len(rows), COURSE, rng, lambda some: _gradients(layers, rows[some], label[some], lies[some], weight, rng))
    return Net(mean.astype(np.float32), scale.astype(np.float32), layers)


def _sample(features: list[np.ndarray], wanted: list[Targets], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All places that stand for something, and a draw of the others."""
    rows, label, lies = [], [], []
    for values, target in zip(features, wanted, strict=True):
        full = np.flatnonzero(target.label > 0)
        empty = np.flatnonzero(target.label == 0)
        empty = rng.permutation(empty)[: max(200, EMPTY_PER_FULL * len(full))]
        taken = np.concatenate([full, empty])
        rows.append(values.reshape(len(values), -1)[:, taken].T.astype(np.float32))
        label.append(target.label[taken])
        lies.append(target.lies[taken])
    return np.concatenate(rows), np.concatenate(label), np.concatenate(lies)


def _gradients(layers, rows, label, lies, weight, rng):
    """Of the cross-entropy of labels and of the Huber loss of boxes."""
    hidden = np.maximum(rows @ layers["hidden"] + layers["hidden.bias"], 0)
    kept = (rng.random(hidden.shape) < 0.7).astype(np.float32) / 0.7
    dropped = hidden * kept
    chance = _softmax(dropped @ layers["label"] + layers["label.bias"])
    chance[np.arange(len(label)), label] -= 1
    chance *= (weight[label] / len(label))[:, None]
    full = label > 0
    off = np.clip(dropped @ layers["lies"] + layers["lies.bias"] - lies, -0.5, 0.5) * full[:, None] / max(1, full.sum())
    back = (chance @ layers["label"].T + off @ layers["lies"].T) * kept * (hidden > 0)
    return {"hidden": rows.T @ back, "hidden.bias": back.sum(0), "label": dropped.T @ chance, "label.bias": chance.sum(0), "lies": dropped.T @ off, "lies.bias": off.sum(0)}


def _softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


@dataclass
class Found:
    """Of one image, the surest first: boxes (n, 4) in pixels of the fitted image, labels from 1 on, scores 0 to 1."""

    boxes: np.ndarray
    labels: np.ndarray
    scores: np.ndarray
    outlines: list[Rings | None] = field(default_factory=list)
    """Of each, where outlines are drawn; else empty."""


def find(net: Net, features: np.ndarray) -> Found:
    """What the detector sees in an image with these features (width, height, width)."""
    shape = features.shape[1:]
    rows = (features.reshape(len(features), -1).T.astype(np.float32) - net.mean) * net.scale
    hidden = np.maximum(rows @ net.layers["hidden"] + net.layers["hidden.bias"], 0)
    chance = _softmax(hidden @ net.layers["label"] + net.layers["label.bias"])
    return gather(chance, hidden @ net.layers["lies"] + net.layers["lies.bias"], shape)


def gather(chance: np.ndarray, lies: np.ndarray, shape: tuple[int, int]) -> Found:
    """One box a thing from what each place says."""
    middle = grid(shape) + lies[:, :2] * (UNIT / 4)
    half = np.exp(np.clip(lies[:, 2:], -4, 4)) * UNIT / 2
    edge = np.array([shape[1], shape[0]]) * STRIDE
    boxes = np.hstack([np.clip(middle - half, 0, edge), np.clip(middle + half, 0, edge)])
    parts = []
    # A box that lies beyond the image's edge is none.
    there = (boxes[:, 2:] > boxes[:, :2]).all(1)
    for number in range(1, chance.shape[1]):
        some = np.flatnonzero((chance[:, number] >= LEAST) & there)
        some = some[np.argsort(-chance[some, number], kind="stable")[:2000]]
        kept, sure = merge(boxes[some], chance[some, number], APART, MOST)
        parts.append((kept, np.full(len(sure), number), sure))
    boxes, labels, scores = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.argsort(-scores, kind="stable")[:MOST]
    return Found(boxes[order], labels[order], scores[order])
