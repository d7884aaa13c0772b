"""Reduce dimensions: many columns as a few that keep most of what differs, or the neighbours."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from ..errors import UserError
from ..learning.applicable import principal_components
from ..learning.unsupervised import plain_rows, prepared_matrix, unsupervised_pipeline, with_columns
from ..step import Step

MOST_FOR_TSNE = 20_000


def run(step: Step) -> None:
    """Writes the rows with their components, and for PCA how each column enters them."""
    params = step.params
    rows = plain_rows(step)
    pca = params["method"] == "pca"
    with threadpool_limits(1):
        pipeline = unsupervised_pipeline(rows, PCA(), params["max_categories"])
        matrix = prepared_matrix(pipeline, rows)
        columns = [str(name) for name in pipeline.named_steps["preprocess"].get_feature_names_out()]
        model, points = _principal(step, matrix) if pca else (None, _neighbours(step, matrix))
    # A loading is the correlation of a scaled column with a component, as its variance is 1.
    loadings = np.empty((0, params["components"])) if model is None else (model.components_ * np.sqrt(model.explained_variance_)[:, None]).T
    names = [f"{params['prefix']}{number}" for number in range(1, params["components"] + 1)]
    added = {name: pa.array(np.asarray(points[:, at], float)) for at, name in enumerate(names)}
    step.write_table("table", with_columns(rows.table, added) if params["keep"] else pa.table(added))
    learned = {"kind": "no-rule", "version": 1, "why": "t-SNE"} if model is None else principal_components(pipeline, model, rows.features, names, params["keep"])
    summary = ["t-SNE places these rows alone; nothing of it applies to others"] if model is None else [f"{name}: from {len(rows.features)} columns" for name in names][:200]
    step.write_json("transformation", learned, {"kind": learned["kind"], "title": "Reduce dimensions", "summary": summary})
    table = {"column": pa.array(columns if pca else [], pa.string())}
    step.write_table("loadings", pa.table({**table, **{name: pa.array(loadings[:, at], pa.float64()) for at, name in enumerate(names)}}))


def _principal(step: Step, matrix: np.ndarray) -> tuple[PCA, np.ndarray]:
    wanted = step.params["components"]
    most = min(matrix.shape)
    if wanted > most:
        raise UserError(f"{wanted} components are wanted, but {matrix.shape[0]:,} rows of {matrix.shape[1]:,} columns have {most} at most.")
    pca = PCA(wanted, svd_solver="full")
    points = pca.fit_transform(matrix)
    for number, share in enumerate(pca.explained_variance_ratio_, 1):
        step.metric(f"explained_variance_{number}", float(share))
        print(f"Component {number} holds {share:.1%} of the variance")
    step.metric("explained_variance_total", float(pca.explained_variance_ratio_.sum()))
    return pca, points


def _neighbours(step: Step, matrix: np.ndarray) -> np.ndarray:
    params = step.params
    if len(matrix) > MOST_FOR_TSNE:
        raise UserError(f"t-SNE takes up to {MOST_FOR_TSNE:,} rows, and the table has {len(matrix):,}. Take a sample before, or use PCA.")
    if params["components"] > 3:
        raise UserError("t-SNE draws in at most 3 components.")
    if params["perplexity"] >= len(matrix):
        raise UserError(f"The perplexity {params['perplexity']:g} must be less than the number of rows, {len(matrix):,}.")
    tsne = TSNE(params["components"], perplexity=params["perplexity"], random_state=params["seed"], init="pca", n_jobs=1)
    points = tsne.fit_transform(matrix)
    step.metric("kl_divergence", float(tsne.kl_divergence_))
    return points
