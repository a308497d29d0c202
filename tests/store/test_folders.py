"""Where a station's data lies."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.files import write_file
from oss_app.store.folders import data_folders, machine_station
from tests.store.conftest import WORDS


def test_what_was_asked_for_wins(folder: Path) -> None:
    assert data_folders(folder / "a", {"OSS_APP_DATA": str(folder / "b")}).root == folder / "a"
    assert data_folders(None, {"OSS_APP_DATA": str(folder / "b")}).root == folder / "b"


def test_else_it_is_this_users_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    for environment in ({}, {"OSS_APP_DATA": ""}):
        root = data_folders(None, environment).root
        assert root.name == "oss-app"
        if sys.platform == "linux":
            assert root == folder / "oss-app"


def test_a_relative_folder_stays_the_same_when_the_program_moves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert data_folders(Path("data")).root == folder / "data"
    assert data_folders(Path("~/data")).root == Path.home() / "data"


def test_all_state_is_below_the_root(folder: Path) -> None:
    folders = data_folders(folder / "deep" / "data")
    folders.create(WORDS)
    folders.create(WORDS)
    for path in (folders.journal, folders.station, folders.workers, folders.tasks, folders.cache, folders.log):
        assert path.parent == folders.root
    assert {path.name for path in folders.root.iterdir()} == {"workers", "tasks", "cache", "log"}
    if sys.platform != "win32":
        assert stat.S_IMODE(folders.root.stat().st_mode) == 0o700


def test_what_a_kill_left_half_written_is_cleared_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = data_folders(folder / "data")
    folders.create(WORDS)

    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    for file in (folders.station, folders.workers / "cat.yaml"):
        write_file(file, b"whole")
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", killed)
            patched.setattr(Path, "unlink", killed)
            with pytest.raises(SystemExit):
                write_file(file, b"half")
        assert len(list(file.parent.glob(".*"))) == 1
    folders.clear_unfinished()
    assert list(folders.root.glob("**/.*")) == []
    assert folders.station.read_bytes() == (folders.workers / "cat.yaml").read_bytes() == b"whole"


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(UserError, match="cannot be made"):
        data_folders(folder / "file" / "data").create(WORDS)


def test_what_the_employer_puts_on_the_machine() -> None:
    assert machine_station("linux") == Path("/etc/oss-app/station.yaml")
    assert machine_station("win32").name == "station.yaml"


@pytest.mark.skipif(os.name == "nt", reason="Windows takes any name for a user's")
def test_a_user_without_a_home_is_told_to_name_a_folder() -> None:
    with pytest.raises(UserError, match="does not say where this user"):
        data_folders(Path("~nobody-is-called-so/data"))
