"""A journal's file in a folder of its own, and the days that pass over it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from oss_app.core.settings import JournalLevel
from oss_app.i18n import load
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal

WORDS = load("en")


class Days:
    """A clock whose day is set by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 3, 9, 30, 15, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.at.timestamp()

    def now(self) -> datetime:
        return self.at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where the system has one: what is tested here does not hang on how fast a disk syncs."""
    memory = Path("/dev/shm")
    where = memory if os.name == "posix" and memory.is_dir() else None
    # a journal that a test leaves open, as one that is killed does, keeps its file on Windows until the end
    with tempfile.TemporaryDirectory(dir=where, ignore_cleanup_errors=os.name == "nt") as made:
        yield Path(made)


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "journal.sqlite"


@pytest.fixture(autouse=True)
def no_database_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that leaves a database open: Windows lets nobody move or delete its file, Python 3.13 warns."""
    made: list[sqlite3.Connection] = []  # held, for one that is dropped open closes unseen
    connect = sqlite3.connect

    def note(*asked: Any, **more: Any) -> sqlite3.Connection:
        made.append(connect(*asked, **more))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", note)
    yield
    left = [connection for connection in made if _is_open(connection)]
    for connection in left:
        with suppress(sqlite3.ProgrammingError):  # of another thread
            connection.close()
    assert not left, f"{len(left)} connections to databases were left open"


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture
def database(path: Path, days: Days) -> Iterator[Database]:
    with closing(Database(path, days, WORDS)) as database:
        yield database


@pytest.fixture
def opened(path: Path, days: Days) -> Iterator[Callable[..., SqliteJournal]]:
    """Opens the journal as a new start of the program would, at a level; all are closed at the end."""
    databases: list[Database] = []

    def open_journal(level: JournalLevel = JournalLevel.OWN_PROGRESS, file: Path = path) -> SqliteJournal:
        databases.append(Database(file, days, WORDS))
        return SqliteJournal(databases[-1], level, days)

    yield open_journal
    for database in databases:
        database.close()


def rows_of(path: Path, days: Days, table: str) -> list[dict[str, object]]:
    """The trusted rows of a table, as another start of the program reads them."""
    database = Database(path, days, WORDS)
    try:
        found = database.read(lambda rows: rows.select(f"SELECT * FROM trusted_{table}"))
        return [dict(row) for row in found]
    finally:
        database.close()
