"""Compare models: the same rows for all, and how sure it is that one is better."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..learning.against_target import sampled
from ..learning.comparing import Answers, Verdict, in_words, on_folds, on_rows, resampled, scorer_of
from ..learning.decide import decide, fresh
from ..learning.features import check_columns
from ..learning.labels import class_values, label
from ..learning.members import distinct, models_at
from ..learning.model_file import Model
from ..learning.prepare import prepare
from ..learning.train import TrainingRows, rows_with_target
from ..learning.validation import SCORERS, Metric, fit_fold, make_folds, metric_of, number_column, score_fold
from ..step import Step

MOST_ROWS = 50_000
"""Rows that are compared; more would not narrow the intervals much, and each is drawn a thousand times."""


@dataclass(frozen=True)
class Compared:
    """Models that were measured: their names, metrics, and verdicts by pair of places, the better one first."""

    names: list[str]
    metrics: list[dict[str, float]]
    verdicts: list[tuple[int, int, Verdict]]
    rows: int


def run(step: Step) -> None:
    """Writes a row per model, and a row per pair of models."""
    params = step.params
    metric = metric_of(params)
    models = models_at(step, params["task"])
    if len(models) < 2:
        raise UserError("Connect at least two models to compare.")
    table = step.table("table")
    for model in models:
        check_columns(table.schema, model.features)
    table, skipped = rows_with_target(table, models[0].target, params["task"])
    table = sampled(table, MOST_ROWS, params["seed"])
    if skipped:
        print(f"{skipped:,} rows without “{models[0].target}” are left out")
    values = class_values(table[models[0].target]) if params["task"] == "classification" else table[models[0].target].cast(pa.float64()).to_numpy()
    names = _names(params["names"], models)
    compared = (_on_folds if params["how"] == "folds" else _on_rows)(step, metric, models, names, table, values)
    _write(step, metric, compared)


def _names(given: str, models: list[Model]) -> list[str]:
    own = [name.strip() for name in given.split(",") if name.strip()]
    if own and len(own) != len(models):
        raise UserError(f"There are {len(models)} models but {len(own)} names. Give a name to each, or none.")
    return distinct(own or [str(model.card["algorithmName"]) for model in models])


def _on_rows(step: Step, metric: Metric, models: list[Model], names: list[str], table: pa.Table, values: np.ndarray) -> Compared:
    """As the models are, on rows that none of them should have learned from."""
    params = step.params
    classes = models[0].pipeline.classes_ if params["task"] == "classification" else None
    if classes is not None:
        _same_classes(models, values)
    answers = [_answers(name, model, table) for name, model in zip(names, models, strict=True)]
    if metric.name in ("roc_auc", "log_loss") and any(answer.probable is None for answer in answers):
        raise UserError(f"{next(a.name for a in answers if a.probable is None)} votes and knows no probabilities, which {metric.name} needs. Choose another metric.")
    every = np.arange(len(values))
    metrics = [{name: scorer_of(name, values, classes)(answer, every) for name in SCORERS[params["task"]]} for answer in answers]
    drawn = resampled(answers, scorer_of(metric.name, values, classes), len(values), params["resamples"], params["seed"])
    verdicts = []
    for a, b in combinations(range(len(models)), 2):
        a, b = (a, b) if not metric.beats(metrics[b][metric.name], metrics[a][metric.name]) else (b, a)
        whole = (metrics[a][metric.name], metrics[b][metric.name])
        verdicts.append((a, b, on_rows(metric, answers[a], answers[b], values, whole, (drawn[:, a], drawn[:, b]), params["confidence"], params["task"])))
    return Compared(names, metrics, verdicts, len(values))


def _same_classes(models: list[Model], values: np.ndarray) -> None:
    known = [label(value) for value in models[0].pipeline.classes_]
    for model in models[1:]:
        if [label(value) for value in model.pipeline.classes_] != known:
            raise UserError("The models know different classes, so their probabilities cannot be compared. Train them on the same rows.")
    strange = sorted({label(value) for value in np.unique(values)} - set(known))
    if strange:
        raise UserError(f"The models do not know the class “{strange[0]}”. Drop these rows, or train with such rows.")


def _answers(name: str, model: Model, table: pa.Table) -> Answers:
    frame = prepare(table, model.features)
    if model.task == "regression" or not hasattr(model.pipeline, "predict_proba"):
        return Answers(name, model.pipeline.predict(frame), None)
    probable = model.pipeline.predict_proba(frame)
    return Answers(name, decide(model.pipeline, probable), probable)


def _on_folds(step: Step, metric: Metric, models: list[Model], names: list[str], table: pa.Table, values: np.ndarray) -> Compared:
    """The recipe of each model, learned anew in every fold."""
    params = step.params
    rows = TrainingRows(params["task"], models[0].target, table, 0, models[0].features, None, values, None, [])
    folds = make_folds(rows, {**params, "folding": "stratified"}, None)
    scores = []
    for name, model in zip(names, models, strict=True):
        own = TrainingRows(params["task"], model.target, table, 0, model.features, prepare(table, model.features), values, None, [])
        scores.append([score_fold(fit_fold(fresh(model.pipeline), own, train), own, test) for train, test in folds])
        print(f"{name}: {', '.join(f'{fold[metric.name]:.4g}' for fold in scores[-1])}", flush=True)
    metrics = [{key: float(np.mean([fold[key] for fold in own])) for key in own[0]} for own in scores]
    shares = np.array([len(test) / len(train) for train, test in folds])
    by_fold = [np.array([fold[metric.name] for fold in own]) for own in scores]
    verdicts = []
    for a, b in combinations(range(len(models)), 2):
        a, b = (a, b) if not metric.beats(metrics[b][metric.name], metrics[a][metric.name]) else (b, a)
        verdicts.append((a, b, on_folds(metric, by_fold[a], by_fold[b], shares, params["confidence"])))
    return Compared(names, metrics, verdicts, len(values))


def _write(step: Step, metric: Metric, compared: Compared) -> None:
    order = sorted(range(len(compared.names)), key=lambda at: -metric.sign * np.nan_to_num(compared.metrics[at][metric.name], nan=-metric.sign * np.inf))
    columns: dict[str, Any] = {"model": pa.array([compared.names[at] for at in order], pa.string()), "rows": pa.array([compared.rows] * len(order), pa.int64())}
    columns |= {name: number_column([compared.metrics[at][name] for at in order]) for name in compared.metrics[0]}
    step.write_table("metrics", pa.table(columns))
    confidence = step.params["confidence"]
    sentences = [in_words(compared.names[a], compared.names[b], metric.name, verdict, confidence) for a, b, verdict in compared.verdicts]
    for sentence in sentences:
        print(sentence)
    found = [verdict for _, _, verdict in compared.verdicts]
    pairs = {
        "verdict": pa.array(sentences, pa.string()),
        "better": pa.array([compared.names[a] for a, _, _ in compared.verdicts], pa.string()),
        "than": pa.array([compared.names[b] for _, b, _ in compared.verdicts], pa.string()),
        "metric": pa.array([metric.name] * len(found), pa.string()),
        **{name: number_column([getattr(verdict, name) for verdict in found]) for name in ("difference", "low", "high", "p_value")},
        "test": pa.array([verdict.test for verdict in found], pa.string()),
        "sure": pa.array([bool(verdict.low > 0) for verdict in found], pa.bool_()),
    }
    step.write_table("comparison", pa.table(pairs))
    for at, name in enumerate(compared.names):
        step.metric(f"{metric.name} of {name}", compared.metrics[at][metric.name])
