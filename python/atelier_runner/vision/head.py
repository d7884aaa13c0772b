"""A multinomial logistic model of described images: chosen and measured by cross-validation, calibrated by temperature (Guo et al. 2017)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression

from .describe import Head
from .reduce import Reduction, reduce

FOLDS = 5
STRENGTHS = (0.1, 1.0)
CHOOSING = 400
"""Labels by which the best descriptions and strength are chosen; the measure afterwards takes all."""
FLOOR = -30.0
"""Logit of a class that was not in a fold's training rows."""


@dataclass
class Learned:
    """``out_of_fold`` are probabilities of the labeled rows by models that had not seen them, ``all`` those of every row."""

    classes: list[str]
    parts: list[str]
    strength: float
    temperature: float
    out_of_fold: np.ndarray
    everything: np.ndarray
    head: Head
    tried: list[dict[str, float | str]]


def reductions(described: dict[str, np.ndarray]) -> dict[str, Reduction]:
    return {name: reduce(rows) for name, rows in described.items()}


def folds_of(target: np.ndarray, seed: int) -> np.ndarray:
    """A fold for each row, each class spread over all of them as evenly as it goes."""
    rng = np.random.default_rng(seed)
    folds = np.zeros(len(target), int)
    start = 0
    for value in np.unique(target):
        rows = rng.permutation(np.flatnonzero(target == value))
        folds[rows] = (start + np.arange(len(rows))) % FOLDS
        start += len(rows)
    return folds


def out_of_fold(rows: np.ndarray, target: np.ndarray, classes: int, strength: float, seed: int) -> np.ndarray:
    """Logits of each row by a model of the other folds."""
    folds = folds_of(target, seed)
    logits = np.full((len(target), classes), FLOOR)
    for fold in range(FOLDS):
        held = folds == fold
        if not held.any() or len(np.unique(target[~held])) < 2:
            continue
        weight, bias, known = _fit(rows[~held], target[~held], strength)
        logits[np.ix_(held, known)] = rows[held] @ weight + bias
    return logits


def _fit(rows: np.ndarray, target: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (width, classes), biases, and which classes they are of."""
    model = LogisticRegression(C=strength, max_iter=400).fit(rows, target)
    if len(model.classes_) > 2:
        return model.coef_.T, model.intercept_, model.classes_
    # Of two classes scikit-learn keeps one row: the second's lead over the first.
    return np.column_stack([-model.coef_[0] / 2, model.coef_[0] / 2]), np.array([-model.intercept_[0] / 2, model.intercept_[0] / 2]), model.classes_


def loss(logits: np.ndarray, target: np.ndarray) -> float:
    return float(-log_softmax(logits, axis=1)[np.arange(len(target)), target].mean())


def temperature_of(logits: np.ndarray, target: np.ndarray) -> float:
    """By which to divide logits so that they are as likely as can be."""
    found = minimize_scalar(lambda power: loss(logits / np.exp(power), target), bounds=(-2.5, 2.5), method="bounded")
    return float(np.exp(found.x))


def learn(described: dict[str, np.ndarray], labels: list[str | None], seed: int = 0) -> Learned:
    """Learns from the rows that have a label.

    :raises ValueError: where there are fewer than two different labels.
    """
    at = np.array([place for place, label in enumerate(labels) if label is not None], int)
    classes = sorted({label for label in labels if label is not None})
    if len(classes) < 2:
        raise ValueError("There must be two different labels at least.")
    code = {label: number for number, label in enumerate(classes)}
    target = np.array([code[labels[place]] for place in at])
    made = reductions(described)
    reduced = {name: reduction(described[name]) for name, reduction in made.items()}
    combinations = [[name] for name in reduced] + ([list(reduced)] if len(reduced) > 1 else [])
    best = _choose(reduced, combinations, at, target, len(classes), seed)
    parts, strength = best[0], best[1]
    rows = np.hstack([reduced[name] for name in parts])
    logits = out_of_fold(rows[at], target, len(classes), strength, seed)
    temperature = temperature_of(logits, target)
    weight, bias, _ = _fit(rows[at], target, strength)
    return Learned(classes, parts, strength, temperature, softmax(logits / temperature, axis=1), softmax((rows @ weight + bias) / temperature, axis=1), _whole(made, parts, weight / temperature, bias / temperature, classes), best[2])


def _choose(reduced, combinations, at, target, classes, seed):
    """The descriptions and strength with the smallest loss out of fold, and what each came to."""
    some = np.random.default_rng(seed).permutation(len(at))[:CHOOSING]
    tried = []
    best = (np.inf, combinations[-1], STRENGTHS[0])
    for parts in combinations:
        rows = np.hstack([reduced[name] for name in parts])[at[some]]
        for strength in STRENGTHS:
            logits = out_of_fold(rows, target[some], classes, strength, seed)
            value = loss(logits / temperature_of(logits, target[some]), target[some])
            tried.append({"parts": " + ".join(parts), "strength": strength, "loss": value, "accuracy": float((logits.argmax(1) == target[some]).mean())})
            best = min(best, (value, parts, strength), key=lambda each: each[0])
    return best[1], best[2], tried


def _whole(made: dict[str, Reduction], parts: list[str], weight: np.ndarray, bias: np.ndarray, classes: list[str]) -> Head:
    """Reduction and model in one: both are linear."""
    rows, start, offset = [], 0, bias.copy()
    for name in parts:
        reduction = made[name]
        width = reduction.matrix.shape[1]
        part = reduction.matrix @ weight[start : start + width]
        rows.append(part)
        offset -= reduction.mean @ part
        start += width
    return Head(np.concatenate(rows), offset, parts, classes)
