"""The window on the projector: pixel for pixel, black without a picture, and never in the way of the worker's keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from oss_app.core.light import BenchMap, Lit
from oss_app.core.plane import between
from oss_app.core.support import Mark
from oss_app.ui.kit.light_picture import draw_lit
from oss_app.ui.kit.light_window import LightWindow

CORNERS = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 550.0), (0.0, 550.0))
PLACE = ((400.0, 200.0), (600.0, 200.0), (600.0, 300.0), (400.0, 300.0))


def shown(qtbot: QtBot) -> LightWindow:
    window = LightWindow()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


def is_lit(window: LightWindow, at: tuple[float, float]) -> bool:
    return window.grab().toImage().pixelColor(round(at[0]), round(at[1])).lightness() > 127


def test_a_slide_is_shown_pixel_for_pixel(qtbot: QtBot) -> None:
    window = shown(qtbot)
    slide = QImage(1280, 720, QImage.Format.Format_RGB32)
    slide.fill(QColor("black"))
    slide.setPixelColor(640, 360, QColor("white"))
    window.show_picture(slide)
    assert is_lit(window, (640, 360)) and not is_lit(window, (641, 360))
    window.show_nothing()
    assert not is_lit(window, (640, 360))


def test_light_lies_round_the_place_and_not_on_it(qtbot: QtBot) -> None:
    window = shown(qtbot)
    bench_map = BenchMap(size=(1280, 720), to_picture=between(CORNERS, ((100, 60), (1180, 80), (1220, 690), (80, 660))))
    window.draw(lambda painter: draw_lit(painter, Lit(PLACE), bench_map), fades=False)
    assert not is_lit(window, bench_map.to_picture.at((500, 250))), "the place itself"
    assert not is_lit(window, bench_map.to_picture.at((500, 199))), "the gap round it"
    assert is_lit(window, bench_map.to_picture.at((500, 194.5))), "the line round the gap"
    assert not is_lit(window, bench_map.to_picture.at((500, 180))), "black elsewhere"


def test_where_the_mark_has_faded_to_its_corners_the_edges_are_dark_between_them(qtbot: QtBot) -> None:
    window = shown(qtbot)
    bench_map = BenchMap(size=(1280, 720), to_picture=between(CORNERS, ((100, 60), (1180, 80), (1220, 690), (80, 660))))
    window.draw(lambda painter: draw_lit(painter, Lit(PLACE, mark=Mark.CORNERS), bench_map), fades=False)
    (left, top), (right, _) = PLACE[0], PLACE[1]
    assert not is_lit(window, bench_map.to_picture.at(((left + right) / 2, top - 5.5))), "the middle of an edge"
    assert is_lit(window, bench_map.to_picture.at((left + (right - left) * 0.1, top - 5.5))), "near its corner"


def test_the_light_fades_in_the_stages_of_the_mark_in_the_photo(qtbot: QtBot) -> None:
    window = shown(qtbot)
    bench_map = BenchMap(size=(1280, 720), to_picture=between(CORNERS, ((100, 60), (1180, 80), (1220, 690), (80, 660))))
    amounts = []
    for mark in (Mark.FILLED, Mark.OUTLINE, Mark.CORNERS):
        window.draw(lambda painter, mark=mark: draw_lit(painter, Lit(PLACE, mark=mark), bench_map), fades=False)
        image = window.grab().toImage()
        amounts.append(sum(image.pixelColor(x, y).lightness() > 127 for x in range(1280) for y in range(250, 430)))
    filled, outline, corners = amounts
    assert filled > 1.5 * outline > 2 * corners > 0


def test_it_takes_no_keys(qtbot: QtBot) -> None:
    """Plugged in again while a step is shown, it came with the keyboard, and the worker's pedal was dead."""
    window = shown(qtbot)
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
