"""Python that a person wrote: loaded and called so that an error names the line of that person's code."""

from __future__ import annotations

import linecache
import sys
import traceback
from types import TracebackType
from typing import Any

from .errors import UserError


def load(file: str, code: str, name: str, missing: str) -> Any:
    """Runs the code's top level and gives the function called ``name``.

    :param file: how the code is called in tracebacks.
    :raises UserError: on a syntax error, naming the line, or with ``missing`` where there is no such function.
    """
    # Tracebacks look up the source here.
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    try:
        compiled = compile(code, file, "exec")
    except SyntaxError as error:
        text = (error.text or "").rstrip()
        raise UserError(f"Line {error.lineno}: {error.msg}{f' — {text.strip()}' if text else ''}") from None
    scope: dict[str, Any] = {"__name__": "script", "__file__": file}
    call(file, exec, compiled, scope)
    function = scope.get(name)
    if not callable(function):
        raise UserError(missing)
    return function


def call(file: str, function: Any, *arguments: Any, **named: Any) -> Any:
    """Calls the person's code; prints a traceback of that code's lines alone when it raises."""
    try:
        return function(*arguments, **named)
    except (MemoryError, UserError):
        # What the studio's own steps say is said already.
        raise
    except Exception as error:
        frames = _own_frames(file, error.__traceback__)
        print("".join(_text_of(frames, error)), end="", flush=True, file=sys.stderr)
        where = f"Line {frames[-1].lineno}: " if frames else ""
        # The log has the whole of it; the step's message is its first line.
        first = (str(error).strip() or "no message").splitlines()[0]
        raise UserError(f"{where}{type(error).__name__}: {first}") from None


def _own_frames(file: str, trace: TracebackType | None) -> list[traceback.FrameSummary]:
    """The frames that lie in the person's code."""
    return [frame for frame in traceback.extract_tb(trace) if frame.filename == file]


def _text_of(frames: list[traceback.FrameSummary], error: BaseException) -> list[str]:
    lines = ["Traceback (most recent call last):\n", *traceback.StackSummary.from_list(frames).format()]
    return [*lines, *traceback.format_exception_only(type(error), error)]
