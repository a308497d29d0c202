"""The page that puts another word in the place of one in all tasks: what would change is listed first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from oss_app.core.task import Task
from oss_app.editor.advice import where
from oss_app.editor.finding_words import Rewording, can_replace, rewordings
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Field, Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette

PAUSE_MS = 300
"""So long after the last key all tasks are looked at."""


class WordPage(SubPage):
    """``wanted(rewordings)`` when the coach wants those that are ticked."""

    wanted = Signal(list)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back"), tr("A word in all tasks"))
        self._tr = tr
        self._tasks: Sequence[Task] = ()
        self.lines: list[Rewording] = []
        self.word = Field(palette, tr("Find"), tr("whole words, in all languages"))
        self.other = Field(palette, tr("Put in its place"))
        self.change = Push(palette, tr("Replace"), "check", "filled")
        self.change.clicked.connect(lambda: self.wanted.emit(self.chosen))
        self.bar.row.addWidget(self.change)
        self.count = label("", "muted", wraps=True)
        self.table = QTableWidget(0, 4)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self.look)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tr = self._tr
        self.table.setAccessibleName(tr("What would change"))
        self.table.setHorizontalHeaderLabels([tr("Task"), tr("Where"), tr("It says now"), tr("It will say")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        fields = QHBoxLayout()
        fields.setSpacing(24)
        fields.addWidget(self.word)
        fields.addWidget(self.other)
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addLayout(fields)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        self.body.addLayout(column)

    def _connect(self) -> None:
        for field in (self.word, self.other):
            field.edited.connect(lambda _: self._soon.start())
            field.line.returnPressed.connect(self.look)
        self.table.itemChanged.connect(lambda _: self._count())

    def show_tasks(self, tasks: Sequence[Task], word: str = "", other: str = "") -> None:
        """Look through these tasks."""
        self._tasks = tasks
        self.word.line.setText(word)
        self.other.line.setText(other)
        self.look()
        (self.other if word else self.word).line.setFocus()

    @property
    def is_waiting(self) -> bool:
        """Whether the tasks are still to be looked at since the last key."""
        return self._soon.isActive()

    @property
    def chosen(self) -> list[Rewording]:
        """The texts that are ticked."""
        rows = range(self.table.rowCount())
        return [line for row, line in zip(rows, self.lines, strict=True) if self._is_ticked(row)]

    def look(self) -> None:
        """List what would change, all of it ticked."""
        self._soon.stop()
        word, other = self.word.line.text(), self.other.line.text()
        found = (one for task in self._tasks for one in rewordings(task, word, other))
        is_given = can_replace(other)
        self.lines = [one for one in found if one.after != one.before or not is_given]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.lines))
        for row, line in enumerate(self.lines):
            after = line.after if is_given else ""
            texts = (line.task.title.words, where(line.task, line.passage, self._tr), line.before, after)
            for place, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                if place == 0:
                    cell.setFlags(cell.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    cell.setCheckState(Qt.CheckState.Checked)
                self.table.setItem(row, place, cell)
        self.table.blockSignals(False)
        self.table.resizeRowsToContents()
        self._count()

    def _is_ticked(self, row: int) -> bool:
        cell = self.table.item(row, 0)
        return cell is not None and cell.checkState() is Qt.CheckState.Checked

    def _count(self) -> None:
        tr, other = self._tr, self.other.line.text()
        tasks = len({line.folder for line in self.lines})
        found = tr.many("in {n} text", "in {n} texts", len(self.lines))
        where_found = tr.many("of {n} task", "of {n} tasks", tasks)
        stays = tr("What is not ticked stays as it is.")
        self.count.setText(f"{found} {where_found}. {stays}" if self.word.line.text().strip() else "")
        self.change.setEnabled(bool(can_replace(other) and self.chosen))
