"""Saving: in one act, never over somebody else's work, and with a draft kept for after a crash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from oss_app import files
from oss_app.core.region import rectangle
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import Insert, MarkPlace, SetText
from oss_app.taskfile import library
from oss_app.taskfile.writer import AUTOSAVES, ChangedOnDiskError, NotEditableError, TaskFile
from tests.samples import dental_kit

FILE = b"taak: Set\nstappen:\n  - tekst: Leg 1 sonde.   # Els\n    foto: a.jpg\n  - tekst: Sluit het deksel.\n"


@pytest.fixture
def file(tmp_path: Path) -> TaskFile:
    (tmp_path / "task.yaml").write_bytes(FILE)
    return TaskFile.open(tmp_path)


def edited(file: TaskFile, words: str = "Leg 2 sondes.") -> Task:
    return SetText(0, "text", words).apply(file.task)


def test_saving_twice(file: TaskFile) -> None:
    file.save(edited(file))
    assert file.path.read_bytes() == FILE.replace(b"1 sonde", b"2 sondes")
    file.save(edited(file, "Leg 3 sondes."))
    assert file.path.read_bytes() == FILE.replace(b"1 sonde", b"3 sondes")
    assert not file.changed_on_disk()
    assert [p.name for p in file.folder.iterdir()] == ["task.yaml"]


def test_a_change_on_disk_is_noticed_and_not_overwritten(file: TaskFile) -> None:
    other = FILE.replace(b"Set", b"Kit")
    file.path.write_bytes(other)
    assert file.changed_on_disk()
    with pytest.raises(ChangedOnDiskError) as error:
        file.save(edited(file))
    assert error.value.hint
    assert file.path.read_bytes() == other
    file.save(edited(file), over_others=True)
    assert file.path.read_bytes() == FILE.replace(b"1 sonde", b"2 sondes")


def test_a_file_that_is_gone_is_noticed(file: TaskFile) -> None:
    file.path.unlink()
    with pytest.raises(ChangedOnDiskError):
        file.save(edited(file))
    file.save(file.task, over_others=True)
    assert file.path.read_bytes() == FILE


def test_a_full_disk_leaves_the_old_file_and_no_rubbish(file: TaskFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.save(edited(file))
    monkeypatch.undo()
    assert file.path.read_bytes() == FILE
    assert [p.name for p in file.folder.iterdir()] == ["task.yaml"]
    file.save(edited(file))  # and nothing is lost when there is space again
    assert b"2 sondes" in file.path.read_bytes()


def test_the_rights_of_the_file_stay(file: TaskFile) -> None:
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    file.path.chmod(0o640)
    file.save(edited(file))
    assert file.path.stat().st_mode & 0o777 == 0o640


def test_a_new_task_gets_a_folder_and_a_file_that_runs(tmp_path: Path) -> None:
    task = dental_kit(repeat=20)
    file = TaskFile.new(tmp_path / "nieuw", task)
    assert file.is_new
    file.save(task)
    assert not file.is_new
    again = TaskFile.open(tmp_path / "nieuw").task
    assert again == task.model_copy(update={"folder": tmp_path / "nieuw", "places": again.places})
    assert again.places.keys() == task.places.keys()
    text = file.path.read_text(encoding="utf-8")
    assert text.startswith("taak: Controle-set\ntaak_en: Check-up set\n")
    assert "\n\nstappen:\n  - deel: Voorbereiden\n    deel_en: Prepare\n  - tekst: Leg het dienblad voor je.\n" in text
    faults = [p for p in library.load(tmp_path / "nieuw").listing.problems if p.is_fault]
    assert {p.code for p in faults} == {"missing-picture", "missing-film"}  # the test brings no pictures


def test_a_new_english_task_has_english_keys(tmp_path: Path) -> None:
    task = Task(title=Text(words="Kit"), language="en", items=(Step(text=Text(words="Open the box."), must=True),))
    TaskFile.new(tmp_path, task).save(task)
    text = (tmp_path / "task.yaml").read_text(encoding="utf-8")
    assert text == "task: Kit\nlanguage: en\n\nsteps:\n  - text: Open the box.\n    must: yes\n"
    assert TaskFile.open(tmp_path).task.language == "en"


def test_a_new_task_does_not_write_over_one_that_is_there(file: TaskFile) -> None:
    with pytest.raises(ChangedOnDiskError):
        TaskFile.new(file.folder, file.task).save(file.task)


def test_marks_are_saved_beside_the_task(file: TaskFile) -> None:
    file.save(MarkPlace(0, rectangle(0.1, 0.2, 0.3, 0.4), "vak-2").apply(file.task))
    assert b"    plek: vak-2\n" in file.path.read_bytes()
    task = TaskFile.open(file.folder).task
    assert isinstance(task.items[0], Step)
    assert task.outline_of(task.items[0]) == rectangle(0.1, 0.2, 0.3, 0.4)


@pytest.mark.parametrize(
    "data",
    [b"", b"hallo", b"- a\n- b\n", b"taak: [\n", b"taak: Set\nstappen:\n  - tekst: a\n    tekst: b\n", b"taak: &a x\n"],
)
def test_what_is_no_task_file_cannot_be_edited(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "task.yaml").write_bytes(data)
    with pytest.raises(NotEditableError):
        TaskFile.open(tmp_path)


# The autosave


def test_after_a_crash_the_last_draft_is_back(file: TaskFile) -> None:
    draft = Insert(1, (Break(text=Text(words="Rust.")), Section(title=Text(words="Slot")))).apply(edited(file))
    draft = MarkPlace(0, rectangle(0.1, 0.2, 0.3, 0.4)).apply(draft)
    file.autosave(draft)
    assert file.path.read_bytes() == FILE
    reopened = TaskFile.open(file.folder)
    assert reopened.recovered() == draft
    reopened.save(draft)
    assert not list(file.folder.glob(AUTOSAVES))
    assert TaskFile.open(file.folder).recovered() is None


def test_an_empty_text_survives_a_crash(file: TaskFile) -> None:
    draft = SetText(0, "text", "").apply(file.task)
    file.autosave(draft)
    assert TaskFile.open(file.folder).recovered() == draft


def test_a_new_task_survives_a_crash(tmp_path: Path) -> None:
    empty = Task(title=Text(words=""), items=())
    TaskFile.new(tmp_path / "nieuw", empty).autosave(dental_kit())
    found = TaskFile.new(tmp_path / "nieuw", empty).recovered()
    assert found is not None
    assert found.items == dental_kit().items


def test_a_draft_of_an_older_file_is_not_offered(file: TaskFile) -> None:
    file.autosave(edited(file))
    file.path.write_bytes(FILE.replace(b"Set", b"Kit"))
    assert TaskFile.open(file.folder).recovered() is None
    assert TaskFile.open(file.folder).overtaken() == edited(file)


def test_a_draft_that_says_nothing_new_is_not_offered(file: TaskFile) -> None:
    file.autosave(file.task)
    assert TaskFile.open(file.folder).recovered() is None
    file.autosave(edited(file))
    file.forget_autosave()
    assert TaskFile.open(file.folder).recovered() is None


@pytest.mark.parametrize(
    "data",
    [b"", b"[" * 100_000, b"{", b"[]", b"null", b'{"of": ""}', b"\xff\xfe", b'{"of": 1, "head": {}, "items": 3}'],
)
def test_a_broken_autosave_is_nothing(file: TaskFile, data: bytes) -> None:
    (file.folder / ".task.yaml.autosave").write_bytes(data)
    again = TaskFile.open(file.folder)
    assert (again.recovered(), again.overtaken()) == (None, None)
