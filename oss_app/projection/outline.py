"""Where the outlines of light are seen: two frames, lit and dark, and the lines that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.core.light import GAP_MM, LINE_MM
from oss_app.core.region import Point
from oss_app.projection.picture import Numbers
from oss_app.projection.tray import BenchCut

LEAST_LIKENESS = 0.4  # correlation, from which lines count as seen
REACH_MM = 60.0  # from where they are asked for, in which they are looked for
SIZES = np.arange(0.90, 1.161, 0.01)
"""As how large they may appear: what stands high is nearer to the camera than to the lamp, or the other way round."""
FINE = np.arange(-0.01, 0.0101, 0.0025)
DARKEST = 0.01  # of full scale: below it the bench's own brightness is noise


@dataclass(frozen=True)
class LinesSeen:
    """The lines are seen at ``size`` times where they were asked for, plus ``shift`` (mm)."""

    size: float
    shift: Point
    likeness: float


def change_of(lit: Numbers, dark: Numbers, cut: BenchCut) -> Numbers:
    """Tell how much brighter the light made each millimetre, in parts of what it was; frames as light (0…1)."""
    gain = float(np.median(dark) / max(float(np.median(lit)), 1e-6))
    before, after = cut.of_frame(dark), cut.of_frame(np.asarray(lit * gain, np.float32))
    change = np.clip((after - before) / np.maximum(before, DARKEST), 0, 3)
    return np.asarray(cv2.GaussianBlur(change, (0, 0), 1.0), np.float32)


def find_lines(change: Numbers, cut: BenchCut, outlines: Sequence[Sequence[Point]], reach: float = REACH_MM,
               *, any_size: bool = False) -> LinesSeen | None:  # fmt: skip
    """Tell where the lines round these outlines (mm) are seen; None where they are not."""
    found = _at_size(change, cut, outlines, 1.0, reach)
    if any_size:
        tried = [_at_size(change, cut, outlines, float(size), reach) for size in SIZES]
        best = max((seen for seen in tried if seen), key=lambda seen: seen.likeness, default=None)
        if best is None:
            return None
        near = [_at_size(change, cut, outlines, best.size + float(step), reach) for step in FINE]
        found = max((seen for seen in near if seen), key=lambda seen: seen.likeness, default=None)
    return found if found and found.likeness >= LEAST_LIKENESS else None


def _at_size(
    change: Numbers, cut: BenchCut, outlines: Sequence[Sequence[Point]], size: float, reach: float
) -> LinesSeen | None:
    grown = [np.asarray(outline, np.float64) * size for outline in outlines]
    rim = LINE_MM + GAP_MM + 3
    points = cut.inside(np.concatenate(grown))
    low, high = np.floor(points.min(0) - rim).astype(int), np.ceil(points.max(0) + rim).astype(int)
    lines = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
    for outline in grown:
        place = np.zeros_like(lines)
        cv2.fillPoly(place, [np.round((cut.inside(outline) - low) * 16).astype(np.int32)], 255, cv2.LINE_8, 4)
        outer, inner = cv2.dilate(place, _disc(LINE_MM + GAP_MM)), cv2.dilate(place, _disc(GAP_MM))
        lines = cv2.bitwise_or(lines, cv2.subtract(outer, inner))
    template = cv2.GaussianBlur(np.asarray(lines, np.float32) / 255, (0, 0), 1.5)
    left, top = np.maximum(low - int(reach), 0)
    right, bottom = np.minimum(high + int(reach), change.shape[::-1])
    around = change[top:bottom, left:right]
    if around.shape[0] < template.shape[0] or around.shape[1] < template.shape[1]:
        return None
    likeness = cv2.matchTemplate(np.ascontiguousarray(around), template, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    across, down = _peak(likeness, x, y)
    return LinesSeen(size, (float(left + x + across - low[0]), float(top + y + down - low[1])), float(best))


def _disc(radius: float) -> Numbers:
    side = 2 * round(radius) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))


def _peak(likeness: Numbers, x: int, y: int) -> Point:
    """Tell how far beside a pixel the top of the hill lies, across and down."""

    def beside(low: float, middle: float, high: float) -> float:
        bend = low - 2 * middle + high
        return 0.0 if abs(bend) < 1e-9 else float(np.clip((low - high) / (2 * bend), -0.5, 0.5))

    height, width = likeness.shape
    across = beside(likeness[y, x - 1], likeness[y, x], likeness[y, x + 1]) if 0 < x < width - 1 else 0.0
    down = beside(likeness[y - 1, x], likeness[y, x], likeness[y + 1, x]) if 0 < y < height - 1 else 0.0
    return across, down
