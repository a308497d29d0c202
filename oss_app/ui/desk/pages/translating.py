"""The page of a task's languages: the author's words and their translation side by side, warnings first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from oss_app.core.errors import UserError
from oss_app.core.task import Step, Task
from oss_app.core.text import is_right_to_left
from oss_app.editor.advice import passages
from oss_app.editor.edits import SetText, step_number
from oss_app.editor.open_task import OpenTask
from oss_app.editor.text_exchange import send_texts, take_texts
from oss_app.i18n import Translator, all_languages, full_language_name, language_meant, language_name, languages
from oss_app.ui.desk.task.step_list_model import Index
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file, choose_new_file
from oss_app.ui.desk.widgets.parts import ComboBox, Push, is_undo, label, side_of
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette

OFFERED = ("en", "nl", "pl", "uk", "ar", "tr", "de", "fr", "ro", "es")
"""The languages that are offered first; any that a task has comes too."""


@dataclass(frozen=True)
class TextToTranslate:
    """One text to translate: which item's (None: the head's) which field, and the author's words."""

    item: int | None
    field: str
    words: str
    where: str
    is_warning: bool


def lines_of(task: Task, tr: Translator) -> list[TextToTranslate]:
    """All that is to be translated, warnings first, then in reading order."""
    return sorted(_lines(task, tr), key=lambda line: not line.is_warning)


def _lines(task: Task, tr: Translator) -> Iterator[TextToTranslate]:
    names = {
        "title": tr("Name of the task"),
        "done": tr("Last screen"),
        "text": tr("Sentence"),
        "say": tr("Voice"),
        "hint": tr("Hint"),
        "warning": tr("Warning"),
    }
    for passage, _, text in passages(task):
        if not text.words or passage.field == "say":
            continue
        where = names[passage.field]
        if passage.item is not None:
            step = isinstance(task.items[passage.item], Step)
            number = tr("Step {n}", n=step_number(task, passage.item))
            where = f"{number}: {where}" if step else tr("Section") if passage.field == "title" else tr("Break")
        yield TextToTranslate(passage.item, passage.field, text.words, where, passage.field == "warning")


class TranslationTable(QAbstractTableModel):
    """The lines with their translations; what is typed is an edit of the draft."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._tr = palette, tr
        self._draft: OpenTask | None = None
        self._language = "en"
        self._lines: list[TextToTranslate] = []

    def show_draft(self, draft: OpenTask, language: str, *, only_missing: bool) -> None:
        self.beginResetModel()
        self._draft, self._language = draft, language
        lines = lines_of(draft.task, self._tr)
        self._lines = [line for line in lines if not only_missing or not self.translation(line)]
        self.endResetModel()

    def translation(self, line: TextToTranslate) -> str:
        """Return the words of a line in the language that is shown."""
        assert self._draft is not None
        task = self._draft.task
        part = task if line.item is None else task.items[line.item]
        text = getattr(part, line.field)
        return str(text.translations.get(self._language, "")) if text else ""

    @property
    def missing(self) -> tuple[int, int]:
        """How many lines lack a translation, and how many of them are warnings."""
        if self._draft is None:
            return 0, 0
        lines = [line for line in lines_of(self._draft.task, self._tr) if not self.translation(line)]
        return len(lines), sum(line.is_warning for line in lines)

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 3

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        if role != Qt.ItemDataRole.DisplayRole or way is Qt.Orientation.Vertical or self._draft is None:
            return None
        own = language_name(self._draft.task.language)
        return (self._tr("Where"), own, language_name(self._language))[section]

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Tell on which side the texts of a column begin."""
        own = self._draft.task.language if self._draft else ""
        return side_of(("", own, self._language)[column])

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 2 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        done = self.translation(line)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (line.where, line.words, done or self._tr("Still to do"))[index.column()]
            case Qt.ItemDataRole.EditRole:
                return done
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
            case Qt.ItemDataRole.ForegroundRole if index.column() == 0 or (index.column() == 2 and not done):
                return QColor(self._palette.ink2)
            case Qt.ItemDataRole.BackgroundRole if index.column() == 2 and not done and line.is_warning:
                return QColor(self._palette.warning)
            case Qt.ItemDataRole.FontRole if index.column() == 1 and line.is_warning:
                font = QFont()
                font.setBold(True)
                return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self._lines[index.row()]
        if self._draft is None or role != Qt.ItemDataRole.EditRole or value == self.translation(line):
            return False
        self._draft.do(SetText(line.item, line.field, str(value).strip(), self._language))
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), 2))
        return True


class TranslationField(QStyledItemDelegate):
    """The field in which a translation is typed: the cursor stands behind what is there, Return goes to the next.

    Each key is an edit, as in the fields of a step: what is typed is kept before the field is left.
    ``leaving(by)`` says that the coach goes ``by`` rows down. The page undoes and does again: what the field undid by
    itself, no key would do again.
    """

    leaving = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.language = "en"

    # Qt

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        side = Qt.LayoutDirection.RightToLeft if is_right_to_left(self.language) else Qt.LayoutDirection.LeftToRight
        line.setLayoutDirection(side)
        line.setAlignment(side_of(self.language))
        line.textEdited.connect(lambda _: self.commitData.emit(line))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QLineEdit) and editor.text().strip() != words:  # what is being typed stays as it is
            editor.setText(words)
            mark = editor.selectionChanged.connect(
                lambda: editor.end(False)
            )  # else the key that opened it replaces all
            QTimer.singleShot(0, editor, lambda: editor.selectionChanged.disconnect(mark))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
                event.ignore()
                return True
            step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(
                Qt.Key(event.key())
            )
            if event.type() is QEvent.Type.KeyPress and step:
                self._close(editor)
                self.leaving.emit(step)
                return True
        return super().eventFilter(editor, event)

    def _close(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class TranslationPage(SubPage):
    """Shows a draft in two languages."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back to the task"), tr("Languages"))
        self._tr = tr
        self._draft: OpenTask | None = None
        self.language = ComboBox(palette)
        self.language.setAccessibleName(tr("Translation into"))
        self.language.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setMinimumContentsLength(22)
        self.language.setEditable(True)  # any language, by its name or its code
        self.language.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        suggesting = QCompleter(self.language.model(), self)  # beside what is typed: in it, "ti" became Tiếng Việt
        suggesting.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        suggesting.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        suggesting.setFilterMode(Qt.MatchFlag.MatchContains)
        self.suggested = QListView()
        suggesting.setPopup(self.suggested)
        self.language.setCompleter(suggesting)
        if line := self.language.lineEdit():
            line.editingFinished.connect(self._choose_language)
        self.language.currentIndexChanged.connect(self._show)
        self.only_missing = QCheckBox(tr("Only what is missing"))
        self.only_missing.toggled.connect(self._show)
        self.state = label("", "muted", wraps=True)
        self.send = Push(palette, tr("To Excel"), "upload-simple")
        self.take = Push(palette, tr("From Excel"), "download-simple")
        self.send.clicked.connect(self._send)
        self.take.clicked.connect(self._take)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.only_missing)
        tools.addStretch(1)
        for part in (self.send, self.take, self.language):
            tools.addWidget(part)
        self.model = TranslationTable(palette, tr)
        self.model.dataChanged.connect(self._count)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.field = TranslationField()
        self.field.leaving.connect(self._go)
        self.field.closeEditor.connect(self._leave)
        self.table.setItemDelegate(self.field)
        for keys, act in (("Ctrl+Z", self._undo), ("Ctrl+Y", self._redo), ("Ctrl+Shift+Z", self._redo)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.table.setAccessibleName(tr("Translations"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(52)
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(tools)
        column.addWidget(self.state)
        column.addWidget(self.table, 1)
        self.body.addLayout(column)

    def show_draft(self, draft: OpenTask, wanted: str = "") -> None:
        """Show this draft in the language ``wanted``, else in its first other one, else in English or Dutch."""
        self._draft = draft
        own = draft.task.language
        others = sorted(all_languages(), key=lambda code: full_language_name(code, self._tr.language).casefold())
        known = [*draft.task.languages[1:], *OFFERED, *(code for code, _ in languages()), *others]
        codes = [code for code in dict.fromkeys(known) if code != own]
        self.language.blockSignals(True)
        self.language.clear()
        for code in codes:
            self.language.addItem(full_language_name(code, self._tr.language), code)
        self.language.setCurrentIndex(max(0, self.language.findData(wanted)))
        self.note.hide()
        self.language.blockSignals(False)
        self.suggested.setFont(self.language.font())  # a window of its own: the style sheet doesn't reach it
        self._show()
        self.table.setFocus()

    def _show(self) -> None:
        if self._draft is None:
            return
        code = self.code
        self.field.language = code
        self.model.show_draft(self._draft, code, only_missing=self.only_missing.isChecked())
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 2))
        self._count()

    @property
    def code(self) -> str:
        """The language that is shown."""
        return str(self.language.currentData() or "en")

    def _choose_language(self) -> None:
        """Show the language that was typed; where there is none, say so, and show which one it still is."""
        written, shown = self.language.currentText(), self.language.currentIndex()
        if written == self.language.itemText(shown):
            return
        found = self.language.findText(written)
        found = self.language.findData(language_meant(written) or written) if found < 0 else found
        self.language.setEditText(self.language.itemText(shown))
        if found >= 0:
            self.note.hide()
            self.language.setCurrentIndex(found)
        elif written.strip():
            tr = self._tr
            self._say(
                tr("There is no language “{name}” here. Choose one from the list, or type its code.", name=written)
            )

    def _leave(self) -> None:
        if self._draft:
            self._draft.seal()

    def _go(self, by: int) -> None:
        """To the translation of the next row, to be typed on."""
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 2))
            self.table.edit(self.model.index(row, 2))

    def _undo(self) -> None:
        if self._draft:
            self._draft.undo()
            self._refresh()

    def _redo(self) -> None:
        if self._draft:
            self._draft.redo()
            self._refresh()

    def _refresh(self) -> None:
        """Show what the texts are now; the row stays."""
        row, typing = self.table.currentIndex().row(), isinstance(QApplication.focusWidget(), QLineEdit)
        self._show()
        if 0 <= row < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(row, 2))
            if typing:
                self.table.edit(self.model.index(row, 2))

    def _send(self) -> None:
        draft, tr = self._draft, self._tr
        if draft is None:
            return
        wanted = f"{draft.folder.name}-{self.code}.xlsx"
        title, kinds = tr("Texts for the translator"), "Excel (*.xlsx)"
        path = choose_new_file(self, tr, title, wanted, ".xlsx", kinds, Place.DOCUMENTS)
        if path is None:
            return
        wheres = {(line.item, line.field): line.where for line in lines_of(draft.task, tr)}
        try:
            send_texts(draft.task, self.code, path, wheres, tr)
        except OSError:
            self._say(tr("The file cannot be written there."))
            return
        self._say(tr("“{file}” has all texts. Have its last column filled in, and take it over here.", file=path.name))

    def _take(self) -> None:
        draft, tr = self._draft, self._tr
        kinds = "Excel, LibreOffice, CSV (*.xlsx *.ods *.xls *.csv *.tsv *.txt)"
        path = choose_file(self, tr, tr("Texts from the translator"), kinds, Place.DOCUMENTS)
        if path is None or draft is None:
            return
        try:
            taken = take_texts(draft, self.code, path)
        except UserError as error:
            self._say(" ".join(tr(part) for part in (error.sentence, error.hint) if part))
            return
        said = tr.many("{n} translation was taken over.", "{n} translations were taken over.", taken.changed)
        if taken.language != self.code:
            said += " " + tr("They are in {language}.", language=language_name(taken.language))
            self.show_draft(draft, taken.language)
        if taken.is_guess:
            name = language_name(taken.language)
            said += " " + tr("The file does not say its language, so they were taken for {language}.", language=name)
        if taken.left:
            said += " " + tr("These texts are others now, so theirs were not taken:") + " " + " · ".join(taken.left)
        self._refresh()
        self._say(said)

    def _say(self, words: str) -> None:
        self.note.say(words, (self._tr("Understood"), lambda: None))

    def _count(self) -> None:
        missing, warnings = self.model.missing
        tr = self._tr
        text = tr.many("{n} text missing", "{n} texts missing", missing) if missing else tr("Everything is there")
        if warnings:
            text += ", " + tr.many("{n} of them a warning", "{n} of them warnings", warnings)
            text += ". " + tr("Without its warnings a task does not run in this language.")
        self.state.setText(text)
