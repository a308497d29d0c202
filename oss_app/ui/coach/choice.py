"""A list to choose from that folds open, with a caret in the colour of the text."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from oss_app.ui.icons import draw_icon
from oss_app.ui.theme import Palette

CARET = 22


class Choice(QComboBox):
    """A combo box; the style sheet leaves the place of the caret free."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._colour = palette.ink

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - CARET - 10, (self.height() - CARET) / 2, CARET, CARET)
        draw_icon(painter, "caret-down", box, self._colour)
        painter.end()
