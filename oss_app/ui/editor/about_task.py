"""The page of the whole task: its language, how many kits, what the last screen says, and its picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFormLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from oss_app.editor.edits import SetField, SetText
from oss_app.i18n import Words, language_name
from oss_app.ui.coach.amount import Amount
from oss_app.ui.coach.choice import Choice
from oss_app.ui.coach.parts import Field, label
from oss_app.ui.editor.draft import Draft
from oss_app.ui.editor.subpage import SubPage
from oss_app.ui.editor.translating import OFFERED
from oss_app.ui.pictures import Wanted, read
from oss_app.ui.theme import Palette

THUMB = QSize(192, 108)


class TaskPage(SubPage):
    """Each change is an edit of the draft, and can be undone."""

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__(palette, words("Back to the task"), words("About this task"))
        self._draft: Draft | None = None
        self.name = Field(palette, words("Name of the task"))
        self.done = Field(palette, words("Last screen"), words("what it says when all is done; empty: Done."))
        self.language = Choice(palette)
        self.language.setAccessibleName(words("Language of the task"))
        self.kits = Amount(palette, words, words("How many kits in a row"), 1, 10_000)
        self.photos = QListWidget()
        self.photos.setAccessibleName(words("Picture of the task"))
        self.photos.setViewMode(QListWidget.ViewMode.IconMode)
        self.photos.setIconSize(THUMB)
        self.photos.setMovement(QListWidget.Movement.Static)
        self.photos.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.photos.setSpacing(8)
        self.name.edited.connect(lambda text: self._do(SetText(None, "title", text)))
        self.done.edited.connect(lambda text: self._do(SetText(None, "done", text)))
        for field in (self.name, self.done):
            field.line.left.connect(self._leave)
        self.language.activated.connect(lambda _: self._do(SetField(None, "language", self.language.currentData())))
        self.kits.changed.connect(lambda number: self._do(SetField(None, "repeat", number)))
        self.photos.itemActivated.connect(self._choose)
        self.photos.itemClicked.connect(self._choose)
        self._lay_out(words)

    def _lay_out(self, words: Words) -> None:
        form = QFormLayout()
        form.setSpacing(16)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(label(words("Language of the task"), "strong"), self.language)
        form.addRow(label(words("How many kits in a row"), "strong"), self.kits)
        left = QVBoxLayout()
        left.setSpacing(20)
        left.addWidget(self.name)
        left.addWidget(self.done)
        left.addLayout(form)
        left.addStretch(1)
        holder = QWidget()
        holder.setLayout(left)
        holder.setMaximumWidth(640)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(label(words("Picture of the task"), "heading"))
        right.addWidget(self.photos, 1)
        self.body.addWidget(holder, 1)
        self.body.addLayout(right, 1)

    def show_draft(self, draft: Draft) -> None:
        """Show this draft."""
        self._draft = None  # what is filled in now is no edit
        task = draft.task
        self.name.show_text(task.title.words)
        self.done.show_text(task.done.words if task.done else "")
        self.kits.set_number(task.repeat)
        self.language.clear()
        for code in dict.fromkeys((task.language, *OFFERED)):
            self.language.addItem(language_name(code), code)
        self.photos.clear()
        for name in dict.fromkeys([task.photo, *(step.photo for step in task.steps)]):
            if name is None:
                continue
            entry = QListWidgetItem()
            entry.setData(Qt.ItemDataRole.UserRole, name)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            if ready := read(Wanted(draft.folder / name, THUMB.width(), THUMB.height())):
                entry.setIcon(QIcon(QPixmap.fromImage(ready.image)))
            self.photos.addItem(entry)
            entry.setSelected(name == task.photo)
        self._draft = draft
        self.name.line.setFocus()

    def _choose(self, entry: QListWidgetItem) -> None:
        self._do(SetField(None, "photo", str(entry.data(Qt.ItemDataRole.UserRole))))
        self._leave()

    def _do(self, edit: SetField | SetText) -> None:
        if self._draft:
            self._draft.do(edit)

    def _leave(self) -> None:
        if self._draft:
            self._draft.seal()
