"""When to keep what is being typed: at a pause, and now and then where there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS, MOST_MS = 400, 2_000
"""So long after the last key it is kept, and after any key where the typing never rests."""
RETRY_MS = 5_000
"""So long after a disk refused it is tried again."""


class TypingPause(QObject):
    """``over`` follows when what was typed is to be kept: a kill of the program takes two seconds of it at most."""

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest, self._limit = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        for timer in (self._rest, self._limit):
            timer.timeout.connect(self._end)

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is still to be kept."""
        return self._rest.isActive()

    def key(self) -> None:
        """Note that something was typed."""
        self._rest.start(PAUSE_MS)
        if not self._limit.isActive():
            self._limit.start(MOST_MS)

    def wait(self, ms: int) -> None:
        """Try again after so many milliseconds."""
        self._rest.start(ms)

    def stop(self) -> None:
        """Wait no longer: it is kept, or nobody's wish any more."""
        self._rest.stop()
        self._limit.stop()

    def _end(self) -> None:
        self.stop()
        self.over.emit()
