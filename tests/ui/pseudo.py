"""A language that nobody speaks, 40 % longer than English and with accents; and what of a page's words it cuts."""

from __future__ import annotations

import gettext
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)

from oss_app.i18n import SOURCE, Translator

LONGER = 0.4
ACCENTS = str.maketrans("aceinouyAEINOUY", "âçéîñöûýÂÉÎÑÖÛÝ")
_PART = re.compile(r"\{[^}]*\}|[^\W\d_]+")
SLACK_PX = 1.5
"""So far may letters stand out by how widths are rounded."""


def longer(words: str) -> str:
    """The words with accents, each lengthened by 40 %; what stands in braces stays.

    >>> longer("Step {n} of 8")
    'Stéps {n} öf 8'
    """
    return _PART.sub(lambda part: _longer(part.group()), words)


def _longer(word: str) -> str:
    if word.startswith("{"):
        return word
    more = math.floor(len(word) * LONGER + 0.5)
    return (word + word.lower()[:more]).translate(ACCENTS)


class _Longer(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)


PSEUDO = Translator(SOURCE, _Longer())


def cut(page: QWidget, size: tuple[int, int]) -> list[str]:
    """What of a shown page cannot be read whole on a display of this size, each with where it is."""
    found = []
    if (page.width(), page.height()) != size:
        found.append(f"the page wants {page.width()} x {page.height()}")
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and not isinstance(widget.parentWidget(), QComboBox | QLineEdit):
            found += [f"{_name(widget)}: {why}" for why in _why_cut(widget)]
    with _painted() as drawn:
        page.grab()
    return found + drawn


def _name(widget: QWidget) -> str:
    words = getattr(widget, "text", str)() or widget.accessibleName()
    return f"{type(widget).__name__} {str(words)[:60]!r}"


def _why_cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() if type(widget).paintEvent is QLabel.paintEvent and widget.text():
            if widget.wordWrap():
                wanted = widget.heightForWidth(widget.width())
                if wanted > widget.height():
                    yield f"{wanted} high, has {widget.height()}"
                wanted = _longest_word(widget)
                if wanted > widget.contentsRect().width() + SLACK_PX:
                    yield f"a word is {wanted:.0f} wide, has {widget.contentsRect().width()}"
            elif widget.sizeHint().width() > widget.width() + SLACK_PX:
                yield f"{widget.sizeHint().width()} wide, has {widget.width()}"
        case QComboBox():
            if widget.sizeHint().width() > widget.width() + SLACK_PX:
                yield f"{widget.sizeHint().width()} wide, has {widget.width()}"
        case QCheckBox() | QPushButton() if widget.text():
            if widget.sizeHint().width() > widget.width() + SLACK_PX:
                yield f"{widget.sizeHint().width()} wide, has {widget.width()}"
        case QAbstractButton() if widget.text() and widget.hasHeightForWidth():
            wanted = widget.heightForWidth(widget.width())
            if wanted > widget.height():
                yield f"{wanted} high, has {widget.height()}"
        case QLineEdit() if widget.placeholderText():
            wanted = QFontMetricsF(widget.font()).horizontalAdvance(widget.placeholderText())
            if wanted > _room(widget):
                yield f"invitation {widget.placeholderText()!r} is {wanted:.0f} wide, has {_room(widget)}"
        case QHeaderView():
            for n in range(widget.count()):
                if not widget.isSectionHidden(n) and widget.sectionSizeFromContents(n).width() > widget.sectionSize(n):
                    yield f"column {n}"
        case QListWidget():
            room = widget.viewport().width()
            for item in map(widget.item, range(0 if widget.wordWrap() else widget.count())):
                if widget.sizeHintForIndex(widget.indexFromItem(item)).width() > room:
                    yield f"row {item.text()!r}"
        case QScrollArea() if widget.horizontalScrollBar().maximum() > 0:
            yield f"goes {widget.horizontalScrollBar().maximum()} to the side"
    if layout := widget.layout():
        yield from _crossing(widget, layout)


def _room(line: QLineEdit) -> int:
    margins = line.textMargins()
    return line.width() - 2 * 16 - margins.left() - margins.right()


def _longest_word(label: QLabel) -> float:
    text = re.sub(r"<[^>]*>", " ", label.text())
    letters = QFontMetricsF(label.font())
    return max((letters.horizontalAdvance(word) for word in re.split(r"[\s\u2005-]+", text)), default=0.0)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        if (widget := item.widget()) is not None:
            if widget.isVisible() and not widget.size().isEmpty():
                yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid(inner)


def _crossing(parent: QWidget, layout: QLayout) -> Iterator[str]:
    """Parts that stand on one another or out of what they stand in."""
    parts = list(_laid(layout))
    for n, part in enumerate(parts):
        if not parent.rect().contains(part.geometry()):
            yield f"{_name(part)} at {part.geometry().getRect()} stands out of {parent.rect().getRect()}"
        for other in parts[n + 1 :]:
            if part.geometry().intersects(other.geometry()):
                yield f"{_name(part)} stands on {_name(other)}"


@contextmanager
def _painted() -> Iterator[list[str]]:
    """What pages that draw their words themselves draw outside of the room for it."""
    found: list[str] = []
    draw = QPainter.drawText

    def look(painter: QPainter, *drawn: Any) -> None:
        draw(painter, *drawn)
        found.extend(_drawn_outside(painter, *drawn))

    QPainter.drawText = look  # type: ignore[method-assign, assignment]
    try:
        yield found
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]


def _drawn_outside(painter: QPainter, *drawn: Any) -> Iterator[str]:
    device, text, letters = painter.device(), drawn[-1], QFontMetricsF(painter.font())
    if not isinstance(device, QWidget) or not text.strip():
        return
    if isinstance(drawn[0], QPointF):
        box = QRectF(drawn[0].x(), drawn[0].y() - letters.capHeight(), letters.horizontalAdvance(text), 0)
    else:
        room, flags = QRectF(drawn[0]), int(getattr(drawn[1], "value", drawn[1]))
        box = letters.boundingRect(room, flags & ~Qt.TextFlag.TextDontClip.value, text)
        if not flags & Qt.TextFlag.TextWordWrap.value:
            middle = box.center()
            box.setWidth(letters.horizontalAdvance(text))  # the ink of some scripts hangs over
            box.moveCenter(middle)
        if box.width() > room.width() + SLACK_PX or (
            flags & Qt.TextFlag.TextWordWrap.value and box.height() > room.height() + SLACK_PX
        ):
            yield f"{type(device).__name__}: {text!r} is {box.width():.0f} x {box.height():.0f}, has {room}"
    around = QRectF(device.rect()).adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX)
    box = painter.transform().mapRect(box)
    middle = QRectF(box.left(), box.center().y(), box.width(), 0.1)
    if isinstance(device.parentWidget(), QAbstractScrollArea):  # what is below can be scrolled to
        middle.moveTop(around.center().y())
    if not around.contains(middle):
        yield f"{type(device).__name__}: {text!r} at {box} is outside of {around}"
