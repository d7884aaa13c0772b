"""Messages of the warm process: JSON objects, one a line, read from stdin and written to the pipe that was stdout.

In:  ``run`` (id, entry, params, inputs, outputs, outDir, threads, memoryMb, sentAt, spool), ``cancel`` (id), ``close``.
Out: ``ready``, ``started`` (id, pid), ``log`` (id, stream, lines), ``done`` (id, ok, …).
"""

from __future__ import annotations

import json
import os
from typing import Any

MAX_LINE = 64 * 1024
"""Characters of one log line; the rest of a longer one follows as further lines."""


class Channel:
    """Writes messages whole, whatever their length, to a file descriptor."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.broken = False

    def send(self, message: dict[str, Any]) -> bool:
        """False where nobody is there any more to read it."""
        if self.broken:
            return False
        try:
            self._write(message)
        except OSError:
            self.broken = True
        return not self.broken

    def _write(self, message: dict[str, Any]) -> None:
        data = memoryview(json.dumps(message, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        while data:
            data = data[os.write(self._fd, data) :]


class LineBuffer:
    """Cuts a stream of bytes into lines of text."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """Lines that are complete now. Of a line redrawn with carriage returns only the last state is kept."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > MAX_LINE:
            whole.append(self._rest)
            self._rest = b""
        return [piece for line in whole for piece in _text(line)]

    def flush(self) -> list[str]:
        """What came after the last line break."""
        rest, self._rest = self._rest, b""
        return _text(rest) if rest else []


def _text(line: bytes) -> list[str]:
    text = line.decode("utf-8", "replace").rstrip("\r").rsplit("\r", 1)[-1].replace("\x00", "")
    return [text[at : at + MAX_LINE] for at in range(0, len(text), MAX_LINE)] or [""]
