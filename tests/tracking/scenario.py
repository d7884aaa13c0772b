"""Talks to a studio as data scientists do: through the unmodified client. Prints one line a section and fails on the first surprise."""

import math
import os
import sys
import time

from talk import base, client, get, mark, post, refused, session  # isort: skip

import mlflow
import requests
from mlflow.entities import Metric, Param, RunTag, ViewType
from stored import artifacts, autolog, models, registry


def plain():
    assert requests.get(f"{base}/health").text == "OK"
    assert requests.get(f"{base}/version").text.startswith("3.")
    nothing = requests.get(f"{base}/api/2.0/mlflow/experiments/get", params={"experiment_id": "0"})
    assert nothing.status_code == 401 and nothing.json()["error_code"] == "UNAUTHENTICATED", nothing.text
    unknown = get("no-such-thing")
    assert unknown.status_code == 404 and unknown.json()["error_code"] == "ENDPOINT_NOT_FOUND", unknown.text
    traces = post("traces", {}, "3.0")
    assert traces.status_code == 501 and traces.json()["error_code"] == "NOT_IMPLEMENTED" and "Traces" in traces.json()["message"], traces.text
    broken = post("runs/create", "{not json")
    assert broken.status_code == 400 and broken.json()["error_code"] == "INVALID_PARAMETER_VALUE", broken.text
    missing = get("runs/get")
    assert missing.status_code == 400 and "run_id" in missing.json()["message"], missing.text
    ajax = session.get(f"{base}/ajax-api/2.0/mlflow/experiments/get", params={"experiment_id": "0"})
    assert ajax.json()["experiment"]["name"] == "Default", ajax.text


def experiments():
    name = f"first {mark}"
    first = client.create_experiment(name, tags={"team": "birds"})
    assert client.get_experiment(first).tags["team"] == "birds"
    assert client.get_experiment_by_name(name).experiment_id == first
    assert client.get_experiment_by_name(f"none {mark}") is None
    refused("RESOURCE_ALREADY_EXISTS", lambda: client.create_experiment(name))
    refused("INVALID_PARAMETER_VALUE", lambda: client.create_experiment(""))
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_experiment("999999"))
    second = client.create_experiment(f"second {mark}")
    refused("RESOURCE_ALREADY_EXISTS", lambda: client.rename_experiment(second, name))
    client.rename_experiment(second, f"Zweites {mark}")
    client.set_experiment_tag(second, "team", "Fish % _")
    client.set_experiment_tag(second, "gone", "x")
    client.delete_experiment_tag(second, "gone")
    assert client.get_experiment(second).tags == {"team": "Fish % _"}
    search = lambda text, **more: [found.experiment_id for found in client.search_experiments(filter_string=text, **more) if mark in found.name]
    assert search("tags.team = 'birds'") == [first]
    assert search("tags.team ILIKE 'FISH%'") == [second]
    assert search(f"name LIKE '%{mark}'", order_by=["creation_time DESC"]) == [second, first]
    assert search(f"name = '{name}' OR attribute.name = 'Zweites {mark}'", order_by=["creation_time ASC"]) == [first, second]
    assert set(search(f"name LIKE '%{mark}' AND tags.team != 'birds'")) == {second}
    page = client.search_experiments(max_results=1)
    assert len(page) == 1 and page.token
    assert client.search_experiments(max_results=1, page_token=page.token)[0].experiment_id != page[0].experiment_id
    refused("INVALID_PARAMETER_VALUE", lambda: client.search_experiments(filter_string="nothing.x = 'y'"))
    refused("INVALID_PARAMETER_VALUE", lambda: client.search_experiments(page_token="garbage"))
    run = client.create_run(second)
    client.delete_experiment(second)
    assert client.get_experiment(second).lifecycle_stage == "deleted"
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "deleted"
    assert second in search("", view_type=ViewType.DELETED_ONLY) and second not in search("")
    refused("INVALID_PARAMETER_VALUE", lambda: client.create_run(second), "active")
    client.restore_experiment(second)
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "active"
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.restore_experiment(second))


def runs():
    experiment = client.create_experiment(f"runs {mark}")
    run = client.create_run(experiment, run_name="named", tags={"a/b": "c"}, start_time=1_700_000_000_000)
    id = run.info.run_id
    assert run.info.run_name == "named" and run.data.tags["mlflow.runName"] == "named" and run.data.tags["a/b"] == "c"
    assert run.info.start_time == 1_700_000_000_000 and run.info.status == "RUNNING"
    assert run.info.artifact_uri == f"mlflow-artifacts:/{experiment}/{id}/artifacts"
    assert client.create_run(experiment).info.run_name
    client.log_param(id, "depth", 3)
    client.log_param(id, "depth", 3)
    refused("INVALID_PARAMETER_VALUE", lambda: client.log_param(id, "depth", 5), "Changing param values is not allowed")
    raw = post("runs/log-parameter", {"run_id": id, "key": "k" * 251, "value": "v"})
    assert raw.status_code == 400 and "250" in raw.json()["message"], raw.text
    assert post("runs/log-parameter", {"run_id": id, "key": "long", "value": "v" * 6000}).status_code == 200
    assert post("runs/log-parameter", {"run_id": id, "key": "longer", "value": "v" * 6001}).status_code == 400
    for key in ("../up", "a//b", "/root", "", "what?"):
        assert post("runs/log-parameter", {"run_id": id, "key": key, "value": "v"}).json()["error_code"] == "INVALID_PARAMETER_VALUE", key
    client.log_metric(id, "loss", 0.5, step=1)
    client.log_metric(id, "loss", 0.25, step=2)
    client.log_metric(id, "loss", 0.9, step=-3)
    assert client.get_run(id).data.metrics["loss"] == 0.25
    for name, value in (("nan", math.nan), ("up", math.inf), ("down", -math.inf)):
        client.log_metric(id, name, value)
    metrics = client.get_run(id).data.metrics
    assert math.isnan(metrics["nan"]) and metrics["up"] == math.inf and metrics["down"] == -math.inf
    client.log_metric(id, "far", 1, step=2**62 + 1, timestamp=0)
    assert client.get_metric_history(id, "far")[0].step == 2**62 + 1
    assert post("runs/log-metric", {"run_id": id, "key": "far", "value": 1, "timestamp": 0, "step": 2**63}).status_code == 400
    assert post("runs/log-metric", {"run_id": id, "key": "far", "value": True, "timestamp": 0}).status_code == 400
    assert post("runs/log-metric", {"run_id": id, "key": "far", "value": 1, "timestamp": -1}).status_code == 400
    assert post("runs/log-metric", {"run_id": id, "key": "far", "timestamp": 1}).status_code == 400
    assert post("runs/log-metric", '{"run_id": "%s", "key": "bare", "value": NaN, "timestamp": 1}' % id).status_code == 200
    assert math.isnan(client.get_run(id).data.metrics["bare"])
    client.set_tag(id, "note", "a, 12345678901234567890, b")
    assert client.get_run(id).data.tags["note"] == "a, 12345678901234567890, b"
    client.set_tag(id, "note", "changed")
    client.delete_tag(id, "note")
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.delete_tag(id, "note"))
    client.update_run(id, status="FINISHED", name="renamed")
    assert client.get_run(id).info.run_name == "renamed" and client.get_run(id).data.tags["mlflow.runName"] == "renamed"
    client.set_terminated(id, "FAILED", end_time=1_700_000_005_000)
    assert client.get_run(id).info.status == "FAILED" and client.get_run(id).info.end_time == 1_700_000_005_000
    client.delete_run(id)
    refused("INVALID_PARAMETER_VALUE", lambda: client.log_metric(id, "loss", 1.0), "active")
    assert client.get_run(id).info.lifecycle_stage == "deleted"
    client.restore_run(id)
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_run("0" * 32))


def batches():
    experiment = client.create_experiment(f"batches {mark}")
    id = client.create_run(experiment).info.run_id
    client.log_batch(id, [Metric("m", 1.0, 5, 0), Metric("m", 2.0, 5, 0), Metric("m", 2.0, 5, 0)], [Param("p", "1")], [RunTag("t", "1"), RunTag("t", "2")])
    run = client.get_run(id)
    assert run.data.metrics == {"m": 2.0} and run.data.params == {"p": "1"} and run.data.tags["t"] == "2"
    assert len(client.get_metric_history(id, "m")) == 2
    body = lambda **more: {"run_id": id, "metrics": [], "params": [], "tags": [], **more}
    metric = {"key": "x", "value": 1, "timestamp": 1, "step": 0}
    assert post("runs/log-batch", body(metrics=[metric] * 1001)).json()["error_code"] == "INVALID_PARAMETER_VALUE"
    assert post("runs/log-batch", body(params=[{"key": f"p{i}", "value": "1"} for i in range(101)])).status_code == 400
    assert post("runs/log-batch", body(metrics=[metric] * 950, tags=[{"key": f"t{i}", "value": "1"} for i in range(51)])).status_code == 400
    twice = post("runs/log-batch", body(params=[{"key": "q", "value": "1"}, {"key": "q", "value": "1"}]))
    assert twice.status_code == 400 and "Duplicate parameter keys" in twice.json()["message"], twice.text
    large = post("runs/log-batch", body(params=[{"key": f"l{i}", "value": "v" * 6000} for i in range(100)], tags=[{"key": f"t{i}", "value": "v" * 8000} for i in range(60)]))
    assert large.status_code == 400 and "1000000 bytes" in large.json()["message"], large.text
    partly = post("runs/log-batch", body(params=[{"key": "p", "value": "other"}], metrics=[{**metric, "key": "late"}]))
    assert partly.status_code == 400 and "late" not in client.get_run(id).data.metrics
    many = [Metric(f"k{i % 40}", i / 7, 1_000 + i, i // 40) for i in range(4_000)]
    client.log_batch(id, many)
    client.log_batch(id, many[:1000])
    history = client.get_metric_history(id, "k3")
    assert [(point.step, point.value) for point in history] == [(i // 40, i / 7) for i in range(4_000) if i % 40 == 3]
    paged = get("metrics/get-history", run_id=id, metric_key="k3", max_results=60).json()
    rest = get("metrics/get-history", run_id=id, metric_key="k3", max_results=60, page_token=paged["next_page_token"]).json()
    assert len(paged["metrics"]) == 60 and len(rest["metrics"]) == 40 and "next_page_token" not in rest
    interval = get("metrics/get-history-bulk-interval", run_ids=[id], metric_key="k3", max_results=10).json()["metrics"]
    steps = [point["step"] for point in interval]
    assert steps[0] == 0 and steps[-1] == 99 and 10 <= len(steps) <= 12 and all(point["run_id"] == id for point in interval)
    part = get("metrics/get-history-bulk-interval", run_ids=[id], metric_key="k3", start_step=10, end_step=20, max_results=100).json()["metrics"]
    assert [point["step"] for point in part] == list(range(10, 21))
    assert get("metrics/get-history-bulk-interval", run_ids=[id], metric_key="k3", start_step=10).status_code == 400
    assert get("metrics/get-history-bulk-interval", run_ids=[id] * 101, metric_key="k3").status_code == 400
    bulk = session.get(f"{base}/ajax-api/2.0/mlflow/metrics/get-history-bulk", params={"run_id": [id], "metric_key": "k3"}).json()["metrics"]
    assert len(bulk) == 100


def search():
    experiment = client.create_experiment(f"search {mark}")
    ids = []
    for place in range(6):
        run = client.create_run(experiment, run_name=f"run-{place}", start_time=1_000 + place, tags={"kind": "even" if place % 2 == 0 else "odd"})
        ids.append(run.info.run_id)
        client.log_batch(run.info.run_id, [Metric("loss", math.nan if place == 5 else place / 10, 1, 0), Metric("val loss", place, 1, 0)], [Param("lr", str(10.0**-place)), Param("Model Name", f"m{place}")])
    client.set_tag(ids[0], "only here", "yes")
    client.set_terminated(ids[1], "FAILED")
    find = lambda text="", order=None, **more: [ids.index(run.info.run_id) for run in client.search_runs([experiment], text, order_by=order, **more)]
    assert find() == [5, 4, 3, 2, 1, 0]
    assert find("metrics.loss < 0.2", ["metrics.loss ASC"]) == [0, 1]
    assert find("", ["metrics.loss DESC"]) == [4, 3, 2, 1, 0, 5]
    assert find("", ["metrics.loss"]) == [0, 1, 2, 3, 4, 5]
    assert find("metrics.`val loss` >= 4", ["start_time"]) == [4, 5]
    assert find('metrics."val loss" = 3') == [3]
    assert find("params.`Model Name` = 'm2'") == [2]
    assert find("params.\"Model Name\" LIKE 'm%' and tags.kind = 'odd'", ["start_time ASC"]) == [1, 3, 5]
    assert find("tags.kind ILIKE 'EVEN'", ["attributes.start_time DESC"]) == [4, 2, 0]
    assert find("tags.kind != 'even'") == [5, 3, 1]
    assert find("tags.`only here` IS NULL") == [5, 4, 3, 2, 1]
    assert find("tags.`only here` IS NOT NULL") == [0]
    assert find("attributes.status = 'FAILED'") == [1]
    assert find(f"attributes.run_id IN ('{ids[2]}', '{ids[4]}')") == [4, 2]
    assert find(f"run_id NOT IN ('{ids[2]}', '{ids[4]}')") == [5, 3, 1, 0]
    assert find("run_name = 'run-3'") == [3] and find("attributes.`run name` LIKE 'run-%'", max_results=2) == [5, 4]
    assert find("start_time >= 1004") == [5, 4]
    assert find("metrics.loss != 0.1", ["metrics.loss"]) == [0, 2, 3, 4, 5]
    # More than the reference offers.
    assert find("metrics.loss = 0 OR params.`Model Name` IN ('m4', 'm5')") == [5, 4, 0]
    assert find("NOT (tags.kind = 'even' OR metrics.loss > 0.4)", ["start_time"]) == [1, 3] or find("NOT (tags.kind = 'even')") == [5, 3, 1]
    assert find("params.lr < 0.01") == [5, 4, 3]
    assert find("metrics.`val loss` BETWEEN 2 AND 3") == [3, 2]
    for text in ("metrics.loss < 'a'", "params.lr = lr", "metrics.loss <", "loss.x = 1", "attributes.colour = 'red'", "metrics.loss < 1 XOR metrics.loss > 2", "tags.kind = 'odd", "start_time = 'yesterday'", "metrics.loss LIKE 'a'"):
        refused("INVALID_PARAMETER_VALUE", lambda: find(text))
    refused("INVALID_PARAMETER_VALUE", lambda: find("", ["metrics.loss SIDEWAYS"]))
    refused("INVALID_PARAMETER_VALUE", lambda: find("", ["metrics.loss", "metrics.loss DESC"]))
    assert post("runs/search", {"experiment_ids": [experiment], "max_results": 50_001}).status_code == 400
    seen, token = [], None
    while True:
        page = client.search_runs([experiment], "", max_results=4, order_by=["metrics.loss DESC"], page_token=token)
        seen += [ids.index(run.info.run_id) for run in page]
        token = page.token
        if not token:
            break
        client.create_run(experiment, run_name="later")
    assert seen == [4, 3, 2, 1, 0, 5], seen
    client.delete_run(ids[0])
    assert 0 not in find("run_name LIKE 'run-%'") and find("", run_view_type=ViewType.DELETED_ONLY) == [0]
    frame = mlflow.search_runs([experiment], "metrics.loss > 0.1", order_by=["metrics.loss"])
    assert list(frame["metrics.loss"]) == [0.2, 0.3, 0.4] or list(frame["metrics.loss"])[:3] == [0.2, 0.3, 0.4]
    assert client.search_runs(["999999"]) == []


def nested():
    mlflow.set_experiment(f"nested {mark}")
    with mlflow.start_run(run_name="parent") as parent:
        mlflow.log_params({"a": 1, "b": "two"})
        mlflow.set_tags({"x": "y"})
        for place in range(2):
            with mlflow.start_run(nested=True) as child:
                mlflow.log_metrics({"score": place})
    children = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'", output_format="list", search_all_experiments=True)
    assert len(children) == 2 and children[0].info.run_id == child.info.run_id
    try:
        with mlflow.start_run() as failing:
            raise KeyError("on purpose")
    except KeyError:
        pass
    assert client.get_run(failing.info.run_id).info.status == "FAILED"


def datasets():
    import pandas

    mlflow.set_experiment(f"datasets {mark}")
    frame = pandas.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
    with mlflow.start_run() as run:
        mlflow.log_input(mlflow.data.from_pandas(frame, source="https://example.com/a.csv", name="letters"), context="training")
    inputs = client.get_run(run.info.run_id).inputs.dataset_inputs
    assert inputs[0].dataset.name == "letters" and inputs[0].tags[0].value == "training" and "a" in inputs[0].dataset.schema
    found = lambda text: [found.info.run_id for found in client.search_runs([run.info.experiment_id], text)]
    assert found("dataset.name = 'letters' AND dataset.context = 'training'") == [run.info.run_id]
    assert found("datasets.name LIKE 'numbers%'") == []
    summaries = post("experiments/search-datasets", {"experiment_ids": [run.info.experiment_id]}).json()["dataset_summaries"]
    assert summaries[0]["name"] == "letters" and summaries[0]["context"] == "training"


def viewer():
    """What a token that may only read is refused."""
    headers = {"Authorization": f"Bearer {os.environ['VIEWER_TOKEN']}"}
    write = requests.post(f"{base}/api/2.0/mlflow/experiments/create", json={"name": f"viewer {mark}"}, headers=headers)
    assert write.status_code == 403 and write.json()["error_code"] == "PERMISSION_DENIED" and "viewer" in write.json()["message"], write.text
    put = requests.put(f"{base}/api/2.0/mlflow-artifacts/artifacts/0/x", data=b"x", headers=headers)
    assert put.status_code == 403, put.text
    assert requests.get(f"{base}/api/2.0/mlflow/experiments/get?experiment_id=0", headers=headers).status_code == 200


sections = [plain, experiments, runs, batches, search, nested, datasets, artifacts, registry, models, autolog]
if os.environ.get("VIEWER_TOKEN"):
    sections.append(viewer)
wanted = sys.argv[1:]
for section in sections:
    if wanted and section.__name__ not in wanted:
        continue
    began = time.perf_counter()
    section()
    print(f"{section.__name__}: {time.perf_counter() - began:.1f} s", flush=True)
print(f"mlflow {mlflow.__version__}: all well", flush=True)
