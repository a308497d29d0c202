"""The card about the display: which one it is, and how large its pixels are, measured with a bank card."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_app.core.settings import Settings
from oss_app.i18n import Words
from oss_app.ui.coach.choice import Choice
from oss_app.ui.coach.parts import Push, label
from oss_app.ui.display import MM_PER_INCH, chosen, pixels_per_mm
from oss_app.ui.fonts import font_for
from oss_app.ui.setup.card import SetupCard, row
from oss_app.ui.theme import Palette

CARD_MM = (85.6, 54.0)
"""A bank card. Source: ISO/IEC 7810, ID-1."""
NUMBERS_MS = 4000
REPEAT_MS = 60


class BankCard(QWidget):
    """A rectangle that is to be as large as a bank card held against it; ``width_px`` is its width in Qt's pixels."""

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__()
        self._palette, self._label = palette, words("bank card")
        self.width_px = 324
        self.setAccessibleName(words("A rectangle as large as a bank card"))

    def be(self, width_px: int) -> None:
        """Be so wide; the height follows."""
        self.width_px = width_px
        self.setFixedSize(width_px, round(width_px * CARD_MM[1] / CARD_MM[0]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.ink), 4))
        painter.setBrush(QColor(self._palette.strip))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 12, 12)
        painter.setFont(font_for(self._label, 18, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._label)
        painter.end()


class Number(QWidget):
    """A large number on one display, so that it is known which it is."""

    def __init__(self, palette: Palette, number: int, screen: QScreen) -> None:
        super().__init__(None, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._palette, self._number = palette, str(number)
        area = screen.geometry()
        side = min(area.width(), area.height()) // 3
        self.setGeometry(QRect(area.center().x() - side // 2, area.center().y() - side // 2, side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.raised))
        painter.setPen(QPen(QColor(self._palette.ink), 8))
        painter.drawRect(self.rect().adjusted(4, 4, -4, -4))
        painter.setFont(font_for(self._number, self.height() * 0.7, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()


class ScreenCard(SetupCard):
    """Measures the display in the only way that cannot lie."""

    name = "screen"

    def __init__(self, palette: Palette, words: Words, screens: Sequence[QScreen] | None = None) -> None:
        super().__init__(palette, words, "monitor", words("Screen"))
        self._screens = list(screens if screens is not None else QGuiApplication.screens())
        self._settings = Settings()
        self.column.addWidget(
            label(words("Hold a bank card against the screen. Make the box just as large."), wraps=True)
        )
        self.bank_card = BankCard(palette, words)
        self.larger = Push(palette, words("Larger"), "plus", "square")
        self.smaller = Push(palette, words("Smaller"), "minus", "square")
        for button, by in ((self.larger, 1), (self.smaller, -1)):
            button.setAutoRepeat(True)
            button.setAutoRepeatInterval(REPEAT_MS)
            button.clicked.connect(lambda *_, by=by: self._grow(by))
        self.fits = Push(palette, words("It fits"), "check")
        self.fits.clicked.connect(self._keep)
        beside = QVBoxLayout()
        beside.addStretch(1)
        for button in (self.larger, self.smaller):
            beside.addWidget(button)
        beside.addStretch(1)
        line = row(self.bank_card, spacing=24)
        line.addLayout(beside)
        line.addStretch(1)
        self.column.addLayout(line)
        self.found = label("", "muted", wraps=True)
        below = row(self.found, self.fits)
        below.setStretch(0, 1)
        self.column.addLayout(below)
        self.displays = Choice(palette)
        self.displays.setAccessibleName(words("Display for the worker"))
        self.show_numbers = Push(palette, words("Show the numbers"))
        self._numbers: list[Number] = []
        self._add_displays()
        self.end()

    def _add_displays(self) -> None:
        """Where there is more than one display, ask which is the worker's."""
        for number, screen in enumerate(self._screens, 1):
            size = screen.geometry().size()
            title = " ".join(part for part in (screen.manufacturer(), screen.model()) if part) or screen.name()
            self.displays.addItem(
                self.words("{n}: {name}, {w} by {h}", n=number, name=title, w=size.width(), h=size.height())
            )
        self.displays.activated.connect(self._choose)
        self.show_numbers.clicked.connect(self._show_numbers)
        self.column.addWidget(self.displays)
        self.column.addLayout(row(self.show_numbers, None))
        for widget in (self.displays, self.show_numbers):
            widget.setVisible(len(self._screens) > 1)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        names = [(s.name(), s.serialNumber()) for s in self._screens]
        number = chosen(names, settings.display_name, settings.display_serial) or 0
        self.displays.setCurrentIndex(number)
        self.bank_card.be(round(self._pixels_per_mm() * CARD_MM[0]))
        self._say_size(self._pixels_per_mm())
        super().show_settings(settings)

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        return self.words("Measured") if is_fine else super().word(settings, is_fine=is_fine)

    @property
    def _screen(self) -> QScreen:
        return self._screens[max(0, self.displays.currentIndex())]

    def _pixels_per_mm(self) -> float:
        size, mm = self._size, self._screen.physicalSize()
        return pixels_per_mm((size.width(), size.height()), (mm.width(), mm.height()), self._settings.display_mm)

    @property
    def _size(self) -> QSize:
        return self._screen.geometry().size()

    def _say_size(self, density: float) -> None:
        size = self._size
        inches = math.hypot(size.width(), size.height()) / density / MM_PER_INCH
        values = {"inch": f"{inches:.0f}", "w": size.width(), "h": size.height(), "per_mm": f"{density:.1f}"}
        text = self.words("{inch} inch, {w} by {h}: {per_mm} pixels a mm", **values)
        self.found.setText(text.replace(".", ",") if self.words.language == "nl" else text)

    def _grow(self, by: int) -> None:
        least, most = 80, max(200, self._size.width() // 2)
        self.bank_card.be(min(max(self.bank_card.width_px + by, least), most))
        self._keep()

    def _keep(self) -> None:
        density = self.bank_card.width_px / CARD_MM[0]
        mm = round(self._size.width() / density), round(self._size.height() / density)
        screen = self._screen
        self.want(display_mm=mm, display_name=screen.name(), display_serial=screen.serialNumber())

    def _choose(self, number: int) -> None:
        """Another display is measured anew."""
        screen = self._screens[number]
        self.want(proved=False, display_mm=None, display_name=screen.name(), display_serial=screen.serialNumber())

    def _show_numbers(self) -> None:
        self._hide_numbers()
        self._numbers = [Number(self.palette_used, n, screen) for n, screen in enumerate(self._screens, 1)]
        for number in self._numbers:
            number.show()
        QTimer.singleShot(NUMBERS_MS, self, self._hide_numbers)

    def _hide_numbers(self) -> None:
        for number in self._numbers:
            number.deleteLater()
        self._numbers = []

    def close_down(self) -> None:
        self._hide_numbers()
