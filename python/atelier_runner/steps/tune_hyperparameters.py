"""Tune hyperparameters: the best settings of one algorithm by cross-validation, and a model with them."""

from __future__ import annotations

import pyarrow as pa

from ..errors import UserError
from ..learning.search import Tried, best_of, halve, ranked, refit, score_columns, setting_column, settings_text, try_candidate
from ..learning.spaces import draw, grid_of, read_space
from ..learning.validation import metric_of, rows_and_folds
from ..step import Step

MOST = 1_000
"""Candidates of a search."""


def run(step: Step) -> None:
    """Writes the best candidate, fitted on all rows, and the leaderboard."""
    metric = metric_of(step.params)
    space = read_space(step.params["algorithm"], step.params["space"])
    rows, folds = rows_and_folds(step)
    params = step.params
    grid = params["search"] == "grid"
    candidates = grid_of(space) if grid else draw(space, params["candidates"], params["seed"])
    if len(candidates) > MOST:
        raise UserError(f"The grid has {len(candidates):,} combinations; up to {MOST:,} are tried. Give fewer values, or search at random.")
    print(f"{len(candidates)} candidates × {len(folds)} folds", flush=True)
    if params["search"] == "halving":
        tried = halve(rows, folds, params, candidates, metric, step.threads)
    else:
        tried = []
        for number, settings in enumerate(candidates, 1):
            tried.append(try_candidate(rows, folds, params, settings, metric, step.threads))
            print(f"{number} of {len(candidates)}: {settings_text(settings)}; {metric.name} {tried[-1].mean:.4g} ± {tried[-1].sd:.2g}", flush=True)
    best = best_of(tried, metric)
    order = ranked(tried, metric)
    step.write_table("leaderboard", _leaderboard(order, list(space), score_columns(order, metric), params["search"] == "halving"))
    refit(step, rows, params, best, metric, len(candidates))


def _leaderboard(order: list[Tried], names: list[str], scores: dict[str, pa.Array], rounds: bool) -> pa.Table:
    columns: dict[str, pa.Array] = {"rank": pa.array(range(1, len(order) + 1), pa.int64())}
    columns |= {name: setting_column(name, order) for name in names} | scores
    if rounds:
        columns["round"] = pa.array([entry.round for entry in order], pa.int64())
        columns["rows"] = pa.array([entry.rows for entry in order], pa.int64())
    return pa.table(columns)
