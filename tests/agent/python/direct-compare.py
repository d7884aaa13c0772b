"""scikit-learn's and SciPy's own ensembles, thresholds and comparisons on the numeric columns of a table.

Usage: direct-compare.py FILE TARGET; prints JSON.
"""

import json
import sys

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.ensemble import RandomForestRegressor, StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge, RidgeCV
from sklearn.metrics import accuracy_score, f1_score, log_loss, mean_absolute_error, precision_recall_curve, root_mean_squared_error, roc_auc_score, roc_curve
from sklearn.model_selection import KFold, StratifiedKFold, TunedThresholdClassifierCV, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

file, target = sys.argv[1:3]
df = pd.read_parquet(file, dtype_backend="numpy_nullable")
X = df.select_dtypes("number").to_numpy(float, na_value=float("nan"))
y = df[target].to_numpy(object)
out = {}


def filled(model):
    return make_pipeline(SimpleImputer(strategy="median"), model)


def scaled(model):
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), model)


def line():
    return scaled(LogisticRegression(C=1.0, max_iter=1000, random_state=42))


def tree():
    return filled(DecisionTreeClassifier(random_state=42))


def near():
    return scaled(KNeighborsClassifier(5))


members = [("a", line()), ("b", tree()), ("c", near())]
out["soft"] = VotingClassifier(members, voting="soft", weights=[1, 2, 0.5]).fit(X, y).predict_proba(X).tolist()
out["hard"] = VotingClassifier(members, voting="hard").fit(X, y).predict(X).tolist()
folds = StratifiedKFold(4, shuffle=True, random_state=42)
stack = StackingClassifier(members, final_estimator=LogisticRegression(max_iter=1000, random_state=42), cv=folds).fit(X, y)
out["stacking"] = stack.predict_proba(X).tolist()

# Numbers: the first column from the others.
mass, others = X[:, 0], X[:, 1:]
known = ~np.isnan(mass)
two = [("a", scaled(Ridge(alpha=1.0, random_state=42))), ("b", filled(DecisionTreeRegressor(random_state=42)))]
out["average"] = VotingRegressor(two, weights=[3, 1]).fit(others[known], mass[known]).predict(others).tolist()
out["stackedNumbers"] = StackingRegressor(two, final_estimator=RidgeCV(), cv=KFold(4, shuffle=True, random_state=42)).fit(others[known], mass[known]).predict(others).tolist()

# Two classes, learned from the even rows and measured on the odd ones.
binary = y != "Gentoo"
Xb, yb = X[binary][:, :2], y[binary]
even = np.arange(len(yb)) % 2 == 0
first = line().fit(Xb[even], yb[even])
second = filled(DecisionTreeClassifier(max_depth=1, random_state=42)).fit(Xb[even], yb[even])
Xt, yt = Xb[~even], yb[~even]
P1, P2 = first.predict_proba(Xt)[:, 1], second.predict_proba(Xt)[:, 1]
p1, p2 = first.predict(Xt), second.predict(Xt)
positive = first.classes_[1]
out["metrics"] = [[accuracy_score(yt, p), roc_auc_score(yt == positive, P), log_loss(yt == positive, P)] for p, P in ((p1, P1), (p2, P2))]


def interval(difference):
    result = stats.bootstrap(
        (np.arange(len(yt)),), difference, n_resamples=300, vectorized=False, method="percentile", batch=1, rng=np.random.default_rng(42), confidence_level=0.9
    )
    return list(result.confidence_interval)


def better(rows):
    rows = np.asarray(rows, int)
    return accuracy_score(yt[rows], p1[rows]) - accuracy_score(yt[rows], p2[rows])


def smaller_loss(rows):
    rows = np.asarray(rows, int)
    return log_loss(yt[rows] == positive, P2[rows], labels=[False, True]) - log_loss(yt[rows] == positive, P1[rows], labels=[False, True])


right1, right2 = p1 == yt, p2 == yt
discordant = int((right1 & ~right2).sum()), int((~right1 & right2).sum())
out["accuracy"] = {"interval": interval(better), "p": stats.binomtest(discordant[0], sum(discordant), 0.5).pvalue}
out["logLoss"] = {"interval": interval(smaller_loss)}

cv = StratifiedKFold(5, shuffle=True, random_state=42)
s1, s2 = (cross_val_score(make, Xt, yt, cv=cv, scoring="balanced_accuracy") for make in (line(), filled(DecisionTreeClassifier(max_depth=1, random_state=42))))
d = s1 - s2
share = np.mean([len(test) / len(train) for train, test in cv.split(Xt, yt)])
error = np.sqrt(d.var(ddof=1) * (1 / 5 + share))
out["folds"] = {"difference": d.mean(), "interval": list(stats.t.interval(0.9, 4, d.mean(), error)), "p": 2 * stats.t.sf(abs(d.mean()) / error, 4), "scores": [s1.mean(), s2.mean()]}

# Numbers on the odd rows.
even = np.arange(known.sum()) % 2 == 0
Xm, m = others[known], mass[known]
r1 = scaled(Ridge(alpha=1.0, random_state=42)).fit(Xm[even], m[even]).predict(Xm[~even])
r2 = filled(RandomForestRegressor(50, random_state=42)).fit(Xm[even], m[even]).predict(Xm[~even])
truth = m[~even]
out["numbers"] = {
    "mae": [mean_absolute_error(truth, r) for r in (r1, r2)],
    "rmse": [root_mean_squared_error(truth, r) for r in (r1, r2)],
    "pMae": stats.ttest_rel(np.abs(truth - r1), np.abs(truth - r2)).pvalue,
    "pRmse": stats.ttest_rel((truth - r1) ** 2, (truth - r2) ** 2).pvalue,
}

# Thresholds of the first model on the odd rows.
is_positive = yt == positive
precision, recall, thresholds = precision_recall_curve(is_positive, P1)
f1 = [f1_score(is_positive, P1 >= t) for t in thresholds]
fpr, tpr, roc = roc_curve(is_positive, P1, drop_intermediate=False)
cost = [1 * ((P1 >= t) & ~is_positive).sum() + 5 * ((P1 < t) & is_positive).sum() for t in thresholds]


def last(values, thresholds):
    values = np.asarray(values)
    return float(max(thresholds[values == values.max()]))


out["thresholds"] = {
    "f1": last(f1, thresholds),
    "youden": last(tpr - fpr, roc),
    "cost": last(-np.array(cost), thresholds),
    "recall_at_precision": last(np.where(precision[:-1] >= 0.95, recall[:-1], -1), thresholds),
    "precision_at_recall": last(np.where(recall[:-1] >= 0.95, precision[:-1], -1), thresholds),
    "table": {"threshold": thresholds.tolist(), "precision": precision[:-1].tolist(), "recall": recall[:-1].tolist(), "f1": f1},
}
frozen = TunedThresholdClassifierCV(first, scoring="f1_macro", cv="prefit", refit=False, thresholds=100).fit(Xt, yt)
out["tuned"] = [float(frozen.best_threshold_), float(f1_score(yt, frozen.predict(Xt), average="macro"))]
print(json.dumps(out, default=float))
