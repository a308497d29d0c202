"""Tells a service manager that the first screen stands, and now and then that the program still answers."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer


class ServiceWatchdog(QObject):
    """Beats in the thread of the screens, so that it stops when they hang; silent where nobody asked.

    Source: sd_notify(3) and sd_watchdog_enabled(3). The socket is one of this PC (AF_UNIX), never of a network.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        super().__init__()
        self._address = environment.get("NOTIFY_SOCKET", "")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        within = environment.get("WATCHDOG_USEC", "")
        self._interval_ms = int(within) // 2000 if within.isdigit() else 0  # twice within the time that is asked

    def start(self) -> None:
        """Say that the program is ready, and beat from now on."""
        self._say("READY=1")
        if self._address and self._interval_ms:
            self._timer.start(self._interval_ms)

    def stop(self) -> None:
        """Say that the program ends as it should."""
        self._timer.stop()
        self._say("STOPPING=1")

    def _beat(self) -> None:
        self._say("WATCHDOG=1")

    def _say(self, state: str) -> None:
        if not self._address:
            return
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as talk:
            talk.setblocking(False)  # a manager that does not listen must not hold the screens
            talk.connect(self._address.replace("@", "\0", 1) if self._address.startswith("@") else self._address)
            talk.sendall(state.encode())
