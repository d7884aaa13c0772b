"""Embed images: numbers that describe each picture of a table."""

from __future__ import annotations

import base64

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..step import Step
from ..vision.embed import describe_images

TOLD_EVERY = 160


def run(step: Step) -> None:
    """Writes the table with the descriptions in the place of the pictures."""
    name = step.params["picture"]
    table = step.table("table")
    pictures = picture_column(table, name)
    described, readable = describe_images(pictures, step.threads, lambda done: _tell(done, len(pictures)))
    kept = table.drop_columns([name])
    for part, rows in described.items():
        kept = kept.append_column(part, as_lists(rows))
    unread = int((~readable).sum())
    if unread:
        print(f"{unread} of {len(pictures)} pictures cannot be read; their numbers are zeros.")
    if "network" not in described:
        print("The package with the network's weights is not in this environment: only classical features were made.")
    step.metric("images", len(pictures))
    step.metric("unreadable", unread)
    step.write_table("table", kept)


def picture_column(table: pa.Table, name: str) -> list[bytes | None]:
    """The pictures' bytes.

    :raises UserError: where the column is absent or holds no bytes.
    """
    if name not in table.column_names:
        raise UserError(f"The table has no column “{name}”. Images come with “Import labeled images”.")
    column = table.column(name)
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_string_view(column.type):
        return [_from_text(value) for value in column.to_pylist()]
    if not (pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type) or pa.types.is_binary_view(column.type)):
        raise UserError(f"The column “{name}” holds {column.type}, not the bytes of pictures or base64 text.")
    return column.to_pylist()


def _from_text(value: str | None) -> bytes | None:
    """The bytes that base64 stands for, also of a data URL; None where it is none."""
    try:
        return None if value is None else base64.b64decode(value.rsplit(",", 1)[-1], validate=True)
    except ValueError:
        return None


def as_lists(rows: np.ndarray) -> pa.Array:
    """A list column. Half precision is enough to tell images apart, and compresses to half the size."""
    values = rows.astype(np.float16).astype(np.float32)
    offsets = np.arange(len(values) + 1, dtype=np.int32) * (values.shape[1] if len(values) else 0)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(values.ravel(), pa.float32()))


def _tell(done: int, total: int) -> None:
    if done % TOLD_EVERY == 0 or done == total:
        print(f"{done:,} of {total:,} images", flush=True)
