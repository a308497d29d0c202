"""Qt's key events for one page of the worker's side: held back until it is known that a person pressed the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from oss_app.core.settings import Gesture
from oss_app.ui.keys import BURST_S, KeyReader

ACTIVATES = frozenset({"Space", "Enter", "Return"})
"""Keys that act on what has the focus."""
MOVES = frozenset({"Tab", "Backtab"})


class Keyboard(QObject):
    """``down(key)`` as soon as a key may count, ``up()`` when that is decided, and between the two ``counted(key)``."""

    down = Signal(str)
    up = Signal()
    counted = Signal(str)

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]],
        clock: Callable[[], float],
        also: frozenset[str] = ACTIVATES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader, self._clock, self._also = KeyReader(keys), clock, also
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._decide)

    def gesture(self, key: str) -> Gesture | None:
        """What a key means."""
        return self._reader.gesture(key)

    def press(self, event: QKeyEvent) -> None:
        """Take a key event in; Tab is not for this."""
        key = key_name(event)
        repeated, known = event.isAutoRepeat(), key in self._also
        if self._reader.press(key, self._clock(), repeated=repeated, known=known, stamp=event.timestamp()):
            self._timer.start(round(BURST_S * 1000) + 5)
            self.down.emit(key)

    def release(self, event: QKeyEvent) -> None:
        """Take in that a key came up."""
        self._reader.release(key_name(event), event.timestamp())

    def _decide(self) -> None:
        key = self._reader.due(self._clock())
        self.up.emit()
        if key is not None:
            self.counted.emit(key)


def key_name(event: QKeyEvent) -> str:
    """The name by which the settings call a key."""
    return QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)
