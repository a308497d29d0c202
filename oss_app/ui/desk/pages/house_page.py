"""The page of the house's words: one line, one thing, and what it is not called."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from oss_app.editor.house_list import HouseList
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.disk_look import DiskLook
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.desk.widgets.typing_pause import RETRY_MS, TypingPause
from oss_app.ui.kit.theme import Palette


class HousePage(SubPage):
    """``left`` when the coach goes back; what is written is kept a moment after the last key.

    What another program wrote meanwhile comes along (``HouseList.keep``).
    """

    def __init__(self, palette: Palette, tr: Translator, words: HouseList) -> None:
        super().__init__(palette, tr("Back"), tr("Words of the house"))
        self._tr, self._words = tr, words
        self._kept = ""  # the file, when it was read or written here last
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName(tr("Words of the house"))
        self.lines.setPlaceholderText(tr("tray: little tray, dish"))
        self.lines.setTabChangesFocus(True)
        self._pause = TypingPause(self)
        self._pause.over.connect(self.settle)
        self.lines.textChanged.connect(self._pause.key)
        self._disk = DiskLook(self)
        self._disk.due.connect(self.look_at_disk)
        self.keep = Push(palette, tr("Save"), "check", "filled")
        self.keep.clicked.connect(self._save)
        self.bar.row.addWidget(self.keep)
        inside = QWidget()
        inside.setMaximumWidth(900)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        said = tr("One line for each thing: the word that you use, a colon, and the words that you do not use for it.")
        column.addWidget(label(said, wraps=True))
        said = tr("Where such a word is written, the advice is to take yours. A word alone on a line is spelled right.")
        column.addWidget(label(said, "muted", wraps=True))
        column.addWidget(self.lines, 1)
        self.body.addWidget(inside, 4)
        self.body.addStretch(1)
        self.left.connect(self.note.hide)  # what it said was there to be read; what is said now is not
        self.left.connect(self.settle)

    def show_words(self) -> None:
        """Show the words as they are kept; what the disk did not take yet stays."""
        if not self._pause.is_waiting:
            self._kept = self._words.text()
            self.lines.setPlainText(self._kept)
            self._pause.stop()
        self.lines.setFocus()

    def settle(self) -> bool:
        """Keep what is written now; whether it stands there. What the disk refuses is tried again."""
        self._pause.stop()
        typed = self.lines.toPlainText()
        if typed == self._kept:
            return True
        try:
            self._kept = self._words.keep(typed, self._kept)
        except OSError:
            self._pause.wait(RETRY_MS)
            self._say(self._tr("The disk does not let this happen. Is it full, or may nothing be written there?"))
            return False
        if self._kept != typed:
            self._show_both(self._kept)
        return True

    def look_at_disk(self) -> None:
        """Show what another program wrote meanwhile, and say so."""
        theirs = self._words.text()
        if theirs == self._kept:
            return
        if self.lines.toPlainText() != self._kept:
            self.settle()
        elif theirs:  # what cannot be read just now is not nothing
            self._kept = theirs
            self._show_both(theirs)

    def _show_both(self, words: str) -> None:
        """Show these words, which somebody else wrote too, and say so; the cursor stays in its line."""
        at = self.lines.textCursor()
        line, column = at.block().text(), at.positionInBlock()
        whole = QTextCursor(self.lines.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(words)
        number = next((n for n, other in enumerate(words.splitlines()) if other == line), 0)
        at.setPosition(self.lines.document().findBlockByNumber(number).position() + min(column, len(line)))
        self.lines.setTextCursor(at)
        self._pause.stop()
        self._say(self._tr("Somebody else wrote here meanwhile. Both are here now; look whether it is right."))

    def _save(self) -> None:
        if self.settle():
            self._say(self._tr("The words are kept."))

    def _say(self, said: str) -> None:
        self.note.say(said, (self._tr("Understood"), lambda: None))
