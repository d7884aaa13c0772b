"""Which images to label first, so that few labels tell most (after Hacohen, Dekel and Weinshall 2022: with few labels, typical
examples of many kinds teach more than what a model is unsure of)."""

from __future__ import annotations

import numpy as np
from sklearn.cluster import KMeans

SEEN = 4000
"""At most so many rows tell the kinds apart."""
COMPARED = 500
"""At most so many of a kind, those nearest to its middle, are compared with each other."""
NEAREST = 20
MOST = 400
"""Rows that are given a turn at most."""


def turns(rows: np.ndarray, kinds: int, seed: int = 0) -> np.ndarray:
    """For each row (rows, width) when to label it, from 0 on; -1 where that does not matter. ``kinds`` are told apart; the most
    typical of the largest comes first, then that of the next, and after all of them the second of each."""
    count = min(kinds, len(rows))
    turn = np.full(len(rows), -1)
    if count == 0:
        return turn
    rows = rows.astype(np.float32)
    model = KMeans(count, n_init=3, random_state=seed).fit(rows[:: max(1, len(rows) // SEEN)])
    kind = model.predict(rows)
    sizes = np.bincount(kind, minlength=count)
    ordered = [_typical_first(rows, np.flatnonzero(kind == number), model.cluster_centers_[number]) for number in np.argsort(-sizes, kind="stable") if sizes[number]]
    order = [own[place] for place in range(max(map(len, ordered))) for own in ordered if place < len(own)][:MOST]
    turn[order] = np.arange(len(order))
    return turn


def _typical_first(rows: np.ndarray, own: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Those of one kind with many others close by come first."""
    near = own[np.argsort(((rows[own] - middle) ** 2).sum(1), kind="stable")[:COMPARED]]
    length = (rows[near] ** 2).sum(1)
    apart = np.sqrt(np.maximum(length[:, None] + length[None] - 2 * rows[near] @ rows[near].T, 0))
    np.fill_diagonal(apart, 0)
    return near[np.argsort(np.sort(apart, 1)[:, 1 : NEAREST + 1].sum(1), kind="stable")]
