"""Lists of the best items, and how many of the wanted ones are among them."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from .factorize import Factors

BATCH = 1_000


def places(matrix: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Row and column of each stored value; a stored 0, such as a rating of 0, is one too."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices


def top_items(scores: np.ndarray, seen: csr_matrix | None, top: int) -> tuple[np.ndarray, np.ndarray]:
    """The best items of each row and their scores, best first; of equals the first in order.

    :param scores: users × items
    :param seen: users × items, those not to be named; what is left out so has the score −∞
    """
    if seen is not None:
        scores[places(seen)] = -np.inf
    best = np.argsort(-scores, axis=1, kind="stable")[:, :top]
    return best, np.take_along_axis(scores, best, axis=1)


def ranking_metrics(known: csr_matrix, wanted: csr_matrix | None, factors: Factors, popular: np.ndarray, top: int) -> dict[str, tuple[float, float]]:
    """Precision, recall, NDCG and hit rate of the first ``top`` items, by factors and by popularity alone, as means over users with wanted items."""
    if wanted is None or wanted.nnz == 0:
        return {}
    users = np.flatnonzero(np.diff(wanted.indptr))
    sums = np.zeros((4, 2))
    discount = 1 / np.log2(np.arange(2, top + 2))
    for start in range(0, len(users), BATCH):
        part = users[start : start + BATCH]
        is_wanted = np.zeros((len(part), wanted.shape[1]), bool)
        is_wanted[places(wanted[part])] = True
        count = is_wanted.sum(axis=1)
        ideal = np.cumsum(discount)[np.minimum(count, top) - 1]
        for at, scores in enumerate((factors.scores(part), np.tile(popular, (len(part), 1)))):
            best, values = top_items(scores, known[part], top)
            hits = np.take_along_axis(is_wanted, best, axis=1) & np.isfinite(values)
            found = hits.sum(axis=1)
            sums[:, at] += [(found / top).sum(), (found / count).sum(), ((hits * discount[: hits.shape[1]]).sum(axis=1) / ideal).sum(), (found > 0).sum()]
    means = sums / len(users)
    names = (f"precision_at_{top}", f"recall_at_{top}", f"ndcg_at_{top}", f"hit_rate_at_{top}")
    return {name: (float(row[0]), float(row[1])) for name, row in zip(names, means, strict=True)}
