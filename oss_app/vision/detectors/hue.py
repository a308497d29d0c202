"""The colour of an item, which patches hardly see: lest a red one be taken for an orange one of the same shape."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from oss_app.vision.model import CELL, Box
from oss_app.vision.picture import Numbers, Picture

FINE = 2  # cells of colour to a patch, each way
SLIP = 2  # cells by which an item may lie elsewhere
MOST = 85  # percentile of the item's cells: its edges may differ
LEAST = 6.0  # steps of CIELAB's a and b that are always allowed (start)
OWN = 3.0  # so many times the largest distance among the taught photos (start)
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
        self._items = [np.flatnonzero(mask) for mask in masks]
        wide = np.ones((2 * SLIP + 1, 2 * SLIP + 1), np.uint8)
        self._around = [np.flatnonzero(cv2.dilate(mask.astype(np.uint8), wide) == 0) for mask in masks]
        among = [
            min((self._apart(a, j) for j in range(len(self._photos)) if j != i), default=0.0)
            for i, a in enumerate(self._photos)
        ]
        self._limit = max(LEAST, OWN * max(among, default=0.0))

    def excess(self, crop: Picture) -> float:
        """Tell how many times too far the colour of the item is from the nearest taught one; up to 1 it is right."""
        seen = _cells(crop)
        return min(self._apart(seen, j) for j in range(len(self._photos))) / self._limit

    def _apart(self, seen: Numbers, j: int) -> float:
        """Tell how far the item's colours are from those of one photo, in steps of CIELAB's a and b."""
        item, around = self._items[j], self._around[j]
        if not item.size:
            return 0.0
        tint = _tint(np.clip(seen * self._light(seen, j, around), 0, 1))
        rows, columns = np.divmod(item, tint.shape[1])
        reach = np.arange(2 * SLIP + 1)
        padded = np.pad(tint, ((SLIP, SLIP), (SLIP, SLIP), (0, 0)), "edge")
        there = padded[rows[:, None, None] + reach[:, None], columns[:, None, None] + reach]
        apart = np.square(there - self._tints[j].reshape(-1, 2)[item][:, None, None]).sum(-1).min((1, 2))
        return float(np.sqrt(np.percentile(apart, MOST)))

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


def _tint(cells: Numbers) -> Numbers:
    """CIELAB's a and b of each cell: height x width x 2."""
    return np.asarray(cv2.cvtColor(cells.astype(np.float32), cv2.COLOR_BGR2LAB))[:, :, 1:]
