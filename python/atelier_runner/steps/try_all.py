"""Try all: a budgeted search over algorithms and their settings."""

from __future__ import annotations

import time

import pyarrow as pa

from ..errors import UserError
from ..learning.algorithms import CLASSIFIERS, DEFAULTS, MANY_ROWS, REGRESSORS, SLOW_ON_MANY_ROWS, lightgbm
from ..learning.search import Tried, best_of, ranked, refit, score_columns, settings_text, try_candidate
from ..learning.spaces import SUGGESTED, draw, read_space
from ..learning.train import TrainingRows
from ..learning.validation import Folds, Metric, metric_of, rows_and_folds
from ..step import Step

FRONT = 3
"""The best algorithms, on which what is left of the budget is spent."""


def run(step: Step) -> None:
    """Writes the best model, fitted on all rows, and the leaderboard."""
    metric = metric_of(step.params)
    rows, folds = rows_and_folds(step)
    names = _algorithms(step, rows)
    tried = _Search(step, rows, folds, metric).run(names)
    best = best_of(tried, metric)
    order = ranked(tried, metric)
    known = CLASSIFIERS if rows.task == "classification" else REGRESSORS
    table = {
        "rank": pa.array(range(1, len(order) + 1), pa.int64()),
        "algorithm": pa.array([known[entry.algorithm].name for entry in order], pa.string()),
        **score_columns(order, metric),
        "settings": pa.array([settings_text(entry.settings) for entry in order], pa.string()),
    }
    step.write_table("leaderboard", pa.table(table))
    refit(step, rows, {**DEFAULTS, **step.params}, best, metric, len(tried))


def _algorithms(step: Step, rows: TrainingRows) -> list[str]:
    known = CLASSIFIERS if rows.task == "classification" else REGRESSORS
    chosen = list(dict.fromkeys(entry["algorithm"] for entry in step.params["algorithms"]))
    foreign = [name for name in chosen if name not in known]
    if foreign:
        raise UserError(f"{foreign[0]} cannot predict {'classes' if rows.task == 'classification' else 'numbers'}. Take it out of the list.")
    if chosen:
        return chosen
    many = len(rows.values) > MANY_ROWS
    left = [name for name in known if (many and name in SLOW_ON_MANY_ROWS) or (name == "lightgbm" and lightgbm is None)]
    for name in left:
        why = f"it is slow on more than {MANY_ROWS:,} rows" if name != "lightgbm" else "this agent's system lacks its OpenMP runtime"
        print(f"{known[name].name} is left out: {why}. List it to try it all the same.")
    return [name for name in known if name not in left]


class _Search:
    """First each algorithm as it is, then settings of the best ones drawn in turn, until the budget is spent."""

    def __init__(self, step: Step, rows: TrainingRows, folds: Folds, metric: Metric) -> None:
        self.step, self.rows, self.folds, self.metric = step, rows, folds, metric
        self.budget: int = step.params["candidates"]
        minutes = step.params["minutes"]
        self.until = None if minutes is None else time.monotonic() + minutes * 60
        self.tried: list[Tried] = []

    def run(self, names: list[str]) -> list[Tried]:
        for name in names:
            self._try(name, {})
        front = [entry.algorithm for entry in ranked(self.tried, self.metric)[:FRONT] if SUGGESTED[entry.algorithm]]
        drawn = {name: iter(draw(read_space(name, []), self.budget, self.step.params["seed"])) for name in front}
        while drawn and self._left():
            for name in list(drawn):
                settings = next(drawn[name], None)
                if settings is None:
                    del drawn[name]
                else:
                    self._try(name, settings)
        return self.tried

    def _left(self) -> bool:
        """Whether there is budget for another one; the first is always tried."""
        return not self.tried or (len(self.tried) < self.budget and (self.until is None or time.monotonic() < self.until))

    def _try(self, name: str, settings: dict[str, object]) -> None:
        if not self._left():
            return
        params = {**DEFAULTS, **self.step.params, "algorithm": name}
        try:
            entry = try_candidate(self.rows, self.folds, params, settings, self.metric, self.step.threads)
        except UserError as error:
            print(f"{name}: {error}")
            entry = Tried(name, settings, float("nan"), float("nan"), len(self.rows.values))
        self.tried.append(entry)
        print(f"{len(self.tried)} of {self.budget}: {name}, {settings_text(settings)}; {self.metric.name} {entry.mean:.4g} ± {entry.sd:.2g}", flush=True)
