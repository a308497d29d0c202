"""The line under the bar that finds a word in the task and puts another in its place; Ctrl+F opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from oss_app.core.errors import UserError
from oss_app.editor.edits import Name, Replace
from oss_app.editor.finding_words import can_replace, found, replaced
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.kit.theme import Palette


class FindBar(QFrame):
    """``wanted(passage)`` goes to where the word stands; ``told`` says what was done.

    ``everywhere_wanted(word, other)`` looks for it in all tasks.
    """

    wanted = Signal(object)
    told = Signal(str)
    everywhere_wanted = Signal(str, str)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._tr = tr
        self._draft: OpenTask | None = None
        self._at = -1
        self.word, self.other = QLineEdit(), QLineEdit()
        for line, name in ((self.word, tr("Find")), (self.other, tr("Put in its place"))):
            line.setPlaceholderText(name)
            line.setAccessibleName(name)
            line.setMinimumHeight(44)
        self.count = label("", "muted")
        self.next = Push(palette, tr("Next one"))
        self.replace = Push(palette, tr("Replace all"))
        self.everywhere = Push(palette, tr("In all tasks …"))
        self.shut = Push(palette, tr("Close"), "x", "square")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.word, 2)
        row.addWidget(self.other, 2)
        for part in (self.count, self.next, self.replace, self.everywhere, self.shut):
            row.addWidget(part)
        self.word.textChanged.connect(self._look)
        self.other.textChanged.connect(self._count)
        self.word.returnPressed.connect(self._go)
        self.other.returnPressed.connect(self._replace)
        self.next.clicked.connect(self._go)
        self.replace.clicked.connect(self._replace)
        self.everywhere.clicked.connect(lambda: self.everywhere_wanted.emit(self.word.text(), self.other.text()))
        self.shut.clicked.connect(self.hide)
        self.hide()

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        self.hide()
        draft.changed.connect(self._count)

    def open(self) -> None:
        """Come up, the cursor in the word."""
        self.show()
        self.word.setFocus()
        self.word.selectAll()
        self._look()

    def _look(self) -> None:
        self._at = -1
        self._count()

    def _count(self) -> None:
        if self._draft is None or self.isHidden():
            return
        number = len(found(self._draft.task, self.word.text()))
        self.count.setText(self._tr.many("in {n} text", "in {n} texts", number))
        self.next.setEnabled(number > 0)
        self.replace.setEnabled(number > 0 and can_replace(self.other.text()))

    def _go(self) -> None:
        places = found(self._draft.task, self.word.text()) if self._draft else []
        if places:
            self._at = (self._at + 1) % len(places)
            self.wanted.emit(places[self._at])
            self.word.setFocus()

    def _replace(self) -> None:
        draft, tr = self._draft, self._tr
        if draft is None or not self.replace.isEnabled():
            return
        try:
            task, times = replaced(draft.task, self.word.text(), self.other.text())
        except UserError as error:
            draft.tell(error)
            return
        if times:
            draft.seal()
            draft.do(Replace(task, Name(marked("replace a word"))))
            draft.seal()
            said = tr.many("{n} time replaced.", "{n} times replaced.", times)
            back = tr("Undo brings it back.")
            self.told.emit(f"{said} {back}")
            self.shut.setFocus()  # in a line the key for undo takes back the line's own letters

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
