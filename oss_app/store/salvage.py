"""Out of a damaged database into a sound one: every row that can still be read and whose hash is right."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from oss_app.files import delete_file, put_in_place, settle_entries, settle_file
from oss_app.store import backups, versions
from oss_app.store.rows import Value, keys, seal, tables

Saved = tuple[Value, ...]


@dataclass(frozen=True)
class Salvaged:
    """The damaged file under its new name, and how many rows were saved from it."""

    aside: Path
    rows: int


def replace(path: Path, today: date) -> Salvaged:
    """Put a sound database in the place of a damaged one, which stays beside it under a dated name.

    At every moment ``path`` is either the damaged file or the mended one, so that this may be cut off and done again.
    """
    mended = path.with_name(path.name + ".mended")
    delete_file(mended)
    rows = _save_rows(path, mended)
    settle_file(mended)
    aside = backups.free_name(path, backups.DAMAGED, today)
    try:
        os.link(path, aside)
    except OSError:  # a file system without second names
        shutil.copyfile(path, aside)
        settle_file(aside)
    # a half-done transaction of the damaged file must not be undone in the mended one
    leftover = path.with_name(path.name + "-journal")
    if leftover.exists():
        put_in_place(leftover, aside.with_name(aside.name + "-journal"))
    put_in_place(mended, path)
    settle_entries(path.parent)
    return Salvaged(aside, rows)


def address(file: PurePath) -> str:
    """Return the URI by which SQLite opens a file, also one on a share of Windows: to it a share's name is no host.

    Source: https://www.sqlite.org/uri.html
    """
    path = file.as_posix()
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(sign, code)
    return "file://" + (path if path.startswith("/") else f"/{path}")


def _save_rows(damaged: Path, mended: Path) -> int:
    with (
        # immutable: what a half-done transaction left is not waited for, and the file is not touched
        closing(sqlite3.connect(f"{address(damaged.absolute())}?immutable=1", uri=True)) as source,
        closing(sqlite3.connect(mended, isolation_level=None)) as target,
    ):
        source.text_factory = bytes
        source.execute("PRAGMA writable_schema = ON")  # a table whose description rotted does not hide the others
        versions.migrate(target, _readable_version(source))
        target.execute("PRAGMA foreign_keys = ON")
        target.execute("BEGIN")
        saved = 0
        for table, columns in tables(target).items():
            names = ", ".join((*columns, "hash"))
            keep = f"INSERT OR IGNORE INTO {table} ({names}) VALUES (?{', ?' * len(columns)})"
            for row in _rows(source, table, columns, keys(target, table)):
                try:
                    saved += target.execute(keep, row).rowcount
                except sqlite3.IntegrityError:
                    continue  # what it belongs to was lost
        target.execute("COMMIT")
    return saved


def _readable_version(source: sqlite3.Connection) -> int:
    try:
        found = versions.version(source)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return versions.newest()
    return found if 0 < found <= versions.newest() else versions.newest()


def _rows(source: sqlite3.Connection, table: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[Saved]:
    """Yield the trusted rows of a table, from both ends: reading stops where the damage is."""
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{column} {direction}" for column in key)
        yield from _until_damage(source, f"SELECT {', '.join(columns)}, hash FROM {table} ORDER BY {order}", table)


def _until_damage(source: sqlite3.Connection, query: str, table: str) -> Iterator[Saved]:
    try:
        for *values, mark in source.execute(query):
            if mark == seal(table, *values):
                yield *(v.decode() if isinstance(v, bytes) else v for v in values), mark
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return
