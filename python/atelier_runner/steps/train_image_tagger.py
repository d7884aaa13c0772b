"""Train image tagger: which of several labels are on an image, each with a confidence of its own."""

from __future__ import annotations

import json
import time

import numpy as np
import pyarrow as pa

from ..errors import UserError
from ..step import Step
from ..vision.describe import tagger
from ..vision.groups import group
from ..vision.head import reductions
from ..vision.tags import Learned, learn
from .train_image_classifier import described_table, given_labels, without_pictures

BETWEEN = "|"
KEPT = 0.05
"""Confidence below which a label is not told."""


def run(step: Step) -> None:
    """Learns from the labeled rows and writes the model, what it says of each row, and how good it is."""
    table = step.table("table")
    described, readable = described_table(step, table)
    tags = [_tags(value) if known else None for value, known in zip(given_labels(step, table), readable, strict=True)]
    began = time.perf_counter()
    try:
        learned = learn(described, tags, step.params["target_precision"], step.params["seed"])
    except ValueError as error:
        raise UserError(str(error)) from error
    report = learned.report
    print(f"Learned {len(learned.classes)} labels from {report['labels']} images in {time.perf_counter() - began:.1f} s; {report['accuracy']:.1%} of all answers are right out of fold.")
    for name in ("labels", "accuracy", "loss"):
        step.metric(name, report[name])
    step.metric("recall", report["coverage"] or 0)
    reduced = np.hstack([reduction(described[name]) for name, reduction in reductions(described).items()])
    step.write_table("predictions", _predictions(table, step.params["picture"], learned, tags, group(reduced, step.params["seed"])))
    with step.writing("model", {"format": "onnx", "classes": learned.classes}) as path, open(path, "wb") as file:
        file.write(tagger(learned.head))
    step.write_json("report", report, {name: report[name] for name in ("labels", "accuracy", "threshold", "coverage")})


def _tags(value: object) -> frozenset[str] | None:
    """None where the labels are not known. Empty text says that an image has none of them."""
    return None if value is None else frozenset(part for part in str(value).split(BETWEEN) if part)


def _predictions(table: pa.Table, picture: str, learned: Learned, tags: list[frozenset[str] | None], groups: np.ndarray) -> pa.Table:
    """Each row's labels, the surest first. A labeled row's are by a model that had not seen it."""
    chances = learned.everything.copy()
    measured = np.array([known is not None for known in tags])
    chances[measured] = learned.out_of_fold
    order = np.argsort(-chances, axis=1, kind="stable")
    found = [[{"label": learned.classes[place], "confidence": round(float(row[place]), 6)} for place in best if row[place] >= KEPT] for row, best in zip(chances, order, strict=True)]
    columns = {
        "found": pa.array([json.dumps(each, ensure_ascii=False) for each in found], pa.string()),
        "predicted": pa.array([BETWEEN.join(one["label"] for one in each if one["confidence"] >= 0.5) for each in found], pa.string()),
        "margin": pa.array(np.abs(2 * chances - 1).min(1), pa.float64()),
        "out_of_fold": pa.array(measured, pa.bool_()),
        "group": pa.array(groups, pa.int32()),
    }
    kept = without_pictures(table, picture)
    for name, values in columns.items():
        if name in kept.column_names:
            kept = kept.drop_columns([name])
        kept = kept.append_column(name, values)
    return kept
