"""Evaluation of predicted classes."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn import metrics as sk

from ..errors import UserError
from ..learning.labels import in_order, labelled
from .thinning import finite, kept, numbers


def evaluate_classification(table: pa.Table, target: str, prediction: str, probabilities: dict[str, str], positive: str | None) -> dict[str, Any]:
    """Confusion, metrics and curves.

    :param table: rows that have both target and prediction
    :param probabilities: by class label the column with its probability; may be empty
    :param positive: of two classes the one that curves are about; the last in order by default
    """
    actual_labels, actual_places = labelled(table[target])
    predicted_labels, predicted_places = labelled(table[prediction])
    classes = in_order({*actual_labels, *predicted_labels, *probabilities})
    # Classes as their numbers in this order: quick on millions of rows, and no sort by text gets in between.
    number = {name: at for at, name in enumerate(classes)}
    actual = np.array([number[name] for name in actual_labels])[actual_places]
    predicted = np.array([number[name] for name in predicted_labels])[predicted_places]
    if len(classes) > 1_000:
        raise UserError(f"Target and prediction have {len(classes):,} different values; they are hardly classes. Set the task to regression.")
    if positive is not None and positive not in classes:
        raise UserError(f"No row has the positive class “{positive}”. The classes are {', '.join(classes[:10])}.")
    scores = _scores(table, classes, probabilities)
    positive = (positive or classes[-1]) if len(classes) == 2 else None
    with warnings.catch_warnings():
        # What these rows leave undefined comes out as NaN, and is left out.
        warnings.simplefilter("ignore")
        per_class = _per_class(actual, predicted, classes, scores)
        headline = _headline(actual, predicted, classes, scores, positive, per_class)
    shown = [positive] if positive is not None else classes
    curves = [_curve(name, actual == number[name], scores[:, number[name]]) for name in shown if scores is not None and _both(actual == number[name])]
    confusion = sk.confusion_matrix(actual, predicted, labels=range(len(classes)))
    result = {"classes": classes, "metrics": finite(headline), "confusion": confusion.tolist(), "perClass": per_class, "curves": curves}
    return {**result, "positive": positive} if positive is not None else result


def _scores(table: pa.Table, classes: list[str], probabilities: dict[str, str]) -> np.ndarray | None:
    """Probabilities as rows × classes; None unless there is one for each class in each row."""
    if set(probabilities) != set(classes):
        return None
    matrix = np.column_stack([table[probabilities[name]].cast(pa.float64()).to_numpy() for name in classes])
    return matrix if np.isfinite(matrix).all() else None


def _both(positive: np.ndarray) -> bool:
    """A curve needs rows on both sides."""
    return bool(positive.any() and not positive.all())


def _per_class(actual: np.ndarray, predicted: np.ndarray, classes: list[str], scores: np.ndarray | None) -> list[dict[str, Any]]:
    precision, recall, f1, support = sk.precision_recall_fscore_support(actual, predicted, labels=range(len(classes)), zero_division=0)
    rows = []
    for at, name in enumerate(classes):
        is_class = actual == at
        score = scores[:, at] if scores is not None and _both(is_class) else None
        rows.append(
            {
                "label": name,
                "precision": float(precision[at]),
                "recall": float(recall[at]),
                "f1": float(f1[at]),
                "support": int(support[at]),
                "rocAuc": None if score is None else float(sk.roc_auc_score(is_class, score)),
                "averagePrecision": None if score is None else float(sk.average_precision_score(is_class, score)),
            }
        )
    return rows


def _headline(
    actual: np.ndarray, predicted: np.ndarray, classes: list[str], scores: np.ndarray | None, positive: str | None, per_class: list[dict[str, Any]]
) -> dict[str, float]:
    _, counts = np.unique(actual, return_counts=True)
    per = {key: np.array([row[key] for row in per_class]) for key in ("precision", "recall", "f1", "support")}
    metrics = {
        "accuracy": sk.accuracy_score(actual, predicted),
        "balanced_accuracy": sk.balanced_accuracy_score(actual, predicted),
        # Means over classes are scikit-learn's averages; asking for each again would pass over all rows each time.
        "precision_macro": per["precision"].mean(),
        "recall_macro": per["recall"].mean(),
        "f1_macro": per["f1"].mean(),
        "f1_weighted": np.average(per["f1"], weights=per["support"]),
        "matthews_corrcoef": sk.matthews_corrcoef(actual, predicted),
        # What always guessing the most frequent class would reach.
        "baseline_accuracy": counts.max() / len(actual),
    }
    if scores is None:
        return metrics
    metrics["log_loss"] = sk.log_loss(actual, scores, labels=range(len(classes)))
    if positive is not None:
        row = per_class[classes.index(positive)]
        ranks = {"roc_auc": row["rocAuc"], "average_precision": row["averagePrecision"]}
    else:
        # One against the rest, every class with equal weight; undefined while a class has no row.
        ranks = {name: _mean([row[key] for row in per_class]) for name, key in (("roc_auc", "rocAuc"), ("average_precision", "averagePrecision"))}
    return {**metrics, **{name: value for name, value in ranks.items() if value is not None}}


def _mean(values: list[float | None]) -> float | None:
    present = [value for value in values if value is not None]
    return float(np.mean(present)) if present and len(present) == len(values) else None


def _curve(name: str, is_class: np.ndarray, score: np.ndarray) -> dict[str, Any]:
    """Both curves of a class against the rest; where one was thinned, ``pointsOf`` tells its points before."""
    fpr, tpr, roc_threshold = sk.roc_curve(is_class, score, drop_intermediate=True)
    precision, recall, pr_threshold = sk.precision_recall_curve(is_class, score, drop_intermediate=True)
    # The closing point, precision 1 at recall 0, has no threshold.
    pr_threshold = np.append(pr_threshold, np.inf)
    return {
        "label": name,
        "roc": _points(fpr=fpr, tpr=tpr, threshold=roc_threshold),
        "pr": _points(precision=precision, recall=recall, threshold=pr_threshold),
    }


def _points(**lines: np.ndarray) -> dict[str, Any]:
    count = len(next(iter(lines.values())))
    index = kept(count)
    points: dict[str, Any] = {name: numbers(values[index]) for name, values in lines.items()}
    return {**points, "pointsOf": count} if len(index) < count else points
