"""Where the tray stands: how it looked when its places were shown, found again in a frame of the camera.

Pictures are cut out straight, a pixel a millimetre of the bench as the camera takes it. A tray that is pushed over a
level bench slides and turns in there, however high it is; a homography would find more than there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.core.light import CameraSide, TrayView
from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.projection.calibration import homography
from oss_app.projection.drift import lens_of
from oss_app.projection.lens import mapped
from oss_app.projection.picture import LOGARITHM, Grey, Numbers, decoded_picture

MARGIN_MM = 70.0  # round the places: a tray is pushed, not carried away
GROWN = 1.12  # the places together, to the tray that holds them
TURNS = range(-8, 9, 2)  # degrees that are tried
COARSE = 0.4  # of a pixel a millimetre, on which they are
LEAST_FIT = 0.5  # correlation of the edges, from which the tray counts as found
FARTHEST_MM = 62.0  # from where it was sought
LIT_MM = 24  # width of the band in which the light round a place is left out
ROUNDS = 40
SMOOTH = 5  # pixels
AROUND = 4.0  # pixels, about each, that are compared with the view
LAYINGS = 3  # each without what looked unlike after the one before: the first was pulled aside by it
OTHER = 1.5  # times what they usually differ by, from which something else lies there
HOME = Homography()
STRONGEST = 4.0  # an edge counts at most so many times the usual edge around it


@dataclass(frozen=True)
class BenchCut:
    """A straight piece of the bench: ``box`` is its left, top, right and bottom (mm)."""

    box: tuple[float, float, float, float]
    pixels: Numbers

    @classmethod
    def of(cls, camera: CameraSide, box: tuple[float, float, float, float]) -> BenchCut:
        """Work out where each millimetre is seen."""
        left, top, right, bottom = box
        width, height = round(right - left), round(bottom - top)
        x, y = np.meshgrid(left + np.arange(width) + 0.5, top + np.arange(height) + 0.5)
        back = np.linalg.inv(np.array(camera.to_bench.rows).reshape(3, 3))
        seen = lens_of(camera).bent(mapped(back, np.stack([x.ravel(), y.ravel()], 1)))
        return cls(box, np.asarray(seen.reshape(height, width, 2), np.float32))

    def of_frame(self, frame: Numbers) -> Numbers:
        """Return the piece in a frame, a pixel a millimetre."""
        border = cv2.BORDER_REPLICATE
        return np.asarray(
            cv2.remap(frame, self.pixels[..., 0], self.pixels[..., 1], cv2.INTER_LINEAR, borderMode=border)
        )

    def inside(self, points: Sequence[Point] | Numbers) -> Numbers:
        """Tell where points (mm) are in the piece, in pixels."""
        return np.asarray(points, np.float64) - (self.box[0] + 0.5, self.box[1] + 0.5)


def box_round(points: Sequence[Point] | Numbers, margin: float) -> tuple[float, float, float, float]:
    """Return the box about points with a margin (mm)."""
    at = np.asarray(points, np.float64)
    (left, top), (right, bottom) = at.min(0) - margin, at.max(0) + margin
    return float(left), float(top), float(right), float(bottom)


class TrayFinder:
    """Finds the tray of a view again."""

    def __init__(self, camera: CameraSide, view: TrayView) -> None:
        self._camera, self._hull = camera, np.asarray(view.hull, np.float64)
        self._cut = BenchCut.of(camera, box_round(self._hull, MARGIN_MM))
        self._elsewhere: tuple[tuple[int, int], BenchCut] = (0, 0), self._cut
        picture = decoded_picture(view.picture)
        self._edges = _edges(picture)
        middle = self._hull.mean(0)
        tray = self._cut.inside((self._hull - middle) * GROWN + middle)
        self._mask = cv2.fillPoly(np.zeros(picture.shape, np.uint8), [np.round(tray).astype(np.int32)], 255)
        self._middle = self._cut.inside(middle[None])[0]
        self._small = _shrunk(self._edges)
        self._small_mask = _shrunk(self._mask)

    def find(self, frame: Grey, lit: Sequence[Point] | Numbers = (), last: Homography = HOME) -> Homography | None:
        """Tell how the tray moved (camera's mm to camera's mm) since it was shown; None where it is not found.

        ``lit`` is the place that has light round it now (mm): that light lies still when the tray is pushed.
        ``last`` is how it had moved when it was found last: it is sought there first, since pushes add up.
        """
        there = mapped(np.array(last.rows).reshape(3, 3), self._hull)
        found = self._find_about(frame, lit, there)
        is_home = np.linalg.norm(there - self._hull, axis=1).max() < 1.0
        return found if found or is_home else self._find_about(frame, lit, self._hull)

    def _find_about(self, frame: Grey, lit: Sequence[Point] | Numbers, there: Numbers) -> Homography | None:
        """Look for it where its hull lies there (Nx2, mm), or near."""
        far, near = there.mean(0) - self._hull.mean(0), self._hull[1] - self._hull[0]
        turned = there[1] - there[0]
        angle = np.arctan2(near[0] * turned[1] - near[1] * turned[0], float(near @ turned))
        slid = round(float(far[0])), round(float(far[1]))
        cut = self._cut_at(slid)
        edges = _edges(np.asarray(cut.of_frame(frame), np.uint8))
        start = self._coarse(_shrunk(edges), float(np.degrees(angle)))
        sought = cv2.warpAffine(self._mask, start, self._mask.shape[::-1])
        stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ROUNDS, 1e-5)
        use = np.asarray(sought > 0, np.uint8) * 255
        if len(lit):
            line = np.round(cut.inside(lit)).astype(np.int32)
            cv2.polylines(use, [line], isClosed=True, color=0, thickness=LIT_MM)
        try:
            warp = self._laid(edges, start, use, stop)
            for _ in range(LAYINGS):
                warp = self._laid(edges, warp, use & self._alike(edges, warp), stop)
        except cv2.error:  # it did not converge
            return None
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        back = cv2.warpAffine(edges, warp, self._mask.shape[::-1], flags=flags)
        on_tray = (self._mask > 0) & (cv2.warpAffine(use, warp, self._mask.shape[::-1], flags=flags) > 127)
        if float(np.corrcoef(back[on_tray], self._edges[on_tray])[0, 1]) < LEAST_FIT:
            return None
        moved = _to_mm(cut) @ np.vstack([warp, [0, 0, 1]]) @ np.linalg.inv(_to_mm(self._cut))
        if np.linalg.norm(mapped(moved, self._hull) - there, axis=1).max() > FARTHEST_MM + 15:
            return None
        return homography(moved)

    def _laid(self, edges: Numbers, start: Numbers, use: Grey, stop: tuple[int, int, float]) -> Numbers:
        """Return the slide and turn (2x3) that lay the view on a piece of the bench, where its pixels are used."""
        first = np.asarray(start, np.float32)
        return np.asarray(cv2.findTransformECC(self._edges, edges, first, cv2.MOTION_EUCLIDEAN, stop, use, SMOOTH)[1])

    def _alike(self, edges: Numbers, warp: Numbers) -> Grey:
        """Tell which pixels (255) of a piece look as in the view: what lies in the tray by now is no sign of it."""
        size = self._mask.shape[::-1]
        back = cv2.warpAffine(edges, warp, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        differs = cv2.GaussianBlur(np.abs(back - self._edges), (0, 0), AROUND)
        usual = float(np.median(differs[self._mask > 0]))
        alike = np.asarray(differs < OTHER * usual, np.uint8) * 255
        return np.asarray(cv2.warpAffine(alike, warp, size, flags=cv2.INTER_NEAREST), np.uint8)

    def _cut_at(self, slid: tuple[int, int]) -> BenchCut:
        """Return a piece of the bench as large as that of the view, so many millimetres beside it."""
        if slid == (0, 0):
            return self._cut
        if slid != self._elsewhere[0]:
            left, top, right, bottom = self._cut.box
            box = left + slid[0], top + slid[1], right + slid[0], bottom + slid[1]
            self._elsewhere = slid, BenchCut.of(self._camera, box)
        return self._elsewhere[1]

    def _coarse(self, edges: Numbers, about: float) -> Numbers:
        """Return the best of some turns about one (degrees), and all shifts (2x3, pixels of the piece)."""
        best, start = -2.0, _turned(0, self._middle)
        for degrees in TURNS:
            turn = _turned(about + degrees, self._middle * COARSE)
            size = self._small.shape[::-1]
            tray, mask = cv2.warpAffine(self._small, turn, size), cv2.warpAffine(self._small_mask, turn, size) > 127
            rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
            top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
            piece, use = tray[top:bottom, left:right].copy(), mask[top:bottom, left:right].astype(np.float32)
            likeness = cv2.matchTemplate(edges, piece, cv2.TM_CCOEFF_NORMED, mask=use)
            _, fit, _, (x, y) = cv2.minMaxLoc(np.nan_to_num(likeness, nan=-1.0, posinf=-1.0, neginf=-1.0))
            if fit > best:
                best, start = fit, _turned(about + degrees, self._middle)
                start[:, 2] = start[:, 2] + np.array([x - left, y - top]) / COARSE
        return start


def _edges(grey: Grey) -> Numbers:
    """Strength of the edges relative to those around: neither brightness nor the slope of a lamp's light changes it."""
    light = cv2.LUT(grey, LOGARITHM)
    across, down = cv2.Sobel(light, cv2.CV_32F, 1, 0), cv2.Sobel(light, cv2.CV_32F, 0, 1)
    strength = np.sqrt(across * across + down * down)
    usual = cv2.GaussianBlur(strength, (0, 0), grey.shape[1] / 24)
    relative = strength / (usual + np.median(usual) * 0.5 + 1e-3)
    return np.asarray(cv2.GaussianBlur(np.minimum(relative, STRONGEST), (0, 0), 1.2), np.float32)


def _to_mm(cut: BenchCut) -> Numbers:
    """3x3, from pixels of a piece of the bench to millimetres."""
    return np.array([[1, 0, cut.box[0] + 0.5], [0, 1, cut.box[1] + 0.5], [0, 0, 1]])


def _shrunk(picture: Numbers) -> Numbers:
    return np.asarray(cv2.resize(picture, None, fx=COARSE, fy=COARSE, interpolation=cv2.INTER_AREA))


def _turned(degrees: float, middle: Numbers) -> Numbers:
    """Return a turn about a point (2x3)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, -s], [s, c]])
    return np.hstack([turn, (middle - turn @ middle)[:, None]])
