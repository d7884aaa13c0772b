"""What was learned from a table, written down so that the table engine can do the same to other rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import issparse
from sklearn.decomposition import PCA
from sklearn.pipeline import Pipeline

from .features import Feature
from .prepare import prepared_names

Part = dict[str, Any]

UNKNOWN = "\0"
"""No text of a table."""


def principal_components(pipeline: Pipeline, pca: PCA, features: list[Feature], names: list[str], keep: bool) -> dict[str, Any]:
    """Each component as an offset and, by column, what a value adds to it.

    A number adds its weight × the value, a text the numbers of its category; gaps have a value or category of their own.

    :param pipeline: whose step ``preprocess`` is fitted as the matrix was made
    """
    offset = -(pca.components_ @ pca.mean_)
    parts: dict[str, Part] = {}
    at = 0
    for kind, transformer, columns in pipeline.named_steps["preprocess"].transformers_:
        if kind == "remainder":
            continue
        if kind == "text":
            parts |= _texts(transformer, columns, pca.components_[:, at:])
            continue
        weights = pca.components_[:, at : at + len(columns)]
        at += len(columns)
        fills = (transformer.named_steps["fill"] if kind == "numeric" else transformer).statistics_
        if kind == "numeric":
            scaler = transformer.named_steps["scale"]
            weights = weights / scaler.scale_
            offset = offset - weights @ scaler.mean_
        parts |= {name: {"fill": float(fills[place]), "weights": weights[:, place].tolist()} for place, name in enumerate(columns)}
    return {
        "kind": "reduce-dimensions",
        "version": 1,
        "names": names,
        "keep": keep,
        "offset": offset.tolist(),
        "columns": [{"column": feature.name, "type": feature.type, "parts": [parts[name] for name in prepared_names(feature)]} for feature in features],
    }


def _texts(encoder: Any, columns: list[str], components: np.ndarray) -> dict[str, Part]:
    """By column what each of its categories adds, and what an unknown one does."""
    found: dict[str, Part] = {}
    known = pd.DataFrame({name: [categories[0]] for name, categories in zip(columns, encoder.categories_, strict=True)}, dtype=object)
    ends = np.cumsum(encoder._n_features_outs)  # scikit-learn tells widths only here
    for place, (name, categories) in enumerate(zip(columns, encoder.categories_, strict=True)):
        block = slice(ends[place] - encoder._n_features_outs[place], ends[place])
        values = [*categories, UNKNOWN]
        frame = pd.concat([known] * len(values), ignore_index=True)
        frame[name] = pd.Series(values, dtype=object)
        hot = encoder.transform(frame)
        added = (hot.toarray() if issparse(hot) else hot)[:, block] @ components[:, block].T
        levels = [{"value": None if pd.isna(value) else str(value), "add": row.tolist()} for value, row in zip(categories, added[:-1], strict=True)]
        found[name] = {"levels": levels, "other": added[-1].tolist()}
    return found


def word_weights(vectorizer: Any, params: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The words of TF-IDF with their weights, and how texts are read."""
    stop = sorted(vectorizer.get_stop_words() or [])
    words = [{"word": str(word), "idf": float(idf)} for word, idf in zip(vectorizer.get_feature_names_out(), vectorizer.idf_, strict=True)]
    reading = {name: params[name] for name in ("column", "keep", "ngrams", "sublinear")}
    return {"kind": "text-features", "version": 1, **reading, "prefix": prefix, "stop": stop, "words": words}
