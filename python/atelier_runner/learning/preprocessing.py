"""What a pipeline learns from the training rows before the algorithm sees them."""

from __future__ import annotations

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from .features import Feature
from .prepare import prepared_names


SCALED = ("linear", "scaled")
"""Families that compare columns with each other, and so need them on one scale."""


def build_pipeline(features: list[Feature], family: str, estimator: object, max_categories: int, dense: bool = False) -> Pipeline:
    """One scikit-learn pipeline from the prepared frame to the prediction."""
    groups = {kind: [name for f in features if _group(f) == kind for name in prepared_names(f)] for kind in ("numeric", "boolean", "text")}
    makers = {"numeric": _numeric, "boolean": _boolean, "text": _text}
    parts = [(kind, makers[kind](family, max_categories), names) for kind, names in groups.items() if names]
    if family == "boosting" and groups["text"]:
        first = len(groups["numeric"]) + len(groups["boolean"])
        # LightGBM takes the same by another name.
        name = "categorical_features" if hasattr(estimator, "categorical_features") else "cat_feature"
        estimator.set_params(**{name: list(range(first, first + len(groups["text"])))})  # type: ignore[attr-defined]
    transformer = ColumnTransformer(parts, verbose_feature_names_out=False, **({"sparse_threshold": 0} if dense else {}))
    return Pipeline([("preprocess", transformer), ("model", estimator)])


def encoding_of(feature: Feature, family: str) -> str:
    """What happens to a feature, for the model's card."""
    kind = _group(feature)
    if family == "ensemble":
        return "as each member takes it"
    if kind == "text":
        return "categories as they are, rare ones together" if family == "boosting" else "one column per category, rare ones together"
    if family == "boosting":
        gaps = "gaps kept"
    else:
        gaps = "gaps filled with the most frequent value" if kind == "boolean" else "gaps filled with the median"
    scaled = ", scaled to mean 0 and deviation 1" if family in SCALED and kind == "numeric" else ""
    if feature.type in ("date", "timestamp"):
        return f"year, month, day, weekday and days since 1970; {gaps}{scaled}"
    return f"{'0 or 1; ' if kind == 'boolean' else ''}{gaps}{scaled}"


def _group(feature: Feature) -> str:
    return feature.type if feature.type in ("text", "boolean") else "numeric"


def _numeric(family: str, _: int) -> object:
    if family == "boosting":
        return "passthrough"
    fill = SimpleImputer(strategy="median", keep_empty_features=True)
    return Pipeline([("fill", fill), ("scale", StandardScaler())]) if family in SCALED else fill


def _boolean(family: str, _: int) -> object:
    return "passthrough" if family == "boosting" else SimpleImputer(strategy="most_frequent", keep_empty_features=True)


def _text(family: str, max_categories: int) -> object:
    if family == "boosting":
        # The algorithm's own bins hold 255 categories; a missing or new one is a gap, which it can split on.
        return OrdinalEncoder(
            handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan, max_categories=min(max_categories, 250)
        )
    # A missing value is a category of its own; one never seen in training counts as rare, or as none.
    return OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=max_categories)
