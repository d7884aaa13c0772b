"""Ensemble: several models that answer as one, by votes or by a model that learned whom to trust."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import Pipeline

from ..errors import UserError
from ..learning.algorithms import CLASSIFIERS, DEFAULTS, REGRESSORS, Algorithm
from ..learning.decide import fresh
from ..learning.labels import label
from ..learning.members import distinct, models_at, with_features_of
from ..learning.model_file import Model
from ..learning.train import TrainingRows, fit, new_pipeline, training_rows, write_model
from ..step import Step

MOST = 5
NAMES = {"soft": "Average of models", "hard": "Vote of models", "stacking": "Stack of models"}


def run(step: Step) -> None:
    """Fits the members and what joins them on the rows that have a target, and writes one model."""
    params = step.params
    task = params["task"]
    models = models_at(step, task)
    chosen = [entry["algorithm"] for entry in params["members"]]
    count = len(models) + len(chosen)
    if not 2 <= count <= MOST:
        raise UserError(f"An ensemble joins 2 to {MOST} members; there {'is' if count == 1 else 'are'} {count}. Connect models, or add algorithms.")
    if models and models[0].target != params["target"]:
        raise UserError(f"The target is “{params['target']}”, but the models predict “{models[0].target}”.")
    own = training_rows(step, task)
    members, names = _members(step, own, models, chosen)
    rows = with_features_of(own, models)
    weights = _weights(params, len(models))
    estimator = _stack(rows, members, params) if params["method"] == "stacking" else _vote(task, members, params["method"], weights)
    algorithm = Algorithm(NAMES[params["method"]], "ensemble", lambda _: estimator)
    pipeline = Pipeline([("preprocess", "passthrough"), ("model", estimator)])
    print(f"{algorithm.name}: {', '.join(names)}", flush=True)
    remarks = fit(pipeline, rows)
    shown = {"method": params["method"], "members": ", ".join(names)}
    if params["method"] == "stacking":
        shown |= {"folds": params["folds"], "trust": _trust(pipeline.named_steps["model"], names)}
    elif params["method"] == "soft" and weights is not None:
        shown["weights"] = ", ".join(f"{weight:g}" for weight in weights)
    told = {**params, "algorithm": f"ensemble_{params['method']}", "members": [*chosen, *(model.card["algorithm"] for model in models)]}
    write_model(step, rows, algorithm, pipeline, told, remarks, shown)


def _members(step: Step, rows: TrainingRows, models: list[Model], chosen: list[str]) -> tuple[list[tuple[str, Pipeline]], list[str]]:
    """Members by name, none of them fitted: those of models keep their settings and columns, chosen algorithms have their defaults and those of ``rows``."""
    known = CLASSIFIERS if rows.task == "classification" else REGRESSORS
    foreign = [name for name in chosen if name not in known]
    if foreign:
        raise UserError(f"{foreign[0]} cannot predict {'classes' if rows.task == 'classification' else 'numbers'}. Take it out of the list.")
    pipelines = [fresh(model.pipeline) for model in models]
    pipelines += [new_pipeline(rows, {**DEFAULTS, **step.params, "algorithm": name}, step.threads)[1] for name in chosen]
    names = distinct([str(model.card["algorithmName"]) for model in models] + [known[name].name for name in chosen])
    # scikit-learn allows no double underscore in a name.
    return [(name.replace("__", "_"), pipeline) for name, pipeline in zip(names, pipelines, strict=True)], names


def _weights(params: dict[str, Any], models: int) -> list[float] | None:
    """One for each member; models that are connected count 1."""
    weights = [1.0] * models + [float(entry["weight"]) for entry in params["members"]]
    if sum(weights) == 0:
        raise UserError("All members have the weight 0. Give one of them more.")
    return None if len(set(weights)) == 1 else weights


def _vote(task: str, members: list[tuple[str, Pipeline]], method: str, weights: list[float] | None) -> Any:
    if task == "classification":
        return VotingClassifier(members, voting=method, weights=weights)
    if method == "hard":
        raise UserError("Numbers have no majority. Average them, or stack the models.")
    return VotingRegressor(members, weights=weights)


def _stack(rows: TrainingRows, members: list[tuple[str, Pipeline]], params: dict[str, Any]) -> Any:
    """Members predict rows that they have not learned from, and a linear model learns from these predictions."""
    folds, seed = params["folds"], params["seed"]
    if rows.task == "regression":
        if folds > len(rows.values):
            raise UserError(f"There are {len(rows.values):,} rows for {folds} folds. Choose fewer folds.")
        return StackingRegressor(members, final_estimator=RidgeCV(), cv=KFold(folds, shuffle=True, random_state=seed))
    distinct_values, counts = np.unique(rows.values, return_counts=True)
    if counts.min() < folds:
        raise UserError(f"The class “{label(distinct_values[counts.argmin()])}” has {counts.min()} rows, too few for {folds} folds. Choose fewer folds.")
    final = LogisticRegression(max_iter=1000, random_state=seed)
    return StackingClassifier(members, final_estimator=final, cv=StratifiedKFold(folds, shuffle=True, random_state=seed))


def _trust(estimator: Any, names: list[str]) -> str:
    """How much the joining model listens to each member: the share of its absolute coefficients."""
    weights = np.abs(np.atleast_2d(estimator.final_estimator_.coef_)).mean(axis=0)
    shares = [float(part.sum()) for part in np.array_split(weights, len(names))]
    total = sum(shares) or 1.0
    return ", ".join(f"{name} {share / total:.0%}" for name, share in zip(names, shares, strict=True))
