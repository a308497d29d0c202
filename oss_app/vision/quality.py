"""When a picture is too poor to judge: too dark, blown out, blurred (C1)."""

from __future__ import annotations

import cv2

from oss_app.core.verdict import Reason
from oss_app.vision.picture import Picture

DARK = 18.0  # mean grey level of the work area (start)
BRIGHT = 0.6  # share of the work area that is blown out (start)


def trouble(crop: Picture) -> Reason | None:
    """Why this work area cannot be judged, or None."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    if grey.mean() < DARK:
        return Reason.TOO_DARK
    if (grey > 250).mean() > BRIGHT:
        return Reason.TOO_BRIGHT
    return None
