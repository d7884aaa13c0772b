"""Permutation importance: how much worse a model predicts when a feature is shuffled."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from sklearn.metrics import get_scorer

from ..errors import UserError
from ..learning.against_target import answered_rows
from ..learning.permutation import shuffle_features
from ..learning.prepare import prepare
from ..learning.validation import SCORERS, metric_of
from ..step import Step


def run(step: Step) -> None:
    """Writes a row per feature, the most important first."""
    params = step.params
    rows = answered_rows(step, params["rows"], params["seed"])
    model = rows.model
    metric = metric_of({**params, "task": model.task})
    scorer, sign = SCORERS[model.task][metric.name]
    unknown = sorted({str(value) for value in rows.values} - {str(value) for value in model.pipeline.classes_}) if model.task == "classification" else []
    if unknown and metric.name in ("roc_auc", "log_loss"):
        raise UserError(f"The model does not know the class “{unknown[0]}”, so probabilities cannot be measured. Choose another metric, or drop these rows.")
    base = sign * float(get_scorer(scorer)(model.pipeline, prepare(rows.table, model.features), rows.values))
    print(f"{metric.name} = {base:.4g} on {rows.table.num_rows:,} rows as they are", flush=True)
    step.metric(metric.name, base)
    found = shuffle_features(model.pipeline, model.features, rows.table, rows.values, scorer, params["repeats"], params["seed"])
    order = np.argsort(-found.importances_mean, kind="stable")
    step.write_table(
        "table",
        pa.table(
            {
                "feature": pa.array([model.features[at].name for at in order], pa.string()),
                "importance": pa.array(found.importances_mean[order], pa.float64()),
                "importance_sd": pa.array(found.importances_std[order], pa.float64()),
            }
        ),
    )
