"""Logs metric points through the mlflow client and asks for pages of runs, of several servers by turns. Prints one JSON line; says on the
standard error how it goes.

argument: JSON with ``seconds`` for the points, ``batches`` a round, ``name`` of the metrics, and ``servers`` by name: ``{"url", "experiment"}``
with an experiment of many runs. MLFLOW_TRACKING_TOKEN goes to all of them."""

import json
import os
import random
import statistics
import sys
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
from mlflow import MlflowClient
from mlflow.entities import Metric

FEWEST_ROUNDS, MOST_ROUNDS, PAGES = 5, 25, 7
job = json.loads(sys.argv[1])
servers = {name: {**server, "client": MlflowClient(tracking_uri=server["url"])} for name, server in job["servers"].items()}
generator = random.Random(7)
for server in servers.values():
    server["run"] = server["client"].create_run(server["client"].create_experiment(f"points {time.time_ns()}")).info.run_id
    server["rounds"] = []


def batch(start):
    return [Metric(f"metric {i % 10}", generator.random(), 1_700_000_000_000 + start + i, (start + i) // 10) for i in range(1000)]


def logged(server, batches):
    began = time.perf_counter()
    for metrics in batches:
        server["client"].log_batch(server["run"], metrics=metrics)
    return (time.perf_counter() - began) / len(batches)


def page(server):
    order = [f"metrics.`{job['name']} 5` DESC"]
    found = server["client"].search_runs([server["experiment"]], f"metrics.`{job['name']} 3` < 0.5 AND params.kind = 'a'", order_by=order, max_results=25)
    assert len(found) == 25 and found[0].data.params["kind"] == "a"


# The first of each is slower: connections, plans, imports.
for server in servers.values():
    logged(server, [batch(-1000)])
begun = time.monotonic()
points = 0
for number in range(MOST_ROUNDS):
    if number >= FEWEST_ROUNDS and time.monotonic() - begun > job["seconds"]:
        break
    batches = [batch(points + 1000 * index) for index in range(job["batches"])]
    points += 1000 * len(batches)
    # Who begins changes, so that neither has the warmer half of every round.
    for server in list(servers.values())[:: 1 if number % 2 else -1]:
        server["rounds"].append(logged(server, batches))
    print(f"  {points // 1000},000 points: " + ", ".join(f"{name} {server['rounds'][-1] * 1000:.0f} ms a batch" for name, server in servers.items()), file=sys.stderr, flush=True)

result = {}
for name, server in servers.items():
    page(server)
    times = []
    for _ in range(PAGES):
        began = time.perf_counter()
        page(server)
        times.append(time.perf_counter() - began)
    result[name] = {"rounds": server["rounds"], "batch": statistics.median(server["rounds"]), "page": statistics.median(times)}
print(json.dumps(result))
