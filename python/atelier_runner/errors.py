"""Failures that a person who drew the pipeline can mend."""

from __future__ import annotations


class UserError(Exception):
    """Ends the step as ``user_error`` with this message, word for word."""


def quoted(names: list[str], most: int = 8) -> str:
    """Column names as a sentence shows them: “a”, “b” and 3 more."""
    shown = ", ".join(f"“{name}”" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
