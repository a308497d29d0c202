"""What a station follows: each task with its version, when the folder was looked into, and what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import label, painted
from oss_app.ui.kit.theme import Palette

SIGN_PX = 24
NAME_PX = 300


@dataclass(frozen=True)
class FollowedTask:
    """One task that runs here, and its version in words."""

    title: str
    version: str


@dataclass(frozen=True)
class FollowedTasks:
    """All of them; ``looked`` says when the folder was last reached, ``problems`` what in it cannot be used."""

    tasks: tuple[FollowedTask, ...]
    looked: str
    problems: tuple[str, ...] = ()


class FollowedList(QWidget):
    """A line for each task, one for the folder, and one for each thing in it that cannot be used."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._tr = palette, tr
        self._shown: FollowedTasks | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_followed(self, found: FollowedTasks | None) -> None:
        """Show this; nothing at all where no folder is followed."""
        self.setVisible(found is not None)
        if found is None or found == self._shown:
            return
        self._shown = found
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for task in found.tasks:
            name = label(task.title, "strong", wraps=True)
            name.setMinimumWidth(NAME_PX)
            self._line(name, label(task.version, wraps=True))
        if not found.tasks:
            self._line(label(self._tr("No task has come from the folder yet.")))
        self._line(label(found.looked, "muted", wraps=True))
        for problem in found.problems:
            sign = QLabel()
            sign.setPixmap(painted("warning", self._palette.ink, SIGN_PX))
            self._line(sign, label(problem, wraps=True))

    def _line(self, *parts: QLabel) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in parts[:-1]:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(parts[-1], 1)
        self._column.addWidget(line)
