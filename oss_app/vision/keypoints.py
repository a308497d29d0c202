"""Finds how far a picture moved from points that look alike in both: SIFT features and a robust homography."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.vision.picture import Numbers, Picture

SIDES = (240, 480)
"""Pixels of the longer side on which points are sought: a quarter of the work finds most trays, the whole the rest."""
MOST = 700
CONTRAST = 0.02
REACH = 0.25  # of the reference photo's width: a tray is nudged, not carried away
TURN = 30.0  # degrees
RATIO = 0.85  # Lowe's test: the best match must be this much nearer than the second
ENOUGH = 12  # matches that must agree on one movement
OFF = 2.5  # pixels at that size by which a match may miss that movement


@dataclass(frozen=True)
class Keypoints:
    """Points (Nx2, pixels), angles (degrees) and sizes (log2 of pixels), and their descriptors (Nx128, RootSIFT).

    They were sought on a picture of ``side`` pixels; the picture itself is ``width`` wide.
    """

    points: Numbers
    angles: Numbers
    sizes: Numbers
    descriptors: Numbers
    width: int
    side: int

    @classmethod
    def of(cls, picture: Picture, side: int) -> Keypoints:
        factor = min(1.0, side / max(picture.shape[:2]))
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
        keys, descriptors = cv2.SIFT.create(nfeatures=MOST, contrastThreshold=CONTRAST).detectAndCompute(small, None)
        if not keys:
            nothing = np.zeros(0)
            return cls(np.zeros((0, 2)), nothing, nothing, np.zeros((0, 128), np.float32), picture.shape[1], side)
        values = np.asarray(descriptors, np.float32)
        root = np.sqrt(values / (values.sum(1, keepdims=True) + 1e-6))  # Arandjelovic and Zisserman, 2012
        return cls(
            np.array([k.pt for k in keys]) / factor,
            np.array([k.angle for k in keys]),
            np.log2([k.size / factor for k in keys]),
            root,
            picture.shape[1],
            side,
        )

    def homography(self, other: Keypoints, scale: Numbers) -> Numbers | None:
        """Return the 3x3 matrix from this picture's pixels to the other's; ``scale`` (3x3) is how they lie unmoved."""
        if len(self.points) < ENOUGH or len(other.points) < ENOUGH:
            return None
        mine, theirs = self._pairs(other, np.diag(scale)[:2])
        if len(mine) < ENOUGH:
            return None
        cv2.setRNGSeed(1)  # the same frame gives the same answer
        matrix, inliers = cv2.findHomography(
            self.points[mine],
            other.points[theirs],
            cv2.USAC_MAGSAC,
            OFF * max(1.0, other.width / other.side),
            maxIters=1000,
            confidence=0.999,
        )
        return matrix if matrix is not None and inliers.sum() >= ENOUGH else None

    def _pairs(self, other: Keypoints, scale: Numbers) -> tuple[Numbers, Numbers]:
        moved = np.linalg.norm((self.points * scale)[:, None] - other.points[None], axis=2)
        turned = np.abs((self.angles[:, None] - other.angles[None] + 180) % 360 - 180)
        grown = np.abs(self.sizes[:, None] + np.log2(scale.mean()) - other.sizes[None])
        allowed = (moved < REACH * other.width) & (turned < TURN) & (grown < 0.6)
        likeness = np.where(allowed, self.descriptors @ other.descriptors.T, -1.0)
        two = np.argpartition(-likeness, 1, axis=1)[:, :2]
        values = np.take_along_axis(likeness, two, 1)
        order = np.argsort(-values, axis=1)
        two, values = np.take_along_axis(two, order, 1), np.take_along_axis(values, order, 1)
        distance = np.sqrt(np.maximum(0, 2 - 2 * values))
        keep = (values[:, 0] > 0) & (distance[:, 0] < RATIO * distance[:, 1])
        return np.flatnonzero(keep), two[keep, 0]
