"""The copies of a file that lie beside it: backups of older versions, and damaged ones that were set aside."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from oss_app.files import delete_file, numbered, put_in_place, settle_entries, settle_file
from oss_app.store import trouble
from oss_app.store.trouble import StorageError

DAMAGED = "damaged"
_NAME = re.compile(r"-(?:v\d+|damaged)-(\d{4}-\d\d-\d\d)(?:-\d+)?")


def backup(connection: sqlite3.Connection, path: Path, version: int, today: date) -> Path:
    """Copy a database as it is before it becomes a newer version; the copy is whole and on the disk, or not there."""
    target, unfinished = free_name(path, f"v{version}", today), path.with_name(path.name + ".unfinished")
    delete_file(unfinished)
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    settle_file(unfinished)
    put_in_place(unfinished, target)
    settle_entries(target.parent)
    return target


def free_name(path: Path, label: str, today: date) -> Path:
    """Return a name beside ``path`` that nothing has: ``journal-damaged-2026-11-03.sqlite``, then ``…-2.sqlite``."""
    stem = f"{path.stem}-{label}-{today.isoformat()}"
    names = map(path.with_name, numbered(stem, path.suffix))
    return next(name for name in names if not name.exists())


def copies(path: Path) -> list[tuple[Path, date]]:
    """Return the copies beside ``path``, each with the day that it was made."""
    found = []
    for file in sorted(path.parent.glob(f"{path.stem}-*{path.suffix}*")):
        match = _NAME.match(file.name, len(path.stem))
        if match:
            with suppress(ValueError):  # another file, by a name like ours
                found.append((file, date.fromisoformat(match[1])))
    return found


def remove(files: Iterable[Path]) -> None:
    """Delete copies. StorageError."""
    for file in files:
        try:
            delete_file(file)
        except OSError as error:
            raise StorageError(trouble.of_os(error), file) from error
