"""Recommend: what each user is likely to want next, from what users did or how they rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from ..errors import UserError, quoted
from ..learning.factorize import Factors, by_counts, by_ratings
from ..learning.ranking import ranking_metrics, top_items
from ..learning.unsupervised import with_columns
from ..step import Step
from ..tables import logical_type

BATCH = 1_000
"""Users whose scores for all items are held at a time."""


@dataclass(frozen=True)
class Deeds:
    """Different users and items in the order of their first row, and a row per pair: places of user and item, and its value."""

    users: pa.Array
    items: pa.Array
    user: np.ndarray
    item: np.ndarray
    value: np.ndarray

    def matrix(self, rows: np.ndarray) -> csr_matrix:
        return csr_matrix((self.value[rows], (self.user[rows], self.item[rows])), shape=(len(self.users), len(self.items)))


def run(step: Step) -> None:
    """Writes the best items of each user, the scores of given pairs, and how well hidden deeds were found again."""
    params = step.params
    deeds, latest = _deeds(step)
    print(f"{len(deeds.users):,} users, {len(deeds.items):,} items, {len(deeds.value):,} pairs of them", flush=True)
    step.write_table("backtest", _backtest(step, deeds, latest))
    every = np.arange(len(deeds.value))
    matrix = deeds.matrix(every)
    factors = _learn(matrix, params)
    step.write_table("recommendations", _recommendations(step, deeds, matrix, factors))
    step.write_table("pairs", _pairs(step, deeds, factors))


def _learn(matrix: csr_matrix, params: dict[str, Any]) -> Factors:
    shared = (params["factors"], params["regularization"])
    if params["rating"]:
        return by_ratings(matrix, *shared, params["rounds"], params["seed"])
    return by_counts(matrix, *shared, params["confidence"], params["rounds"], params["seed"])


def _deeds(step: Step) -> tuple[Deeds, np.ndarray]:
    """Pairs that occur several times become one: of ratings the mean, else how often; and by pair its latest row by the time column."""
    params = step.params
    names = [params["user"], params["item"], *([params["rating"]] if params["rating"] else []), *([params["time"]] if params["time"] else [])]
    absent = [name for name in names if name not in step.schema("table").names]
    if absent:
        raise UserError(f"The table has no column {quoted(absent)}.")
    table = step.table("table", list(dict.fromkeys(names)))
    if params["rating"] and logical_type(table.schema.field(params["rating"]).type) not in ("integer", "number"):
        raise UserError(f"“{params['rating']}” is not a number, so it is no rating.")
    whole = table.num_rows
    for name in names:
        usable = pc.is_valid(table[name])
        if pa.types.is_floating(table[name].type):
            usable = pc.and_(usable, pc.fill_null(pc.is_finite(table[name]), False))
        table = table.filter(usable)
    if table.num_rows < whole:
        print(f"{whole - table.num_rows:,} rows lack a user, item, rating or time and are left out")
    if table.num_rows == 0:
        raise UserError("No row has both a user and an item.")
    users, items = (table[params[name]].combine_chunks().dictionary_encode() for name in ("user", "item"))
    user, item = users.indices.to_numpy(), items.indices.to_numpy()
    place = user.astype(np.int64) * len(items.dictionary) + item
    pairs, first, which, counts = np.unique(place, return_index=True, return_inverse=True, return_counts=True)
    value = counts.astype(float)
    if params["rating"]:
        value = np.bincount(which, table[params["rating"]].cast(pa.float64()).to_numpy()) / counts
    latest = np.zeros(len(pairs))
    if params["time"]:
        order = pc.rank(table[params["time"]], tiebreaker="first").to_numpy().astype(float)
        np.maximum.at(latest, which, order)
    return Deeds(users.dictionary, items.dictionary, user[first], item[first], value), latest


def _backtest(step: Step, deeds: Deeds, latest: np.ndarray) -> pa.Table:
    """Hides a part of each user's deeds, learns from the others, and tells how well the hidden ones are found."""
    params = step.params
    hidden = _hidden(deeds, latest, params)
    found: dict[str, tuple[float, float]] = {}
    if params["holdout"] > 0 and not hidden.any():
        print("No user has enough deeds to hide some of them, so there is no back-test.")
    if hidden.any():
        known, rows = np.flatnonzero(~hidden), np.flatnonzero(hidden)
        matrix = deeds.matrix(known)
        factors = _learn(matrix, params)
        if params["rating"]:
            found |= _rating_errors(deeds, matrix, factors, rows)
        wanted = rows if not params["rating"] else rows[deeds.value[rows] >= deeds.value[known].mean()]
        popular = np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(float)
        found |= ranking_metrics(matrix, deeds.matrix(wanted) if len(wanted) else None, factors, popular, params["top"])
    for name, (value, baseline) in found.items():
        step.metric(name, value)
        step.metric(f"baseline_{name}", baseline)
        print(f"{name} = {value:.4g}; without factors {baseline:.4g}")
    columns = {"metric": pa.array(list(found), pa.string())}
    for at, name in enumerate(("value", "baseline")):
        columns[name] = pa.array([pair[at] for pair in found.values()], pa.float64())
    return pa.table(columns)


def _hidden(deeds: Deeds, latest: np.ndarray, params: dict[str, Any]) -> np.ndarray:
    """For each pair whether it is hidden: of each user the latest ones, or any; a user keeps at least one."""
    order = latest if params["time"] else np.random.default_rng(params["seed"]).random(len(deeds.value))
    by_user = np.lexsort((order, deeds.user))
    counts = np.bincount(deeds.user, minlength=len(deeds.users))
    place = np.arange(len(by_user)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = counts - np.minimum(np.ceil(counts * params["holdout"] - 1e-9), counts - 1)
    hidden = np.zeros(len(by_user), bool)
    hidden[by_user] = place >= np.repeat(kept, counts)
    return hidden


def _rating_errors(deeds: Deeds, matrix: csr_matrix, factors: Factors, rows: np.ndarray) -> dict[str, tuple[float, float]]:
    """Errors of hidden ratings, against those of the item's mean rating."""
    truth = deeds.value[rows]
    counts = np.bincount(matrix.indices, minlength=matrix.shape[1])
    sums = np.asarray(matrix.sum(axis=0)).ravel()
    mean = float(matrix.data.mean())
    item_mean = np.where(counts > 0, sums / np.maximum(counts, 1), mean)
    errors = [truth - guess for guess in (factors.pairs(deeds.user[rows], deeds.item[rows]), item_mean[deeds.item[rows]])]
    return {
        "rmse": tuple(float(np.sqrt((error**2).mean())) for error in errors),  # type: ignore[dict-item]
        "mae": tuple(float(np.abs(error).mean()) for error in errors),  # type: ignore[dict-item]
    }


def _recommendations(step: Step, deeds: Deeds, matrix: csr_matrix, factors: Factors) -> pa.Table:
    params = step.params
    chosen = np.arange(len(deeds.users))
    if step.connected("users"):
        chosen = _known(step.table("users"), params["user"], deeds.users)
        strangers = int((chosen < 0).sum())
        if strangers:
            print(f"{strangers:,} users have done nothing yet, so there is nothing to tell of them")
        chosen = np.unique(chosen[chosen >= 0])
    users, ranks, items, scores = [], [], [], []
    for start in range(0, len(chosen), BATCH):
        part = chosen[start : start + BATCH]
        best, score = top_items(factors.scores(part), matrix[part] if params["new_only"] else None, params["top"])
        for user, row, values in zip(part, best, score, strict=True):
            usable = np.isfinite(values)
            users.append(np.full(usable.sum(), user))
            ranks.append(np.arange(1, usable.sum() + 1))
            items.append(row[usable])
            scores.append(values[usable])
    joined = [np.concatenate(parts) if parts else np.empty(0, int) for parts in (users, ranks, items, scores)]
    return pa.table(
        {
            params["user"]: deeds.users.take(pa.array(joined[0], pa.int64())),
            "rank": pa.array(joined[1], pa.int64()),
            params["item"]: deeds.items.take(pa.array(joined[2], pa.int64())),
            "score": pa.array(joined[3], pa.float64()),
        }
    )


def _pairs(step: Step, deeds: Deeds, factors: Factors) -> pa.Table:
    """The rows of the input ``pairs`` with a score; missing where user or item is unknown."""
    user, item = step.params["user"], step.params["item"]
    if not step.connected("pairs"):
        # Without pairs the output has the columns and no rows.
        return pa.table({user: deeds.users.slice(0, 0), item: deeds.items.slice(0, 0), "score": pa.array([], pa.float64())})
    table = step.table("pairs")
    users, items = _known(table, user, deeds.users), _known(table, item, deeds.items)
    known = (users >= 0) & (items >= 0)
    scores = np.full(table.num_rows, np.nan)
    scores[known] = factors.pairs(users[known], items[known])
    if not known.all():
        print(f"{(~known).sum():,} of {len(known):,} pairs have an unknown user or item, and no score")
    return with_columns(table, {"score": pa.array(scores, pa.float64(), mask=~known)})


def _known(table: pa.Table, name: str, values: pa.Array) -> np.ndarray:
    """By row the place of its value among those learned from, −1 where it is not among them."""
    if name not in table.column_names:
        raise UserError(f"The table has no column “{name}”. It has {quoted(table.column_names)}.")
    column = table[name].combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    try:
        places = pc.index_in(column.cast(values.type), value_set=values)
    except pa.ArrowInvalid:
        raise UserError(f"“{name}” has another type here than in the table that was learned from.") from None
    return pc.fill_null(places, -1).to_numpy(zero_copy_only=False).astype(np.int64)
