"""The page of earlier versions: when each was saved, what it says, and how to put it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout, QWidget

from oss_app.core.errors import UserError
from oss_app.core.profile import HelpLevel, Theme
from oss_app.core.release import Version
from oss_app.core.task import Task
from oss_app.editor.comparing import differences
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.preview import Preview
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.formats import moment
from oss_app.ui.kit.theme import Palette

MOST = 8
"""So many changes are told; the others are counted."""


class HistoryPage(SubPage):
    """Lists the versions of a draft; ``put_back(task)`` when one is to take its place."""

    put_back = Signal(object)

    def __init__(self, palette: Palette, tr: Translator, theme: Theme) -> None:
        super().__init__(palette, tr("Back to the task"), tr("Earlier versions"))
        self._tr, self._theme = tr, theme
        self._draft: OpenTask | None = None
        self._versions: Sequence[Version] = ()
        self._shown: Task | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Earlier versions"))
        self.list.setFixedWidth(420)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentRowChanged.connect(self._show)
        self.preview = Preview(palette)
        self.what = label("", wraps=True)
        self.button = Push(palette, tr("Put this version back"), "clock-counter-clockwise", "filled")
        self.button.clicked.connect(self._put_back)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.what)
        column.addWidget(self.preview)
        column.addStretch(1)
        right.setMaximumWidth(1100)
        self.bar.row.addWidget(self.button)
        self.body.addWidget(self.list)
        self.body.addWidget(right, 4)
        self.body.addStretch(1)

    def show_draft(self, draft: OpenTask) -> None:
        """List the versions of this draft."""
        self._draft = draft
        self._versions = draft.versions()
        self.list.clear()
        for version in self._versions:
            self.list.addItem(title(version, self._tr))
        self.button.setEnabled(bool(self._versions))
        self.preview.setVisible(bool(self._versions))
        if self._versions:
            self.list.setCurrentRow(0)
        else:
            self.what.setText(self._tr("There are no earlier versions yet."))
        self.list.setFocus()

    def close_down(self) -> None:
        """End the preview's thread."""
        self.preview.close_down()

    def _show(self, row: int) -> None:
        if self._draft is None or not 0 <= row < len(self._versions):
            return
        try:
            self._shown = self._draft.task_of(self._versions[row])
        except (UserError, OSError):
            self._shown = None
            self.what.setText(self._tr("This version cannot be read."))
            return
        self.what.setText(said(self._shown, self._draft.task, self._tr))
        at = first_difference(self._shown, self._draft.task)
        self.preview.show_item(self._shown, at, HelpLevel.PHOTO_AND_VOICE, self._shown.language, {}, self._theme)

    def _put_back(self) -> None:
        if self._shown is not None:
            self.put_back.emit(self._shown)


def first_difference(one: Task, other: Task) -> int | None:
    """Return the index of the first item of ``one`` that ``other`` has not got there."""
    if one.items == other.items:
        return 0 if one.items else None
    pairs = zip(one.items, other.items, strict=False)
    found = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one.items), len(other.items)))
    return min(found, len(one.items) - 1) if one.items else None


def said(earlier: Task, now: Task, tr: Translator) -> str:
    """Return what has changed in a task since an earlier version."""
    steps = tr.many("{n} step", "{n} steps", len(earlier.steps))
    found = differences(earlier, now, tr)
    if not found:
        return tr("{steps}. It is the task as it is now.", steps=steps)
    lines = [tr("{steps}. Changed since then:", steps=steps), *(f"• {line}" for line in found[:MOST])]
    if len(found) > MOST:
        lines.append(tr.many("• {n} more change", "• {n} more changes", len(found) - MOST))
    return "\n".join(lines)


def title(version: Version, tr: Translator) -> str:
    """Tell when a version was saved, and whether workers saw it."""
    if version.is_seen:
        seen = tr("Released: workers see this one")
        return f"{moment(version.saved, tr)}\n{seen}"
    if version.released:
        released = tr("Released on {moment}", moment=moment(version.released, tr))
        return f"{moment(version.saved, tr)}\n{released}"
    return moment(version.saved, tr)
