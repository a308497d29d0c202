"""The page of a check that a device makes: under which name it speaks, its words for done and not done, and a try."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from oss_app.core.signal_words import SignalWords
from oss_app.core.verdict import Answer
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import LINE, Bar, LineField, NoticeBar, OneOf, Panel, Push, label
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import Palette

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
WIDTH = 760


class DevicePage(QWidget):
    """``kept(name, words)`` when the coach keeps it, ``listen_wanted`` when they want to hear what the device says.

    ``left`` when they go away from it. ``topic`` is what stands before the name at this bench; empty where this PC has
    no line to a broker.
    """

    kept = Signal(str, object)
    listen_wanted = Signal()
    left = Signal()

    def __init__(self, palette: Palette, tr: Translator, name: str, words: SignalWords, topic: str) -> None:
        super().__init__()
        self._tr, self._topic = tr, topic
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("A device says it"))
        self.setStyleSheet(sheet(palette))
        bar = Bar()
        back = Push(palette, tr("Back"), "arrow-left")
        back.clicked.connect(self.left)
        bar.row.addWidget(back)
        bar.row.addWidget(label(tr("A device says it"), "title"))
        bar.row.addStretch(1)
        box = Panel()
        box.setMaximumWidth(WIDTH)
        told = tr("A press that closes, a scale that is in range: the device itself says whether the step is done.")
        box.column.addWidget(label(told, wraps=True))
        self.name, self.done, self.not_done = (LineField(palette) for _ in range(3))
        self.name.setText(name)
        self.done.setText(words.done)
        self.not_done.setText(words.not_done)
        fields = QGridLayout()
        fields.setSpacing(12)
        for number, (title, line) in enumerate(
            (
                (tr("Name of the device"), self.name),
                (tr("Its word for done"), self.done),
                (tr("Its word for not done"), self.not_done),
            )
        ):
            line.setAccessibleName(title)
            line.setMinimumHeight(LINE)
            line.textChanged.connect(lambda _: self._show_topic())
            fields.addWidget(label(title, "strong"), number, 0)
            fields.addWidget(line, number, 1)
        box.column.addLayout(fields)
        self.told = label("", "muted", wraps=True)
        box.column.addWidget(self.told)
        box.column.addWidget(label(tr("Any other word, or none: it cannot tell, and the worker says it."), wraps=True))
        self.heard = label("", "strong", wraps=True)
        self.heard.hide()
        box.column.addWidget(self.heard)
        self.note = NoticeBar(palette)
        box.column.addWidget(self.note)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        self.listen = Push(palette, tr("Listen now"), "speaker-high")
        self.listen.clicked.connect(self._listen)
        self.listen.setEnabled(bool(topic))
        self.keep = Push(palette, tr("Keep"), "check", "filled")
        self.keep.clicked.connect(self._keep)
        acts.addWidget(self.listen, 1)
        acts.addWidget(self.keep, 1)
        box.column.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        inside = QWidget()
        middle = QHBoxLayout(inside)
        middle.setContentsMargins(48, 36, 48, 36)
        middle.addStretch(1)
        middle.addWidget(box, 8, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        column.addWidget(OneOf((inside,)))
        self._show_topic()

    @property
    def typed_name(self) -> str:
        """The name as it stands there now."""
        return self.name.text().strip()

    @property
    def typed_words(self) -> SignalWords:
        """The device's words as they stand there now."""
        return SignalWords(self.done.text().strip(), self.not_done.text().strip())

    def show_heard(self, word: str | None, *, is_reached: bool) -> None:
        """Show the last word of the device, None for none yet; and what it would mean."""
        tr = self._tr
        if not is_reached:
            said = tr("The broker is not reached. It is tried again.")
        elif word is None:
            said = tr("Listening. Nothing was heard of this device yet.")
        else:
            meant = {
                Answer.DONE: tr("Heard: “{word}”. That is done.", word=word),
                Answer.NOT_DONE: tr("Heard: “{word}”. That is not done.", word=word),
                Answer.CANNOT_TELL: tr("Heard: “{word}”. That tells nothing: is it written so above?", word=word),
            }
            said = meant[self.typed_words.answer(word)]
        self.heard.setText(said)
        self.heard.show()

    def _show_topic(self) -> None:
        tr = self._tr
        if self._topic:
            self.told.setText(tr("It writes to the topic {topic}", topic=f"{self._topic}/{self.typed_name}"))
        else:
            self.told.setText(
                tr("No devices are set up on this PC. It can be kept, and counts at benches that have them.")
            )

    def _listen(self) -> None:
        self.show_heard(None, is_reached=True)
        self.listen_wanted.emit()

    def _keep(self) -> None:
        tr, words = self._tr, self.typed_words
        if not _NAME.fullmatch(self.typed_name):
            self.note.say(tr("A device's name has small letters, digits and dashes, such as press-2."))
        elif not words.done or words.done.casefold() == words.not_done.casefold():
            self.note.say(tr("Give a word for done, and another one for not done."))
        else:
            self.kept.emit(self.typed_name, words)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.left.emit()
