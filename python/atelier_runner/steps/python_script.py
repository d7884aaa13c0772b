"""Python script: the user's ``main`` from data frames to data frames."""

from __future__ import annotations

import linecache
import sys
import traceback
from types import TracebackType
from typing import Any

import pandas as pd

from ..errors import UserError
from ..frames import to_frame, to_table
from ..step import Step

FILE = "script.py"
"""How the user's code is called in tracebacks."""
INPUTS = ("in1", "in2", "in3")
OUTPUTS = ("out1", "out2")


def run(step: Step) -> None:
    """Calls ``main`` with the connected tables and writes what it returns."""
    main = load_main(step.params["code"])
    arguments = [to_frame(step.table(port)) if step.connected(port) else None for port in INPUTS]
    while arguments and arguments[-1] is None:
        arguments.pop()
    _check_arguments(main, arguments)
    returned = _in_script(main, *arguments)
    values = returned if isinstance(returned, tuple) else (returned,)
    if len(values) > len(OUTPUTS):
        raise UserError(f"main returned {len(values)} values; it may return one data frame or two.")
    for at, port in enumerate(OUTPUTS):
        if at < len(values):
            what = "What main returned" if len(values) == 1 else f"The {('first', 'second')[at]} value that main returned"
            table, remarks = to_table(values[at], what)
        else:
            # The second output is declared; a script that does not use it leaves an empty table there.
            table, remarks = to_table(_nothing(), "")[0], []
        for remark in remarks:
            print(f"{port}: {remark}")
        step.write_table(port, table)


def load_main(code: str) -> Any:
    """Runs the script's top level and gives its ``main``.

    :raises UserError: on a syntax error, naming the line, or where there is no ``main``.
    """
    # Tracebacks look up the source here.
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    try:
        compiled = compile(code, FILE, "exec")
    except SyntaxError as error:
        text = (error.text or "").rstrip()
        raise UserError(f"Line {error.lineno}: {error.msg}{f' — {text.strip()}' if text else ''}") from None
    scope: dict[str, Any] = {"__name__": "script", "__file__": FILE}
    _in_script(exec, compiled, scope)
    main = scope.get("main")
    if not callable(main):
        raise UserError("The script defines no function main. Write “def main(in1): …” and return a data frame.")
    return main


def _in_script(call: Any, *arguments: Any) -> Any:
    """Calls the user's code; prints a traceback of the user's lines alone when it raises."""
    try:
        return call(*arguments)
    except MemoryError:
        raise
    except Exception as error:
        frames = user_frames(error.__traceback__)
        print("".join(frames_text(frames, error)), end="", flush=True, file=sys.stderr)
        where = f"Line {frames[-1].lineno}: " if frames else ""
        # The log has the whole of it; the step's message is its first line.
        first = (str(error).strip() or "no message").splitlines()[0]
        raise UserError(f"{where}{type(error).__name__}: {first}") from None


def user_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """The frames that lie in the user's script."""
    return [frame for frame in traceback.extract_tb(trace) if frame.filename == FILE]


def frames_text(frames: list[traceback.FrameSummary], error: BaseException) -> list[str]:
    lines = ["Traceback (most recent call last):\n", *traceback.StackSummary.from_list(frames).format()]
    return [*lines, *traceback.format_exception_only(type(error), error)]


def _check_arguments(main: Any, arguments: list[Any]) -> None:
    code = getattr(main, "__code__", None)
    if code is None or code.co_flags & 0x04:
        return
    most = code.co_argcount
    least = most - len(main.__defaults__ or ())
    if len(arguments) > most:
        raise UserError(f"{len(arguments)} tables are connected, but main takes only {most}. Add an argument to main, or disconnect one.")
    if len(arguments) < least:
        missing = ", ".join(code.co_varnames[len(arguments) : least])
        raise UserError(f"main needs {least} tables, but nothing is connected for {missing}. Connect one, or give the argument a default: in2=None.")


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"empty": pd.Series([], dtype="str")})
