"""The projector's picture on the coach's page: what lies beside another can still be taken hold of."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.ui.desk.station.bench_canvas import BenchCanvas, CanvasShape
from oss_app.ui.kit.theme import LIGHT

FRAME = ((300.0, 200.0), (700.0, 200.0), (700.0, 500.0), (300.0, 500.0))
SMALL = ((310.0, 210.0), (340.0, 210.0), (340.0, 240.0), (310.0, 240.0))
BESIDE = ((346.0, 210.0), (376.0, 210.0), (376.0, 240.0), (346.0, 240.0))


def _canvas(qtbot: QtBot) -> BenchCanvas:
    canvas = BenchCanvas(LIGHT, "bench")
    qtbot.addWidget(canvas)
    canvas.resize(1280, 720)
    canvas.show()
    shapes = [CanvasShape("tray", FRAME, is_frame=True), CanvasShape("a", SMALL, "a"), CanvasShape("b", BESIDE, "b")]
    canvas.show_shapes((1280, 720), shapes)
    return canvas


def _press(canvas: BenchCanvas, x: int, y: int) -> tuple[str, int]:
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    return canvas.chosen


def test_a_small_place_is_not_covered_by_the_corners_of_those_beside_it(qtbot: QtBot) -> None:
    canvas = _canvas(qtbot)
    assert _press(canvas, 361, 232) == ("b", -1), "the place, and not one of the eight corners near by"
    assert _press(canvas, 376, 240) == ("b", 2), "its own corners, once it is chosen"
    assert _press(canvas, 318, 232) == ("a", -1)
    assert _press(canvas, 600, 400) == ("tray", -1)
    assert _press(canvas, 700, 500) == ("tray", 2)


def test_every_corner_is_reached_by_keys(qtbot: QtBot) -> None:
    canvas = _canvas(qtbot)
    seen = set()
    for _ in range(15):
        seen.add(canvas.chosen)
        QTest.keyClick(canvas, Qt.Key.Key_N)
    assert seen == {(key, corner) for key in ("tray", "a", "b") for corner in range(-1, 4)}
