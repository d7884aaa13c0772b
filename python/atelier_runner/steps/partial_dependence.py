"""Partial dependence: the mean prediction when a feature has one value in all rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats.mstats import mquantiles

from ..errors import UserError, quoted
from ..learning.against_target import predicting_model, sampled
from ..learning.features import Feature, check_columns
from ..learning.labels import label
from ..learning.model_file import Model
from ..learning.prepare import prepare
from ..step import Step

MOST_CATEGORIES = 50
SHOWN = 3
"""Features that are drawn where none is chosen: the model's most important ones."""


def run(step: Step) -> None:
    """Writes a row per feature, value and class."""
    params = step.params
    model = predicting_model(step)
    table = step.table("table")
    check_columns(table.schema, model.features)
    table = sampled(table, params["rows"], params["seed"])
    if table.num_rows == 0:
        raise UserError("The table has no rows.")
    columns: dict[str, list[Any]] = {"feature": [], "value": [], "label": [], "class": [], "mean_prediction": []}
    for feature in _chosen(model, params["features"]):
        for value in _values(table[feature.name], feature, params["points"]):
            for name, mean in _means(model, table, feature, value):
                row = (feature.name, float(value.as_py()) if feature.type in ("integer", "number") else None, label(value.as_py()), name, mean)
                for column, cell in zip(columns.values(), row, strict=True):
                    column.append(cell)
        print(feature.name, flush=True)
    types = {"value": pa.float64(), "mean_prediction": pa.float64()}
    step.write_table("table", pa.table({name: pa.array(cells, types.get(name, pa.string())) for name, cells in columns.items()}))


def _chosen(model: Model, names: list[str]) -> list[Feature]:
    by_name = {feature.name: feature for feature in model.features}
    foreign = [name for name in names if name not in by_name]
    if foreign:
        raise UserError(f"The model did not learn from {quoted(foreign)}. It learned from {quoted(list(by_name))}.")
    wanted = names or [str(entry["feature"]) for entry in model.card["importances"][:SHOWN]]
    return [by_name[name] for name in wanted]


def _values(column: pa.ChunkedArray, feature: Feature, points: int) -> list[pa.Scalar]:
    """As scikit-learn chooses them: all different values where there are few, else evenly from the 5 % to the 95 % quantile."""
    present = pc.drop_null(column.combine_chunks())
    if pa.types.is_floating(present.type):
        present = present.filter(pc.is_finite(present))
    if len(present) == 0:
        raise UserError(f"“{feature.name}” has no values here.")
    counts = pc.value_counts(present)
    if feature.type in ("text", "boolean"):
        # The most frequent categories, in the order of their names.
        order = np.argsort(-counts.field("counts").to_numpy(), kind="stable")[:MOST_CATEGORIES]
        return sorted(counts.field("values").take(order), key=lambda value: str(value))
    if len(counts) <= points:
        different = counts.field("values")
        return list(different.take(pc.sort_indices(different)))
    if feature.type in ("integer", "number"):
        numbers = present.cast(pa.float64()).to_numpy()
        low, high = mquantiles(numbers, prob=(0.05, 0.95))
        return [pa.scalar(float(value)) for value in np.linspace(low, high, points)] if low < high else [pa.scalar(float(low))]
    instants = np.sort(present.cast(pa.timestamp("us"), safe=False).cast(pa.int64()).to_numpy())
    low, high = (instants[int(share * (len(instants) - 1))] for share in (0.05, 0.95))
    return [pa.scalar(int(value)).cast(pa.timestamp("us")) for value in np.linspace(low, high, points)]


def _means(model: Model, table: pa.Table, feature: Feature, value: pa.Scalar) -> list[tuple[str | None, float]]:
    """The mean prediction, or by class the mean probability; of two classes the last alone."""
    fixed = table.set_column(table.column_names.index(feature.name), feature.name, pa.repeat(value, table.num_rows))
    frame = prepare(fixed, model.features)
    if model.task == "regression":
        return [(None, float(model.pipeline.predict(frame).mean()))]
    if hasattr(model.pipeline, "predict_proba"):
        means = model.pipeline.predict_proba(frame).mean(axis=0)
    else:
        # Models that only vote tell the share of rows that a class gets.
        means = (model.pipeline.predict(frame)[:, None] == model.pipeline.classes_).mean(axis=0)
    named = [(label(name), float(mean)) for name, mean in zip(model.pipeline.classes_, means, strict=True)]
    return named[1:] if len(named) == 2 else named
