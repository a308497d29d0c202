"""When a picture is too poor to judge: too dark, blown out, blurred, moving (C1)."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.verdict import Reason
from oss_app.vision.edges import LOGARITHM
from oss_app.vision.picture import Numbers, Picture

DARK = 18.0  # mean grey level of the work area (start)
BRIGHT = 0.6  # share of the work area that is blown out (start)
BLURRED = 0.35  # of the reference photo's sharpness (start)
MOVING = 6.0  # grey levels by which the work area differs from the look before, on average (start)
SIDE = 480  # pixels of the longer side on which sharpness is measured


def trouble(crop: Picture) -> Reason | None:
    """Why the light of this work area does not allow to judge it, or None."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    if grey.mean() < DARK:
        return Reason.TOO_DARK
    if (grey > 250).mean() > BRIGHT:
        return Reason.TOO_BRIGHT
    return None


def sharpness(picture: Picture) -> float:
    """How strong the strongest fine edges are (95th percentile of the Laplacian of the logarithm, noise smoothed)."""
    factor = min(1.0, SIDE / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
    light = cv2.GaussianBlur(cv2.LUT(small, LOGARITHM), (0, 0), 1.0)
    return float(np.percentile(np.abs(cv2.Laplacian(light, cv2.CV_32F)), 95))


class Motion:
    """Remembers the last work area, to tell a moving one."""

    def __init__(self) -> None:
        self._last: Numbers | None = None

    def moves(self, crop: Picture) -> bool:
        small = cv2.resize(crop, (24, 24), interpolation=cv2.INTER_AREA).astype(np.float32)
        last, self._last = self._last, small
        return last is not None and float(np.abs(small - last).mean()) > MOVING
