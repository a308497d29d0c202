"""The two halves of the wizard: the camera's picture with its instruction, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from oss_app.i18n import Words
from oss_app.ui.coach.parts import label, painted
from oss_app.ui.teach.picture import Live
from oss_app.ui.teach.say import Acts, Say
from oss_app.ui.theme import Palette


class CameraPane(QWidget):
    """The live picture, and below it what is asked."""

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        self.live = Live(palette, words("The camera is on"), words("The camera starts …"))
        self.say = Say(palette)
        column.addWidget(self.live, 1)
        column.addWidget(self.say)


class SidePane(QWidget):
    """One of several sides, the note on what is kept, and the plain acts."""

    def __init__(self, palette: Palette, words: Words, sides: Sequence[QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._stack, self.foot = QStackedWidget(), Acts(palette, 2)
        for side in sides:
            self._stack.addWidget(side)
        kept = words("Only these photos of the bench are kept, with the task. No picture is kept during the work.")
        self._note = _note(palette, kept)
        column.addWidget(self._stack, 1)
        column.addWidget(self._note)
        column.addWidget(self.foot)

    def show_side(self, side: QWidget, *, keeps: bool) -> None:
        """Show this side; ``keeps`` says that photos are kept here."""
        self._stack.setCurrentWidget(side)
        self._note.setVisible(keeps)


def _note(palette: Palette, text: str) -> QWidget:
    note = QWidget()
    row = QHBoxLayout(note)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    sign = QLabel()
    sign.setPixmap(painted("shield-check", palette.accent, 26))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, "small", wraps=True), 1)
    return note


def style(palette: Palette) -> str:
    """What the wizard's pages have beside the sheet of all coach's pages."""
    return f"""
QLabel[role="small"] {{ font-size: 16px; color: {palette.ink2}; }}
QPushButton[kind="choice"] {{ min-height: 68px; border-radius: 16px; font-size: 22px; padding: 0 18px; }}
QPushButton[kind="choice"]:focus {{ min-height: 64px; padding: 0 16px; }}
"""
