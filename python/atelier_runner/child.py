"""One forked step, seen from the warm process."""

from __future__ import annotations

import json
import os
import selectors
import signal
import time
from typing import TYPE_CHECKING, Any

from .process import die_with_parent, kernel_oom_kills, kill_group, prefer_as_victim
from .protocol import LineBuffer
from .spool import Spool

if TYPE_CHECKING:
    from .forkserver import Server

GRACE = 5.0
"""Seconds between the polite signal and the one that cannot be refused."""


class Child:
    """A process group of its own whose output is read line by line and whose result comes through a pipe."""

    def __init__(self, request: dict[str, Any], server: Server) -> None:
        self.id: int = request["id"]
        self.limit_mb: int | None = request.get("memoryMb")
        self.spool = Spool(request["spool"]) if request.get("spool") else None
        self.peak_mb = 0.0
        self.cancelled = False
        self.out_of_memory = False
        self._kill_at: float | None = None
        self._server = server
        self._result = b""
        self._kills_before = kernel_oom_kills()
        self._lines = {"stdout": LineBuffer(), "stderr": LineBuffer()}
        pipes = {name: os.pipe() for name in ("stdout", "stderr", "result")}
        self.pid = os.fork()
        if self.pid == 0:
            _become(request, server, {name: write for name, (_, write) in pipes.items()})
        self._fds: dict[str, int] = {}
        for name, (read, write) in pipes.items():
            os.close(write)
            os.set_blocking(read, False)
            self._fds[name] = read
            server.selector.register(read, selectors.EVENT_READ, lambda name=name: self._read(name))

    def cancel(self) -> None:
        """SIGTERM to the group now, SIGKILL after the grace time."""
        if not self.cancelled:
            self.cancelled = True
            self._kill_at = time.monotonic() + GRACE
            self.kill(signal.SIGTERM)

    def kill(self, sign: int) -> None:
        # A child that was forked this instant has no group of its own yet.
        if not kill_group(self.pid, sign):
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                pass

    def watch(self, memory_mb: float, now: float) -> None:
        """Kills the group when it holds more than it may, or did not leave when asked."""
        self.peak_mb = max(self.peak_mb, memory_mb)
        if self.limit_mb is not None and memory_mb > self.limit_mb and not self.out_of_memory:
            self.out_of_memory = True
            self.kill(signal.SIGKILL)
        if self._kill_at is not None and now >= self._kill_at:
            self._kill_at = None
            self.kill(signal.SIGKILL)

    def finish(self, status: int) -> None:
        """Reads what is left in the pipes, ends stragglers of the group, and reports."""
        kill_group(self.pid, signal.SIGKILL)
        for name in list(self._fds):
            while name in self._fds and self._read(name):
                pass
        for stream, buffer in self._lines.items():
            self._send_lines(stream, buffer.flush())
        self.close_pipes()
        outcome = self._outcome(status)
        # Before it is told: an agent that dies while it takes the result leaves it to the next.
        if self.spool and (self._server.channel.broken or self.spool.is_long):
            self.spool.result(outcome)
        if not self._server.channel.send({"event": "done", "id": self.id, **outcome}) and self.spool:
            self.spool.result(outcome)

    def close_pipes(self) -> None:
        for name in list(self._fds):
            self._close(name)

    def _close(self, name: str) -> None:
        fd = self._fds.pop(name)
        try:
            self._server.selector.unregister(fd)
        except (KeyError, ValueError, RuntimeError):
            pass
        os.close(fd)

    def _read(self, name: str) -> bool:
        """Reads once; False where nothing is there now."""
        try:
            data = os.read(self._fds[name], 1 << 16)
        except BlockingIOError:
            return False
        if not data:
            self._close(name)
            return False
        if name == "result":
            self._result += data
        else:
            self._send_lines(name, self._lines[name].feed(data))
        return True

    def _send_lines(self, stream: str, lines: list[str]) -> None:
        if lines:
            told = self._server.channel.send({"event": "log", "id": self.id, "stream": stream, "lines": lines})
            if self.spool:
                self.spool.lines(stream, lines, told)

    def _outcome(self, status: int) -> dict[str, Any]:
        peak = {"peakMb": round(self.peak_mb)}
        if self.cancelled:
            return {"ok": False, "reason": "cancelled", "message": "Cancelled", **peak}
        if self.out_of_memory:
            return {"ok": False, "reason": "oom", "message": _memory_message(self.limit_mb, self.peak_mb), **peak}
        if self._result and os.WIFEXITED(status):
            outcome = json.loads(self._result)
            if outcome.get("reason") == "oom":
                outcome["message"] = _memory_message(self.limit_mb, self.peak_mb)
            return {**outcome, **peak}
        return {"ok": False, **self._death(status), **peak}

    def _death(self, status: int) -> dict[str, str]:
        if os.WIFEXITED(status):
            code = os.WEXITSTATUS(status)
            return {"reason": "failed", "message": f"The process ended by itself with exit code {code} before it had a result."}
        name = signal.Signals(os.WTERMSIG(status)).name
        if name == "SIGKILL" and kernel_oom_kills() > self._kills_before:
            message = f"The machine ran out of memory and the system ended this step, which held {self.peak_mb:,.0f} MB at its peak."
            return {"reason": "oom", "message": message}
        if name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"):
            return {"reason": "crashed", "message": f"The process was ended from outside by the signal {name}."}
        return {"reason": "failed", "message": f"The process crashed with the signal {name}. A library made of native code failed; the log may say more."}


def _memory_message(limit_mb: int | None, peak_mb: float) -> str:
    limit = f"its limit of {limit_mb:,} MB" if limit_mb is not None else "the memory of this machine"
    return f"The step needed more memory than {limit} (it held {peak_mb:,.0f} MB at its peak). Give it a higher limit, or fewer rows or columns."


def _become(request: dict[str, Any], server: Server, pipes: dict[str, int]) -> None:
    """What the fork does: takes its place, runs the job, and leaves without cleaning up after the server."""
    code = 1
    try:
        parent = os.getppid()
        os.setsid()
        die_with_parent(parent)
        server.leave_to_child()
        prefer_as_victim()
        os.dup2(pipes["stdout"], 1)
        os.dup2(pipes["stderr"], 2)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        from .job import run_job

        code = run_job(request, pipes["result"])
    finally:
        os._exit(code)
