"""Python script: the user's ``main`` from data frames to data frames."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..errors import UserError
from ..frames import to_frame, to_table
from ..step import Step
from ..user_code import call, load

FILE = "script.py"
"""How the user's code is called in tracebacks."""
INPUTS = ("in1", "in2", "in3")
OUTPUTS = ("out1", "out2")


def run(step: Step) -> None:
    """Calls ``main`` with the connected tables and writes what it returns."""
    main = load(FILE, step.params["code"], "main", "The script defines no function main. Write “def main(in1): …” and return a data frame.")
    arguments = [to_frame(step.table(port)) if step.connected(port) else None for port in INPUTS]
    while arguments and arguments[-1] is None:
        arguments.pop()
    _check_arguments(main, arguments)
    returned = call(FILE, main, *arguments)
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
