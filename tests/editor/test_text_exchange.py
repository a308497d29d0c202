"""The texts of a task go to a translator in a workbook and come back, each in its place or told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from oss_app.core.errors import UserError
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import Move, SetText
from oss_app.editor.open_task import OpenTask
from oss_app.editor.text_exchange import send_texts, take_texts
from oss_app.i18n import load
from oss_app.taskfile.writer import TaskFile

ITEMS = (
    Section(title=Text(words="Vullen", translations={"en": "Filling"})),
    Step(text=Text(words="Pak de doos."), warning=Text(words="=Scherp")),
    Step(text=Text(words="Sluit de doos.", translations={"en": "Close the box."})),
)
WHERES = {(None, "title"): "Taak", (0, "title"): "Deel", (1, "text"): "1", (1, "warning"): "1", (2, "text"): "2"}


@pytest.fixture
def draft(tmp_path: Path) -> OpenTask:
    task = Task(title=Text(words="Doos"), language="nl", items=ITEMS)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return OpenTask(TaskFile.new(tmp_path / "doos", task), lambda task: [], lambda: now, lambda s, f: None, load("nl"))


def sent(draft: OpenTask, tmp_path: Path, language: str = "en") -> Path:
    send_texts(draft.task, language, tmp_path / "t.xlsx", WHERES, load("nl"))
    return tmp_path / "t.xlsx"


def filled(path: Path, words: dict[str, str]) -> Path:
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2):
        if row[2].value in words:
            row[3].value = words[row[2].value]
    book.save(path)
    return path


def test_what_is_missing_comes_first_and_nothing_is_a_formula(draft: OpenTask, tmp_path: Path) -> None:
    rows = list(openpyxl.load_workbook(sent(draft, tmp_path)).active.iter_rows(min_row=2))
    assert [bool(row[3].value) for row in rows] == [False, False, False, True, True]
    assert {row[2].value for row in rows} >= {"Pak de doos.", "=Scherp"}
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_it_comes_back_in_one_edit(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path), {"Pak de doos.": "Take the box.", "=Scherp": "Sharp", "Doos": "Box"})
    assert take_texts(draft, "en", path) == (3, [])
    assert draft.task.title.into("en") == "Box"
    assert [s.text.into("en") for s in draft.task.steps] == ["Take the box.", "Close the box."]
    draft.undo()
    assert draft.task.title.translations == {}


def test_moved_steps_get_theirs_and_changed_ones_are_told(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path, "ar"), {"Pak de doos.": "خذ الصندوق.", "Sluit de doos.": "أغلق الصندوق."})
    draft.do(Move(2, 1))
    draft.do(SetText(2, "text", "Pak de grote doos."))
    assert take_texts(draft, "ar", path) == (1, ["Pak de doos."])
    assert draft.task.steps[0].text.into("ar") == "أغلق الصندوق."


def test_other_files_are_refused(draft: OpenTask, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"hallo")
    for path in (tmp_path / "a.xlsx", tmp_path / "weg.xlsx"):
        with pytest.raises(UserError):
            take_texts(draft, "en", path)
