"""Images that look alike, put together."""

from __future__ import annotations

import numpy as np
from sklearn.cluster import MiniBatchKMeans

PER_GROUP = 12
MOST = 200


def group(rows: np.ndarray, seed: int = 0) -> np.ndarray:
    """A number for each row, the same for those that look alike; the largest group has number 0. About twelve images a group."""
    count = int(min(MOST, max(2, len(rows) // PER_GROUP)))
    if len(rows) <= count:
        return np.arange(len(rows))
    found = MiniBatchKMeans(count, random_state=seed, n_init=3, batch_size=512).fit_predict(rows.astype(np.float32))
    sizes = np.bincount(found, minlength=count)
    rank = np.empty(count, int)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(count)
    return rank[found]
