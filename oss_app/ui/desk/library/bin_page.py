"""The page of the bin: what was put there and when; it comes back, or goes for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.editor.task_bin import Binned
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.formats import moment
from oss_app.ui.kit.theme import Palette


class BinPage(SubPage):
    """``wanted_back(binned)`` and ``unwanted(binned)``; the second only after it was asked once more."""

    wanted_back = Signal(object)
    unwanted = Signal(object)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Tasks"), tr("Bin"))
        self._palette, self._tr = palette, tr
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll)

    def show_binned(self, tasks: Sequence[Binned]) -> None:
        """List what lies in the bin."""
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMaximumWidth(1100)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addWidget(label(self._tr("What lies here is not seen by workers. Nothing goes by itself."), "muted"))
        for binned in tasks:
            column.addWidget(self._row(binned))
        if not tasks:
            column.addWidget(label(self._tr("The bin is empty."), "heading"))
        column.addStretch(1)
        before = self._scroll.takeWidget()
        if before is not None:
            before.deleteLater()  # the button that was just pressed is in it
        self._scroll.setWidget(inside)
        self.back.setFocus()

    def _row(self, binned: Binned) -> QFrame:
        row = QFrame()
        row.setProperty("role", "box")
        line = QHBoxLayout(row)
        line.setContentsMargins(22, 14, 18, 14)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(binned.title, "strong", wraps=True))
        words.addWidget(label(self._tr("Put here on {moment}", moment=moment(binned.since, self._tr)), "muted"))
        line.addLayout(words, 1)
        back = Push(self._palette, self._tr("Bring it back"), "arrow-u-up-left")
        away = Push(self._palette, self._tr("Delete for good"), "trash")
        for button in (back, away):
            button.setAccessibleName(f"{button.text().strip()}: {binned.title}")
            line.addWidget(button)
        back.clicked.connect(lambda: self.wanted_back.emit(binned))
        away.clicked.connect(lambda: self._ask(binned))
        return row

    def _ask(self, binned: Binned) -> None:
        self.note.say(
            self._tr("Delete “{title}” with its photos? It cannot be brought back then.", title=binned.title),
            (self._tr("Delete for good"), lambda: self.unwanted.emit(binned)),
            (self._tr("Leave it"), lambda: None),
        )
