"""From which confidence on a model may propose: where those who gave the labels would have agreed often enough."""

from __future__ import annotations

import math

import numpy as np

Z = 1.6448536269514722
"""Of a one-sided bound of 95 %."""
POINTS = 60


def lower_bound(right: np.ndarray | float, count: np.ndarray | float) -> np.ndarray | float:
    """The share that holds with 95 % certainty at least (Wilson 1927, one-sided)."""
    share = right / count
    centre = share + Z * Z / (2 * count)
    width = Z * np.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return (centre - width) / (1 + Z * Z / count)


def curve(confidence: np.ndarray, right: np.ndarray) -> list[dict[str, float]]:
    """For each confidence from the highest on: how many images have at least that much, which share of all that is, and how
    many of them were right. At most 60 points."""
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence, hits = confidence[order], np.cumsum(right[order])
    counts = np.arange(1, len(order) + 1)
    last = np.append(sorted_confidence[1:] != sorted_confidence[:-1], True)
    places = np.flatnonzero(last)
    if len(places) > POINTS:
        places = places[np.unique(np.linspace(0, len(places) - 1, POINTS).round().astype(int))]
    return [
        {
            "confidence": float(sorted_confidence[at]),
            "images": int(counts[at]),
            "coverage": float(counts[at] / len(order)),
            "precision": float(hits[at] / counts[at]),
            "lowerBound": float(lower_bound(hits[at], counts[at])),
        }
        for at in places
    ]


def threshold(confidence: np.ndarray, right: np.ndarray, target: float) -> float | None:
    """The smallest confidence at which the precision's lower bound reaches the target; None where none does."""
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence = confidence[order]
    bounds = lower_bound(np.cumsum(right[order]), np.arange(1, len(order) + 1))
    # Images of equal confidence are taken or left together.
    bounds[:-1][sorted_confidence[1:] == sorted_confidence[:-1]] = -math.inf
    enough = np.flatnonzero(bounds >= target)
    return float(sorted_confidence[enough[-1]]) if len(enough) else None


def needed(target: float) -> int:
    """Images that must all be right before any threshold can reach the target."""
    return math.ceil(target * Z * Z / (1 - target)) if target < 1 else 10**9
