"""The learning algorithms: what the inspector offers, as scikit-learn estimators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

Params = dict[str, Any]


@dataclass(frozen=True)
class Algorithm:
    """``family`` decides the preprocessing: ``linear`` scales, ``tree`` does not, ``boosting`` takes gaps and categories as they are."""

    name: str
    family: str
    make: Callable[[Params], Any]


def _given(params: Params, *names: str) -> Params:
    """The named params that are set; an empty one leaves scikit-learn's default."""
    return {name: params[name] for name in names if params.get(name) is not None}


def _weight(params: Params) -> Params:
    return {"class_weight": "balanced"} if params.get("class_weight") == "balanced" else {}


def _max_features(params: Params) -> Params:
    value = params.get("max_features")
    return {} if value is None else {"max_features": {"sqrt": "sqrt", "log2": "log2", "third": 1 / 3, "all": None}[value]}


def _logistic(params: Params) -> LogisticRegression:
    return LogisticRegression(C=params["C"], max_iter=params.get("max_iter") or 1000, random_state=params["seed"], **_weight(params))


def _boosting(params: Params) -> Params:
    return {
        "random_state": params["seed"],
        "early_stopping": bool(params.get("early_stopping")),
        **_given(params, "learning_rate", "max_iter", "max_leaf_nodes", "max_depth", "min_samples_leaf", "l2_regularization"),
    }


def _tree(params: Params) -> Params:
    return {"random_state": params["seed"], **_given(params, "max_depth", "min_samples_leaf")}


def _forest(params: Params) -> Params:
    return {**_tree(params), "n_estimators": params["n_estimators"], **_max_features(params)}


CLASSIFIERS = {
    "logistic_regression": Algorithm("Logistic regression", "linear", _logistic),
    "decision_tree": Algorithm("Decision tree", "tree", lambda p: DecisionTreeClassifier(**_tree(p), **_weight(p))),
    "random_forest": Algorithm("Random forest", "tree", lambda p: RandomForestClassifier(**_forest(p), **_weight(p))),
    "hist_gradient_boosting": Algorithm("Gradient boosting (histogram)", "boosting", lambda p: HistGradientBoostingClassifier(**_boosting(p), **_weight(p))),
}
"""By the value of the param ``algorithm`` of Train classifier."""

REGRESSORS = {
    "linear_regression": Algorithm("Linear regression", "linear", lambda _: LinearRegression()),
    "ridge": Algorithm("Ridge regression", "linear", lambda p: Ridge(alpha=p["alpha"], random_state=p["seed"])),
    "decision_tree": Algorithm("Decision tree", "tree", lambda p: DecisionTreeRegressor(**_tree(p))),
    "random_forest": Algorithm("Random forest", "tree", lambda p: RandomForestRegressor(**_forest(p))),
    "hist_gradient_boosting": Algorithm("Gradient boosting (histogram)", "boosting", lambda p: HistGradientBoostingRegressor(**_boosting(p))),
}
"""By the value of the param ``algorithm`` of Train regressor."""
