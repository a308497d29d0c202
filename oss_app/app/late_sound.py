"""A sound server that comes after the program, or once more: Qt asks for one once, so the program begins anew."""

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
    """Looks for a sound server other than at the start: there was none, as when a kiosk's session is quicker than its
    sound, or it ended and another has taken its place. Then the program begins anew between two tasks.

    A loudspeaker that is plugged in later is another matter: of that Qt hears by itself.
    """

    def __init__(self, every_ms: int = EVERY_MS) -> None:
        super().__init__()
        self._every_ms = every_ms
        self.has_come = False
        self._may_end: Callable[[], bool] = lambda: False
        self._end: Callable[[], None] = lambda: None
        self._is_lost: Callable[[], bool] = lambda: False
        self._at_start: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def watch(
        self, may_end: Callable[[], bool], end: Callable[[], None], is_lost: Callable[[], bool] = lambda: False
    ) -> None:
        """From now on look; when one has come and nobody is at work, ``end`` is called, and ``has_come`` is true.

        ``is_lost`` tells that what was heard before is not heard any more, as behind a socket that outlives its server.
        """
        self._may_end, self._end, self._is_lost = may_end, end, is_lost
        self._at_start = _server()
        if sys.platform == "linux" and _socket() is not None:
            self._timer.start(self._every_ms)

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        now = _server()
        if now is not None and (now != self._at_start or self._is_lost()) and self._may_end():
            log.info("sound has come; the program begins anew")
            self._timer.stop()
            self.has_come = True
            self._end()


def server_is_there() -> bool:
    """Tell whether a PulseAudio server, or PipeWire in its stead, listens where this program would ask for it."""
    return _socket() is None or _server() is not None


def _server() -> tuple[int, int] | None:
    """Return what tells the socket of a server from that of another one; None where there is none."""
    path = _socket()
    try:
        found = path.stat() if path and path.is_socket() else None
    except OSError:
        return None
    return (found.st_ino, found.st_ctime_ns) if found else None


def _socket() -> Path | None:
    """Return where the server's socket is; None for another computer's, of which nothing can be seen here."""
    named = os.environ.get("PULSE_SERVER", "")
    if named and not named.startswith(("unix:", "/")):
        return None
    runtime = os.environ.get("PULSE_RUNTIME_PATH")
    folder = Path(runtime) if runtime else Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / "pulse"
    return Path(named.removeprefix("unix:")) if named else folder / "native"


def begin_anew() -> None:
    """Put this program, as it was called, in its own place; it does not come back."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
