"""How right proposed outlines are, by the images that were labeled: prints JSON.

Arguments: a photograph with the masks of its things as TIFF, a number each (stardist on PyPI carries one of cell nuclei, of the
2018 Data Science Bowl: img2d.tif and mask2d.tif), the images to learn from (as 20,40), and how many random orders. It is cut
into tiles of 64 pixels, of which 24 that nothing was learned from tell: the same for each number of images, whereas out of fold
each is measured by the tiles that it learned from, which are other ones, easier or harder. The labeler is simulated: the masks'
own edges."""

import json
import sys

import numpy as np
from atelier_runner.vision import dense, gate
from atelier_runner.vision.embed import open_session
from atelier_runner.vision.overlap import average_precision
from atelier_runner.vision.rings import bounds, contour
from atelier_runner.vision.things import Labeled, judged, learn
from PIL import Image

SIDE, APART, FEWEST_PIXELS = 64, 24, 20
TARGETS = (0.9, 0.8)
OUTLINED = np.array([1])


def tiles(photograph, masks):
    low, high = np.percentile(photograph, [1, 99.8])
    grey = (np.clip((photograph - low) / (high - low), 0, 1) * 255).astype(np.uint8)
    session = open_session(dense.describer(fine=True), 2)
    images = []
    for top in range(0, grey.shape[0] - SIDE + 1, SIDE):
        for left in range(0, grey.shape[1] - SIDE + 1, SIDE):
            part = np.s_[top : top + SIDE, left : left + SIDE]
            pixels, scale = dense.fitted(Image.fromarray(grey[part]).convert("RGB"))
            features, *fine = (each[0].astype(np.float16) for each in session.run(None, {"image": pixels}))
            things = [masks[part] == number for number in np.unique(masks[part]) if number]
            whole = np.array([0, 0, SIDE, SIDE]) * scale
            outlines = [contour(thing.astype(float), whole, 0.5) for thing in things if thing.sum() >= FEWEST_PIXELS]
            images.append(Labeled(features, np.array([bounds(rings) for rings in outlines]).reshape(-1, 4), np.ones(len(outlines), int), outlines, tuple(fine)))
    return images


def main():
    images = tiles(*(np.asarray(Image.open(file)).astype(float) for file in sys.argv[1:3]))
    for count in [int(each) for each in sys.argv[3].split(",")]:
        for seed in range(int(sys.argv[4])):
            order = np.random.default_rng(seed).permutation(len(images))
            learned = learn([images[at] for at in order[APART : APART + count]], ["nucleus"], TARGETS[0], seed, threads=2)
            (each,) = learned.report["each"]
            apart = [images[at] for at in order[:APART]]
            found = [learned.find(image.maps) for image in apart]
            shared = np.concatenate([judged(one, image, OUTLINED) for one, image in zip(found, apart, strict=True)])
            confidence = np.concatenate([learned.calibration(one) for one in found])
            labeled = sum(len(image.labels) for image in apart)
            right_first = (shared > 0)[np.argsort(-confidence, kind="stable")]
            told = {}
            for target in TARGETS:
                limit = gate.threshold(each["curve"], target)
                sure = confidence >= (np.inf if limit is None else limit)
                right = sure & (shared > 0)
                told[f"{target:.0%}"] = {"proposed": int(sure.sum()), "precision": float(right.sum() / sure.sum()) if sure.any() else None, "recall": float(right.sum() / labeled), "overlap": float(shared[right].mean()) if right.any() else None}
            points = [sum(map(len, rings)) for one in found for rings in one.outlines if rings]
            print(json.dumps({"images": count, "seed": seed, "things": learned.report["things"], "averagePrecision": each["averagePrecision"], "interval": learned.report["interval"], "averagePrecisionApart": average_precision(right_first, labeled), "overlap": each["overlap"], "labeled": labeled, "points": float(np.median(points)), "apart": told}), flush=True)


main()
