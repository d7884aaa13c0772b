"""The half of the scenario about what is stored: files, models, the registry, and what autologging makes of them."""

import os
import tempfile
from pathlib import Path

import mlflow
import requests
from talk import base, client, mark, refused, session


def artifacts():
    mlflow.set_experiment(f"artifacts {mark}")
    folder = Path(tempfile.mkdtemp())
    (folder / "sub").mkdir()
    (folder / "a b%ü.txt").write_text("hello")
    (folder / "sub" / "empty").write_bytes(b"")
    (folder / "sub" / "deep.json").write_text("{}")
    with mlflow.start_run() as run:
        mlflow.log_artifacts(str(folder), "files")
        mlflow.log_text("a text", "notes/one.txt")
        mlflow.log_dict({"a": 1}, "one.json")
        uri = mlflow.get_artifact_uri()
    id = run.info.run_id
    names = lambda path=None: sorted((found.path, found.is_dir, found.file_size) for found in client.list_artifacts(id, path))
    assert names() == [("files", True, None), ("notes", True, None), ("one.json", False, 14) if names()[2][2] == 14 else names()[2]]
    assert names("files") == [("files/a b%ü.txt", False, 5), ("files/sub", True, None)], names("files")
    assert names("files/sub") == [("files/sub/deep.json", False, 2), ("files/sub/empty", False, 0)]
    assert names("one.json") == []
    assert mlflow.artifacts.load_text(f"{uri}/notes/one.txt") == "a text"
    down = Path(client.download_artifacts(id, "files", tempfile.mkdtemp()))
    assert (down / "a b%ü.txt").read_text() == "hello" and (down / "sub" / "empty").read_bytes() == b""
    raw = f"{base}/api/2.0/mlflow-artifacts/artifacts/{run.info.experiment_id}/{id}/artifacts/notes/one.txt"
    part = session.get(raw, headers={"Range": "bytes=2-5"})
    assert part.status_code == 206 and part.text == "text" and part.headers["content-range"] == "bytes 2-5/6"
    assert session.get(f"{base}/get-artifact", params={"run_id": id, "path": "notes/one.txt"}).text == "a text"
    assert session.get(raw + ".not").json()["error_code"] == "RESOURCE_DOES_NOT_EXIST"
    climbing = session.get(f"{base}/api/2.0/mlflow-artifacts/artifacts", params={"path": "../x"})
    assert climbing.json()["error_code"] == "INVALID_PARAMETER_VALUE", climbing.text
    mlflow.log_text("a newer text", "notes/one.txt", run_id=id)
    assert session.get(raw).text == "a newer text"
    assert session.delete(raw).status_code == 200 and session.get(raw).status_code == 404
    # In parts.
    os.environ["MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD"] = "true"
    os.environ["MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE"] = str(6 << 20)
    os.environ["MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE"] = str(5 << 20)
    large = folder / "large.bin"
    large.write_bytes(os.urandom(12 << 20))
    client.log_artifact(id, str(large), "parts")
    again = Path(client.download_artifacts(id, "parts/large.bin", tempfile.mkdtemp()))
    assert again.read_bytes() == large.read_bytes()
    create = session.post(f"{base}/api/2.0/mlflow-artifacts/mpu/create/x", json={"path": "y", "num_parts": 2}).json()
    secret = create["upload_id"]
    half = session.post(f"{base}/api/2.0/mlflow-artifacts/mpu/complete/x", json={"path": "y", "upload_id": secret, "parts": [{"part_number": 1, "etag": "none", "url": ""}]})
    assert half.status_code == 400, half.text
    assert session.post(f"{base}/api/2.0/mlflow-artifacts/mpu/abort/x", json={"path": "y", "upload_id": secret}).status_code == 200
    assert requests.put(create["credentials"][0]["url"], data=b"x").status_code == 404


def models():
    import numpy
    from mlflow.models import infer_signature
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression

    mlflow.set_experiment(f"models {mark}")
    features, target = load_iris(return_X_y=True, as_frame=True)
    with mlflow.start_run() as run:
        model = LogisticRegression(max_iter=300).fit(features, target)
        logged = mlflow.sklearn.log_model(model, name="classifier", signature=infer_signature(features, model.predict(features)), input_example=features.head(2), registered_model_name=f"iris-{mark}", pip_requirements=["scikit-learn"])
        mlflow.log_metric("accuracy", 0.9, model_id=logged.model_id)
    found = mlflow.get_logged_model(logged.model_id)
    assert found.status == "READY" and found.source_run_id == run.info.run_id, found
    assert [(metric.key, metric.value) for metric in found.metrics] == [("accuracy", 0.9)], found.metrics
    assert client.get_run(run.info.run_id).outputs.model_outputs[0].model_id == logged.model_id
    searched = client.search_logged_models([run.info.experiment_id], filter_string="metrics.accuracy > 0.8", order_by=[{"field_name": "metrics.accuracy", "ascending": False}])
    assert [one.model_id for one in searched] == [logged.model_id]
    assert client.search_logged_models([run.info.experiment_id], filter_string="name = 'other'") == []
    client.set_logged_model_tags(logged.model_id, {"stage": "trial"})
    assert mlflow.get_logged_model(logged.model_id).tags["stage"] == "trial"
    client.delete_logged_model_tag(logged.model_id, "stage")
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.delete_logged_model_tag(logged.model_id, "stage"))
    mlflow.log_model_params({"solver": "lbfgs"}, logged.model_id)
    assert mlflow.get_logged_model(logged.model_id).params["solver"] == "lbfgs"
    assert {file.path for file in client.list_logged_model_artifacts(logged.model_id)} >= {"MLmodel", "requirements.txt"}
    name = f"iris-{mark}"
    client.set_registered_model_alias(name, "champion", "1")
    loaded = mlflow.pyfunc.load_model(f"models:/{name}@champion")
    assert numpy.array_equal(loaded.predict(features), model.predict(features))
    assert numpy.array_equal(mlflow.sklearn.load_model(f"models:/{name}/1").predict(features), model.predict(features))
    assert numpy.array_equal(mlflow.pyfunc.load_model(f"models:/{logged.model_id}").predict(features), model.predict(features))
    assert numpy.array_equal(mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/classifier").predict(features), model.predict(features))
    assert session.get(f"{base}/model-versions/get-artifact", params={"name": name, "version": "1", "path": "MLmodel"}).text.startswith("artifact_path")
    other = client.create_logged_model(run.info.experiment_id, name="unused")
    client.delete_logged_model(other.model_id)
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_logged_model(other.model_id))


def registry():
    name = f"registry {mark}"
    client.create_registered_model(name, tags={"a": "b"}, description="words")
    refused("RESOURCE_ALREADY_EXISTS", lambda: client.create_registered_model(name))
    refused("INVALID_PARAMETER_VALUE", lambda: client.create_registered_model(""))
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model(f"none {mark}"))
    run = client.create_run("0")
    for place in range(3):
        version = client.create_model_version(name, f"mlflow-artifacts:/0/{run.info.run_id}/artifacts/m{place}", run.info.run_id, tags={"n": str(place)}, description=f"version {place}")
        assert version.version == str(place + 1) or version.version == place + 1
        assert version.status == "READY"
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.create_model_version(f"none {mark}", "mlflow-artifacts:/0/x"))
    refused("INVALID_PARAMETER_VALUE", lambda: client.create_model_version(name, "/etc/passwd"))
    client.set_registered_model_alias(name, "champion", "2")
    assert int(client.get_model_version_by_alias(name, "champion").version) == 2
    client.set_registered_model_alias(name, "champion", "3")
    assert {key: int(value) for key, value in client.get_registered_model(name).aliases.items()} == {"champion": 3}
    for alias in ("latest", "v1", "a b"):
        refused("INVALID_PARAMETER_VALUE", lambda: client.set_registered_model_alias(name, alias, "1"))
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.set_registered_model_alias(name, "x", "9"))
    client.delete_registered_model_alias(name, "champion")
    refused("INVALID_PARAMETER_VALUE", lambda: client.get_model_version_by_alias(name, "champion"))
    client.transition_model_version_stage(name, "1", "Production")
    client.transition_model_version_stage(name, "2", "production", archive_existing_versions=True)
    assert client.get_model_version(name, "1").current_stage == "Archived" and client.get_model_version(name, "2").current_stage == "Production"
    assert [int(version.version) for version in client.get_latest_versions(name, ["Production"])] == [2]
    refused("INVALID_PARAMETER_VALUE", lambda: client.transition_model_version_stage(name, "1", "Nowhere"))
    client.update_model_version(name, "1", "other words")
    client.set_model_version_tag(name, "1", "k", "v")
    client.delete_model_version_tag(name, "1", "n")
    assert client.get_model_version(name, "1").tags == {"k": "v"} and client.get_model_version(name, "1").description == "other words"
    assert client.get_model_version_download_uri(name, "1").endswith("/m0")
    assert [int(version.version) for version in client.search_model_versions(f"name = '{name}'", order_by=["version_number DESC"])] == [3, 2, 1]
    assert [int(version.version) for version in client.search_model_versions(f"name = '{name}' and tags.k = 'v'")] == [1]
    assert len(client.search_model_versions(f"run_id = '{run.info.run_id}'", max_results=2)) == 2
    client.set_registered_model_tag(name, "team", "birds")
    assert [found.name for found in client.search_registered_models(f"name LIKE '%{mark}' AND tags.team = 'birds'")] == [name]
    client.delete_registered_model_tag(name, "team")
    client.update_registered_model(name, "new words")
    client.rename_registered_model(name, f"{name} renamed")
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model(name))
    client.delete_model_version(f"{name} renamed", "3")
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_model_version(f"{name} renamed", "3"))
    client.delete_registered_model(f"{name} renamed")
    refused("RESOURCE_DOES_NOT_EXIST", lambda: client.get_registered_model(f"{name} renamed"))


def autolog():
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier

    mlflow.set_experiment(f"autolog {mark}")
    mlflow.autolog()
    features, target = load_iris(return_X_y=True, as_frame=True)
    RandomForestClassifier(n_estimators=5, random_state=0).fit(features, target)
    mlflow.autolog(disable=True, silent=True)
    run = mlflow.last_active_run()
    data = client.get_run(run.info.run_id)
    assert data.info.status == "FINISHED" and data.data.params["n_estimators"] == "5"
    assert data.data.metrics["training_accuracy_score"] > 0.9
    assert any(file.path.endswith(".png") for file in client.list_artifacts(run.info.run_id))
    [model] = client.search_logged_models([run.info.experiment_id])
    assert model.source_run_id == run.info.run_id and model.status == "READY"
    assert mlflow.models.get_model_info(f"models:/{model.model_id}").signature is not None
