"""The coach's page for the light: nine crosses lie where the tags do, and one that lies wrong is not kept silently."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.light import BenchLight, MadeBy
from oss_app.editor.lighting import CornerPlacing
from oss_app.i18n import load
from oss_app.projection.tags import SPOTS
from oss_app.ui.desk.station.light_page import AREA, WORDS, LightPage
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


def test_crosses_that_were_laid_are_told_from_those_that_wait(desk: Desk) -> None:
    def waiting() -> frozenset[int]:
        (shape,) = desk.page.canvas.shapes
        return shape.waiting

    assert waiting() == frozenset(range(9))
    desk.lay(0, 5.0, 5.0)
    desk.lay(6, 0.5, 0.5)
    assert waiting() == frozenset(range(9)) - {0, 6}
    for cross in (1, 2, 3):
        desk.lay(cross, 0.5, 0.5)
    desk.page.keep.click()
    assert waiting() == {4, 5, 7, 8}
    light = desk.light()
    bench_map = desk.kept[-1].map
    assert bench_map

    def ring(u: float, v: float) -> int:
        """How many of twelve points between the arms of a cross are lit."""
        at, lit = (u * bench_map.area[0], v * bench_map.area[1]), 0
        for angle in (n * np.pi / 6 + np.pi / 12 for n in range(12)):
            x, y = bench_map.to_picture.at((at[0] + 15 * np.cos(angle), at[1] + 15 * np.sin(angle)))
            lit += light[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2].max() > 90
        return int(lit)

    assert (ring(0, 0), ring(0.5, 1)) == (12, 12)
    assert (ring(0.5, 0), ring(0.5, 0.5)) == (0, 0)


def test_what_the_camera_found_waits_for_nothing_until_a_corner_is_dragged(desk: Desk) -> None:
    by_camera = CornerPlacing.of(SIZE, None).map().model_copy(update={"made_by": MadeBy.CAMERA})
    desk.page.show_measured(by_camera)
    (shape,) = desk.page.canvas.shapes
    assert shape.waiting == frozenset()
    desk.lay(1, 2.0, 0.0)
    (shape,) = desk.page.canvas.shapes
    assert shape.waiting == {4, 5, 6, 7, 8}, "by hand the middles follow"


@pytest.mark.parametrize("language", ["en", "nl", "de"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (640, 360)])
def test_the_camera_is_asked_without_scrolling(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    """640 x 360 is 1280 x 720 at double size."""
    window = LightWindow()
    window.resize(*SIZE)
    page = LightPage(load(language), window, BenchLight(), [], has_camera=True)
    for widget in (window, page):
        qtbot.addWidget(widget)
    page.resize(*size)
    page.show()

    def stands_beside(widget: QWidget) -> bool:
        left, right = (widget.mapTo(page, QPoint(x, 0)).x() for x in (0, widget.width()))
        return page.canvas.geometry().right() < left and right <= page.width()

    qtbot.waitUntil(lambda: all(stands_beside(one) for one in (page.measure, page.keep, page.area.width_mm)))
    assert page.measure.isVisible()
    assert page.measure.visibleRegion().boundingRect().size() == page.measure.size()
    page.part.button(WORDS).click()
    assert page.measure.isVisible(), "without a map the page stays at the work area"


def test_the_coach_hears_what_helps_where_the_tray_is_too_bright_for_the_camera(desk: Desk) -> None:
    desk.page.show_looked(follows=False, too_bright=True)
    assert "white paper" in desk.page.note.words
    desk.page.show_looked(follows=False, too_bright=False)
    assert "paper" not in desk.page.note.words
