"""What a disk can do to us, in the few kinds that make a difference."""

from __future__ import annotations

import errno
import os
import sqlite3
from enum import StrEnum
from pathlib import Path

from oss_app.core.errors import DeviceError


class Trouble(StrEnum):
    """Why something could not be kept."""

    FULL = "full"
    READ_ONLY = "read_only"
    UNAVAILABLE = "unavailable"  # the disk gives errors, or another program keeps the file to itself
    DAMAGED = "damaged"


class StorageError(DeviceError):
    """The disk did not do what was asked; ``trouble`` says why."""

    def __init__(self, trouble: Trouble, path: Path) -> None:
        super().__init__(f"{trouble}: {path}")
        self.trouble = trouble


_OF_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.UNAVAILABLE,
    sqlite3.SQLITE_CANTOPEN: Trouble.UNAVAILABLE,
    sqlite3.SQLITE_BUSY: Trouble.UNAVAILABLE,
    sqlite3.SQLITE_LOCKED: Trouble.UNAVAILABLE,
    sqlite3.SQLITE_PROTOCOL: Trouble.UNAVAILABLE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
_OF_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
}


def of_sqlite(error: sqlite3.Error) -> Trouble | None:
    """The trouble behind an error of SQLite; None where it is not the disk's fault but ours.

    The low byte of an extended code is its kind: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _OF_SQLITE.get(code & 0xFF)


def of_os(error: OSError) -> Trouble:
    """The trouble behind an error of the file system."""
    return _OF_ERRNO.get(error.errno or 0, Trouble.UNAVAILABLE)


def may_write(folder: Path) -> bool:
    """Whether files may be made in a folder; SQLite itself only says that it cannot open one."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
