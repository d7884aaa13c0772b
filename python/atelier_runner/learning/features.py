"""Which columns a model learns from, and what is odd about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..errors import UserError, quoted
from ..tables import logical_type

ID_SHARE = 0.5
"""A text column in which more than this share of values is different names rows and describes none."""
ID_ROWS = 20
"""Below this many rows different values are no sign of an identifier."""


@dataclass(frozen=True)
class Feature:
    """A column of the training table: its name and logical type."""

    name: str
    type: str


def choose_features(table: pa.Table, target: str, chosen: list[str], excluded: list[str]) -> tuple[list[Feature], list[str]]:
    """The features of a model, in the table's order.

    :param table: training rows, those without a target left out
    :param chosen: the columns to learn from; empty for all but the target
    :returns: features, and warnings in plain words
    :raises UserError: where a chosen column cannot be used, or none is left
    """
    wanted = [name for name in (chosen or table.column_names) if name != target and name not in excluded]
    absent = [name for name in wanted if name not in table.column_names]
    if absent:
        raise UserError(f"The table has no column {quoted(absent)} to learn from.")
    features: list[Feature] = []
    warnings: list[str] = []
    if target in chosen:
        warnings.append(f"“{target}” is the target, so it is not used to predict itself.")
    for name in sorted(set(wanted), key=table.column_names.index):
        kind = logical_type(table.schema.field(name).type)
        fault = _unusable(table[name], kind)
        if fault is None:
            features.append(Feature(name, kind))
            warnings.extend(_remarks(table[name], name, kind))
        elif chosen and kind in ("other", "text"):
            raise UserError(f"“{name}” cannot be used to predict: {fault}. Take it out of the features.")
        else:
            warnings.append(f"“{name}” is left out: {fault}.")
    if not features:
        raise UserError("No column is left to learn from. " + " ".join(warnings))
    return features, warnings


def _unusable(column: pa.ChunkedArray, kind: str) -> str | None:
    if kind == "other":
        return f"its type ({column.type}) is neither number, text, true/false nor time"
    present = len(column) - column.null_count
    if present == 0:
        return "it has no values"
    distinct = pc.count_distinct(column, mode="only_valid").as_py()
    if distinct == 1 and column.null_count == 0:
        return "it has the same value in every row"
    if kind == "text" and present >= ID_ROWS and distinct > ID_SHARE * present:
        return f"{distinct:,} of its {present:,} texts are different, as in a name or an identifier"
    return None


def _remarks(column: pa.ChunkedArray, name: str, kind: str) -> list[str]:
    remarks = []
    present = len(column) - column.null_count
    if kind == "integer" and present >= ID_ROWS and column.null_count == 0 and _counts_rows(column, name):
        remarks.append(f"“{name}” looks like a row number or identifier; a model that learns from it may fail on new rows.")
    if column.null_count > 0.5 * len(column):
        remarks.append(f"“{name}” is missing in {column.null_count / len(column):.0%} of the rows.")
    if kind == "number" and pc.any(pc.is_inf(column.cast(pa.float64()))).as_py():
        remarks.append(f"“{name}” holds infinite values; they count as missing.")
    return remarks


def _counts_rows(column: pa.ChunkedArray, name: str) -> bool:
    if pc.count_distinct(column).as_py() != len(column):
        return False
    extent = pc.min_max(column).as_py()
    return extent["max"] - extent["min"] == len(column) - 1 or re.search(r"(^|[_\W])(id|key|index|nr|no)$", name, re.IGNORECASE) is not None


def check_columns(table_schema: pa.Schema, features: list[Feature]) -> None:
    """Makes sure that a table has what a model needs.

    :raises UserError: naming the columns that are missing or of another type than in training
    """
    absent = [feature.name for feature in features if feature.name not in table_schema.names]
    if absent:
        raise UserError(f"The table lacks {'a column' if len(absent) == 1 else 'columns'} that the model learned from: {quoted(absent)}.")
    for feature in features:
        kind = logical_type(table_schema.field(feature.name).type)
        if _family(kind) != _family(feature.type):
            raise UserError(f"“{feature.name}” is {_words[kind]} here, but was {_words[feature.type]} when the model learned.")


def _family(kind: str) -> str:
    return {"integer": "number", "timestamp": "date"}.get(kind, kind)


_words: dict[Any, str] = {
    "integer": "a whole number",
    "number": "a number",
    "text": "text",
    "boolean": "true/false",
    "date": "a date",
    "timestamp": "a date with time",
    "other": "of another type",
}
