"""From a table to the frame that a pipeline takes.

Only what needs no learning happens here: numbers become floats, dates their parts. All that is learned from rows
(medians, scales, categories) is part of the scikit-learn pipeline, so that it is learned from training rows alone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .features import Feature

DATE_PARTS = ("year", "month", "day", "weekday", "days")
"""Numbers made of a date: the last is days since 1970, with the time of day as a fraction."""


def prepared_names(feature: Feature) -> list[str]:
    """The frame's columns that stand for a feature."""
    if feature.type in ("date", "timestamp"):
        return [f"{feature.name} ({part})" for part in DATE_PARTS]
    return [feature.name]


def prepare(table: pa.Table, features: list[Feature]) -> pd.DataFrame:
    """Float columns (NaN where missing) for numbers, booleans and dates; objects (None where missing) for text."""
    columns: dict[str, np.ndarray] = {}
    for feature in features:
        values = table[feature.name]
        if feature.type in ("date", "timestamp"):
            columns.update(zip(prepared_names(feature), _date_parts(values), strict=True))
        elif feature.type == "text":
            columns[feature.name] = _texts(values)
        else:
            columns[feature.name] = _floats(values)
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows), copy=False)


def _floats(column: pa.ChunkedArray) -> np.ndarray:
    values = pc.fill_null(column.cast(pa.float64(), safe=False), float("nan")).to_numpy()
    infinite = np.isinf(values)
    return np.where(infinite, np.nan, values) if infinite.any() else values


def _texts(column: pa.ChunkedArray) -> np.ndarray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return column.cast(pa.string()).to_numpy(zero_copy_only=False)


def _date_parts(column: pa.ChunkedArray) -> list[np.ndarray]:
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        column = column.cast(pa.timestamp("us", tz="UTC")).cast(pa.timestamp("us"))
    stamps = column.cast(pa.timestamp("us"), safe=False)
    parts = [pc.year(stamps), pc.month(stamps), pc.day(stamps), pc.day_of_week(stamps)]
    days = pc.divide(stamps.cast(pa.int64()).cast(pa.float64(), safe=False), 86_400_000_000.0)
    return [_floats(part) for part in [*parts, days]]
