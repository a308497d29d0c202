"""The work area of a check: the piece of an aligned frame that a detector is given, and nothing else of it (P4)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.core.region import Outline, Point
from oss_app.vision.align import Alignment
from oss_app.vision.model import STRIDE
from oss_app.vision.picture import Numbers, Picture

MARGIN = 0.25  # of the region's mean side, on each side: what lies just outside tells a hand from an item
AREA = 128 * 128  # pixels that the region itself gets
SHARP_AREA = 900 * 900  # and where codes are read, which need every pixel of the frame
LARGEST = 3.0  # a region is enlarged at most so much: beyond that there is nothing to see


@dataclass(frozen=True)
class Window:
    """A crop of the reference photo.

    ``box``: left, top, right, bottom in pixels of that photo; ``size``: width and height of the crop;
    ``region``: Nx2 in pixels of that photo.
    """

    box: tuple[float, float, float, float]
    size: tuple[int, int]
    region: Numbers
    outline_in_reference: Outline

    @property
    def matrix(self) -> Numbers:
        """3x3, pixels of the crop to pixels of the reference photo."""
        left, top, right, bottom = self.box
        return np.array(
            [[(right - left) / self.size[0], 0, left], [0, (bottom - top) / self.size[1], top], [0, 0, 1]], np.float64
        )

    def cut(self, frame: Picture, alignment: Alignment) -> Picture:
        """Return the crop of an aligned frame: uint8, BGR, ``size``."""
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        turned = cv2.warpPerspective(
            frame, alignment.matrix @ self.matrix, self.size, flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        return np.asarray(turned, np.uint8)

    def outline(self, alignment: Alignment, frame: Picture) -> tuple[Point, ...]:
        """Tell where the region lies in an aligned frame, in 0...1 of it (and beyond, where it sticks out)."""
        moved = cv2.perspectiveTransform(self.region[None], alignment.matrix)[0]
        return tuple((float(x) / frame.shape[1], float(y) / frame.shape[0]) for x, y in moved)

    def mask(self, size: tuple[int, int]) -> Numbers:
        """Tell how much of each cell of a grid (width, height) over the crop lies in the region: height x width,
        0...1.
        """
        points = (self.region - np.array(self.box[:2])) / np.array(
            [self.box[2] - self.box[0], self.box[3] - self.box[1]]
        )
        fine = np.zeros((size[1] * 8, size[0] * 8), np.uint8)
        cv2.fillPoly(fine, [np.round(points * [size[0] * 8, size[1] * 8]).astype(np.int32)], 255)
        return np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.float32) / 255


def window_of(region: Outline, reference_size: tuple[int, int], *, sharp: bool = False) -> Window:
    """Return the window of a region (0...1 of the reference photo of ``reference_size`` width and height in pixels).

    A ``sharp`` one keeps the pixels of the frame; the others have about the same size, whatever the region's.
    """
    points = np.array(region, np.float64) * np.array(reference_size)
    (left, top), (right, bottom) = points.min(0), points.max(0)
    width, height = right - left, bottom - top
    area = max(width * height, 1.0)
    scale = min(1.0, float(np.sqrt(SHARP_AREA / area))) if sharp else min(LARGEST, float(np.sqrt(AREA / area)))
    margin = MARGIN * float(np.sqrt(width * height))
    sides = [max(2, round((side + 2 * margin) * scale / STRIDE)) * STRIDE for side in (width, height)]
    middle = (left + right) / 2, (top + bottom) / 2
    half = sides[0] / scale / 2, sides[1] / scale / 2
    box = middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]
    return Window(box, (sides[0], sides[1]), points, region)
