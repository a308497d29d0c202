"""One program a data folder: a lock that the system lets go of when the program dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.i18n import Translator

NAME = "running.lock"
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # what the systems say of a lock that another program has


class AlreadyRunningError(UserError):
    """Another program holds the data folder."""


class Lock:
    """Holds a data folder from its making until ``release`` or the end of the program.

    The file stays behind and means nothing; only the system's lock on it counts. The folder itself is locked too, for
    whoever takes the file away or may not open it (Windows cannot: there the file alone is, which nobody can delete
    meanwhile). AlreadyRunningError: another program holds it.
    """

    def __init__(self, folder: Path, tr: Translator) -> None:
        self._handles = _open(folder)
        if not all(_try_lock(handle) for handle in self._handles):
            self.release()
            raise AlreadyRunningError(
                tr("OSS App is already running here."),
                tr(
                    "Use the window that is open, or choose another folder for the data. The folder is: {folder}",
                    folder=folder,
                ),
            )

    def release(self) -> None:
        for handle in self._handles:
            os.close(handle)
        self._handles = []


def _open(folder: Path) -> list[int]:
    handles = []
    for path, flags in ((folder / NAME, os.O_RDWR | os.O_CREAT), (folder, os.O_RDONLY)):
        with suppress(OSError):  # a folder that cannot be written to, and on Windows any folder
            handles.append(os.open(path, flags, 0o600))
    return handles


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
