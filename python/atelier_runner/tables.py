"""Tables as Parquet files, and their logical column types."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 122_880
"""Rows of a row group: what DuckDB writes and scans best."""


def logical_type(kind: pa.DataType) -> str:
    """The type a person picks by: integer, number, text, boolean, date, timestamp or other."""
    if pa.types.is_dictionary(kind):
        return logical_type(kind.value_type)
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "number"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or isinstance(kind, pa.UuidType):
        return "text"
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_date(kind):
        return "date"
    return "timestamp" if pa.types.is_timestamp(kind) else "other"


def columns_of(schema: pa.Schema) -> list[dict[str, str]]:
    """Names and logical types in order."""
    return [{"name": field.name, "type": logical_type(field.type)} for field in schema]


def read_table(path: str, columns: list[str] | None = None) -> pa.Table:
    """Reads a Parquet file, rows in the file's order."""
    return pq.ParquetFile(path).read(columns=columns).replace_schema_metadata(None)


def write_table(table: pa.Table, path: str) -> None:
    """Writes Parquet with zstd; the same table gives the same bytes."""
    # Chunks come from how the table was made, and would end up as page boundaries.
    whole = table.replace_schema_metadata(None).combine_chunks()
    pq.write_table(
        whole,
        path,
        compression="zstd",
        row_group_size=ROW_GROUP,
        store_schema=False,
        version="2.6",
        coerce_timestamps="us",
        allow_truncated_timestamps=True,
    )


def name_key(name: str) -> str:
    """How the table engine compares names: letters A to Z without case, all else exactly."""
    return "".join(char.lower() if "A" <= char <= "Z" else char for char in name)


def fresh_name(wanted: str, taken: list[str]) -> str:
    """``wanted``, or with the first number from 2 on behind it that no name in ``taken`` has. As freshName in lib/catalog/columns.ts."""
    keys = {name_key(name) for name in taken}
    number, name = 1, wanted
    while name_key(name) in keys:
        number += 1
        name = f"{wanted}_{number}"
    return name
