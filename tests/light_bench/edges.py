"""Where light ends in the pixels of the app's second window."""

from __future__ import annotations

import cv2
import numpy as np


def hole(picture: np.ndarray) -> np.ndarray:
    """The edge (N x 2, pixels) of what a lit outline leaves dark: where the light is half, between two pixels.

    OpenCV gives the lit pixels round a hole, whole ones: their middles lie half a pixel beyond its edge.
    """
    light, half = picture.astype(np.float64), float(picture.max()) / 2
    contours, tree = cv2.findContours((light > half).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    holes = [c for c, t in zip(contours, tree[0], strict=True) if t[3] >= 0]
    rim = max(holes, key=cv2.contourArea)[:, 0]
    inside = cv2.fillPoly(np.zeros(picture.shape, np.uint8), [rim], 1)
    edge = []
    for x, y in rim:
        for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            lit, dark = light[y, x], light[y + down, x + across]
            if inside[y + down, x + across] and dark <= half:
                part = (lit - half) / (lit - dark)
                edge.append((x + part * across, y + part * down))
    return np.array(edge)
