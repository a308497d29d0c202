"""The card about the display: which one it is, and how large its pixels are, measured with a bank card."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.station.display_numbers import DisplayFacts, DisplayNumbers, displays
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.kit import formats
from oss_app.ui.kit.display import MM_PER_INCH, chosen, pixels_per_mm
from oss_app.ui.kit.fonts import font_for
from oss_app.ui.kit.theme import Palette

CARD_MM = (85.6, 54.0)
"""A bank card. Source: ISO/IEC 7810, ID-1."""
REPEAT_MS = 60


class BankCard(QWidget):
    """A rectangle that is to be as large as a bank card held against it; ``width_px`` is its width in Qt's pixels."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._label = palette, tr("bank card")
        self.width_px = 324
        self.setAccessibleName(tr("A rectangle as large as a bank card"))

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


class ScreenCard(SetupCard):
    """Measures the display in the only way that cannot lie."""

    name = "screen"

    def __init__(self, palette: Palette, tr: Translator, there: Sequence[DisplayFacts] | None = None) -> None:
        super().__init__(palette, tr, "monitor", tr("Screen"))
        self._there = list(displays() if there is None else there)
        self._settings = Settings()
        self.column.addWidget(label(tr("Hold a bank card against the screen. Make the box just as large."), wraps=True))
        self.bank_card = BankCard(palette, tr)
        self.larger = Push(palette, tr("Larger"), "plus", "square")
        self.smaller = Push(palette, tr("Smaller"), "minus", "square")
        for button, by in ((self.larger, 1), (self.smaller, -1)):
            button.setAutoRepeat(True)
            button.setAutoRepeatInterval(REPEAT_MS)
            button.clicked.connect(lambda *_, by=by: self._grow(by))
        self.fits = Push(palette, tr("It fits"), "check")
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
        self.displays = ComboBox(palette)
        self.displays.setAccessibleName(tr("Display for the worker"))
        self.show_numbers = Push(palette, tr("Show the numbers"))
        self.numbers = DisplayNumbers(palette, self)
        self.displays.activated.connect(self._choose)
        self.show_numbers.clicked.connect(lambda: self.numbers.show(self._there))
        self.column.addWidget(self.displays)
        self.column.addLayout(row(self.show_numbers, None))
        self._fill()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        for changed in (application.screenAdded, application.screenRemoved):
            changed.connect(self._plugged, Qt.ConnectionType.QueuedConnection)
        self.end()

    def _plugged(self) -> None:
        """Show that a display came or went."""
        self.numbers.hide()
        self._there = displays()
        self._fill()
        self.show_settings(self._settings)

    def _fill(self) -> None:
        """Where there is more than one display, ask which is the worker's."""
        self.displays.clear()
        for number, one in enumerate(self._there, 1):
            self.displays.addItem(one.row(number, self._tr))
        for widget in (self.displays, self.show_numbers):
            widget.setVisible(len(self._there) > 1)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        names = [(one.name, one.serial) for one in self._there]
        self.displays.setCurrentIndex(chosen(names, settings.display_name, settings.display_serial) or 0)
        density = pixels_per_mm(self._size, self._display.mm, settings.display_mm)
        if settings.display_mm is None or settings.display_mm != self._measured():
            self.bank_card.be(round(density * CARD_MM[0]))
        self._say_size(density)
        super().show_settings(settings)

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        return self._tr("Measured") if is_fine else super().word(settings, is_fine=is_fine)

    @property
    def _display(self) -> DisplayFacts:
        return self._there[max(0, self.displays.currentIndex())]

    @property
    def _size(self) -> tuple[int, int]:
        return self._display.area.width(), self._display.area.height()

    def _measured(self) -> tuple[int, int]:
        """Width and height of the display in mm, if the rectangle is as large as a bank card."""
        density = self.bank_card.width_px / CARD_MM[0]
        return round(self._size[0] / density), round(self._size[1] / density)

    def _say_size(self, density: float) -> None:
        ratio = self._display.pixel_ratio
        w, h = (round(side * ratio) for side in self._size)
        inches = math.hypot(*self._size) / density / MM_PER_INCH
        values = {"inch": f"{inches:.0f}", "w": w, "h": h, "per_mm": formats.number(density * ratio, 1, self._tr)}
        self.found.setText(self._tr("{inch} inch, {w} by {h}: {per_mm} pixels a mm", **values))

    def _grow(self, by: int) -> None:
        least, most = 80, max(200, self._size[0] // 2)
        self.bank_card.be(min(max(self.bank_card.width_px + by, least), most))
        self._keep()

    def _keep(self) -> None:
        one = self._display
        self.want(display_mm=self._measured(), display_name=one.name, display_serial=one.serial)

    def _choose(self, number: int) -> None:
        """Another display is measured anew."""
        one = self._there[number]
        self.want(proved=False, display_mm=None, display_name=one.name, display_serial=one.serial)

    def close_down(self) -> None:
        self.numbers.hide()
