"""From which confidence on a model may propose: where those who gave the labels would have agreed often enough."""

from __future__ import annotations

import math

import numpy as np
from scipy.stats import beta

MISS = 0.05
"""Chance that is taken that the true share lies below a bound."""
POINTS = 24
"""Confidences that are looked at."""
STARTS = 8
"""One in so many is enough to begin with."""
ONE_WRONG = 1.6
"""So many times as many must be looked at for one of them to be wrong."""


def lower_bound(right: np.ndarray | float, count: np.ndarray | float) -> np.ndarray | float:
    """The share that holds with 95 % certainty at least (Clopper and Pearson 1934, one-sided: never too high, however few there are)."""
    right, count = np.asarray(right, float), np.asarray(count, float)
    return np.where(right > 0, beta.ppf(MISS, np.maximum(right, 1e-9), count - right + 1), 0.0)


def curve(confidence: np.ndarray, right: np.ndarray, image: np.ndarray | None = None) -> list[dict[str, float]]:
    """For each confidence from the highest on: how many images (or things) have at least that much, which share of all that is,
    and how many of them were right. At most 24 points. ``image`` says which image each thing is of: things of one image are
    right or wrong together, and so many fewer count for the bound."""
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence, hits = confidence[order], right[order].astype(float)
    last = np.append(sorted_confidence[1:] != sorted_confidence[:-1], True)
    places = np.flatnonzero(last)
    if len(places) > POINTS:
        places = places[np.unique(np.linspace(0, len(places) - 1, POINTS).round().astype(int))]
    points = []
    for at in places:
        count = at + 1
        share = float(hits[:count].mean())
        counted = count if image is None else count / _together(hits[:count], image[order[:count]])
        points.append({"confidence": float(sorted_confidence[at]), "images": int(count), "coverage": float(count / len(order)), "precision": share, "lowerBound": float(lower_bound(share * counted, counted))})
    return points


def _together(hits: np.ndarray, image: np.ndarray) -> float:
    """How much wider the share scatters than if each were right or wrong by itself (the design effect of Kish 1965); 1 at least."""
    share = hits.mean()
    if share in (0.0, 1.0):
        return 1.0
    _, code = np.unique(image, return_inverse=True)
    off = np.bincount(code, weights=hits - share)
    return max(1.0, float((off**2).sum() / (len(hits) * share * (1 - share))))


def threshold(points: list[dict[str, float]], target: float) -> float | None:
    """The smallest confidence of a curve down to which the bound reaches the target all the way; None where it does nowhere.

    Confidences are tried from a start that does not depend on what was right, each only where the one above it has passed: so
    the chance that any of them is wrong stays that of one (fixed-sequence testing, Maurer et al. 1995)."""
    found = None
    for point in points:
        if point["images"] < start(target, point["images"] / point["coverage"]):
            continue
        if point["lowerBound"] < target:
            return found
        found = point["confidence"]
    return found


def start(target: float, count: float) -> float:
    """Of ``count`` images, with how many of the surest to begin: where there are enough, with so many that one of them may be wrong."""
    return max(needed(target), min(ONE_WRONG * needed(target), count / 2), count / STARTS)


def needed(target: float) -> int:
    """Images that must all be right before any threshold can reach the target."""
    return math.ceil(math.log(MISS) / math.log(target)) if target < 1 else 10**9
