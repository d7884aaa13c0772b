"""Evaluation of predicted numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from sklearn import metrics as sk

from .thinning import MOST_POINTS, finite, kept

LARGEST = 100
"""Points with the largest residuals that are always shown."""
MOST_BINS = 60


def evaluate_regression(table: pa.Table, target: str, prediction: str) -> dict[str, Any]:
    """Metrics, points for a chart of predicted against actual, and a histogram of actual − predicted."""
    actual = table[target].cast(pa.float64()).to_numpy()
    predicted = table[prediction].cast(pa.float64()).to_numpy()
    metrics = {
        "mae": sk.mean_absolute_error(actual, predicted),
        "rmse": sk.root_mean_squared_error(actual, predicted),
        "median_ae": sk.median_absolute_error(actual, predicted),
        "max_error": sk.max_error(actual, predicted),
        # What always guessing the mean of these rows would reach.
        "baseline_rmse": sk.root_mean_squared_error(actual, np.full_like(actual, actual.mean())),
    }
    if len(actual) > 1:
        metrics = {"r2": sk.r2_score(actual, predicted), **metrics, "explained_variance": sk.explained_variance_score(actual, predicted)}
    if (actual != 0).all():
        # With a zero among the actual values the relative error has no meaning.
        metrics["mape"] = sk.mean_absolute_percentage_error(actual, predicted)
    index = _shown(actual, predicted)
    residuals = actual - predicted
    return {
        "metrics": finite(metrics),
        "points": [{"actual": float(actual[at]), "predicted": float(predicted[at])} for at in index],
        "pointsOf": len(actual),
        "residuals": _histogram(residuals),
    }


def _shown(actual: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Rows for the chart in the table's order: all, or evenly spaced by prediction and those furthest off."""
    if len(actual) <= MOST_POINTS:
        return np.arange(len(actual))
    by_prediction = np.argsort(predicted, kind="stable")
    furthest = np.argsort(-np.abs(actual - predicted), kind="stable")[:LARGEST]
    return np.unique(np.concatenate([by_prediction[kept(len(actual), MOST_POINTS - LARGEST)], furthest]))


def _histogram(residuals: np.ndarray) -> dict[str, list[float] | list[int]]:
    """Bins by numpy's ``auto`` rule, at most 60; one bin where all residuals are alike."""
    if np.ptp(residuals) == 0:
        counts, edges = np.histogram(residuals, bins=1)
    else:
        edges = np.histogram_bin_edges(residuals, bins="auto") if len(residuals) <= 1_000_000 else np.empty(0)
        counts, edges = np.histogram(residuals, bins=edges if 2 <= len(edges) <= MOST_BINS + 1 else MOST_BINS)
    return {"edges": edges.tolist(), "counts": counts.tolist()}
