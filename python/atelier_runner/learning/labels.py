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


def labelled(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    """The labels in a column without missing values, and for each row the place of its label among them."""
    encoded = column.combine_chunks().dictionary_encode() if not pa.types.is_dictionary(column.type) else column.combine_chunks()
    places: dict[str, int] = {}
    by_entry = np.array([places.setdefault(label(value), len(places)) for value in encoded.dictionary.to_pylist()], dtype=np.int64)
    return list(places), by_entry[encoded.indices.to_numpy()]


def in_order(labels: set[str]) -> list[str]:
    """Labels sorted as numbers where all of them are numbers, else as text."""
    try:
        return sorted(labels, key=lambda text: (float(text), text))
    except ValueError:
        return sorted(labels)
