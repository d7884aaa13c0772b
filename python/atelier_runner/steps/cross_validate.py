"""Cross-validate: each row is predicted by a model that has not learned from it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ..learning.labels import label
from ..learning.train import TrainingRows, new_pipeline
from ..learning.validation import SCORERS, Folds, fit_fold, number_column, rows_and_folds, score_fold
from ..step import Step
from ..tables import fresh_name, logical_type, name_key
from .evaluate import write_evaluation
from .score import TARGET_TYPES, probability_name


def run(step: Step) -> None:
    """Writes the evaluation of all out-of-fold predictions, the metrics of each fold, and the rows with their predictions."""
    rows, folds = rows_and_folds(step)
    algorithm, pipeline = new_pipeline(rows, step.params, step.threads)
    for remark in rows.remarks:
        print(remark)
    predicted = np.empty(len(rows.values), dtype=rows.values.dtype)
    classes = np.unique(rows.values) if rows.task == "classification" else None
    probable = None if classes is None else np.zeros((len(rows.values), len(classes)))
    scores = []
    for number, (train, test) in enumerate(folds, 1):
        fitted = fit_fold(pipeline, rows, train)
        scores.append(score_fold(fitted, rows, test))
        if probable is None:
            predicted[test] = fitted.predict(rows.frame.iloc[test])
        else:
            # A fold may lack a class, whose probability stays 0.
            probable[np.ix_(test, np.searchsorted(classes, fitted.classes_))] = fitted.predict_proba(rows.frame.iloc[test])
            predicted[test] = classes[probable[test].argmax(axis=1)]
        print(f"Fold {number} of {len(folds)}: {', '.join(f'{name} {value:.4g}' for name, value in scores[-1].items())}", flush=True)
    _summarize(step, algorithm.name, scores)
    _evaluate(step, rows, predicted, classes, probable)
    step.write_table("folds", _fold_table(rows.task, folds, scores))
    step.write_table("rows", _predicted_rows(rows, folds, predicted, classes, probable))


def _summarize(step: Step, algorithm: str, scores: list[dict[str, float]]) -> None:
    for name in scores[0]:
        values = np.array([fold[name] for fold in scores])
        print(f"{algorithm}, mean over folds: {name} {values.mean():.4g} ± {values.std():.2g}")
        step.metric(f"cv_{name}", float(values.mean()))
        step.metric(f"cv_{name}_sd", float(values.std()))


def _evaluate(step: Step, rows: TrainingRows, predicted: np.ndarray, classes: np.ndarray | None, probable: np.ndarray | None) -> None:
    columns = {"target": rows.table[rows.target], "prediction": pa.array(predicted)}
    probabilities: dict[str, str] = {}
    for at, value in enumerate([] if classes is None else classes):
        name = f"probability_{at}"
        columns[name] = pa.array(probable[:, at])  # type: ignore[index]  # there are probabilities wherever there are classes
        probabilities[label(value)] = name
    table = pa.table(columns).rename_columns([rows.target if name == "target" else f"\0{name}" for name in columns])
    named = {text: f"\0{name}" for text, name in probabilities.items()}
    write_evaluation(step, rows.task, table, rows.target, "\0prediction", named, step.params.get("positive") or None, rows.skipped)


def _fold_table(task: str, folds: Folds, scores: list[dict[str, float]]) -> pa.Table:
    return pa.table(
        {
            "fold": pa.array(range(1, len(folds) + 1), pa.int64()),
            "train_rows": pa.array([len(train) for train, _ in folds], pa.int64()),
            "test_rows": pa.array([len(test) for _, test in folds], pa.int64()),
            **{name: number_column([fold[name] for fold in scores]) for name in SCORERS[task]},
        }
    )


def _predicted_rows(rows: TrainingRows, folds: Folds, predicted: np.ndarray, classes: np.ndarray | None, probable: np.ndarray | None) -> pa.Table:
    """The rows as they came, each with its fold and what the fold's model made of it. Named as in lib/catalog/learn/cross-validate.ts."""
    fold = np.zeros(len(predicted), dtype=np.int64)
    for number, (_, test) in enumerate(folds, 1):
        fold[test] = number
    names = rows.table.column_names
    name = _prediction_name(names)
    kind = pa.float64() if classes is None else TARGET_TYPES[logical_type(rows.table.schema.field(rows.target).type)]
    table = rows.table.append_column(fresh_name("fold", names), pa.array(fold)).append_column(name, pa.array(predicted).cast(kind))
    for at, value in enumerate([] if classes is None else classes):
        table = table.append_column(probability_name(name, label(value)), pa.array(probable[:, at]))  # type: ignore[index]  # as above
    return table


def _prediction_name(names: list[str]) -> str:
    """Not taken, and no column looks as if it held a probability of this prediction."""
    passed: list[str] = []
    while True:
        name = fresh_name("prediction", [*names, *passed])
        if not any(name_key(other).startswith(probability_name(name, "")) for other in names):
            return name
        passed.append(name)
