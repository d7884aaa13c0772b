"""Searches for the best parameters, and the table of what they found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.experimental import enable_halving_search_cv  # noqa: F401  # makes the next import possible
from sklearn.model_selection import HalvingGridSearchCV

from ..errors import UserError
from ..step import Step
from .spaces import TEXTS, WHOLE
from .train import TrainingRows, fit, new_pipeline, write_model
from .validation import SCORERS, Folds, Metric, cross_scores, number_column


@dataclass(frozen=True)
class Tried:
    """One candidate: its algorithm, what was set, and its mean score and deviation over folds of ``rows`` rows in round ``round``."""

    algorithm: str
    settings: dict[str, Any]
    mean: float
    sd: float
    rows: int
    round: int = 0


def try_candidate(rows: TrainingRows, folds: Folds, params: dict[str, Any], settings: dict[str, Any], metric: Metric, threads: int) -> Tried:
    """Cross-validates the algorithm of ``params`` with other settings."""
    _, pipeline = new_pipeline(rows, {**params, **settings}, threads)
    mean, sd = metric.of(cross_scores(pipeline, rows, folds))
    return Tried(params["algorithm"], settings, mean, sd, len(rows.values))


def halve(rows: TrainingRows, folds: Folds, params: dict[str, Any], candidates: list[dict[str, Any]], metric: Metric, threads: int) -> list[Tried]:
    """scikit-learn's successive halving: all candidates on few rows, the best third of them on three times as many, and so on."""
    models = [new_pipeline(rows, {**params, **settings}, threads)[1].named_steps["model"] for settings in candidates]
    base = new_pipeline(rows, {**params, **candidates[0]}, threads)[1]
    search = HalvingGridSearchCV(
        base, {"model": models}, factor=3, scoring=SCORERS[rows.task][metric.name][0], cv=_Fixed(folds), random_state=params["seed"],
        refit=False, return_train_score=False, error_score=np.nan, verbose=1, min_resources=_least(rows, folds, len(candidates)),
    )  # fmt: skip
    search.fit(rows.frame, rows.values)
    found = search.cv_results_
    places = {id(model): at for at, model in enumerate(models)}
    return [
        Tried(params["algorithm"], candidates[places[id(entry["model"])]], metric.sign * mean, sd, int(used), int(turn) + 1)
        for entry, mean, sd, used, turn in zip(
            found["params"], found["mean_test_score"], found["std_test_score"], found["n_resources"], found["iter"], strict=True
        )
    ]


def _least(rows: TrainingRows, folds: Folds, candidates: int) -> int:
    """Rows of the first round: so few that the last one takes all, but enough for every fold and class."""
    turns = int(np.floor(np.log(max(1, candidates)) / np.log(3)))
    classes = len(rows.classes) if rows.classes else 1
    return min(len(rows.values), max(len(rows.values) // 3**turns, 10 * len(folds) * classes))


class _Fixed:
    """Folds that are made already. Fewer rows are a part of each fold, as scikit-learn's halving draws them."""

    def __init__(self, folds: Folds) -> None:
        self.folds = folds

    def split(self, *_: Any, **__: Any) -> Any:
        return iter(self.folds)

    def get_n_splits(self, *_: Any, **__: Any) -> int:
        return len(self.folds)


def best_of(tried: list[Tried], metric: Metric) -> Tried:
    """The best of the last round; of equals the first."""
    last = [entry for entry in tried if entry.round == max(other.round for other in tried) and not np.isnan(entry.mean)]
    if not last:
        raise UserError(f"No candidate could be scored by {metric.name} in every fold. Choose fewer folds, or another metric.")
    return max(last, key=lambda entry: metric.sign * entry.mean)


def ranked(tried: list[Tried], metric: Metric) -> list[Tried]:
    """Best first; a later round stands before an earlier one, and what could not be scored last."""
    return sorted(tried, key=lambda entry: (-entry.round, np.isnan(entry.mean), -metric.sign * entry.mean))


def score_columns(order: list[Tried], metric: Metric) -> dict[str, pa.Array]:
    return {metric.name: number_column([entry.mean for entry in order]), f"{metric.name}_sd": number_column([entry.sd for entry in order])}


def setting_column(name: str, order: list[Tried]) -> pa.Array:
    """One parameter of all candidates."""
    kind = pa.string() if name in TEXTS else pa.int64() if name in WHOLE else pa.float64()
    return pa.array([entry.settings.get(name) for entry in order], kind)


def settings_text(settings: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {'none' if value is None else value}" for name, value in settings.items()) or "as given"


def refit(step: Step, rows: TrainingRows, params: dict[str, Any], best: Tried, metric: Metric, count: int) -> None:
    """Fits the best candidate on all rows and writes its model."""
    chosen = {**params, **best.settings, "algorithm": best.algorithm}
    algorithm, pipeline = new_pipeline(rows, chosen, step.threads)
    print(f"Best of {count}: {algorithm.name} with {settings_text(best.settings)}; {metric.name} {best.mean:.4g} ± {best.sd:.2g} over folds")
    step.metric(f"cv_{metric.name}", best.mean)
    step.metric(f"cv_{metric.name}_sd", best.sd)
    step.metric("candidates", count)
    remarks = fit(pipeline, rows)
    write_model(step, rows, algorithm, pipeline, chosen, remarks)
