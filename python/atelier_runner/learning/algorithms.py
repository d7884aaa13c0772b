"""The learning algorithms: what the inspector offers, as scikit-learn estimators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from ..errors import UserError

try:
    import lightgbm
except OSError:
    # Its library is there, but the system's OpenMP runtime, which it does not bring along, is not.
    lightgbm = None

Params = dict[str, Any]

SLOW_ON_MANY_ROWS = ("svm", "k_neighbors", "mlp")
MANY_ROWS = 20_000

DEFAULTS: Params = {
    "n_estimators": 200,
    "learning_rate": 0.1,
    "max_leaf_nodes": 31,
    "l2_regularization": 0.0,
    "C": 1.0,
    "alpha": 1.0,
    "l1_ratio": 0.5,
    "kernel": "rbf",
    "gamma": None,
    "epsilon": 0.1,
    "n_neighbors": 5,
    "weights": "uniform",
    "hidden_layers": "100",
    "mlp_alpha": 0.0001,
    "learning_rate_init": 0.001,
}
"""The inspector's defaults, for steps that choose an algorithm by themselves. What is not here is scikit-learn's own."""


@dataclass(frozen=True)
class Algorithm:
    """``family`` decides preprocessing and importances.

    ``linear`` and ``scaled`` scale, ``tree`` does not, ``boosting`` takes gaps and categories as they are.
    ``dense``: cannot take sparse columns. ``parallel``: more threads give the same model.
    """

    name: str
    family: str
    make: Callable[[Params], Any]
    dense: bool = False
    parallel: bool = False


def make_estimator(task: str, params: Params, values: np.ndarray, threads: int) -> tuple[Algorithm, Any]:
    """The chosen algorithm and its estimator, not fitted yet.

    :param values: the target of the rows that it will learn from
    :raises UserError: where there are too few rows for it
    """
    algorithm = (CLASSIFIERS if task == "classification" else REGRESSORS)[params["algorithm"]]
    estimator = algorithm.make(params)
    if algorithm.parallel:
        estimator.set_params(n_jobs=threads)
    if isinstance(estimator, CalibratedClassifierCV):
        _, counts = np.unique(values, return_counts=True)
        if counts.min() < 2:
            raise UserError("A support vector machine needs at least two rows of each class, to calibrate its probabilities.")
        estimator.set_params(cv=StratifiedKFold(min(5, max(2, int(counts.min()) // 2)), shuffle=True, random_state=params["seed"]))
    if params["algorithm"] == "k_neighbors" and params["n_neighbors"] > len(values):
        raise UserError(f"There are {len(values):,} rows to learn from, but {params['n_neighbors']:,} neighbours are to be asked. Choose fewer.")
    return algorithm, estimator


def core(estimator: Any) -> Any:
    """The algorithm inside what calibrates its probabilities or scales its target."""
    if isinstance(estimator, CalibratedClassifierCV):
        return estimator.estimator
    return estimator.regressor if isinstance(estimator, TransformedTargetRegressor) else estimator


def _given(params: Params, *names: str) -> Params:
    """The named params that are set; an empty one leaves scikit-learn's default."""
    return {name: params[name] for name in names if params.get(name) is not None}


def _weight(params: Params) -> Params:
    return {"class_weight": "balanced"} if params.get("class_weight") == "balanced" else {}


def _max_features(params: Params) -> Params:
    value = params.get("max_features")
    return {} if value in (None, "auto") else {"max_features": {"sqrt": "sqrt", "log2": "log2", "third": 1 / 3, "all": None}[value]}


def _logistic(params: Params) -> LogisticRegression:
    ratio = {"l2": 0.0, "l1": 1.0, "elastic_net": params.get("l1_ratio", 0.5)}[params.get("penalty", "l2")]
    solver = {} if ratio == 0 else {"l1_ratio": ratio, "solver": "saga"}
    return LogisticRegression(C=params["C"], max_iter=params.get("max_iter") or 1000, random_state=params["seed"], **solver, **_weight(params))


def _sparse_linear(params: Params) -> Params:
    return {"alpha": params["alpha"], "max_iter": params.get("max_iter") or 1000, "random_state": params["seed"]}


def _boosting(params: Params) -> Params:
    return {
        "random_state": params["seed"],
        "early_stopping": bool(params.get("early_stopping")),
        **_given(params, "learning_rate", "max_iter", "max_leaf_nodes", "max_depth", "min_samples_leaf", "l2_regularization"),
    }


def _lightgbm(params: Params, name: str) -> Any:
    if lightgbm is None:
        raise UserError("LightGBM needs the OpenMP runtime of this agent's system: install libgomp1 (Debian, Ubuntu), libgomp (Fedora) or libomp (macOS).")
    given = {
        "num_leaves": params.get("max_leaf_nodes"),
        "max_depth": params.get("max_depth"),
        "min_child_samples": params.get("min_samples_leaf"),
        "reg_lambda": params.get("l2_regularization"),
    }
    # The model's text tells how many threads were used, so it is always one.
    fixed = {"deterministic": True, "force_row_wise": True, "n_jobs": 1, "verbose": -1, "importance_type": "gain"}
    return getattr(lightgbm, name)(
        n_estimators=params["n_estimators"],
        learning_rate=params["learning_rate"],
        random_state=params["seed"] % 2**31,
        **{key: value for key, value in given.items() if value is not None},
        **fixed,
    )


def _tree(params: Params) -> Params:
    return {"random_state": params["seed"], **_given(params, "max_depth", "min_samples_leaf")}


def _forest(params: Params) -> Params:
    return {**_tree(params), "n_estimators": params["n_estimators"], **_max_features(params)}


def _support(params: Params) -> Params:
    return {"C": params["C"], "kernel": params["kernel"], "gamma": params["gamma"] or "scale", "cache_size": 500}


def _neighbors(params: Params) -> Params:
    return {"n_neighbors": params["n_neighbors"], "weights": params["weights"]}


def _perceptron(params: Params) -> Params:
    return {
        "hidden_layer_sizes": tuple(int(units) for units in params["hidden_layers"].split(",")),
        "alpha": params["mlp_alpha"],
        "learning_rate_init": params["learning_rate_init"],
        "max_iter": params.get("max_iter") or 200,
        "early_stopping": bool(params.get("early_stopping")),
        "random_state": params["seed"],
    }


def _scaled_target(regressor: Any) -> TransformedTargetRegressor:
    """For algorithms whose penalty or step size depends on the target's unit."""
    return TransformedTargetRegressor(regressor=regressor, transformer=StandardScaler())


CLASSIFIERS = {
    "logistic_regression": Algorithm("Logistic regression", "linear", _logistic),
    "decision_tree": Algorithm("Decision tree", "tree", lambda p: DecisionTreeClassifier(**_tree(p), **_weight(p))),
    "random_forest": Algorithm("Random forest", "tree", lambda p: RandomForestClassifier(**_forest(p), **_weight(p)), parallel=True),
    "extra_trees": Algorithm("Extra trees", "tree", lambda p: ExtraTreesClassifier(**_forest(p), **_weight(p)), parallel=True),
    "hist_gradient_boosting": Algorithm("Gradient boosting (histogram)", "boosting", lambda p: HistGradientBoostingClassifier(**_boosting(p), **_weight(p))),
    "lightgbm": Algorithm("LightGBM", "boosting", lambda p: _lightgbm(p, "LGBMClassifier").set_params(**_weight(p))),
    "svm": Algorithm("Support vector machine", "scaled", lambda p: CalibratedClassifierCV(SVC(**_support(p), **_weight(p)), ensemble=False)),
    "k_neighbors": Algorithm("Nearest neighbours", "scaled", lambda p: KNeighborsClassifier(**_neighbors(p))),
    "naive_bayes": Algorithm("Naive Bayes (Gaussian)", "scaled", lambda p: GaussianNB(**_given(p, "var_smoothing")), dense=True),
    "mlp": Algorithm("Neural network", "scaled", lambda p: MLPClassifier(**_perceptron(p))),
}
"""By the value of the param ``algorithm`` of Train classifier."""

REGRESSORS = {
    "linear_regression": Algorithm("Linear regression", "linear", lambda _: LinearRegression()),
    "ridge": Algorithm("Ridge regression", "linear", lambda p: Ridge(alpha=p["alpha"], random_state=p["seed"])),
    "lasso": Algorithm("Lasso", "linear", lambda p: Lasso(**_sparse_linear(p))),
    "elastic_net": Algorithm("Elastic net", "linear", lambda p: ElasticNet(**_sparse_linear(p), l1_ratio=p["l1_ratio"])),
    "decision_tree": Algorithm("Decision tree", "tree", lambda p: DecisionTreeRegressor(**_tree(p))),
    "random_forest": Algorithm("Random forest", "tree", lambda p: RandomForestRegressor(**_forest(p)), parallel=True),
    "extra_trees": Algorithm("Extra trees", "tree", lambda p: ExtraTreesRegressor(**_forest(p)), parallel=True),
    "hist_gradient_boosting": Algorithm("Gradient boosting (histogram)", "boosting", lambda p: HistGradientBoostingRegressor(**_boosting(p))),
    "lightgbm": Algorithm("LightGBM", "boosting", lambda p: _lightgbm(p, "LGBMRegressor")),
    "svm": Algorithm("Support vector machine", "scaled", lambda p: _scaled_target(SVR(**_support(p), epsilon=p["epsilon"]))),
    "k_neighbors": Algorithm("Nearest neighbours", "scaled", lambda p: KNeighborsRegressor(**_neighbors(p))),
    "mlp": Algorithm("Neural network", "scaled", lambda p: _scaled_target(MLPRegressor(**_perceptron(p)))),
}
"""By the value of the param ``algorithm`` of Train regressor."""
