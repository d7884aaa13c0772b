"""How good a model is at each label by itself, and from which confidence on it may propose it."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import gate
from .overlap import average_precision


def of_label(name: str, confidence: np.ndarray, hit: np.ndarray, image: np.ndarray, truth: int, target: float) -> dict[str, Any]:
    """``confidence`` and ``hit`` of everything that was said to have this label, ``image`` where; ``truth`` is how often people gave it."""
    order = np.argsort(-confidence, kind="stable")
    points = gate.curve(confidence, hit, image) if len(hit) else []
    for point in points:
        point["recall"] = point["images"] * point["precision"] / truth if truth else 0.0
    limit = gate.threshold(points, target)
    at = next((point for point in points if point["confidence"] == limit), None)
    return {
        "name": name,
        "labeled": truth,
        "averagePrecision": average_precision(hit[order], truth),
        "threshold": limit,
        "precision": at and at["precision"],
        "lowerBound": at and at["lowerBound"],
        "recall": at and at["recall"],
        "curve": points,
    }
