"""Whether the light still falls where it was measured: five dots, shown for a moment and looked for in the frame."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.light import DOT_MM, DOT_SPOTS, BenchMap, CameraSide, dots
from oss_app.core.region import Point
from oss_app.projection.lens import Lens, mapped
from oss_app.projection.messages import DOTS_S
from oss_app.projection.picture import Grey, Numbers, linear

SEARCH_MM = 45.0
WEAK = 0.35  # of the dot that is neither among the brightest nor the dimmest: a spot that brightens less is none
ROUND = 0.55  # of a dot's disc must brighten: half of one lies on an edge, or under a hand
DARK_FRAMES = 2
SPARE_S = 0.35  # after the dots must have been seen, for a slow camera
DOTS_SILENCE_S = 2.0
DARK_S = 0.25  # beyond the delay, until what was lit before has faded


def find_dots(before: Numbers, after: Numbers, bench_map: BenchMap) -> tuple[Point | None, ...]:
    """Tell where each dot is seen (mm), or None.

    ``before`` and ``after`` are frames as light, without and with them.
    """
    camera = bench_map.camera
    assert camera is not None
    lens, to_bench = lens_of(camera), np.array(camera.to_bench.rows).reshape(3, 3)
    back = np.linalg.inv(to_bench)
    gain = float(np.median(before) / max(float(np.median(after)), 1e-6))
    change = cv2.GaussianBlur(np.asarray(after * gain - before, np.float32), (0, 0), 1.2)
    found = [_find(change, spot, lens, back, to_bench) for spot in dots(bench_map.area)]
    # not the brightest of all: on gloss one dot may be the mirror image of the lamp itself
    usual = float(np.median([f[0] for f in found if f] or [0.0]))
    return tuple(f[1] if f and f[0] >= WEAK * usual else None for f in found)


def lens_of(camera: CameraSide) -> Lens:
    """Return the lens as it was kept."""
    return Lens(size=camera.frame, k1=camera.lens[0], k2=camera.lens[1])


def _find(change: Numbers, spot: Point, lens: Lens, back: Numbers, to_bench: Numbers) -> tuple[float, Point] | None:
    """Tell how strongly a dot brightened, and its middle (mm), nearest to where it should be."""
    around = np.array([spot, (spot[0] + SEARCH_MM, spot[1]), (spot[0], spot[1] + SEARCH_MM)])
    pixels = lens.bent(mapped(back, around))
    reach = int(np.ceil(np.linalg.norm(pixels[1:] - pixels[0], axis=1).max()))
    x, y = np.round(pixels[0]).astype(int)
    height, width = change.shape
    left, top, right, bottom = max(0, x - reach), max(0, y - reach), min(width, x + reach), min(height, y + reach)
    if right - left < reach or bottom - top < reach:
        return None
    part = change[top:bottom, left:right]
    noise = 1.5 * float(np.median(np.abs(part))) + 1e-4
    peak = float(np.percentile(part, 99.5))
    if peak < 6 * noise:
        return None
    bright = (part > peak / 2).astype(np.uint8)
    count, _, sizes, middles = cv2.connectedComponentsWithStats(bright)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(sizes[1:, cv2.CC_STAT_AREA]))
    across, down = (pixels[1:] - pixels[0]) / SEARCH_MM
    seen_from_here = abs(float(across[0] * down[1] - across[1] * down[0]))  # square pixels of a square millimetre
    if sizes[largest, cv2.CC_STAT_AREA] < ROUND * np.pi * DOT_MM**2 * seen_from_here:
        return None
    at = lens.straight(np.array([middles[largest] + (left, top)]))
    (mx, my) = mapped(to_bench, at)[0]
    return peak, (round(float(mx), 2), round(float(my), 2))


class DotsCourse:
    """Takes frames in with their times (seconds). ``shows_dots`` while they are to be shown; then ``dots`` is there."""

    def __init__(self, bench_map: BenchMap, now: float) -> None:
        assert bench_map.camera is not None
        self._map = bench_map
        self._delay = bench_map.camera.delay_ms / 1000
        self._began = self._last = now
        self._since: float | None = None
        self._dark: list[Numbers] = []
        self._best: tuple[Point | None, ...] = (None,) * len(DOT_SPOTS)
        self.dots: tuple[Point | None, ...] | None = None

    @property
    def shows_dots(self) -> bool:
        return self._since is not None and self.dots is None

    def was_shown(self, now: float) -> None:
        """Note that the dark, or the dots, are there only now."""
        self._last = now
        if self._since is None:
            self._began = now
        else:
            self._since = now

    def take(self, picture: Grey, now: float) -> None:
        """One frame."""
        self._last = now
        light = linear(picture)
        if self._since is None:
            if now - self._began >= self._delay + DARK_S:
                self._dark.append(light)
            if len(self._dark) >= DARK_FRAMES:
                self._since = now
            return
        seen = find_dots(np.mean(self._dark, axis=0), light, self._map)
        if _seen_in(seen) > _seen_in(self._best):
            self._best = seen
        if _seen_in(self._best) == len(DOT_SPOTS) or now - self._since > DOTS_S + self._delay + SPARE_S:
            self.dots = self._best

    def pass_time(self, now: float) -> None:
        """No frame came; after a while the dots count as not seen."""
        if now - self._last > DOTS_SILENCE_S:
            self.dots = self._best


def _seen_in(dots: tuple[Point | None, ...]) -> int:
    return sum(dot is not None for dot in dots)
