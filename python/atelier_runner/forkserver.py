"""The warm process of one environment.

It imports the libraries once, then forks a child for each step, so that a step starts in milliseconds. It has a
single thread and never computes anything itself: a fork of a process with threads, or with a used OpenMP pool, can
hang. When its stdin ends it ends too, and kills what it started, but for steps that have a spool: those it sees to
their end, in case somebody comes back for them.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import pkgutil
import selectors
import signal
import socket
import sys
import time
from typing import Any

from . import steps
from .child import Child
from .process import group_memory_mb
from .protocol import Channel

LATER = 0.5
"""Seconds after the start until the libraries that the first step did not need are imported."""

MEMORY_PERIOD = 0.2
"""Seconds between two looks at the memory of the children."""


class Server:
    """Reads requests, forks, passes on what children print, and reaps them; all in one loop."""

    def __init__(self, channel: Channel, later: list[str]) -> None:
        self.channel = channel
        self._later = later
        self._later_at = time.monotonic() + LATER
        self.selector = selectors.DefaultSelector()
        self.children: dict[int, Child] = {}
        self._requests = b""
        self._closing = False
        self._orphaned_at: float | None = None
        self._wake, writer = socket.socketpair()
        self._wake.setblocking(False)
        writer.setblocking(False)
        self._wake_writer = writer
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._stop)
        os.set_blocking(0, False)
        self.selector.register(0, selectors.EVENT_READ, self._read_requests)
        self.selector.register(self._wake, selectors.EVENT_READ, self._woken)

    def run(self) -> None:
        """Serves until stdin ends and what may outlive it has ended."""
        next_look = 0.0
        while not self._closing and (self._orphaned_at is None or self.children):
            for key, _ in self.selector.select(self._patience()):
                key.data()
            self._reap()
            now = time.monotonic()
            if self.children and now >= next_look:
                next_look = now + MEMORY_PERIOD
                self._watch(now)
            if self._later and now >= self._later_at and self._orphaned_at is None:
                self._import_next()
        for child in self.children.values():
            child.kill(signal.SIGKILL)

    def _patience(self) -> float | None:
        if self._later and self._orphaned_at is None:
            return min(MEMORY_PERIOD, max(0.0, self._later_at - time.monotonic()))
        return MEMORY_PERIOD if self.children else None

    def _import_next(self) -> None:
        """One module a turn, so that requests are not kept waiting for all of them."""
        try:
            preload([self._later.pop(0)])
        except Exception as error:  # A step that needs it says so itself.
            print(f"Left out: {error}", file=sys.stderr)
        if not self._later:
            gc.collect()
            gc.freeze()

    def _stop(self, *_: object) -> None:
        self._closing = True

    def _woken(self) -> None:
        try:
            self._wake.recv(4096)
        except BlockingIOError:
            pass

    def _read_requests(self) -> None:
        try:
            data = os.read(0, 1 << 20)
        except BlockingIOError:
            return
        if not data:
            self._become_orphan()
            return
        *lines, self._requests = (self._requests + data).split(b"\n")
        for line in lines:
            self._handle(json.loads(line))

    def _become_orphan(self) -> None:
        """The agent is gone: goes on with the steps that somebody may come back for, and with no others."""
        self._orphaned_at = time.time()
        self.selector.unregister(0)
        self.channel.broken = True
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        for child in self.children.values():
            if child.spool is None:
                child.kill(signal.SIGKILL)
            else:
                child.spool.flush()

    def _handle(self, request: dict[str, Any]) -> None:
        if request["op"] == "run":
            child = Child(request, self)
            self.children[child.pid] = child
            self.channel.send({"event": "started", "id": request["id"], "pid": child.pid})
        elif request["op"] == "close":
            self._closing = True
        elif request["op"] == "cancel":
            for child in self.children.values():
                if child.id == request["id"]:
                    child.cancel()

    def _reap(self) -> None:
        for pid in list(self.children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self.children.pop(pid).finish(status)

    def _watch(self, now: float) -> None:
        memory = group_memory_mb(set(self.children))
        for pid, child in self.children.items():
            child.watch(memory[pid], now)
            if self._orphaned_at is not None and child.spool and child.spool.is_forgotten(self._orphaned_at):
                child.kill(signal.SIGKILL)

    def leave_to_child(self) -> None:
        """In a fresh child: gives up all that belongs to the server."""
        signal.set_wakeup_fd(-1)
        for sign in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, signal.SIG_DFL)
        for other in self.children.values():
            other.close_pipes()
        self.selector.close()
        self._wake.close()
        self._wake_writer.close()


def step_modules() -> list[str]:
    """The names of all steps' modules."""
    return [module.name for module in pkgutil.iter_modules(steps.__path__)]


def preload(names: list[str]) -> None:
    """Imports these steps' modules, and with them the libraries that they need.

    An environment need not have the libraries of every step: those that lack one are left out, and say so when asked for.
    """
    importlib.import_module("atelier_runner.job")
    for name in names:
        try:
            importlib.import_module(f"{steps.__name__}.{name}")
        except ImportError as error:
            if error.name is None or error.name.split(".")[0] == "atelier_runner":
                raise


def hold() -> None:
    """Shares the lock of the environment's file while this process or a child of it lives: who takes environments away must have it alone."""
    path = os.environ.pop("ATELIER_HOLD", None)
    if path:
        fcntl.flock(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), fcntl.LOCK_SH)


def main() -> None:
    """Starts serving on stdin and stdout."""
    began = time.monotonic()
    hold()
    # What libraries print must not mix with the protocol: messages keep the old stdout, all else goes to stderr.
    channel = Channel(os.dup(1))
    os.dup2(2, 1)
    # Where a step waits already, what it needs comes first and the rest while it runs.
    first = os.environ.pop("ATELIER_FIRST_STEP", None)
    names = step_modules()
    now = [first] if first in names else names
    preload(now)
    gc.collect()
    gc.freeze()
    server = Server(channel, [name for name in names if name not in now])
    threads = len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1
    channel.send(
        {
            "event": "ready",
            "pid": os.getpid(),
            "python": sys.version.split()[0],
            "threads": threads,
            "startMs": round((time.monotonic() - began) * 1000),
        }
    )
    server.run()


if __name__ == "__main__":
    main()
