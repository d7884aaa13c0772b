"""Train regressor."""

from __future__ import annotations

from ..learning.train import train
from ..step import Step


def run(step: Step) -> None:
    """Fits a regressor on the table and writes the model."""
    train(step, "regression")
