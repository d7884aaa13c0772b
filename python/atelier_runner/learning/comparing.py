"""Whether one model is really better than another: differences on the same rows or folds, with how sure they are."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats
from sklearn import metrics as sk

from .validation import Metric


@dataclass(frozen=True)
class Answers:
    """What one model says of the rows: predictions, and for classes rows × classes of probabilities where it knows them."""

    name: str
    predicted: np.ndarray
    probable: np.ndarray | None


@dataclass(frozen=True)
class Verdict:
    """A difference in favour of the first model, its interval, and the chance of one as large between equal models."""

    difference: float
    low: float
    high: float
    p_value: float
    test: str


Scores = Callable[[Answers, np.ndarray], float]
"""A metric of a model's answers on the rows with these numbers."""


def scorer_of(metric: str, values: np.ndarray, classes: np.ndarray | None) -> Scores:
    """The metric as scikit-learn computes it; NaN where the rows leave it undefined."""
    if classes is None:
        functions = {"r2": sk.r2_score, "rmse": sk.root_mean_squared_error, "mae": sk.mean_absolute_error}
        return lambda answers, rows: float(functions[metric](values[rows], answers.predicted[rows]))
    if metric == "accuracy":
        return lambda answers, rows: float(np.mean(values[rows] == answers.predicted[rows]))
    if metric == "balanced_accuracy":
        return lambda answers, rows: float(sk.balanced_accuracy_score(values[rows], answers.predicted[rows]))
    if metric == "f1_macro":
        return lambda answers, rows: float(sk.f1_score(values[rows], answers.predicted[rows], average="macro", zero_division=0))
    return lambda answers, rows: _of_probabilities(metric, values[rows], answers.probable, rows, classes)


def _of_probabilities(metric: str, values: np.ndarray, probable: np.ndarray | None, rows: np.ndarray, classes: np.ndarray) -> float:
    if probable is None:
        return float("nan")
    if metric == "log_loss":
        return float(sk.log_loss(values, probable[rows], labels=classes))
    if len(np.unique(values)) < len(classes):
        return float("nan")
    if len(classes) == 2:
        return float(sk.roc_auc_score(values == classes[1], probable[rows, 1]))
    return float(sk.roc_auc_score(values, probable[rows], multi_class="ovr", labels=classes))


def resampled(answers: list[Answers], scores: Scores, count: int, resamples: int, seed: int) -> np.ndarray:
    """The metric of each model on rows drawn with replacement: resamples × models. Every model sees the same rows."""
    rng = np.random.default_rng(seed)
    drawn = np.empty((resamples, len(answers)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for at in range(resamples):
            rows = rng.integers(0, count, count)
            drawn[at] = [scores(model, rows) for model in answers]
    return drawn


def on_rows(
    metric: Metric, first: Answers, second: Answers, values: np.ndarray, whole: tuple[float, float], drawn: tuple[np.ndarray, np.ndarray], confidence: float, task: str
) -> Verdict:
    """Paired percentile bootstrap of the difference; McNemar's exact test for classes, a paired t test of errors for numbers."""
    differences = metric.sign * (drawn[0] - drawn[1])
    differences = differences[np.isfinite(differences)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(differences, [tail, 1 - tail]) if len(differences) else (np.nan, np.nan)
    difference = metric.sign * (whole[0] - whole[1])
    if task == "classification":
        return Verdict(difference, float(low), float(high), mcnemar(values == first.predicted, values == second.predicted), "McNemar")
    errors = [np.abs(values - model.predicted) for model in (first, second)]
    if metric.name != "mae":
        errors = [error**2 for error in errors]
    return Verdict(difference, float(low), float(high), paired_t(errors[0], errors[1]), "paired t")


def mcnemar(first: np.ndarray, second: np.ndarray) -> float:
    """Exact McNemar test: among rows that one model has right and the other wrong, either is as likely."""
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    return 1.0 if only_first + only_second == 0 else float(stats.binomtest(only_first, only_first + only_second, 0.5).pvalue)


def paired_t(first: np.ndarray, second: np.ndarray) -> float:
    if len(first) < 2 or np.ptp(first - second) == 0:
        return 1.0 if np.allclose(first, second) else 0.0
    return float(stats.ttest_rel(first, second).pvalue)


def on_folds(metric: Metric, first: np.ndarray, second: np.ndarray, shares: np.ndarray, confidence: float) -> Verdict:
    """Paired t test over folds, its variance corrected for training rows that folds share (Nadeau and Bengio, 2003).

    :param shares: by fold its test rows ÷ its training rows
    """
    differences = metric.sign * (first - second)
    count = len(differences)
    mean = float(differences.mean())
    error = float(np.sqrt(differences.var(ddof=1) * (1 / count + shares.mean())))
    if error == 0:
        return Verdict(mean, mean, mean, 1.0 if mean == 0 else 0.0, "corrected t on folds")
    reach = float(stats.t.ppf((1 + confidence) / 2, count - 1)) * error
    return Verdict(mean, mean - reach, mean + reach, float(2 * stats.t.sf(abs(mean) / error, count - 1)), "corrected t on folds")


def in_words(first: str, second: str, metric: str, verdict: Verdict, confidence: float) -> str:
    """The verdict as a person would say it."""
    interval = f"{confidence:.0%} interval {_figure(verdict.low)} to {_figure(verdict.high)}"
    if not np.isfinite(verdict.low):
        return f"{metric} of {first} and {second} cannot be compared: one of them has none on these rows."
    if verdict.low > 0:
        return f"{first} is better than {second} by {_figure(verdict.difference)} in {metric}, {interval}."
    return f"{first} and {second} cannot be told apart in {metric}: the difference is {_figure(verdict.difference)}, {interval}."


def _figure(value: float) -> str:
    """Three figures, and a proper minus."""
    return f"{value:,.3g}".replace("-", "−") if abs(value) < 1000 else f"{value:,.0f}".replace("-", "−")
