"""Logs metric points through the mlflow client and asks for pages of runs. Prints one JSON line.

arguments: points, runs, keys a run. MLFLOW_TRACKING_URI (and _TOKEN) say where."""

import json
import os
import random
import statistics
import sys
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
from mlflow import MlflowClient
from mlflow.entities import Metric, Param

points, runs, keys = (int(argument) for argument in sys.argv[1:4])
client = MlflowClient()
generator = random.Random(7)

experiment = client.create_experiment(f"points {time.time_ns()}")
run = client.create_run(experiment).info.run_id
batches = [[Metric(f"metric {i % 10}", generator.random(), 1_700_000_000_000 + start + i, (start + i) // 10) for i in range(1000)] for start in range(0, points, 1000)]
began = time.perf_counter()
for batch in batches:
    client.log_batch(run, metrics=batch)
logged = time.perf_counter() - began

experiment = client.create_experiment(f"pages {time.time_ns()}")
for number in range(runs):
    id = client.create_run(experiment, start_time=number).info.run_id
    client.log_batch(id, metrics=[Metric(f"metric {key}", generator.random(), 1, 0) for key in range(keys)], params=[Param("depth", str(number % 9)), Param("kind", "ab"[number % 2])])


def page():
    found = client.search_runs([experiment], "metrics.`metric 3` < 0.5 AND params.kind = 'a'", order_by=["metrics.`metric 5` DESC"], max_results=25)
    assert len(found) == min(25, len(found)) and found[0].data.params["kind"] == "a"


page()
times = []
for _ in range(7):
    began = time.perf_counter()
    page()
    times.append(time.perf_counter() - began)
print(json.dumps({"logged": logged, "page": statistics.median(times)}))
