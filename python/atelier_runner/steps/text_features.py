"""Text features: numbers that tell which words a text has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

from ..errors import UserError, quoted
from ..learning.applicable import word_weights
from ..learning.unsupervised import with_columns
from ..step import Step
from ..tables import logical_type

BATCH = 50_000
"""Texts made into numbers at a time: dense columns need a place for every word in every row."""


def run(step: Step) -> None:
    """Learns the words from the input ``table``, and adds their columns to it and to ``second``."""
    params = step.params
    first = step.table("table")
    texts = _texts(first, params["column"])
    prefix = params["prefix"] or f"{params['column']}_"
    if params["method"] == "hashing":
        vectorizer: Any = HashingVectorizer(n_features=params["columns"], alternate_sign=False, **_reading(params))
        names = [f"{prefix}{number}" for number in range(1, params["columns"] + 1)]
    else:
        vectorizer = TfidfVectorizer(max_features=params["columns"], min_df=params["least"], sublinear_tf=params["sublinear"], **_reading(params))
        try:
            vectorizer.fit(texts)
        except ValueError as error:
            raise UserError(f"No word is left of “{params['column']}”: none stands in {params['least']} rows or more. Ask for fewer rows.") from error
        names = [f"{prefix}{word}" for word in vectorizer.get_feature_names_out()]
    print(f"{len(names)} columns from {len(texts):,} texts")
    step.metric("added_columns", len(names))
    hashing = params["method"] == "hashing"
    learned = {"kind": "no-rule", "version": 1, "why": "hashing"} if hashing else word_weights(vectorizer, params, prefix)
    summary = ["Hashing learns nothing from these rows"] if hashing else [f"Weigh “{entry['word']}” by {entry['idf']:.4g}" for entry in learned["words"]][:200]
    step.write_json("transformation", learned, {"kind": learned["kind"], "title": "Text features", "summary": summary})
    step.write_table("table", _with_words(step, first, texts, vectorizer, names))
    # Without other rows the second output has the same columns and no rows.
    other = step.table("second") if step.connected("second") else first.slice(0, 0)
    step.write_table("second", _with_words(step, other, _texts(other, params["column"]), vectorizer, names))


def _reading(params: dict[str, Any]) -> dict[str, Any]:
    return {"ngram_range": (1, params["ngrams"]), "stop_words": "english" if params["stop_words"] == "english" else None}


def _texts(table: pa.Table, name: str) -> list[str]:
    """Texts in the rows' order; a missing one has no words."""
    if name not in table.column_names:
        raise UserError(f"The table has no column “{name}”. It has {quoted(table.column_names)}.")
    column = table[name]
    if logical_type(column.type) != "text":
        raise UserError(f"“{name}” is not text.")
    return [value or "" for value in column.cast(pa.string()).to_pylist()]


def _with_words(step: Step, table: pa.Table, texts: list[str], vectorizer: Any, names: list[str]) -> pa.Table:
    parts = [vectorizer.transform(texts[start : start + BATCH]).toarray() for start in range(0, len(texts), BATCH)]
    matrix = np.concatenate(parts) if parts else np.empty((0, len(names)))
    kept = table if step.params["keep"] else table.drop_columns([step.params["column"]])
    return with_columns(kept, {name: pa.array(np.ascontiguousarray(matrix[:, at])) for at, name in enumerate(names)})
