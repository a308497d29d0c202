"""Keeps the newest frame of a camera: a thread that reads, since a slow reader would fall seconds behind."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

import numpy as np

from oss_app.core.errors import DeviceError
from oss_app.sidecar import own_time
from oss_app.vision.camera import Camera
from oss_app.vision.picture import Picture

FIRST_FRAME_S = 1.9  # a consumer webcam takes up to this long to open (start); R2 allows 2 s
NO_FRAME_S = 1.0
BLACK_MEAN, BLACK_DEVIATION = 6.0, 3.0  # grey levels; a dark bench is noisier than a dead sensor
BLACK_FRAMES = 5  # some webcams begin with a few black frames (start)
FROZEN_FRAMES = 10  # a real sensor never gives the same frame twice
SPARSE = 8  # every so many-th row and column is enough to see that a frame is black, or differs


class CameraTrouble(StrEnum):
    """What is wrong with the camera."""

    NO_FRAMES = "no_frames"
    BLACK = "black"
    FROZEN = "frozen"


class Health:
    """Watches the frames of one camera, also when it is reopened; time is an argument, of a monotonic clock in s.

    ``can_freeze`` is False for a replay, which may show one picture for long.
    """

    def __init__(self, now: float) -> None:
        self.can_freeze = True
        self._due = now + FIRST_FRAME_S
        self._previous: Picture | None = None
        self._same = 0
        self._black = 0

    def saw(self, frame: Picture, now: float) -> None:
        """Note that a frame came."""
        self._due = now + NO_FRAME_S
        self._black = self._black + 1 if _is_black(frame) else 0
        if self.can_freeze:
            self._same = self._same + 1 if self._previous is not None and _are_same(frame, self._previous) else 1
            self._previous = frame

    def lost(self, now: float) -> None:
        """Note that the camera says itself that it is gone."""
        self._due = min(self._due, now)

    def trouble(self, now: float) -> CameraTrouble | None:
        """Return what is wrong now, or None."""
        if now >= self._due:
            return CameraTrouble.NO_FRAMES
        if self._black >= BLACK_FRAMES:
            return CameraTrouble.BLACK
        if self._same >= FROZEN_FRAMES:
            return CameraTrouble.FROZEN
        return None


def _is_black(frame: Picture) -> bool:
    sparse = frame[::SPARSE, ::SPARSE]
    return bool(sparse.mean() < BLACK_MEAN and sparse.std() < BLACK_DEVIATION)


def _are_same(one: Picture, other: Picture) -> bool:
    return np.array_equal(one[::SPARSE, ::SPARSE], other[::SPARSE, ::SPARSE]) and np.array_equal(one, other)


T = TypeVar("T")
log = logging.getLogger(__name__)

RETRY_S = 1.0  # until a camera that is gone is tried again; R2 wants it back within 5 s
REOPEN_S = 2.0  # until a frozen camera is closed and opened again (start)
STUCK_READ_S = 2.0  # a read that takes longer has hung
STUCK_OPEN_S = 8.0  # some drivers need seconds to open (start)
PAUSE_S = 0.05  # between reads that give nothing
CLOSE_S = 1.0


@dataclass(frozen=True)
class Frame:
    """The ``number``-th frame since the camera opened."""

    number: int
    picture: Picture


class FrameGrabber:
    """Opens a camera, reads it without end, reopens it when it is lost. All verbs return at once, or as they say."""

    def __init__(self, open_camera: Callable[[], Camera], check: str = "") -> None:
        self._open = open_camera
        self._check: str | None = check
        self._holds_exposure: bool | None = None
        self._news = threading.Condition()
        self._frame: Frame | None = None
        self._numbers = 0
        self._health = Health(own_time(None))
        self._stop = threading.Event()
        self._overdue: float | None = None
        self._thread = threading.Thread(target=self._run, name="frame_grabber", daemon=True)
        self._thread.start()

    def begin(self, check: str) -> None:
        """Hand out no frame from before this watch, which is for another check."""
        with self._news:
            self._check, self._frame = check, None

    def hold_exposure(self, *, holds: bool) -> None:
        """Have the camera keep its exposure, or choose it again, before its next frame; until it closes."""
        with self._news:
            self._holds_exposure = holds

    def newest(self, after: int, timeout: float) -> Frame | None:
        """Return the newest frame with a higher number than ``after``; waits up to ``timeout`` seconds for it."""
        with self._news:
            self._news.wait_for(lambda: self._frame is not None and self._frame.number > after, timeout)
            return self._frame if self._frame and self._frame.number > after else None

    def trouble(self) -> CameraTrouble | None:
        """Return what is wrong with the camera, or None."""
        with self._news:
            return self._health.trouble(self._now())

    def _now(self) -> float:
        """Return the clock of what reads: a camera that is read late since the computer is busy is not lost."""
        return own_time(self._thread.native_id)

    @property
    def is_stuck(self) -> bool:
        """Whether the camera does not come back from a call: only the end of the process helps."""
        overdue = self._overdue
        return not self._thread.is_alive() or (overdue is not None and self._now() > overdue)

    def close(self) -> bool:
        """Close the camera; False if it did not return within a second."""
        self._stop.set()
        self._thread.join(CLOSE_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        was_lost = False
        while not self._stop.is_set():
            try:
                self._use(self._bounded(self._open, STUCK_OPEN_S))
                was_lost = False
            except DeviceError as error:
                if not was_lost:
                    log.warning("%s", error)
                was_lost = True
                with self._news:
                    self._health.lost(self._now())
            self._stop.wait(RETRY_S)

    def _use(self, camera: Camera) -> None:
        """Read until we stop, or the camera is lost or frozen."""
        with self._news:
            self._health.can_freeze = camera.can_freeze
        last = self._now()
        try:
            while not self._stop.is_set():
                with self._news:
                    check, self._check = self._check, None
                    holds, self._holds_exposure = self._holds_exposure, None
                if check is not None:
                    camera.begin(check)
                if holds is not None:
                    self._bounded(partial(camera.hold_exposure, holds=holds), STUCK_READ_S)
                picture = self._bounded(camera.read, STUCK_READ_S)
                now = self._now()
                if picture is not None:
                    trouble = self._keep(picture, now)
                    last = last if trouble is CameraTrouble.FROZEN else now
                    if now - last > REOPEN_S:
                        return
                elif now - last > NO_FRAME_S:
                    return
                else:
                    self._stop.wait(PAUSE_S)
        finally:
            self._bounded(camera.close, STUCK_READ_S)

    def _keep(self, picture: Picture, now: float) -> CameraTrouble | None:
        with self._news:
            self._health.saw(picture, now)
            if self._check is None:  # else it was read before the watch began
                self._numbers += 1
                self._frame = Frame(self._numbers, picture)
                self._news.notify_all()
            return self._health.trouble(now)

    def _bounded(self, call: Callable[[], T], seconds: float) -> T:
        self._overdue = self._now() + seconds
        try:
            return call()
        finally:
            self._overdue = None
