"""Where to look for better parameters: values and ranges as a person writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import loguniform, uniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

from ..errors import UserError

STEPS = 5
"""Values that a grid takes of a range."""

TEXTS = ("kernel", "weights", "max_features", "penalty", "hidden_layers", "class_weight")
WHOLE = ("max_depth", "min_samples_leaf", "n_estimators", "max_iter", "max_leaf_nodes", "n_neighbors")

SUGGESTED: dict[str, dict[str, str]] = {
    "logistic_regression": {"C": "0.01 to 100 log"},
    "linear_regression": {},
    "ridge": {"alpha": "0.01 to 1000 log"},
    "lasso": {"alpha": "0.001 to 10 log"},
    "elastic_net": {"alpha": "0.001 to 10 log", "l1_ratio": "0.1 to 0.9"},
    "decision_tree": {"max_depth": "2, 3, 5, 8, 12, none", "min_samples_leaf": "1, 2, 5, 10, 20"},
    "random_forest": {"max_features": "sqrt, third, all", "min_samples_leaf": "1, 2, 5, 10"},
    "extra_trees": {"max_features": "sqrt, third, all", "min_samples_leaf": "1, 2, 5, 10"},
    "hist_gradient_boosting": {"learning_rate": "0.02 to 0.3 log", "max_leaf_nodes": "7, 15, 31, 63", "min_samples_leaf": "5, 10, 20, 50"},
    "lightgbm": {"learning_rate": "0.02 to 0.3 log", "max_leaf_nodes": "7, 15, 31, 63", "min_samples_leaf": "5, 10, 20, 50"},
    "svm": {"C": "0.1 to 100 log", "gamma": "0.001 to 1 log"},
    "k_neighbors": {"n_neighbors": "3, 5, 9, 15, 25, 41", "weights": "uniform, distance"},
    "naive_bayes": {"var_smoothing": "1e-12 to 0.1 log"},
    "mlp": {"hidden_layers": "32; 100; 64, 32", "mlp_alpha": "0.00001 to 0.1 log"},
}
"""What is searched where nothing is written."""


@dataclass(frozen=True)
class Range:
    """All numbers between two; ``log``: each order of magnitude is as likely as another."""

    low: float
    high: float
    log: bool
    whole: bool

    def grid(self) -> list[Any]:
        ends = (self.low, self.high, STEPS)
        values = np.geomspace(*ends) if self.log else np.linspace(*ends)
        return list(dict.fromkeys(self.fit(value) for value in values))

    def distribution(self) -> Any:
        return loguniform(self.low, self.high) if self.log else uniform(self.low, self.high - self.low)

    def fit(self, value: float) -> Any:
        """A drawn number as the parameter takes it; the last digits of a float say nothing and are dropped."""
        return int(round(value)) if self.whole else float(f"{value:.6g}")


def read_values(name: str, text: str) -> Range | list[Any]:
    """``1, 3, none`` as values, ``0.1 to 10`` or ``0.1 to 10 log`` as a range.

    :raises UserError: where the text is neither
    """
    found = re.fullmatch(r"\s*(\S+)\s+to\s+(\S+?)\s*(\s+log)?\s*", text)
    if found and name not in TEXTS:
        low, high = (_number(name, part) for part in found.groups()[:2])
        if not low < high:
            raise UserError(f"The range “{text}” of {name} is empty: its first number must be the smaller one.")
        if found[3] and low <= 0:
            raise UserError(f"The range “{text}” of {name} is logarithmic, so it cannot begin at {low:g}.")
        return Range(low, high, bool(found[3]), name in WHOLE)
    # The units of layers hold commas themselves.
    parts = [part.strip() for part in text.split(";" if name == "hidden_layers" else ",") if part.strip()]
    if not parts:
        raise UserError(f"Write the values of {name} to try.")
    if name in TEXTS:
        return parts
    return [None if part == "none" else int(_number(name, part)) if name in WHOLE else _number(name, part) for part in parts]


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UserError(f"“{text}” of {name} is not a number. Write values as 1, 3, 10, or a range as 0.1 to 10 log.") from None


def read_space(algorithm: str, written: list[dict[str, str]]) -> dict[str, Range | list[Any]]:
    """The written space, or the suggested one where nothing is written."""
    texts = {entry["param"]: entry["values"] for entry in written} or SUGGESTED[algorithm]
    if not texts:
        raise UserError("Linear regression has nothing to tune. Train it as it is, or tune ridge regression.")
    return {name: read_values(name, text) for name, text in texts.items()}


def grid_of(space: dict[str, Range | list[Any]]) -> list[dict[str, Any]]:
    """Every combination."""
    return [dict(entry) for entry in ParameterGrid({name: part.grid() if isinstance(part, Range) else part for name, part in space.items()})]


def draw(space: dict[str, Range | list[Any]], count: int, seed: int) -> list[dict[str, Any]]:
    """At most ``count`` different combinations drawn at random."""
    distributions = {name: part.distribution() if isinstance(part, Range) else part for name, part in space.items()}
    lists = all(isinstance(part, list) for part in space.values())
    most = len(grid_of(space)) if lists else count
    drawn = []
    for entry in ParameterSampler(distributions, min(count, most), random_state=seed):
        candidate = {name: part.fit(entry[name]) if isinstance(part := space[name], Range) else entry[name] for name in space}
        if candidate not in drawn:
            drawn.append(candidate)
    return drawn
