"""A screen of Windows with a keyboard: keys through user32, pictures by the installed program's own Qt.

https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-sendinput
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

_KEYS = {"Return": 0x0D, "space": 0x20, "Tab": 0x09, "Next": 0x22, "shift": 0x10, "ctrl": 0x11}
_EXTENDED = {"Next"}
_KEYBOARD, _IS_EXTENDED, _UP, _UNICODE = 1, 1, 2, 4
_PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


class _Key(ctypes.Structure):
    _fields_ = (
        ("code", wintypes.WORD),
        ("scan", wintypes.WORD),
        ("flags", wintypes.DWORD),
        ("time", wintypes.DWORD),
        ("extra", ctypes.c_size_t),
    )


class _Input(ctypes.Structure):
    _fields_ = (("type", wintypes.DWORD), ("key", _Key), ("rest", ctypes.c_ubyte * 8))  # as long as a mouse's


class WindowsDesk:
    """The screen that this process has. ``python``: the installed program's."""

    def __init__(self, python: Path) -> None:
        self.environment = dict(os.environ)
        self._python = python
        self._user = ctypes.WinDLL("user32")  # type: ignore[attr-defined]

    def press(self, key: str) -> None:
        """One key, as a person presses it."""
        parts = key.split("+")
        for up in (0, _UP):
            for part in reversed(parts) if up else parts:
                code = _KEYS.get(part) or ord(part.upper())
                self._send(_Key(code, 0, up | (_IS_EXTENDED if part in _EXTENDED else 0), 0, 0))

    def type_(self, words: str) -> None:
        """Words, letter by letter, whatever the keyboard has."""
        for unit in memoryview(words.encode("utf-16-le")).cast("H"):
            for up in (0, _UP):
                self._send(_Key(0, unit, _UNICODE | up, 0, 0))
            time.sleep(0.03)

    def has_window(self, process: int, patience_s: float) -> bool:
        """Whether the process shows a window within some seconds."""
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            if process in self._owners():
                return True
            time.sleep(0.2)
        return False

    def picture(self, file: Path) -> None:
        """What is on the screen now, as a PNG."""
        subprocess.run([self._python, "-c", _PICTURE, file], check=True, timeout=120)

    def _send(self, key: _Key) -> None:
        asked = _Input(_KEYBOARD, key)
        if not self._user.SendInput(1, ctypes.byref(asked), ctypes.sizeof(asked)):
            raise SystemExit("Windows took no key: there is no screen that this may use")

    def _owners(self) -> Iterator[int]:
        """The processes of all windows that can be seen."""
        window = self._user.GetTopWindow(None)
        while window:
            owner = wintypes.DWORD()
            self._user.GetWindowThreadProcessId(window, ctypes.byref(owner))
            if self._user.IsWindowVisible(window):
                yield owner.value
            window = self._user.GetWindow(window, 2)  # the next one below
