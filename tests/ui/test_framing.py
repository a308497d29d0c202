"""How photos of any shape stand in their area."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.framing import FILL_CUT, PORTRAIT_CUT, WHOLE, ZOOM, framed
from tests.conftest import ROOT

AREA = (1393, 784)
PLACE = (0.183, 0.402, 0.628, 0.549)


def test_a_wide_photo_fills_its_area() -> None:
    framing = framed((1600, 900), AREA, None, FILL_CUT)
    assert framing.target == Box(0, 0, *AREA)
    assert framing.window == pytest.approx(WHOLE, abs=0.001)


def test_a_photo_of_another_shape_stands_whole() -> None:
    framing = framed((4000, 3000), AREA, PLACE, FILL_CUT)
    assert framing.window == WHOLE
    assert framing.target.h == AREA[1]
    assert framing.target.w == pytest.approx(AREA[1] * 4 / 3, abs=1)
    assert framing.target.x == pytest.approx((AREA[0] - framing.target.w) / 2, abs=1)


def test_portrait_cuts_around_the_place() -> None:
    framing = framed((1600, 900), (984, 800), PLACE, PORTRAIT_CUT)
    left, top, right, bottom = framing.window
    assert framing.target == Box(0, 0, 984, 800)
    assert (top, bottom) == (0, 1)
    assert (left + right) / 2 == pytest.approx((PLACE[0] + PLACE[2]) / 2)
    assert right - left == pytest.approx(984 / 800 / (16 / 9))


def test_without_a_place_nobody_knows_what_may_be_cut() -> None:
    assert framed((1600, 900), (984, 800), None, PORTRAIT_CUT).window == WHOLE


def test_a_place_is_never_cut() -> None:
    assert framed((1600, 900), (984, 800), (0.1, 0.1, 0.95, 0.9), PORTRAIT_CUT).window == WHOLE


def test_zoom_goes_to_the_place() -> None:
    framing = framed((1600, 900), AREA, PLACE, FILL_CUT, zoomed=True)
    left, top, right, bottom = framing.window
    assert right - left == pytest.approx(1 / ZOOM, abs=0.01)
    assert left <= PLACE[0]
    assert right >= PLACE[2]
    assert top <= PLACE[1]
    assert bottom >= PLACE[3]


fraction = st.floats(0, 1, allow_nan=False)
side = st.integers(50, 6000)


@given(
    photo=st.tuples(side, side),
    area=st.tuples(st.integers(100, 3000), st.integers(100, 3000)),
    x=st.tuples(fraction, fraction),
    y=st.tuples(fraction, fraction),
    cut=st.sampled_from([FILL_CUT, PORTRAIT_CUT]),
    zoomed=st.booleans(),
)
def test_never_stretched_never_outside_and_the_place_in_sight(
    photo: tuple[int, int],
    area: tuple[int, int],
    x: tuple[float, float],
    y: tuple[float, float],
    cut: float,
    zoomed: bool,
) -> None:
    place = (min(x), min(y), max(x), max(y))
    framing = framed(photo, area, place, cut, zoomed)
    left, top, right, bottom = framing.window
    assert -1e-9 <= left < right <= 1 + 1e-9
    assert -1e-9 <= top < bottom <= 1 + 1e-9
    assert left <= place[0] + 1e-6
    assert top <= place[1] + 1e-6
    assert right >= place[2] - 1e-6
    assert bottom >= place[3] - 1e-6
    assert framing.target.inside(Box(0, 0, *area))
    if min(framing.target.w, framing.target.h) > 40:  # whole pixels hide the shape of smaller ones
        shown = (right - left) * photo[0] / ((bottom - top) * photo[1])
        assert shown == pytest.approx(framing.target.w / framing.target.h, rel=0.04)


MAGNIFIED = """
from PySide6.QtWidgets import QApplication, QWidget
from oss_app.ui.kiosk.layout import lay_out
from oss_app.ui.kiosk.player.photo import PhotoView
from oss_app.ui.kit import fonts
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import LIGHT
from tests.ui.screens import EXTENT

app = QApplication([])
fonts.load()
window = QWidget()
window.resize(600, 400)
window.setStyleSheet(f"background: {LIGHT.ground}")
photo = PhotoView(Pictures(), window)
photo.set_style(LIGHT, lay_out(1280, 720, 3.7, 1.0, EXTENT, fonts.measured), still=True)
window.show()
for width in range(300, 308):
    photo.place(Box(10, 10, width, 203))
    photo.show_picture(None, fresh=False)
    seen = window.grab().toImage()
    last = int((10 + width) * seen.devicePixelRatio() - 0.01)
    print(*(seen.pixelColor(last + beside, round(10 * seen.devicePixelRatio())).name().upper() for beside in (-1, 0)))
print(LIGHT.ground.upper(), LIGHT.ground.upper())
"""


@pytest.mark.parametrize("factor", ["1.5", "1.75"])
def test_a_magnified_photos_corners_are_round_to_the_last_pixel(factor: str) -> None:
    """Where a photo ends within a pixel, a line of it stood in its corners."""
    done = subprocess.run(
        [sys.executable, "-c", MAGNIFIED],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert len(set(done.stdout.split())) == 1, done.stdout
