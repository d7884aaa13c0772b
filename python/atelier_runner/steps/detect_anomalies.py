"""Detect anomalies: rows that an isolation forest separates quickly from all others."""

from __future__ import annotations

import pyarrow as pa
from sklearn.ensemble import IsolationForest

from ..errors import UserError
from ..learning.unsupervised import plain_rows, prepared_matrix, unsupervised_pipeline, with_columns
from ..step import Step


def run(step: Step) -> None:
    """Writes the rows with a score (larger is odder) and a flag."""
    params = step.params
    rows = plain_rows(step)
    if rows.table.num_rows < 2:
        raise UserError("With one row there is nothing to compare it with.")
    share = params["share"]
    forest = IsolationForest(
        n_estimators=params["n_estimators"],
        contamination="auto" if share is None else share,
        max_samples=min(params["max_samples"], rows.table.num_rows),
        random_state=params["seed"],
        n_jobs=step.threads,
    )
    pipeline = unsupervised_pipeline(rows, forest, params["max_categories"], "tree")
    matrix = prepared_matrix(pipeline, rows)
    forest.fit(matrix)
    # scikit-learn counts down: its scores are lower for odder rows, and its threshold is an offset of them.
    scores = forest.score_samples(matrix)
    odd = scores < forest.offset_
    name = params["column"]
    step.metric("anomalies", int(odd.sum()))
    step.metric("threshold", float(-forest.offset_))
    print(f"{int(odd.sum()):,} of {rows.table.num_rows:,} rows have a score above {-forest.offset_:.4g}")
    step.write_table("table", with_columns(rows.table, {f"{name}_score": pa.array(-scores), name: pa.array(odd)}))
