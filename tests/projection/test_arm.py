"""An arm that reaches into the picture is seen on every bench, and a tray that was pushed is none."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.projection.arm import ArmFinder, small_picture
from oss_app.projection.picture import Grey
from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.bench import ALBEDO
from tests.light_bench.kit import dental_tray

SETTLED = 30  # frames after which the simulated camera has got used to the light


def _rig(seed: int, tray: Box) -> Rig:
    """A white bench without a grain worth the name, its camera and projector as the seed has them."""
    rig = make_rig(seed, surfaces=("white",), tag_error=0.5, frame=(640, 360), boxes=[tray])
    rig.dropped = 0.0
    for _ in range(SETTLED):
        _frame(rig)
    return rig


def _frame(rig: Rig) -> Grey:
    frame = rig.shoot(rig.now + 0.125)
    assert frame is not None
    return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)


def _finder(rig: Rig) -> ArmFinder:
    """It knows the bench as it was taught, and as it was a moment ago."""
    finder = ArmFinder(small_picture(_frame(rig)))
    for _ in range(2):
        finder.keep(_frame(rig))
    return finder


def test_a_sleeve_as_bright_as_the_bench_is_seen_where_it_comes_in() -> None:
    rig = _rig(506, dental_tray((587.5, 302.8), 142.0, 11.8))
    finder = _finder(rig)
    assert not any(finder.reaches(_frame(rig)) for _ in range(3))
    sleeve = Box((658.0, 650.0), (80.0, 500.0, 60.0), 0.0, "wood", albedo=ALBEDO["white"] * 0.98)
    rig.bench.boxes = [dental_tray((606.3, 315.4), 142.0, 6.8, "12"), sleeve]
    rig.look()
    assert all(finder.reaches(_frame(rig)) for _ in range(3))


def test_a_high_tray_that_was_pushed_is_no_arm() -> None:
    """What changed in the middle was taken for a change of light, and what did not change at the edge for an arm."""
    rig = _rig(512, dental_tray((573.2, 298.1), 117.0, -10.6))
    finder = _finder(rig)
    rig.bench.boxes = [dental_tray((568.9, 324.9), 117.0, -13.5, "12")]
    rig.look()
    assert not any(finder.reaches(_frame(rig)) for _ in range(3))


def test_a_soft_shadow_over_the_edge_is_no_arm() -> None:
    rig = _rig(506, dental_tray((587.5, 302.8), 60.0, 11.8))
    finder = _finder(rig)
    picture = _frame(rig).astype(np.float32)
    across = np.linspace(-1, 1, picture.shape[1])
    shaded = picture * (1 - 0.02 * np.exp(-((across / 0.5) ** 2)))
    assert not finder.reaches(np.asarray(shaded, np.uint8))
