"""Columns that predict the target all by themselves, and so may know it from the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from .prepare import prepared_names
from .preprocessing import build_pipeline

if TYPE_CHECKING:
    from .train import TrainingRows

LOOKED_AT = 10
"""The most important features; a leak is always among them."""
SAMPLE = 2_000
FOLDS = 3
ALMOST_ALL = 0.99


def suspected_leaks(rows: TrainingRows, ranked: list[str], seed: int) -> list[str]:
    """Warnings for features of which a small tree on that column alone predicts nearly every held-out row.

    :param ranked: names of features, most important first
    """
    if len(rows.features) < 2 or len(rows.values) < 50:
        return []
    sample = np.arange(len(rows.values))
    if len(sample) > SAMPLE:
        sample = np.sort(np.random.default_rng(seed).choice(len(sample), SAMPLE, replace=False))
    values = rows.values[sample]
    classification = rows.task == "classification"
    if classification:
        _, counts = np.unique(values, return_counts=True)
        if len(counts) < 2 or counts.min() < FOLDS:
            return []
        values = values.astype(str)
    elif np.ptp(values) == 0:
        return []
    folds = (StratifiedKFold if classification else KFold)(FOLDS, shuffle=True, random_state=seed)
    by_name = {feature.name: feature for feature in rows.features}
    said = []
    for feature in (by_name[name] for name in ranked[:LOOKED_AT]):
        tree = DecisionTreeClassifier(max_depth=6, random_state=seed) if classification else DecisionTreeRegressor(min_samples_leaf=2, random_state=seed)
        pipeline = build_pipeline([feature], "tree", tree, 50)
        frame = rows.frame.iloc[sample][prepared_names(feature)]
        score = cross_val_score(pipeline, frame, values, cv=folds, scoring="balanced_accuracy" if classification else "r2").mean()
        if score > ALMOST_ALL:
            what = "nearly every row" if classification else "nearly all of the variation"
            said.append(f"“{feature.name}” alone predicts {what} of “{rows.target}”. Was it known before the target was? If not, leave it out.")
    return said
