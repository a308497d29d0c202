"""Where something is in a picture: an outline in 0...1 of the picture, x to the right, y down."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

Point = tuple[float, float]


def _valid(points: tuple[Point, ...]) -> tuple[Point, ...]:
    if not 3 <= len(points) <= 200:
        raise ValueError("an outline has 3 to 200 points")
    if any(not (0 <= x <= 1 and 0 <= y <= 1) for x, y in points):
        raise ValueError("an outline lies within 0 and 1")
    return points


Outline = Annotated[tuple[Point, ...], AfterValidator(_valid)]
"""A closed polygon; four axis-aligned points are drawn as a rounded rectangle."""


def bounds(outline: tuple[Point, ...]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of an outline, in 0...1 of the picture."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    return min(xs), min(ys), max(xs), max(ys)


def rectangle(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """Return the outline of a rectangle: top left, top right, bottom right, bottom left."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


def is_rectangle(outline: tuple[Point, ...]) -> bool:
    """Tell whether an outline is an axis-aligned rectangle."""
    return len(outline) == 4 and set(outline) == set(rectangle(*bounds(outline)))
