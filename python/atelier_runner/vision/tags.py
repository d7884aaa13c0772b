"""Several labels an image: a calibrated yes or no for each label by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from . import gate, head
from .by_label import of_label
from .describe import Head

YES, NO = "yes", "no"
FEWEST = 3
"""Images with a label, and images without, before it is learned."""


@dataclass
class Learned:
    classes: list[str]
    """Labels that there was enough of."""
    out_of_fold: np.ndarray
    """Chances (labeled images, labels) by models that had not seen the image."""
    everything: np.ndarray
    """Chances (images, labels)."""
    head: Head
    report: dict[str, Any]


def learn(described: dict[str, np.ndarray], tags: list[frozenset[str] | None], target: float, seed: int) -> Learned:
    """Learns from the images whose labels are known; an empty set says that none of them is there.

    :raises ValueError: where no label is on enough of them and missing on enough of them.
    """
    at = [place for place, known in enumerate(tags) if known is not None]
    names = sorted({name for place in at for name in tags[place] or ()})
    counts = {name: sum(name in (tags[place] or ()) for place in at) for name in names}
    classes = [name for name in names if min(counts[name], len(at) - counts[name]) >= FEWEST]
    if not classes:
        raise ValueError(f"No label is on {FEWEST} images at least and missing on {FEWEST}.")
    learned = [head.learn(described, [None if known is None else YES if name in known else NO for known in tags], seed) for name in classes]
    yes = [one.classes.index(YES) for one in learned]
    held = np.column_stack([one.out_of_fold[:, place] for one, place in zip(learned, yes, strict=True)])
    chances = np.column_stack([one.everything[:, place] for one, place in zip(learned, yes, strict=True)])
    truth = np.array([[name in (tags[place] or ()) for name in classes] for place in at])
    return Learned(classes, held, chances, _joined(learned, yes, classes), _report(classes, names, counts, held, truth, target))


def _joined(learned: list[head.Learned], yes: list[int], classes: list[str]) -> Head:
    """The heads side by side: a column for each label, whose logistic function is its chance."""
    parts = [part for part in ("network", "classical") if any(part in one.parts for one in learned)]
    columns, biases = [], []
    for one, place in zip(learned, yes, strict=True):
        lead = one.head.weight[:, place] - one.head.weight[:, 1 - place]
        own, start = {}, 0
        for part in one.parts:
            own[part] = lead[start : start + _width(part)]
            start += _width(part)
        columns.append(np.concatenate([own.get(part, np.zeros(_width(part))) for part in parts]))
        biases.append(one.head.bias[place] - one.head.bias[1 - place])
    return Head(np.column_stack(columns), np.array(biases), parts, classes)


def _width(part: str) -> int:
    from .describe import widths

    return widths()[part]


def _report(classes: list[str], names: list[str], counts: dict[str, int], held: np.ndarray, truth: np.ndarray, target: float) -> dict[str, Any]:
    images = np.arange(len(truth))
    each = [of_label(name, held[:, place], truth[:, place], images, counts[name], target) for place, name in enumerate(classes)]
    each += [{"name": name, "labeled": counts[name], "averagePrecision": 0.0, "threshold": None, "precision": None, "lowerBound": None, "recall": None, "curve": []} for name in names if name not in classes]
    limit = np.array([np.inf if one["threshold"] is None else one["threshold"] for one in each[: len(classes)]])
    sure = held >= limit
    limits = limit[np.isfinite(limit)]
    chance = np.clip(np.where(truth, held, 1 - held), 1e-12, 1)
    return {
        "kind": "labels",
        "classes": classes,
        "labels": len(truth),
        "things": int(sum(counts.values())),
        "folds": head.FOLDS,
        "accuracy": float(((held >= 0.5) == truth).mean()),
        "loss": float(-np.log(chance).mean()),
        "target": target,
        "needed": gate.needed(target),
        "threshold": float(limits.min()) if len(limits) else None,
        "coverage": float((sure & truth).sum() / truth.sum()) if len(limits) and truth.any() else None,
        "precision": float(truth[sure].mean()) if sure.any() else None,
        "lowerBound": None,
        "curve": [],
        "each": each,
    }
