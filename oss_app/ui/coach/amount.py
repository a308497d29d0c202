"""A whole number with a button for one less and one more; it can be typed too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from oss_app.i18n import Words
from oss_app.ui.coach.parts import Push
from oss_app.ui.theme import Palette


class Amount(QWidget):
    """``changed(number)`` when the coach changes it, and not when it is set."""

    changed = Signal(int)

    def __init__(self, palette: Palette, words: Words, name: str, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._number = least
        self._line = QLineEdit(str(least))
        self._line.setValidator(QIntValidator(least, most, self))
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setFixedSize(96, 48)
        self._line.setAccessibleName(name)
        self._line.editingFinished.connect(self._typed)
        self.less = Push(palette, words("One less"), "minus", "square")
        self.more = Push(palette, words("One more"), "plus", "square")
        self.less.clicked.connect(lambda: self._go_to(self._number - 1))
        self.more.clicked.connect(lambda: self._go_to(self._number + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.less, self._line, self.more):
            row.addWidget(part)
        row.addStretch(1)

    @property
    def number(self) -> int:
        """What it shows."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show this without telling anyone."""
        self._number = number
        self._line.setText(str(number))
        self.less.setEnabled(number > self._least)
        self.more.setEnabled(number < self._most)

    def _typed(self) -> None:
        self._go_to(int(self._line.text()))

    def _go_to(self, number: int) -> None:
        if self._least <= number <= self._most and number != self._number:
            self.set_number(number)
            self.changed.emit(number)
