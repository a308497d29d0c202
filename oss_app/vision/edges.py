"""Aligns two pictures by their edges, freed of the light: a ladder of sizes, climbed by maximising a correlation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.vision.picture import Numbers, Picture


@dataclass(frozen=True)
class _Rung:
    """One size: the picture's width in pixels, the kind of movement sought, how many steps, and how much blur."""

    width: int
    motion: int
    steps: int
    smooth: int
    blur: float


RUNGS = (
    _Rung(160, cv2.MOTION_EUCLIDEAN, 40, 7, 1.2),
    _Rung(320, cv2.MOTION_AFFINE, 12, 5, 1.2),
    _Rung(480, cv2.MOTION_HOMOGRAPHY, 10, 3, 1.0),
)
FLOOR = 8.0  # grey levels added before the logarithm, so that noise in the dark counts little
LOGARITHM = np.array([math.log(grey + FLOOR) for grey in range(256)], np.float32)
"""From a table: numpy's own, like cv2.magnitude, differs in the last bit with where an array lies in memory."""
STRONGEST = 4.0  # an edge counts at most so many times the usual edge around it


@dataclass(frozen=True)
class Rungs:
    """The edges of one picture of ``size`` (width, height), a rung each."""

    size: tuple[int, int]
    edges: tuple[Numbers, ...]

    def scale(self, rung: int) -> Numbers:
        """3x3, pixels of the picture to pixels of the rung."""
        height, width = self.edges[rung].shape
        return np.diag([width / self.size[0], height / self.size[1], 1.0])


def _edges(grey: Picture, width: int, blur: float) -> Numbers:
    """Strength of the edges relative to those around: neither brightness nor the slope of a lamp's light changes it."""
    small = cv2.resize(grey, (width, round(grey.shape[0] * width / grey.shape[1])), interpolation=cv2.INTER_AREA)
    light = cv2.LUT(small, LOGARITHM)
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    strength = np.sqrt(across * across + down * down)
    usual = cv2.GaussianBlur(strength, (0, 0), width / 48)
    relative = strength / (usual + np.median(usual) * 0.5 + 1e-3)
    return np.asarray(cv2.GaussianBlur(np.minimum(relative, STRONGEST), (0, 0), blur), np.float32)


class Ladder:
    """The edges of one picture, to align others to (ECC: Evangelidis and Psarakis, 2008)."""

    def __init__(self, reference: Rungs) -> None:
        self._reference = reference

    @staticmethod
    def rungs(picture: Picture) -> Rungs:
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        width, height = picture.shape[1], picture.shape[0]
        return Rungs((width, height), tuple(_edges(grey, min(r.width, width), r.blur) for r in RUNGS))

    def neighbourhood(self, around: Numbers) -> Numbers:
        """Return a mask on the middle rung: the places near a region (Nx2, pixels of the reference photo), without
        itself.
        """
        height, width = self._reference.edges[1].shape
        points = around * np.diag(self._reference.scale(1))[:2]
        low, high = points.min(0), points.max(0)
        reach = 0.75 * float((high - low).max())
        mask = np.zeros((height, width), np.uint8)
        (left, top), (right, bottom) = np.maximum(low - reach, 0).astype(int), np.ceil(high + reach).astype(int)
        mask[top:bottom, left:right] = 255
        cv2.fillPoly(mask, [np.round(points).astype(np.int32)], 0)
        return mask

    def climb(self, rungs: Rungs, start: Numbers, rung: int, mask: Numbers | None = None) -> tuple[float, Numbers]:
        """Return the correlation (-1...1) and the matrix, reference to frame pixels, found on one rung from
        ``start``.
        """
        settings, sought = RUNGS[rung], self._to_rung(start, rungs, rung)
        warp = sought if settings.motion == cv2.MOTION_HOMOGRAPHY else sought[:2]
        stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, settings.steps, 1e-4)
        everywhere = np.full(self._reference.edges[rung].shape, 255, np.uint8)
        try:
            fit, warp = cv2.findTransformECC(
                self._reference.edges[rung],
                rungs.edges[rung],
                warp.astype(np.float32),
                settings.motion,
                stop,
                everywhere if mask is None else mask,
                settings.smooth,
            )
        except cv2.error:  # it did not converge
            return -1.0, start
        return float(fit), self._from_rung(np.vstack([warp, [0, 0, 1]]) if len(warp) == 2 else warp, rungs, rung)

    def scale(self, rung: int) -> Numbers:
        """3x3, pixels of the reference photo to pixels of the rung."""
        return self._reference.scale(rung)

    def onto(self, rungs: Rungs, matrix: Numbers, rung: int) -> tuple[Numbers, Numbers]:
        """Return the edges of the reference photo, and those of the frame moved back onto them; -1 beyond the frame."""
        reference = self._reference.edges[rung]
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = reference.shape[1], reference.shape[0]
        moved = cv2.warpPerspective(
            rungs.edges[rung], self._to_rung(matrix, rungs, rung), size, flags=flags, borderValue=-1
        )
        return reference, np.asarray(moved)

    def fit(self, rungs: Rungs, matrix: Numbers, rung: int, mask: Numbers | None = None) -> float:
        """Return the correlation (-1...1) under a given movement."""
        reference, moved = self.onto(rungs, matrix, rung)
        use = moved >= 0 if mask is None else (moved >= 0) & (mask > 0)
        if use.sum() < 0.02 * reference.size:
            return -1.0
        return float(np.corrcoef(moved[use], reference[use])[0, 1])

    def _to_rung(self, matrix: Numbers, rungs: Rungs, rung: int) -> Numbers:
        scaled = rungs.scale(rung) @ matrix @ np.linalg.inv(self._reference.scale(rung))
        return np.asarray(scaled / scaled[2, 2])

    def _from_rung(self, matrix: Numbers, rungs: Rungs, rung: int) -> Numbers:
        scaled = np.linalg.inv(rungs.scale(rung)) @ matrix @ self._reference.scale(rung)
        return np.asarray(scaled / scaled[2, 2])
