"""What a model loses when one of its features is shuffled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.base import BaseEstimator
from sklearn.inspection import permutation_importance
from sklearn.pipeline import Pipeline

from .features import Feature
from .prepare import prepare, prepared_names


class _ByRow(BaseEstimator):
    """A pipeline that is asked by row numbers: shuffling a feature's numbers moves all its prepared columns together."""

    def __init__(self, pipeline: Pipeline, features: list[Feature], table: pa.Table) -> None:
        self.pipeline = pipeline
        self.features = features
        self.table = table
        self._frame = prepare(table, features)
        self._estimator_type = "classifier" if hasattr(pipeline, "classes_") else "regressor"
        if hasattr(pipeline, "classes_"):
            self.classes_ = pipeline.classes_

    def __sklearn_tags__(self) -> Any:
        return self.pipeline.__sklearn_tags__()

    def fit(self, *_: Any) -> _ByRow:
        return self

    def _moved(self, rows: np.ndarray) -> Any:
        frame = self._frame.copy(deep=False)
        plain = np.arange(len(frame))
        for at, feature in enumerate(self.features):
            if not np.array_equal(rows[:, at], plain):
                for name in prepared_names(feature):
                    frame[name] = self._frame[name].to_numpy()[rows[:, at]]
        return frame

    def predict(self, rows: np.ndarray) -> np.ndarray:
        return self.pipeline.predict(self._moved(rows))

    def predict_proba(self, rows: np.ndarray) -> np.ndarray:
        return self.pipeline.predict_proba(self._moved(rows))


def shuffle_features(pipeline: Pipeline, features: list[Feature], table: pa.Table, values: np.ndarray, scoring: str, repeats: int, seed: int) -> Any:
    """scikit-learn's permutation importance by original column.

    :param scoring: the name of one of scikit-learn's scorers
    :returns: its result: ``importances`` is features × repeats
    """
    numbers = np.repeat(np.arange(table.num_rows)[:, None], len(features), axis=1)
    return permutation_importance(_ByRow(pipeline, features, table), numbers, values, scoring=scoring, n_repeats=repeats, random_state=seed)
