"""What a coach is writing is not yet what workers see, and every version of before can be put back."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from oss_app.core.errors import UserError
from oss_app.core.region import rectangle
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.editor.document import Document
from oss_app.editor.edits import MarkPlace, Name, Replace, SetField, SetText
from oss_app.resources import instructions
from oss_app.taskfile import library, versions
from oss_app.taskfile.leftovers import clear_leftovers
from oss_app.taskfile.released import released_folder
from oss_app.taskfile.versions import NotReleasableError, ReleaseState, state
from oss_app.taskfile.writer import ChangedOnDiskError, TaskFile

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def moment(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    return tmp_path / "ontbijt"


def edited(file: TaskFile, words: str = "Zet het bord neer.") -> Task:
    at = next(i for i, item in enumerate(file.task.items) if isinstance(item, Step))
    return SetText(at, "text", words).apply(file.task)


def seen(folder: Path) -> Task:
    inside = released_folder(folder)
    assert inside is not None
    task = library.load(inside).listing.task
    assert task is not None
    return task


def test_a_task_that_was_never_edited_here_is_what_workers_see(folder: Path) -> None:
    assert released_folder(folder) == folder
    assert state(folder) is ReleaseState.RELEASED
    assert versions.versions(folder) == []


def test_workers_go_on_with_the_old_task_until_the_new_one_is_released(folder: Path) -> None:
    old = seen(folder)
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    assert state(folder) is ReleaseState.CHANGED
    assert seen(folder).items == old.items
    assert seen(folder).folder.name == folder.name  # the journal knows it by this name
    versions.release(folder)
    assert state(folder) is ReleaseState.RELEASED
    assert seen(folder).steps[0].text.words == "Zet het bord neer."
    assert library.load(released_folder(folder) or folder).listing.problems == library.load(folder).listing.problems


def test_a_new_task_is_a_draft_until_it_is_released(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    task = Task(title=Text(words="Set"), items=(Step(text=Text(words="Leg het bord neer.")),))
    file = TaskFile.new(folder, task)
    versions.save(file, task, moment(0))
    assert state(folder) is ReleaseState.DRAFT
    assert released_folder(folder) is None
    versions.release(folder)
    assert state(folder) is ReleaseState.RELEASED


def test_a_package_can_begin_as_a_draft(folder: Path) -> None:
    versions.begin_as_draft(folder, moment(0))
    assert state(folder) is ReleaseState.DRAFT


def test_a_task_with_faults_is_not_released(folder: Path) -> None:
    file = TaskFile.open(folder)
    before = seen(folder)
    versions.save(file, edited(file, ""), moment(0))
    with pytest.raises(NotReleasableError) as error:
        versions.release(folder)
    assert error.value.problems
    assert all(p.is_fault for p in error.value.problems)
    assert seen(folder).items == before.items
    assert not [p for p in folder.iterdir() if p.name.startswith(".released-")]


def test_what_workers_see_does_not_change_with_the_coachs_photos(folder: Path) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    photo = seen(folder).steps[0].photo
    assert photo
    before = (seen(folder).folder / photo).read_bytes()
    (folder / photo).write_bytes((folder / "klaar.jpg").read_bytes())
    assert (seen(folder).folder / photo).read_bytes() == before
    versions.release(folder)
    assert (seen(folder).folder / photo).read_bytes() != before


def test_a_task_can_be_withdrawn(folder: Path) -> None:
    versions.withdraw(folder)
    assert state(folder) is ReleaseState.DRAFT
    versions.release(folder)
    assert state(folder) is ReleaseState.RELEASED


def test_what_is_withdrawn_stays_away_where_another_program_holds_a_file_of_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows deletes nothing that is open: a photo on a screen, a film, what a scanner or a cloud looks through."""
    versions.release(folder)
    with monkeypatch.context() as held:
        held.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
        versions.release(folder)  # the copy of before stays too
        versions.withdraw(folder)
    assert released_folder(folder) is None
    clear_leftovers(folder.parent)  # the next start
    assert released_folder(folder) is None
    assert not list(folder.glob(".released*"))
    versions.release(folder)
    assert state(folder) is ReleaseState.RELEASED


@pytest.mark.parametrize(("module", "name"), [(shutil, "copyfile"), (os, "fsync")], ids=("copying", "settling"))
def test_a_failure_while_releasing_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    before = seen(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, name, full)
    with pytest.raises(OSError, match="No space"):
        versions.release(folder)
    assert seen(folder).items == before.items
    assert not [p for p in folder.iterdir() if p.name.startswith(".released-")]


def test_each_save_is_a_version_and_the_first_is_what_was_there(folder: Path) -> None:
    original = (folder / "task.yaml").read_bytes()
    file = TaskFile.open(folder)
    for n in range(3):
        versions.save(file, edited(file, f"Zet bord {n} neer."), moment(n))
        versions.save(file, edited(file, f"Zet bord {n} neer."), moment(n))  # the same once more is no version
    kept = versions.versions(folder)
    assert [v.saved for v in kept[:3]] == [moment(2), moment(1), moment(0)]
    assert len(kept) == 4
    assert (kept[0].folder / "task.yaml").read_bytes() == (folder / "task.yaml").read_bytes()
    assert (kept[3].folder / "task.yaml").read_bytes() == original


def test_an_earlier_version_is_put_back_and_can_be_undone(folder: Path) -> None:
    file = TaskFile.open(folder)
    before = file.task
    versions.save(file, MarkPlace(1, rectangle(0.1, 0.1, 0.2, 0.2)).apply(edited(file)), moment(1))
    oldest = versions.versions(folder)[-1]
    document = Document(file.task)
    document.do(Replace(versions.task_of(folder, oldest), Name("put back an earlier version")))
    assert document.task == before
    versions.save(file, document.task, moment(2))
    assert TaskFile.open(folder).task == before
    document.undo()
    assert document.task.steps[0].text.words == "Zet het bord neer."


def test_a_folder_that_got_another_name_keeps_what_was_released(folder: Path) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    before = seen(folder).items
    other = folder.rename(folder.with_name("ochtend"))
    assert seen(other).items == before


def test_workers_get_the_released_tasks_and_the_coach_the_drafts(folder: Path) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    draft = TaskFile.new(folder.parent / "nieuw", file.task)
    versions.save(draft, file.task, moment(0))
    workers = library.FolderLibrary(folder.parent, released=True).list()
    assert [entry.folder.name for entry in workers] == ["ontbijt"]
    assert workers[0].task is not None
    assert workers[0].task.steps[0].text.words != "Zet het bord neer."
    coach = library.FolderLibrary(folder.parent).list()
    assert [entry.folder for entry in coach] == [folder.parent / "nieuw", folder]


def test_only_so_many_versions_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "KEPT", 5)
    file = TaskFile.open(folder)
    for n in range(9):
        versions.save(file, edited(file, f"Zet bord {n} neer."), moment(n))
    kept = versions.versions(folder)
    assert [v.saved for v in kept] == [moment(n) for n in (8, 7, 6, 5, 4)]


def test_a_save_that_is_refused_keeps_no_version(folder: Path) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(0))
    (folder / "task.yaml").write_bytes(b"taak: Anders\nstappen: []\n")
    count = len(versions.versions(folder))
    with pytest.raises(ChangedOnDiskError):
        versions.save(file, edited(file, "Iets anders."), moment(1))
    assert len(versions.versions(folder)) == count


def test_strangers_in_the_folder_of_versions_do_no_harm(folder: Path) -> None:
    versions.begin_as_draft(folder, moment(0))
    (folder / ".versions" / "notitie.txt").write_text("hallo", encoding="utf-8")
    (folder / ".versions" / "20260101-000000-000000").mkdir()
    assert len(versions.versions(folder)) == 1


def test_a_missing_photo_is_told_before_releasing(folder: Path) -> None:
    file = TaskFile.open(folder)
    at = next(i for i, item in enumerate(file.task.items) if isinstance(item, Step))
    versions.save(file, SetField(at, "photo", "weg.jpg").apply(file.task), moment(0))
    with pytest.raises(UserError):
        versions.release(folder)
    assert state(folder) is ReleaseState.CHANGED


def test_versions_say_which_was_released_and_which_the_workers_see(folder: Path) -> None:
    file = TaskFile.open(folder)
    for minute in (1, 2):
        versions.save(file, edited(file, f"Zin {minute}."), moment(minute))
    marks = [(version.is_seen, version.released is not None) for version in versions.versions(folder)]
    assert marks == [(False, False), (False, False), (True, True)]
    versions.release(folder)
    marks = [(version.is_seen, version.released is not None) for version in versions.versions(folder)]
    assert marks == [(True, True), (False, False), (False, True)]
    versions.withdraw(folder)
    marks = [(version.is_seen, version.released is not None) for version in versions.versions(folder)]
    assert marks == [(False, True), (False, False), (False, True)]


def test_what_was_written_by_hand_and_released_is_a_version_too(folder: Path) -> None:
    file = TaskFile.open(folder)
    versions.save(file, edited(file), moment(1))
    text = (folder / "task.yaml").read_text()
    (folder / "task.yaml").write_text(text + "# met de hand\n")
    versions.release(folder)
    newest = versions.versions(folder)[0]
    assert newest.is_seen and newest.released is not None
    assert (newest.folder / "task.yaml").read_text().endswith("# met de hand\n")
