"""Choose threshold: from which probability on a model should say the positive class."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.metrics import confusion_matrix

from ..errors import UserError
from ..evaluation.thinning import kept
from ..learning.against_target import answered_rows
from ..learning.decide import with_threshold
from ..learning.labels import label
from ..learning.model_file import Model, save
from ..learning.prepare import prepare
from ..step import Step

MOST_ROWS = 1_000_000
WORDS = {
    "f1": "highest F1",
    "youden": "highest recall + specificity",
    "cost": "lowest cost",
    "recall_at_precision": "highest recall at that precision",
    "precision_at_recall": "highest precision at that recall",
}


def run(step: Step) -> None:
    """Writes the model with its threshold, and what each threshold would give on these rows."""
    params = step.params
    rows = answered_rows(step, MOST_ROWS, params["seed"])
    model = rows.model
    positive, at = _positive(model, params["positive"])
    strange = sorted({label(value) for value in np.unique(rows.values)} - {label(value) for value in model.pipeline.classes_})
    if strange:
        raise UserError(f"The model does not know the class “{strange[0]}”. Drop these rows, or train with such rows.")
    is_positive = rows.values == model.pipeline.classes_[at]
    if is_positive.all() or not is_positive.any():
        raise UserError(f"All rows are of one side: “{positive}” is in {is_positive.sum():,} of {len(is_positive):,}. Connect rows of both classes.")
    chances = model.pipeline.predict_proba(prepare(rows.table, model.features))[:, at]
    table = _outcomes(chances, is_positive, params)
    best = _best(table, params)
    threshold = float(table["threshold"][best])
    told = {name: float(table[name][best]) for name in ("precision", "recall", "f1")}
    print(f"Threshold {threshold:.4g} for “{positive}”: {WORDS[params['by']]}; precision {told['precision']:.3g}, recall {told['recall']:.3g}, F1 {told['f1']:.3g}")
    before = _at(chances, is_positive, 0.5)
    print(f"At 0.5 it would be precision {before[0]:.3g} and recall {before[1]:.3g}")
    for name, value in {"threshold": threshold, **told, "cost": float(table["cost"][best])}.items():
        step.metric(name, value)
    _write_table(step, table, best)
    card = {**model.card, "params": {**model.card["params"], "threshold": threshold, "threshold_for": positive, "threshold_by": WORDS[params["by"]]}}
    pipeline = with_threshold(model.pipeline, model.pipeline.classes_[at], threshold)
    with step.writing("model", card) as path:
        save(Model(model.task, model.target, model.target_type, model.features, pipeline, card), path)


def _positive(model: Model, wanted: str) -> tuple[str, int]:
    if model.task != "classification":
        raise UserError("The model predicts numbers; only classes have a threshold.")
    names = [label(value) for value in model.pipeline.classes_]
    if len(names) != 2:
        raise UserError(f"The model tells {len(names)} classes apart; a threshold is chosen between two.")
    if not hasattr(model.pipeline, "predict_proba"):
        raise UserError("The model votes and knows no probabilities, so there is no threshold to choose. Average its members instead.")
    if wanted and wanted not in names:
        raise UserError(f"The model does not know the class “{wanted}”. Its classes are “{names[0]}” and “{names[1]}”.")
    at = names.index(wanted) if wanted else 1
    return names[at], at


def _outcomes(chances: np.ndarray, is_positive: np.ndarray, params: dict[str, Any]) -> dict[str, np.ndarray]:
    """By threshold, each of the different probabilities, lowest first: what comes of saying the positive class from it on."""
    thresholds, places = np.unique(chances, return_inverse=True)
    hits = np.bincount(places, is_positive)[::-1].cumsum()[::-1]
    said = np.bincount(places)[::-1].cumsum()[::-1].astype(float)
    positives, negatives = float(is_positive.sum()), float((~is_positive).sum())
    alarms = said - hits
    precision, recall = hits / said, hits / positives
    return {
        "threshold": thresholds,
        "precision": precision,
        "recall": recall,
        "specificity": 1 - alarms / negatives,
        "f1": 2 * hits / (said + positives),
        "said_positive": said / len(chances),
        "cost": params["cost_false_positive"] * alarms + params["cost_false_negative"] * (positives - hits),
    }


def _best(table: dict[str, np.ndarray], params: dict[str, Any]) -> int:
    """The place of the best threshold; of equals the highest, which says the positive class least often."""
    by, least = params["by"], params["least"]
    if by in ("recall_at_precision", "precision_at_recall"):
        held, wanted = ("precision", "recall") if by == "recall_at_precision" else ("recall", "precision")
        fits = table[held] >= least
        if not fits.any():
            raise UserError(f"No threshold reaches a {held} of {least:g} on these rows; the highest is {table[held].max():.3g}. Ask for less.")
        value = np.where(fits, table[wanted], -np.inf)
    else:
        value = {"f1": table["f1"], "youden": table["recall"] + table["specificity"], "cost": -table["cost"]}[by]
    return int(len(value) - 1 - np.argmax(value[::-1]))


def _at(chances: np.ndarray, is_positive: np.ndarray, threshold: float) -> tuple[float, float]:
    (_, alarms), (missed, hits) = confusion_matrix(is_positive, chances >= threshold, labels=[False, True])
    return hits / max(1, hits + alarms), hits / max(1, hits + missed)


def _write_table(step: Step, table: dict[str, np.ndarray], best: int) -> None:
    shown = np.union1d(kept(len(table["threshold"])), [best])
    columns = {name: pa.array(values[shown], pa.float64()) for name, values in table.items()}
    step.write_table("thresholds", pa.table({**columns, "chosen": pa.array(shown == best, pa.bool_())}))
