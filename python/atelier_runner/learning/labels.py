"""Classes: how a value of the target is written, and in which order classes stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from ..tables import logical_type


def label(value: Any) -> str:
    """A class as text: ``true``/``false`` for booleans, ``3`` for 3 and 3.0, the text itself for text."""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)


def class_values(column: pa.ChunkedArray) -> np.ndarray:
    """The values of a column without missing ones as an array that scikit-learn can sort: text, whole numbers, numbers or booleans."""
    kind = logical_type(column.type)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if kind == "text":
        return np.array(column.to_pylist(), dtype=object)
    if kind == "number":
        return column.cast(pa.float64()).to_numpy()
    return column.to_numpy()


def as_labels(values: np.ndarray) -> np.ndarray:
    """Each value as its label; distinct values are written once, so that long columns stay cheap."""
    distinct, codes = np.unique(values, return_inverse=True)
    return np.array([label(value) for value in distinct], dtype=object)[codes]


def in_order(labels: set[str]) -> list[str]:
    """Labels sorted as numbers where all of them are numbers, else as text."""
    try:
        return sorted(labels, key=lambda text: (float(text), text))
    except ValueError:
        return sorted(labels)
