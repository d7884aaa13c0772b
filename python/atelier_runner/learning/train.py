"""Train classifier and Train regressor."""

from __future__ import annotations

import sys
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import joblib
import numpy as np
import pandas
import pyarrow as pa
import pyarrow.compute as pc
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.pipeline import Pipeline

from ..errors import UserError
from ..step import Step
from ..tables import logical_type
from .algorithms import MANY_ROWS, Algorithm, core, make_estimator
from .features import Feature, choose_features
from .importances import KINDS, importances
from .leaks import suspected_leaks
from .labels import class_values, label
from .model_file import Model, save
from .prepare import prepare
from .preprocessing import build_pipeline, encoding_of
from .structure import write_structure

MOST_CLASSES = 200
"""A target with more different values than this is hardly a class."""
FEW_ROWS = 50
RARE_SHARE = 0.1
"""A class with less than this share of the most frequent one is rare."""


def train(step: Step, task: str) -> None:
    """Fits the chosen algorithm on the rows that have a target, and writes the model with its card."""
    rows = training_rows(step, task)
    algorithm, pipeline = new_pipeline(rows, step.params, step.threads)
    if step.params["algorithm"] == "svm" and len(rows.values) > MANY_ROWS:
        print(f"A support vector machine's time grows with the square of the rows; with {len(rows.values):,} it may take long.", flush=True)
    write_model(step, rows, algorithm, pipeline, step.params, fit(pipeline, rows))


@dataclass(frozen=True)
class TrainingRows:
    """Rows with a target: ``table`` as it came, ``frame`` as pipelines take it, ``values`` the targets, and ``classes`` their labels in order."""

    task: str
    target: str
    table: pa.Table
    skipped: int
    features: list[Feature]
    frame: Any
    values: np.ndarray
    classes: list[str] | None
    remarks: list[str]


def training_rows(step: Step, task: str) -> TrainingRows:
    """What the input ``table`` gives to learn from, by the step's params ``target``, ``features`` and ``exclude``.

    :raises UserError: where nothing can be learned from it
    """
    params = step.params
    table, skipped = rows_with_target(step.table("table"), params["target"], task)
    features, remarks = choose_features(table, params["target"], params["features"], params["exclude"])
    target = table[params["target"]]
    values, classes = _classes(target, remarks, params) if task == "classification" else (target.cast(pa.float64()).to_numpy(), None)
    if table.num_rows < FEW_ROWS:
        remarks.append(f"Only {table.num_rows} rows to learn from; what the model finds may be chance.")
    return TrainingRows(task, params["target"], table, skipped, features, prepare(table, features), values, classes, remarks)


def new_pipeline(rows: TrainingRows, params: dict[str, Any], threads: int) -> tuple[Algorithm, Pipeline]:
    """The pipeline of the chosen algorithm, not fitted yet."""
    algorithm, estimator = make_estimator(rows.task, params, rows.values, threads)
    return algorithm, build_pipeline(rows.features, algorithm.family, estimator, params["max_categories"], algorithm.dense)


def write_model(
    step: Step, rows: TrainingRows, algorithm: Algorithm, pipeline: Pipeline, params: dict[str, Any], remarks: list[str], shown: dict[str, Any] | None = None
) -> None:
    """Writes a fitted pipeline with its card to the output ``model``.

    :param shown: the card's parameters, where the estimator's own would tell too little
    """
    card = _card(params, algorithm, rows, pipeline)
    card["params"] = card["params"] if shown is None else shown
    card["warnings"] = [*rows.remarks, *remarks, *suspected_leaks(rows, [str(entry["feature"]) for entry in card["importances"]], params["seed"])]
    for remark in card["warnings"]:
        print(remark)
    left_out = f"; {rows.skipped:,} rows without a target were left out" if rows.skipped else ""
    print(f"{algorithm.name}: learned from {rows.table.num_rows:,} rows and {len(rows.features)} columns{left_out}")
    model = Model(rows.task, rows.target, logical_type(rows.table.schema.field(rows.target).type), rows.features, pipeline, card)
    with step.writing("model", card) as path:
        save(model, path)
    write_structure(step, pipeline, rows.features)


def rows_with_target(table: pa.Table, target: str, task: str) -> tuple[pa.Table, int]:
    """Rows whose target is there, and how many are not; the target must suit the task."""
    if target not in table.column_names:
        raise UserError(f"The table has no column “{target}”, which is the target.")
    kind = logical_type(table.schema.field(target).type)
    if task == "regression" and kind not in ("integer", "number"):
        raise UserError(f"The target “{target}” is not a number. Use Train classifier to predict classes.")
    if kind in ("date", "timestamp", "other"):
        raise UserError(f"The target “{target}” is a time or of another type; classes are text, whole numbers or true/false.")
    usable = pc.is_valid(table[target])
    if kind == "number":
        usable = pc.and_kleene(usable, pc.fill_null(pc.is_finite(table[target].cast(pa.float64())), False))
    kept = table.filter(usable)
    if kept.num_rows == 0:
        raise UserError(f"No row has a value in the target “{target}”.")
    return kept, table.num_rows - kept.num_rows


def _classes(target: pa.ChunkedArray, remarks: list[str], params: dict[str, Any]) -> tuple[np.ndarray, list[str]]:
    values = class_values(target)
    distinct, counts = np.unique(values, return_counts=True)
    if len(distinct) < 2:
        raise UserError(f"The target has only one class, “{label(distinct[0])}”; there is nothing to tell apart.")
    if len(distinct) > MOST_CLASSES:
        hint = " Use Train regressor to predict a number." if logical_type(target.type) in ("integer", "number") else ""
        raise UserError(f"The target has {len(distinct):,} different values; up to {MOST_CLASSES} classes are possible.{hint}")
    rare = [label(value) for value, count in zip(distinct, counts, strict=True) if count < 5]
    if rare:
        remarks.append(f"{'A class has' if len(rare) == 1 else f'{len(rare)} classes have'} fewer than 5 rows: {', '.join(rare[:5])}.")
    elif counts.min() < RARE_SHARE * counts.max() and params.get("class_weight") != "balanced":
        seldom = label(distinct[counts.argmin()])
        remarks.append(
            f"Classes are uneven: “{seldom}” has {counts.min():,} of {counts.sum():,} rows. Look at balanced accuracy and recall rather than accuracy; "
            "balanced class weights may help."
        )
    return values, [label(value) for value in distinct]


def fit(pipeline: Pipeline, rows: TrainingRows) -> list[str]:
    """Fits and gives what the library warned of, in plain words."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            pipeline.fit(rows.frame, rows.values)
        except ValueError as error:
            raise UserError(f"The algorithm cannot learn from these rows: {error}") from error
    remarks = []
    for warning in caught:
        if issubclass(warning.category, ConvergenceWarning):
            remarks.append("The algorithm stopped before it settled; more iterations or fewer features may help.")
        elif issubclass(warning.category, UserWarning):
            remarks.append(str(warning.message))
    return list(dict.fromkeys(remarks))


def _card(params: dict[str, Any], algorithm: Algorithm, rows: TrainingRows, pipeline: Pipeline) -> dict[str, Any]:
    estimator = core(pipeline.named_steps["model"])
    trained_with_lightgbm = params["algorithm"] == "lightgbm" or any("lightgbm" in str(name) for name in params.get("members", []))
    return {
        "task": rows.task,
        "algorithm": params["algorithm"],
        "algorithmName": algorithm.name,
        "target": rows.target,
        "features": [{"name": f.name, "type": f.type, "encoding": encoding_of(f, algorithm.family)} for f in rows.features],
        "classes": rows.classes,
        "params": plain_params(estimator.get_params(deep=False)),
        "seed": params["seed"],
        "trainedRows": rows.table.num_rows,
        "skippedRows": rows.skipped,
        "importances": importances(pipeline, rows.features, algorithm.family, rows.task, rows.table, rows.values, params["seed"]),
        "importanceKind": KINDS[algorithm.family],
        "library": library("lightgbm" if trained_with_lightgbm else ""),
        "warnings": [],
    }


def library(algorithm: str = "") -> dict[str, str]:
    """Versions of what a model needs to be read."""
    extra = {"lightgbm": version("lightgbm")} if algorithm == "lightgbm" else {}
    return {
        "python": sys.version.split()[0],
        "scikit-learn": sklearn.__version__,
        **extra,
        "numpy": np.__version__,
        "pandas": pandas.__version__,
        "joblib": joblib.__version__,
    }


_UNSHOWN = ("n_jobs", "verbose", "warm_start", "categorical_features", "cat_feature", "cache_size")


def plain_params(params: dict[str, Any]) -> dict[str, Any]:
    """An estimator's parameters that have a JSON form; how many threads it used is not one of its traits."""
    kept = {name: value for name, value in params.items() if name not in _UNSHOWN}
    return {name: value if value is None or isinstance(value, (bool, int, float, str)) else str(value) for name, value in kept.items() if value != "deprecated"}
