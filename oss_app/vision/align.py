"""Follows the tray: where each point of a check's reference photo lies in a frame (C10)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from oss_app.vision.edges import Ladder, Rungs
from oss_app.vision.keypoints import SIDES, Keypoints
from oss_app.vision.picture import FLIPS, TURNED, Numbers, Picture
from oss_app.vision.votes import SHARE, Votes, votes

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
TELLS = 0.05  # share of the blocks by which a picture must fit better mirrored or turned round than as it is


@dataclass(frozen=True)
class Alignment:
    """``matrix`` (3x3) takes a pixel of the reference photo to one of the frame.

    ``quality``, 0...1, is the share of the picture's blocks that agree with it; ``votes`` are the reference photo's
    blocks. By tags there are none, and none are needed. ``is_good``: a check may judge by it.
    """

    matrix: Numbers
    quality: float
    by: str
    rungs: Rungs | None = field(default=None, repr=False, compare=False)
    votes: Votes | None = field(default=None, repr=False, compare=False)
    is_good: bool = True

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
        self._ladder = Ladder(Ladder.rungs(reference))
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

    def align_since(self, last: Alignment, now: Alignment, frame: Picture) -> Alignment:
        """Return ``now``, the alignment of ``frame``; where that is not believed, by way of an earlier frame's.

        A tray that has filled up, or hard shadows that have come, leave little of the reference photo to be found.
        A frame of the same camera from before has them too.
        """
        if now.is_good or not last.is_good or last.rungs is None or now.rungs is None:
            return now
        earlier = Ladder(last.rungs)
        still = np.diag([now.rungs.size[0] / last.rungs.size[0], now.rungs.size[1] / last.rungs.size[1], 1.0])
        pushed = still
        for rung in range(FINEST + 1):
            _, pushed = earlier.climb(now.rungs, pushed, rung)
        for start in (still, pushed):
            matrix = _by_votes(earlier, now.rungs, start)
            agreed, whole = votes(*earlier.onto(now.rungs, matrix, FINEST)), matrix @ last.matrix
            if agreed.carries and self._is_plausible(whole, frame):
                found = votes(*self._ladder.onto(now.rungs, whole, FINEST))
                return Alignment(whole, agreed.share, "an earlier frame", now.rungs, found)
        return now

    @property
    def has_tags(self) -> bool:
        """Whether enough tags are in the reference photo to align by."""
        return len(self._tags) >= 2

    def fits_better_flipped(self, found: Alignment, frame: Picture) -> bool:
        """Tell whether ``frame`` fits better mirrored, upside down or turned by half a turn than as it was ``found``.

        By tags, or by edges from where the tray was: a driver's flip leaves the tray there. Where a bench looks the
        same flipped, both fit alike, and it is not told.
        """
        if not found.is_good or found.by == "tags":
            return False
        is_upright = bool(found.matrix[0, 0] > 0)  # a tray that lies the other way round is no picture that does
        flips = (flip for flip in FLIPS if is_upright or flip != TURNED)
        return any(self._fits(np.asarray(cv2.flip(frame, flip)), found.quality + TELLS) for flip in flips)

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

    def _fits(self, frame: Picture, share: float) -> bool:
        """Tell whether more than ``share`` of the blocks agree, where the tray is not sought elsewhere, or tags do."""
        if self._by_tags(frame) is not None:
            return True
        if share >= 1:
            return False
        scale = np.diag([frame.shape[1] / self.size[0], frame.shape[0] / self.size[1], 1.0])
        rungs = self._ladder.rungs(frame)
        fit, matrix = self._ladder.climb(rungs, scale, 0)
        if fit < HOPE:
            return False
        _, matrix = self._ladder.climb(rungs, matrix, 1)
        found = self._finish(frame, rungs, matrix, "edges")
        return found.is_good and found.quality > share

    def _whole(self, frame: Picture, rungs: Rungs, scale: Numbers) -> Alignment:
        fit, by_edges = self._ladder.climb(rungs, scale, 0)
        tried: list[Alignment] = []
        if fit >= HOPE:
            _, by_edges = self._ladder.climb(rungs, by_edges, 1)
            tried.append(self._finish(frame, rungs, by_edges, "edges"))
            if tried[0].quality >= CLEAR:
                return tried[0]
        for keypoints in self._keypoints:
            by_features = keypoints.homography(Keypoints.of(frame, keypoints.side), scale)
            if by_features is not None:
                tried.append(self._finish(frame, rungs, by_features, "features"))
            if tried and (best := max(tried, key=_trust)).is_good and best.quality >= SHARE:
                return best
        if fit < HOPE:
            tried.append(self._finish(frame, rungs, by_edges, "edges"))
        starts = scale, max(tried, key=_trust).matrix
        tried += [self._by_blocks(frame, rungs, start) for start in starts]
        return max(tried, key=_trust)

    def _by_blocks(self, frame: Picture, rungs: Rungs, start: Numbers) -> Alignment:
        return self._judged(frame, rungs, _by_votes(self._ladder, rungs, start), "blocks")

    def _finish(self, frame: Picture, rungs: Rungs, start: Numbers, by: str) -> Alignment:
        _, matrix = self._ladder.climb(rungs, start, FINEST)
        return self._judged(frame, rungs, matrix, by)

    def _judged(self, frame: Picture, rungs: Rungs, matrix: Numbers, by: str) -> Alignment:
        found = votes(*self._ladder.onto(rungs, matrix, FINEST))
        is_plausible = self._is_plausible(matrix, frame)
        quality = found.share if is_plausible else 0.0
        return Alignment(matrix, quality, by, rungs, found, is_plausible and found.carries)

    def _tags_in(self, picture: Picture) -> dict[int, Numbers]:
        corners, ids, _ = self._detector.detectMarkers(picture)
        return {} if ids is None else {int(i): c.reshape(4, 2) for i, c in zip(ids.ravel(), corners, strict=True)}

    def _by_tags(self, frame: Picture) -> Alignment | None:
        if not self.has_tags:
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


def _by_votes(ladder: Ladder, rungs: Rungs, start: Numbers) -> Numbers:
    """Return what the blocks agree on near ``start``: shadows lead a correlation astray, but not most blocks."""
    together = votes(*ladder.onto(rungs, start, FINEST)).together
    to_rung = ladder.scale(FINEST)
    return start if together is None else start @ np.linalg.inv(to_rung) @ together @ to_rung


def _trust(found: Alignment) -> tuple[bool, float]:
    return found.is_good, found.quality
