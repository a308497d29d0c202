"""Finds what reaches into the picture from its edge: a hand, a sleeve, a head, whatever its colour."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.region import Outline
from oss_app.vision.align import Alignment
from oss_app.vision.model import CELL, STRIDE, patches, unlikeness, unmoved
from oss_app.vision.picture import Numbers, Picture

AREA = 320 * 176  # pixels of the small picture that is looked at
UNLIKE = 0.45  # from which a patch, with its neighbours, is unlike the reference photo (start)
LEAST = 0.03  # of the picture: an arm is larger (start)


class HandFinder:
    """Compares whole frames with the reference photo of the bench, coarsely.

    Things that lie on the bench are islands; a hand is joined to the edge of the picture by its arm. Only the shape of
    the change is used: no model of hands, skin or persons is in the program (P4).
    """

    def __init__(self, reference: Picture) -> None:
        height, width = reference.shape[:2]
        factor = np.sqrt(AREA / (width * height))
        self._size = tuple(max(2, round(side * factor / STRIDE)) * STRIDE for side in (width, height))
        self._to_reference = np.diag([width / self._size[0], height / self._size[1], 1.0])
        self._reference = patches(np.asarray(cv2.resize(reference, self._size, interpolation=cv2.INTER_AREA)))

    def reach(self, frame: Picture, alignment: Alignment) -> Numbers:
        """Return a map over the reference photo (height/8 x width/8 of the small picture): 1 where something
        reaches in.
        """
        shrink = self._size[0] / self._to_reference[0, 0] / self._size[0]
        small = cv2.resize(frame, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else frame
        to_small = np.diag([small.shape[1] / frame.shape[1], small.shape[0] / frame.shape[0], 1.0])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        matrix = to_small @ alignment.matrix @ self._to_reference
        aligned = cv2.warpPerspective(small, matrix, self._size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        box = 0, 0, self._size[0] // CELL, self._size[1] // CELL
        change = unmoved(unlikeness(patches(np.asarray(aligned)), self._reference, box, slip=0))
        changed = cv2.blur(change, (3, 3), borderType=cv2.BORDER_REPLICATE) > UNLIKE
        count, pieces = cv2.connectedComponents(changed.astype(np.uint8), connectivity=4)
        found = np.zeros(changed.shape, np.uint8)
        for piece in range(1, count):
            here = pieces == piece
            at_edge = here[0].any() or here[-1].any() or here[:, 0].any() or here[:, -1].any()
            if at_edge and here.mean() > LEAST:
                found |= here.astype(np.uint8)
        return np.asarray(cv2.dilate(found, np.ones((2, 2), np.uint8)))


def cover(reach: Numbers, region: Outline) -> float:
    """Return the share of a region (0...1 of the reference photo) that lies under a map of ``HandFinder``."""
    size = reach.shape[1] * 8, reach.shape[0] * 8
    area = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(area, [np.round(np.array(region) * size).astype(np.int32)], 1)
    under = cv2.resize(reach, size, interpolation=cv2.INTER_NEAREST)
    return float((under * area).sum() / max(1, int(area.sum())))
