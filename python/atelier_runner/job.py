"""What a forked child does with its job."""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import sys
import tempfile
import traceback
from typing import Any

import numpy
import pyarrow

try:
    from threadpoolctl import ThreadpoolController
except ModuleNotFoundError:
    ThreadpoolController = None

from .errors import UserError
from .process import limit_data
from .step import Step

# Made in the warm process: looking for the thread pools of all libraries takes longer than a fork.
_pools = ThreadpoolController() if ThreadpoolController else None


def run_job(request: dict[str, Any], result_fd: int) -> int:
    """Runs the entry and writes its outcome as JSON to ``result_fd``.

    :returns: the exit code: 0 where the step succeeded.
    """
    outcome = _attempt(request)
    sys.stdout.flush()
    sys.stderr.flush()
    with os.fdopen(result_fd, "wb") as pipe:
        pipe.write(json.dumps(outcome, allow_nan=False).encode())
    return 0 if outcome["ok"] else 1


def _attempt(request: dict[str, Any]) -> dict[str, Any]:
    try:
        _prepare(request)
        step = Step(request)
        # Each component has one module; naming a new one needs no change here.
        entry = _entry(request["entry"])
        step.started()
        entry.run(step)
        return {"ok": True, "result": step.result()}
    except UserError as error:
        return {"ok": False, "reason": "user_error", "message": str(error)}
    except (MemoryError, pyarrow.ArrowMemoryError):
        return {"ok": False, "reason": "oom", "message": ""}
    except SystemExit as error:
        return {"ok": False, "reason": "user_error", "message": f"The script ended itself with exit code {error.code}."}
    except BaseException as error:
        traceback.print_exc()
        return {"ok": False, "reason": "failed", "message": f"{type(error).__name__}: {error}"}


def _entry(name: str) -> Any:
    """The module of a step. :raises UserError: where the environment lacks a library that the step needs."""
    try:
        return importlib.import_module(f"atelier_runner.steps.{name}")
    except ImportError as error:
        library = (error.name or "").split(".")[0]
        if library in ("", "atelier_runner"):
            raise
        has = "in another version than its environment has" if library in sys.modules else "which its environment does not have"
        raise UserError(f"This step needs the library {library}, {has}. Choose another environment, or change this one.") from error


def _prepare(request: dict[str, Any]) -> None:
    """Makes the child a process like any other: its own streams, folder, limits, and random state."""
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stdin = open(os.devnull, encoding="utf-8")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    scratch = os.path.join(request["outDir"], ".scratch")
    os.makedirs(scratch, exist_ok=True)
    os.chdir(scratch)
    tempfile.tempdir = scratch
    if request.get("memoryMb"):
        limit_data(request["memoryMb"])
    # Before any library looks for a GPU: the step sees its own and no others.
    os.environ["CUDA_VISIBLE_DEVICES"] = ",".join(request.get("gpus", []))
    threads = max(1, int(request.get("threads", 1)))
    os.environ["OMP_NUM_THREADS"] = str(threads)
    # BLAS stays at one thread: its sums depend on how many share the work, and equal seeds must give equal bytes.
    if _pools:
        _pools.limit(limits={"openmp": threads, "blas": 1})
    pyarrow.set_cpu_count(threads)
    random.seed(0)
    numpy.random.seed(0)


