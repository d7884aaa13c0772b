"""What a fitted model looks like inside: the rules of its trees or its coefficients, for drawings."""

from __future__ import annotations

import json
import zlib
from typing import Any

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from ..step import Step
from .features import Feature
from .labels import label
from .prepare import prepared_names

PORT = "structure"
"""An output that no component declares: the studio reads it with the model, and no wire can take it."""
MOST_NODES = 30_000
"""Nodes of all trees together; a tree keeps those nearest to its root."""
MOST_OF_ONE = 2_000
_FORESTS = (RandomForestClassifier, RandomForestRegressor, ExtraTreesClassifier, ExtraTreesRegressor)
_TREES = (DecisionTreeClassifier, DecisionTreeRegressor)
_LINEAR = (LogisticRegression, LinearRegression, Ridge, Lasso, ElasticNet)


def write_structure(step: Step, pipeline: Any, features: list[Feature]) -> None:
    """Writes what can be drawn of a model beside it, as JSON compressed by zlib, to ``PORT``; nothing for other algorithms."""
    structure = structure_of(pipeline, features)
    if structure is None:
        return
    with step.writing(PORT, {"kind": structure["kind"]}) as path, open(path, "wb") as file:
        file.write(zlib.compress(json.dumps(structure, allow_nan=False, separators=(",", ":")).encode(), 6))


def structure_of(pipeline: Any, features: list[Feature]) -> dict[str, Any] | None:
    """Trees or coefficients with the columns they are about; None for algorithms that have neither."""
    if not isinstance(pipeline, Pipeline) or [name for name, _ in pipeline.steps] != ["preprocess", "model"]:
        return None
    model = pipeline.named_steps["model"]
    if isinstance(model, FixedThresholdClassifier):
        # What decides by a threshold looks inside like the model that it was chosen for.
        model = model.estimator.estimator
    if not isinstance(model, (*_TREES, *_FORESTS, *_LINEAR)):
        return None
    columns = _columns(pipeline.named_steps["preprocess"], features)
    classes = [label(value) for value in model.classes_] if hasattr(model, "classes_") else None
    if isinstance(model, _TREES):
        return {"kind": "trees", "columns": columns, "classes": classes, "trees": [_tree(model.tree_, MOST_OF_ONE)]}
    if isinstance(model, _FORESTS):
        each = max(7, min(MOST_OF_ONE, MOST_NODES // len(model.estimators_)))
        return {"kind": "trees", "columns": columns, "classes": classes, "trees": [_tree(tree.tree_, each) for tree in model.estimators_]}
    coefficients = np.atleast_2d(model.coef_)
    return {
        "kind": "linear",
        "columns": [{**column, "scale": scale} for column, scale in zip(columns, _scales(pipeline.named_steps["preprocess"], len(columns)), strict=True)],
        "classes": classes,
        "coefficients": [_numbers(row) for row in coefficients],
        "intercepts": _numbers(np.atleast_1d(model.intercept_)),
    }


def _columns(transformer: ColumnTransformer, features: list[Feature]) -> list[dict[str, Any]]:
    """Each column that the algorithm sees: the feature it is of, and the category that it stands for."""
    owner = {column: feature.name for feature in features for column in prepared_names(feature)}
    columns: list[dict[str, Any]] = []
    for kind, part, names in transformer.transformers_:
        if kind == "remainder":
            continue
        if isinstance(part, OneHotEncoder):
            for name, made in zip(_repeated(part, names), part.get_feature_names_out(names), strict=True):
                category = str(made)[len(name) + 1 :]
                columns.append({"name": name, "feature": owner.get(name, name), "kind": "category", "category": None if category == "infrequent_sklearn" else category})
        else:
            columns.extend({"name": name, "feature": owner.get(name, name), "kind": "boolean" if kind == "boolean" else "number", "category": None} for name in names)
    return columns


def _repeated(encoder: Any, names: list[str]) -> list[str]:
    counts = encoder._n_features_outs  # scikit-learn tells widths only here
    return [name for name, count in zip(names, counts, strict=True) for _ in range(count)]


def _scales(transformer: ColumnTransformer, count: int) -> list[float | None]:
    """How many units of the column make one of the algorithm's, where it was scaled."""
    scales: list[float | None] = []
    for kind, part, names in transformer.transformers_:
        if kind == "numeric" and isinstance(part, Pipeline) and "scale" in part.named_steps:
            scales.extend(float(value) for value in part.named_steps["scale"].scale_)
        elif isinstance(part, OneHotEncoder):
            scales.extend([None] * sum(part._n_features_outs))
        elif kind != "remainder":
            scales.extend([None] * len(names))
    return scales if len(scales) == count else [None] * count


def _tree(tree: Any, most: int) -> dict[str, list[Any]]:
    """Nodes level by level as parallel lists; a child that is not kept, or a leaf's, is −1. ``hidden``: nodes below that are left out."""
    order = [0]
    at = 0
    while at < len(order):
        left = tree.children_left[order[at]]
        if left >= 0 and len(order) + 2 <= most:
            order.extend([int(left), int(tree.children_right[order[at]])])
        at += 1
    places = {node: place for place, node in enumerate(order)}
    below = _below(tree)
    values = tree.value[order, 0, :]
    classifier = values.shape[1] > 1
    shares = values / values.sum(axis=1, keepdims=True) if classifier else values
    return {
        "column": [int(tree.feature[node]) if tree.children_left[node] >= 0 else -1 for node in order],
        "threshold": _numbers(np.where(tree.children_left[order] >= 0, tree.threshold[order], 0.0)),
        "left": [places.get(int(tree.children_left[node]), -1) for node in order],
        "right": [places.get(int(tree.children_right[node]), -1) for node in order],
        "rows": [int(tree.n_node_samples[node]) for node in order],
        "impurity": _numbers(tree.impurity[order].round(6)),
        "value": [_numbers(row.round(6) if classifier else row) for row in shares],
        "hidden": [0 if int(tree.children_left[node]) in places or tree.children_left[node] < 0 else int(below[node]) for node in order],
    }


def _numbers(values: np.ndarray) -> list[float | None]:
    """For JSON, which has no form for what is not finite."""
    return [float(value) if np.isfinite(value) else None for value in values]


def _below(tree: Any) -> np.ndarray:
    """How many nodes lie below each, from the deepest level up."""
    left, right = tree.children_left, tree.children_right
    levels = [np.array([0])]
    while len(levels[-1]):
        inner = levels[-1][left[levels[-1]] >= 0]
        levels.append(np.concatenate([left[inner], right[inner]]))
    below = np.zeros(tree.node_count, dtype=np.int64)
    for nodes in reversed(levels):
        inner = nodes[left[nodes] >= 0]
        below[inner] = 2 + below[left[inner]] + below[right[inner]]
    return below
