"""The picture embedding that the appearance checks share: EfficientNet-Lite0, cut in the middle, run by cv2.dnn."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from oss_app.resources import assets
from oss_app.vision.picture import Numbers, Picture

FILE = "efficientnet-lite0.onnx"
MEAN, SCALE = 127.0, 1 / 128  # what the network was trained on
STRIDE = 16  # sides of a picture are multiples of it
CELL = 8  # pixels of the picture to one patch


@cache
def _network() -> cv2.dnn.Net:
    return cv2.dnn.readNetFromONNX(str(assets() / "models" / FILE))


def patches(picture: Picture) -> Numbers:
    """What the network makes of each patch of 8x8 pixels and its surroundings: 120 x height/8 x width/8, float32.

    Each patch is a vector of length 1: 40 numbers that see some 50 pixels around it, 80 that see some 150. The dot
    product of two patches is their likeness, 1 for the same.
    """
    network = _network()
    network.setInput(cv2.dnn.blobFromImage(picture, SCALE, mean=(MEAN,) * 3, swapRB=True))
    fine, coarse = (output[0] for output in network.forward(["fine", "coarse"]))
    height, width = fine.shape[1:]
    enlarged = cv2.resize(np.ascontiguousarray(coarse.transpose(1, 2, 0)), (width, height)).transpose(2, 0, 1)
    parts = [part / (np.linalg.norm(part, axis=0, keepdims=True) + 1e-6) for part in (fine, enlarged)]
    return np.ascontiguousarray(np.concatenate(parts) / np.sqrt(2), np.float32)
