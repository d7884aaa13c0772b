"""Evaluate model: how good predictions are, by scikit-learn's own functions."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ..errors import UserError, quoted
from ..evaluation.classification import evaluate_classification
from ..evaluation.regression import evaluate_regression
from ..step import Step
from ..tables import logical_type


def run(step: Step) -> None:
    """Writes the evaluation; its headline numbers are the step's metrics too."""
    params = step.params
    target, prediction = params["target"], params["prediction"]
    schema = step.schema("table")
    for name, role in ((target, "the target"), (prediction, "the prediction")):
        if name not in schema.names:
            raise UserError(f"The table has no column “{name}” for {role}. It has {quoted(schema.names)}.")
    if target == prediction:
        raise UserError(f"Target and prediction are the same column, “{target}”.")
    task = resolve_task(params["task"], schema.field(target).type, schema.field(prediction).type)
    prefix = f"{'' if prediction == 'prediction' else prediction + '_'}probability_"
    probabilities = [f.name for f in schema if f.name.startswith(prefix) and pa.types.is_floating(f.type)] if task == "classification" else []
    table = step.table("table", list(dict.fromkeys([target, prediction, *probabilities])))
    rows, skipped = _complete(table, target, prediction)
    write_evaluation(step, task, rows, target, prediction, {name[len(prefix) :]: name for name in probabilities}, params.get("positive") or None, skipped)


def write_evaluation(
    step: Step, task: str, rows: pa.Table, target: str, prediction: str, probabilities: dict[str, str], positive: str | None, skipped: int
) -> None:
    """Evaluates rows that have both target and prediction, and writes the output ``evaluation``."""
    if task == "classification":
        value = evaluate_classification(rows, target, prediction, probabilities, positive)
    else:
        value = evaluate_regression(rows, target, prediction)
    evaluation = {"kind": task, "target": target, "rows": rows.num_rows, "skippedRows": skipped, **value}
    for name, number in evaluation["metrics"].items():
        step.metric(name, number)
        print(f"{name} = {number:.6g}")
    meta = {name: evaluation[name] for name in ("kind", "target", "rows", "skippedRows", "metrics")}
    step.write_json("evaluation", evaluation, meta)


def resolve_task(task: str, target: pa.DataType, prediction: pa.DataType) -> str:
    """``auto`` takes classes where target or prediction is no number, or the prediction is whole numbers, as classifiers give."""
    kinds = {logical_type(target), logical_type(prediction)}
    if task == "auto":
        return "regression" if kinds <= {"integer", "number"} and logical_type(prediction) == "number" else "classification"
    if task == "regression" and not kinds <= {"integer", "number"}:
        raise UserError("A regression compares numbers, but the target or the prediction is not a number. Set the task to classification.")
    return task


def _complete(table: pa.Table, target: str, prediction: str) -> tuple[pa.Table, int]:
    usable = pc.and_(_present(table[target]), _present(table[prediction]))
    rows = table.filter(usable)
    if rows.num_rows == 0:
        raise UserError("No row has both a target and a prediction, so there is nothing to compare.")
    return rows, table.num_rows - rows.num_rows


def _present(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type):
        return pc.fill_null(pc.is_finite(column), False)
    return pc.is_valid(column)
