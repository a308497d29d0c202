"""How a photo stands in its area: whole, cut a little to fill it, or cut to the place; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.ui.kit.boxes import Box, edges

Window = tuple[float, float, float, float]
"""Left, top, right, bottom in 0...1 of the photo."""

WHOLE: Window = (0.0, 0.0, 1.0, 1.0)
MIDDLE: Window = (0.5, 0.5, 0.5, 0.5)
"""What must stay in sight of a photo without a place that is cut to fill its area."""
ZOOM = 1.75
FILL_CUT, PORTRAIT_CUT = 0.1, 1 / 3
"""How much of a photo may be cut away to fill its area: more in portrait around a place, and never the place."""


@dataclass(frozen=True)
class Framing:
    """``window`` is the part of the photo that is shown, ``target`` where it stands in the area."""

    window: Window
    target: Box

    def seen_at(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the photo (0...1), in pixels of the area."""
        left, top, right, bottom = self.window
        return (
            self.target.x + (x - left) / (right - left) * self.target.w,
            self.target.y + (y - top) / (bottom - top) * self.target.h,
        )


def framed(
    photo: tuple[int, int], area: tuple[int, int], place: Window | None, cut: float, zoomed: bool = False
) -> Framing:
    """Frame a photo of ``photo`` pixels in ``area`` pixels; ``place`` is what must stay in sight, in 0...1."""
    ratio, wanted = photo[0] / photo[1], area[0] / area[1]
    near = _near(ratio, wanted, place) if zoomed and place else None
    if near:
        return Framing(near, Box(0, 0, *area))
    width, height = min(1.0, wanted / ratio), min(1.0, ratio / wanted)
    lost = 1 - min(width, height)
    if lost <= (cut if place else min(cut, FILL_CUT)):
        around = ((place[0] + place[2]) / 2, (place[1] + place[3]) / 2) if place and lost > FILL_CUT else (0.5, 0.5)
        window = _window(*around, width, height)
        if place is None or _holds(window, place):
            return Framing(window, Box(0, 0, *area))
    w, h = (area[0], area[0] / ratio) if ratio > wanted else (area[1] * ratio, area[1])
    x, y = (area[0] - w) / 2, (area[1] - h) / 2
    return Framing(WHOLE, edges(x, y, x + w, y + h))


def _near(ratio: float, wanted: float, place: Window) -> Window | None:
    """Return the photo cut to the place by ``ZOOM``, less where the place asks for it.

    None where the place is too large.
    """
    width, height = min(1.0, wanted / ratio) / ZOOM, min(1.0, ratio / wanted) / ZOOM
    grow = max(1.0, (place[2] - place[0]) * 1.1 / width, (place[3] - place[1]) * 1.1 / height)
    grow = min(grow, 1 / width, 1 / height)
    window = _window((place[0] + place[2]) / 2, (place[1] + place[3]) / 2, width * grow, height * grow)
    return window if _holds(window, place) else None


def _window(x: float, y: float, width: float, height: float) -> Window:
    left, top = min(max(x - width / 2, 0.0), 1 - width), min(max(y - height / 2, 0.0), 1 - height)
    return left, top, left + width, top + height


def _holds(window: Window, place: Window) -> bool:
    left, top, right, bottom = window
    return left <= place[0] and top <= place[1] and right >= place[2] and bottom >= place[3]
