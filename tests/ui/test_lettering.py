"""Words as they are drawn: on which side, and in which order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from oss_app.ui.kit import fonts
from oss_app.ui.kit.lettering import Letters, draw_lines

LETTERS = Letters(40, 600, 48, "#000000")


def drawn(text: str, room: float, *, right_to_left: bool) -> QImage:
    return drawn_lines([text], room, right_to_left=right_to_left)


def drawn_lines(lines: list[str], room: float, *, right_to_left: bool) -> QImage:
    image = QImage(600, 60 * len(lines), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    draw_lines(painter, lines, QRectF(0, 0, room, 60 * len(lines)), LETTERS, right_to_left=right_to_left)
    painter.end()
    return image


def ink(image: QImage) -> tuple[int, int]:
    """The first and the last column that has some."""
    inked = [x for x in range(600) if any(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for y in range(60))]
    return inked[0], inked[-1]


@pytest.mark.usefixtures("qapp")
def test_words_of_another_language_keep_their_order_on_a_screen_from_right_to_left() -> None:
    fonts.load()
    question = "Wat ga je doen?"
    room = LETTERS.width(question)
    assert drawn(question, room, right_to_left=True) == drawn(question, room, right_to_left=False)
    assert ink(drawn(question, 600, right_to_left=True))[1] > 590


@pytest.mark.usefixtures("qapp")
def test_arabic_ends_at_the_left_with_its_full_stop() -> None:
    fonts.load()
    text = "\u0636\u0639 \u0627\u0644\u0633\u0643\u064a\u0646"
    bare, stopped = (ink(drawn(shown, 600, right_to_left=True)) for shown in (text, text + "."))
    assert stopped[0] < bare[0]
    assert abs(stopped[1] - bare[1]) <= 2


@pytest.mark.usefixtures("qapp")
def test_arabic_keeps_its_order_on_a_screen_from_left_to_right() -> None:
    fonts.load()
    text = "\u0636\u0639 \u0627\u0644\u0633\u0643\u064a\u0646 1."
    room = LETTERS.width(text)
    assert drawn(text, room, right_to_left=False) == drawn(text, room, right_to_left=True)
    assert ink(drawn(text, 600, right_to_left=False))[0] < 10
    named = "Leg de \u0633\u0643\u064a\u0646."
    turned = drawn("\u200f" + named, LETTERS.width(named), right_to_left=True)
    assert drawn(named, LETTERS.width(named), right_to_left=False) != turned, "a sentence that begins in Latin letters"


@pytest.mark.usefixtures("qapp")
def test_a_number_with_its_unit_keeps_its_order_where_a_line_begins_with_it() -> None:
    fonts.load()
    pieces = "\u0636\u0639 3 \u0642\u0637\u0639"

    def second(line: str) -> QImage:
        return drawn_lines([f"{pieces} (12 mm", line], 600, right_to_left=True).copy(0, 60, 600, 60)

    assert second("\u00d7 40 mm") == second("\u200e\u00d7 40 mm\u200e"), "as in Latin words"
    assert second("\u00d7 40 mm") != second("\u200f\u00d7 40 mm")
