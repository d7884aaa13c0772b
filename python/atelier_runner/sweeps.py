"""Chooses a sweep's next trials with Optuna. It is called by the program that lib/sweeps/suggest.ts sends along."""

from __future__ import annotations

import json
from typing import Any

from .errors import UserError


def suggest(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Values for ``count`` new trials, by a tree-structured Parzen estimator on all that have been tried.

    :param request: ``space``: by parameter ``{"values": […]}`` or ``{"min", "max", "scale", "whole"}``; ``direction``; ``seed``;
        ``count``; ``trials``: ``{"values", "state", "objective", "series"}``, in their order. Those that still run are held for
        bad ones, so that two workers do not try the same.
    """
    try:
        import optuna
    except ImportError:
        raise UserError("This environment has no Optuna. Choose the environment “sweeps”.") from None
    from optuna.trial import TrialState, create_trial

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    listed = {name: domain["values"] for name, domain in request["space"].items() if "values" in domain}
    distributions = {name: _distribution(optuna.distributions, domain) for name, domain in request["space"].items()}
    sampler = optuna.samplers.TPESampler(seed=request["seed"] + len(request["trials"]), n_startup_trials=1, multivariate=True, constant_liar=True)
    study = optuna.create_study(direction=request["direction"], sampler=sampler)
    states = {"succeeded": TrialState.COMPLETE, "stopped": TrialState.PRUNED, "running": TrialState.RUNNING}
    for trial in request["trials"]:
        state = states.get(trial["state"], TrialState.FAIL)
        if state == TrialState.COMPLETE and trial["objective"] is None:
            state = TrialState.FAIL
        params = {name: _place(listed[name], value) if name in listed else value for name, value in trial["values"].items() if name in distributions}
        study.add_trial(
            create_trial(
                state=state,
                value=trial["objective"] if state == TrialState.COMPLETE else None,
                params=params,
                distributions=distributions,
                intermediate_values={point["step"]: point["value"] for point in trial["series"]},
            )
        )
    asked = [study.ask(distributions) for _ in range(request["count"])]
    return [{name: listed[name][value] if name in listed else value for name, value in trial.params.items()} for trial in asked]


def suggest_text(request: str) -> str:
    """The same as JSON."""
    return json.dumps(suggest(json.loads(request)), allow_nan=False)


def _distribution(kinds: Any, domain: dict[str, Any]) -> Any:
    """Listed values are told by their places: Optuna compares choices with ``==``, to which 1 and true are equal."""
    if "values" in domain:
        return kinds.CategoricalDistribution(tuple(range(len(domain["values"]))))
    log = domain.get("scale") == "log"
    if domain.get("whole"):
        return kinds.IntDistribution(int(domain["min"]), int(domain["max"]), log=log)
    return kinds.FloatDistribution(float(domain["min"]), float(domain["max"]), log=log)


def _place(values: list[Any], value: Any) -> int:
    return next(place for place, known in enumerate(values) if type(known) is type(value) and known == value or _numbers(known, value) and known == value)


def _numbers(a: Any, b: Any) -> bool:
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (a, b))
