"""Printed ArUco tags that let a tray be followed in any light: which cells of each tag are black (C10)."""

from __future__ import annotations

import cv2

from oss_app.vision.align import TAG_KINDS

COUNT = 50  # tags in the dictionary
SIDE = 6  # cells of a tag: four by four, and a black rim
MM = 30.0  # side of a printed tag with its rim: found from about a metre by a consumer webcam (start)
QUIET = 1.0  # cells of white that must stay around a tag

Cells = tuple[tuple[bool, ...], ...]


def tag_cells(tag: int) -> Cells:
    """The cells of a tag, row by row from the top; True is black. Raises ValueError for a number that does not exist.

    Drawn as squares by whoever prints, so that paper gets sharp edges at any size.
    """
    if not 0 <= tag < COUNT:
        raise ValueError(f"there are tags 0 to {COUNT - 1}, not {tag}")
    dictionary = cv2.aruco.getPredefinedDictionary(TAG_KINDS)
    picture = cv2.aruco.generateImageMarker(dictionary, tag, SIDE, borderBits=1)
    return tuple(tuple(bool(value == 0) for value in row) for row in picture)
