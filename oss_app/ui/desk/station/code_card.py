"""The card about the coach: the code of the coach's door, typed twice, and whether a coach comes when called."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.widgets.parts import Push, Segments, label
from oss_app.ui.kit.theme import Palette

DIGITS = 6
BOX, GAP = QSize(56, 66), 10
YES, NO = "yes", "no"


class CodeLine(QLineEdit):
    """Six boxes to type digits into, which show how many there are and never which."""

    full = Signal(str)

    def __init__(self, palette: Palette, name: str) -> None:
        super().__init__()
        self._palette = palette
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setMaxLength(DIGITS)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(DIGITS * BOX.width() + (DIGITS - 1) * GAP, BOX.height())
        self.textEdited.connect(self._typed)

    def touch(self, digit: str) -> None:
        """Take a digit that was touched on the screen."""
        self.setText(self.text() + digit)
        self._typed(self.text())

    def _typed(self, text: str) -> None:
        if len(text) == DIGITS:
            self.clear()
            self.full.emit(text)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        p, typed = self._palette, len(self.text())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(DIGITS):
            here = number == typed and self.hasFocus()
            edge = 3 if here else 2
            box = QRectF(number * (BOX.width() + GAP), 0, BOX.width(), BOX.height())
            painter.setPen(QPen(QColor(p.accent if here else p.line), edge))
            painter.setBrush(QColor(p.raised))
            painter.drawRoundedRect(box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), 12, 12)
            if number < typed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(p.ink))
                painter.drawEllipse(box.center(), 7, 7)
        painter.end()


def is_easy(code: str) -> bool:
    """Tell whether a code is one digit over and over, or counts up or down: what is tried first."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(code)}
    return len(steps) == 1 and steps <= {0, 1, 9}


class CodeCard(SetupCard):
    """``code_typed(code)`` follows when both times were the same."""

    code_typed = Signal(str)
    name = "code"

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr, "lock-simple", tr("Code of the coach"))
        self._first, self._has_code = "", False
        self.ask = label("", wraps=True)
        self.code = CodeLine(palette, tr("New code of the coach"))
        self.code.full.connect(self._full)
        self.again = Push(palette, tr("From the start"), "arrow-counter-clockwise", "square")
        self.again.clicked.connect(self._start)
        self.column.addWidget(self.ask)
        self.column.addLayout(row(self.code, self.again, None))
        self.pad = {digit: Push(palette, digit, kind="digit") for digit in "1234567890"}
        for digit, button in self.pad.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # who has keys types the digits themselves
            button.clicked.connect(lambda *_, digit=digit: self.code.touch(digit))
        self.column.addLayout(row(*self.pad.values(), None, spacing=3))
        self.column.addWidget(
            label(tr("6 digits. Write the code down, and do not keep it near the screen."), "muted", wraps=True)
        )
        self.column.addWidget(
            label(tr("Does a coach hear or see it when a worker calls for help?"), "strong", wraps=True)
        )
        self.can_be_called = Segments(((YES, tr("Yes")), (NO, tr("No, raise your hand"))))
        self.can_be_called.chosen.connect(lambda key: self.want(proved=self._has_code, coach_can_be_called=key == YES))
        self.column.addWidget(self.can_be_called)
        self.end()
        self._say()

    def is_in_order(self, settings: Settings) -> bool:
        return bool(settings.coach_code)

    def show_settings(self, settings: Settings) -> None:
        self._has_code = bool(settings.coach_code)
        self.can_be_called.choose(YES if settings.coach_can_be_called else NO)
        self._say()
        super().show_settings(settings)

    def _say(self) -> None:
        if self._first:
            text = self._tr("Type the same code once more.")
        elif self._has_code:
            text = self._tr("There is a code. Type a new one to change it.")
        else:
            text = self._tr("With this code the coach closes the worker's screen.")
        self.ask.setText(text)
        self.again.setEnabled(bool(self._first))

    def _start(self) -> None:
        self._first = ""
        self.code.clear()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _full(self, code: str) -> None:
        self.note.hide()
        if not self._first and is_easy(code):
            self.note.say(self._tr("That code is the first that anyone tries. Take another one."))
            return
        first, self._first = self._first, "" if self._first else code
        self._say()
        if first and first == code:
            self.code_typed.emit(code)
        elif first:
            self.note.say(self._tr("The two are not the same. Type the new code twice."))
