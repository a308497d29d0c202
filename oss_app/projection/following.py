"""Follows the tray during work, frame by frame: when nothing moves and no hand is in view it is looked for once."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.light import FollowedTray, OutlineSeen, TrayPushed
from oss_app.core.region import Point
from oss_app.projection.arm import ArmFinder
from oss_app.projection.calibration import homography
from oss_app.projection.drift import DARK_S
from oss_app.projection.lens import mapped
from oss_app.projection.outline import change_of, find_lines
from oss_app.projection.picture import Grey, Numbers, linear
from oss_app.projection.tray import BenchCut, TrayFinder, box_round

STILL = 2  # frames in a row without a stir
STIRRED = 3.0  # grey levels of a cell of a thumbnail; noise is 1 (start)
PUSHED_MM = 2.0  # a tray that moved less was not: two looks at the same one differ by half of it
AGAIN_S = 1.0  # between two searches for a tray that was not found
KEEP_S = 1.0  # between two looks at how the bench is, while nothing stirs
RESTING_S = 8.0  # no arm rests without a stir for so long: something else lies at the edge by now (start)
NEAR_MM = 25.0  # in which the lit outline is looked for


class TrayFollower:
    """``take`` says what there is new to say about a frame, if anything."""

    def __init__(self, tray: FollowedTray) -> None:
        self._camera, self._view = tray.camera, tray.view
        self._finder, self._bench = TrayFinder(tray.camera, tray.view), _BenchWatch(ArmFinder(tray.view.bench))
        self._onto = np.array(tray.view.onto.rows).reshape(3, 3)
        self._told = np.array(tray.by.rows).reshape(3, 3)
        self._thumbnail: Numbers | None = None
        self._still, self._is_due, self._not_before = 0, True, 0.0
        self._outline = _LitOutline(self._camera.delay_ms / 1000)

    def shine(self, outline: tuple[Point, ...], now: float) -> None:
        """Light this from now on (mm); nothing where it is empty."""
        self._outline.shine(outline, now)

    def take(self, frame: Grey, now: float) -> TrayPushed | OutlineSeen | None:
        """Return the next frame."""
        thumbnail = np.asarray(cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA), np.float32)
        last, self._thumbnail = self._thumbnail, thumbnail
        if last is None or _stirred(last, thumbnail):
            self._still, self._is_due = 0, True
            self._bench.stir()
            return None
        self._still += 1
        if self._still < STILL:
            return None
        if self._is_due:
            return self._look_for(frame, now)
        if self._bench.is_due(now) and self._is_reached(frame, now):
            self._is_due = True
            return None
        pair = self._outline.pair(frame, now)
        return self._miss(*pair) if pair else None

    def _is_reached(self, frame: Grey, now: float) -> bool:
        """Tell whether an arm is in view."""
        if self._bench.keep(frame, now):
            return False
        self._still = 0
        return True

    def _look_for(self, frame: Grey, now: float) -> TrayPushed | None:
        if now < self._not_before:
            return None
        if self._is_reached(frame, now):
            return None
        lit = self._outline.now
        last = homography(np.linalg.inv(self._onto) @ self._told @ self._onto)
        found = self._finder.find(frame, mapped(np.linalg.inv(self._onto), np.asarray(lit)) if lit else (), last)
        if found is None:
            self._not_before = now + AGAIN_S
            return None
        self._is_due = False
        moved = np.array(found.rows).reshape(3, 3)
        by = self._onto @ moved @ np.linalg.inv(self._onto)
        hull = mapped(self._onto, np.asarray(self._view.hull))
        if np.linalg.norm(mapped(by, hull) - mapped(self._told, hull), axis=1).max() < PUSHED_MM:
            return None
        self._told = by
        return TrayPushed(homography(by))

    def _miss(self, lit: Grey, dark: Grey, outline: tuple[Point, ...]) -> OutlineSeen | None:
        """Compare where the outline was seen with where it must be."""
        there = mapped(np.linalg.inv(self._onto), np.asarray(outline))
        cut = BenchCut.of(self._camera, box_round(there, NEAR_MM + 20))
        place = [tuple((float(x), float(y)) for x, y in there)]
        lines = find_lines(change_of(linear(lit), linear(dark), cut), cut, place, NEAR_MM)
        return OutlineSeen(round(float(np.hypot(*lines.shift)), 1)) if lines else None


class _BenchWatch:
    """Keeps how the bench is while nothing stirs, to tell an arm from."""

    def __init__(self, arms: ArmFinder) -> None:
        self._arms = arms
        self._kept_at = -KEEP_S
        self._reaches_since: float | None = None

    def stir(self) -> None:
        """Something moved."""
        self._reaches_since = None

    def is_due(self, now: float) -> bool:
        """Tell whether to look at the bench again."""
        return now - self._kept_at >= KEEP_S or not self._arms.knows_now

    def keep(self, frame: Grey, now: float) -> bool:
        """Take the bench as it is now; False where an arm reaches in, also one that came without a stir."""
        if not self._arms.reaches(frame):
            self._reaches_since, self._kept_at = None, now
            self._arms.keep(frame)
            return True
        self._reaches_since = now if self._reaches_since is None else self._reaches_since
        if now - self._reaches_since > RESTING_S:
            self._arms.forget()
        return False


class _LitOutline:
    """Keeps the last still frame with the light on, until one in the dark follows it without a stir between."""

    def __init__(self, delay_s: float) -> None:
        self._settle_s = delay_s + DARK_S
        self._outline: tuple[Point, ...] = ()
        self._since = 0.0
        self._lit: tuple[Grey, tuple[Point, ...]] | None = None

    @property
    def now(self) -> tuple[Point, ...]:
        """What is lit, or was lit last: light goes later than it is told to."""
        return self._outline or (self._lit[1] if self._lit else ())

    def shine(self, outline: tuple[Point, ...], now: float) -> None:
        if outline and outline != self._outline:
            self._lit = None
        self._outline, self._since = outline, now

    def pair(self, frame: Grey, now: float) -> tuple[Grey, Grey, tuple[Point, ...]] | None:
        if now - self._since < self._settle_s:
            return None
        if self._outline:
            self._lit = frame, self._outline
            return None
        lit, self._lit = self._lit, None
        return (lit[0], frame, lit[1]) if lit else None


def _stirred(before: Numbers, now: Numbers) -> bool:
    """Tell whether anything moved between two thumbnails.

    A change of all the light by the same share is no movement.
    """
    share = float(np.median((now + 1) / (before + 1)))
    return bool(np.percentile(np.abs(now - share * before), 98) >= STIRRED)
