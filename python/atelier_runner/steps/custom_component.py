"""A component that people of a workspace wrote: their ``run`` from tables and parameters to tables."""

from __future__ import annotations

import inspect
import os
import shutil
from typing import Any

from ..errors import UserError
from ..frames import to_frame, to_table
from ..step import Step
from ..user_code import call, load

FILE = "component.py"
"""How the person's code is called in tracebacks."""


def run(step: Step) -> None:
    """Calls ``run`` with each connected input and each parameter by its name, and writes what it returns."""
    code = step.params["@code"]
    values = {name: value for name, value in step.params.items() if name != "@code"}
    function = load(FILE, code["source"], "run", "The component defines no function run. Write “def run(…):” with its inputs and parameters as arguments.")
    arguments = {**{port["name"]: _given(step, port) for port in code["inputs"]}, **values}
    _check_arguments(function, arguments)
    returned = call(FILE, function, **arguments)
    for port, value in zip(code["outputs"], _by_output(returned, code["outputs"]), strict=True):
        _write(step, port, value)


def _given(step: Step, port: dict[str, Any]) -> Any:
    """A data frame, or the path of a file; None where an optional input is not connected."""
    name = port["name"]
    if not step.connected(name):
        return None
    return to_frame(step.table(name)) if port["type"] == "table" else step.path(name)


def _check_arguments(function: Any, arguments: dict[str, Any]) -> None:
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    by_name = {name for name, parameter in parameters.items() if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)}
    if not takes_all:
        extra = [name for name in arguments if name not in by_name]
        if extra:
            raise UserError(f"The declaration has “{extra[0]}”, but run has no argument of that name. Add it: def run({', '.join(arguments)}).")
    unknown = [name for name, parameter in parameters.items() if name in by_name and parameter.default is parameter.empty and name not in arguments]
    if unknown:
        raise UserError(f"run asks for “{unknown[0]}”, which is no input or parameter of the declaration. Declare it, or give the argument a default.")


def _by_output(returned: Any, outputs: list[dict[str, Any]]) -> list[Any]:
    """What was returned, in the order of the outputs: a single value, a tuple in that order, or a dict by name."""
    names = [output["name"] for output in outputs]
    if isinstance(returned, dict):
        missing = [name for name in names if name not in returned]
        extra = [name for name in returned if name not in names]
        if missing or extra:
            raise UserError(f"run returned a dict with {_listed(list(returned))}; the outputs are {_listed(names)}.")
        return [returned[name] for name in names]
    values = list(returned) if isinstance(returned, tuple) else [returned]
    if len(values) != len(names):
        raise UserError(f"run returned {len(values)} {'value' if len(values) == 1 else 'values'}, but the component has {len(names)} {'output' if len(names) == 1 else 'outputs'}: {_listed(names)}.")
    return values


def _listed(names: list[Any]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "nothing"


def _write(step: Step, port: dict[str, Any], value: Any) -> None:
    name = port["name"]
    if port["type"] == "table":
        table, remarks = to_table(value, f"What run returned for “{name}”")
        for remark in remarks:
            print(f"{name}: {remark}")
        step.write_table(name, table)
        return
    if isinstance(value, os.PathLike) or (isinstance(value, str) and os.path.isfile(value)):
        _copy(step, name, os.fspath(value))
    elif isinstance(value, (bytes, bytearray, str)):
        content = value.encode() if isinstance(value, str) else bytes(value)
        with step.writing(name, {"bytes": len(content)}) as target, open(target, "wb") as file:
            file.write(content)
    else:
        raise UserError(f"The output “{name}” is a file: run must return its path, text or bytes, not {type(value).__name__}.")


def _copy(step: Step, name: str, source: str) -> None:
    if not os.path.isfile(source):
        raise UserError(f"The output “{name}” is a file, but there is none at {source}.")
    extension = os.path.splitext(source)[1]
    meta = {"bytes": os.path.getsize(source), **({"extension": extension} if extension else {})}
    with step.writing(name, meta) as target:
        shutil.copyfile(source, target)
