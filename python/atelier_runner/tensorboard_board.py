"""Serves the real TensorBoard over event files of the studio. Browsers reach it through the studio: what they ask is fetched from there, asked of TensorBoard
on this machine, and handed back. It is called by the program that lib/tensorboard/board/graph.ts sends along."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from .errors import UserError
from .studio_client import StudioClient

START_SECONDS = 180.0
"""The first start compiles much."""
SYNC_SECONDS = 5.0
WORKERS = 6
LONGEST_ANSWER = 48 << 20


def serve(request: str) -> bytes:
    """Serves until nobody has asked for a while, or until the step is cancelled.

    :param request: JSON with ``title``, ``idleSeconds``, and ``studio`` (``{"url", "token", "lease"}``), which the agent adds.
    :raises UserError: where TensorBoard does not start.
    """
    job = json.loads(request)
    board = _Board(BoardClient(**job["studio"]), Path.cwd() / "logs", job)
    return json.dumps({"answered": board.to_its_end()}).encode()


class BoardClient(StudioClient):
    """What the TensorBoard's step tells the studio and asks of it."""

    def describe(self, starts: bool = False) -> dict[str, Any]:
        with self._ask("GET", f"/api/agent/leases/{self._lease}/board{'?starts' if starts else ''}") as answer:
            return dict(json.load(answer))

    def fetch_events(self, digest: str, target: Path) -> None:
        with self._ask("GET", f"/api/agent/leases/{self._lease}/board?digest={digest}") as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)

    def fetch_growing(self, piece: int, start: int) -> bytes:
        with self._ask("GET", f"/api/agent/leases/{self._lease}/board?piece={piece}&from={start}") as answer:
            return bytes(answer.read())

    def take(self) -> list[dict[str, Any]]:
        with self._ask("POST", f"/api/agent/leases/{self._lease}/board", b"{}", "application/json") as answer:
            return list(json.load(answer)["requests"])

    def answer(self, request: str, status: int, headers: dict[str, str], body: bytes) -> None:
        path = f"/api/agent/leases/{self._lease}/board?request={request}&status={status}"
        with self._ask("PUT", path, body, "application/octet-stream", len(body), {"x-atelier-headers": json.dumps(headers)}):
            pass


class _Board:
    def __init__(self, client: BoardClient, logs: Path, job: dict[str, Any]) -> None:
        self._client = client
        self._logs = logs
        self._job = job
        self._have: dict[Path, str] = {}
        """By file: the digest of what lies there, or the piece that one begins with that is being written."""
        self._stopped = threading.Event()
        self._over = threading.Event()
        self._failure: Exception | None = None
        self._answered = 0
        self._port = _free_port()
        self._path = ""

    def to_its_end(self) -> int:
        signal.signal(signal.SIGTERM, lambda *_: (self._stopped.set(), self._over.set()))
        self._logs.mkdir(parents=True, exist_ok=True)
        self._sync(starts=True)
        child = self._start()
        try:
            self._wait_until_it_answers(child)
            print("TensorBoard answers.", flush=True)
            threading.Thread(target=self._keep_in_sync, daemon=True).start()
            # Beside this thread: whoever stops it need not wait until the studio has answered what it is asked.
            threading.Thread(target=self._relay_to_its_end, args=[child], daemon=True).start()
            self._over.wait()
        finally:
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._stopped.is_set():
            raise UserError("TensorBoard was stopped.")
        if self._failure:
            raise self._failure
        return self._answered

    def _start(self) -> subprocess.Popen[bytes]:
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH" and not name.startswith("ATELIER_")}
        words = [sys.executable, "-m", "tensorboard.main", "--logdir", str(self._logs), "--host", "127.0.0.1", "--port", str(self._port), "--path_prefix", self._path]
        return subprocess.Popen([*words, "--window_title", self._job["title"], "--reload_interval", "5", "--load_fast", "false"], env=env, stdin=subprocess.DEVNULL)

    def _wait_until_it_answers(self, child: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not self._stopped.is_set():
            if child.poll() is not None:
                raise UserError(f"TensorBoard ended with exit code {child.returncode} before it answered. The log says why.")
            try:
                if self._fetch({"method": "GET", "path": "/data/environment", "headers": {}, "body": None})[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        if not self._stopped.is_set():
            raise UserError(f"TensorBoard did not answer within {START_SECONDS:.0f} s. The log says how far it came.")

    def _sync(self, starts: bool = False) -> None:
        told = self._client.describe(starts)
        self._path = told["path"]
        names = _folder_names({file["run_id"]: file["run_name"] for file in told["files"]})
        for file in told["files"]:
            target = (self._logs / names[file["run_id"]] / file["path"]).resolve()
            if not target.is_relative_to(self._logs.resolve()):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            if file["digest"] is None:
                self._follow(target, file["piece"], file["size"])
                continue
            if self._have.get(target) == file["digest"]:
                continue
            part = target.parent / f".part-{target.name[:100].replace('tfevents', '')}"
            self._client.fetch_events(file["digest"], part)
            # TensorBoard reads on where it has stopped: a file that has grown must be the same one.
            with part.open("rb") as source, target.open("r+b" if target.exists() else "wb") as sink:
                shutil.copyfileobj(source, sink)
                sink.truncate()
            part.unlink()
            self._have[target] = file["digest"]

    def _follow(self, target: Path, piece: int, size: int) -> None:
        """Adds what a running command has written since."""
        have = target.stat().st_size if self._have.get(target) == f"piece {piece}" else 0
        with target.open("r+b" if target.exists() else "wb") as sink:
            sink.seek(have)
            while have < size:
                try:
                    more = self._client.fetch_growing(piece, have)
                except urllib.error.HTTPError as error:
                    if error.code != 404:
                        raise
                    # It has been handed in meanwhile, or begun anew.
                    return
                if not more:
                    break
                sink.write(more)
                have += len(more)
            sink.truncate()
        self._have[target] = f"piece {piece}"

    def _keep_in_sync(self) -> None:
        told = False
        while not self._stopped.wait(SYNC_SECONDS):
            try:
                self._sync()
                told = False
            except (OSError, http.client.HTTPException) as error:
                if not told:
                    print(f"New event files could not be fetched, and are tried again: {error}", file=sys.stderr, flush=True)
                told = True

    def _relay_to_its_end(self, child: subprocess.Popen[bytes]) -> None:
        try:
            self._relay(child)
        except Exception as failure:  # It is raised by the thread that waits.
            self._failure = failure
        finally:
            self._over.set()

    def _relay(self, child: subprocess.Popen[bytes]) -> None:
        last = time.monotonic()
        with ThreadPoolExecutor(WORKERS) as workers:
            while not self._stopped.is_set() and child.poll() is None:
                try:
                    requests = self._client.take()
                except urllib.error.HTTPError as error:
                    if error.code in (401, 409):
                        return
                    time.sleep(1)
                    continue
                except (OSError, http.client.HTTPException):
                    # The studio is away for a moment.
                    time.sleep(1)
                    continue
                for request in requests:
                    workers.submit(self._answer, request)
                last = time.monotonic() if requests else last
                if time.monotonic() - last > self._job["idleSeconds"]:
                    print("Nobody has looked at it for a while: it ends.", flush=True)
                    return
        if child.poll() is not None and not self._stopped.is_set():
            raise UserError(f"TensorBoard ended with exit code {child.returncode}. The log says why.")

    def _answer(self, request: dict[str, Any]) -> None:
        try:
            status, headers, body = self._fetch(request)
        except (OSError, http.client.HTTPException) as error:
            status, headers, body = 502, {"content-type": "text/plain"}, f"TensorBoard did not answer: {error}".encode()
        try:
            self._client.answer(request["id"], status, headers, body)
            self._answered += 1
        except (OSError, http.client.HTTPException) as error:
            print(f"An answer could not be handed to the studio: {error}", file=sys.stderr, flush=True)

    def _fetch(self, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=55)
        try:
            body = base64.b64decode(request["body"]) if request["body"] else None
            connection.request(request["method"], self._path + request["path"], body, request["headers"])
            answer = connection.getresponse()
            content = answer.read(LONGEST_ANSWER + 1)
            if len(content) > LONGEST_ANSWER:
                return 502, {"content-type": "text/plain"}, b"TensorBoard's answer is longer than 48 MB."
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _folder_names(names: dict[str, str]) -> dict[str, str]:
    """A folder for each run by its name; of several with one name each carries the beginning of its id."""
    plain = {run: re.sub(r"[^\w.\- ()]+", "_", name).strip(". ")[:80] or run[:8] for run, name in names.items()}
    again = {name for name in plain.values() if list(plain.values()).count(name) > 1}
    return {run: f"{name}-{run[:6]}" if name in again else name for run, name in plain.items()}
