"""scikit-learn's own cross-validation and searches on the numeric columns of a table.

Usage: direct-search.py FILE TARGET GROUP; prints JSON.
"""

import json
import sys

import numpy as np
import pandas as pd
from scipy.stats import loguniform
from sklearn.ensemble import RandomForestRegressor
from sklearn.experimental import enable_halving_search_cv  # noqa: F401
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import (
    GridSearchCV, GroupKFold, HalvingGridSearchCV, KFold, RandomizedSearchCV, StratifiedKFold, cross_val_predict, cross_val_score, cross_validate,
)  # fmt: skip
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

file, target, group = sys.argv[1:4]
df = pd.read_parquet(file, dtype_backend="numpy_nullable").dropna(subset=[target])
X = df.select_dtypes("number").drop(columns=[target], errors="ignore").to_numpy(float, na_value=float("nan"))
out = {}


def scaled(model):
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), model)


def folds(scores, names):
    return [[float(abs(scores[f"test_{scorer}"][at])) for scorer in names] for at in range(len(scores["fit_time"]))]


y = df[target].to_numpy(object)
classes = ["accuracy", "balanced_accuracy", "f1_macro", "roc_auc_ovr", "neg_log_loss"]
logistic = scaled(LogisticRegression(C=0.5, max_iter=1000, random_state=42))
stratified = StratifiedKFold(4, shuffle=True, random_state=42)
out["stratified"] = folds(cross_validate(logistic, X, y, cv=stratified, scoring=classes), classes)
P = cross_val_predict(logistic, X, y, cv=stratified, method="predict_proba")
out["pooled"] = {
    "accuracy": accuracy_score(y, np.unique(y)[P.argmax(1)]),
    "roc_auc": roc_auc_score(y, P, multi_class="ovr", average="macro", labels=np.unique(y)),
}
out["rows"] = {"predicted": cross_val_predict(logistic, X, y, cv=stratified).tolist(), "probable": P[:, 0].tolist()}
out["plain"] = cross_val_score(logistic, X, y, cv=KFold(4, shuffle=True, random_state=42)).tolist()
groups = np.unique(df[group].astype(str).to_numpy(object), return_inverse=True)[1]
out["group"] = cross_val_score(logistic, X, y, cv=GroupKFold(3, shuffle=True, random_state=42), groups=groups).tolist()

near = scaled(KNeighborsClassifier())
grid = GridSearchCV(near, {"kneighborsclassifier__n_neighbors": [1, 5, 9, 31], "kneighborsclassifier__weights": ["uniform", "distance"]}, cv=stratified).fit(X, y)
r = grid.cv_results_
out["grid"] = {f"{p['kneighborsclassifier__n_neighbors']} {p['kneighborsclassifier__weights']}": [m, s] for p, m, s in zip(r["params"], r["mean_test_score"], r["std_test_score"])}
out["gridBest"] = grid.predict_proba(X).tolist()
drawn = RandomizedSearchCV(logistic, {"logisticregression__C": loguniform(0.01, 100)}, n_iter=5, cv=stratified, random_state=42, scoring="neg_log_loss").fit(X, y)
out["random"] = [[p["logisticregression__C"], -m] for p, m in zip(drawn.cv_results_["params"], drawn.cv_results_["mean_test_score"])]
halved = HalvingGridSearchCV(near, {"kneighborsclassifier__n_neighbors": [1, 3, 5, 7, 9, 11, 13, 15, 17]}, cv=stratified, factor=3, random_state=42, refit=False, min_resources=120).fit(X, y)
r = halved.cv_results_
out["halving"] = [[int(i) + 1, int(n), p["kneighborsclassifier__n_neighbors"], m] for i, n, p, m in zip(r["iter"], r["n_resources"], r["params"], r["mean_test_score"])]

number = df["Body Mass (g)"]
rows = number.notna().to_numpy()
Z, z = df[["Beak Length (mm)", "Beak Depth (mm)"]].to_numpy(float, na_value=float("nan"))[rows], number[rows].to_numpy(float)
cv = KFold(4, shuffle=True, random_state=42)
numbers = ["r2", "neg_root_mean_squared_error", "neg_mean_absolute_error"]
out["regression"] = folds(cross_validate(scaled(Ridge(alpha=2, random_state=42)), Z, z, cv=cv, scoring=numbers), numbers)
forest = make_pipeline(SimpleImputer(strategy="median"), RandomForestRegressor(200, random_state=42))
out["regressionRows"] = cross_val_predict(scaled(Ridge(alpha=2, random_state=42)), Z, z, cv=cv).tolist()
out["forest"] = float(cross_val_score(forest, Z, z, cv=cv).mean())
out["ridge"] = float(cross_val_score(scaled(Ridge(random_state=42)), Z, z, cv=cv).mean())
print(json.dumps(out))
