"""Learning of small networks: Adam with decoupled decay of weights and a cosine's rate (Kingma and Ba 2015, Loshchilov and Hutter 2019)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


class Adam:
    """Changes ``layers`` in place; biases do not decay."""

    def __init__(self, layers: dict[str, np.ndarray], total: int, rate: float, decay: float) -> None:
        self.layers, self.total, self.rate, self.decay = layers, total, rate, decay
        self.moments = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in layers.items()}
        self.steps = 0

    def step(self, gradients: dict[str, np.ndarray]) -> None:
        self.steps += 1
        rate = self.rate * 0.5 * (1 + np.cos(np.pi * self.steps / self.total))
        for name, gradient in gradients.items():
            first, second = self.moments[name]
            layer = self.layers[name]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            layer -= rate * (first / (1 - 0.9**self.steps)) / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8) + (rate * self.decay * layer if layer.ndim > 1 else 0)


@dataclass(frozen=True)
class Course:
    """How long and how fast is learned: so many passes over the rows, but not many more than ``steps`` batches in all."""

    passes: int
    steps: int
    batch: int
    rate: float
    decay: float


def standard(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows about 0 with a deviation of 1 in each column, and what was taken off and multiplied for it."""
    mean, scale = rows.mean(0), 1 / (rows.std(0) + 1e-3)
    return (rows - mean) * scale, mean, scale


def start(rng: np.random.Generator, into: int, out: int, gain: float) -> np.ndarray:
    """Random weights (into, out) to begin with."""
    return (rng.standard_normal((into, out)) * np.sqrt(gain / into)).astype(np.float32)


def descend(layers: dict[str, np.ndarray], count: int, course: Course, rng: np.random.Generator, gradients: Callable[[np.ndarray], dict[str, np.ndarray]]) -> None:
    """Changes ``layers`` in place; ``gradients`` are told which of ``count`` rows are the next batch."""
    a_pass = -(-count // course.batch)
    passes = max(1, min(course.passes, course.steps // a_pass))
    adam = Adam(layers, passes * a_pass, course.rate, course.decay)
    for _ in range(passes):
        order = rng.permutation(count)
        for begin in range(0, count, course.batch):
            adam.step(gradients(order[begin : begin + course.batch]))
