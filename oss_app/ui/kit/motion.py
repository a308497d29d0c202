"""Whether the system asks for reduced motion."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QProcess, QVariantAnimation
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


ASKING_MS = 300
"""A system that answers slower is taken to have no wish."""
_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION. Source: Microsoft, SystemParametersInfoW."""


@cache
def system_wants_stillness() -> bool:
    """Tell whether the system's settings switch animations off; asked once."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _answer("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1"
    return _answer("gsettings", "get", "org.gnome.desktop.interface", "enable-animations") == "false"


def _windows() -> bool:
    import ctypes

    on = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009 only there on Windows, which mypy does not see here
    answered = user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(on), 0)
    return bool(answered) and not on.value


def _answer(program: str, *arguments: str) -> str:
    process = QProcess()
    process.start(program, list(arguments))
    if not process.waitForStarted(ASKING_MS) or not process.waitForFinished(ASKING_MS):
        process.kill()
        process.waitForFinished(ASKING_MS)
        return ""
    return process.readAllStandardOutput().toStdString().strip()
