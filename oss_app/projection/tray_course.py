"""The course of looking at a tray whose places were shown: in the dark, then with the light round them."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.light import BenchMap, TrayView
from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.projection.arm import small_picture
from oss_app.projection.calibration import FULL
from oss_app.projection.outline import REACH_MM, change_of, find_lines
from oss_app.projection.picture import Grey, Numbers, encoded_picture, linear
from oss_app.projection.tray import MARGIN_MM, BenchCut, box_round

SETTLE_S = 0.8  # beyond the delay, until the camera has got used to it
KEPT = 3  # frames
SILENCE_S = 3.0
STILL = 0.05  # of its mean, by which the frames of a shot may differ


class TrayCourse:
    """Takes frames in with their times (seconds). ``is_over`` at the end; ``view`` is None where nothing was seen."""

    def __init__(self, bench_map: BenchMap, places: tuple[tuple[Point, ...], ...], now: float) -> None:
        assert bench_map.camera is not None
        self._camera, self._places = bench_map.camera, places
        self._wait = bench_map.camera.delay_ms / 1000 + SETTLE_S
        self._since = self._last = now
        self._shots: list[list[Grey]] = [[], []]
        self.shows_places = False
        self.is_over = self.is_too_bright = False
        self.view: TrayView | None = None

    def was_shown(self, now: float) -> None:
        """Note that the light is there only now."""
        self._since = self._last = now

    def take(self, picture: Grey, now: float) -> None:
        """One frame."""
        self._last = now
        if now - self._since < self._wait:
            return
        shot = self._shots[self.shows_places]
        shot.append(picture)
        if len(shot) < KEPT:
            return
        if not self.shows_places:
            self.shows_places, self._since = True, now
            return
        self.is_over = True
        if all(_is_still(frames) for frames in self._shots):
            self.view = self._seen()

    def pass_time(self, now: float) -> None:
        """No frame came; after a while there is none."""
        if now - self._last > SILENCE_S:
            self.is_over = True

    def _seen(self) -> TrayView | None:
        dark = np.asarray(np.mean(self._shots[False], axis=0), np.uint8)
        before, after = (np.mean([linear(frame) for frame in frames], axis=0) for frames in self._shots)
        points = np.concatenate([np.asarray(place) for place in self._places])
        wide = BenchCut.of(self._camera, box_round(points, REACH_MM + 40))
        lines = find_lines(change_of(after, before, wide), wide, self._places, any_size=True)
        if lines is None:
            within = cv2.fillPoly(np.zeros(wide.pixels.shape[:2], np.uint8), [_hull(wide.inside(points))], 1) > 0
            self.is_too_bright = float(np.median(wide.of_frame(np.asarray(before, np.float32))[within])) > FULL
            return None
        seen = points * lines.size + lines.shift
        hull = cv2.convexHull(np.asarray(seen, np.float32)).reshape(-1, 2)
        cut = BenchCut.of(self._camera, box_round(hull, MARGIN_MM))
        s, (x, y) = 1 / lines.size, lines.shift
        return TrayView(
            hull=tuple((round(float(u), 2), round(float(v), 2)) for u, v in hull),
            onto=Homography(rows=(s, 0, -s * x, 0, s, -s * y, 0, 0, 1)),
            picture=encoded_picture(np.asarray(cut.of_frame(dark), np.uint8)),
            bench=small_picture(dark),
        )


def _hull(points: Numbers) -> Numbers:
    return np.round(cv2.convexHull(np.asarray(points, np.float32))).astype(np.int32)


def _is_still(frames: list[Grey]) -> bool:
    """Nothing moved over the bench meanwhile."""
    small: list[Numbers] = [
        np.asarray(cv2.resize(frame, (160, 90), interpolation=cv2.INTER_AREA), np.float32) for frame in frames
    ]
    return float(np.abs(small[0] - small[-1]).mean()) <= STILL * float(small[0].mean())
