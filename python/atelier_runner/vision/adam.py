"""Adam with decoupled decay of weights and a cosine's rate (Kingma and Ba 2015, Loshchilov and Hutter 2019)."""

from __future__ import annotations

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
