"""The displays of this computer, and the large number that each shows so that it is known which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QWidget

from oss_app.i18n import Translator
from oss_app.ui.kit.fonts import font_for
from oss_app.ui.kit.theme import Palette

SHOWN_MS = 4000


@dataclass(frozen=True)
class DisplayFacts:
    """What a display says of itself; Qt's own objects go away with a cable."""

    name: str
    serial: str
    title: str
    area: QRect
    mm: tuple[float, float]
    pixel_ratio: float = 1.0
    """Pixels of the display for one of Qt's, which is larger where the system draws all larger."""

    def row(self, number: int, tr: Translator) -> str:
        """Return the line of a list for this display, ``number`` being the one that is shown on it."""
        return tr("{n}: {name}, {w} by {h}", n=number, name=self.title, w=self.area.width(), h=self.area.height())


def displays() -> list[DisplayFacts]:
    """Return the displays there are now."""
    return [_display(screen) for screen in QGuiApplication.screens()]


def _display(screen: QScreen) -> DisplayFacts:
    title = " ".join(part for part in (screen.manufacturer(), screen.model()) if part) or screen.name()
    mm = screen.physicalSize()
    return DisplayFacts(
        screen.name(),
        screen.serialNumber(),
        title,
        screen.geometry(),
        (mm.width(), mm.height()),
        screen.devicePixelRatio(),
    )


class Number(QWidget):
    """A large number on one display, so that it is known which it is."""

    def __init__(self, palette: Palette, number: int, area: QRect) -> None:
        super().__init__(None, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._palette, self.text = palette, str(number)
        side = min(area.width(), area.height()) // 3
        self.setGeometry(QRect(area.center().x() - side // 2, area.center().y() - side // 2, side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.raised))
        painter.setPen(QPen(QColor(self._palette.ink), 8))
        painter.drawRect(self.rect().adjusted(4, 4, -4, -4))
        painter.setFont(font_for(self.text, self.height() * 0.7, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()


class DisplayNumbers(QObject):
    """The numbers on all displays, from 1, until some seconds have passed."""

    def __init__(self, palette: Palette, parent: QObject) -> None:
        super().__init__(parent)
        self._palette = palette
        self.shown: list[Number] = []
        self._until = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._until.timeout.connect(self.hide)

    def show(self, there: Sequence[DisplayFacts]) -> None:
        """Show a number on each of these displays."""
        self.hide()
        self.shown = [Number(self._palette, n, one.area) for n, one in enumerate(there, 1)]
        for number in self.shown:
            number.show()
        self._until.start()

    def hide(self) -> None:
        """Take the numbers away."""
        self._until.stop()
        for number in self.shown:
            number.deleteLater()
        self.shown = []
