"""The marked place on the photo as a hand moves it: its grips, what a drag does to it, what a key does; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from oss_app.core.region import Outline, bounds, is_rectangle, rectangle

LEAST = 0.02
"""A place is at least this wide and high, in 0...1 of the photo."""
NUDGE, BIG_NUDGE = 0.005, 0.03
MOST_CORNERS = 24
_SIDES = ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))

XY = tuple[float, float]


def grips(outline: Outline) -> list[XY]:
    """Tell where the grips are: 8 around a rectangle, one on each point of another shape."""
    if not is_rectangle(outline):
        return list(outline)
    left, top, right, bottom = bounds(outline)
    return [(left + x * (right - left), top + y * (bottom - top)) for x, y in _SIDES]


def drawn(start: XY, end: XY) -> Outline | None:
    """Return the rectangle between two corners; None while it is too small to be one."""
    (x0, y0), (x1, y1) = _kept(start), _kept(end)
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return rectangle(left, top, right, bottom) if right - left >= LEAST and bottom - top >= LEAST else None


def moved(outline: Outline, dx: float, dy: float) -> Outline:
    """Return the place moved, as far as the photo goes."""
    left, top, right, bottom = bounds(outline)
    dx = min(max(dx, -left), 1 - right)
    dy = min(max(dy, -top), 1 - bottom)
    return tuple((min(max(x + dx, 0.0), 1.0), min(max(y + dy, 0.0), 1.0)) for x, y in outline)


def pulled(outline: Outline, grip: int, to: XY) -> Outline:
    """Return the place with one grip pulled to a point."""
    x, y = _kept(to)
    if not is_rectangle(outline):
        points = list(outline)
        points[grip] = (x, y)
        return tuple(points)
    left, top, right, bottom = bounds(outline)
    side_x, side_y = _SIDES[grip]
    if side_x == 0:
        left = min(x, right - LEAST)
    elif side_x == 1:
        right = max(x, left + LEAST)
    if side_y == 0:
        top = min(y, bottom - LEAST)
    elif side_y == 1:
        bottom = max(y, top + LEAST)
    return rectangle(left, top, right, bottom)


def grown(outline: Outline, dx: float, dy: float) -> Outline:
    """Return the place with its lower right corner moved: what Shift and an arrow do."""
    left, top, right, bottom = bounds(outline)
    if is_rectangle(outline):
        return pulled(outline, 4, (right + dx, bottom + dy))
    across = max(LEAST, min(1 - left, right - left + dx)) / (right - left)
    down = max(LEAST, min(1 - top, bottom - top + dy)) / (bottom - top)
    return tuple((left + (x - left) * across, top + (y - top) * down) for x, y in outline)


def holds(outline: Outline, point: XY) -> bool:
    """Tell whether a point lies within the place."""
    inside, (x, y) = False, point
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def around(path: Sequence[XY]) -> Outline | None:
    """Return the place that was drawn around freely: a few corners instead of each movement.

    None where it is too small.
    """
    points = [_kept(point) for point in path]
    for near in (0.006, 0.012, 0.024, 0.048):  # so far the line may be from where the hand was
        kept = _corners(points, near)
        if len(kept) <= MOST_CORNERS:
            break
    if len(kept) < 3:
        return None
    left, top, right, bottom = bounds(tuple(kept))
    return tuple(kept) if right - left >= LEAST and bottom - top >= LEAST else None


def _corners(points: Sequence[XY], near: float) -> list[XY]:
    """Return the corners of a line. Source: Ramer 1972, Douglas and Peucker 1973."""
    if len(points) < 3:
        return list(points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = hypot(x1 - x0, y1 - y0)

    def off(point: XY) -> float:
        if length < 1e-9:
            return hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / length

    far = max(range(1, len(points) - 1), key=lambda n: off(points[n]))
    if off(points[far]) <= near:
        return [points[0], points[-1]]
    return [*_corners(points[: far + 1], near)[:-1], *_corners(points[far:], near)]


def rounded(outline: Outline) -> Outline:
    """Return the place as it is kept in a file: a photo has no finer places."""
    return tuple((round(x, 4), round(y, 4)) for x, y in outline)


def _kept(point: XY) -> XY:
    return min(max(point[0], 0.0), 1.0), min(max(point[1], 0.0), 1.0)


@dataclass(frozen=True)
class Drag:
    """What a hand holds: a new rectangle from ``start``, the whole place, or one of its grips."""

    start: XY
    before: Outline | None = None
    grip: int = -1

    def at(self, point: XY) -> Outline | None:
        """Return the place with the hand at ``point``."""
        if self.before is None:
            return drawn(self.start, point)
        if self.grip >= 0:
            return pulled(self.before, self.grip, point)
        return moved(self.before, point[0] - self.start[0], point[1] - self.start[1])
