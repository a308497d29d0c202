"""Older, newer and foreign files: brought up to date with a copy kept, or left alone (R9)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.ports import SessionKey
from oss_app.core.record import Position
from oss_app.store import versions
from oss_app.store.journal import SqliteJournal
from tests.store.conftest import Days, rows_of

Opened = Callable[..., SqliteJournal]
V1 = Path(__file__).parent / "files" / "journal-v1.sqlite"


@pytest.fixture
def old(path: Path) -> Path:
    shutil.copyfile(V1, path)
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return versions.version(connection)


def test_the_old_file_is_of_version_1() -> None:
    assert version_of(V1) == 1
    assert versions.newest() > 1


def test_an_old_file_is_brought_up_to_date_and_loses_nothing(old: Path, opened: Opened, days: Days) -> None:
    journal = opened()
    assert version_of(old) == versions.newest()
    windmill = journal.open_session(SessionKey("tandarts", "windmill"))
    assert windmill is not None
    assert (windmill.position, windmill.digest) == (Position(1, 1), "digest-1")
    breakfast = journal.open_session(SessionKey("ontbijt"))
    assert breakfast is not None
    assert breakfast.position == Position(1, 1)
    interrupted = journal.interrupted()
    assert interrupted is not None
    assert interrupted.number == windmill.number
    assert len(rows_of(old, days, "session")) == 3
    assert len(rows_of(old, days, "ended")) == 8


def test_a_copy_of_the_old_file_is_kept_first(old: Path, opened: Opened) -> None:
    before = old.read_bytes()
    opened()
    (copy,) = old.parent.glob("journal-v1-*.sqlite")
    assert copy.name == "journal-v1-2026-11-03.sqlite"
    assert version_of(copy) == 1
    with closing(sqlite3.connect(copy)) as a, closing(sqlite3.connect(V1)) as b:
        assert list(a.iterdump()) == list(b.iterdump())
    assert V1.read_bytes() == before


def test_a_copy_is_never_written_over(old: Path, opened: Opened) -> None:
    opened().close()
    shutil.copyfile(V1, old)
    opened()
    assert len(list(old.parent.glob("journal-v1-*.sqlite"))) == 2


def test_an_up_to_date_file_is_not_copied(opened: Opened, path: Path) -> None:
    opened().close()
    opened()
    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]


def test_a_step_that_fails_leaves_the_old_version_whole(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the power goes in the middle: the tables of the half-done step are gone again."""
    broken = (versions.scripts()[0], "CREATE TABLE half (a INTEGER); CREATE TABLE session (b INTEGER);")
    monkeypatch.setattr(versions, "scripts", lambda: broken)
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            versions.migrate(connection, 2)
        assert versions.version(connection) == 1
        assert not any(name == "half" for _, name, _ in versions.shape(connection))


def test_a_newer_file_is_refused_and_left_as_it_is(opened: Opened, path: Path) -> None:
    opened().close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {versions.newest() + 1}")
    before = path.read_bytes()
    with pytest.raises(UserError, match="newer version of OSS App"):
        opened()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]


def test_a_strange_database_is_set_aside_and_not_written_into(opened: Opened, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    opened().begin(SessionKey("tandarts"), "a", Position())
    (aside,) = path.parent.glob("journal-damaged-*.sqlite")
    assert aside.read_bytes() == before


def test_the_write_ahead_log_is_not_used(opened: Opened, path: Path) -> None:
    journal = opened()
    journal.begin(SessionKey("tandarts"), "a", Position())
    pragmas = {
        name: journal._database.read(lambda rows, name=name: rows.select(f"PRAGMA {name}")[0][0])  # type: ignore[misc]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert pragmas == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1}
    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]
