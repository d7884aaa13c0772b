"""Several models at once: those at a step's inputs, and names that tell them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..errors import UserError
from ..step import Step
from .features import check_columns
from .model_file import Model, load
from .prepare import prepare
from .train import TrainingRows

PORTS = ("model", "second", "third", "fourth", "fifth")
"""Inputs of steps that take several models."""
_WORDS = {"classification": "classes", "regression": "numbers", "clustering": "clusters"}


def models_at(step: Step, task: str) -> list[Model]:
    """The models at the inputs, in the order of the ports; what is not connected is passed over.

    :raises UserError: where one predicts something else than the first, or is of another task
    """
    with step.phase("loading"):
        models = [load(step.path(port)) for port in PORTS if step.connected(port)]
    for model in models:
        if model.task != task:
            raise UserError(f"{model.card['algorithmName']} predicts {_WORDS[model.task]}, not {_WORDS[task]}. Connect another model, or change what is predicted.")
        if model.target != models[0].target:
            raise UserError(f"One model predicts “{models[0].target}”, another “{model.target}”. Connect models of the same target.")
    return models


def distinct(names: list[str]) -> list[str]:
    """Equal names get a number: Random forest, Random forest 2."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def with_features_of(rows: TrainingRows, models: list[Model]) -> TrainingRows:
    """The rows with the columns of the models too, so that each finds its own."""
    known = {feature.name for feature in rows.features}
    more: dict[str, Any] = {}
    for model in models:
        check_columns(rows.table.schema, model.features)
        more |= {feature.name: feature for feature in model.features if feature.name not in known}
    features = [*rows.features, *more.values()]
    return replace(rows, features=features, frame=prepare(rows.table, features)) if more else rows
