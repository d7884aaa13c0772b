"""What a command does to its machine: the processor, memory and GPUs, as MLflow's own client names them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any

PAGE_MB = os.sysconf("SC_PAGE_SIZE") / (1 << 20) if hasattr(os, "sysconf") else 0.0


class SystemSampler:
    """Counts its samples: each is a step of its metrics."""

    def __init__(self) -> None:
        self._step = 0
        self._machine = _machine_times()
        self._gpus = shutil.which("nvidia-smi")

    def sample(self) -> dict[str, Any]:
        """What is known since the last call. What a system does not tell is left out."""
        values: dict[str, float] = {}
        machine = _machine_times()
        if machine and self._machine and machine[1] > self._machine[1]:
            values["system/cpu_utilization_percentage"] = round(100 * (machine[0] - self._machine[0]) / (machine[1] - self._machine[1]), 1)
        self._machine = machine
        values.update(_memory())
        if (own := _group_mb(os.getpgid(0))) is not None:
            values["system/process_memory_megabytes"] = round(own, 1)
        if self._gpus:
            values.update(_gpus(self._gpus))
        step = self._step
        self._step += 1
        return {"step": step, "values": values}


def _machine_times() -> tuple[int, int] | None:
    """Ticks of all processors: busy and in all."""
    try:
        with open("/proc/stat", encoding="ascii") as file:
            times = [int(field) for field in file.readline().split()[1:9]]
    except OSError:
        return None
    idle = times[3] + times[4]
    return sum(times) - idle, sum(times)


def _memory() -> dict[str, float]:
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in file}
    except OSError:
        return {}
    used = kilobytes["MemTotal"] - kilobytes["MemAvailable"]
    return {"system/system_memory_usage_megabytes": round(used / 1024, 1), "system/system_memory_usage_percentage": round(100 * used / kilobytes["MemTotal"], 1)}


def _group_mb(group: int) -> float | None:
    """What the processes of a group hold together."""
    try:
        pids = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return None
    pages = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                # After the name, which may hold spaces: state, parent, group …; the 22nd is the resident pages.
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            pages += int(fields[21])
    return pages * PAGE_MB


def _gpus(program: str) -> dict[str, float]:
    visible = [uuid for uuid in os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",") if uuid]
    try:
        text = subprocess.run([program, "--query-gpu=uuid,utilization.gpu,memory.used", "--format=csv,noheader,nounits"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return {}
    values: dict[str, float] = {}
    cards = [[cell.strip() for cell in line.split(",")] for line in text.splitlines()]
    for place, (_, busy, memory) in enumerate(card for card in cards if len(card) == 3 and card[0] in visible):
        for name, cell in (("utilization_percentage", busy), ("memory_usage_megabytes", memory)):
            if cell.replace(".", "", 1).isdigit():
                values[f"system/gpu_{place}_{name}"] = float(cell)
    return values
