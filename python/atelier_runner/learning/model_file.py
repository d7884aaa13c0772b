"""A trained model as one file: a joblib pickle of plain scikit-learn objects with what is needed to use them.

A pickle is code. It is read only in a forked child of the warm process, never in the studio.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import joblib
import numpy as np
from sklearn.base import BaseEstimator
from sklearn.pipeline import Pipeline

from ..errors import UserError
from .features import Feature

FORMAT = "atelier-model/1"


@dataclass(frozen=True)
class Model:
    """``task`` is classification or regression; ``target_type`` the target's logical type; ``card`` what the studio shows."""

    task: str
    target: str
    target_type: str
    features: list[Feature]
    pipeline: Pipeline
    card: dict[str, Any]


def save(model: Model, path: str) -> None:
    """Writes the model; equal models give equal bytes."""
    _settle(model.pipeline.named_steps["model"])
    content = {**{name: getattr(model, name) for name in ("task", "target", "target_type", "pipeline", "card")}}
    joblib.dump({"format": FORMAT, **content, "features": [asdict(feature) for feature in model.features]}, path, compress=("zlib", 1), protocol=5)


def load(path: str) -> Model:
    """:raises UserError: where the file is not a model of this format"""
    try:
        content = joblib.load(path)
    except Exception as error:
        raise UserError(f"The model cannot be read ({type(error).__name__}: {error}). Train it again.") from None
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        raise UserError("The input “model” is not a model trained in Atelier.")
    return Model(**{**content, "features": [Feature(**feature) for feature in content["features"]]})


def _settle(estimator: Any) -> None:
    """Clears what differs between two equal fits: how many threads were used, and unused bytes between a tree's fields."""
    if isinstance(estimator, Pipeline):
        estimator = estimator.named_steps["model"]
    if hasattr(estimator, "n_jobs"):
        estimator.n_jobs = None
    for name in ("estimators_", "estimators"):
        for member in getattr(estimator, name, None) or []:
            # An ensemble's recipe names its members, what it has fitted does not.
            _settle(member[1] if isinstance(member, tuple) else member)
    for name in ("estimator", "estimator_", "final_estimator_"):
        if isinstance(getattr(estimator, name, None), BaseEstimator):
            _settle(getattr(estimator, name))
    if hasattr(estimator, "tree_"):
        _settle_tree(estimator.tree_)


def _settle_tree(tree: Any) -> None:
    state = tree.__getstate__()
    nodes = state["nodes"]
    clean = np.zeros(nodes.shape, dtype=nodes.dtype)
    for field in nodes.dtype.names:
        clean[field] = nodes[field]
    # Padding is copied with the whole array, byte for byte.
    tree.__setstate__({**state, "nodes": clean})
