"""When to look whether somebody else wrote on the disk: now and then, while a page is to be seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LOOK_MS = 3_000
"""So often the disk is looked at."""


class DiskLook(QObject):
    """``due`` follows again and again while ``page`` is shown."""

    due = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.due)
        page.installEventFilter(self)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self._timer.start()
        elif event.type() is QEvent.Type.Hide:
            self._timer.stop()
        return False
