"""A rectangle in whole pixels, without Qt."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """Left, top, width and height in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    def inside(self, other: Box) -> bool:
        """Tell whether this box lies wholly in ``other``."""
        return self.x >= other.x and self.y >= other.y and self.right <= other.right and self.bottom <= other.bottom

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share any pixel."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def over(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def mirrored(self, width: int) -> Box:
        """Return the box as a mirror at the middle of ``width`` shows it."""
        return self._replace(x=width - self.right)


def edges(left: float, top: float, right: float, bottom: float) -> Box:
    """Return a box from its edges, each put on a whole pixel, so that boxes that touch still touch."""
    x, y = round(left), round(top)
    return Box(x, y, round(right) - x, round(bottom) - y)
