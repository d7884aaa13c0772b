"""Group similar images: a number for each image, the same for those that look alike."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ..step import Step
from ..vision.groups import group
from ..vision.head import reductions
from .train_image_classifier import described_table, without_pictures


def run(step: Step) -> None:
    """Writes the table without its descriptions, with each row's group."""
    table = step.table("table")
    described, _ = described_table(step, table)
    reduced = np.hstack([reduction(described[name]) for name, reduction in reductions(described).items()]) if table.num_rows else np.zeros((0, 1))
    groups = group(reduced, step.params["seed"])
    kept = without_pictures(table, step.params["picture"])
    if "group" in kept.column_names:
        kept = kept.drop_columns(["group"])
    step.metric("groups", len(np.unique(groups)))
    step.write_table("table", kept.append_column("group", pa.array(groups, pa.int32())))
