"""The line below the sentence: what could be said more plainly, the better sentence, and one button to take it over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from oss_app.core.problem import Problem
from oss_app.i18n import Words
from oss_app.ui.coach.parts import Push, label, painted, restyle
from oss_app.ui.theme import Palette

HEIGHT, TALL = 70, 84
WIDE = 760
"""Pixels of width from which on two lines are enough."""


class LintLine(QFrame):
    """Shows one problem; ``taken(problem)`` when the coach takes its suggestion over. It never blocks anything."""

    taken = Signal(object)

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__()
        self._words = words
        self._problem: Problem | None = None
        self.setFixedHeight(HEIGHT)
        self.setProperty("role", "lint")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 16, 4)
        row.setSpacing(12)
        self._sign = QLabel()
        self._sign.setPixmap(painted("pencil-simple-line", palette.accent, 26))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.setContentsMargins(0, 0, 0, 0)
        self._why, self._better = label("", wraps=True), label("", "strong", wraps=True)
        lines.addStretch(1)
        lines.addWidget(self._why)
        lines.addWidget(self._better)
        lines.addStretch(1)
        self.take = Push(palette, words("Take over"))
        self.take.clicked.connect(self._take)
        row.addWidget(self._sign)
        row.addLayout(lines, 1)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_problem(None)

    @property
    def problem(self) -> Problem | None:
        """What it says now."""
        return self._problem

    def show_problem(self, problem: Problem | None) -> None:
        """Show it; None leaves the place empty, so that nothing below moves while the coach types."""
        self._problem = problem
        shown = problem is not None
        if self.property("role") != ("lint" if shown else ""):
            self.setProperty("role", "lint" if shown else "")
            restyle(self)
        for part in (self._sign, self._why):
            part.setVisible(shown)
        suggestion = problem.suggestion if problem else None
        self._better.setVisible(bool(problem and (suggestion or problem.hint)))
        self.take.setVisible(bool(suggestion))
        if problem is None:
            self.setAccessibleName("")
            return
        self._why.setText(problem.sentence)
        if suggestion:
            self._better.setProperty("role", "strong")
            self._better.setText(" · ".join(suggestion.split("\n")))
        else:
            self._better.setProperty("role", "muted")
            self._better.setText(problem.hint)
        restyle(self._better)
        self.take.setText(self._words("Split") if problem.act == "split" else self._words("Take over"))
        self.setAccessibleName(f"{problem.sentence} {self._better.text()}")

    def _take(self) -> None:
        if self._problem and self._problem.suggestion:
            self.taken.emit(self._problem)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(HEIGHT if self.width() >= WIDE else TALL)
