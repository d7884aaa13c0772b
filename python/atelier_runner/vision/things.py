"""Learns to find things from images that people have labeled, and measures how right it is on images that it had not seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from . import gate
from .by_label import of_label
from .detector import Found, Net, find, targets, train
from .overlap import average_precision, match, overlaps

FOLDS = 4
DRAWS = 200
"""Draws of images by which an interval is found."""
FEWEST = 8
"""Right and wrong ones each, before a label's confidence is calibrated by itself."""


@dataclass
class Labeled:
    """An image with everything that people see in it: features (width, height, width), boxes (n, 4) in pixels of the fitted image, labels from 1 on."""

    features: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray


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
    calibration: Calibration
    found: list[Found]
    """In each labeled image, by a model that had not seen it."""
    right: list[np.ndarray]
    """Of each of these, whether people had labeled it so."""
    report: dict[str, Any]


def learn(images: list[Labeled], classes: list[str], target: float, seed: int, tell: Callable[[str], None] = lambda _: None) -> Learned:
    """Trains on all images, and on parts of them to measure it."""
    wanted = [targets(image.boxes, image.labels, image.features.shape[1:]) for image in images]
    folds = np.random.default_rng(seed).permutation(len(images)) % min(FOLDS, len(images))
    found: list[Found] = [None] * len(images)  # type: ignore[list-item]
    for fold in np.unique(folds):
        rest = np.flatnonzero(folds != fold)
        net = train([images[at].features for at in rest], [wanted[at] for at in rest], len(classes), seed)
        for at in np.flatnonzero(folds == fold):
            found[at] = find(net, images[at].features)
        tell(f"Part {fold + 1} of {folds.max() + 1} is measured.")
    right = [judged(each, image) for each, image in zip(found, images, strict=True)]
    calibration = calibrate(found, right, len(classes))
    net = train([image.features for image in images], wanted, len(classes), seed)
    return Learned(net, calibration, found, right, report(images, found, right, calibration, classes, target, seed))


def judged(found: Found, image: Labeled) -> np.ndarray:
    """Which of the found things people had labeled, with the same label and at least half of both in common."""
    partner = match(overlaps(found.boxes, image.boxes), found.labels[:, None] == image.labels[None], np.arange(len(found.scores)))
    return partner >= 0


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


def report(images, found, right, calibration, classes, target, seed) -> dict[str, Any]:
    """How good it is, for each label and for all, out of fold."""
    confidence = np.concatenate([calibration(each) for each in found])
    label = np.concatenate([each.labels for each in found])
    hit = np.concatenate(right)
    image = np.repeat(np.arange(len(found)), [len(each.scores) for each in found])
    truth = np.array([np.bincount(each.labels, minlength=len(classes) + 1)[1:] for each in images]).reshape(len(images), len(classes))
    each = [of_label(name, confidence[label == number], hit[label == number], image[label == number], int(truth[:, number - 1].sum()), target) for number, name in enumerate(classes, 1)]
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
