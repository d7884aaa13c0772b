"""From probabilities to a class: the most probable one, or by a threshold that was chosen for the model."""

from __future__ import annotations

import numpy as np
from sklearn.base import clone
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.pipeline import Pipeline


def decide(pipeline: Pipeline, probabilities: np.ndarray) -> np.ndarray:
    """What ``pipeline.predict`` gives, without a second pass over the rows.

    :param probabilities: rows × classes, in the order of the pipeline's classes
    """
    classes = pipeline.classes_
    model = pipeline.named_steps["model"]
    if not isinstance(model, FixedThresholdClassifier):
        return classes[probabilities.argmax(axis=1)]
    positive = int(np.flatnonzero(classes == model.pos_label)[0])
    return np.where(probabilities[:, positive] >= model.threshold, classes[positive], classes[1 - positive]).astype(classes.dtype)


def with_threshold(pipeline: Pipeline, positive: object, threshold: float) -> Pipeline:
    """The same fitted pipeline, which predicts ``positive`` from ``threshold`` on; for two classes."""
    model = pipeline.named_steps["model"]
    if isinstance(model, FixedThresholdClassifier):
        model = model.estimator.estimator
    fixed = FixedThresholdClassifier(FrozenEstimator(model), threshold=threshold, pos_label=positive, response_method="predict_proba")
    # What its fit would do: the frozen model has learned already.
    fixed.estimator_ = fixed.estimator
    return Pipeline([("preprocess", pipeline.named_steps["preprocess"]), ("model", fixed)])


def fresh(pipeline: Pipeline) -> Pipeline:
    """A pipeline of the same algorithm and settings that has learned nothing yet; a threshold stays."""
    model = pipeline.named_steps["model"]
    if not isinstance(model, FixedThresholdClassifier):
        return clone(pipeline)
    thawed = FixedThresholdClassifier(clone(model.estimator.estimator), threshold=model.threshold, pos_label=model.pos_label, response_method="predict_proba")
    return Pipeline([("preprocess", clone(pipeline.named_steps["preprocess"])), ("model", thawed)])
