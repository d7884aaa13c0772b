"""Outlines as closed rings without a repeated last point, of which an odd number around a place means inside: drawn as pixels, found
again in pixels, and compared. Rings are float arrays (points, 2), x before y."""

from __future__ import annotations

import numpy as np
from contourpy import FillType, contour_generator
from PIL import Image, ImageDraw

from .overlap import overlaps

Rings = list[np.ndarray]


def bounds(rings: Rings) -> np.ndarray:
    """Left, top, right, bottom."""
    points = np.concatenate(rings)
    return np.concatenate([points.min(0), points.max(0)])


def drawn(rings: Rings, box: np.ndarray, across: int, down: int) -> np.ndarray:
    """Which of ``down`` by ``across`` cells that cover a box lie inside: (down, across) bool, by their middles."""
    scale = np.array([across, down]) / np.maximum(box[2:] - box[:2], 1e-9)
    inside = np.zeros((down, across), bool)
    for ring in rings:
        image = Image.new("1", (across, down))
        # Pillow counts from the middle of a pixel.
        ImageDraw.Draw(image).polygon([tuple(point) for point in ((ring - box[:2]) * scale - 0.5)], fill=1)
        inside ^= np.asarray(image)
    return inside


def contour(chance: np.ndarray, box: np.ndarray, tolerance: float) -> Rings | None:
    """The largest area of a grid of chances over a box (its cells' middles) where they are above a half, with its holes; points that
    change it by less than ``tolerance`` are left out. None where there is none."""
    down, across = chance.shape
    edged = np.pad(chance, 1)
    generator = contour_generator(z=edged, fill_type=FillType.OuterOffset)
    found = [np.split(points, offsets[1:-1]) for points, offsets in zip(*generator.filled(0.5, np.inf), strict=True)]
    if not found:
        return None
    size = (box[2:] - box[:2]) / [across, down]
    areas = [[(ring - 0.5) * size + box[:2] for ring in rings] for rings in found]
    largest = max(areas, key=lambda rings: area(rings[0]))
    # A hole as small as the tolerance is noise.
    kept = [largest[0], *(ring for ring in largest[1:] if area(ring) > (4 * tolerance) ** 2)]
    rings = [simplified(ring[:-1], tolerance) for ring in kept]
    return rings if area(rings[0]) > 0 else None


def area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2)


def simplified(ring: np.ndarray, tolerance: float) -> np.ndarray:
    """Fewer points, the others no further off than ``tolerance`` (Douglas and Peucker 1973); three at least."""
    if len(ring) <= 3:
        return ring
    far = int(((ring - ring[0]) ** 2).sum(1).argmax())
    closed = np.vstack([ring, ring[:1]])
    kept = {0, far, len(ring)}
    parts = [(0, far), (far, len(ring))]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        away = _distance(closed[first + 1 : last], closed[first], closed[last])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            at = first + 1 + worst
            kept.add(at)
            parts += [(first, at), (at, last)]
    fewer = ring[sorted(kept - {len(ring)})]
    return fewer if len(fewer) >= 3 else ring


def _distance(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """From each point to the segment."""
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    return np.linalg.norm(points - start - share[:, None] * along, axis=1)


def shared_areas(first: list[Rings], second: list[Rings]) -> np.ndarray:
    """Intersection over union of each with each, counted in pixels: (first, second)."""
    shared = np.zeros((len(first), len(second)))
    if not first or not second:
        return shared
    one, other = ([_pixels(rings) for rings in side] for side in (first, second))
    boxes = [np.array([box for box, _ in side], float) for side in (one, other)]
    for left, right in np.argwhere(overlaps(*boxes) > 0):
        (a, first_inside), (b, second_inside) = one[left], other[right]
        low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:], b[2:])
        both = (first_inside[_cut(a, low, high)] & second_inside[_cut(b, low, high)]).sum()
        shared[left, right] = both / max(1, first_inside.sum() + second_inside.sum() - both)
    return shared


def _pixels(rings: Rings) -> tuple[np.ndarray, np.ndarray]:
    """The whole pixels around it, and which of them lie inside."""
    box = bounds(rings)
    whole = np.concatenate([np.floor(box[:2]), np.maximum(np.ceil(box[2:]), np.floor(box[:2]) + 1)]).astype(int)
    return whole, drawn(rings, whole, *(whole[2:] - whole[:2]))


def _cut(box: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[slice, slice]:
    (left, top), (right, bottom) = low - box[:2], high - box[:2]
    return slice(top, bottom), slice(left, right)
