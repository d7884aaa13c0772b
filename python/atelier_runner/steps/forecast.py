"""Forecast: a series continued by a model of its own past, and how good that would have been before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ..errors import UserError, quoted
from ..step import Step
from ..tables import logical_type

LEAST_ROWS = 8
"""Rows of lags that a model needs to learn from."""


@dataclass(frozen=True)
class Series:
    """Values in the order of their times, one time a value."""

    times: Any
    values: np.ndarray
    kind: pa.DataType

    def after(self, count: int) -> Any:
        """The times that follow, at the distance that the series has."""
        if isinstance(self.times, pd.DatetimeIndex):
            named = pd.infer_freq(self.times)
            if named is None:
                print("Times are not at equal distances; the forecast goes on at the median distance.")
            return pd.date_range(self.times[-1], periods=count + 1, freq=named or pd.Series(self.times).diff().median())[1:]
        return self.times[-1] + int(np.median(np.diff(self.times))) * np.arange(1, count + 1)

    def column(self, times: Any) -> pa.Array:
        """Times as the table had them."""
        plain = times.as_unit("us") if isinstance(times, pd.DatetimeIndex) else times
        return pa.Array.from_pandas(plain).cast(self.kind, safe=False)


def run(step: Step) -> None:
    """Writes the forecast with its likely range, and the back-test that the range comes from."""
    params = step.params
    series = _series(step)
    horizon, windows = params["horizon"], params["windows"]
    tested = [_test(series.values, len(series.values) - horizon * back, params, step.threads) for back in range(windows, 0, -1)]
    errors = np.concatenate([actual - forecast for actual, forecast, _ in tested])
    naive = np.concatenate([actual - simple for actual, _, simple in tested])
    low, high = np.quantile(errors, [(1 - params["level"]) / 2, (1 + params["level"]) / 2])
    for name, value in {"mae": np.abs(errors).mean(), "rmse": np.sqrt((errors**2).mean()), "baseline_rmse": np.sqrt((naive**2).mean())}.items():
        step.metric(name, float(value))
        print(f"Back-test: {name} = {value:.6g}")
    future = _continue(series.values, horizon, params, step.threads)
    step.write_table(
        "forecast",
        pa.table(
            {
                params["time"]: series.column(series.after(horizon)),
                "forecast": pa.array(future, pa.float64()),
                "lower": pa.array(future + low, pa.float64()),
                "upper": pa.array(future + high, pa.float64()),
            }
        ),
    )
    step.write_table("backtest", _backtest(series, tested, params))


def _series(step: Step) -> Series:
    params = step.params
    schema = step.schema("table")
    for name, role in ((params["time"], "the time"), (params["value"], "the value")):
        if name not in schema.names:
            raise UserError(f"The table has no column “{name}” for {role}. It has {quoted(schema.names)}.")
    table = step.table("table", [params["time"], params["value"]]).drop_null().sort_by(params["time"])
    kind = schema.field(params["time"]).type
    if logical_type(kind) not in ("date", "timestamp", "integer"):
        raise UserError(f"“{params['time']}” is no time. It must be a date, a date with time, or a whole number such as a year.")
    if logical_type(schema.field(params["value"]).type) not in ("integer", "number"):
        raise UserError(f"“{params['value']}” is not a number.")
    times = table[params["time"]].to_numpy() if logical_type(kind) == "integer" else pd.DatetimeIndex(table[params["time"]].cast(pa.timestamp("us"), safe=False).to_pandas())
    values = table[params["value"]].cast(pa.float64()).to_numpy()
    finite = np.isfinite(values)
    times, values = times[finite], values[finite]
    left = step.table("table", [params["time"]]).num_rows - len(values)
    if left:
        print(f"{left:,} rows without a time or a value are left out")
    if len(pd.unique(times)) < len(times):
        raise UserError(f"“{params['time']}” has a time more than once. Group the table by it before, so that each time has one value.")
    needed = _reach(params) + 1 + int(params["difference"]) + LEAST_ROWS + params["horizon"] * params["windows"]
    if len(values) < needed:
        raise UserError(f"The series has {len(values):,} values, but {needed:,} are needed to learn from and to test. Choose fewer lags, a shorter horizon or fewer back-tests.")
    return Series(times, values, kind)


def _reach(params: dict[str, Any]) -> int:
    return max(params["lags"], params["season"] or 0)


def _offsets(params: dict[str, Any]) -> list[int]:
    """How far back a model looks: the last values, and the one a season ago."""
    return sorted({*range(1, params["lags"] + 1), *([params["season"]] if params["season"] else [])})


def _continue(values: np.ndarray, horizon: int, params: dict[str, Any], threads: int) -> np.ndarray:
    """Learns from the values and forecasts step by step, each on the forecasts before it."""
    if params["method"] == "naive":
        return _naive(values, horizon, params)
    past = np.diff(values) if params["difference"] else values
    offsets, reach = _offsets(params), _reach(params)
    at = np.arange(reach, len(past))
    model = _model(params, threads).fit(np.stack([past[at - back] for back in offsets], axis=1), past[at])
    known = list(past)
    for _ in range(horizon):
        known.append(float(model.predict([[known[-back] for back in offsets]])[0]))
    made = np.array(known[len(past) :])
    return values[-1] + np.cumsum(made) if params["difference"] else made


def _naive(values: np.ndarray, horizon: int, params: dict[str, Any]) -> np.ndarray:
    """The values of the last season again, or the last value."""
    return np.resize(values[-(params["season"] or 1) :], horizon)


def _model(params: dict[str, Any], threads: int) -> Any:
    if params["method"] == "ridge":
        return make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    if params["method"] == "random_forest":
        return RandomForestRegressor(200, random_state=params["seed"], n_jobs=threads)
    return HistGradientBoostingRegressor(random_state=params["seed"], early_stopping=False)


def _test(values: np.ndarray, cut: int, params: dict[str, Any], threads: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What came after ``cut``, what would have been forecast, and what the naive forecast was."""
    horizon = params["horizon"]
    return values[cut : cut + horizon], _continue(values[:cut], horizon, params, threads), _naive(values[:cut], horizon, params)


def _backtest(series: Series, tested: list[tuple[np.ndarray, np.ndarray, np.ndarray]], params: dict[str, Any]) -> pa.Table:
    horizon = params["horizon"]
    start = len(series.values) - horizon * len(tested)
    count = horizon * len(tested)
    return pa.table(
        {
            "window": pa.array(np.arange(count) // horizon + 1, pa.int64()),
            "step": pa.array(np.arange(count) % horizon + 1, pa.int64()),
            params["time"]: series.column(series.times[start:]),
            "actual": pa.array(np.concatenate([actual for actual, _, _ in tested])),
            "forecast": pa.array(np.concatenate([forecast for _, forecast, _ in tested])),
            "naive": pa.array(np.concatenate([simple for _, _, simple in tested])),
        }
    )
