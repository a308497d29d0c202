"""The page that explains the editor: how a task comes about, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.i18n import Words
from oss_app.ui.coach.parts import Box, Push, label
from oss_app.ui.editor.subpage import SubPage
from oss_app.ui.theme import Palette


class GuidePage(SubPage):
    """``tips_wanted`` when the tips are to come back."""

    tips_wanted = Signal()

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__(palette, words("Back"), words("Explanation"))
        self.tips = Push(palette, words("Show the tips again"), "lightbulb")
        self.tips.clicked.connect(self.tips_wanted)
        self.bar.row.addWidget(self.tips)
        how = Box()
        how.column.addWidget(label(words("How a task comes about"), "title"))
        for sentence in self._how(words):
            how.column.addWidget(label(sentence, wraps=True))
        how.column.addStretch(1)
        keys = Box()
        keys.column.addWidget(label(words("Keys"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        for row, (key, what) in enumerate(self._keys(words)):
            grid.addWidget(label(key, "strong"), row, 0)
            grid.addWidget(label(what, wraps=True), row, 1)
            grid.setColumnStretch(1, 1)
        keys.column.addLayout(grid)
        keys.column.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        row_ = QGridLayout(inside)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setHorizontalSpacing(36)
        row_.addWidget(how, 0, 0, Qt.AlignmentFlag.AlignTop)
        row_.addWidget(keys, 0, 1, Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column = QVBoxLayout()
        column.addWidget(scroll)
        self.body.addLayout(column)

    def _how(self, words: Words) -> tuple[str, ...]:
        return (
            words("1. One photo for each act, from where the worker stands."),
            words("2. One short sentence with it: what does the worker do? A line says how it can be plainer."),
            words("3. Drag over the photo, around the place where it happens."),
            words("4. Look at it as the worker does, at each level of help."),
            words("5. Release it. Until then nothing changes for the workers."),
            words("Everything is kept while you write. Undo has no end, and earlier versions can be put back."),
        )

    def _keys(self, words: Words) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+Return", words("A new step below this one")),
            ("Ctrl+PgUp, Ctrl+PgDown", words("The step above, the step below")),
            ("Alt+Up, Alt+Down", words("Move the step")),
            ("Ctrl+D", words("Copy the step")),
            ("Del", words("Delete the step, or the place in the photo")),
            ("Shift+F10", words("Everything that can be done to a step")),
            ("Ctrl+Z, Ctrl+Y", words("Undo, redo")),
            ("Ctrl+Shift+V", words("Paste a photo")),
            ("↑ ↓ ← →", words("In the photo: move the place; with Shift make it larger or smaller")),
            ("Shift", words("In the photo, while dragging: draw freely around the place")),
            ("F5", words("Try as worker; Escape brings you back")),
            ("Ctrl+P", words("Print")),
            ("Ctrl+S", words("Save now, as a version of its own")),
        )
