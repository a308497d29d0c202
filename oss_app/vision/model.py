"""The picture embedding that the appearance checks share: EfficientNet-Lite0, cut in the middle, run by cv2.dnn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2

from oss_app.resources import assets
from oss_app.vision.picture import Numbers, Picture

FILE = "efficientnet-lite0.onnx"
MEAN, SCALE = 127.0, 1 / 128  # what the network was trained on


@dataclass(frozen=True)
class Maps:
    """What the network makes of a picture, CxHxW, float32: ``fine`` (40 at 1/8), ``coarse`` (112 at 1/16)."""

    fine: Numbers
    coarse: Numbers


@cache
def _network() -> cv2.dnn.Net:
    return cv2.dnn.readNetFromONNX(str(assets() / "models" / FILE))


def maps(picture: Picture) -> Maps:
    """The maps of a BGR picture whose sides are multiples of 16."""
    network = _network()
    network.setInput(cv2.dnn.blobFromImage(picture, SCALE, mean=(MEAN,) * 3, swapRB=True))
    fine, coarse = network.forward(["fine", "coarse"])
    return Maps(fine[0].copy(), coarse[0].copy())
