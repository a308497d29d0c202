"""Holding a camera's exposure: while a projector's light is measured, white must not make the bench darker."""

from __future__ import annotations

import logging
import sys
from typing import Protocol

import cv2

log = logging.getLogger(__name__)

MANUAL, AUTOMATIC = (0.0, 1.0) if sys.platform == "win32" else (1.0, 3.0)
"""As the drivers number them: DirectShow no and yes, Video4Linux its own modes."""


class Controls(Protocol):
    """What OpenCV lets one ask of a camera and set in it; 0 or -1 for what it does not know."""

    def get(self, control: int) -> float: ...

    def set(self, control: int, value: float) -> bool: ...


class Exposure:
    """The exposure of one camera: chosen by itself, or kept as it is."""

    def __init__(self, controls: Controls) -> None:
        self._controls = controls
        self._before: float | None = None

    def hold(self) -> bool:
        """Keep it as it is now. False where the camera does not read back that it does, and is as it was."""
        if self._before is not None:
            return True
        before = self._controls.get(cv2.CAP_PROP_AUTO_EXPOSURE)
        chosen = self._controls.get(cv2.CAP_PROP_EXPOSURE)
        self._controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, MANUAL)
        if before == MANUAL or self._controls.get(cv2.CAP_PROP_AUTO_EXPOSURE) != MANUAL:
            self._controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, before)
            log.info("The camera does not hold its exposure (%s, %s).", before, chosen)
            return before == MANUAL
        self._before = before
        self._controls.set(cv2.CAP_PROP_EXPOSURE, chosen)  # some drivers go back to what was set by hand last
        return True

    def release(self) -> None:
        """Let the camera choose again: drivers keep a setting beyond the program."""
        if self._before is None:
            return
        for mode in (self._before, AUTOMATIC):
            self._controls.set(cv2.CAP_PROP_AUTO_EXPOSURE, mode)
            if self._controls.get(cv2.CAP_PROP_AUTO_EXPOSURE) != MANUAL:
                break
        else:
            log.warning("The camera does not choose its exposure by itself again.")
        self._before = None
