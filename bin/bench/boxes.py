"""How right and how complete proposed boxes are, by the images that were labeled: prints JSON.

Arguments: the folder of the blood-cell set BCCD, a folder for what was described already, the images to learn from (as
20,40,80), and how many random orders. The labeler is simulated: the boxes are the set's own. Learned, measured and chosen as
the product does; a hundred images that nothing was learned from tell how far that holds."""

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from atelier_runner.vision import dense, gate
from atelier_runner.vision.detector import find
from atelier_runner.vision.embed import open_session
from atelier_runner.vision.things import Labeled, judged, learn
from PIL import Image

CLASSES = ["Platelets", "RBC", "WBC"]
APART = 100
TARGETS = (0.9, 0.8)
"""Precisions wanted."""
SIDES = ("xmin", "ymin", "xmax", "ymax")


def load(root, cache):
    session, images = None, []
    for file in sorted((root / "Annotations").glob("*.xml")):
        picture = root / "JPEGImages" / f"{file.stem}.jpg"
        if not picture.exists():
            continue
        kept = cache / f"{dense.LONG}-{dense.width()}-{file.stem}.npy"
        image = Image.open(picture)
        if not kept.exists():
            session = session or open_session(dense.describer(), 2)
            np.save(kept, session.run(None, {"image": dense.fitted(image.convert("RGB"))[0]})[0][0].astype(np.float16))
        things = [(thing.findtext("name"), [float(thing.find("bndbox").findtext(side)) for side in SIDES]) for thing in ElementTree.parse(file).getroot().iter("object")]
        things = [(name, box) for name, box in things if name in CLASSES and box[2] > box[0] and box[3] > box[1]]
        boxes = np.array([box for _, box in things], float).reshape(-1, 4) * dense.LONG / max(image.size)
        images.append(Labeled(np.load(kept, mmap_mode="r"), boxes, np.array([CLASSES.index(name) + 1 for name, _ in things], int)))
    return images


def measure(learned, images, target):
    """Of images that nothing was learned from: the share of proposals that are right, and of boxes that are proposed, by label and of all."""
    limits = [gate.threshold(each["curve"], target) for each in learned.report["each"]]
    limit = np.array([np.inf if one is None else one for one in limits])
    label, sure, right, truth = [], [], [], np.zeros(len(CLASSES) + 1)
    for image in images:
        found = find(learned.net, image.features)
        label.append(found.labels)
        sure.append(learned.calibration(found) >= limit[found.labels - 1])
        right.append(judged(found, image) > 0)
        truth += np.bincount(image.labels, minlength=len(CLASSES) + 1)
    label, sure, right = (np.concatenate(each) for each in (label, sure, right))
    share = lambda of, all_: float(of / all_) if all_ else None  # noqa: E731
    told = {name: {"proposed": int((own := sure & (label == number)).sum()), "precision": share(right[own].sum(), own.sum()), "recall": share(right[own].sum(), truth[number])} for number, name in enumerate(CLASSES, 1)}
    return {**told, "all": {"proposed": int(sure.sum()), "precision": share(right[sure].sum(), sure.sum()), "recall": share(right[sure].sum(), truth[1:].sum())}}


def main():
    root, cache = Path(sys.argv[1]), Path(sys.argv[2])
    cache.mkdir(parents=True, exist_ok=True)
    images = load(root, cache)
    for count in [int(each) for each in sys.argv[3].split(",")]:
        for seed in range(int(sys.argv[4])):
            order = np.random.default_rng(seed).permutation(len(images))
            learned = learn([images[at] for at in order[APART : APART + count]], CLASSES, TARGETS[0], seed)
            report = learned.report
            each = {one["name"]: {"labeled": one["labeled"], "averagePrecision": one["averagePrecision"]} for one in report["each"]}
            apart = {f"{target:.0%}": measure(learned, [images[at] for at in order[:APART]], target) for target in TARGETS}
            print(json.dumps({"images": count, "seed": seed, "boxes": report["things"], "mAP": report["accuracy"], "interval": report["interval"], "each": each, "apart": apart}), flush=True)


main()
