"""scikit-learn called directly on the numeric columns of a table. Usage: direct-unsupervised.py FILE; prints JSON."""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.impute import SimpleImputer
from sklearn.manifold import TSNE
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

X = pd.read_parquet(sys.argv[1], dtype_backend="numpy_nullable").select_dtypes("number").to_numpy(float, na_value=float("nan"))
filled = SimpleImputer(strategy="median").fit_transform(X)
Z = StandardScaler().fit_transform(filled)
out = {"clusters": {}}
for name, model in {
    "k_means": KMeans(3, n_init=10, random_state=42),
    "dbscan": DBSCAN(eps=0.6, min_samples=5),
    "agglomerative": AgglomerativeClustering(4, linkage="average"),
}.items():
    labels = model.fit(Z).labels_
    inside = labels >= 0
    out["clusters"][name] = {"labels": labels.tolist(), "silhouette": silhouette_score(Z[inside], labels[inside]), "noise": int((~inside).sum())}

forest = IsolationForest(n_estimators=50, contamination=0.05, max_samples=256, random_state=42).fit(filled)
out["anomalies"] = {"scores": (-forest.score_samples(filled)).tolist(), "flags": (forest.predict(filled) == -1).tolist()}
pca = PCA(2, svd_solver="full")
points = pca.fit_transform(Z)
correlations = [[np.corrcoef(Z[:, c], points[:, k])[0, 1] * (len(Z) / (len(Z) - 1)) ** 0.5 for k in range(2)] for c in range(Z.shape[1])]
out["pca"] = {"points": points.tolist(), "shares": pca.explained_variance_ratio_.tolist(), "loadings": correlations}
out["tsne"] = TSNE(2, perplexity=20, random_state=42, init="pca").fit_transform(Z).tolist()
print(json.dumps(out))
