"""The course of the drift check: a dark bench, the dots for a moment, and the best frame of them."""

from __future__ import annotations

import numpy as np

from oss_app.core.light import DOT_SPOTS, BenchMap
from oss_app.core.region import Point
from oss_app.projection.drift import find_dots
from oss_app.projection.messages import DOTS_S
from oss_app.projection.picture import Grey, Numbers, linear

DARK_FRAMES = 2
SPARE_S = 0.35  # after the dots must have been seen, for a slow camera
SILENCE_S = 2.0
DARK_S = 0.25  # beyond the delay, until what was lit before has faded


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
        if _count(seen) > _count(self._best):
            self._best = seen
        if _count(self._best) == len(DOT_SPOTS) or now - self._since > DOTS_S + self._delay + SPARE_S:
            self.dots = self._best

    def pass_time(self, now: float) -> None:
        """No frame came; after a while the dots count as not seen."""
        if now - self._last > SILENCE_S:
            self.dots = self._best


def _count(dots: tuple[Point | None, ...]) -> int:
    return sum(dot is not None for dot in dots)
