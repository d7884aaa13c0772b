"""scikit-learn and LightGBM called directly, each algorithm with its own defaults or the options given here.

Usage: direct-algorithms.py classification|regression FILE TARGET; prints {algorithm: predictions on the same rows} as JSON.
"""

import json
import sys

import lightgbm
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

kind, file, target = sys.argv[1:4]
df = pd.read_parquet(file, dtype_backend="numpy_nullable").dropna(subset=[target])
X = df.drop(columns=[target]).to_numpy(float, na_value=float("nan"))
y = df[target].to_numpy(float if kind == "regression" else object)


def scaled(model):
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), model)


def filled(model):
    return make_pipeline(SimpleImputer(strategy="median"), model)


def around_target(model):
    return scaled(TransformedTargetRegressor(model, transformer=StandardScaler()))


if kind == "classification":
    models = {
        "logistic_l1": scaled(LogisticRegression(C=0.5, l1_ratio=1.0, solver="saga", max_iter=1000, random_state=42)),
        "extra_trees": filled(ExtraTreesClassifier(30, random_state=42, class_weight="balanced")),
        "lightgbm": lightgbm.LGBMClassifier(n_estimators=30, random_state=42, num_leaves=31, reg_lambda=0, deterministic=True, force_row_wise=True, n_jobs=1, verbose=-1),
        "svm": scaled(CalibratedClassifierCV(SVC(C=2, kernel="poly"), cv=StratifiedKFold(5, shuffle=True, random_state=42), ensemble=False)),
        "k_neighbors": scaled(KNeighborsClassifier(7, weights="distance")),
        "naive_bayes": scaled(GaussianNB()),
        "mlp": scaled(MLPClassifier(hidden_layer_sizes=(8, 4), max_iter=50, random_state=42)),
    }
else:
    models = {
        "lasso": scaled(Lasso(alpha=0.2, random_state=42)),
        "elastic_net": scaled(ElasticNet(alpha=0.2, l1_ratio=0.3, random_state=42)),
        "extra_trees": filled(ExtraTreesRegressor(30, max_features=1 / 3, random_state=42)),
        "lightgbm": lightgbm.LGBMRegressor(n_estimators=30, random_state=42, num_leaves=31, reg_lambda=0, deterministic=True, force_row_wise=True, n_jobs=1, verbose=-1),
        "svm": around_target(SVR(C=2, gamma=0.3, epsilon=0.2)),
        "k_neighbors": scaled(KNeighborsRegressor(3)),
        "mlp": around_target(MLPRegressor(hidden_layer_sizes=(8, 4), max_iter=50, random_state=42, alpha=0.01)),
    }

out = {}
for name, model in models.items():
    model.fit(X, y)
    out[name] = (model.predict_proba(X) if kind == "classification" else model.predict(X)).tolist()
print(json.dumps(out))
