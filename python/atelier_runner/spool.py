"""What a step leaves for whoever comes next when the agent that started it is gone.

A folder: ``log.jsonl``, and ``result.json`` at the end, written whole or not at all. Whoever goes on with the step
touches ``adopted`` from time to time.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from typing import Any

HELD_AFTER = 0.25
"""Seconds; a step that ends sooner is not worth holding: it is done again."""
ORPHAN = 120.0
"""Seconds after which a step that nobody has asked for ends."""
KEPT_LINES = 4000


class Spool:
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.since = time.monotonic()
        self._count = 0
        self._last: deque[dict[str, Any]] = deque(maxlen=KEPT_LINES)

    def lines(self, stream: str, lines: list[str], told: bool) -> None:
        """Keeps the last lines in memory while the agent is told of them: it may not have passed them on."""
        for line in lines:
            self._last.append({"n": self._count, "text": line, "stream": stream})
            self._count += 1
        if not told:
            self.flush()

    def flush(self) -> None:
        if not self._last:
            return
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        with open(os.path.join(self.folder, "log.jsonl"), "a", encoding="utf-8", errors="backslashreplace") as file:
            for line in self._last:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._last.clear()

    def result(self, outcome: dict[str, Any]) -> None:
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        path = os.path.join(self.folder, "result.json")
        with open(f"{path}.new", "w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(outcome, file, ensure_ascii=False)
        os.rename(f"{path}.new", path)

    @property
    def is_long(self) -> bool:
        return time.monotonic() - self.since > HELD_AFTER

    def is_forgotten(self, orphaned_at: float) -> bool:
        """True where nobody has asked for it for two minutes. ``orphaned_at`` is Unix time."""
        try:
            adopted = os.stat(os.path.join(self.folder, "adopted")).st_mtime
        except OSError:
            adopted = 0.0
        return time.time() - max(orphaned_at, adopted) > ORPHAN
