"""One program a data folder: a lock that the system lets go of when the program dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.i18n import Translator

NAME = "running.lock"
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # what the systems say of a lock that another program has


class AlreadyRunningError(UserError):
    """Another program holds the data folder."""


class Lock:
    """Holds a data folder from its making until ``release`` or the end of the program.

    The file stays behind and means nothing; only the system's lock on it counts. Where the folder cannot be written
    to, the folder itself is locked (Windows cannot: there nothing is, but nothing can be written either).
    AlreadyRunningError: another program holds it.
    """

    def __init__(self, folder: Path, tr: Translator) -> None:
        self._handle = _open(folder)
        if self._handle is not None and not _try_lock(self._handle):
            self.release()
            raise AlreadyRunningError(
                tr("OSS App is already running here."),
                tr(
                    "Use the window that is open, or choose another folder for the data. The folder is: {folder}",
                    folder=folder,
                ),
            )

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _open(folder: Path) -> int | None:
    for path, flags in ((folder / NAME, os.O_RDWR | os.O_CREAT), (folder, os.O_RDONLY)):
        try:
            return os.open(path, flags, 0o600)
        except OSError:
            continue
    return None


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD  # else a network folder that knows no locks: SQLite still guards each write
    return True
