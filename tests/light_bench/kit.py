"""The tray of the sample task on the simulated bench, with what its demonstration laid in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from tests.light_bench.bench import Box

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "demo"
TRAY_MM = (300.0, 200.0)
DENTAL = ((0.05, 0.1, 0.64, 0.3), (0.05, 0.4, 0.64, 0.56), (0.06, 0.68, 0.64, 0.92), (0.72, 0.4, 0.92, 0.66))
"""Its places, in parts of it: left, top, right, bottom."""
CORNERS = ((262, 112), (1008, 112), (1034, 636), (236, 636))  # of the tray, in pixels of those pictures


@cache
def dental_top(state: str) -> np.ndarray:
    """The tray from above, as reflectance."""
    picture = cv2.imread(str(ASSETS / f"{state}.jpg"), cv2.IMREAD_GRAYSCALE)
    flat = np.array([[0, 0], [600, 0], [600, 400], [0, 400]], np.float32)
    top = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(np.array(CORNERS, np.float32), flat), (600, 400))
    small = cv2.resize(top, (360, 240), interpolation=cv2.INTER_AREA)
    return np.asarray((small / 255.0) ** 2.2 * 0.9 + 0.02, np.float32)


def dental_tray(at: tuple[float, float], height: float, turn: float = 0.0, state: str = "empty") -> Box:
    """The tray with its middle at a spot of the bench (mm)."""
    return Box(at, (*TRAY_MM, height), turn, "white", picture=dental_top(state))
