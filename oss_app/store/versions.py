"""The shapes the journal's file has had: numbered SQL files, each making the next version out of the one before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib.resources import files

Shape = frozenset[tuple[str, str, str]]


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts in order; the first makes version 1 out of nothing."""
    folder = files("oss_app.store").joinpath("migrations")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(file.read_text(encoding="utf-8") for file in found)


def newest() -> int:
    """Return the version that this program keeps."""
    return len(scripts())


def version(connection: sqlite3.Connection) -> int:
    """Tell which version a file has; 0 for an empty one."""
    number: int = connection.execute("PRAGMA main.user_version").fetchone()[0]
    return number


def migrate(connection: sqlite3.Connection, to: int) -> None:
    """Bring a file to version ``to``: whole or not at all, also when the power goes. The disk is waited for once."""
    wanted = scripts()[version(connection) : to]
    if not wanted:
        return
    try:
        connection.executescript("\n".join(("BEGIN IMMEDIATE;", *wanted, f"PRAGMA user_version = {to};", "COMMIT;")))
    except BaseException:
        if connection.in_transaction:
            connection.rollback()
        raise


def shape(connection: sqlite3.Connection) -> Shape:
    """Return the tables and indexes of a file, as it says that they were made."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM main.sqlite_schema").fetchall()
    return frozenset((kind, name, sql) for kind, name, sql in rows)


@cache
def expected_shape(number: int) -> Shape:
    """Return what the tables and indexes of a sound file of a version are."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, number)
        return shape(connection)
