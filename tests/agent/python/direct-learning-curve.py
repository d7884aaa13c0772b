"""scikit-learn's own learning_curve on the numeric columns of a table. Usage: direct-learning-curve.py FILE; prints JSON."""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold, learning_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = pd.read_parquet(sys.argv[1], dtype_backend="numpy_nullable")


def curve(target, model, scoring, cv, sizes, drop):
    df = table.dropna(subset=[target])
    X = df.select_dtypes("number").drop(columns=drop, errors="ignore").to_numpy(float, na_value=float("nan"))
    y = df[target].to_numpy(object if df[target].dtype == "string" else float)
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), model)
    counts, train, test = learning_curve(pipeline, X, y, train_sizes=sizes, cv=cv, scoring=scoring, shuffle=True, random_state=42)
    return [[int(count), abs(a.mean()), a.std(), abs(b.mean()), b.std()] for count, a, b in zip(counts, train, test, strict=True)]


print(
    json.dumps(
        {
            # 344 rows in 4 folds: 258 to learn from; a tenth of them, then each about three times as many.
            "classes": curve("Species", LogisticRegression(C=1.0, max_iter=1000, random_state=42), "accuracy", StratifiedKFold(4, shuffle=True, random_state=42), np.array([26, 82, 258]), []),
            # 342 rows with a mass in 3 folds.
            "numbers": curve("Body Mass (g)", Ridge(alpha=1.0, random_state=42), "neg_root_mean_squared_error", KFold(3, shuffle=True, random_state=42), np.array([114, 161, 228]), ["Body Mass (g)"]),
        }
    )
)
