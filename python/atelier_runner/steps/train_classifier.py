"""Train classifier."""

from __future__ import annotations

from ..learning.train import train
from ..step import Step


def run(step: Step) -> None:
    """Fits a classifier on the table and writes the model."""
    train(step, "classification")
