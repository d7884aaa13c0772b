"""Train object detector: finds in other images what people have drawn boxes or outlines around in some."""

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
from ..vision.detector import Found
from ..vision.detector_file import detector_file
from ..vision.drawn import SIDES, Drawn, drawn_things, frame_sizes, image_names
from ..vision.embed import open_session
from ..vision.pictures import decode
from ..vision.things import Labeled, learn
from .embed_images import picture_column

TOLD_EVERY = 50
KEPT = 0.2
"""Confidence below which nothing is said."""
FEWEST_IMAGES, FEWEST_THINGS = 8, 8


def run(step: Step) -> None:
    """Learns from the labeled images and writes the model, what it finds in each image, and how good it is."""
    table, given = step.table("table"), step.table("labels")
    names = image_names(table, step.params["image"])
    drawn, classes = drawn_things(given, step.params["image"], step.params["label"])
    frames = frame_sizes(table)
    known = [name for name in names if name in drawn]
    things = sum(len(drawn[name]) for name in known)
    fine = any(thing.outline for own in drawn.values() for thing in own)
    if len(known) < FEWEST_IMAGES or things < FEWEST_THINGS:
        raise UserError(f"There must be {FEWEST_IMAGES} labeled images and {FEWEST_THINGS} boxes at least to learn from; here are {len(known)} labeled images with {things} boxes.")
    session = open_session(dense.describer(fine), step.threads)
    pictures = picture_column(table, step.params["picture"])
    with tempfile.TemporaryDirectory() as folder:
        labeled, where, left = _look(session, names, pictures, frames, drawn, folder)
        if len(labeled) < FEWEST_IMAGES:
            raise UserError(f"Of the {len(known)} labeled images {len(labeled)} can be read; there must be {FEWEST_IMAGES} at least.")
        began = time.perf_counter()
        learned = learn(labeled, classes, step.params["target_precision"], step.params["seed"], print, step.threads)
    report = learned.report
    print(f"Learned {things:,} boxes of {len(labeled)} images in {time.perf_counter() - began:.0f} s; mean average precision {report['accuracy']:.3f} on images that it had not seen.", flush=True)
    said: dict[int, list[dict[str, Any]]] = {at: _said(found, learned.calibration(found), frame, classes) for (at, frame), found in zip(where, learned.found, strict=True)}
    for done, at in enumerate(left, 1):
        looked = _features(session, pictures[at], frames[at])
        if looked is not None:
            found = learned.find(looked[0])
            said[at] = _said(found, learned.calibration(found), looked[1], classes)
        if done % TOLD_EVERY == 0:
            print(f"{done:,} of {len(left):,} images", flush=True)
    for name in ("labels", "things", "accuracy"):
        step.metric(name, report[name])
    step.metric("recall", report["coverage"] or 0)
    step.write_table("predictions", _predictions(names, said, {at for at, _ in where}))
    with step.writing("model", {"format": "onnx", "classes": classes}) as path, open(path, "wb") as file:
        file.write(detector_file(learned.net, learned.calibration, classes, learned.outliner and learned.outliner.net))
    step.write_json("report", report, {name: report[name] for name in ("labels", "things", "accuracy", "threshold", "coverage")})


@dataclass
class Frame:
    """Of an image: its size, and pixels of the fitted image by pixel of it."""

    size: tuple[float, float]
    scale: float


def _features(session: onnxruntime.InferenceSession, picture: bytes | None, size: tuple[float, float] | None) -> tuple[tuple[np.ndarray, ...], Frame] | None:
    image = decode(picture)
    if image is None:
        return None
    pixels, scale = dense.fitted(image)
    frame = Frame(size or image.size, scale * (image.width / size[0] if size else 1))
    return tuple(each[0].astype(np.float16) for each in session.run(None, {"image": pixels})), frame


def _look(session, names, pictures, frames, drawn: dict[str, list[Drawn]], folder: str) -> tuple[list[Labeled], list[tuple[int, Frame]], list[int]]:
    """The labeled images, their rows and frames, and the rows of the others. Features lie in files of ``folder``: hundreds of images do not fit into memory."""
    labeled, where, left = [], [], []
    for at, name in enumerate(names):
        if name not in drawn:
            left.append(at)
            continue
        looked = _features(session, pictures[at], frames[at])
        if looked is None:
            continue
        maps, frame = looked
        own = drawn[name]
        sides = np.array([thing.box for thing in own], float).reshape(-1, 4) * frame.scale
        outlines = [thing.outline and [ring * frame.scale for ring in thing.outline] for thing in own]
        first, *finer = (_kept(values, os.path.join(folder, f"{at}-{part}.npy")) for part, values in enumerate(maps))
        labeled.append(Labeled(first, np.hstack([sides[:, :2], sides[:, :2] + sides[:, 2:]]), np.array([thing.label for thing in own], int), outlines, tuple(finer)))
        where.append((at, frame))
        if len(labeled) % TOLD_EVERY == 0:
            print(f"{len(labeled):,} labeled images looked at", flush=True)
    return labeled, where, left


def _kept(values: np.ndarray, file: str) -> np.ndarray:
    np.save(file, values)
    return np.load(file, mmap_mode="r")


def _said(found: Found, confidence: np.ndarray, frame: Frame, classes: list[str]) -> list[dict[str, Any]]:
    """What was found, the surest first, in pixels of the image."""
    boxes = np.clip(found.boxes / frame.scale, 0, np.array([*frame.size, *frame.size]))
    sides = np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
    order = [at for at in np.argsort(-confidence, kind="stable") if confidence[at] >= KEPT and sides[at, 2:].min() > 0]
    return [{"label": classes[found.labels[at] - 1], "confidence": round(float(confidence[at]), 6), **{name: round(float(value), 2) for name, value in zip(SIDES, sides[at], strict=True)}, **_outline(found, at, frame)} for at in order]


def _outline(found: Found, at: int, frame: Frame) -> dict[str, list[list[list[float]]]]:
    rings = found.outlines[at] if found.outlines else None
    return {} if rings is None else {"outline": [np.clip(ring / frame.scale, 0, frame.size).round(2).tolist() for ring in rings]}


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
