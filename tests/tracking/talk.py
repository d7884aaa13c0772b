"""What both halves of the scenario talk through: the client, and plain requests for what the client would not send."""

import json
import os
import time
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")

import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

base = os.environ["MLFLOW_TRACKING_URI"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"
client = MlflowClient()
mark = os.environ.get("SCENARIO_MARK", str(time.time_ns()))


def refused(code, call, words=""):
    try:
        call()
    except MlflowException as error:
        assert error.error_code == code, f"{error.error_code} instead of {code}: {error}"
        assert words in str(error), f"“{words}” is not in: {error}"
        return
    raise AssertionError(f"{code} was expected")


def post(path, body, version="2.0"):
    return session.post(f"{base}/api/{version}/mlflow/{path}", data=body if isinstance(body, str) else json.dumps(body), headers={"Content-Type": "application/json"})


def get(path, **params):
    return session.get(f"{base}/api/2.0/mlflow/{path}", params=params)


