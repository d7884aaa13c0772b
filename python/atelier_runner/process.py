"""What the warm process asks of the operating system about its children."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys

LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def die_with_parent(parent: int) -> None:
    """Has the kernel kill this process when its parent dies (Linux; elsewhere the end of stdin tells)."""
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def prefer_as_victim() -> None:
    """When the machine runs out of memory the kernel should take a step, not the studio or the database."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("700")
    except OSError:
        pass


def limit_data(memory_mb: int, slack_mb: int = 192) -> None:
    """Makes one huge allocation fail at once as a MemoryError instead of filling the machine first (Linux)."""
    if not LINUX:
        return
    current = _status_kb("self").get("VmData", 0) * 1024
    soft = current + (memory_mb + slack_mb) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (soft, resource.RLIM_INFINITY))


def kill_group(group: int, sign: int) -> bool:
    """Signals a whole process group; False where nothing of it is left."""
    try:
        os.killpg(group, sign)
        return True
    except (ProcessLookupError, PermissionError):
        return False


def group_memory_mb(groups: set[int]) -> dict[int, float]:
    """Memory held by each process group in MB: on Linux anonymous and shared memory, elsewhere the resident set."""
    return _group_memory_linux(groups) if LINUX else _group_memory_ps(groups)


def kernel_oom_kills() -> int:
    """How many processes the kernel has killed for want of memory since it started; 0 where it does not say."""
    try:
        with open("/proc/vmstat", encoding="ascii") as file:
            for line in file:
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0


def _group_memory_linux(groups: set[int]) -> dict[int, float]:
    totals = dict.fromkeys(groups, 0.0)
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            group = os.getpgid(int(name))
        except OSError:
            continue
        if group in totals:
            status = _status_kb(name)
            totals[group] += (status.get("RssAnon", 0) + status.get("RssShmem", 0)) / 1024
    return totals


def _status_kb(pid: str) -> dict[str, int]:
    values: dict[str, int] = {}
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith(("RssAnon:", "RssShmem:", "VmData:")):
                    key, amount = line.split(":")
                    values[key] = int(amount.split()[0])
    except OSError:
        pass
    return values


def _group_memory_ps(groups: set[int]) -> dict[int, float]:
    totals = dict.fromkeys(groups, 0.0)
    listing = subprocess.run(["ps", "-axo", "pgid=,rss="], capture_output=True, text=True, check=False).stdout
    for line in listing.splitlines():
        group, rss = (int(part) for part in line.split())
        if group in totals:
            totals[group] += rss / 1024
    return totals
