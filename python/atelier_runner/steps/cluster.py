"""Cluster: groups of similar rows."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.metrics import silhouette_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from ..errors import UserError
from ..learning.importances import owners
from ..learning.model_file import Model, save
from ..learning.preprocessing import encoding_of
from ..learning.train import library, plain_params
from ..learning.unsupervised import PlainRows, plain_rows, prepared_matrix, unsupervised_pipeline, with_columns
from ..step import Step

NAMES = {"k_means": "K-means", "dbscan": "DBSCAN", "agglomerative": "Hierarchical clustering"}
MOST_FOR_PAIRS = 20_000
"""Rows of which all pairs are compared: 1.6 GB for distances between them."""
SILHOUETTE_ROWS = 5_000


def run(step: Step) -> None:
    """Writes the rows with their cluster, and a model that tells the cluster of new rows."""
    params = step.params
    rows = plain_rows(step)
    fixed = params["algorithm"] != "dbscan"
    if fixed and rows.table.num_rows < params["clusters"]:
        raise UserError(f"The table has {rows.table.num_rows:,} rows for {params['clusters']} clusters.")
    # Sums over rows depend on how many threads share them, and equal seeds must give equal bytes.
    with threadpool_limits(1):
        pipeline = unsupervised_pipeline(rows, KMeans(), params["max_categories"])
        matrix = prepared_matrix(pipeline, rows)
        estimator, labels = _fit(params, matrix)
        _measure(step, matrix, labels, params["seed"])
    pipeline.set_params(model=estimator)
    clusters = pa.array(labels, pa.int64(), mask=labels < 0)
    step.write_table("table", with_columns(rows.table, {params["column"]: clusters}))
    card = _card(params, rows, pipeline, matrix, labels)
    with step.writing("model", card) as path:
        save(Model("clustering", params["column"], "integer", rows.features, pipeline, card), path)


def _fit(params: dict[str, object], matrix: np.ndarray) -> tuple[object, np.ndarray]:
    """The fitted estimator, and labels from 0 for the largest cluster; −1 for rows in none."""
    if params["algorithm"] == "k_means":
        model = KMeans(params["clusters"], n_init=10, random_state=params["seed"]).fit(matrix)
        place = _by_size(model.labels_)
        model.cluster_centers_ = np.ascontiguousarray(model.cluster_centers_[np.argsort(place)])
        model.labels_ = place[model.labels_].astype(np.int32)
        return model, model.labels_
    if params["algorithm"] == "agglomerative":
        if len(matrix) > MOST_FOR_PAIRS:
            raise UserError(f"Hierarchical clustering compares all pairs of rows; it takes up to {MOST_FOR_PAIRS:,} rows, and the table has {len(matrix):,}. Take a sample, or use k-means.")
        found = AgglomerativeClustering(params["clusters"], linkage=params["linkage"]).fit(matrix).labels_
    else:
        found = DBSCAN(eps=params["eps"], min_samples=params["min_samples"]).fit(matrix).labels_
        if (found < 0).all():
            raise UserError("Every row lies alone: no cluster was found. Choose a larger distance, or fewer rows for a cluster.")
    place = np.append(_by_size(found[found >= 0]), -1)
    labels = place[found]
    inside = labels >= 0
    return KNeighborsClassifier(1).fit(matrix[inside], labels[inside]), labels


def _by_size(labels: np.ndarray) -> np.ndarray:
    """For each old label the new one: 0 for the largest cluster; of equals the one whose first row stands first."""
    _, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    return place


def _measure(step: Step, matrix: np.ndarray, labels: np.ndarray, seed: int) -> None:
    inside = labels >= 0
    counts = np.bincount(labels[inside])
    step.metric("clusters", len(counts))
    step.metric("largest_cluster", counts.max())
    step.metric("smallest_cluster", counts.min())
    if not inside.all():
        step.metric("rows_in_no_cluster", int((~inside).sum()))
    print(f"{len(counts)} clusters of {', '.join(f'{count:,}' for count in counts[:20])} rows{'' if inside.all() else f'; {(~inside).sum():,} rows in none'}")
    if 1 < len(counts) < inside.sum():
        sample = SILHOUETTE_ROWS if inside.sum() > SILHOUETTE_ROWS else None
        try:
            value = silhouette_score(matrix[inside], labels[inside], sample_size=sample, random_state=seed)
        except ValueError:
            # The sample may hold one cluster alone.
            return
        step.metric("silhouette", float(value))
        print(f"silhouette = {value:.4g}{f' (of {sample:,} rows)' if sample else ''}")


def _card(params: dict[str, object], rows: PlainRows, pipeline: Pipeline, matrix: np.ndarray, labels: np.ndarray) -> dict[str, object]:
    inside = labels >= 0
    own = {"k_means": ("clusters", "seed"), "dbscan": ("eps", "min_samples"), "agglomerative": ("clusters", "linkage")}[str(params["algorithm"])]
    later = [] if params["algorithm"] == "k_means" else ["Score model gives a new row the cluster of the row nearest to it."]
    return {
        "task": "clustering",
        "algorithm": params["algorithm"],
        "algorithmName": NAMES[str(params["algorithm"])],
        "target": params["column"],
        "features": [{"name": f.name, "type": f.type, "encoding": encoding_of(f, "scaled")} for f in rows.features],
        "classes": [str(number) for number in range(labels.max() + 1)],
        "params": {**plain_params(pipeline.named_steps["model"].get_params(deep=False)), **{name: params[name] for name in own}},
        "seed": params["seed"],
        "trainedRows": int(inside.sum()),
        "skippedRows": int((~inside).sum()),
        "importances": _between(pipeline, rows, matrix[inside], labels[inside]),
        "importanceKind": "Share of a column's variation that lies between clusters: 1 where clusters differ in nothing else, 0 where they do not differ.",
        "library": library(),
        "warnings": [*rows.remarks, *later],
    }


def _between(pipeline: Pipeline, rows: PlainRows, matrix: np.ndarray, labels: np.ndarray) -> list[dict[str, object]]:
    """By feature: variance of the clusters' means over the variance of all rows, over all prepared columns of the feature."""
    counts = np.bincount(labels)
    means = np.stack([np.bincount(labels, weights=column) / counts for column in matrix.T], axis=1)
    between = ((means - matrix.mean(axis=0)) ** 2 * counts[:, None]).sum(axis=0)
    total = ((matrix - matrix.mean(axis=0)) ** 2).sum(axis=0)
    sums = {feature.name: [0.0, 0.0] for feature in rows.features}
    for owner, part, whole in zip(owners(pipeline, rows.features), between, total, strict=True):
        sums[owner][0] += float(part)
        sums[owner][1] += float(whole)
    shares = {name: min(1.0, part / whole) if whole > 0 else 0.0 for name, (part, whole) in sums.items()}
    return [{"feature": name, "importance": share} for name, share in sorted(shares.items(), key=lambda item: -item[1])]
