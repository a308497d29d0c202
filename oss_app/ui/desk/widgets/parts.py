"""The parts that all coach's pages are built of: buttons with an icon, fields with a label, tags, boxes, bars."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QIcon,
    QIntValidator,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.theme import Palette

NARROW = 1100
"""Pixels of width below which a page of the coach has less air, so that nothing of it is cut."""


class AmountField(QWidget):
    """``changed(number)`` when the coach changes it, and not when it is set."""

    changed = Signal(int)

    def __init__(self, palette: Palette, tr: Translator, name: str, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self._number = least
        self._line = QLineEdit(str(least))
        self._line.setValidator(QIntValidator(least, most, self))
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setFixedSize(96, 48)
        self._line.setAccessibleName(name)
        self._line.editingFinished.connect(self._typed)
        self.less = Push(palette, tr("One less"), "minus", "square")
        self.more = Push(palette, tr("One more"), "plus", "square")
        self.less.clicked.connect(lambda: self._go_to(self._number - 1))
        self.more.clicked.connect(lambda: self._go_to(self._number + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.less, self._line, self.more):
            row.addWidget(part)
        row.addStretch(1)

    @property
    def number(self) -> int:
        """What it shows."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show this without telling anyone."""
        self._number = number
        self._line.setText(str(number))
        self.less.setEnabled(number > self._least)
        self.more.setEnabled(number < self._most)

    def _typed(self) -> None:
        self._go_to(int(self._line.text()))

    def _go_to(self, number: int) -> None:
        if self._least <= number <= self._most and number != self._number:
            self.set_number(number)
            self.changed.emit(number)


CARET = 22


class ComboBox(QComboBox):
    """A combo box; the style sheet leaves the place of the caret free."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._colour = palette.ink

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - CARET - 10, (self.height() - CARET) / 2, CARET, CARET)
        draw_icon(painter, "caret-down", box, self._colour)
        painter.end()


class NoticeBar(QFrame):
    """A line of text where others would put a box in the way: what happened, and what can be done about it.

    In a ``narrow`` place its buttons stand below the words. ``said`` follows when it has something to say.
    """

    said = Signal()

    def __init__(self, palette: Palette, icon: str = "info", *, narrow: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._palette = palette
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(8)
        line = QHBoxLayout()
        self._row = QHBoxLayout() if narrow else line
        for one in (line, self._row):
            one.setSpacing(12)
        column.addLayout(line)
        if narrow:
            column.addLayout(self._row)
            self._row.addStretch(1)
        sign = QLabel()
        sign.setPixmap(painted(icon, palette.accent, 26))
        self._words = label("", wraps=True)
        line.addWidget(sign)
        line.addWidget(self._words, 1)
        self._buttons: list[Push] = []
        self._acts: tuple[tuple[str, Callable[[], object]], ...] = ()
        self._before: QWidget | None = None
        self.hide()

    def say(self, words: str, *acts: tuple[str, Callable[[], object]]) -> None:
        """Show this, with a button for each act; each act takes the line away first, and the cursor is back."""
        if (before := self.window().focusWidget()) not in self._buttons:
            self._before = before
        if self.isHidden() or [name for name, _ in acts] != [name for name, _ in self._acts]:
            self._put_buttons([name for name, _ in acts])
        self._acts = acts
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.said.emit()

    def say_after(self, other: NoticeBar) -> None:
        """Say what the line of another page still says, which nobody can read there any more."""
        if not other.isHidden():
            words = other.words
            other.hide()
            self.say(words, *other._acts)

    def _put_buttons(self, names: Sequence[str]) -> None:
        """Make the buttons anew; a count that goes on leaves them, so that one can be pressed meanwhile."""
        for button in self._buttons:
            button.hide()  # at once; one of them may be the one that was pressed, so it goes later
            button.deleteLater()
        self._buttons = [Push(self._palette, name) for name in names]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._done, number))
            self._row.addWidget(button)
            button.show()

    def _done(self, number: int) -> None:
        _, act = self._acts[number]
        if self._before and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()  # not on what stands next to the line, where a space bar would press it
        self.hide()
        act()

    @property
    def words(self) -> str:
        """What it says now; empty while it is not there."""
        return "" if self.isHidden() else self._words.text()


L = TypeVar("L", bound=QLayout)

ICON, BIG_ICON = 24, 32
LINE, SENTENCE = 52, 66  # heights of a line to type in
TIMES = 2  # icons are drawn so many times larger, for screens with small pixels


def tinted(name: str, colour: str, off: str, size: int = ICON) -> QIcon:
    """Return a Phosphor icon as Qt wants it, in one colour, and in another for where it is ``off``.

    Qt's own for that is mixed with the colours of the system: where Windows is dark it looks as if it were on.
    """
    icon = QIcon(painted(name, colour, size))
    icon.addPixmap(painted(name, off, size), QIcon.Mode.Disabled)
    return icon


def painted(name: str, colour: str, size: int = ICON) -> QPixmap:
    """Return a Phosphor icon as a picture, ``size`` Qt pixels wide."""
    pixmap = QPixmap(size * TIMES, size * TIMES)
    pixmap.setDevicePixelRatio(TIMES)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


class Push(QPushButton):
    """A button. ``kind``: empty, ``filled`` or ``big`` (one a page), ``tall``, ``quiet``, ``square`` (icon alone)."""

    def __init__(self, palette: Palette, label: str, icon: str = "", kind: str = "") -> None:
        super().__init__("" if kind == "square" else label)
        self.setProperty("kind", kind)
        self.setAccessibleName(label)
        if kind == "square":
            self.setToolTip(label)
        if icon:
            colour = palette.on_accent if kind in ("filled", "big") else palette.ink
            size = BIG_ICON if kind in ("big", "tall") else ICON
            self.setIcon(tinted(icon, colour, palette.line, size))
            self.setIconSize(QSize(size, size))
        if kind != "square":
            self.relabel(label)

    def relabel(self, label: str) -> None:
        """Say this from now on; without words the icon stands alone."""
        # Qt leaves only 4 px between icon and text
        self.setText(f"\N{FOUR-PER-EM SPACE}{label}" if label and not self.icon().isNull() else label)
        if label:
            self.setAccessibleName(label)


class _Scrolled(QWidget):
    """What scrolls: no higher than it must be, where something in it scrolls itself."""

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout else -1


class OneOf(QScrollArea):
    """Several parts in one place, one of which is shown: only that one asks for room.

    It scrolls where it has too little. A stack of Qt asks for as much as the largest of its parts does.
    """

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        inside = _Scrolled()
        inside.setProperty("role", "page")
        column = _bare(QVBoxLayout(inside))
        for part in parts:
            column.addWidget(part)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.show_one(parts[0])

    @property
    def shown(self) -> QWidget:
        """The part that is shown."""
        return self._shown

    def show_one(self, part: QWidget) -> None:
        """Show this part, and none of the others."""
        self._shown = part
        for other in self._parts:
            other.setVisible(other is part)
        self.updateGeometry()

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(self._shown.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), 120)


class Segments(QWidget):
    """One choice of a few, side by side; ``chosen(key)`` when the coach chooses."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = _bare(QHBoxLayout(self))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for number, (key, label) in enumerate(choices):
            button = QPushButton(label)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setProperty("end", "first" if number == 0 else "last" if number == len(choices) - 1 else "")
            button.clicked.connect(lambda *_, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button, 1)

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, without telling anyone."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QPushButton:
        """Return the button of one choice."""
        return self._buttons[key]


BOX = 26
"""Width of a box to tick, by the style sheet."""


class TickBox(QCheckBox):
    """A box to tick, whose words take more lines where they have no room on one; Qt's own are cut there."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self._words = label(words, wraps=True)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(BOX + 12, 4, 4, 4)
        self._row.addWidget(self._words, 1)

    # Qt

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class LineField(QLineEdit):
    """A line to type in, with an icon at its start; dots below the words that something is said about.

    ``left`` follows when the coach has gone on to something else.
    """

    left = Signal()
    picture_pasted = Signal()
    """The clipboard has a picture and no words: it is not for this line."""

    def __init__(self, palette: Palette, icon: str = "") -> None:
        super().__init__()
        self._colour = palette.ink
        self._dotted: tuple[int, int] | None = None
        self._icon = QLabel(self) if icon else None
        if self._icon:
            self._icon.setPixmap(painted(icon, palette.ink))
            self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setTextMargins(ICON + 10, 0, 0, 0)
        self.textEdited.connect(lambda _: self.dot(None))  # what was said is about other words

    def dot(self, part: tuple[int, int] | None) -> None:
        """Put dots below the letters from the first number to the second; None takes them away."""
        if part != self._dotted:
            self._dotted = part
            self.update()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        data = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and data.hasImage() and not data.hasText():
            self.picture_pasted.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()  # the page takes back whole edits; what a line takes back alone, no redo would bring again
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._icon:
            self._icon.setGeometry(16, (self.height() - ICON) // 2, ICON, ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._dotted is None:
            return
        letters, text, cursor = self.fontMetrics(), self.text(), self.cursorRect()
        start = cursor.center().x() - letters.horizontalAdvance(text[: self.cursorPosition()])
        ends = [start + letters.horizontalAdvance(text[:at]) for at in self._dotted]
        room = self.rect().adjusted(10, 0, -10, 0)
        y = self.rect().center().y() + letters.ascent() // 2 + 5
        pen = QPen(QColor(self._colour), 3, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, 2.0])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(max(room.left(), ends[0] + 2), y, min(room.right(), ends[1] - 1), y)
        painter.end()


class Field(QWidget):
    """A line to type in, below its label; ``hint`` is the second, lighter half of the label."""

    edited = Signal(str)

    def __init__(
        self, palette: Palette, label: str, hint: str = "", icon: str = "", *, is_sentence: bool = False
    ) -> None:
        super().__init__()
        column = _bare(QVBoxLayout(self), 6)
        self._ink2 = palette.ink2
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.line = LineField(palette, icon)
        self.line.setMinimumHeight(SENTENCE if is_sentence else LINE)
        if is_sentence:
            self.line.setProperty("role", "sentence")
        self.name(label, hint)
        self.line.textEdited.connect(self.edited)
        self.label.setBuddy(self.line)
        column.addWidget(self.label)
        column.addWidget(self.line)

    def name(self, label: str, hint: str = "") -> None:
        """Call the field so."""
        second = f" <span style='color:{self._ink2}'>{html.escape(hint)}</span>" if hint else ""
        self.label.setText(f"<span style='font-size:17px'><b>{html.escape(label)}</b>{second}</span>")
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(hint)

    def show_text(self, text: str, language: str = "") -> None:
        """Show this without telling anyone; the cursor stays where it is while it is the same."""
        if self.line.alignment() != (side := side_of(language)):
            self.line.setAlignment(side)
        if text != self.line.text():
            self.line.setText(text)
            if not self.line.hasFocus():
                self.line.setCursorPosition(0)  # a long text shows its beginning


class Tag(QLabel):
    """A short word on what something is: ``tone`` is empty, ``good`` or ``todo``."""

    def __init__(self, text: str, tone: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", "tag")
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        restyle(self)


class Tile(QFrame):
    """As high as ``least`` pixels, and higher where its words need that at its width; it never grows for nothing."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setFixedHeight(least)

    def _settle(self) -> None:
        if inside := self.layout():
            wanted = max(inside.totalHeightForWidth(self.width()), inside.totalMinimumHeightForWidth(self.width()))
            self.setFixedHeight(max(self._least, wanted))

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()


class Panel(QFrame):
    """A card on a page; put things into ``column``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "box")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 22, 24, 22)
        self.column.setSpacing(14)


class Bar(QFrame):
    """The bar at the top of a page, 76 px high; put things into ``row``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setFixedHeight(76)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(28, 0, 28, 0)
        self.row.setSpacing(14)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = 12 if self.width() < NARROW else 28
        self.row.setContentsMargins(margin, 0, margin, 0)


def label(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a text.

    ``role`` is ``title``, ``heading``, ``large``, ``instruction``, ``section``, ``muted`` or ``strong``.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def side_of(language: str) -> Qt.AlignmentFlag:
    """Tell on which side a field for this language begins, before its first letter too."""
    if is_right_to_left(language):
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def is_undo(event: QKeyEvent) -> bool:
    """Tell whether a key undoes, or does again what was undone."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def _bare(layout: L, spacing: int = 0) -> L:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
