"""Train object detector: finds in other images what people have drawn boxes around in some."""

from __future__ import annotations

import json
import os
import tempfile
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
import pyarrow as pa

from ..errors import UserError
from ..step import Step
from ..vision import dense
from ..vision.detector import Found, find
from ..vision.detector_file import detector_file
from ..vision.embed import open_session
from ..vision.pictures import decode
from ..vision.things import Labeled, learn
from .embed_images import picture_column

TOLD_EVERY = 50
KEPT = 0.2
"""Confidence below which nothing is said."""
FEWEST_IMAGES, FEWEST_THINGS = 8, 8
SIDES = ("x", "y", "width", "height")


def run(step: Step) -> None:
    """Learns from the labeled images and writes the model, what it finds in each image, and how good it is."""
    table, given = step.table("table"), step.table("labels")
    names = _names(table, step.params["image"])
    boxes, classes = _boxes(given, step.params["image"], step.params["label"])
    frames = _frames(table)
    known = [name for name in names if name in boxes]
    things = sum(len(boxes[name]) for name in known)
    if len(known) < FEWEST_IMAGES or things < FEWEST_THINGS:
        raise UserError(f"There must be {FEWEST_IMAGES} labeled images and {FEWEST_THINGS} boxes at least to learn from; here are {len(known)} labeled images with {things} boxes.")
    session = open_session(dense.describer(), step.threads)
    pictures = picture_column(table, step.params["picture"])
    with tempfile.TemporaryDirectory() as folder:
        labeled, where, left = _look(session, names, pictures, frames, boxes, folder)
        if len(labeled) < FEWEST_IMAGES:
            raise UserError(f"Of the {len(known)} labeled images {len(labeled)} can be read; there must be {FEWEST_IMAGES} at least.")
        began = time.perf_counter()
        learned = learn(labeled, classes, step.params["target_precision"], step.params["seed"], print)
    report = learned.report
    print(f"Learned {things:,} boxes of {len(labeled)} images in {time.perf_counter() - began:.0f} s; mean average precision {report['accuracy']:.3f} on images that it had not seen.", flush=True)
    said: dict[int, list[dict[str, Any]]] = {at: _said(found, learned.calibration(found), frame, classes) for (at, frame), found in zip(where, learned.found, strict=True)}
    for done, at in enumerate(left, 1):
        looked = _features(session, pictures[at], frames[at])
        if looked is not None:
            found = find(learned.net, looked[0])
            said[at] = _said(found, learned.calibration(found), looked[1], classes)
        if done % TOLD_EVERY == 0:
            print(f"{done:,} of {len(left):,} images", flush=True)
    for name in ("labels", "things", "accuracy"):
        step.metric(name, report[name])
    step.metric("recall", report["coverage"] or 0)
    step.write_table("predictions", _predictions(names, said, {at for at, _ in where}))
    with step.writing("model", {"format": "onnx", "classes": classes}) as path, open(path, "wb") as file:
        file.write(detector_file(learned.net, learned.calibration, classes))
    step.write_json("report", report, {name: report[name] for name in ("labels", "things", "accuracy", "threshold", "coverage")})


def _names(table: pa.Table, image: str) -> list[str]:
    if image not in table.column_names:
        raise UserError(f"The images have no column “{image}” with their names.")
    return [str(value) for value in table.column(image).to_pylist()]


def _boxes(given: pa.Table, image: str, label: str) -> tuple[dict[str, list[tuple[int, tuple[float, ...]]]], list[str]]:
    """By image its boxes as label from 1 on and sides in pixels of the image; a row without a label says that there are none."""
    missing = [name for name in (image, label, *SIDES) if name not in given.column_names]
    if missing:
        raise UserError(f"The boxes have no column “{missing[0]}”. There must be one row a box: “{image}”, “{label}”, “x”, “y”, “width” and “height”, in pixels from the top left.")
    rows = list(zip(*(given.column(name).to_pylist() for name in (image, label, *SIDES)), strict=True))
    classes = sorted({str(row[1]) for row in rows if row[1] not in (None, "")})
    if not classes:
        raise UserError("No box has a label.")
    code = {name: number for number, name in enumerate(classes, 1)}
    boxes: dict[str, list[tuple[int, tuple[float, ...]]]] = {}
    for name, kind, *sides in rows:
        own = boxes.setdefault(str(name), [])
        if kind in (None, ""):
            continue
        if any(side is None for side in sides) or sides[2] <= 0 or sides[3] <= 0:
            raise UserError(f"A box of “{kind}” in “{name}” has no size. Give each box a width and a height above 0.")
        own.append((code[str(kind)], tuple(float(side) for side in sides)))
    return boxes, classes


def _frames(table: pa.Table) -> list[tuple[float, float] | None]:
    """The size in whose pixels boxes are given, where the pictures may be smaller than the images; None for that of the picture."""
    if "width" not in table.column_names or "height" not in table.column_names:
        return [None] * table.num_rows
    return [None if not wide or not high else (float(wide), float(high)) for wide, high in zip(table.column("width").to_pylist(), table.column("height").to_pylist(), strict=True)]


@dataclass
class Frame:
    """Of an image: its size, and pixels of the fitted image by pixel of it."""

    size: tuple[float, float]
    scale: float


def _features(session: onnxruntime.InferenceSession, picture: bytes | None, size: tuple[float, float] | None) -> tuple[np.ndarray, Frame] | None:
    image = decode(picture)
    if image is None:
        return None
    pixels, scale = dense.fitted(image)
    frame = Frame(size or image.size, scale * (image.width / size[0] if size else 1))
    return session.run(None, {"image": pixels})[0][0].astype(np.float16), frame


def _look(session, names, pictures, frames, boxes, folder: str) -> tuple[list[Labeled], list[tuple[int, Frame]], list[int]]:
    """The labeled images, their rows and frames, and the rows of the others. Features lie in files of ``folder``: hundreds of images do not fit into memory."""
    labeled, where, left = [], [], []
    for at, name in enumerate(names):
        if name not in boxes:
            left.append(at)
            continue
        looked = _features(session, pictures[at], frames[at])
        if looked is None:
            continue
        features, frame = looked
        own = boxes[name]
        sides = np.array([box for _, box in own], float).reshape(-1, 4) * frame.scale
        file = os.path.join(folder, f"{at}.npy")
        np.save(file, features)
        labeled.append(Labeled(np.load(file, mmap_mode="r"), np.hstack([sides[:, :2], sides[:, :2] + sides[:, 2:]]), np.array([number for number, _ in own], int)))
        where.append((at, frame))
        if len(labeled) % TOLD_EVERY == 0:
            print(f"{len(labeled):,} labeled images looked at", flush=True)
    return labeled, where, left


def _said(found: Found, confidence: np.ndarray, frame: Frame, classes: list[str]) -> list[dict[str, Any]]:
    """What was found, the surest first, in pixels of the image."""
    boxes = np.clip(found.boxes / frame.scale, 0, np.array([*frame.size, *frame.size]))
    sides = np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
    order = [at for at in np.argsort(-confidence, kind="stable") if confidence[at] >= KEPT and sides[at, 2:].min() > 0]
    return [{"label": classes[found.labels[at] - 1], "confidence": round(float(confidence[at]), 6), **{name: round(float(value), 2) for name, value in zip(SIDES, sides[at], strict=True)}} for at in order]


def _predictions(names: list[str], said: dict[int, list[dict[str, Any]]], measured: set[int]) -> pa.Table:
    found = [said.get(at, []) for at in range(len(names))]
    return pa.table(
        {
            "image": pa.array(names, pa.string()),
            "found": pa.array([json.dumps(each, ensure_ascii=False) for each in found], pa.string()),
            "count": pa.array([len(each) for each in found], pa.int32()),
            "out_of_fold": pa.array([at in measured for at in range(len(names))], pa.bool_()),
        }
    )
