"""What the code of a step sees: parameters, inputs, and where its outputs go."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import time
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .errors import UserError
from .tables import columns_of, read_table, write_table


class Step:
    """One attempt at one step. Times are milliseconds."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.params: dict[str, Any] = request["params"]
        self.threads: int = max(1, int(request.get("threads", 1)))
        self._inputs: dict[str, dict[str, str]] = request["inputs"]
        self._expected: list[dict[str, str]] = request["outputs"]
        self._out_dir: str = request["outDir"]
        self._sent_at: float = request["sentAt"]
        self._outputs: dict[str, dict[str, Any]] = {}
        self._metrics: dict[str, float] = {}
        self._phases = {"starting": 0.0, "loading": 0.0, "running": 0.0, "saving": 0.0}
        self._began = time.perf_counter()

    def started(self) -> None:
        """Marks the end of the start: from here on it is the step's own time."""
        self._phases["starting"] = max(0.0, time.time() * 1000 - self._sent_at)
        self._began = time.perf_counter()

    def connected(self, port: str) -> bool:
        return port in self._inputs

    def path(self, port: str) -> str:
        """The file at an input.

        :raises UserError: where nothing is connected.
        """
        if port not in self._inputs:
            raise UserError(f"Nothing is connected to the input “{port}”.")
        return self._inputs[port]["path"]

    def schema(self, port: str) -> pa.Schema:
        """The columns of the table at an input, read from the file's footer alone."""
        return pq.read_schema(self.path(port)).remove_metadata()

    def table(self, port: str, columns: list[str] | None = None) -> pa.Table:
        """The table at an input, or only some of its columns, rows in order."""
        with self.phase("loading"):
            return read_table(self.path(port), columns)

    def write_table(self, port: str, table: pa.Table) -> None:
        """Writes a table; equal tables give equal bytes. The row count is checked before the file gets its name."""
        with self.phase("saving"), self._new_file(port) as path:
            write_table(table, path)
            rows = pq.read_metadata(path).num_rows
            if rows != table.num_rows:
                raise OSError(f"{rows} rows were written of {table.num_rows}")
        self._keep(port, {"rows": table.num_rows, "columns": columns_of(table.schema)})

    def write_json(self, port: str, value: Any, meta: dict[str, Any]) -> None:
        """Writes a JSON artifact. ``value`` must hold finite numbers or None."""
        with self.phase("saving"), self._new_file(port) as path, open(path, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        self._keep(port, meta)

    @contextlib.contextmanager
    def writing(self, port: str, meta: dict[str, Any]) -> Iterator[str]:
        """Gives a path to write any other artifact to, and takes it over afterwards."""
        with self.phase("saving"), self._new_file(port) as path:
            yield path
        self._keep(port, meta)

    def metric(self, name: str, value: float) -> None:
        """A number shown with the run. One that is not finite is left out: it has no JSON form."""
        if math.isfinite(value):
            self._metrics[name] = float(value)

    @contextlib.contextmanager
    def phase(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._phases[name] += (time.perf_counter() - began) * 1000

    def result(self) -> dict[str, Any]:
        """Outputs, metrics and phases, as the agent reports them.

        :raises UserError: where the step did not write one of its outputs.
        """
        for output in self._expected:
            if output["port"] not in self._outputs:
                raise UserError(f"The step wrote nothing to its output “{output['port']}”.")
        spent = (time.perf_counter() - self._began) * 1000
        self._phases["running"] = max(0.0, spent - self._phases["loading"] - self._phases["saving"])
        return {
            "outputs": self._outputs,
            "metrics": self._metrics,
            "phases": {name: round(value, 2) for name, value in self._phases.items()},
        }

    def expects(self, port: str) -> bool:
        """Whether the component has this output."""
        return any(output["port"] == port for output in self._expected)

    @contextlib.contextmanager
    def _new_file(self, port: str) -> Iterator[str]:
        path = os.path.join(self._out_dir, f"{port}.part")
        yield path
        os.replace(path, os.path.join(self._out_dir, port))

    def _keep(self, port: str, meta: dict[str, Any]) -> None:
        path = os.path.join(self._out_dir, port)
        kind = next((output["type"] for output in self._expected if output["port"] == port), "any")
        with self.phase("saving"), open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._outputs[port] = {"path": path, "digest": digest, "size": os.path.getsize(path), "type": kind, "meta": meta}
