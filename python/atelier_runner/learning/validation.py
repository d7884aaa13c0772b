"""Cross-validation: folds, the scores of each, and predictions for rows that a model has not learned from."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.base import clone
from sklearn.metrics import get_scorer
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold
from sklearn.pipeline import Pipeline

from ..errors import UserError
from ..step import Step
from .labels import label
from .train import TrainingRows, training_rows

Folds = list[tuple[np.ndarray, np.ndarray]]

SCORERS = {
    "classification": {
        "accuracy": ("accuracy", 1),
        "balanced_accuracy": ("balanced_accuracy", 1),
        "f1_macro": ("f1_macro", 1),
        "roc_auc": ("roc_auc_ovr", 1),
        "log_loss": ("neg_log_loss", -1),
    },
    "regression": {"r2": ("r2", 1), "rmse": ("neg_root_mean_squared_error", -1), "mae": ("neg_mean_absolute_error", -1)},
}
"""By task and the studio's name of a metric: scikit-learn's scorer, and −1 where it turned the sign so that more is better."""


@dataclass(frozen=True)
class Metric:
    """What candidates are ranked by."""

    name: str
    sign: int

    def of(self, scores: list[dict[str, float]]) -> tuple[float, float]:
        """Mean and standard deviation over folds (of the population, as scikit-learn tells it)."""
        values = np.array([fold[self.name] for fold in scores])
        return float(values.mean()), float(values.std())

    def beats(self, value: float, other: float) -> bool:
        return self.sign * value > self.sign * other


def metric_of(params: dict[str, Any]) -> Metric:
    """:raises UserError: where the metric belongs to the other task"""
    task = params["task"]
    name = {"classification": "accuracy", "regression": "r2"}[task] if params["metric"] == "auto" else params["metric"]
    if name not in SCORERS[task]:
        raise UserError(f"The metric {name} does not measure a {task}. Choose one of {', '.join(SCORERS[task])}.")
    return Metric(name, SCORERS[task][name][1])


def rows_and_folds(step: Step) -> tuple[TrainingRows, Folds]:
    """Training rows by the step's params, and the folds by ``folds``, ``folding``, ``group`` and ``seed``. The group is never a feature."""
    params = step.params
    grouped = params["folding"] == "group"
    if grouped:
        if not params["group"]:
            raise UserError("Choose the column with the groups.")
        step.params = {**params, "exclude": [*params["exclude"], params["group"]]}
        if params["group"] not in step.schema("table").names:
            raise UserError(f"The table has no column “{params['group']}” for the groups.")
    rows = training_rows(step, params["task"])
    return rows, make_folds(rows, params, _groups(rows, params["group"]) if grouped else None)


def _groups(rows: TrainingRows, name: str) -> np.ndarray:
    column = rows.table[name]
    if column.null_count:
        raise UserError(f"“{name}” is missing in {column.null_count:,} rows, so their group is unknown. Fill it, or drop these rows.")
    return np.unique(np.array([str(value) for value in column.to_pylist()]), return_inverse=True)[1]


def make_folds(rows: TrainingRows, params: dict[str, Any], groups: np.ndarray | None) -> Folds:
    """Pairs of row numbers: to learn from, and to predict."""
    count, seed, values = params["folds"], params["seed"], rows.values
    if groups is not None:
        different = int(groups.max()) + 1
        if different < count:
            raise UserError(f"There are {different} groups for {count} folds. Choose {different} folds or fewer.")
        return list(GroupKFold(count, shuffle=True, random_state=seed).split(values, values, groups))
    if count > len(values):
        raise UserError(f"There are {len(values):,} rows for {count} folds. Choose fewer folds.")
    if params["folding"] == "stratified" and rows.task == "classification":
        distinct, counts = np.unique(values, return_counts=True)
        if counts.min() < count:
            seldom = label(distinct[counts.argmin()])
            raise UserError(f"The class “{seldom}” has {counts.min()} rows, too few for {count} folds. Choose fewer folds, or plain folds.")
        return list(StratifiedKFold(count, shuffle=True, random_state=seed).split(values, values))
    return list(KFold(count, shuffle=True, random_state=seed).split(values))


def fit_fold(pipeline: Pipeline, rows: TrainingRows, train: np.ndarray) -> Pipeline:
    """A fresh copy of the pipeline, fitted on some of the rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return clone(pipeline).fit(rows.frame.iloc[train], rows.values[train])
        except ValueError as error:
            raise UserError(f"The algorithm cannot learn from these rows: {error}") from error


def score_fold(fitted: Pipeline, rows: TrainingRows, test: np.ndarray) -> dict[str, float]:
    """Every metric of the task on some of the rows; NaN where they leave one undefined."""
    scores = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, (scorer, sign) in SCORERS[rows.task].items():
            try:
                scores[name] = sign * float(get_scorer(scorer)(fitted, rows.frame.iloc[test], rows.values[test]))
            except ValueError:
                # A class that the fold lacks leaves ranks and log loss undefined.
                scores[name] = float("nan")
    return scores


def cross_scores(pipeline: Pipeline, rows: TrainingRows, folds: Folds) -> list[dict[str, float]]:
    """The scores of each fold."""
    return [score_fold(fit_fold(pipeline, rows, train), rows, test) for train, test in folds]


def number_column(values: list[float]) -> pa.Array:
    """Numbers for a table; what is undefined becomes a missing value."""
    return pa.array([None if np.isnan(value) else float(value) for value in values], pa.float64())
