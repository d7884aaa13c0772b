"""Learning curve: how good an algorithm becomes with more rows."""

from __future__ import annotations

import warnings

import numpy as np
import pyarrow as pa
from sklearn.model_selection import learning_curve

from ..errors import UserError
from ..learning.train import TrainingRows, new_pipeline
from ..learning.validation import SCORERS, Folds, metric_of, number_column, rows_and_folds
from ..step import Step


def run(step: Step) -> None:
    """Writes a row per size with mean and deviation over folds, of the rows learned from and of those held out."""
    metric = metric_of(step.params)
    rows, folds = rows_and_folds(step)
    algorithm, pipeline = new_pipeline(rows, step.params, step.threads)
    for remark in rows.remarks:
        print(remark)
    sizes = sizes_of(rows, folds, step.params["sizes"], step.params["smallest"])
    scorer, sign = SCORERS[rows.task][metric.name]
    with warnings.catch_warnings():
        # A size that cannot be learned from or scored comes out as a missing value.
        warnings.simplefilter("ignore")
        counts, learned, held_out = learning_curve(
            pipeline, rows.frame, rows.values, train_sizes=sizes, cv=folds, scoring=scorer, shuffle=True, random_state=step.params["seed"], error_score=np.nan
        )  # fmt: skip
    learned, held_out = sign * learned, sign * held_out
    if np.isnan(held_out).all():
        raise UserError(f"No size could be scored by {metric.name}. Choose a larger smallest share, fewer folds, or another metric.")
    for count, train, test in zip(counts, learned, held_out, strict=True):
        print(f"{algorithm.name}, {count:,} rows: {metric.name} {test.mean():.4g} ± {test.std():.2g} held out, {train.mean():.4g} learned from", flush=True)
    for name, value in ((f"cv_{metric.name}", held_out[-1].mean()), (f"cv_{metric.name}_sd", held_out[-1].std())):
        step.metric(name, float(value))
    columns = {f"train_{metric.name}": learned.mean(axis=1), f"train_{metric.name}_sd": learned.std(axis=1), metric.name: held_out.mean(axis=1), f"{metric.name}_sd": held_out.std(axis=1)}
    step.write_table("curve", pa.table({"train_rows": pa.array(counts, pa.int64()), **{name: number_column(list(values)) for name, values in columns.items()}}))


def sizes_of(rows: TrainingRows, folds: Folds, count: int, smallest: float) -> np.ndarray:
    """Different numbers of rows, each about the same factor larger, up to those of the smallest fold."""
    most = min(len(train) for train, _ in folds)
    least = min(most, max(int(np.ceil(most * smallest)), 2, 2 * len(rows.classes or [])))
    sizes = np.unique(np.geomspace(least, most, count).round().astype(int))
    if len(sizes) < 2:
        raise UserError(f"There are {most:,} rows to learn from in a fold, too few for a curve. Choose fewer folds, or a smaller share.")
    return sizes
