"""The page of what a list or presentation brings: what each column became, and all that is not taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.editor.task_store import ListTable, Offer
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette

CELL = 60
"""So many letters of a cell are shown."""


class TakeOverPage(SubPage):
    """``taken(offer)`` when the coach wants the task; nothing is written before."""

    taken = Signal(object)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Tasks"), tr("Take over"))
        self._palette, self._tr = palette, tr
        self._offer: Offer | None = None
        self.columns: list[ComboBox] = []
        self.make = Push(palette, tr("Make the task"), "check", "main")
        self.make.clicked.connect(lambda: self.taken.emit(self._offer))
        self.leave = Push(palette, tr("Leave it"))
        self.leave.clicked.connect(self.left)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout()
        column.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addWidget(self.leave)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addLayout(column)

    def show_offer(self, offer: Offer) -> None:
        """Show what it brings, whole."""
        self._offer = offer
        self.make.setEnabled(offer.take is not None)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 24, 24)
        column.setSpacing(14)
        column.addWidget(label(offer.brings or offer.said, "heading", wraps=True))
        if offer.table:
            column.addWidget(
                label(self._tr("This is what the columns became. Change it where it is not right."), wraps=True)
            )
            column.addWidget(self._grid(offer.table))
        if offer.told:
            column.addWidget(label(self._tr("Good to know"), "heading"))
        for told in offer.told:
            column.addWidget(label(f"• {told}", wraps=True))
        column.addStretch(1)
        before = self._scroll.takeWidget()
        if before is not None:
            before.deleteLater()  # the choice that was just made may be in it
        self._scroll.setWidget(inside)
        self.make.setFocus()

    def _grid(self, table: ListTable) -> QWidget:
        part = QFrame()
        part.setProperty("role", "card")
        grid = QGridLayout(part)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        self.columns = []
        filled = [n for n in range(len(table.meanings)) if table.meanings[n] or any(row[n] for row in table.rows)]
        for place, n in enumerate(filled):
            choice = ComboBox(self._palette)
            choice.setMinimumWidth(200)
            choice.setAccessibleName(self._tr("What “{name}” means", name=table.heads[n]))
            for key, name in table.names.items():
                choice.addItem(name, key)
            choice.setCurrentIndex(choice.findData(table.meanings[n]))
            choice.currentIndexChanged.connect(self._changed(table, n, choice))
            self.columns.append(choice)
            grid.addWidget(choice, 0, place)
            grid.addWidget(label(table.heads[n][:CELL], "strong"), 1, place)
            for line, row in enumerate(table.rows, 2):
                text = label(row[n] if len(row[n]) <= CELL else row[n][:CELL] + "…")
                text.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(text, line, place)
        grid.setColumnStretch(len(filled), 1)
        return part

    def _changed(self, table: ListTable, column: int, choice: ComboBox) -> Callable[[int], None]:
        return lambda _: self.show_offer(table.change(column, str(choice.currentData())))
