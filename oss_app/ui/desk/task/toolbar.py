"""The bar above the page of a task: back, its name and state, undo and redo, and what can be done with the whole."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from oss_app.core.release import ReleaseState
from oss_app.editor.advice import advice_on
from oss_app.editor.edits import Name, SetText
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, language_name
from oss_app.ui.desk.widgets.parts import Bar, LineField, Push, Tag, label, restyle
from oss_app.ui.desk.widgets.qt_words import key_names
from oss_app.ui.kit.theme import Palette

NARROW = 1600
COUNT_MS = 600
"""So long after the last key the advice on the whole task is counted."""
LEAST_TITLE, GREEDY = 96, 1000
"""The title keeps so many pixels however full the bar is, and takes what there is, up to its length, before the gap."""
PAD, BORDER = 10, 3
"""Pixels between the words of the title and its edge, and of the edge that shows where the mouse is."""
ROOM_FOR_WORDS = 1660
"""From this width on the bar has room for the words on its buttons."""
ROOM_FOR_AIR, AIR, CLOSE = 1200, 14, 6
"""From this width on there is so much air between the parts of the bar; below it they stand close."""


class TitleField(LineField):
    """The name of the task; one that has no room ends in three points while nobody writes in it."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._ground, self._ink = palette.raised, palette.ink

    @property
    def is_cut(self) -> bool:
        """Whether its end is out of sight, and that is shown."""
        room = self._room.width() + PAD - BORDER  # the last letter may touch the edge
        return not self.hasFocus() and self.fontMetrics().horizontalAdvance(self.text()) > room

    @property
    def _room(self) -> QRect:
        return self.rect().adjusted(PAD, BORDER, -PAD, -BORDER)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_cut:
            return
        painter, room = QPainter(self), self._room
        painter.fillRect(room.adjusted(0, 0, PAD - BORDER, 0), QColor(self._ground))
        painter.setPen(QColor(self._ink))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
        painter.end()


class Toolbar(Bar):
    """Says what is wanted; the page does it."""

    left = Signal()
    languages_wanted = Signal()
    print_wanted = Signal()
    try_wanted = Signal()
    release_wanted = Signal()
    versions_wanted = Signal()
    about_wanted = Signal()
    advice_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._width, self._language = 1920, ""
        self._draft: OpenTask | None = None
        self.back = Push(palette, tr("Tasks"), "arrow-left", "quiet")
        self.title = TitleField(palette)
        self.title.setProperty("role", "title")
        self.title.setAccessibleName(tr("Name of the task"))
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title.setMinimumWidth(LEAST_TITLE)
        self.title.textEdited.connect(self._type)
        self.title.editingFinished.connect(self._leave_title)
        self.tag = Tag(tr("Draft"))
        self.kept = label("", "muted")
        self.advice = Push(palette, tr("Advice"), "pencil-simple-line", "quiet")
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.timeout.connect(self.count_advice)
        self.undo = Push(palette, tr("Undo"), "arrow-u-up-left", "square")
        self.redo = Push(palette, tr("Redo"), "arrow-u-up-right", "square")
        self.versions = Push(palette, tr("Earlier versions"), "clock-counter-clockwise", "square")
        self.about = Push(palette, tr("About this task"), "gear", "square")
        self.language = Push(palette, "", "translate")
        self.print = Push(palette, tr("Print"), "printer")
        self.try_out = Push(palette, tr("Try as worker"), "eye")
        self.release = Push(palette, tr("Release"), "check", "filled")
        self.row.addWidget(self.back)
        self.row.addWidget(self.title, GREEDY)
        for told in (self.tag, self.kept):
            self.row.addWidget(told)
        self.row.addStretch(1)
        for button in (self.advice, self.undo, self.redo, self.versions, self.about):
            self.row.addWidget(button)
        self.row.addSpacing(14)
        for button in (self.language, self.print, self.try_out, self.release):
            self.row.addWidget(button)
        self.back.clicked.connect(self.left)
        self.language.clicked.connect(self.languages_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.try_out.clicked.connect(self.try_wanted)
        self.release.clicked.connect(self.release_wanted)
        self.versions.clicked.connect(self.versions_wanted)
        self.about.clicked.connect(self.about_wanted)
        self.advice.clicked.connect(self.advice_wanted)
        self.undo.clicked.connect(self.take_back)
        self.redo.clicked.connect(self.do_again)

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        draft.changed.connect(self.refresh)
        draft.stored.connect(self.refresh_state)
        self.refresh()
        self.refresh_state()
        self.count_advice()

    def refresh(self) -> None:
        """Show the draft as it is now; reads nothing from the disk."""
        draft, tr = self._draft, self._tr
        if draft is None:
            return
        if self.title.text() != draft.task.title.words:
            self.title.setText(draft.task.title.words)
            self.title.setCursorPosition(0)
        self._fit_title()
        self._count_soon.start(COUNT_MS)
        document = draft.document
        self._name(self.undo, tr("Undo"), document.undo_name, "Ctrl+Z")
        self._name(self.redo, tr("Redo"), document.redo_name, "Ctrl+Y")
        self._language = language_name(draft.task.language)
        if self._width >= ROOM_FOR_WORDS:
            self.language.relabel(self._language)
        self.kept.setText(tr("Everything is kept") if draft.is_kept else tr("Writing …"))

    def refresh_state(self) -> None:
        """Show what the workers see of it, and that it is kept."""
        if self._draft is None:
            return
        names = {
            ReleaseState.DRAFT: (self._tr("Draft"), ""),
            ReleaseState.RELEASED: (self._tr("Released"), "good"),
            ReleaseState.CHANGED: (self._tr("Changed"), ""),
        }
        text, tone = names[self._draft.state]
        self.tag.setText(text)
        self.tag.set_tone(tone)
        self.kept.setText(self._tr("Everything is kept") if self._draft.is_kept else self._tr("Writing …"))
        self._fit_title()

    def count_advice(self) -> None:
        """Show how much could be plainer in the whole task; nothing where nothing could."""
        self._count_soon.stop()
        draft = self._draft
        found = len(advice_on(draft.task, draft.document.problems, self._tr)) if draft else 0
        text = self._tr.many("{n} piece of advice", "{n} pieces of advice", found)
        self.advice.relabel(str(found) if self._width < ROOM_FOR_WORDS else text)
        self.advice.setAccessibleName(text)
        self.advice.setToolTip(text)
        self.advice.setVisible(found > 0)
        self._fit_title()

    def fit(self, width: int) -> None:
        """Leave out words where the window is narrow; the icons and their names for a screen reader stay."""
        self._width = width
        bare = width < ROOM_FOR_WORDS
        self.row.setSpacing(AIR if width >= ROOM_FOR_AIR else CLOSE)
        for button, text, kind in (
            (self.back, self._tr("Tasks"), "quiet"),
            (self.language, self._language, ""),
            (self.print, self._tr("Print"), ""),
            (self.try_out, self._tr("Try as worker"), ""),
        ):
            button.setProperty("kind", "square" if bare and not kind else kind)
            restyle(button)
            button.relabel("" if bare else text)
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.count_advice()

    def _name(self, button: Push, word: str, name: Name | None, key: str) -> None:
        button.setEnabled(name is not None)
        text = f"{word}: {self._tr(name.english, **name.values)}" if name else word
        button.setToolTip(f"{text} ({key_names(key)})")
        button.setAccessibleName(text)

    def _fit_title(self) -> None:
        text = self.title.text() or self._tr("Name of the task")
        tr = self._tr
        self.title.setPlaceholderText(tr("Name of the task") if self._width >= ROOM_FOR_AIR else tr("Name"))
        wanted = max(LEAST_TITLE, self.title.fontMetrics().horizontalAdvance(text) + 34)
        self.title.setMaximumWidth(wanted)
        self.kept.setVisible(self._width >= ROOM_FOR_WORDS and self._room() >= wanted)

    def _room(self) -> int:
        """Return what the title can have, in pixels, where the line on keeping is shown too."""
        items = (self.row.itemAt(at) for at in range(self.row.count()))
        beside = [part for item in items if item and (part := item.widget()) and part is not self.title]
        taken = sum(part.sizeHint().width() for part in beside if part is self.kept or not part.isHidden())
        gaps, margins = self.row.spacing() * self.row.count(), self.row.contentsMargins()
        return self._width - margins.left() - margins.right() - gaps - taken

    def take_back(self) -> None:
        """Undo."""
        if self._draft:
            self._draft.undo()

    def do_again(self) -> None:
        """Redo."""
        if self._draft:
            self._draft.redo()

    def _leave_title(self) -> None:
        if self._draft:
            self._draft.seal()

    def _type(self, words: str) -> None:
        if self._draft:
            self._draft.do(SetText(None, "title", words))
