"""What scikit-learn itself says of the trees and coefficients in a model file. Usage: direct-structure.py FILE; prints JSON."""

import json
import sys

import joblib

model = joblib.load(sys.argv[1])["pipeline"].named_steps["model"]


def tree(fitted):
    value = fitted.value[:, 0, :]
    value = value / value.sum(axis=1, keepdims=True) if value.shape[1] > 1 else value
    return {"left": fitted.children_left.tolist(), "right": fitted.children_right.tolist(), "column": fitted.feature.tolist(), "threshold": fitted.threshold.tolist(), "rows": fitted.n_node_samples.tolist(), "value": value.tolist()}


if hasattr(model, "coef_"):
    print(json.dumps({"coefficients": model.coef_.tolist(), "intercepts": model.intercept_.tolist()}))
else:
    print(json.dumps([tree(member.tree_) for member in getattr(model, "estimators_", [model])]))
