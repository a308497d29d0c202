"""A card of the set-up page: one part of the station, which says what is still to be done or that it is in order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from oss_app.core.errors import UserError
from oss_app.core.settings import Settings
from oss_app.i18n import Words
from oss_app.ui.coach.note import Note
from oss_app.ui.coach.parts import Box, label, painted, restyle
from oss_app.ui.theme import Palette

SIGN = 18


class SignTag(QLabel):
    """A word on what something is, with a sign before it."""

    def __init__(self, icon: str, colour: str) -> None:
        super().__init__()
        self.setProperty("role", "tag")
        self.setFixedHeight(32)
        self._sign = QLabel(self)
        self._sign.setPixmap(painted(icon, colour, SIGN))
        self._sign.setGeometry(12, (32 - SIGN) // 2, SIGN, SIGN)

    def say(self, word: str, tone: str = "", *, signed: bool = True) -> None:
        """Say this; ``tone`` is empty, ``good`` or ``todo``."""
        self.setText(f"{'     ' if signed else ''}{word}")
        self.setAccessibleName(word)
        self.setProperty("tone", tone)
        self._sign.setVisible(signed)
        restyle(self)


class SetupCard(Box):
    """One part. ``wanted(values, proved)`` asks for settings to be changed; ``proved`` says that it was tried out.

    ``name`` is the part's word in ``Settings.proved``.
    """

    wanted = Signal(object, bool)
    name = ""

    def __init__(self, palette: Palette, words: Words, icon: str, title: str) -> None:
        super().__init__()
        self.palette_used, self.words = palette, words
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(painted(icon, palette.accent, 32))
        self.state = SignTag("check", palette.on_seen)
        head.addWidget(sign)
        head.addWidget(label(title, "heading"))
        head.addStretch(1)
        head.addWidget(self.state)
        self.column.addLayout(head)
        self.note = Note(palette)

    def end(self) -> None:
        """Everything is in the column; below it stands the line for what did not work."""
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        """Show what counts now; the state follows from it."""
        is_fine = self.is_in_order(settings)
        word = self.word(settings, is_fine=is_fine)
        self.state.say(word, "good" if is_fine else "todo", signed=is_fine)

    def is_in_order(self, settings: Settings) -> bool:
        """Whether nothing is left to be done."""
        return self.name in settings.proved

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        """The word of the state."""
        return self.words("In order") if is_fine else self.words("To do")

    def want(self, *, proved: bool = True, **values: object) -> None:
        """Ask for these settings; what was said before is over."""
        self.note.hide()
        self.wanted.emit(values, proved)

    def tell(self, error: UserError) -> None:
        """Say what did not work, and what to do."""
        self.note.say(" ".join(part for part in (error.sentence, error.hint) if part))

    def close_down(self) -> None:
        """The page goes away."""


def row(*widgets: QWidget | None, spacing: int = 12) -> QHBoxLayout:
    """Widgets beside each other; None takes the room that is left."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made
