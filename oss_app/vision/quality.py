"""When a picture is too poor to judge: too dark, blown out, blurred, moving (C1)."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.verdict import Reason
from oss_app.vision.edges import LOGARITHM
from oss_app.vision.picture import FLIPS, Numbers, Picture

DARK = 18.0  # mean grey level of the work area (start)
BRIGHT = 0.6  # share of the work area that is blown out (start)
BLURRED = 0.35  # of the reference photo's sharpness (start)
MOVING = 6.0  # grey levels by which the work area differs from the look before, on average (start)
STIRRED = 3.0  # grey levels of a cell of a thumbnail: a tray pushed by a pixel of 1280; noise is 1, a lamp 2 (start)
EDGES = 98  # percent of the cells that may stir less: the edges of a tray fill some
EXPOSED = 1.6  # share by which exposure and white balance may change from look to look (start)
FLICKER = 1.3  # share by which a lamp at the mains' frequency makes rows brighter or darker than the rest (start)
SIDE = 480  # pixels of the longer side on which sharpness is measured


def trouble(crop: Picture) -> Reason | None:
    """Tell why the light of this work area does not allow to judge it, or None."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    if grey.mean() < DARK:
        return Reason.TOO_DARK
    if (grey > 250).mean() > BRIGHT:
        return Reason.TOO_BRIGHT
    return None


def sharpness(picture: Picture) -> float:
    """Tell how strong the strongest fine edges are (95th percentile of the Laplacian of the logarithm, noise
    smoothed).
    """
    factor = min(1.0, SIDE / max(picture.shape[:2]))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
    light = cv2.GaussianBlur(cv2.LUT(small, LOGARITHM), (0, 0), 1.0)
    return float(np.percentile(np.abs(cv2.Laplacian(light, cv2.CV_32F)), 95))


def thumbnail(crop: Picture) -> Numbers:
    """Return a work area made so small that noise is gone: 24 x 24 x 3, float32."""
    return np.asarray(cv2.resize(crop, (24, 24), interpolation=cv2.INTER_AREA), np.float32)


def differs(last: Numbers, now: Numbers) -> bool:
    """Tell whether a work area moves: its thumbnails differ from look to look, by more than the light does."""
    return float(np.abs(now - _light(last, now) * last).mean()) > MOVING


def stirred(before: Numbers, now: Numbers) -> bool:
    """Tell whether anything moved between two thumbnails.

    What is pushed by a pixel stirs few cells, and the mean of all would hide it.
    """
    return bool(np.percentile(np.abs(now - _light(before, now) * before), EDGES) >= STIRRED)


def flipped(before: Numbers, now: Numbers) -> bool:
    """Tell whether the second of two thumbnails is liker to the first one mirrored or turned than as it is."""
    apart = np.abs(now - before).mean()
    return any(np.abs(now - cv2.flip(before, flip)).mean() < apart for flip in FLIPS)


def _light(before: Numbers, now: Numbers) -> Numbers:
    """By which share the light changed between two thumbnails: rows x 1 x colours.

    A lamp and the camera's exposure make all cells brighter by the same share, its white balance those of a colour, and
    a lamp at the mains' frequency those of some rows, for the camera reads one after the other. What moves fills no
    row, or only few of them.
    """
    share = (now + 1) / (before + 1)
    whole = np.clip(np.median(share, axis=(0, 1), keepdims=True), 1 / EXPOSED, EXPOSED)
    rows = cv2.medianBlur(np.median(share, axis=1, keepdims=True).astype(np.float32), 5).reshape(len(share), 1, -1)
    return np.asarray(np.clip(rows, whole / FLICKER, whole * FLICKER))


class Motion:
    """Remembers the last work area, to tell a moving one."""

    def __init__(self) -> None:
        self._last: Numbers | None = None

    def moves(self, crop: Picture) -> bool:
        last, self._last = self._last, thumbnail(crop)
        return last is not None and differs(last, self._last)
