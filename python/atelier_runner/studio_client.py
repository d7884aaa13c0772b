"""What a running command tells the studio, over HTTP with the token of its lease. Needs nothing but the standard library."""

from __future__ import annotations

import json
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

TRIES = 5


class StudioClient:
    def __init__(self, url: str, token: str, lease: str) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._lease = lease

    def fetch_code(self, digest: str, target: Path) -> None:
        """A file of the snapshot."""
        with self._ask("GET", f"/api/agent/leases/{self._lease}/code?digest={digest}") as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)

    def log_metrics(self, run: str, sample: dict[str, Any]) -> None:
        """:param sample: ``step`` and ``values`` by name."""
        now = int(time.time() * 1000)
        metrics = [{"key": name, "value": value, "timestamp": now, "step": sample["step"]} for name, value in sample["values"].items()]
        self._json("/api/2.0/mlflow/runs/log-batch", {"run_id": run, "metrics": metrics, "params": [], "tags": []})

    def send_events(self, path: str, start: int, chunk: bytes) -> int:
        """Bytes of an event file from ``start`` on; answers with how far the studio has read it."""
        query = urllib.parse.urlencode({"path": path, "from": start})
        with self._ask("POST", f"/api/agent/leases/{self._lease}/events?{query}", chunk, "application/octet-stream") as answer:
            return int(json.load(answer)["readTo"])

    def put_artifact(self, experiment: str, run: str, path: str, file: Path) -> None:
        """Keeps a file among the run's artifacts, whatever its length."""
        place = urllib.parse.quote(f"{experiment}/{run}/artifacts/{path}")
        for attempt in range(TRIES):
            try:
                with file.open("rb") as source, self._ask("PUT", f"/api/2.0/mlflow-artifacts/artifacts/{place}", source, "application/octet-stream", file.stat().st_size):
                    return
            except OSError as error:
                if attempt == TRIES - 1 or isinstance(error, urllib.error.HTTPError) and error.code < 500:
                    raise
                time.sleep(2**attempt / 2)

    def _json(self, path: str, body: Any) -> None:
        with self._ask("POST", path, json.dumps(body).encode(), "application/json"):
            pass

    def _ask(self, method: str, path: str, body: Any = None, kind: str = "", length: int | None = None, more: dict[str, str] | None = None) -> Any:
        headers = {"authorization": f"Bearer {self._token}", **({"content-type": kind} if kind else {}), **({"content-length": str(length)} if length is not None else {}), **(more or {})}
        request = urllib.request.Request(self._url + path, data=body, method=method, headers=headers)
        try:
            return urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            text = error.read(2000).decode(errors="replace").strip()
            # A page, of a proxy for instance, says nothing that a person wants to read here.
            said = f": {text}" if text.startswith("{") else ""
            raise urllib.error.HTTPError(error.url, error.code, f"{error.msg} at {path.split('?')[0]}{said}", error.headers, None) from None
