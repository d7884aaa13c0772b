"""Fewer points where a chart cannot show more, always the same ones."""

from __future__ import annotations

import math

import numpy as np

MOST_POINTS = 2_000


def kept(count: int, most: int = MOST_POINTS) -> np.ndarray:
    """Indices of evenly spaced points, the first and the last among them."""
    if count <= most:
        return np.arange(count)
    return np.unique(np.linspace(0, count - 1, most).round().astype(int))


def numbers(values: np.ndarray) -> list[float | None]:
    """Values for JSON: those that are not finite have no form there and become None."""
    return [float(value) if math.isfinite(value) else None for value in values]


def finite(metrics: dict[str, float]) -> dict[str, float]:
    """Without the metrics that these rows leave undefined."""
    return {name: float(value) for name, value in metrics.items() if math.isfinite(value)}
