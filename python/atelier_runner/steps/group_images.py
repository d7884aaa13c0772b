"""Group similar images: a number for each image, the same for those that look alike, and which of them to label first."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ..step import Step
from ..vision.groups import group
from ..vision.head import reductions
from ..vision.typical import turns
from .train_image_classifier import described_table, without_pictures


def run(step: Step) -> None:
    """Writes the table without its descriptions, with each row's group and turn."""
    table = step.table("table")
    described, _ = described_table(step, table)
    reduced = np.hstack([reduction(described[name]) for name, reduction in reductions(described).items()]) if table.num_rows else np.zeros((0, 1))
    groups = group(reduced, step.params["seed"])
    kept = without_pictures(table, step.params["picture"])
    kept = kept.drop_columns([name for name in ("group", "turn") if name in kept.column_names])
    turn = turns(reduced, step.params["first"], step.params["seed"])
    step.metric("groups", len(np.unique(groups)))
    step.write_table("table", kept.append_column("group", pa.array(groups, pa.int32())).append_column("turn", pa.array(turn, pa.int32(), mask=turn < 0)))
