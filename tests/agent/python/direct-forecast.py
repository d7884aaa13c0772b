"""A recursive forecast written out with scikit-learn. Usage: direct-forecast.py FILE; columns month and sold. Prints JSON."""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

y = pd.read_parquet(sys.argv[1]).sort_values("month")["sold"].astype(float)


def ahead(history, model, difference, count=4, lags=(1, 2, 12)):
    series = history.diff().dropna() if difference else history
    frame = pd.concat({lag: series.shift(lag) for lag in lags}, axis=1).dropna()
    model.fit(frame.to_numpy(), series.loc[frame.index].to_numpy())
    known = series.tolist()
    for _ in range(count):
        known.append(model.predict(np.array([[known[-lag] for lag in lags]]))[0])
    made = np.array(known[-count:])
    return (history.iloc[-1] + made.cumsum() if difference else made).tolist()


makers = {
    "ridge": lambda: make_pipeline(StandardScaler(), Ridge()),
    "random_forest": lambda: RandomForestRegressor(200, random_state=42),
    "hist_gradient_boosting": lambda: HistGradientBoostingRegressor(early_stopping=False, random_state=42),
}
out = {name: {str(difference).lower(): ahead(y, make(), difference) for difference in (True, False)} for name, make in makers.items()}
cuts = [len(y) - 8, len(y) - 4]
tests = [ahead(y.iloc[:cut], makers["ridge"](), True) for cut in cuts]
actual, made = y.iloc[-8:].to_numpy(), np.concatenate(tests)
naive = np.concatenate([y.iloc[cut - 12 : cut - 8].to_numpy() for cut in cuts])
out["backtest"] = {"actual": actual.tolist(), "forecast": made.tolist(), "naive": naive.tolist()}
out["metrics"] = {"mae": mean_absolute_error(actual, made), "rmse": root_mean_squared_error(actual, made), "baseline_rmse": root_mean_squared_error(actual, naive)}
out["range"] = np.quantile(actual - made, [0.1, 0.9]).tolist()
print(json.dumps(out))
