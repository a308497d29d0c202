"""The coach's page for the light: nine crosses lie where the tags do, and one that lies wrong is not kept silently."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.core.light import BenchLight, MadeBy
from oss_app.i18n import load
from oss_app.projection.tags import SPOTS
from oss_app.ui.desk.station.light_page import AREA, LightPage
from oss_app.ui.kit.light_window import LightWindow

SIZE = (1280, 720)


class Desk:
    """The page, the light it shows, and what it asks to be kept."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = LightWindow()
        self.window.resize(*SIZE)
        self.page = LightPage(load("en"), self.window, BenchLight(), [], has_camera=False)
        for widget in (self.window, self.page):
            qtbot.addWidget(widget)
            widget.show()
        self.kept: list[BenchLight] = []
        self.page.kept.connect(self.kept.append)
        self.page.kept.connect(self.page.show_light)

    def lay(self, cross: int, dx: float, dy: float) -> None:
        self.page.canvas.moved.emit(AREA, cross, dx, dy)

    def crosses(self) -> list[tuple[float, float]]:
        (shape,) = self.page.canvas.shapes
        return [*shape.points, *shape.more]

    def light(self) -> np.ndarray:
        image = self.window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_cross_lies_on_every_tag_and_on_the_middle(desk: Desk) -> None:
    desk.page.keep.click()
    bench_map = desk.kept[-1].map
    assert bench_map and bench_map.made_by is MadeBy.HAND
    light = desk.light()
    for u, v in (*SPOTS, (0.5, 0.5)):
        x, y = bench_map.to_picture.at((u * bench_map.area[0], v * bench_map.area[1]))
        assert light[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].max() > 90


def test_the_keyboard_reaches_every_cross_corners_first(desk: Desk) -> None:
    before = desk.crosses()
    for _ in range(9):
        QTest.keyClick(desk.page.canvas, Qt.Key.Key_Right)
        QTest.keyClick(desk.page.canvas, Qt.Key.Key_N)
    moved = [after[0] - there[0] for there, after in zip(before, desk.crosses(), strict=True)]
    assert moved[:4] == pytest.approx([1.0] * 4)
    assert all(far >= 2.0 - 1e-6 for far in moved[4:]), "they went with the corners, and one further by themselves"


def test_a_cross_on_the_wrong_spot_is_not_kept_and_shines_out_from_the_others(desk: Desk) -> None:
    for cross in range(9):
        desk.lay(cross, 0.5, 0.5)
    assert "agree to 1 mm" in desk.page.area.miss.text()
    desk.lay(6, 0.0, -25.0)
    desk.page.canvas.choose(AREA, 0)
    desk.page.keep.click()
    assert desk.kept == []
    assert "mm from where the others put them" in desk.page.note.words
    assert desk.page.canvas.chosen == (AREA, 6)
    desk.lay(6, 0.0, 25.0)
    desk.page.keep.click()
    assert len(desk.kept) == 1
    assert desk.page.area.miss.isVisible(), "the crosses stay as they were laid"
