"""What a disk can do to us, in the few kinds that make a difference."""

from __future__ import annotations

import errno
import os
import sqlite3
from enum import StrEnum
from pathlib import Path

from oss_app.core.errors import DeviceError


class StorageTrouble(StrEnum):
    """Why something could not be kept."""

    FULL = "full"
    READ_ONLY = "read_only"
    UNAVAILABLE = "unavailable"  # the disk gives errors, or another program keeps the file to itself
    DAMAGED = "damaged"


class StorageError(DeviceError):
    """The disk did not do what was asked; ``trouble`` says why."""

    def __init__(self, trouble: StorageTrouble, path: Path) -> None:
        super().__init__(f"{trouble}: {path}")
        self.trouble = trouble


_OF_SQLITE = {
    sqlite3.SQLITE_FULL: StorageTrouble.FULL,
    sqlite3.SQLITE_READONLY: StorageTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: StorageTrouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: StorageTrouble.UNAVAILABLE,
    sqlite3.SQLITE_CANTOPEN: StorageTrouble.UNAVAILABLE,
    sqlite3.SQLITE_BUSY: StorageTrouble.UNAVAILABLE,
    sqlite3.SQLITE_LOCKED: StorageTrouble.UNAVAILABLE,
    sqlite3.SQLITE_PROTOCOL: StorageTrouble.UNAVAILABLE,
    sqlite3.SQLITE_CORRUPT: StorageTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: StorageTrouble.DAMAGED,
}
_OF_ERRNO = {
    errno.ENOSPC: StorageTrouble.FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): StorageTrouble.FULL,
    errno.EROFS: StorageTrouble.READ_ONLY,
    errno.EACCES: StorageTrouble.READ_ONLY,
    errno.EPERM: StorageTrouble.READ_ONLY,
}


def of_sqlite(error: sqlite3.Error) -> StorageTrouble | None:
    """Return the trouble behind an error of SQLite; None where it is not the disk's fault but ours.

    The low byte of an extended code is its kind: https://www.sqlite.org/rescode.html
    """
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else _OF_SQLITE.get(code & 0xFF)


def of_os(error: OSError) -> StorageTrouble:
    """Return the trouble behind an error of the file system."""
    return _OF_ERRNO.get(error.errno or 0, StorageTrouble.UNAVAILABLE)


def may_write(folder: Path) -> bool:
    """Tell whether files may be made in a folder; SQLite itself only says that it cannot open one."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
