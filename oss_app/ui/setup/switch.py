"""A switch: on or off, with its words beside it, and the whole of it is the button."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from oss_app.ui.coach.sheet import TARGET
from oss_app.ui.theme import Palette

TRACK, KNOB, GAP = QSize(64, 36), 28, 14


class Switch(QAbstractButton):
    """``toggled(bool)`` as Qt has it; ``show_on`` tells nobody."""

    def __init__(self, palette: Palette, words: str) -> None:
        super().__init__()
        self._colours = palette
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_on(self, on: bool) -> None:
        """Stand so, without telling anyone."""
        was = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(was)

    def _words(self, width: int) -> QRect:
        room = QRect(TRACK.width() + GAP, 0, max(40, width - TRACK.width() - GAP), 1000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(TARGET, self._words(width).height())

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, TARGET)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, on = self._colours, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.6)
        top = (self.height() - TRACK.height()) / 2
        track = QRectF(1, top + 1, TRACK.width() - 2, TRACK.height() - 2)
        painter.setPen(QPen(QColor(p.accent if on else p.line), 2))
        painter.setBrush(QColor(p.accent if on else p.raised))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        x = track.right() - KNOB - 3 if on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.on_accent if on else p.line))
        painter.drawEllipse(QRectF(x, self.height() / 2 - KNOB / 2, KNOB, KNOB))
        painter.setPen(QColor(p.ink))
        words = QRect(TRACK.width() + GAP, 0, self.width() - TRACK.width() - GAP, self.height())
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(p.ink), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
        painter.end()
