"""Names and formats that this version does not know take nothing down with them (R5, R9)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from oss_app.core.problem import Problem
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.package import inspect
from oss_app.taskfile.problems.diagnostic import render
from oss_app.taskfile.read.paths import shown, unfit
from oss_app.taskfile.writer import NotEditableError, TaskFile
from tests.taskfile.hostile_packages import GOOD
from tests.taskfile.raw_zip import package


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are letters there")
@pytest.mark.parametrize("name", [b"caf\xe9", b"\x1b[31mrood", "set\u202egpj".encode()])
def test_a_folder_whose_name_cannot_be_shown_is_told_and_the_others_are_there(tmp_path: Path, name: bytes) -> None:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    shutil.copytree(instructions() / "ontbijt", tmp_path / os.fsdecode(name))
    listings = FolderLibrary(tmp_path, language="en").list()
    assert sorted(listing.task is not None for listing in listings) == [False, True]
    (bad,) = [listing for listing in listings if listing.task is None]
    assert [problem.code for problem in bad.problems] == ["folder-name"]
    for text in (bad.title, render(bad.problems[0])):
        text.encode()
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_names_that_can_be_shown_stay_as_they_are() -> None:
    assert (unfit("Controle-set één"), shown("Controle-set één")) == (False, "Controle-set één")
    assert unfit("\ud800")
    assert shown("a\ud800\x1bb") == "a\ufffd\ufffdb"


@pytest.mark.parametrize("folder", ["\ud800", "a\u202eb", "\x1b[31m"])
def test_a_package_with_such_a_folder_is_refused_with_a_sentence(tmp_path: Path, folder: str) -> None:
    path = tmp_path / "a.osstask"
    path.write_bytes(package(GOOD, folder=folder).data())
    assert isinstance(inspect(path), Problem)


def test_a_task_of_a_newer_format_is_not_edited_and_not_taken_in(tmp_path: Path) -> None:
    newer = b"format: 2\n" + GOOD["task.yaml"]
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "task.yaml").write_bytes(newer)
    with pytest.raises(NotEditableError, match="newer version"):
        TaskFile.open(folder)
    path = tmp_path / "a.osstask"
    path.write_bytes(package({**GOOD, "task.yaml": newer}).data())
    found = inspect(path)
    assert isinstance(found, Problem)
    assert found.code == "newer-task"
