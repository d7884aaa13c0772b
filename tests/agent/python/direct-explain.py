"""scikit-learn's own inspection and feature selection.

Usage: direct-explain.py FILE TARGET MODEL; the model is one that was trained on the numeric columns. Prints JSON.
"""

import json
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import f_classif, f_regression, mutual_info_classif
from sklearn.inspection import partial_dependence, permutation_importance

file, target, model = sys.argv[1:4]
df = pd.read_parquet(file, dtype_backend="numpy_nullable")
X = df.select_dtypes("number").astype("Float64").astype(float)
y = df[target].to_numpy(object)
pipeline = joblib.load(model)["pipeline"]
found = permutation_importance(pipeline, X, y, scoring="balanced_accuracy", n_repeats=4, random_state=42)
dependence = {}
for name in ("Beak Length (mm)", "Beak Depth (mm)"):
    result = partial_dependence(pipeline, X, [name], grid_resolution=20, kind="average", method="brute")
    dependence[name] = {"values": result["grid_values"][0].tolist(), "means": result["average"].tolist()}
f, _ = f_classif(X, y)
forest = RandomForestClassifier(200, random_state=42).fit(X, y)
print(
    json.dumps(
        {
            "importance": {name: [mean, sd] for name, mean, sd in zip(X.columns, found.importances_mean, found.importances_std)},
            "dependence": dependence,
            "univariate_test": dict(zip(X.columns, f)),
            "mutual_information": dict(zip(X.columns, mutual_info_classif(X, y.astype(str), random_state=42))),
            "model": dict(zip(X.columns, forest.feature_importances_)),
            "regression": dict(zip(X.columns[1:], f_regression(X.iloc[:, 1:], X.iloc[:, 0])[0])),
        },
        default=lambda value: np.asarray(value).tolist(),
    )
)
