"""How unlike two aligned pictures are, patch by patch, where a patch may have slipped a little."""

from __future__ import annotations

import numpy as np

from oss_app.vision.picture import Numbers

SLIP = 1  # patches (8 pixels of a crop) by which an item as a whole may lie elsewhere, each way
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in patches."""


def unlikeness(seen: Numbers, taught: Numbers, box: Box, slip: int = SLIP) -> Numbers:
    """1 - likeness of the patches in ``box`` of ``seen``, to those of ``taught`` moved by up to ``slip`` patches.

    Both are CxHxW. The answer is (2 slip + 1) x (2 slip + 1) x height x width of the box; each patch may in addition
    differ by one patch from the movement of the whole, since things have height and alignments have errors.
    """
    left, top, right, bottom = box
    reach = slip + 1
    here = seen[:, top:bottom, left:right]
    there = np.pad(taught, ((0, 0), (reach, reach), (reach, reach)), "edge")
    height, width = bottom - top, right - left
    side = 2 * reach + 1
    raw = np.full((side, side, height, width), 2.0, np.float32)
    for i in range(side):
        for j in range(side):
            if abs(i - reach) + abs(j - reach) <= 2 * slip + 1:  # the corners are in no patch's neighbourhood
                moved = there[:, top + i : top + i + height, left + j : left + j + width]
                np.einsum("chw,chw->hw", here, moved, out=raw[i, j])
                np.subtract(1, raw[i, j], out=raw[i, j])
    centre = raw[1:-1, 1:-1]
    return np.asarray(np.minimum.reduce([centre, raw[:-2, 1:-1], raw[2:, 1:-1], raw[1:-1, :-2], raw[1:-1, 2:]]))


def unmoved(volume: Numbers) -> Numbers:
    """The map of an ``unlikeness`` in which the whole did not move: height x width."""
    middle = volume.shape[0] // 2
    return np.asarray(volume[middle, middle])


def distance(volume: Numbers, weights: Numbers) -> float:
    """The weighted mean of an ``unlikeness`` under the movement that makes it least; ``weights`` move along."""
    slip = volume.shape[0] // 2
    height, width = weights.shape
    padded = np.pad(weights, slip)
    least = np.inf
    for i in range(2 * slip + 1):
        for j in range(2 * slip + 1):
            moved = padded[i : i + height, j : j + width]
            least = min(least, float((volume[i, j] * moved).sum() / (moved.sum() + 1e-6)))
    return least
