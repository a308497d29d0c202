"""What moves, and whether the system asks that nothing does."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QObject, QTimer, QVariantAnimation
from PySide6.QtWidgets import QWidget

STEP_MS, SIGN_MS = 110, 110
"""The photo at a new step; the strip and the tick. With the time that a step takes by itself, over by 160 ms."""


class Fade(QVariantAnimation):
    """Runs ``share`` from 0 to 1 and has its widget painted; ``still`` puts an end to all motion."""

    def __init__(self, widget: QWidget, duration_ms: int) -> None:
        super().__init__(widget)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.setDuration(duration_ms)
        self.still = False
        self.valueChanged.connect(widget.update)

    @property
    def share(self) -> float:
        running = self.state() is QVariantAnimation.State.Running
        return float(self.currentValue()) if running else 1.0

    def begin(self) -> None:
        """Start over; at once at the end where nothing may move, or where nobody sees it."""
        widget = self.parent()
        self.stop()
        if not self.still and isinstance(widget, QWidget) and widget.isVisible():
            self.start()
        elif isinstance(widget, QWidget):
            widget.update()


AFTER_MS, ASKING_MS = 300, 2000
"""So long after the first screen was laid out the system is asked, and a system that answers slower has no wish."""
_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION. Source: Microsoft, SystemParametersInfoW."""


def system_wants_stillness() -> bool:
    """Tell whether the system's settings switch animations off; asked once.

    Where that takes a program of the system's, nobody waits for it: it is asked once the first screen stands, while
    nothing moves it on yet.
    """
    return _windows() if sys.platform == "win32" else _wish().is_for_stillness


@cache
def _wish() -> SystemWish:
    if sys.platform == "darwin":
        return SystemWish("1", "defaults", "read", "com.apple.universalaccess", "reduceMotion")
    return SystemWish("false", "gsettings", "get", "org.gnome.desktop.interface", "enable-animations")


class SystemWish(QObject):
    """What a program of the system's says of motion; its window goes on meanwhile. ``still`` is what it says for none.

    ``is_for_stillness`` is false until it has answered, and where it does not.
    """

    def __init__(self, still: str, program: str, *arguments: str) -> None:
        super().__init__()
        self.is_for_stillness = False
        self._still, self._command = still, (program, list(arguments))
        QTimer.singleShot(AFTER_MS, self, self._ask)

    def _ask(self) -> None:
        from PySide6.QtCore import QProcess  # the first screen does not wait for it

        process = QProcess(self)
        process.finished.connect(lambda *_: self._answered(process.readAllStandardOutput().toStdString().strip()))
        QTimer.singleShot(ASKING_MS, process, process.kill)
        process.start(*self._command)

    def _answered(self, answer: str) -> None:
        self.is_for_stillness = answer == self._still


@cache
def _windows() -> bool:
    import ctypes

    on = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009 only there on Windows, which mypy does not see here
    answered = user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0)
    return bool(answered) and not on.value
