"""Tables as pandas data frames, and back, without losing types.

Integers with missing values are ``Int64`` (never floats), true/false with missing values ``boolean``, text ``str``;
dates are ``datetime64[s]`` and times ``datetime64[us]``, which is how the way back tells them apart.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from .errors import UserError
from .tables import name_key

_INTEGERS = {8: pd.Int8Dtype(), 16: pd.Int16Dtype(), 32: pd.Int32Dtype(), 64: pd.Int64Dtype()}
_UNSIGNED = {8: pd.UInt8Dtype(), 16: pd.UInt16Dtype(), 32: pd.UInt32Dtype(), 64: pd.UInt64Dtype()}


def to_frame(table: pa.Table) -> pd.DataFrame:
    """A frame with a column per table column and a plain row number as index."""
    series = {name: _to_series(column) for name, column in zip(table.column_names, table.columns, strict=True)}
    return pd.DataFrame(series, index=pd.RangeIndex(table.num_rows))


def _to_series(column: pa.ChunkedArray) -> pd.Series:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = kind.value_type
    if pa.types.is_decimal(kind):
        column = column.cast(pa.float64())
    elif pa.types.is_date(kind):
        return column.cast(pa.timestamp("s")).to_pandas()
    elif pa.types.is_integer(kind) and column.null_count:
        table = _INTEGERS if pa.types.is_signed_integer(kind) else _UNSIGNED
        return pd.Series(table[kind.bit_width].__from_arrow__(column))
    elif pa.types.is_boolean(kind) and column.null_count:
        return pd.Series(pd.BooleanDtype().__from_arrow__(column))
    elif isinstance(kind, pa.UuidType):
        return pd.Series([None if value is None else str(value) for value in column.to_pylist()], dtype="str")
    return column.to_pandas()


def to_table(value: object, what: str) -> tuple[pa.Table, list[str]]:
    """Turns what a script returned into a table.

    :param what: how messages name the value, such as “what main returned”.
    :returns: the table and remarks on what was changed on the way.
    :raises UserError: where it is not a table, or a column has no type of its own.
    """
    if isinstance(value, pa.Table):
        frame_table = value
        remarks: list[str] = []
    else:
        frame, remarks = _as_frame(value, what)
        columns = [_to_array(frame.iloc[:, at], str(name)) for at, name in enumerate(frame.columns)]
        frame_table = pa.Table.from_arrays(columns, names=[str(name) for name in frame.columns])
    _check_names(frame_table.column_names, what)
    return frame_table, remarks


def _as_frame(value: object, what: str) -> tuple[pd.DataFrame, list[str]]:
    if isinstance(value, pd.Series):
        return _flat(value.to_frame(value.name if value.name is not None else "value"), [])
    if not isinstance(value, pd.DataFrame):
        hint = " Does main end with “return df”?" if value is None else ""
        raise UserError(f"{what} is {_article(value)}, but a pandas DataFrame is needed.{hint}")
    if isinstance(value.columns, pd.MultiIndex):
        flat = value.copy(deep=False)
        flat.columns = pd.Index(["_".join(str(part) for part in name if str(part) != "") for name in value.columns])
        return _flat(flat, ["Column names of several levels were joined with “_”."])
    return _flat(value, [])


def _flat(frame: pd.DataFrame, remarks: list[str]) -> tuple[pd.DataFrame, list[str]]:
    names = [name for name in frame.index.names if name is not None]
    if names:
        remarks.append(f"The index became {'a column' if len(names) == 1 else 'columns'}: {', '.join(map(str, names))}.")
        unnamed = [at for at, name in enumerate(frame.index.names) if name is None]
        if unnamed:
            frame = frame.droplevel(unnamed)
        try:
            frame = frame.reset_index()
        except ValueError as error:
            raise UserError(f"The index has the name of a column: {error}. Call reset_index(drop=True) before returning.") from None
    return frame, remarks


def _to_array(series: pd.Series, name: str) -> pa.Array:
    if isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("object")
    if isinstance(series.dtype, (pd.PeriodDtype, pd.IntervalDtype)) or series.dtype.kind == "m":
        series = series.astype("str")
    if series.dtype.kind == "c":
        raise UserError(f"The column “{name}” holds complex numbers; split it into a real and an imaginary column.")
    try:
        array = pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        kinds = sorted({type(value).__name__ for value in series if value is not None and value is not pd.NA})
        raise UserError(f"The column “{name}” mixes values of the types {', '.join(kinds)}. Give it one type, for example with astype.") from None
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_null(array.type):
        return array.cast(pa.string())
    return _as_date(array)


def _as_date(array: pa.Array) -> pa.Array:
    """A column of whole seconds that are all midnights is one of dates."""
    if not pa.types.is_timestamp(array.type) or array.type.unit != "s" or array.type.tz is not None:
        return array
    days = array.cast(pa.date32(), safe=False)
    return days if days.cast(array.type).equals(array) else array


def _check_names(names: list[str], what: str) -> None:
    if not names:
        raise UserError(f"{what} has no columns.")
    seen: dict[str, str] = {}
    for name in names:
        key = name_key(name)
        if key in seen:
            other = "" if seen[key] == name else f" and “{seen[key]}”"
            raise UserError(f"{what} has two columns called “{name}”{other}. Upper and lower case count as the same.")
        seen[key] = name


def _article(value: object) -> str:
    if value is None:
        return "nothing (None)"
    if isinstance(value, tuple):
        return f"a tuple of {len(value)} values"
    return f"a value of the type {type(value).__name__}"
