"""A card of the set-up page: one part of the station, which says what is still to be done or that it is in order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from oss_app.core.errors import UserError
from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import NoticeBar, Panel, label, painted, restyle
from oss_app.ui.desk.widgets.sheet import TARGET
from oss_app.ui.kit.theme import Palette


def extra(palette: Palette) -> str:
    """Return the style sheet rules of the station's pages beside those of every coach's page."""
    p = palette
    return f"""
QPushButton[kind="large"] {{ min-height: 68px; border-radius: 16px; font-size: 22px; padding: 0 32px; }}
QPushButton[kind="large"]:focus {{ min-height: 64px; padding: 0 30px; }}
QPushButton[kind="key"] {{
  text-align: left; font-weight: 400; font-size: 19px; padding: 0 14px; min-height: {TARGET}px;
}}
QPushButton[kind="key"]:focus {{ border: 3px solid {p.accent}; padding: 0 13px; min-height: {TARGET - 2}px; }}
QPushButton[kind="key"][waits="true"] {{ background: {p.accent_soft}; border: 3px solid {p.accent}; }}
QPushButton[kind="digit"] {{ padding: 0; min-width: {TARGET - 4}px; max-width: {TARGET - 4}px; }}
QPushButton[kind="line"] {{ text-align: left; border-color: transparent; background: transparent; padding: 0 12px; }}
QPushButton[kind="line"]:checked {{ background: {p.raised}; border-color: {p.accent}; }}
QPushButton[kind="line"]:focus {{ border: 3px solid {p.ink}; padding: 0 11px; }}
"""


TRACK, KNOB, GAP = QSize(64, 36), 28, 14


class Switch(QAbstractButton):
    """``toggled(bool)`` as Qt has it; ``show_on`` tells nobody."""

    def __init__(self, palette: Palette, words: str) -> None:
        super().__init__()
        self._colours = palette
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_on(self, on: bool) -> None:
        """Stand so, without telling anyone."""
        was = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(was)

    def _words(self, width: int) -> QRect:
        room = QRect(TRACK.width() + GAP, 0, max(40, width - TRACK.width() - GAP), 1000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(TARGET, self._words(width).height())

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, TARGET)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, on = self._colours, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.6)
        top = (self.height() - TRACK.height()) / 2
        track = QRectF(1, top + 1, TRACK.width() - 2, TRACK.height() - 2)
        painter.setPen(QPen(QColor(p.accent if on else p.line), 2))
        painter.setBrush(QColor(p.accent if on else p.raised))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        x = track.right() - KNOB - 3 if on else track.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.on_accent if on else p.line))
        painter.drawEllipse(QRectF(x, self.height() / 2 - KNOB / 2, KNOB, KNOB))
        painter.setPen(QColor(p.ink))
        words = QRect(TRACK.width() + GAP, 0, self.width() - TRACK.width() - GAP, self.height())
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(p.ink), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
        painter.end()


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


class SetupCard(Panel):
    """One part. ``wanted(values, proved)`` asks for settings to be changed; ``proved`` says that it was tried out.

    ``name`` is the part's word in ``Settings.proved``.
    """

    wanted = Signal(object, bool)
    name = ""

    def __init__(self, palette: Palette, tr: Translator, icon: str, title: str) -> None:
        super().__init__()
        self.palette_used, self._tr = palette, tr
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
        self.note = NoticeBar(palette, narrow=True)

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
        """Tell whether nothing is left to be done."""
        return self.name in settings.proved

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        """Return the word of the state."""
        return self._tr("In order") if is_fine else self._tr("To do")

    def want(self, *, proved: bool = True, **values: object) -> None:
        """Ask for these settings; what was said before is over."""
        self.note.hide()
        self.wanted.emit(values, proved)

    def tell(self, error: UserError) -> None:
        """Say what did not work, and what to do."""
        self.note.say(" ".join(part for part in (error.sentence, error.hint) if part))

    def close_down(self) -> None:
        """Let go of what the cards hold, since the page goes away."""


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
