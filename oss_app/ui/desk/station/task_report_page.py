"""Which steps of a task take help, over everybody and about nobody: mend the photo or the sentence first (S5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.editor.progress import TaskStep
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import extra
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import LIGHT, Palette


class TaskReportPage(SubPage):
    """``task_chosen(folder name)``; ``edit_wanted(number)`` for the step that the coach wants to change."""

    task_chosen = Signal(str)
    edit_wanted = Signal(int)

    def __init__(self, tr: Translator, tasks: Sequence[tuple[str, str]], palette: Palette = LIGHT) -> None:
        super().__init__(palette, tr("Back"), tr("Which steps take help"))
        self._palette, self._tr = palette, tr
        self.setStyleSheet(sheet(palette) + extra(palette))
        self.tasks = ComboBox(palette)
        self.tasks.setAccessibleName(tr("Task"))
        for name, title in tasks:
            self.tasks.addItem(title, name)
        self.tasks.activated.connect(lambda n: self.task_chosen.emit(self.tasks.itemData(n)))
        self.edits: dict[int, Push] = {}
        self._said = label("", "muted", wraps=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        column = QVBoxLayout()
        column.setSpacing(18)
        column.addWidget(self.tasks)
        column.addWidget(self._said)
        column.addWidget(self._scroll, 1)
        self.body.addLayout(column)

    def show_steps(self, task: str, steps: Sequence[TaskStep], kits: int) -> None:
        """Show these steps, those that take help most first."""
        tr = self._tr
        self.tasks.setCurrentIndex(self.tasks.findData(task))
        self._said.setText(
            tr.many(
                "Over {n} kit of this version of the task, without persons.",
                "Over {n} kits of this version of the task, without persons.",
                kits,
            )
        )
        inside = QWidget()
        inside.setProperty("role", "page")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(12)
        self.edits = {}
        for row, step in enumerate(steps):
            grid.addWidget(label(str(step.number), "strong"), row, 0)
            grid.addWidget(label(step.sentence, wraps=True), row, 1)
            grid.addWidget(label(self._words(step), wraps=True), row, 2)
            edit = Push(self._palette, tr("Change the photo or the sentence"), "pencil-simple")
            edit.clicked.connect(partial(self.edit_wanted.emit, step.number))
            grid.addWidget(edit, row, 3)
            self.edits[step.number] = edit
        if not steps:
            grid.addWidget(label(tr("No step took help."), "muted"), 0, 1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        grid.setRowStretch(len(steps) + 1, 1)
        self._scroll.setWidget(inside)

    def _words(self, step: TaskStep) -> str:
        tr = self._tr
        said = [tr("Help in {n} of {of} kits.", n=step.helped, of=step.of)] if step.helped else []
        if step.overruled:
            said.append(
                tr.many("The check was overruled {n} time.", "The check was overruled {n} times.", step.overruled)
            )
        return " ".join(said)
