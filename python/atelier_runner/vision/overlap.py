"""How much things overlap, and which of what was found is what was labeled. Boxes are left, top, right, bottom."""

from __future__ import annotations

import numpy as np

ENOUGH = 0.5
"""Intersection over union from which on a found thing is the labeled one."""


def overlaps(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Intersection over union of each of (n, 4) with each of (m, 4): (n, m)."""
    low, high = np.maximum(first[:, None, :2], second[None, :, :2]), np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.maximum(0, high - low).prod(2)
    sizes = lambda boxes: np.maximum(0, boxes[:, 2:] - boxes[:, :2]).prod(1)  # noqa: E731
    return shared / np.maximum(sizes(first)[:, None] + sizes(second)[None] - shared, 1e-9)


def match(shared: np.ndarray, same: np.ndarray, order: np.ndarray, enough: float = ENOUGH) -> np.ndarray:
    """For each found thing the labeled one that it is, or -1: the surest first, each labeled one once, the most overlapping of
    those left (as in Pascal VOC and COCO). ``shared`` and ``same`` (of one class) are (found, labeled)."""
    partner = np.full(len(shared), -1)
    free = np.where(same, shared, -1.0)
    for at in order:
        if free.shape[1] and free[at].max() >= enough:
            partner[at] = free[at].argmax()
            free[:, partner[at]] = -1
    return partner


def merge(boxes: np.ndarray, scores: np.ndarray, apart: float, most: int) -> tuple[np.ndarray, np.ndarray]:
    """One box for all that overlap the surest of them by more than ``apart``: their mean, weighted by score, of those that nearly
    coincide with it (after Solovyev et al. 2021). Boxes (n, 4) and scores, the surest first, at most ``most``."""
    kept, sure = [], []
    left = np.argsort(-scores, kind="stable")
    while len(left) and len(kept) < most:
        shared = overlaps(boxes[left[:1]], boxes[left])[0]
        near = left[shared >= max(apart, 0.6)]
        weight = scores[near] ** 2
        kept.append((boxes[near] * weight[:, None]).sum(0) / weight.sum())
        sure.append(scores[left[0]])
        left = left[shared <= apart]
    return np.array(kept).reshape(-1, 4), np.array(sure)


def average_precision(right: np.ndarray, labeled: int) -> float:
    """Area under precision by recall, interpolated at every point (Pascal VOC since 2010); ``right`` is ordered, the surest first."""
    if labeled == 0 or len(right) == 0:
        return 0.0
    hits = np.cumsum(right)
    precision = hits / np.arange(1, len(right) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float((envelope * right).sum() / labeled)
