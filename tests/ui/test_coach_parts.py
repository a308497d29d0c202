"""The parts of the coach's pages: lines with icon and dots, notes instead of boxes, buttons that keep their names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oss_app.ui.desk.widgets.parts import ICON, ComboBox, Field, NoticeBar, Push, Segments
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import CONTRAST, DARK, LIGHT, Palette


def ink(widget: Field, palette: Palette) -> int:
    """How many pixels of the left end of the line have the colour of the text."""
    image = widget.line.grab().toImage()
    wanted = QColor(palette.ink)
    return sum(image.pixelColor(x, y) == wanted for x in range(ICON + 20) for y in range(image.height()))


@pytest.fixture(autouse=True)
def letters(qtbot: QtBot) -> None:
    fonts.load()


def test_the_icon_of_a_line_is_24_pixels_and_the_words_begin_behind_it(qtbot: QtBot) -> None:
    field = Field(LIGHT, "Let op", "altijd zichtbaar", "warning")
    field.setStyleSheet(sheet(LIGHT))
    qtbot.addWidget(field)
    field.resize(400, 90)
    field.show()
    assert ink(field, LIGHT) > 60
    icon = field.line.findChildren(type(field.label))[0]
    assert (icon.width(), icon.height()) == (24, 24)
    assert field.line.cursorRect().left() > icon.geometry().right()


def test_dots_stand_below_the_words_and_go_when_they_are_changed(qtbot: QtBot) -> None:
    field = Field(LIGHT, "Zin", is_sentence=True)
    qtbot.addWidget(field)
    field.setStyleSheet(sheet(LIGHT))
    field.resize(700, 110)
    field.show_text("Leg daarna 1 sonde.")
    field.show()
    plain = field.line.grab().toImage()
    field.line.dot((4, 10))
    dotted = field.line.grab().toImage()
    changed = [
        (x, y) for x in range(plain.width()) for y in range(plain.height()) if plain.pixel(x, y) != dotted.pixel(x, y)
    ]
    assert changed
    letters = field.line.fontMetrics()
    assert max(x for x, _ in changed) - min(x for x, _ in changed) == pytest.approx(
        letters.horizontalAdvance("daarna"), abs=8
    )
    QTest.keyClick(field.line, Qt.Key.Key_X)
    assert field.line._dotted is None


def test_a_note_says_what_happened_and_goes_with_its_act(qtbot: QtBot) -> None:
    note, done = NoticeBar(LIGHT), []
    qtbot.addWidget(note)
    assert note.words == ""
    note.say("De taak is weg.", ("Haal terug", lambda: done.append(1)))
    assert note.words == "De taak is weg."
    note.findChildren(QPushButton)[-1].click()
    assert done == [1]
    assert note.words == ""


def test_a_button_without_words_keeps_its_name(qtbot: QtBot) -> None:
    button = Push(LIGHT, "Afdrukken", "printer")
    qtbot.addWidget(button)
    button.relabel("")
    assert button.text() == "" and button.accessibleName() == "Afdrukken"


def test_segments_tell_what_was_chosen_and_keep_silent_when_set(qtbot: QtBot) -> None:
    segments = Segments((("a", "Een"), ("b", "Twee")))
    qtbot.addWidget(segments)
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    segments.choose("b")
    assert chosen == []
    segments.button("a").click()
    assert chosen == ["a"]


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=("light", "dark", "contrast"))
def test_the_caret_of_a_choice_is_seen(qtbot: QtBot, palette: Palette) -> None:
    choice = ComboBox(palette)
    qtbot.addWidget(choice)
    choice.setStyleSheet(sheet(palette))
    choice.resize(240, 56)
    image = choice.grab().toImage()
    right = [image.pixelColor(x, y) for x in range(205, 232) for y in range(16, 40)]
    assert QColor(palette.ink) in right
