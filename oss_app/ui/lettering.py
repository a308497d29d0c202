"""Draws words: wrapped, each text in one family, lines evenly apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from unicodedata import bidirectional

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from oss_app.ui.fonts import font_for, measured
from oss_app.ui.typeset import tied, wrapped

TURNED = frozenset({"R", "AL"})
"""What Unicode calls the signs that are written from right to left."""


@dataclass(frozen=True)
class Letters:
    """Size in pixels, weight, distance from line to line in pixels, colour."""

    px: float
    weight: int
    line_height: float
    colour: str

    def width(self, text: str) -> float:
        """How wide a text is, in pixels."""
        return measured(text, self.px, self.weight)


def lines_of(text: str, room: float, letters: Letters) -> list[str]:
    """The lines that a text takes in ``room`` pixels."""
    return wrapped(tied(text), room, letters.width)


def fitted(text: str, box: QRectF, letters: Letters) -> tuple[list[str], Letters]:
    """The lines of a text in a box, smaller where they would not all be in it: nothing is ever cut off."""
    lines = lines_of(text, box.width(), letters)
    while len(lines) * letters.line_height > box.height() + 1 and letters.px > 8:
        letters = replace(letters, px=letters.px * 0.95, line_height=letters.line_height * 0.95)
        lines = lines_of(text, box.width(), letters)
    return lines, letters


def draw_lines(
    painter: QPainter,
    lines: list[str],
    box: QRectF,
    letters: Letters,
    *,
    right_to_left: bool = False,
    centred: bool = False,
    from_top: bool = False,
) -> None:
    """Draw the lines at the start of the box and in the middle of its height; or ``from_top``, or ``centred``."""
    if not any(lines):
        return
    font = font_for(max(lines, key=len), letters.px, letters.weight)
    painter.setFont(font)
    painter.setPen(QColor(letters.colour))
    # words of another language among such a screen keep their own order, so that a full stop does not go to the front
    turned = right_to_left and any(bidirectional(sign) in TURNED for line in lines for sign in line)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    top = box.top() if from_top else box.center().y() - letters.line_height * len(lines) / 2
    # AlignAbsolute: the side is chosen here, not turned once more by the layout direction
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    side = Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    for number, line in enumerate(lines):
        y = top + number * letters.line_height
        painter.drawText(QRectF(box.left(), y, box.width(), letters.line_height), flags, line)
