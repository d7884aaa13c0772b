"""Score model: predictions for the rows of a table."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..learning.decide import decide
from ..learning.features import check_columns
from ..learning.labels import label
from ..learning.model_file import Model, load
from ..learning.prepare import prepare
from ..step import Step
from ..tables import name_key

BATCH = 100_000
"""Rows scored at a time, so that memory does not grow with the table."""

TARGET_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
"""By the logical type of a classifier's target, how its predictions are written."""


def run(step: Step) -> None:
    """Writes the input's columns and rows as they are, with the prediction, and a probability per class."""
    with step.phase("loading"):
        model = load(step.path("model"))
    table = step.table("table")
    check_columns(table.schema, model.features)
    name = step.params["prediction"]
    added = _predictions(model, table, name, step.params["probabilities"])
    taken = {name_key(column) for column in table.column_names}
    clash = [column for column in added if name_key(column) in taken]
    if clash:
        raise UserError(f"The table already has a column “{clash[0]}”. Choose another name for the prediction, or drop that column before.")
    for column, values in added.items():
        table = table.append_column(column, values)
    print(f"{table.num_rows:,} rows scored with {model.card['algorithmName']}, which predicts “{model.target}”")
    step.write_table("table", table)


def probability_name(prediction: str, label_text: str) -> str:
    """The column that holds a class's probability."""
    prefix = "" if prediction == "prediction" else f"{prediction}_"
    return f"{prefix}probability_{label_text}"


def _predictions(model: Model, table: pa.Table, name: str, with_probabilities: bool) -> dict[str, pa.Array]:
    classifier = model.task == "classification"
    classes = model.pipeline.classes_ if classifier else None
    votes_only = classifier and not hasattr(model.pipeline, "predict_proba")
    if votes_only and with_probabilities:
        print("The model votes, and knows no probabilities")
    predicted: list[np.ndarray] = []
    probable: list[np.ndarray] = []
    for start in range(0, table.num_rows, BATCH):
        frame = prepare(table.slice(start, BATCH), model.features)
        if classes is None or votes_only:
            # Clusters have a number, and no probabilities.
            predicted.append(model.pipeline.predict(frame))
        else:
            # One pass gives both.
            probabilities = model.pipeline.predict_proba(frame)
            predicted.append(decide(model.pipeline, probabilities))
            probable.append(probabilities)
    kind = pa.float64() if model.task == "regression" else TARGET_TYPES[model.target_type]
    added = {name: _column(predicted, kind)}
    if classes is not None and with_probabilities and not votes_only:
        matrix = np.concatenate(probable) if probable else np.empty((0, len(classes)))
        for at, value in enumerate(classes):
            added[probability_name(name, label(value))] = pa.array(matrix[:, at], pa.float64())
    return added


def _column(parts: list[np.ndarray], kind: pa.DataType) -> pa.Array:
    if not parts:
        return pa.array([], kind)
    return pa.array(np.concatenate(parts), kind)
