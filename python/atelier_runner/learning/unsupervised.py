"""What steps without a target share: rows, features and the columns that algorithms see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.pipeline import Pipeline

from ..errors import UserError
from ..step import Step
from ..tables import name_key
from .features import Feature, choose_features
from .prepare import prepare
from .preprocessing import build_pipeline


@dataclass(frozen=True)
class PlainRows:
    """A table, the columns of it that are looked at, and remarks on those that are not."""

    table: pa.Table
    features: list[Feature]
    frame: Any
    remarks: list[str]


def plain_rows(step: Step) -> PlainRows:
    """The input ``table`` by the step's params ``features`` and ``exclude``; remarks go to the log.

    :raises UserError: where there is no row, or no column to look at
    """
    table = step.table("table")
    if table.num_rows == 0:
        raise UserError("The table has no rows.")
    features, remarks = choose_features(table, "", step.params["features"], step.params["exclude"])
    for remark in remarks:
        print(remark)
    return PlainRows(table, features, prepare(table, features), remarks)


def unsupervised_pipeline(rows: PlainRows, estimator: object, max_categories: int, family: str = "scaled") -> Pipeline:
    """Preparation and algorithm; the algorithm always gets dense columns."""
    return build_pipeline(rows.features, family, estimator, max_categories, dense=True)


def with_columns(table: pa.Table, added: dict[str, pa.Array]) -> pa.Table:
    """The table with columns behind its own.

    :raises UserError: where a name is taken
    """
    taken = {name_key(name) for name in table.column_names}
    for name, values in added.items():
        if name_key(name) in taken:
            raise UserError(f"The table already has a column “{name}”. Choose another name, or drop that column before.")
        table = table.append_column(name, values)
    return table


def prepared_matrix(pipeline: Pipeline, rows: PlainRows) -> np.ndarray:
    """Learns the preparation from the rows, and gives rows × prepared columns."""
    return np.asarray(pipeline.named_steps["preprocess"].fit_transform(rows.frame), float)
