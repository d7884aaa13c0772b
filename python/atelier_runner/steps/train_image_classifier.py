"""Train image classifier: a calibrated model of labeled images, with what it says of all of them."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..step import Step
from ..vision import gate
from ..vision.describe import classifier
from ..vision.embed import describe_images
from ..vision.groups import group
from ..vision.head import FOLDS, Learned, learn, reductions
from .embed_images import picture_column

PARTS = ("network", "classical")


def run(step: Step) -> None:
    """Learns from the labeled rows and writes the model, what it says of each row, and how good it is."""
    table = step.table("table")
    described, readable = described_table(step, table)
    labels = [str(value) if value not in (None, "") and known else None for value, known in zip(given_labels(step, table), readable, strict=True)]
    known = [label for label in labels if label is not None]
    if len(set(known)) < 2:
        raise UserError(f"There must be labeled images of two labels at least to learn from; here are {len(known)} labeled images of {len(set(known))}.")
    began = time.perf_counter()
    learned = learn(described, labels, step.params["seed"])
    report = _report(learned, labels, step.params["target_precision"])
    print(f"Learned {len(learned.classes)} labels from {len(known)} images in {time.perf_counter() - began:.1f} s; {report['accuracy']:.1%} of them right out of fold.")
    for name in ("labels", "accuracy", "loss"):
        step.metric(name, report[name])
    step.metric("coverage", report["coverage"] or 0)
    reduced = np.hstack([reduction(described[name]) for name, reduction in reductions(described).items()])
    step.write_table("predictions", _predictions(table, step.params["picture"], learned, labels, group(reduced, step.params["seed"])))
    with step.writing("model", {"format": "onnx", "classes": learned.classes}) as path, open(path, "wb") as file:
        file.write(classifier(learned.head))
    step.write_json("report", report, {name: report[name] for name in ("labels", "accuracy", "threshold", "coverage")})


def described_table(step: Step, table: pa.Table) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """From the columns that Embed images wrote, else from the pictures themselves; and which images could be read."""
    parts = [part for part in PARTS if part in table.column_names]
    if not parts:
        return describe_images(picture_column(table, step.params["picture"]), step.threads)
    described = {part: _matrix(table.column(part), table.num_rows) for part in parts}
    return described, np.any(np.hstack(list(described.values())) != 0, axis=1)


def _matrix(column: pa.ChunkedArray, rows: int) -> np.ndarray:
    flat = np.concatenate([np.asarray(chunk.flatten(), np.float32) for chunk in column.chunks] or [np.zeros(0, np.float32)])
    width = len(flat) // max(1, rows)
    if rows and (width == 0 or width * rows != len(flat)):
        raise UserError("The images' descriptions are not all of the same length. Embed all of them in one environment.")
    return flat.reshape(rows, width)


def given_labels(step: Step, table: pa.Table) -> list[Any]:
    """What the labels' column says of each row: of the table with labels where one is connected, joined by the images' names, else of the table's own; None where nothing is said."""
    name, image = step.params["label"], step.params["image"]
    given = step.table("labels") if step.connected("labels") else None
    for column, of, where in ((name, table, "images"),) if given is None else ((image, given, "labels"), (name, given, "labels"), (image, table, "images")):
        if column not in of.column_names:
            raise UserError(f"There is no column “{column}” in the {where}.")
    if given is None:
        return table.column(name).to_pylist()
    by_image = dict(zip(given.column(image).to_pylist(), given.column(name).to_pylist(), strict=True))
    return [by_image.get(value) for value in table.column(image).to_pylist()]


def without_pictures(table: pa.Table, picture: str) -> pa.Table:
    return table.drop_columns([name for name in table.column_names if name in (picture, *PARTS)])


def _report(learned: Learned, labels: list[str | None], target: float) -> dict[str, Any]:
    truth = np.array([learned.classes.index(label) for label in labels if label is not None])
    confidence, right = learned.out_of_fold.max(1), learned.out_of_fold.argmax(1) == truth
    points = gate.curve(confidence, right)
    threshold = gate.threshold(points, target)
    above = confidence >= threshold if threshold is not None else np.zeros(len(right), bool)
    count = int(above.sum())
    chance = learned.out_of_fold[np.arange(len(truth)), truth]
    return {
        "classes": learned.classes,
        "labels": len(truth),
        "folds": FOLDS,
        "accuracy": float(right.mean()),
        "loss": float(-np.log(np.maximum(chance, 1e-12)).mean()),
        "target": target,
        "needed": gate.needed(target),
        "threshold": threshold,
        "coverage": float(above.mean()) if count else None,
        "precision": float(right[above].mean()) if count else None,
        "lowerBound": float(gate.lower_bound(right[above].sum(), count)) if count else None,
        "curve": points,
        "temperature": learned.temperature,
        "descriptions": " + ".join(learned.parts),
        "tried": learned.tried,
    }


def _predictions(table: pa.Table, picture: str, learned: Learned, labels: list[str | None], groups: np.ndarray) -> pa.Table:
    """Each row's best label and confidence. A labeled row's are by a model that had not seen it."""
    chances = learned.everything.copy()
    measured = np.array([label is not None for label in labels])
    chances[measured] = learned.out_of_fold
    best = np.sort(chances, axis=1)[:, ::-1]
    kept = without_pictures(table, picture)
    columns = {
        "predicted": pa.array([learned.classes[place] for place in chances.argmax(1)], pa.string()),
        "confidence": pa.array(best[:, 0], pa.float64()),
        "margin": pa.array(best[:, 0] - best[:, 1], pa.float64()),
        "out_of_fold": pa.array(measured, pa.bool_()),
        "group": pa.array(groups, pa.int32()),
    }
    for name, values in columns.items():
        if name in kept.column_names:
            kept = kept.drop_columns([name])
        kept = kept.append_column(name, values)
    return kept
