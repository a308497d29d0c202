"""The edge of the dark within a lit outline is read to parts of a pixel, which grade the light."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.light_bench.edges import hole

FINE = 8  # parts of a pixel, of which each is lit or dark


@pytest.mark.parametrize("beside", [0.0, 0.3, 0.5])
@pytest.mark.parametrize("turn", [0.0, 3.0])
def test_a_dark_place_of_known_size_is_read_as_large_as_it_is(beside: float, turn: float) -> None:
    middle, half = np.array([40.0 + beside, 38.0 + beside / 2]), np.array([24.3, 15.6])
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    axes = np.array([[c, s], [-s, c]])
    spots = (np.arange(80 * FINE) + 0.5) / FINE - 0.5  # the middle of a pixel is a whole number
    points = np.stack(np.meshgrid(spots, spots), -1) - middle
    deep = np.abs(points @ axes.T) - half
    lit = (deep.max(-1) > 0) & (deep.max(-1) < 8)
    picture = cv2.resize(lit.astype(np.float32) * 237, (80, 80), interpolation=cv2.INTER_AREA).astype(np.uint8)
    beyond = (np.abs((hole(picture) - middle) @ axes.T) - half).max(-1)
    assert abs(float(np.mean(beyond))) < 0.05
    assert float(np.percentile(np.abs(beyond), 95)) < 0.15
