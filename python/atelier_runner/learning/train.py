"""Train classifier and Train regressor."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import joblib
import numpy as np
import pandas
import pyarrow as pa
import pyarrow.compute as pc
import sklearn
from sklearn.exceptions import ConvergenceWarning

from ..errors import UserError
from ..step import Step
from ..tables import logical_type
from .algorithms import CLASSIFIERS, REGRESSORS, Algorithm
from .features import Feature, choose_features
from .importances import KINDS, importances
from .labels import class_values, label
from .model_file import Model, save
from .prepare import prepare
from .preprocessing import build_pipeline, encoding_of

MOST_CLASSES = 200
"""A target with more different values than this is hardly a class."""


def train(step: Step, task: str) -> None:
    """Fits the chosen algorithm on the rows that have a target, and writes the model with its card."""
    params = step.params
    algorithm = (CLASSIFIERS if task == "classification" else REGRESSORS)[params["algorithm"]]
    table, skipped = _rows_with_target(step.table("table"), params["target"], task)
    features, remarks = choose_features(table, params["target"], params["features"], params["exclude"])
    target = table[params["target"]]
    values, classes = _classes(target, remarks) if task == "classification" else (target.cast(pa.float64()).to_numpy(), None)

    estimator = algorithm.make(params)
    if hasattr(estimator, "n_jobs"):
        estimator.set_params(n_jobs=step.threads if params["algorithm"] == "random_forest" else None)
    pipeline = build_pipeline(features, algorithm.family, estimator, params["max_categories"])
    remarks.extend(_fit(pipeline, prepare(table, features), values))

    card = _card(params, algorithm, features, table.num_rows, skipped, pipeline, classes, task, remarks)
    for remark in remarks:
        print(remark)
    left_out = f"; {skipped:,} rows without a target were left out" if skipped else ""
    print(f"{algorithm.name}: learned from {table.num_rows:,} rows and {len(features)} columns{left_out}")
    model = Model(task, params["target"], logical_type(target.type), features, pipeline, card)
    with step.writing("model", card) as path:
        save(model, path)


def _rows_with_target(table: pa.Table, target: str, task: str) -> tuple[pa.Table, int]:
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


def _classes(target: pa.ChunkedArray, remarks: list[str]) -> tuple[np.ndarray, list[str]]:
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
    return values, [label(value) for value in distinct]


def _fit(pipeline: Any, frame: Any, values: np.ndarray) -> list[str]:
    """Fits and gives what the library warned of, in plain words."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            pipeline.fit(frame, values)
        except ValueError as error:
            raise UserError(f"The algorithm cannot learn from these rows: {error}") from error
    remarks = []
    for warning in caught:
        if issubclass(warning.category, ConvergenceWarning):
            remarks.append("The algorithm stopped before it settled; more iterations or less features may help.")
        elif issubclass(warning.category, UserWarning):
            remarks.append(str(warning.message))
    return list(dict.fromkeys(remarks))


def _card(
    params: dict[str, Any],
    algorithm: Algorithm,
    features: list[Feature],
    rows: int,
    skipped: int,
    pipeline: Any,
    classes: list[str] | None,
    task: str,
    remarks: list[str],
) -> dict[str, Any]:
    estimator = pipeline.named_steps["model"]
    return {
        "task": task,
        "algorithm": params["algorithm"],
        "algorithmName": algorithm.name,
        "target": params["target"],
        "features": [{"name": f.name, "type": f.type, "encoding": encoding_of(f, algorithm.family)} for f in features],
        "classes": classes,
        "params": _plain(estimator.get_params(deep=False)),
        "seed": params["seed"],
        "trainedRows": rows,
        "skippedRows": skipped,
        "importances": importances(pipeline, features, algorithm.family),
        "importanceKind": KINDS[algorithm.family],
        "library": {
            "python": sys.version.split()[0],
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
            "pandas": pandas.__version__,
            "joblib": joblib.__version__,
        },
        "warnings": remarks,
    }


def _plain(params: dict[str, Any]) -> dict[str, Any]:
    """An estimator's parameters that have a JSON form; how many threads it used is not one of its traits."""
    kept = {name: value for name, value in params.items() if name not in ("n_jobs", "verbose", "warm_start", "categorical_features")}
    return {name: value if value is None or isinstance(value, (bool, int, float, str)) else str(value) for name, value in kept.items() if value != "deprecated"}
