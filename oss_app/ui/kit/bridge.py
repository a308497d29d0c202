"""The one place where other threads reach the thread of the windows."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot


class Bridge(QObject):
    """Runs calls from any thread in the thread that made the bridge, in order."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_open = True
        self._posting = RLock()  # Python's own: two threads that met in Qt's brought the program down
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, f: Callable[[], None]) -> None:
        """Have ``f`` called soon; from any thread, and harmless after ``close``."""
        with self._posting:
            if not self._is_open:
                return
            try:
                self._posted.emit(f)
            except RuntimeError:  # the application ended in between and Qt took its half of this object along
                self._is_open = False

    def close(self) -> None:
        """Call nothing any more, also not what is still in line. Waits for a post that is under way.

        Without that wait a thread could still be inside Qt's half of this object while the program takes it apart.
        """
        with self._posting:
            self._is_open = False

    @Slot(object)
    def _call(self, f: Callable[[], None]) -> None:
        if self._is_open:
            f()


def later(seconds: float, f: Callable[[], None]) -> None:
    """Call ``f`` in this thread once the time has passed; the port ``core.ports.Later``."""
    QTimer.singleShot(round(seconds * 1000), f)


def later_while(owner: QObject) -> Callable[[float, Callable[[], None]], None]:
    """Make a ``later`` that calls nothing any more once Qt's half of ``owner``, a view or a page, is gone.

    The lambda keeps ``f`` alive: of a method PySide 6.11 keeps a bare pointer here, and crashes where its object went.
    """
    return lambda seconds, f: QTimer.singleShot(round(seconds * 1000), owner, lambda: f())
