"""scikit-learn called directly on a scored table; shares no code with the step that the tests compare it with.

Usage: reference.py classification|regression FILE TARGET [POSITIVE]; prints JSON.
"""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.metrics import (
    accuracy_score, average_precision_score, balanced_accuracy_score, classification_report, confusion_matrix, explained_variance_score,
    log_loss, matthews_corrcoef, max_error, mean_absolute_error, mean_absolute_percentage_error, mean_squared_error, median_absolute_error,
    precision_recall_curve, r2_score, roc_auc_score, roc_curve,
)  # fmt: skip

kind, file, target = sys.argv[1:4]
df = pd.read_parquet(file, dtype_backend="numpy_nullable").dropna(subset=[target, "prediction"])


def classification():
    y, p = df[target].astype(str), df["prediction"].astype(str)
    classes = sorted(set(y) | set(p))
    P = df[[f"probability_{c}" for c in classes]].to_numpy(float)
    report = classification_report(y, p, labels=classes, output_dict=True, zero_division=0)
    out = {
        "accuracy": accuracy_score(y, p),
        "balanced_accuracy": balanced_accuracy_score(y, p),
        "precision_macro": report["macro avg"]["precision"],
        "recall_macro": report["macro avg"]["recall"],
        "f1_macro": report["macro avg"]["f1-score"],
        "f1_weighted": report["weighted avg"]["f1-score"],
        "log_loss": log_loss(y, P, labels=classes),
        "matthews_corrcoef": matthews_corrcoef(y, p),
        "baseline_accuracy": DummyClassifier(strategy="most_frequent").fit(P, y).score(P, y),
    }
    if len(classes) == 2:
        shown = [sys.argv[4] if len(sys.argv) > 4 else classes[1]]
        score = P[:, classes.index(shown[0])]
        out |= {"roc_auc": roc_auc_score(y == shown[0], score), "average_precision": average_precision_score(y == shown[0], score)}
    else:
        shown = classes
        out["roc_auc"] = roc_auc_score(y, P, multi_class="ovr", average="macro", labels=classes)
        out["average_precision"] = average_precision_score(pd.get_dummies(y)[classes], P, average="macro")
    curves = {}
    for c in shown:
        s = P[:, classes.index(c)]
        fpr, tpr, t = roc_curve(y == c, s)
        precision, recall, u = precision_recall_curve(y == c, s, drop_intermediate=True)
        t = [None if np.isinf(v) else v for v in t]
        curves[c] = {"roc": [list(fpr), list(tpr), t], "pr": [list(precision), list(recall), [*u, None]]}
    per = {c: [report[c]["precision"], report[c]["recall"], report[c]["f1-score"], report[c]["support"]] for c in classes}
    return {"classes": classes, "metrics": out, "confusion": confusion_matrix(y, p, labels=classes).tolist(), "curves": curves, "perClass": per}


def regression():
    y, p = df[target].to_numpy(float), df["prediction"].to_numpy(float)
    dummy = DummyRegressor().fit(y[:, None], y).predict(y[:, None])
    return {
        "metrics": {
            "r2": r2_score(y, p),
            "mae": mean_absolute_error(y, p),
            "rmse": mean_squared_error(y, p) ** 0.5,
            "median_ae": median_absolute_error(y, p),
            "max_error": max_error(y, p),
            "mape": mean_absolute_percentage_error(y, p),
            "explained_variance": explained_variance_score(y, p),
            "baseline_rmse": mean_squared_error(y, dummy) ** 0.5,
        },
        "residuals": [float(v) for v in y - p],
    }


print(json.dumps(classification() if kind == "classification" else regression(), default=float))
