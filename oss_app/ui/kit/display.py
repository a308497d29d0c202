"""Which display this station uses, and how large its pixels really are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

MM_PER_INCH = 25.4
FALLBACK = 96 / MM_PER_INCH
"""Pixels per millimetre where a screen says nothing credible about its size."""
LEAST_MM, MOST_MM = 90.0, 2600.0
"""Diagonals between which a screen's own word is believed: a phone's and a wall's."""
SKEW = 1.25
"""Pixels are square; where they come out further from it than this, the size is wrong."""
SETTLE_MS = 150
"""Screens come and go in several messages; what they say last counts."""


def pixels_per_mm(pixels: tuple[float, float], mm: tuple[float, float], override: tuple[int, int] | None) -> float:
    """Pixels per millimetre from a screen's size in both; ``override`` wins, and what cannot be is not believed.

    ``mm`` may be that of the screen before it was turned upright.
    """
    if override and min(override) > 0:
        return math.sqrt(pixels[0] * pixels[1] / (override[0] * override[1]))
    if not is_credible(pixels, mm):
        return FALLBACK
    return math.sqrt(pixels[0] * pixels[1] / (mm[0] * mm[1]))


def is_credible(pixels: tuple[float, float], mm: tuple[float, float]) -> bool:
    """Tell whether what a screen says of its size can be."""
    if min(mm) <= 0 or not LEAST_MM <= math.hypot(*mm) <= MOST_MM:
        return False
    return min(_skew(pixels, mm), _skew(pixels, mm[::-1])) <= SKEW


def _skew(pixels: tuple[float, float], mm: tuple[float, float]) -> float:
    ratio = (pixels[0] / mm[0]) / (pixels[1] / mm[1])
    return max(ratio, 1 / ratio)


def chosen(names: Sequence[tuple[str, str]], name: str, serial: str) -> int | None:
    """Tell which of the screens, each by name and serial number, is the station's; None where none of them is.

    The serial number knows the screen itself, the name only the socket it is plugged into.
    """
    wishes = (
        lambda n, s: bool(serial) and (n, s) == (name, serial),
        lambda n, s: bool(serial) and s == serial,
        lambda n, s: bool(name) and n == name,
    )
    for wish in wishes:
        for number, (its_name, its_serial) in enumerate(names):
            if wish(its_name, its_serial):
                return number
    return None


class StationDisplay(QObject):
    """The station's display; ``changed`` when it came, went, or is of another size than before."""

    changed = Signal()

    def __init__(
        self, name: str, serial: str, override: tuple[int, int] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._serial, self._override = name, serial, override
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.changed)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._stirred)
        application.primaryScreenChanged.connect(self._stirred)
        for screen in application.screens():
            self._listen(screen)

    def screen(self) -> QScreen:
        """Return the station's screen, or the first one while that is away."""
        screens = QGuiApplication.screens()
        number = chosen([(s.name(), s.serialNumber()) for s in screens], self._name, self._serial)
        return screens[number] if number is not None else QGuiApplication.primaryScreen()

    def pixels_per_mm(self) -> float:
        """Qt's own pixels per millimetre on the station's screen."""
        screen = self.screen()
        size, mm = screen.geometry(), screen.physicalSize()
        return pixels_per_mm((size.width(), size.height()), (mm.width(), mm.height()), self._override)

    def choose(self, name: str, serial: str, override: tuple[int, int] | None) -> None:
        """Be another display from now on, or the same one measured anew."""
        self._name, self._serial, self._override = name, serial, override
        self.changed.emit()

    def _added(self, screen: QScreen) -> None:
        self._listen(screen)
        self._stirred()

    def _listen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._stirred)
        screen.physicalSizeChanged.connect(self._stirred)

    def _stirred(self, *_: object) -> None:
        self._settle.start()
