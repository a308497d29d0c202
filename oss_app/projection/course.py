"""The course of measuring by camera: which slide is shown when, and which frames are kept of each."""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np

from oss_app.core.light import BenchMap, MapFault
from oss_app.projection.calibration import FULL, Shots, calibrate
from oss_app.projection.fault import MapRefusedError
from oss_app.projection.picture import Grey, Numbers, linear

SETTLE_S = 1.0  # for which the picture must not get lighter or darker before the shots begin
STEADY = 0.02  # by which it may in that time
PATIENCE_S = 4.0  # after that the shots are made all the same, and evened by calculation
SLIDE_S = 0.8  # that a slide stands: the slowest camera and projector (0.3 s), and frames after it
DROWNED = 0.03  # of the picture, that is too bright for the camera, from which the slides are made darker
HELPED = 0.8  # of what was too bright, that may be left for the darker slides to be worth it
HOLD_S = 0.5  # that a camera has to hold its exposure in, and a picture to show that it did
JUMPED = 0.25  # of its mean, by which that picture may differ: some cameras forget what they chose
DARKER = 3.0  # times less light, each time
LEAST_LEVEL = 0.1  # of what the projector can give
KEPT = 3  # frames of each slide, the last ones
SILENCE_S = 3.0  # without a frame, after which there is none
STILL = 0.06  # of its mean, by which the frames of a shot may differ


class Slide(StrEnum):
    """What the projector shows."""

    GREY = "grey"
    WHITE = "white"
    BLACK = "black"
    BOARD = "board"


ORDER = (Slide.WHITE, Slide.BOARD, Slide.BLACK)
"""From light to dark: a camera that follows the light by itself opens up after a dark slide, and drowns the next."""


class Settling:
    """Waits until the camera has got used to the light, and makes the light such that it can.

    ``level`` is how bright the slides are to be, in light: 1 for all that the projector can give.
    """

    def __init__(self, now: float) -> None:
        self._began = self._since = now
        self._levels: list[tuple[float, float]] = []
        self._drowned = 0.0
        self.level = 1.0

    def take(self, light: Numbers, now: float) -> bool:
        """One frame of the grey slide; whether the shots may begin."""
        self._levels.append((now, float(light.mean())))
        recent = [level for at, level in self._levels if now - at <= SETTLE_S]
        is_steady = now - self._since >= SETTLE_S and max(recent) - min(recent) <= STEADY * max(recent)
        if not is_steady and now - self._began < PATIENCE_S:
            return False
        drowned = float((light > FULL).mean())
        if is_steady and drowned > DROWNED and self.level > LEAST_LEVEL and now - self._began < PATIENCE_S:
            self.level, self._since, self._levels = self.level / DARKER, now, []
            self._drowned = max(drowned, self._drowned)
            return False
        if drowned > HELPED * self._drowned:  # a glare of the room's own lamps stays whatever is projected
            self.level = 1.0
        return True


class HeldExposure:
    """Has the camera hold its exposure once it has settled, and gives that up where the picture jumps."""

    def __init__(self) -> None:
        self.holds = False
        self._asked: float | None = None
        self._level = 0.0

    @property
    def has_begun(self) -> bool:
        """Whether it has seen the settled slide."""
        return self._asked is not None

    def take(self, light: Numbers, now: float) -> bool:
        """One frame of the settled slide; whether the shots may begin."""
        level = float(light.mean())
        if self._asked is None:
            self.holds, self._asked, self._level = True, now, level
            return False
        if now - self._asked < HOLD_S:
            return False
        if self.holds and abs(level - self._level) > JUMPED * self._level:
            self.holds, self._asked = False, now
            return False
        return True


class Course:
    """Takes frames in with their times (seconds); ``slide`` is to be shown; ``map`` is there at the end."""

    def __init__(self, size: tuple[int, int], area: tuple[float, float], now: float) -> None:
        self._size, self._area = size, area
        self.slide = Slide.GREY
        self._since = self._last = now
        self._settling, self._holding = Settling(now), HeldExposure()
        self._frames: list[tuple[float, Numbers]] = []
        self._before: Numbers | None = None
        self._shots: dict[Slide, Numbers] = {}
        self._delays: list[float] = []
        self.map: BenchMap | None = None

    @property
    def level(self) -> float:
        """How bright the slides are to be, in light."""
        return self._settling.level

    @property
    def holds_exposure(self) -> bool:
        """Whether the camera is to keep its exposure as it is."""
        return self._holding.holds

    def take(self, picture: Grey, now: float) -> None:
        """One frame. Raises MapRefusedError when the course ends without a map."""
        self._last = now
        light = linear(picture)
        if self.slide is Slide.GREY:
            has_settled = self._holding.has_begun or self._settling.take(light, now)
            if has_settled and self._holding.take(light, now):
                self._before = light
                self._show(ORDER[0], now)
            return
        self._frames.append((now, light))
        late = [frame for frame in self._frames if frame[0] - self._since >= SLIDE_S / 2]
        if now - self._since >= SLIDE_S and len(late) >= KEPT:
            self._end_slide(now)

    def was_shown(self, now: float) -> None:
        """Note that the slide is shown only now."""
        self._last = now
        if self.slide is not Slide.GREY:
            self._since = now

    def pass_time(self, now: float) -> None:
        """No frame came. Raises MapRefusedError when that has gone on for too long."""
        if now - self._last > SILENCE_S:
            raise MapRefusedError(MapFault.NO_FRAMES)

    def _show(self, slide: Slide, now: float) -> None:
        self.slide, self._since, self._frames = slide, now, []

    def _end_slide(self, now: float) -> None:
        kept = [light for _, light in self._frames[-KEPT:]]
        shot = np.mean(kept, axis=0)
        self._shots[self.slide] = shot
        if self._before is not None:
            self._measure_delay(self._before, shot)
        self._before = shot
        if self.slide is Slide.BOARD:
            self._is_still(kept)
        if self.slide is not ORDER[-1]:
            self._show(ORDER[ORDER.index(self.slide) + 1], now)
            return
        delay = max(self._delays, default=SLIDE_S / 2)
        white, black = self._shots[Slide.WHITE], self._shots[Slide.BLACK]
        shots = Shots(white, black, self._shots[Slide.BOARD], delay, self.level)
        self.map = calibrate(shots, self._size, self._area)

    def _is_still(self, kept: list[Numbers]) -> None:
        """Nothing moved over the bench while the chessboard stood."""
        small = [cv2.resize(light, (160, 90), interpolation=cv2.INTER_AREA) for light in (kept[0], kept[-1])]
        first, last = (light / max(float(light.mean()), 1e-6) for light in small)
        if float(np.abs(first - last).mean()) > STILL:
            raise MapRefusedError(MapFault.UNSTEADY)

    def _measure_delay(self, before: Numbers, after: Numbers) -> None:
        """When the pixels that changed most were halfway."""
        change = np.abs(after - before)
        mask = change >= max(float(np.percentile(change, 80)), 1e-3)
        if not mask.any():
            return
        low, high = before[mask].mean(), after[mask].mean()
        for at, light in self._frames:
            if abs(light[mask].mean() - low) > abs(high - low) / 2:
                self._delays.append(at - self._since)
                return
