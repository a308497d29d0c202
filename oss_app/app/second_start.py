"""A second start on the same data: the window that is open comes forward, and takes what was asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from oss_app.store.handover import Handover

EVERY_MS = 700
"""So often the open window looks whether another start has asked for something."""


class SecondStarts(QObject):
    """Brings ``window`` forward when another start asks for it; ``asked`` follows with its task, or None."""

    asked = Signal(object)

    def __init__(self, handover: Handover, window: QWidget) -> None:
        super().__init__(window)
        self._handover, self._window = handover, window
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)

    def open(self) -> None:
        """From now on be there for other starts."""
        self._handover.open()
        self._timer.start()

    def close(self) -> None:
        """Be there no longer."""
        self._timer.stop()
        self._handover.close()

    def _look(self) -> None:
        for task in self._handover.taken():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.raise_()
            self._window.activateWindow()
            self.asked.emit(task)


def hand_over(handover: Handover, task: Path | None = None) -> bool:
    """Hand a task, or the wish for the window alone, to the program that is open; whether it took it. Blocks."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # only who has the foreground may give it to another
    return handover.ask(task)
