"""How much each feature weighs in a fitted pipeline, by what the algorithm itself tells."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from sklearn.pipeline import Pipeline

from .features import Feature
from .permutation import shuffle_features
from .prepare import prepared_names

KINDS = {
    "linear": "Absolute coefficients on scaled columns, summed over a feature's columns and averaged over classes, as a share of all.",
    "tree": "Decrease of impurity over all splits on the feature, as a share of all; features with many different values are favoured.",
    "scaled": "How much worse the training rows are predicted when the feature is shuffled, as a share of all.",
    "ensemble": "How much worse the training rows are predicted when the feature is shuffled, as a share of all.",
    "boosting": "Gain of all splits on the feature, as a share of all.",
}


SAMPLE = 500
"""Rows that are shuffled for algorithms without importances of their own."""


def importances(
    pipeline: Pipeline, features: list[Feature], family: str, task: str, table: pa.Table, values: np.ndarray, seed: int
) -> list[dict[str, object]]:
    """Shares by original column, largest first; they sum to 1 unless the model uses no feature at all.

    :param table: the training rows, and ``values`` their targets
    """
    if family in ("scaled", "ensemble"):
        drops = _shuffled(pipeline, features, task, table, values, seed)
        total = sum(drops.values())
        return _ranked({name: drop / total if total > 0 else 0.0 for name, drop in drops.items()})
    weights = _WEIGHTS[family](pipeline.named_steps["model"], _width(pipeline))
    total = float(weights.sum())
    shares = dict.fromkeys((feature.name for feature in features), 0.0)
    for owner, weight in zip(owners(pipeline, features), weights, strict=True):
        shares[owner] += float(weight) / total if total > 0 else 0.0
    return _ranked(shares)


def _ranked(shares: dict[str, float]) -> list[dict[str, object]]:
    return [{"feature": name, "importance": share} for name, share in sorted(shares.items(), key=lambda item: -item[1])]


def _shuffled(pipeline: Pipeline, features: list[Feature], task: str, table: pa.Table, values: np.ndarray, seed: int) -> dict[str, float]:
    rows = np.arange(len(values))
    if len(values) > SAMPLE:
        rows = np.sort(np.random.default_rng(seed).choice(len(values), SAMPLE, replace=False))
    scoring = "balanced_accuracy" if task == "classification" else "r2"
    found = shuffle_features(pipeline, features, table.take(rows), values[rows], scoring, 3, seed)
    return {feature.name: max(0.0, float(mean)) for feature, mean in zip(features, found.importances_mean, strict=True)}


def _width(pipeline: Pipeline) -> int:
    return len(_slots(pipeline))


def _slots(pipeline: Pipeline) -> list[str]:
    """The prepared column behind each column that the algorithm saw."""
    slots: list[str] = []
    for kind, part, names in pipeline.named_steps["preprocess"].transformers_:
        if kind == "text" and hasattr(part, "drop_idx_"):
            slots.extend(_one_hot_slots(part, names))
        elif kind != "remainder":
            slots.extend(names)
    return slots


def _one_hot_slots(encoder: object, names: list[str]) -> list[str]:
    counts = encoder._n_features_outs  # type: ignore[attr-defined]  # scikit-learn tells widths only here
    return [name for name, count in zip(names, counts, strict=True) for _ in range(count)]


def owners(pipeline: Pipeline, features: list[Feature]) -> list[str]:
    """The feature behind each column that the algorithm sees."""
    by_column = {column: feature.name for feature in features for column in prepared_names(feature)}
    return [by_column[slot] for slot in _slots(pipeline)]


def _linear(model: object, _: int) -> np.ndarray:
    return np.abs(np.atleast_2d(model.coef_)).mean(axis=0)  # type: ignore[attr-defined]


def _tree(model: object, _: int) -> np.ndarray:
    return np.asarray(model.feature_importances_)  # type: ignore[attr-defined]


def _boosting(model: object, width: int) -> np.ndarray:
    if hasattr(model, "feature_importances_"):
        return np.asarray(model.feature_importances_, float)
    # Inside, the algorithm puts its categorical columns first.
    categorical = np.zeros(width, bool) if model.is_categorical_ is None else model.is_categorical_  # type: ignore[attr-defined]
    order = np.argsort(~categorical, kind="stable")
    gains = np.zeros(width)
    for iteration in model._predictors:  # type: ignore[attr-defined]  # not offered in public
        for tree in iteration:
            inner = tree.nodes[tree.nodes["is_leaf"] == 0]
            np.add.at(gains, order[inner["feature_idx"]], inner["gain"])
    return gains


_WEIGHTS = {"linear": _linear, "tree": _tree, "boosting": _boosting}
