"""The program's one Qt application, and how its events run: a fault of ours is logged, told, and ends with code 3."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from oss_app.core.errors import ExitCode
from oss_app.core.profile import Theme
from oss_app.i18n import Translator
from oss_app.resources import assets
from oss_app.ui.kit import fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

log = logging.getLogger(__name__)


def application(*, with_letters: bool = True) -> QApplication:
    """Return the one application, made at the first call; it ends by ``quit`` alone, not with its last window.

    It is made ``with_letters`` of all scripts, or with none but those that are asked for.
    """
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    _name_for_the_taskbar()
    made = QApplication(["oss-app"])
    made.setStyle("Fusion")  # one look on all systems: Windows' own draws dotted frames in the coach's buttons
    made.setApplicationName("oss-app")
    made.setApplicationDisplayName("OSS App")
    made.setDesktopFileName("oss-app")
    made.setWindowIcon(QIcon(str(assets() / "app" / "oss-app.svg")))
    made.setQuitOnLastWindowClosed(False)
    if with_letters:
        fonts.load()
    return made


APP_ID = "OSSApp.OSSApp"
"""By this Windows knows the program's windows and its shortcut as one; else it takes them for Python's."""


def _name_for_the_taskbar() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def execute(begin: Callable[[], None], on_bug: Callable[[], None]) -> int:
    """Begin, then run until the application quits; ``ExitCode.FINE``, or ``BUG`` after a fault of ours.

    Such a fault, an exception that nobody expected, is logged; ``on_bug`` shows it and lets the person quit. Where the
    system asks the program to end, as it does when the PC is put out, it ends as it does by hand, with all that is kept
    at an end.
    """
    guard, asked = _Guard(on_bug), _AskedToEnd()
    sys.excepthook = guard.catch
    try:
        begin()
        application().exec()
    finally:
        sys.excepthook = sys.__excepthook__
        asked.close()
    return guard.code or asked.code


def show_message(sentence: str, hint: str) -> None:
    """Say in a window why the program does not start, and wait until that is closed."""
    from PySide6.QtWidgets import QMessageBox  # no first screen waits for it

    application()
    box = QMessageBox()
    box.setWindowTitle("OSS App")
    box.setText(sentence)
    box.setInformativeText(hint)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()


def sorry(tr: Translator, style: str) -> QMessageBox:
    """Return what a coach sees of a fault of ours, to be opened then; made before, while all is well.

    Closing it quits.
    """
    from PySide6.QtWidgets import QMessageBox  # no first screen waits for it

    box = QMessageBox()
    box.setWindowTitle("OSS App")
    box.setStyleSheet(style)
    box.setText(tr("Something went wrong."))
    box.setInformativeText(tr("Your work is saved."))
    box.addButton(tr("Close the program"), QMessageBox.ButtonRole.AcceptRole)
    box.setWindowModality(Qt.WindowModality.ApplicationModal)
    box.finished.connect(lambda _: application().exit(ExitCode.BUG))
    return box


class _Guard:
    """Catches what nobody expected, in a slot or an event of Qt."""

    def __init__(self, on_bug: Callable[[], None]) -> None:
        self.code = ExitCode.FINE
        self._on_bug = on_bug

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("bug", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        if self.code == ExitCode.BUG:
            application().exit(ExitCode.BUG)  # what shows it failed too
            return
        self.code = ExitCode.BUG
        try:
            self._on_bug()
        except Exception:
            log.exception("bug")
            application().exit(ExitCode.BUG)


class _AskedToEnd:
    """Hears the system's signals to end. Python alone would heed one only at its next line, and Qt may be idle long.

    ``exit``, not ``quit``: that asks each window first, and the worker's does not close.
    """

    def __init__(self) -> None:
        self.code = ExitCode.FINE
        self._reads, self._writes = socket.socketpair()
        for end in (self._reads, self._writes):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._reads.fileno(), QSocketNotifier.Type.Read, application())
        self._notifier.activated.connect(lambda *_: self._wake())
        self._before = signal.set_wakeup_fd(self._writes.fileno(), warn_on_full_buffer=False)
        names = ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")  # not every system has all
        heard = [getattr(signal, name) for name in names if hasattr(signal, name)]
        ignored = [each for each in heard if signal.getsignal(each) is signal.SIG_IGN]  # as behind ``nohup``
        self._handlers = {each: signal.signal(each, self._hear) for each in heard if each not in ignored}

    def close(self) -> None:
        """Hear no more."""
        for each, handler in self._handlers.items():
            signal.signal(each, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._notifier.deleteLater()
        self._reads.close()
        self._writes.close()

    def _hear(self, number: int, _: FrameType | None) -> None:
        log.info("asked to end: %s", signal.Signals(number).name)
        self.code = ExitCode.INTERRUPTED if number == signal.SIGINT else ExitCode.FINE
        application().exit(self.code)

    def _wake(self) -> None:
        """Python heeds the signal on the way here."""
        self._reads.recv(64)


def system_theme() -> Theme:
    """Tell how this computer is set: dark, in high contrast, or neither."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Theme.CONTRAST
    return Theme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Theme.LIGHT
