"""The states of a button, and that its label is always whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.player.screen import Variant
from oss_app.ui.kiosk.button import Button, ButtonStyle, Shape
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.theme import CONTRAST, LIGHT, Palette

FACE = Box(40, 40, 390, 108)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(480, 200)
    return page


@pytest.fixture
def button(page: QWidget) -> Button:
    button = Button(page)
    button.set_style(ButtonStyle())
    button.place(FACE)
    button.show_control("Terug", "arrow-left")
    page.show()
    page.activateWindow()
    return button


def drawn(button: Button) -> QImage:
    return button.grab().toImage()


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }


def test_the_face_stands_where_it_is_put(button: Button) -> None:
    assert button.box == FACE


def test_pressed_shows_at_once_and_acts_on_release(button: Button, qtbot: QtBot) -> None:
    acts = []
    button.clicked.connect(lambda: acts.append(1))
    rest = drawn(button)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert drawn(button) != rest
    assert LIGHT.strip in colours(drawn(button))
    assert acts == []
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert acts == [1]
    assert drawn(button) == rest


def test_released_elsewhere_nothing_happens(button: Button) -> None:
    acts = []
    button.clicked.connect(lambda: acts.append(1))
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
    assert acts == []


def test_the_room_for_the_ring_is_not_the_button(button: Button) -> None:
    acts = []
    button.clicked.connect(lambda: acts.append(1))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert acts == []


def test_hovering_changes_nothing(button: Button) -> None:
    rest = drawn(button)
    QTest.mouseMove(button, QPoint(100, 60))
    assert drawn(button) == rest


def test_the_ring_is_five_wide_and_five_away(button: Button, qtbot: QtBot) -> None:
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert LIGHT.ink not in colours_of_row(button)
    button.set_ringed(True)
    row = colours_of_row(button)
    face = button.face().left()
    assert row[face - 10 : face - 5] == [LIGHT.ink] * 5
    assert LIGHT.ink not in row[face - 5 : face]


def colours_of_row(button: Button) -> list[str]:
    image = drawn(button)
    return [image.pixelColor(x, image.height() // 2).name().upper() for x in range(30)]


@pytest.mark.parametrize("palette", [LIGHT, CONTRAST])
def test_off_is_dashed_and_cannot_be_pressed(button: Button, palette: Palette) -> None:
    button.set_style(ButtonStyle(palette))
    button.show_control("Terug", "arrow-left", Variant.OFF)
    assert not button.isEnabled()
    image, top = drawn(button), button.face().top() + 1
    edge = [image.pixelColor(x, top).name().upper() for x in range(60, 350)]
    dashes = sum(one == palette.line != other for one, other in pairwise(edge))
    assert dashes > 5


def test_done_is_filled_and_hollow_while_pressed(button: Button) -> None:
    button.show_control("Klaar", "check", Variant.FILLED)
    middle = button.face().left() + 30, button.face().center().y()
    assert drawn(button).pixelColor(*middle).name().upper() == LIGHT.accent
    button.setDown(True)
    assert drawn(button).pixelColor(*middle).name().upper() == LIGHT.ground


def ink(button: Button) -> tuple[int, int, int, int]:
    """The bounds of everything that stands on the face, less its edge."""
    image, face = drawn(button), button.face().adjusted(8, 8, -8, -8)
    ground = image.pixelColor(face.left() + 1, face.top() + 1)
    marked = [
        (x, y)
        for x in range(face.left(), face.right())
        for y in range(face.top(), face.bottom())
        if _far(image.pixelColor(x, y), ground)
    ]
    xs, ys = [x for x, _ in marked], [y for _, y in marked]
    return min(xs) - face.left(), min(ys) - face.top(), face.right() - max(xs), face.bottom() - max(ys)


def _far(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 60


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize(
    "label", ["Ok", "Lees voor", "Roep begeleider", "Vraag je begeleider", "Ik heb nu hulp nodig van iemand anders"]
)
@pytest.mark.parametrize("dress", [Variant.CONTROL, Variant.FILLED])
def test_a_label_is_always_whole(button: Button, shape: Shape, label: str, dress: Variant) -> None:
    button.set_style(ButtonStyle(px=43 if dress is Variant.FILLED else 30, shape=shape))
    button.show_control(label, "check", dress)
    assert min(ink(button)) >= 1, "nothing touches the edge"


def test_a_button_says_its_name() -> None:
    from PySide6.QtGui import QAccessible

    button = Button()
    button.show_control("Terug", "arrow-left")
    face = QAccessible.queryAccessibleInterface(button)
    assert face.role() == QAccessible.Role.Button
    assert face.text(QAccessible.Text.Name) == "Terug"
