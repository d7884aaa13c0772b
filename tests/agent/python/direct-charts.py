"""pandas, numpy and scikit-learn called directly for the numbers of charts. Usage: direct-charts.py PENGUINS SCORED; prints JSON."""

import json
import sys

import numpy as np
import pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, matthews_corrcoef, precision_score, recall_score

penguins = pd.read_parquet(sys.argv[1])
numeric = ["Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)", "gappy"]
frame = penguins[numeric].astype(float)
out = {
    "pearson": frame.corr("pearson").to_numpy().tolist(),
    "spearman": frame.corr("spearman").to_numpy().tolist(),
    "pairs": [[int((frame[a].notna() & frame[b].notna()).sum()) for b in numeric] for a in numeric],
}

mass = penguins["Body Mass (g)"].dropna().to_numpy(float)
out["histogram"] = np.histogram(mass, bins=np.arange(2600, 6401, 200) + 1e-9)[0].tolist()

out["boxes"] = {}
for species, rows in penguins.dropna(subset=["Body Mass (g)"]).groupby("Species"):
    values = np.sort(rows["Body Mass (g)"].to_numpy(float))
    q1, median, q3 = np.quantile(values, [0.25, 0.5, 0.75])
    reach = 1.5 * (q3 - q1)
    inside = values[(values >= q1 - reach) & (values <= q3 + reach)]
    beyond = values[(values < q1 - reach) | (values > q3 + reach)]
    out["boxes"][species] = [len(values), inside[0], q1, median, q3, inside[-1], values.mean(), beyond.tolist()]

both = penguins.dropna(subset=["Body Mass (g)", "Flipper Length (mm)"])
slope, intercept = np.polyfit(both["Flipper Length (mm)"], both["Body Mass (g)"], 1)
out["line"] = [slope, intercept, len(both)]

scored = pd.read_parquet(sys.argv[2])
hit = (scored["truth"] == "yes").to_numpy()
p = scored["probability_yes"].to_numpy()
share, mean = calibration_curve(hit, p, n_bins=10, strategy="uniform")
out["calibration"] = [mean.tolist(), share.tolist()]
out["brier"] = brier_score_loss(hit, p)
out["at"] = {str(t): [int((hit & (p >= t)).sum()), int((~hit & (p >= t)).sum())] for t in [0.0, 0.001, 0.25, 0.5, 0.731, 1.0]}

called = p >= 0.25
out["metrics"] = [score(hit, called) for score in (accuracy_score, precision_score, recall_score, f1_score, matthews_corrcoef)]

residuals = (scored["actual"].astype(float) - scored["predicted"].astype(float)).to_numpy()
out["residuals"] = [residuals.mean(), residuals.std(ddof=1), np.sort(residuals)[[0, -1]].tolist(), (np.argsort(-np.abs(residuals), kind="stable")[:3] + 1).tolist()]

wrong = (scored["truth"] != scored["prediction"]).to_numpy()
out["errors"] = {region: [int(rows.sum()), int(wrong[rows].sum())] for region in ["north", "south"] for rows in [(scored["region"] == region).to_numpy()]}
print(json.dumps(out))
