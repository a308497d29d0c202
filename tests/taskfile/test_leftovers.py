"""What lies there after a sudden end: the old or the new, never half, and no litter (R1, R5, A12)."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary, versions
from oss_app.taskfile.leftovers import clear_leftovers
from oss_app.taskfile.package import Contents, inspect, install
from oss_app.taskfile.packing import export
from oss_app.taskfile.released import RELEASED, released_folder
from oss_app.taskfile.versions import ReleaseState, state
from oss_app.taskfile.writer import TaskFile

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task that was released."""
    shutil.copytree(instructions() / "tandarts", tmp_path / "tandarts")
    versions.release(tmp_path / "tandarts")
    return tmp_path / "tandarts"


def seen(root: Path) -> list[str]:
    return [listing.folder.name for listing in FolderLibrary(root, released=True).list()]


def hidden(root: Path) -> set[str]:
    return {path.name for path in root.rglob(".*")}


def test_a_kill_between_the_two_renames_of_a_release_leaves_the_old_one(folder: Path) -> None:
    (folder / RELEASED).rename(folder / f"{RELEASED}-abc-old")
    shutil.copytree(folder / f"{RELEASED}-abc-old", folder / f"{RELEASED}-abc")
    assert seen(folder.parent) == ["tandarts"], "workers have it also before anything was mended"
    clear_leftovers(folder.parent)
    assert released_folder(folder) == folder / RELEASED / "tandarts"
    assert hidden(folder.parent) == {RELEASED, ".versions"}


def test_a_release_after_such_a_kill_is_the_new_one_and_a_withdrawal_stays(folder: Path) -> None:
    (folder / RELEASED).rename(folder / f"{RELEASED}-abc-old")
    assert versions.release(folder) == released_folder(folder)
    (folder / RELEASED).rename(folder / f"{RELEASED}-abc-old")
    versions.withdraw(folder)
    assert released_folder(folder) is None
    clear_leftovers(folder.parent)
    assert released_folder(folder) is None


def test_litter_of_every_kind_is_cleared_and_nothing_else(folder: Path) -> None:
    root = folder.parent
    before = {path.relative_to(root) for path in root.rglob("*")}
    check = folder / "checks" / "spiegel"
    for made in (
        root / ".incoming-abc" / "task.yaml",
        folder / f"{RELEASED}-abc" / "tandarts" / "task.yaml",
        folder / f"{RELEASED}-abc-old" / "tandarts" / "task.yaml",
        folder / "checks" / ".spiegel.new-abc" / "check.yaml",
        folder / ".task.yaml.abc.tmp",
        check / ".check.yaml.abc.tmp",
        check / "done" / ".1.jpg.abc.tmp",
    ):
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(b"half")
    (root / ".items").mkdir()  # the library of items is no litter
    clear_leftovers(root)
    assert {path.relative_to(root) for path in root.rglob("*")} == before | {Path(".items")}


def test_a_check_that_was_being_replaced_is_back_in_the_draft_too(folder: Path) -> None:
    check = folder / "checks" / "spiegel"
    check.rename(folder / "checks" / ".spiegel.old")
    clear_leftovers(folder.parent)
    assert (check / "check.yaml").is_file()


def test_no_folder_and_a_file_in_its_place_are_nothing_to_mend(tmp_path: Path) -> None:
    clear_leftovers(tmp_path / "nowhere")
    (tmp_path / "task.yaml").write_text("taak: a")
    clear_leftovers(tmp_path)


def test_a_package_is_a_draft_from_its_first_moment(tmp_path: Path) -> None:
    export(instructions() / "ontbijt", tmp_path / "ontbijt.osstask")
    found = inspect(tmp_path / "ontbijt.osstask")
    assert isinstance(found, Contents)
    folder = install(found, tmp_path / "tasks")  # and the program ends here
    assert state(folder) is ReleaseState.DRAFT
    assert seen(tmp_path / "tasks") == []


def test_a_new_task_is_a_draft_before_its_file_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(title=Text(words="Set"), items=(Step(text=Text(words="Leg het bord neer.")),))
    file = TaskFile.new(tmp_path / "nieuw", task)
    monkeypatch.setattr(versions, "_keep", lambda *args: None)  # as if it was killed behind the saving
    versions.save(file, task, NOON)
    assert (tmp_path / "nieuw" / "task.yaml").is_file()
    assert seen(tmp_path) == []


def test_before_a_first_release_is_whole_workers_see_the_task_itself(tmp_path: Path) -> None:
    """The first save of a task by hand releases it as it is: a kill in the middle must not take it away."""
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    (tmp_path / "ontbijt" / f"{RELEASED}-abc").mkdir()
    assert seen(tmp_path) == ["ontbijt"]
