"""Descriptions of images brought to a few numbers each, by principal components of all images, labeled or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

COMPONENTS = 128
SEEN = 4000
"""At most so many images tell the components; more change them little."""


@dataclass
class Reduction:
    mean: np.ndarray
    matrix: np.ndarray
    """(width, components); the mean squared length of a reduced row is the number of components."""

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        return (rows - self.mean) @ self.matrix


def reduce(rows: np.ndarray) -> Reduction:
    """Finds the components of the rows that were given."""
    step = max(1, len(rows) // SEEN)
    seen = rows[::step].astype(np.float64)
    mean = seen.mean(0)
    centred = seen - mean
    count = max(1, min(COMPONENTS, len(seen) - 1, seen.shape[1]))
    # The smaller of the two products has the same components.
    if len(seen) < seen.shape[1]:
        values, vectors = np.linalg.eigh(centred @ centred.T)
        lengths = np.sqrt(np.maximum(values[::-1][:count], 1e-12))
        matrix = centred.T @ (vectors[:, ::-1][:, :count] / lengths)
    else:
        matrix = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :count]
    spread = float((centred**2).sum(1).mean()) or 1.0
    return Reduction(mean, matrix * np.sqrt(COMPONENTS / spread))
