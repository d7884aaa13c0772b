"""Alternating least squares by scikit-learn's Ridge, one regression for each user and each item.

Usage: direct-recommend.py FILE FACTORS REGULARIZATION CONFIDENCE ROUNDS; prints JSON. FILE has user, item, rating.
"""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import ndcg_score

file, factors, regularization, confidence, rounds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5])
df = pd.read_parquet(file)
users, items = pd.unique(df["user"]), pd.unique(df["item"])
table = df.pivot_table(index="user", columns="item", values="rating", aggfunc="mean").loc[users, items]
times = df.pivot_table(index="user", columns="item", values="rating", aggfunc="count").loc[users, items]


def explicit(R):
    mean = np.nanmean(R)
    Q, q = np.random.default_rng(42).normal(0, 0.1, (R.shape[1], factors)), np.zeros(R.shape[1])

    def side(R, others, other_bias):
        out = np.zeros((len(R), factors + 1))
        for at, row in enumerate(R):
            seen = ~np.isnan(row)
            if seen.any():
                wide = np.column_stack([others[seen], np.ones(seen.sum())])
                out[at] = Ridge(alpha=regularization * seen.sum(), fit_intercept=False).fit(wide, row[seen] - mean - other_bias[seen]).coef_
        return out[:, :-1], out[:, -1]

    for _ in range(rounds):
        P, p = side(R, Q, q)
        Q, q = side(R.T, P, p)
    return mean + P @ Q.T + p[:, None] + q[None, :]


def implicit(counts):
    Q = np.random.default_rng(42).normal(0, 0.1, (counts.shape[1], factors))

    def side(counts, others):
        weights = 1 + confidence * np.nan_to_num(counts)
        happened = (~np.isnan(counts)).astype(float)
        return np.array([Ridge(alpha=regularization, fit_intercept=False).fit(others, h, sample_weight=w).coef_ for h, w in zip(happened, weights)])

    for _ in range(rounds):
        P = side(counts, Q)
        Q = side(counts.T, P)
    return P @ Q.T


ratings, counts = table.to_numpy(float), times.to_numpy(float)
scores = {"explicit": explicit(ratings), "implicit": implicit(counts)}
out = {name: {str(u): {str(i): float(s) for i, s in zip(items, row)} for u, row in zip(users, matrix)} for name, matrix in scores.items()}

# The back-test by time: of each user the last fifth, rounded up, is hidden.
last = df.assign(at=np.arange(len(df))).groupby(["user", "item"])["at"].max().unstack().loc[users, items].to_numpy(float)
hidden = np.zeros_like(ratings, bool)
for at, row in enumerate(last):
    known = np.flatnonzero(~np.isnan(row))
    count = min(int(np.ceil(len(known) * 0.2 - 1e-9)), len(known) - 1)
    hidden[at, known[np.argsort(row[known])][len(known) - count :]] = True
kept = np.where(hidden, np.nan, ratings)
guess = explicit(kept)
error = (ratings - guess)[hidden]
item_mean = np.nan_to_num(pd.DataFrame(kept).mean().to_numpy(), nan=np.nanmean(kept))
plain = (ratings - item_mean)[hidden]
wanted = hidden & (ratings >= np.nanmean(kept))
top, precision, recall, gain = 3, [], [], []
for at in range(len(users)):
    if wanted[at].any():
        shown = np.where(np.isnan(kept[at]), guess[at], -np.inf)
        best = np.argsort(-shown, kind="stable")[:top]
        precision.append(wanted[at, best].sum() / top)
        recall.append(wanted[at, best].sum() / wanted[at].sum())
        gain.append(ndcg_score([wanted[at].astype(float)], [np.where(np.isinf(shown), -1e9, shown)], k=top, ignore_ties=True))
out["backtest"] = {
    "rmse": float(np.sqrt((error**2).mean())), "mae": float(np.abs(error).mean()), "baselineRmse": float(np.sqrt((plain**2).mean())),
    "precision": float(np.mean(precision)), "recall": float(np.mean(recall)), "ndcg": float(np.mean(gain)),
}  # fmt: skip
print(json.dumps(out))
