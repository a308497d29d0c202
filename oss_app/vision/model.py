"""The picture embedding that the appearance checks share: EfficientNet-Lite0, cut in the middle, run by cv2.dnn."""

from __future__ import annotations

import queue
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import cv2
import numpy as np

from oss_app.resources import assets
from oss_app.vision.picture import Numbers, Picture

SLIP = 1  # patches (8 pixels of a crop) by which an item as a whole may lie elsewhere, each way
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in patches."""


def read_network(data: bytes) -> cv2.dnn.Net:
    """Return a network from the bytes of its ONNX file: by its path OpenCV opens none on Windows if it has an
    accent in it.

    Raises cv2.error.
    """
    return cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))


def unlikeness(seen: Numbers, taught: Numbers, box: Box, slip: int = SLIP) -> Numbers:
    """1 - likeness of the patches in ``box`` of ``seen``, to those of ``taught`` moved by up to ``slip`` patches.

    Both are CxHxW, ``seen`` in single precision. The answer is (2 slip + 1) x (2 slip + 1) x height x width of the
    box; each patch may in addition differ by one patch from the movement of the whole, since things have height and
    alignments have errors.
    """
    left, top, right, bottom = box
    reach = slip + 1
    here = seen[:, top:bottom, left:right]
    there = np.pad(np.asarray(taught, np.float32), ((0, 0), (reach, reach), (reach, reach)), "edge")
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
    """Return the map of an ``unlikeness`` in which the whole did not move: height x width."""
    middle = volume.shape[0] // 2
    return np.asarray(volume[middle, middle])


def distance(volume: Numbers, weights: Numbers) -> float:
    """Return the weighted mean of an ``unlikeness`` under the movement that makes it least; ``weights`` move along."""
    slip = volume.shape[0] // 2
    height, width = weights.shape
    padded = np.pad(weights, slip)
    least = np.inf
    for i in range(2 * slip + 1):
        for j in range(2 * slip + 1):
            moved = padded[i : i + height, j : j + width]
            least = min(least, float((volume[i, j] * moved).sum() / (moved.sum() + 1e-6)))
    return least


def change_alike(
    before: Numbers,
    now: Numbers,
    things: Sequence[Numbers],
    bare: Sequence[Numbers],
    items: Sequence[Numbers],
    box: Box,
) -> float:
    """Tell how alike the change is to what the coming of a taught item changes: -1...1, the largest over the photos.

    ``bare`` has, for each of ``things``, the taught photo of the place without it that is most like it; ``items`` says
    where the item lies, height x width of ``box``. The item may lie one patch aside.
    """
    left, top, right, bottom = box
    here = np.pad(now - before, ((0, 0), (1, 1), (1, 1)))
    height, width = bottom - top, right - left
    most = -1.0
    for thing, empty, item in zip(things, bare, items, strict=True):
        wanted = (thing - empty)[:, top:bottom, left:right] * item
        norm = float(np.sqrt((wanted * (thing - empty)[:, top:bottom, left:right]).sum())) + 1e-6
        for i in range(3):
            for j in range(3):
                seen = here[:, top + i : top + i + height, left + j : left + j + width]
                length = float(np.sqrt((seen * seen * item).sum())) + 1e-6
                most = max(most, float((wanted * seen).sum()) / (norm * length))
    return most


FILE = "efficientnet-lite0.onnx"
MEAN, SCALE = 127.0, 1 / 128  # what the network was trained on
STRIDE = 16  # sides of a picture are multiples of it
CELL = 8  # pixels of the picture to one patch


_idle: queue.SimpleQueue[cv2.dnn.Net] = queue.SimpleQueue()
"""Networks that nobody uses: one of OpenCV's serves one thread at a time, and reading it takes as long as using it."""


@contextmanager
def _network() -> Iterator[cv2.dnn.Net]:
    """Yield a network for this thread alone."""
    try:
        network = _idle.get_nowait()
    except queue.Empty:
        network = read_network((assets() / "models" / FILE).read_bytes())
    yield network
    _idle.put(network)  # not after an error: what state it is in then nobody knows


def patches(picture: Picture) -> Numbers:
    """Return what the network makes of each patch of 8x8 pixels and its surroundings: 120 x height/8 x width/8,
    float32.

    Each patch is a vector of length 1: 40 numbers that see some 50 pixels around it, 80 that see some 150. The dot
    product of two patches is their likeness, 1 for the same.
    """
    with _network() as network:
        network.setInput(cv2.dnn.blobFromImage(picture, SCALE, mean=(MEAN,) * 3, swapRB=True))
        fine, coarse = (output[0] for output in network.forward(["fine", "coarse"]))
    height, width = fine.shape[1:]
    enlarged = cv2.resize(np.ascontiguousarray(coarse.transpose(1, 2, 0)), (width, height)).transpose(2, 0, 1)
    parts = [part / (np.linalg.norm(part, axis=0, keepdims=True) + 1e-6) for part in (fine, enlarged)]
    return np.ascontiguousarray(np.concatenate(parts) / np.sqrt(2), np.float32)
