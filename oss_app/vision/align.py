"""Follows the tray: where each point of a check's reference photo lies in a frame (C10)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.vision.picture import Numbers, Picture

WORK_SIDE = 640  # pixels of the longer side on which features are sought: more costs time and finds no more trays
FEATURES = 700
RATIO = 0.8  # Lowe's test: the best match must be this much nearer than the second
ENOUGH = 12  # matches that must agree on one movement
CLEAR = 40  # matches that agree beyond doubt
REPROJECTION = 2.5  # pixels at WORK_SIDE
TAG_KINDS = cv2.aruco.DICT_4X4_50
GOOD = 0.3  # below this quality a check cannot tell
STILL = 2.0  # grey levels by which thumbnails of an unchanged bench differ at most, on average


@dataclass(frozen=True)
class Alignment:
    """``matrix`` (3x3) takes a pixel of the reference photo to one of the frame; ``quality`` is 0...1."""

    matrix: Numbers
    quality: float
    by: str

    @property
    def is_good(self) -> bool:
        return self.quality >= GOOD


LOST = Alignment(np.eye(3), 0.0, "nothing")


@dataclass(frozen=True)
class _Features:
    points: Numbers
    descriptors: Numbers


class Aligner:
    """Aligns frames (BGR, uint8, HxWx3) to one reference photo of the bench.

    By ArUco tags where at least two are in both pictures, else by SIFT features (D. Lowe, 2004, as RootSIFT) and a
    homography found with MAGSAC. Frames may have another size than the reference photo.
    """

    def __init__(self, reference: Picture) -> None:
        self.size = reference.shape[1], reference.shape[0]
        self._sift = cv2.SIFT.create(nfeatures=FEATURES, contrastThreshold=0.02)
        self._tags = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS))
        self._reference = self._features(reference)
        self._reference_tags = self._tags_in(reference)
        self._seen: tuple[Numbers, Numbers | None, Alignment] | None = None

    def follow(self, frame: Picture, around: Numbers | None = None) -> Alignment:
        """As ``align``, but on an unchanged bench the last answer stands: aligning costs more than looking."""
        small = cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA).astype(np.float32)
        if self._seen is not None and self._seen[1] is around and np.abs(small - self._seen[0]).mean() < STILL:
            return self._seen[2]
        found = self.align(frame, around)
        self._seen = small, around, found
        return found

    def align(self, frame: Picture, around: Numbers | None = None) -> Alignment:
        """Where the reference photo lies in ``frame``.

        ``around`` are points (Nx2, pixels of the reference photo) of the place that matters: where the features near it
        agree on another movement than the rest of the picture (a tray that slid over a still bench), they are believed.
        """
        by_tags = self._by_tags(frame)
        if by_tags is not None:
            return by_tags
        found = self._features(frame)
        pairs = self._pairs(found)
        if len(pairs) < ENOUGH:
            return LOST
        source, target = self._reference.points[pairs[:, 0]], found.points[pairs[:, 1]]
        scale = max(frame.shape[:2]) / WORK_SIDE
        best, inliers = _homography(source, target, scale)
        if around is not None:
            near = _is_near(source, around)
            if near.sum() >= ENOUGH and inliers[near].mean() < 0.5:
                local, local_inliers = _homography(source[near], target[near], scale)
                if local_inliers.sum() >= ENOUGH:
                    best, inliers = local, local_inliers
        if best is None or not self._is_plausible(best, frame):
            return LOST
        quality = float(np.clip((inliers.sum() - ENOUGH / 2) / (CLEAR - ENOUGH / 2), 0, 1))
        return Alignment(best, quality, "features")

    def _features(self, picture: Picture) -> _Features:
        factor = min(1.0, WORK_SIDE / max(picture.shape[:2]))
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
        keys, descriptors = self._sift.detectAndCompute(small, None)
        if not keys:
            return _Features(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32))
        root = np.sqrt(descriptors / (descriptors.sum(1, keepdims=True) + 1e-6))
        return _Features(np.asarray(cv2.KeyPoint.convert(keys)) / np.float32(factor), root.astype(np.float32))

    def _pairs(self, found: _Features) -> Numbers:
        """Indices (Nx2) of features in the reference photo and the frame that look alike, and alike nothing else."""
        a, b = self._reference.descriptors, found.descriptors
        if len(a) < 2 or len(b) < 2:
            return np.zeros((0, 2), np.intp)
        likeness = a @ b.T
        two = np.argpartition(-likeness, 1, axis=1)[:, :2]
        values = np.take_along_axis(likeness, two, 1)
        order = np.argsort(-values, axis=1)
        two, values = np.take_along_axis(two, order, 1), np.take_along_axis(values, order, 1)
        distance = np.sqrt(np.maximum(0, 2 - 2 * values))
        keep = distance[:, 0] < RATIO * distance[:, 1]
        return np.column_stack([np.flatnonzero(keep), two[keep, 0]])

    def _tags_in(self, picture: Picture) -> dict[int, Numbers]:
        corners, ids, _ = self._tags.detectMarkers(picture)
        return {} if ids is None else {int(i): c.reshape(4, 2) for i, c in zip(ids.ravel(), corners, strict=True)}

    def _by_tags(self, frame: Picture) -> Alignment | None:
        if len(self._reference_tags) < 2:
            return None
        seen = self._tags_in(frame)
        shared = sorted(seen.keys() & self._reference_tags.keys())
        if len(shared) < 2:
            return None
        source = np.concatenate([self._reference_tags[i] for i in shared])
        target = np.concatenate([seen[i] for i in shared])
        matrix, _ = cv2.findHomography(source, target, cv2.LMEDS)
        if matrix is None or not self._is_plausible(matrix, frame):
            return None
        return Alignment(matrix, 1.0, "tags")

    def _is_plausible(self, matrix: Numbers, frame: Picture) -> bool:
        """Whether the reference photo stays a convex, unmirrored picture of about the same size."""
        width, height = self.size
        corners = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float64)
        moved = cv2.perspectiveTransform(corners, matrix)
        area = cv2.contourArea(moved.astype(np.float32), oriented=True)
        share = area / (frame.shape[0] * frame.shape[1])
        return bool(cv2.isContourConvex(moved.astype(np.float32)) and 0.3 < share < 3.0)


def _homography(source: Numbers, target: Numbers, scale: float) -> tuple[Numbers | None, Numbers]:
    cv2.setRNGSeed(1)  # the same frame gives the same answer
    matrix, mask = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, REPROJECTION * scale, maxIters=2000, confidence=0.999
    )
    return matrix, np.zeros(len(source), np.bool_) if mask is None else mask.ravel().astype(np.bool_)


def _is_near(points: Numbers, around: Numbers) -> Numbers:
    low, high = around.min(0), around.max(0)
    reach = 0.75 * (high - low).max()
    return np.asarray(((points > low - reach) & (points < high + reach)).all(1))
