"""A model and rows with known answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..step import Step
from .features import check_columns
from .labels import class_values
from .model_file import Model, load
from .train import rows_with_target


@dataclass(frozen=True)
class Answered:
    """A model, rows that have a target, and the targets as the model knows them."""

    model: Model
    table: pa.Table
    values: np.ndarray
    skipped: int


def predicting_model(step: Step) -> Model:
    """The model at the input ``model``.

    :raises UserError: where it predicts nothing
    """
    with step.phase("loading"):
        model = load(step.path("model"))
    if model.task == "clustering":
        raise UserError("The model groups rows and predicts nothing. Connect one of Train classifier, Train regressor or a search.")
    return model


def answered_rows(step: Step, most: int, seed: int) -> Answered:
    """Rows of the input ``table`` that have a target, at most ``most`` of them drawn at random, in their order."""
    model = predicting_model(step)
    table = step.table("table")
    check_columns(table.schema, model.features)
    table, skipped = rows_with_target(table, model.target, model.task)
    table = sampled(table, most, seed)
    column = table[model.target]
    values = class_values(column) if model.task == "classification" else column.cast(pa.float64()).to_numpy()
    return Answered(model, table, values, skipped)


def sampled(table: pa.Table, most: int, seed: int) -> pa.Table:
    """At most so many rows, drawn at random, in their order."""
    if table.num_rows <= most:
        return table
    print(f"{most:,} of {table.num_rows:,} rows are used, drawn at random")
    return table.take(np.sort(np.random.default_rng(seed).choice(table.num_rows, most, replace=False)))
