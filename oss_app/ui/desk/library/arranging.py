"""The line above the coach's own tasks: which group is shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.kit.theme import Palette

LETTERS = 12
"""So wide is a choice at least; a longer name is cut."""
NAME, NEWEST = "name", "newest"


class Arranging(QWidget):
    """``changed`` when another group or order is chosen; ``word_wanted`` asks for a word in all tasks."""

    changed = Signal()
    word_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.groups, self.order = ComboBox(palette), ComboBox(palette)
        self.groups.setAccessibleName(tr("Group"))
        self.order.setAccessibleName(tr("Order"))
        self.order.addItem(tr("By name"), NAME)
        self.order.addItem(tr("Changed last first"), NEWEST)
        self.word = Push(palette, tr("A word in all tasks"), "magnifying-glass", "quiet")
        self.word.clicked.connect(self.word_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(tr("Your tasks"), "title"))
        row.addStretch(1)
        for part in (self.word, self.groups, self.order):
            row.addWidget(part)
        for choice in (self.groups, self.order):
            choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(LETTERS)
            choice.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def group(self) -> str:
        """The group that is shown; empty for all."""
        return str(self.groups.currentData() or "")

    @property
    def newest_first(self) -> bool:
        """Whether those that were written last come first."""
        return bool(self.order.currentData() == NEWEST)

    def show_groups(self, names: Sequence[str], chosen: str, *, newest_first: bool, many: bool) -> None:
        """Offer these groups; ``many`` where there are so many tasks that an order helps."""
        for choice in (self.groups, self.order):
            choice.blockSignals(True)
        self.groups.clear()
        self.groups.addItem(self._tr("All groups"), "")
        for name in names:
            self.groups.addItem(name, name)
        self.groups.setCurrentIndex(max(0, self.groups.findData(chosen)))
        self.order.setCurrentIndex(self.order.findData(NEWEST if newest_first else NAME))
        for choice in (self.groups, self.order):
            choice.blockSignals(False)
        self.groups.setVisible(bool(names))
        self.order.setVisible(many)
