"""The page of all that could be plainer in a task: one line for each piece of advice, and one act to go there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from oss_app.editor.advice import Advice, advice_on
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette


class AdvicePage(SubPage):
    """``wanted(passage)`` when the coach goes to what a line is about."""

    wanted = Signal(object)
    words_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back to the task"), tr("Advice"))
        self._tr = tr
        self.lines: list[Advice] = []
        self.words = Push(palette, tr("Words of the house"), "notebook")
        self.words.clicked.connect(self.words_wanted)
        self.bar.row.addWidget(self.words)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(tr("Advice"))
        self.table.setHorizontalHeaderLabels([tr("Where"), tr("It says now"), tr("What could be plainer")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.cellClicked.connect(lambda row, _: self._go(row))
        self.table.cellActivated.connect(lambda row, _: self._go(row))
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(
            label(
                tr("Advice never holds a task up. Choose a line to go there."),
                "muted",
                wraps=True,
            )
        )
        column.addWidget(self.table, 1)
        self.body.addLayout(column)

    def show_draft(self, draft: OpenTask) -> None:
        """List what is said of this draft now."""
        self.lines = advice_on(draft.task, draft.document.problems, self._tr)
        self.table.setRowCount(len(self.lines))
        for row, line in enumerate(self.lines):
            for column, text in enumerate((line.where, line.now, line.said)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeRowsToContents()
        if self.lines:
            self.table.selectRow(0)
        self.table.setFocus()

    def _go(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.wanted.emit(self.lines[row].passage)
