"""A sound server that comes after the program: Qt asks for one once, so the program begins anew between two tasks."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)

EVERY_MS = 3000


class LateSound(QObject):
    """Looks for a sound server where there was none at the start, as when a kiosk's session is quicker than its sound.

    A loudspeaker that is plugged in later is another matter: of that Qt hears by itself.
    """

    def __init__(self, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._every_ms = every_ms
        self.has_come = False
        self._may_end: Callable[[], bool] = lambda: False
        self._end: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def watch(self, may_end: Callable[[], bool], end: Callable[[], None]) -> None:
        """From now on look; when it is there and nobody is at work, ``end`` is called, and ``has_come`` is true."""
        self._may_end, self._end = may_end, end
        if sys.platform == "linux" and not server_is_there():
            self._timer.start(self._every_ms)

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        if server_is_there() and self._may_end():
            log.info("sound has come; the program begins anew")
            self._timer.stop()
            self.has_come = True
            self._end()


def server_is_there() -> bool:
    """Tell whether a PulseAudio server, or PipeWire in its stead, listens where this program would ask for it."""
    named = os.environ.get("PULSE_SERVER", "")
    if named and not named.startswith(("unix:", "/")):
        return True  # another computer's, of which nothing can be seen here
    runtime = os.environ.get("PULSE_RUNTIME_PATH")
    folder = Path(runtime) if runtime else Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "pulse"
    return (Path(named.removeprefix("unix:")) if named else folder / "native").is_socket()


def begin_anew() -> None:
    """Put this program, as it was called, in its own place; it does not come back."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
