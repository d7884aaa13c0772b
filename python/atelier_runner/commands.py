"""Runs a command with a snapshot of its code, as a run of an experiment. It is called by the program that lib/commands/graph.ts sends along."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .errors import UserError
from .studio_client import StudioClient
from .system_metrics import SystemSampler

WATCH_SECONDS = 0.5
EVENTS_SECONDS = 2.0
LONG_EVENTS = 8 << 20
"""Bytes of one event file that are sent at a time."""


def run_command(request: str) -> bytes:
    """Fetches the code, runs the command in it, and hands in what it leaves.

    :param request: JSON with ``words``, ``files`` (``{"path", "digest"}``), ``env``, ``parameters``, ``run`` and ``experiment`` (ids of
        the tracked run), ``sampleSeconds``, and ``studio`` (``{"url", "token", "lease"}``), which the agent adds.
    :raises UserError: where the command ends with another exit code than 0.
    """
    job = json.loads(request)
    client = StudioClient(**job["studio"])
    root = Path.cwd() / "code"
    _unpack(client, job["files"], root)
    run = _Run(job, client, root)
    code = run.to_its_end()
    if run.stopped:
        raise UserError("The run was stopped.")
    if code != 0:
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        raise UserError(f"“{' '.join(job['words'])[:200]}” {how}. Its log says why.")
    return json.dumps({"exitCode": code, "files": run.handed_in}).encode()


def _unpack(client: StudioClient, files: list[dict[str, Any]], root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for file in files:
        target = (root / file["path"]).resolve()
        if not target.is_relative_to(root.resolve()):
            raise UserError(f"The file {file['path']} lies outside of the code's folder.")
        target.parent.mkdir(parents=True, exist_ok=True)
        client.fetch_code(file["digest"], target)
        if file["path"].endswith(".sh"):
            target.chmod(0o755)


class _Run:
    def __init__(self, job: dict[str, Any], client: StudioClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.outputs = root / "outputs"
        self.outputs.mkdir(exist_ok=True)
        self.stopped = False
        self.handed_in = 0
        self._job = job
        self._sampler = SystemSampler()
        self._events: dict[Path, int] = {}
        """By event file: how far the studio has read it, in bytes."""
        self._broken: set[str] = set()

    def to_its_end(self) -> int:
        signal.signal(signal.SIGTERM, self._stop)
        words = self._words()
        try:
            child = subprocess.Popen(words, cwd=self.root, env=self._env(), stdin=subprocess.DEVNULL)
        except FileNotFoundError:
            raise UserError(f"There is no program “{words[0]}” on this agent. Name one that its environment or the machine has.") from None
        except PermissionError:
            raise UserError(f"“{words[0]}” may not be run: it is not a program.") from None
        code = self._watch(child)
        self._send_events()
        self._hand_in()
        return code

    def _words(self) -> list[str]:
        first, *rest = self._job["words"]
        # The environment's own interpreter, whatever the machine calls python.
        return [sys.executable if first in ("python", "python3") else first, *rest]

    def _env(self) -> dict[str, str]:
        job, studio = self._job, self._job["studio"]
        env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHASHSEED", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS") and not name.startswith("ATELIER_")}
        return {
            **env,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{env.get('PATH', '')}",
            "PYTHONUNBUFFERED": "1",
            "MPLBACKEND": "Agg",
            "MLFLOW_TRACKING_URI": studio["url"],
            "MLFLOW_TRACKING_TOKEN": studio["token"],
            "MLFLOW_RUN_ID": job["run"],
            "MLFLOW_EXPERIMENT_ID": job["experiment"],
            "ATELIER_OUTPUTS": str(self.outputs),
            **{f"ATELIER_PARAM_{name.upper().replace('-', '_')}": _text(value) for name, value in job["parameters"].items()},
            **{entry["name"]: entry["value"] for entry in job["env"]},
        }

    def _stop(self, *_: Any) -> None:
        # The whole group has got the signal: the command ends by itself, or with the group.
        self.stopped = True

    def _watch(self, child: subprocess.Popen[bytes]) -> int:
        next_sample = next_events = time.monotonic() + 1
        while True:
            try:
                return child.wait(WATCH_SECONDS)
            except subprocess.TimeoutExpired:
                now = time.monotonic()
            if now >= next_sample:
                self._quietly("System metrics", self._sample)
                next_sample = now + self._job["sampleSeconds"]
            if now >= next_events:
                self._send_events()
                next_events = time.monotonic() + EVENTS_SECONDS

    def _sample(self) -> None:
        self.client.log_metrics(self._job["run"], self._sampler.sample())

    def _send_events(self) -> None:
        """What event files have got since: the studio reads it at once. The files themselves are handed in at the end."""
        for file in sorted(self.root.rglob("*tfevents*")):
            if file.is_file():
                self._quietly(f"The event file {file.name}", lambda file=file: self._send_new(file))

    def _send_new(self, file: Path) -> None:
        place = self._events.get(file, 0)
        while file.stat().st_size > place:
            with file.open("rb") as source:
                source.seek(place)
                chunk = source.read(LONG_EVENTS)
            read_to = self.client.send_events(self._path_of(file), place, chunk)
            self._events[file] = read_to
            # Half a record waits for its other half.
            if read_to <= place:
                return
            place = read_to

    def _path_of(self, file: Path) -> str:
        inside = file.relative_to(self.outputs) if file.is_relative_to(self.outputs) else file.relative_to(self.root)
        return inside.as_posix()

    def _hand_in(self) -> None:
        """All that lies in the folder of outputs, and event files wherever they are."""
        files = {file for file in self.outputs.rglob("*") if file.is_file()} | {file for file in self.root.rglob("*tfevents*") if file.is_file()}
        for file in sorted(files):
            self.client.put_artifact(self._job["experiment"], self._job["run"], self._path_of(file), file)
            self.handed_in += 1
        shutil.rmtree(self.root, ignore_errors=True)

    def _quietly(self, what: str, work: Any) -> None:
        """A studio that is away for a moment must not end the command; it is told once."""
        try:
            work()
        except OSError as error:
            if what not in self._broken:
                print(f"{what} could not be sent, and is tried again: {error}", file=sys.stderr, flush=True)
            self._broken.add(what)


def _text(value: Any) -> str:
    return "true" if value is True else "false" if value is False else str(value)
