"""Users and items as a few factors each, so that their product tells what a user thinks of an item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Factors:
    """``users`` and ``items`` are rows × factors; of ratings the last two factors are biases, and ``mean`` is what they are added to."""

    users: np.ndarray
    items: np.ndarray
    mean: float

    def scores(self, users: np.ndarray) -> np.ndarray:
        """What these users think of every item: users × items."""
        return self.mean + self.users[users] @ self.items.T

    def pairs(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """What each user thinks of the item in the same place."""
        return self.mean + np.einsum("ij,ij->i", self.users[users], self.items[items])


def by_ratings(ratings: csr_matrix, factors: int, regularization: float, rounds: int, seed: int) -> Factors:
    """Alternating least squares with biases: rating = mean + user's bias + item's bias + product of factors.

    Each user's factors are a ridge regression of its ratings on those of the items, and the other way round; the penalty
    is ``regularization`` × the number of ratings, so that those who rate much are not left unbounded (Zhou et al., 2008).
    """
    mean = float(ratings.data.mean())
    users, items = _beginning(ratings.shape, factors, seed)
    user_bias, item_bias = np.zeros(ratings.shape[0]), np.zeros(ratings.shape[1])
    centred = ratings.copy()
    centred.data = ratings.data - mean
    by_item = centred.T.tocsr()
    for _ in range(rounds):
        users, user_bias = _rated(centred, items, item_bias, regularization)
        items, item_bias = _rated(by_item, users, user_bias, regularization)
    return Factors(
        np.column_stack([users, user_bias, np.ones(len(users))]),
        np.column_stack([items, np.ones(len(items)), item_bias]),
        mean,
    )


def _rated(ratings: csr_matrix, others: np.ndarray, other_bias: np.ndarray, regularization: float) -> tuple[np.ndarray, np.ndarray]:
    """Factors and bias of each row from those of the columns; rows without ratings get zeros."""
    width = others.shape[1] + 1
    solved = np.zeros((ratings.shape[0], width))
    wide = np.column_stack([others, np.ones(len(others))])
    for row in range(ratings.shape[0]):
        places = slice(ratings.indptr[row], ratings.indptr[row + 1])
        columns = ratings.indices[places]
        if len(columns) == 0:
            continue
        seen = wide[columns]
        gram = seen.T @ seen
        gram[np.diag_indices(width)] += regularization * len(columns)
        solved[row] = np.linalg.solve(gram, seen.T @ (ratings.data[places] - other_bias[columns]))
    return solved[:, :-1], solved[:, -1]


def by_counts(counts: csr_matrix, factors: int, regularization: float, confidence: float, rounds: int, seed: int) -> Factors:
    """Alternating least squares on what users did: all pairs count, those that happened 1 + ``confidence`` × how often (Hu, Koren and Volinsky, 2008)."""
    users, items = _beginning(counts.shape, factors, seed)
    by_item = counts.T.tocsr()
    for _ in range(rounds):
        users = _counted(counts, items, regularization, confidence)
        items = _counted(by_item, users, regularization, confidence)
    return Factors(users, items, 0.0)


def _counted(counts: csr_matrix, others: np.ndarray, regularization: float, confidence: float) -> np.ndarray:
    width = others.shape[1]
    solved = np.zeros((counts.shape[0], width))
    common = others.T @ others + regularization * np.eye(width)
    for row in range(counts.shape[0]):
        places = slice(counts.indptr[row], counts.indptr[row + 1])
        columns = counts.indices[places]
        if len(columns) == 0:
            continue
        seen, extra = others[columns], confidence * counts.data[places]
        solved[row] = np.linalg.solve(common + (seen.T * extra) @ seen, seen.T @ (1 + extra))
    return solved


def _beginning(shape: tuple[int, int], factors: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Small random items; users follow from them."""
    rng = np.random.default_rng(seed)
    return np.zeros((shape[0], factors)), rng.normal(0, 0.1, (shape[1], factors))
