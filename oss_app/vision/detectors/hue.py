"""The colour of an item, which patches hardly see: lest a red one be taken for an orange one of the same shape.

A disc for a square of its colour neither: the outline of a colour is seen sharper than by patches.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from oss_app.vision.model import CELL, Box
from oss_app.vision.picture import Numbers, Picture

FINE = 2  # cells of colour to a patch, each way
SLIP = 3  # cells by which an item may lie elsewhere as a whole ...
LOOSE = 2  # ... and by which each of its cells may, where its colour alone is asked for
MOST = 85, 95  # percentile of the item's cells, for colour and outline: a glint may differ
LEAST = 6.0, 10.0  # steps of CIELAB's a and b that are always allowed (start)
OWN = 3.0, 2.0  # so many times the largest distance among the taught photos (start)
TURN = 5.0  # degrees by which an item may always lie otherwise than it was taught (start)
GAIN = 0.4, 2.5  # a lamp makes a channel at most so much darker or brighter than it was when taught
DIM = 0.02  # added to it, lest black count much
FEW = 10  # cells around an item from which its light can be told
SOLID = 0.5  # of the strongest change: from there a patch belongs to the item


class Hue:
    """Compares the colour of an item with that of the taught photos, the light taken off by what lies around it.

    ``things`` are the taught photos with the item (BGR, uint8, one size); ``items`` say, in patches of ``box``, where
    each one's item lies, 0...1.
    """

    def __init__(self, things: Sequence[Picture], items: Sequence[Numbers], box: Box) -> None:
        self._photos = [_cells(thing) for thing in things]
        self._tints = [_tint(photo) for photo in self._photos]
        masks = [_spread(item, box, photo.shape[:2]) for item, photo in zip(items, self._photos, strict=True)]
        self._items = [np.nonzero(mask) for mask in masks]
        wide = np.ones((2 * SLIP + 1, 2 * SLIP + 1), np.uint8)
        self._around = [np.flatnonzero(cv2.dilate(mask.astype(np.uint8), wide) == 0) for mask in masks]
        alone = np.zeros(2)
        among = [
            min((self._apart(a, j) for j in range(len(self._photos)) if j != i), key=sum, default=alone)
            for i, a in enumerate(self._photos)
        ]
        self._limits = np.maximum(LEAST, OWN * np.max([alone, *among], axis=0))
        turned = [self._apart(_turned(photo), j)[1] for j, photo in enumerate(self._photos)]
        self._limits[1] = max(self._limits[1], *turned)

    def excess(self, crop: Picture) -> float:
        """Tell how many times too far the item is from the nearest taught one, in colour or outline; up to 1 it is
        right.
        """
        seen = _cells(crop)
        return float(min((self._apart(seen, j) / self._limits).max() for j in range(len(self._photos))))

    def _apart(self, seen: Numbers, j: int) -> Numbers:
        """Tell how far the item is from that of one photo, in steps of CIELAB's a and b: in colour, in outline.

        For the colour each cell is sought by itself, so that edges do not count. So a disc passes for a star of its
        colour: for the outline the item is sought as a whole.
        """
        rows, columns = self._items[j]
        if not rows.size:
            return np.zeros(2)
        top, left, sides = rows.min(), columns.min(), np.arange(2 * SLIP + 1)
        padded = np.pad(seen, ((SLIP, SLIP), (SLIP, SLIP), (0, 0)), "edge")
        here = padded[top : rows.max() + len(sides), left : columns.max() + len(sides)]
        tint = _tint(np.clip(here * self._light(seen, j, self._around[j]), 0, 1))
        there = tint[rows - top + sides[:, None, None], columns - left + sides[:, None]]
        a, b = np.moveaxis(there - self._tints[j][rows, columns], -1, 0)
        apart = a * a + b * b
        near = slice(SLIP - LOOSE, SLIP + LOOSE + 1)
        colour, outline = (rows.size * most // 100 for most in MOST)
        return np.sqrt(
            [
                np.partition(apart[near, near].min((0, 1)), colour)[colour],
                np.partition(apart, outline)[..., outline].min(),
            ]
        )

    def _light(self, seen: Numbers, j: int, around: Numbers) -> Numbers:
        """By how much each channel must be brighter for the surroundings to look as in one photo."""
        if around.size < FEW:
            return np.ones(3, np.float32)
        taught, now = (cells.reshape(-1, 3)[around] for cells in (self._photos[j], seen))
        return np.asarray(np.clip(np.median((taught + DIM) / (now + DIM), axis=0), *GAIN), np.float32)


def _spread(item: Numbers, box: Box, size: tuple[int, ...]) -> Numbers:
    """Return the cells of an item that is given in patches: height x width, bool."""
    left, top, right, bottom = (FINE * side for side in box)
    mask = np.zeros(size, bool)
    mask[top:bottom, left:right] = np.kron(item >= SOLID * item.max(), np.ones((FINE, FINE))) > 0
    return mask


def _cells(crop: Picture) -> Numbers:
    """Return the mean colour of each cell: height x width x 3, blue green red, 0...1."""
    size = crop.shape[1] * FINE // CELL, crop.shape[0] * FINE // CELL
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.float32) / 255


def _turned(cells: Numbers) -> Numbers:
    """Return the cells turned a little about their middle."""
    height, width = cells.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2 - 0.5, height / 2 - 0.5), TURN, 1)
    return np.asarray(cv2.warpAffine(cells, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def _tint(cells: Numbers) -> Numbers:
    """CIELAB's a and b of each cell: height x width x 2."""
    return np.asarray(cv2.cvtColor(cells.astype(np.float32), cv2.COLOR_BGR2LAB))[:, :, 1:]
