"""One short fade; nothing else on the screens ever moves."""

from __future__ import annotations

from PySide6.QtCore import QVariantAnimation
from PySide6.QtWidgets import QWidget

STEP_MS, SIGN_MS = 160, 120
"""Photo and sentence at a new step; the strip and the tick."""


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
