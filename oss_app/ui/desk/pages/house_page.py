"""The page of the house's words: one line, one thing, and what it is not called."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from oss_app.editor.house_list import HouseList
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette


class HousePage(SubPage):
    """``left`` when the coach goes back; what is written is kept then."""

    def __init__(self, palette: Palette, tr: Translator, words: HouseList) -> None:
        super().__init__(palette, tr("Back"), tr("Words of the house"))
        self._tr, self._words = tr, words
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName(tr("Words of the house"))
        self.lines.setPlaceholderText(tr("tray: little tray, dish"))
        self.lines.setTabChangesFocus(True)
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
        self.left.connect(self._save)

    def show_words(self) -> None:
        """Show the words as they are kept."""
        self.lines.setPlainText(self._words.text())
        self.lines.setFocus()

    def _save(self) -> None:
        if self.lines.toPlainText() == self._words.text():
            return
        try:
            self._words.write(self.lines.toPlainText())
        except OSError:
            said = self._tr("The disk does not let this happen. Is it full, or may nothing be written there?")
        else:
            said = self._tr("The words are kept.")
        self.note.say(said, (self._tr("Understood"), lambda: None))
