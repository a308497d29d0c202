"""The window on a real X display: whole, frameless, of the right size, and back when the display changes (R6)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QColor

from oss_app.ui.kit.theme import LIGHT
from tests.window import ROOT, Desktop, desktop_of, wait_until

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("qapp")]


@pytest.fixture(params=["desktop", pytest.param("small_desktop", marks=pytest.mark.slow)])
def screen(request: pytest.FixtureRequest) -> Desktop:
    found: Desktop = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def started(screen: Desktop, tmp_path: Path) -> Iterator[Desktop]:
    """The program on the first step of a task."""
    program = screen.start("run", "ontbijt", "--camera", "none", "--data", str(tmp_path))
    try:
        screen.wait_for_window()
        yield screen
    finally:
        program.kill()
        program.wait(10)


def geometry(screen: Desktop) -> tuple[int, ...]:
    """Left, top, width and height of the window."""
    said = subprocess.run(
        ["xdotool", "getwindowgeometry", screen.windows()[-1]],
        env=screen.environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(int(n) for pair in (r"Position: (-?\d+),(-?\d+)", r"Geometry: (\d+)x(\d+)") for n in _two(pair, said))


def _two(pattern: str, text: str) -> tuple[str, str]:
    found = re.search(pattern, text)
    assert found
    return found[1], found[2]


def test_the_window_is_the_whole_screen(started: Desktop) -> None:
    assert geometry(started) == (0, 0, started.width, started.height)


def test_what_is_on_the_screen_is_the_step(started: Desktop, tmp_path: Path) -> None:
    picture = cv2.imread(str(started.picture(tmp_path / "now.png")))
    assert picture is not None
    assert picture.shape == (started.height, started.width, 3)
    done = _largest_of(picture, LIGHT.accent)
    x, y, width, height = done
    margin = round(0.025 * started.width)
    assert x + width == pytest.approx(started.width - margin, abs=2), "Done stands in the lower right corner"
    assert y + height == pytest.approx(started.height - margin, abs=2)
    assert tuple(picture[3, 3][::-1]) == QColor(LIGHT.ground).getRgb()[:3]


def _largest_of(picture: np.ndarray, colour: str) -> tuple[int, int, int, int]:  # type: ignore[type-arg]
    """The box of the largest area of one colour."""
    blue_green_red = np.array(QColor(colour).getRgb()[2::-1], np.uint8)
    mask = (np.abs(picture.astype(int) - blue_green_red).max(axis=2) < 3).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    x, y, width, height, _ = stats[1:][stats[1:, 4].argmax()]
    return int(x), int(y), int(width), int(height)


def test_keys_steer_and_the_ring_shows_where(started: Desktop, tmp_path: Path) -> None:
    started.click(0.5, 0.5)
    without = cv2.imread(str(started.picture(tmp_path / "without.png")))
    started.key("Tab")
    ringed = cv2.imread(str(started.picture(tmp_path / "ringed.png")))
    assert without is not None
    assert ringed is not None
    _, xs = np.nonzero(np.abs(without.astype(int) - ringed).max(axis=2) > 40)
    assert xs.size > 400
    assert xs.min() > started.width * 0.6, "only a control of the column has changed"


PROBE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kiosk.window import MainWindow
app = QApplication([])
app.setDesktopFileName("oss-app")
display = StationDisplay("right", "")
window = MainWindow(display)
def tell():
    print(window.geometry().getRect(), round(display.pixels_per_mm(), 2), flush=True)
window.display_changed.connect(tell)
window.open()
QTimer.singleShot(0, tell)
app.exec()
"""
RIGHT = "1280/400x720/225+1280+0"
"""The right half of the display as a display of its own: pixels, millimetres, where."""


def test_a_display_that_was_lost_gets_its_window_back(tmp_path: Path) -> None:
    with desktop_of(2560, 720, managed=False) as wide:

        def displays(*change: str) -> None:
            subprocess.run(["xrandr", *change], env=wide.environment, check=True, capture_output=True)

        if shutil.which("xrandr") is None:
            pytest.skip("displays are made with xrandr")
        told = tmp_path / "told"
        with told.open("wb") as out:
            program = subprocess.Popen([sys.executable, "-c", PROBE], cwd=ROOT, env=wide.environment, stdout=out)
        try:
            wait_until(lambda: "(0, 0, 2560, 720)" in told.read_text(), "the window came on the display that there is")
            displays("--setmonitor", "right", RIGHT, "none")
            wait_until(lambda: "(1280, 0, 1280, 720) 3.2" in told.read_text(), "not on the right display")
            displays("--delmonitor", "right")
            wait_until(lambda: told.read_text().count("(0, 0, 2560, 720)") == 2, "not on what is left")
            displays("--setmonitor", "right", RIGHT, "none")
            wait_until(lambda: told.read_text().count("(1280, 0, 1280, 720)") == 2, "not back")
        finally:
            program.kill()
            program.wait(10)
