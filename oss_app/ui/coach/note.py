"""A line of text at the top of a page, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget
from shiboken6 import isValid

from oss_app.ui.coach.parts import Push, label, painted
from oss_app.ui.theme import Palette


class Note(QFrame):
    """A line of text where others would put a box in the way: what happened, and what can be done about it."""

    def __init__(self, palette: Palette, icon: str = "info") -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._palette = palette
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 12, 8)
        self._row.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(painted(icon, palette.accent, 26))
        self._words = label("", wraps=True)
        self._row.addWidget(sign)
        self._row.addWidget(self._words, 1)
        self._buttons: list[Push] = []
        self._before: QWidget | None = None
        self.hide()

    def say(self, words: str, *acts: tuple[str, Callable[[], object]]) -> None:
        """Show this, with a button for each act; each act takes the line away first, and the cursor is back."""
        if (before := self.window().focusWidget()) not in self._buttons:
            self._before = before
        for button in self._buttons:
            button.hide()  # at once; one of them may be the one that was pressed, so it goes later
            button.deleteLater()
        self._buttons = [Push(self._palette, name) for name, _ in acts]
        for button, (_, act) in zip(self._buttons, acts, strict=True):
            button.clicked.connect(partial(self._done, act))
            self._row.addWidget(button)
            button.show()
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def _done(self, act: Callable[[], object]) -> None:
        if self._before and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()  # not on what stands next to the line, where a space bar would press it
        self.hide()
        act()

    @property
    def words(self) -> str:
        """What it says now; empty while it is not there."""
        return "" if self.isHidden() else self._words.text()
