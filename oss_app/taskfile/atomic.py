"""Writes a file whole or not at all: beside it first, down to the disk, then in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` as ``path``; whoever reads meanwhile, or after a power cut, sees the old file or the new one.

    Raises OSError (disk full, no right to write); then the old file is still there and nothing else.
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def settle_folder(folder: Path) -> None:
    """Bring a new folder and all in it down to the disk, before it takes its place. Raises OSError."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            _settle(path)
        else:
            with path.open("rb" if os.name == "posix" else "r+b") as file:  # Windows flushes only what may be written
                os.fsync(file.fileno())
    _settle(folder)


def _settle(folder: Path) -> None:
    """Bring the folder's own entry down to the disk, where the system can (Windows cannot)."""
    with contextlib.suppress(OSError, AttributeError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
