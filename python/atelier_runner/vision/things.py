"""Learns to find things from images that people have labeled, and measures how right it is on images that it had not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from . import gate
from . import outline
from .by_label import of_label
from .detector import Found, Net, find, targets, train
from .overlap import average_precision, match, overlaps
from .rings import Rings, bounds, shared_areas
from .sampler import Sampler

FOLDS = 4
DRAWS = 200
"""Draws of images by which an interval is found."""
LEAST_TRACED = 0.15
"""Score below which no outline is looked for."""
FEWEST = 8
"""Right and wrong ones each, before a label's confidence is calibrated by itself."""


@dataclass
class Labeled:
    """An image with everything that people see in it: features (width, height, width), boxes (n, 4) in pixels of the fitted image, labels from 1 on."""

    features: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray
    outlines: list[Rings | None] = field(default_factory=list)
    """Of each thing, in pixels of the fitted image; none where people drew a box, and an empty list where nothing has one."""
    fine: tuple[np.ndarray, ...] = ()
    """The finer features, where there are outlines."""

    @property
    def maps(self) -> tuple[np.ndarray, ...]:
        return (self.features, *self.fine)


@dataclass
class Outliner:
    """Draws outlines in found boxes of the labels that people draw outlines of."""

    net: outline.OutlineNet
    sampler: Sampler
    labels: np.ndarray

    def __call__(self, found: Found, maps: tuple[np.ndarray, ...]) -> Found:
        """With outlines, and without what has none to be seen or is hardly there; their boxes lie close around them."""
        likely = found.scores >= LEAST_TRACED
        found = Found(found.boxes[likely], found.labels[likely], found.scores[likely])
        own = np.flatnonzero(np.isin(found.labels, self.labels))
        traced = dict(zip(own.tolist(), outline.trace(self.net, self.sampler, maps, found.boxes[own]), strict=True))
        kept = [at for at in range(len(found.labels)) if traced.get(at, True)]
        outlines = [traced.get(at) for at in kept]
        boxes = np.array([found.boxes[at] if rings is None else bounds(rings) for at, rings in zip(kept, outlines, strict=True)]).reshape(-1, 4)
        return Found(boxes, found.labels[kept], found.scores[kept], outlines)


@dataclass
class Calibration:
    """From a score to the chance of being right, for each label: expit(slope * logit(score) + shift)."""

    slope: np.ndarray
    shift: np.ndarray

    def __call__(self, found: Found) -> np.ndarray:
        place = found.labels - 1
        return expit(self.slope[place] * logit(np.clip(found.scores, 1e-6, 1 - 1e-6)) + self.shift[place])


@dataclass
class Learned:
    net: Net
    outliner: Outliner | None
    """Where people draw outlines."""
    calibration: Calibration
    found: list[Found]
    """In each labeled image, by a model that had not seen it."""
    shared: list[np.ndarray]
    """Of each of these, what it has in common with the thing that people had labeled so; 0 where it is none."""
    report: dict[str, Any]

    def find(self, maps: tuple[np.ndarray, ...]) -> Found:
        found = find(self.net, maps[0])
        return found if self.outliner is None else self.outliner(found, maps)


def learn(images: list[Labeled], classes: list[str], target: float, seed: int, tell: Callable[[str], None] = lambda _: None, threads: int = 1) -> Learned:
    """Trains on all images, and on parts of them to measure it."""
    wanted = [targets(image.boxes, image.labels, image.features.shape[1:]) for image in images]
    folds = np.random.default_rng(seed).permutation(len(images)) % min(FOLDS, len(images))
    found: list[Found] = [None] * len(images)  # type: ignore[list-item]
    outliner = _outliners(images, len(classes), seed, threads)
    for fold in np.unique(folds):
        rest = np.flatnonzero(folds != fold)
        net = train([images[at].features for at in rest], [wanted[at] for at in rest], len(classes), seed)
        draw = outliner(rest)
        for at in np.flatnonzero(folds == fold):
            found[at] = find(net, images[at].features)
            if draw is not None:
                found[at] = draw(found[at], images[at].maps)
        tell(f"Part {fold + 1} of {folds.max() + 1} is measured.")
    outlined = outlined_labels(images, len(classes))
    shared = [judged(each, image, outlined) for each, image in zip(found, images, strict=True)]
    right = [each > 0 for each in shared]
    calibration = calibrate(found, right, len(classes))
    net = train([image.features for image in images], wanted, len(classes), seed)
    return Learned(net, outliner(np.arange(len(images))), calibration, found, shared, report(images, found, shared, calibration, classes, target, seed))


def outlined_labels(images: list[Labeled], classes: int) -> np.ndarray:
    """The labels of whose things people draw outlines, of half of them at least."""
    label = np.concatenate([image.labels for image in images])
    has = np.array([bool(image.outlines) and image.outlines[at] is not None for image in images for at in range(len(image.labels))], bool)
    return np.array([number for number in range(1, classes + 1) if (own := has[label == number]).any() and own.mean() >= 0.5], int)


def _outliners(images: list[Labeled], classes: int, seed: int, threads: int) -> Callable[[np.ndarray], Outliner | None]:
    """Gives what learns outlines from some of the images; what is learned from is looked up once."""
    labels = outlined_labels(images, classes)
    if not len(labels):
        return lambda _: None
    sampler = Sampler(outline.CELLS, threads)
    known = [[rings for rings, label in zip(image.outlines, image.labels, strict=False) if rings is not None and label in labels] for image in images]
    taken = outline.take(sampler, [image.maps for image in images], known, seed)
    return lambda some: Outliner(outline.train(taken, some, seed), sampler, labels)


def judged(found: Found, image: Labeled, outlined: np.ndarray = np.zeros(0, int)) -> np.ndarray:
    """Of the found things, what they have in common with those that people had labeled so; 0 below a half, and where it is none:
    of boxes, or of areas where the label's outlines are drawn."""
    shared = overlaps(found.boxes, image.boxes)
    traced = np.flatnonzero(np.isin(found.labels, outlined))
    if len(traced) and len(image.labels):
        shared[traced] = shared_areas([found.outlines[at] for at in traced], [_rings(image, at) for at in range(len(image.labels))])
    partner = match(shared, found.labels[:, None] == image.labels[None], np.arange(len(found.scores)))
    return np.where(partner >= 0, shared[np.arange(len(partner)), partner] if shared.size else 0.0, 0.0)


def _rings(image: Labeled, at: int) -> Rings:
    left, top, right, bottom = image.boxes[at]
    return (image.outlines and image.outlines[at]) or [np.array([(left, top), (right, top), (right, bottom), (left, bottom)])]


def calibrate(found: list[Found], right: list[np.ndarray], classes: int) -> Calibration:
    scores, label, hit = (np.concatenate(each) for each in ([each.scores for each in found], [each.labels for each in found], right))
    whole = _fit(scores, hit)
    each = [_fit(scores[label == number], hit[label == number]) or whole or (1.0, 0.0) for number in range(1, classes + 1)]
    return Calibration(np.array([slope for slope, _ in each]), np.array([shift for _, shift in each]))


def _fit(scores: np.ndarray, hit: np.ndarray) -> tuple[float, float] | None:
    """After Platt 1999. None where there are too few, or where a higher score does not mean more."""
    if min(hit.sum(), (~hit).sum()) < FEWEST:
        return None
    model = LogisticRegression(C=10.0).fit(logit(np.clip(scores, 1e-6, 1 - 1e-6))[:, None], hit)
    slope = float(model.coef_[0, 0])
    return (slope, float(model.intercept_[0])) if slope > 0.05 else None


def report(images, found, shared, calibration, classes, target, seed) -> dict[str, Any]:
    """How good it is, for each label and for all, out of fold."""
    confidence = np.concatenate([calibration(each) for each in found])
    label = np.concatenate([each.labels for each in found])
    common = np.concatenate(shared)
    hit = common > 0
    image = np.repeat(np.arange(len(found)), [len(each.scores) for each in found])
    truth = np.array([np.bincount(each.labels, minlength=len(classes) + 1)[1:] for each in images]).reshape(len(images), len(classes))
    outlined = outlined_labels(images, len(classes))
    each = [
        {**of_label(name, confidence[own := label == number], hit[own], image[own], int(truth[:, number - 1].sum()), target), "overlap": float(common[own & hit].mean()) if (own & hit).any() else None, "outlined": bool(number in outlined)}
        for number, name in enumerate(classes, 1)
    ]
    limit = np.array([np.inf if one["threshold"] is None else one["threshold"] for one in each])
    sure = confidence >= limit[label - 1]
    count, things = int(sure.sum()), int(truth.sum())
    known = [one["averagePrecision"] for one in each if one["labeled"]]
    low, high = _interval(confidence, label, hit, image, truth, seed)
    limits = [one["threshold"] for one in each if one["threshold"] is not None]
    mean = float(np.mean(known)) if known else 0.0
    return {
        "kind": "things",
        "classes": classes,
        "labels": len(images),
        "things": things,
        "folds": min(FOLDS, len(images)),
        "accuracy": mean,
        "interval": [low, high],
        "loss": 1 - mean,
        "target": target,
        "needed": gate.needed(target),
        "threshold": min(limits) if limits else None,
        "coverage": float(hit[sure].sum() / things) if things and count else None,
        "precision": float(hit[sure].mean()) if count else None,
        "lowerBound": None,
        "curve": [],
        "each": each,
    }


def _interval(confidence, label, hit, image, truth, seed) -> tuple[float, float]:
    """Between which the mean average precision lies with 95 % certainty, by drawing images anew (Efron 1979)."""
    rng = np.random.default_rng(seed)
    order = np.argsort(-confidence, kind="stable")
    label, hit, image = label[order], hit[order], image[order]
    values = []
    for _ in range(DRAWS):
        times = np.bincount(rng.integers(0, len(truth), len(truth)), minlength=len(truth))
        drawn = times @ truth
        again = times[image]
        known = [average_precision(np.repeat(hit[label == number], again[label == number]), int(drawn[number - 1])) for number in range(1, truth.shape[1] + 1) if drawn[number - 1]]
        values.append(np.mean(known) if known else 0.0)
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))
