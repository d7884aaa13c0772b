"""Select features: the columns that tell most about a target."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.feature_selection import f_classif, f_regression, mutual_info_classif, mutual_info_regression

from ..learning.features import Feature
from ..learning.importances import importances, owners
from ..learning.preprocessing import build_pipeline
from ..learning.train import TrainingRows, training_rows
from ..step import Step

NAMES = {"mutual_information": "mutual information", "univariate_test": "F statistic", "model": "importance in a random forest"}


def run(step: Step) -> None:
    """Writes the table with the best columns, what was learned, and the score of each column."""
    params = step.params
    rows = training_rows(step, params["task"])
    scores = _scores(step, rows)
    order = sorted(scores, key=lambda name: -scores[name])
    kept = set(order[: params["keep"]])
    all_columns = step.schema("table").names
    asked = set(params["features"] or all_columns) - {rows.target, *params["exclude"]}
    dropped = [name for name in all_columns if name in asked and name not in kept]
    for remark in rows.remarks:
        print(remark)
    print(f"{len(kept)} of {len(asked)} columns are kept, by {NAMES[params['method']]}")
    step.metric("kept_columns", len(kept))
    whole = step.table("table")
    step.write_table("table", whole.drop_columns(dropped) if dropped else whole)
    learned = {"kind": "select-features", "version": 1, "kept": [name for name in order if name in kept], "dropped": dropped}
    summary = [f"Keep “{name}”: {scores[name]:.4g}" for name in order if name in kept][:200]
    step.write_json("transformation", learned, {"kind": "select-features", "title": "Select features", "summary": summary})
    step.write_table(
        "scores",
        pa.table(
            {
                "feature": pa.array(order, pa.string()),
                "score": pa.array([scores[name] for name in order], pa.float64()),
                "kept": pa.array([name in kept for name in order], pa.bool_()),
            }
        ),
    )


def _scores(step: Step, rows: TrainingRows) -> dict[str, float]:
    params = step.params
    classification = rows.task == "classification"
    values = rows.values.astype(str) if classification else rows.values
    if params["method"] == "model":
        forest = (RandomForestClassifier if classification else RandomForestRegressor)(200, random_state=params["seed"], n_jobs=step.threads)
        pipeline = build_pipeline(rows.features, "tree", forest, params["max_categories"]).fit(rows.frame, values)
        found = importances(pipeline, rows.features, "tree", rows.task, rows.table, rows.values, params["seed"])
        return {str(entry["feature"]): float(str(entry["importance"])) for entry in found}
    pipeline = build_pipeline(rows.features, "tree", RandomForestClassifier(), params["max_categories"], dense=True)
    matrix = np.asarray(pipeline.named_steps["preprocess"].fit_transform(rows.frame), float)
    behind = owners(pipeline, rows.features)
    if params["method"] == "univariate_test":
        with np.errstate(divide="ignore", invalid="ignore"):
            single, _ = (f_classif if classification else f_regression)(matrix, values)
    else:
        # Categories and flags are counted; numbers are compared by their nearest neighbours.
        kinds = {feature.name: feature for feature in rows.features}
        discrete = np.array([kinds[name].type in ("text", "boolean") for name in behind])
        information = mutual_info_classif if classification else mutual_info_regression
        single = information(matrix, values, discrete_features=discrete, random_state=params["seed"])
    return _best_column(rows.features, behind, np.nan_to_num(single, nan=0.0, posinf=float(np.finfo(float).max)))


def _best_column(features: list[Feature], behind: list[str], single: np.ndarray) -> dict[str, float]:
    """A feature of several prepared columns scores as the best of them."""
    best = {feature.name: 0.0 for feature in features}
    for name, score in zip(behind, single, strict=True):
        best[name] = max(best[name], float(score))
    return best
