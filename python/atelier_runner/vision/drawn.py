"""What people have drawn, as tables tell it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ..errors import UserError
from .rings import Rings, bounds

SIDES = ("x", "y", "width", "height")
OUTLINE = "outline"


@dataclass
class Drawn:
    """A thing in an image: its label from 1 on; left, top, width and height in pixels of the image; and its outline where one was drawn."""

    label: int
    box: tuple[float, ...]
    outline: Rings | None


def image_names(table: pa.Table, image: str) -> list[str]:
    if image not in table.column_names:
        raise UserError(f"The images have no column “{image}” with their names.")
    return [str(value) for value in table.column(image).to_pylist()]


def drawn_things(given: pa.Table, image: str, label: str) -> tuple[dict[str, list[Drawn]], list[str]]:
    """By image what is in it; a row without a label says that there is nothing."""
    missing = [name for name in (image, label, *SIDES) if name not in given.column_names]
    if missing:
        raise UserError(f"The boxes have no column “{missing[0]}”. There must be one row a box: “{image}”, “{label}”, “x”, “y”, “width” and “height”, in pixels from the top left.")
    rows = list(zip(*(given.column(name).to_pylist() for name in (image, label, *SIDES)), strict=True))
    outlines = given.column(OUTLINE).to_pylist() if OUTLINE in given.column_names else [None] * len(rows)
    classes = sorted({str(row[1]) for row in rows if row[1] not in (None, "")})
    if not classes:
        raise UserError("No box has a label.")
    code = {name: number for number, name in enumerate(classes, 1)}
    drawn: dict[str, list[Drawn]] = {}
    for (name, kind, *sides), text in zip(rows, outlines, strict=True):
        own = drawn.setdefault(str(name), [])
        if kind in (None, ""):
            continue
        rings = _rings(text, f"of “{kind}” in “{name}”")
        if rings is not None:
            left, top, right, bottom = bounds(rings)
            sides = [left, top, right - left, bottom - top]
        if any(side is None for side in sides) or sides[2] <= 0 or sides[3] <= 0:
            raise UserError(f"A box of “{kind}” in “{name}” has no size. Give each box a width and a height above 0.")
        own.append(Drawn(code[str(kind)], tuple(float(side) for side in sides), rings))
    return drawn, classes


def _rings(text: str | None, what: str) -> Rings | None:
    """From JSON: closed rings of x and y in pixels, the outline and its holes."""
    if text in (None, ""):
        return None
    try:
        rings = [np.array(ring, float) for ring in json.loads(text)]
    except (ValueError, TypeError) as error:
        raise UserError(f"The outline {what} cannot be read. Write it as JSON, a list of rings: [[[x, y], [x, y], [x, y]]].") from error
    if not rings or any(ring.ndim != 2 or ring.shape[1] != 2 or len(ring) < 3 or not np.isfinite(ring).all() for ring in rings):
        raise UserError(f"The outline {what} has no area. Give each ring three points of x and y at least, in pixels from the top left.")
    return rings


def frame_sizes(table: pa.Table) -> list[tuple[float, float] | None]:
    """The size in whose pixels boxes are given, where the pictures may be smaller than the images; None for that of the picture."""
    if "width" not in table.column_names or "height" not in table.column_names:
        return [None] * table.num_rows
    return [None if not wide or not high else (float(wide), float(high)) for wide, high in zip(table.column("width").to_pylist(), table.column("height").to_pylist(), strict=True)]
