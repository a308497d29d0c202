"""Follows the tray: where each point of a check's reference photo lies in a frame (C10)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from oss_app.vision.edges import Ladder, Rungs
from oss_app.vision.keypoints import SIDES, Keypoints
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.votes import Votes, votes

COUNT = 50  # tags in the dictionary
SIDE = 6  # cells of a tag: four by four, and a black rim
MM = 30.0  # side of a printed tag with its rim: found from about a metre by a consumer webcam (start)
QUIET = 1.0  # cells of white that must stay around a tag

Cells = tuple[tuple[bool, ...], ...]


def tag_cells(tag: int) -> Cells:
    """Return the cells of a tag, row by row from the top; True is black.

    Raises ValueError for a number that does not exist.

    Drawn as squares by whoever prints, so that paper gets sharp edges at any size.
    """
    if not 0 <= tag < COUNT:
        raise ValueError(f"there are tags 0 to {COUNT - 1}, not {tag}")
    dictionary = cv2.aruco.getPredefinedDictionary(TAG_KINDS)
    picture = cv2.aruco.generateImageMarker(dictionary, tag, SIDE, borderBits=1)
    return tuple(tuple(bool(value == 0) for value in row) for row in picture)


TAG_KINDS = cv2.aruco.DICT_4X4_50
CLEAR = 0.5  # share of the blocks that agree on what the edges found, above which features are not asked as well
HOPE = 0.5  # below it, on the coarsest rung, the edges lead nowhere
FINEST = 2  # the rung on which blocks vote


@dataclass(frozen=True)
class Alignment:
    """``matrix`` (3x3) takes a pixel of the reference photo to one of the frame.

    ``quality``, 0...1, is the share of the picture's blocks that agree with it; ``votes`` are those blocks. By tags
    there are none, and none are needed.
    """

    matrix: Numbers
    quality: float
    by: str
    rungs: Rungs | None = field(default=None, repr=False, compare=False)
    votes: Votes | None = field(default=None, repr=False, compare=False)

    @property
    def is_good(self) -> bool:
        """Whether a check may judge by it."""
        return self.quality > 0 and (self.votes is None or self.votes.carries)

    def after(self, onto: Numbers) -> Alignment:
        """Return the same for another reference photo; ``onto`` (3x3) takes its pixels to those of this one."""
        return replace(self, matrix=self.matrix @ onto)


class Aligner:
    """Aligns frames (BGR, uint8, HxWx3, of any size) to one reference photo of the bench.

    By ArUco tags where at least two are in both pictures. Else by the edges of the picture, freed of the light
    (``edges``), starting from where the tray was; and where that does not fit well, starting from SIFT features.
    """

    def __init__(self, reference: Picture) -> None:
        self.size = reference.shape[1], reference.shape[0]
        self._ladder = Ladder(reference)
        self._keypoints = [Keypoints.of(reference, side) for side in SIDES]
        self._detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS))
        self._tags = self._tags_in(reference)

    def align(self, frame: Picture) -> Alignment:
        """Tell where the reference photo lies in ``frame``."""
        by_tags = self._by_tags(frame)
        if by_tags is not None:
            return by_tags
        scale = np.diag([frame.shape[1] / self.size[0], frame.shape[0] / self.size[1], 1.0])
        return self._whole(frame, self._ladder.rungs(frame), scale)

    def near(self, whole: Alignment, around: Numbers) -> Alignment:
        """Return the alignment for one place: ``around`` are its corners (Nx2, pixels of the reference photo).

        Only where the blocks on three sides of it agree on another movement than the whole picture's has the tray slid
        over a bench that stayed; then they are believed. New things beside a place move nothing.
        """
        if whole.rungs is None or whole.votes is None:
            return whole
        to_rung = np.diag(self._ladder.scale(FINEST))[:2]
        offset = whole.votes.slid(around * to_rung)
        if offset is None:
            return whole
        shift = np.eye(3)
        shift[:2, 2] = offset / to_rung
        mask = self._ladder.neighbourhood(around)
        start = whole.matrix @ shift
        before = self._ladder.fit(whole.rungs, start, 1, mask)
        after, matrix = self._ladder.climb(whole.rungs, start, 1, mask)
        return Alignment(matrix if after > before else start, whole.quality, "edges near the region")

    def _whole(self, frame: Picture, rungs: Rungs, scale: Numbers) -> Alignment:
        fit, by_edges = self._ladder.climb(rungs, scale, 0)
        best: Alignment | None = None
        if fit >= HOPE:
            _, by_edges = self._ladder.climb(rungs, by_edges, 1)
            best = self._finish(frame, rungs, by_edges, "edges")
            if best.quality >= CLEAR:
                return best
        for keypoints in self._keypoints:
            by_features = keypoints.homography(Keypoints.of(frame, keypoints.side), scale)
            if by_features is not None:
                features = self._finish(frame, rungs, by_features, "features")
                best = features if best is None or features.quality > best.quality else best
            if best is not None and best.is_good:
                return best
        edges = self._finish(frame, rungs, by_edges, "edges")
        return edges if best is None or edges.quality > best.quality else best

    def _finish(self, frame: Picture, rungs: Rungs, start: Numbers, by: str) -> Alignment:
        _, matrix = self._ladder.climb(rungs, start, FINEST)
        found = votes(*self._ladder.onto(rungs, matrix, FINEST))
        return Alignment(matrix, found.share if self._is_plausible(matrix, frame) else 0.0, by, rungs, found)

    def _tags_in(self, picture: Picture) -> dict[int, Numbers]:
        corners, ids, _ = self._detector.detectMarkers(picture)
        return {} if ids is None else {int(i): c.reshape(4, 2) for i, c in zip(ids.ravel(), corners, strict=True)}

    def _by_tags(self, frame: Picture) -> Alignment | None:
        if len(self._tags) < 2:
            return None
        seen = self._tags_in(frame)
        shared = sorted(seen.keys() & self._tags.keys())
        if len(shared) < 2:
            return None
        source = np.concatenate([self._tags[i] for i in shared])
        target = np.concatenate([seen[i] for i in shared])
        matrix, _ = cv2.findHomography(source, target, cv2.LMEDS)
        if matrix is None or not self._is_plausible(matrix, frame):
            return None
        return Alignment(matrix, 1.0, "tags")

    def _is_plausible(self, matrix: Numbers, frame: Picture) -> bool:
        """Tell whether the reference photo stays a convex, unmirrored picture of about the same size."""
        width, height = self.size
        corners = np.array([[[0, 0]], [[width, 0]], [[width, height]], [[0, height]]], np.float64)
        moved = cv2.perspectiveTransform(corners, matrix).astype(np.float32)
        share = cv2.contourArea(moved, oriented=True) / (frame.shape[0] * frame.shape[1])
        return bool(cv2.isContourConvex(moved) and 0.3 < share < 3.0)
