"""The page of the whole task: its language, how many kits, what the last screen says, and its picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oss_app.editor.edits import SetField, SetText
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, language_name, languages
from oss_app.ui.desk.pages.translating import OFFERED
from oss_app.ui.desk.widgets.parts import AmountField, ComboBox, Field, Panel, Push, label
from oss_app.ui.desk.widgets.photo_list import PhotoList
from oss_app.ui.desk.widgets.qt_words import key_names
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette


class GuidePage(SubPage):
    """``tips_wanted`` when the tips are to come back."""

    tips_wanted = Signal()
    words_wanted = Signal()
    """The words of the house are to be shown."""
    language_wanted = Signal(str)
    """The coach's pages are to be in the language with this code, from the next time on."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back"), tr("Explanation"))
        self.tips = Push(palette, tr("Show the tips again"), "lightbulb")
        self.tips.clicked.connect(self.tips_wanted)
        self.words = Push(palette, tr("Words of the house"), "notebook")
        self.words.clicked.connect(self.words_wanted)
        self.languages = ComboBox(palette)
        self.languages.setAccessibleName(tr("Language of these pages"))
        self.languages.setToolTip(tr("Language of these pages"))
        for code, name in languages():
            self.languages.addItem(name, code)
        self.show_language(tr.language)
        self.languages.activated.connect(lambda: self.language_wanted.emit(self.languages.currentData()))
        self._understood = tr("Understood")
        for part in (self.languages, self.words, self.tips):
            self.bar.row.addWidget(part)
        how = Panel()
        how.column.addWidget(label(tr("How a task comes about"), "title"))
        for sentence in self._how(tr):
            how.column.addWidget(label(sentence, wraps=True))
        how.column.addStretch(1)
        keys = Panel()
        keys.column.addWidget(label(tr("Keys"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        for row, (key, what) in enumerate(self._keys(tr)):
            grid.addWidget(label(key, "strong"), row, 0)
            grid.addWidget(label(what, wraps=True), row, 1)
            grid.setColumnStretch(1, 1)
        keys.column.addLayout(grid)
        keys.column.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        row_ = QGridLayout(inside)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setHorizontalSpacing(36)
        row_.addWidget(how, 0, 0, Qt.AlignmentFlag.AlignTop)
        row_.addWidget(keys, 0, 1, Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column = QVBoxLayout()
        column.addWidget(scroll)
        self.body.addLayout(column)

    def show_language(self, code: str) -> None:
        """Show the language that these pages are in."""
        self.languages.setCurrentIndex(self.languages.findData(code))

    def say(self, words: str) -> None:
        """Say a sentence, on a line that goes away when it was read."""
        self.note.say(words, (self._understood, lambda: None))

    def _how(self, tr: Translator) -> tuple[str, ...]:
        return (
            tr("1. One photo for each act, from where the worker stands."),
            tr("2. One short sentence with it: what does the worker do? A line says how it can be plainer."),
            tr("3. Drag over the photo, around the place where it happens."),
            tr("4. Look at it as the worker does, at each level of help."),
            tr("5. Release it. Until then nothing changes for the workers."),
            tr("Everything is kept while you write. Undo has no end, and earlier versions can be put back."),
        )

    def _keys(self, tr: Translator) -> tuple[tuple[str, str], ...]:
        return (
            (key_names("Ctrl+Return"), tr("A new step below this one")),
            (key_names("Ctrl+PgUp", "Ctrl+PgDown"), tr("The step above, the step below")),
            (key_names("Alt+Up", "Alt+Down"), tr("Move the step")),
            (key_names("Ctrl+D"), tr("Copy the step")),
            (key_names("Del"), tr("Delete the step, or the place in the photo")),
            (key_names("Shift+F10"), tr("Everything that can be done to a step")),
            (key_names("Ctrl+C"), tr("Copy the chosen steps, also for another task")),
            (key_names("Ctrl+V"), tr("Paste a photo, or steps")),
            (key_names("Ctrl+Z", "Ctrl+Y"), tr("Undo, redo")),
            (key_names("Ctrl+F"), tr("Find a word, and put another in its place")),
            ("↑ ↓ ← →", tr("In the photo: move the place; with Shift make it larger or smaller")),
            ("Shift", tr("In the photo, while dragging: draw freely around the place")),
            ("F5", tr("Try as worker; Escape brings you back")),
            (key_names("Ctrl+P"), tr("Print")),
            (key_names("Ctrl+S"), tr("Save now, as a version of its own")),
        )


THUMB = QSize(192, 108)


class TaskPage(SubPage):
    """Each change is an edit of the draft, and can be undone."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back to the task"), tr("About this task"))
        self._draft: OpenTask | None = None
        self.name = Field(palette, tr("Name of the task"))
        self.done = Field(palette, tr("Last screen"), tr("what it says when all is done; empty: Done."))
        self.language = ComboBox(palette)
        self.language.setAccessibleName(tr("Language of the task"))
        self.kits = AmountField(palette, tr, tr("How many kits in a row"), 1, 10_000)
        self.photos = PhotoList(THUMB)
        self.photos.setAccessibleName(tr("Picture of the task"))
        self.photos.setViewMode(QListWidget.ViewMode.IconMode)
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
        self._lay_out(tr)

    def _lay_out(self, tr: Translator) -> None:
        form = QFormLayout()
        form.setSpacing(16)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(label(tr("Language of the task"), "strong"), self.language)
        form.addRow(label(tr("How many kits in a row"), "strong"), self.kits)
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
        right.addWidget(label(tr("Picture of the task"), "heading"))
        right.addWidget(self.photos, 1)
        self.body.addWidget(holder, 1)
        self.body.addLayout(right, 1)

    def show_draft(self, draft: OpenTask) -> None:
        """Show this draft."""
        self._draft = None  # what is filled in now is no edit
        task = draft.task
        self.name.show_text(task.title.words, task.language)
        self.done.show_text(task.done.words if task.done else "", task.language)
        self.kits.set_number(task.repeat)
        self.language.clear()
        for code in dict.fromkeys((task.language, *OFFERED)):
            self.language.addItem(language_name(code), code)
        self.photos.clear()
        for name in dict.fromkeys([task.photo, *(step.photo for step in task.steps)]):
            if name is None:
                continue
            entry = self.photos.add("", draft.folder / name)
            entry.setData(Qt.ItemDataRole.UserRole, name)
            entry.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            entry.setSelected(name == task.photo)
        self.photos.read_photos()
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
