"""A page beside the page of a task: a bar with the way back and a title, and room below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from oss_app.ui.desk.widgets.parts import NARROW, Bar, NoticeBar, Push, label
from oss_app.ui.kit.theme import Palette

AIR, LITTLE_AIR = (36, 28, 44, 28), (20, 12, 20, 12)


class SubPage(QWidget):
    """``left`` when the coach goes back; put things into ``bar.row`` and ``body``."""

    left = Signal()

    def __init__(self, palette: Palette, back: str, title: str) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = Bar()
        self.back = Push(palette, back, "arrow-left", "quiet")
        self.back.clicked.connect(self.left)
        self.bar.row.addWidget(self.back)
        self.bar.row.addWidget(label(title, "title"))
        self.bar.row.addStretch(1)
        self.note = NoticeBar(palette)
        self.body = QHBoxLayout()
        self.body.setContentsMargins(*AIR)
        self.body.setSpacing(36)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.bar)
        column.addWidget(self.note)
        column.addLayout(self.body, 1)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self.body.setContentsMargins(*(LITTLE_AIR if is_narrow else AIR))
        self.body.setSpacing(20 if is_narrow else 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
