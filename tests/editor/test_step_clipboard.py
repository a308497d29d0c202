"""Several steps at once: moved, taken out, copied, also into another task with all that belongs to them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.editor.open_task import OpenTask
from oss_app.editor.step_clipboard import copied, paste, shifted, without
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile.writer import TaskFile


def opened(folder: Path) -> OpenTask:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return OpenTask(TaskFile.open(folder), lambda task: [], lambda: now, lambda s, f: None, load("nl"))


@pytest.fixture
def draft(tmp_path: Path) -> OpenTask:
    shutil.copytree(instructions() / "tandarts", tmp_path / "tandarts")
    return opened(tmp_path / "tandarts")


@pytest.fixture
def other(tmp_path: Path) -> OpenTask:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    return opened(tmp_path / "ontbijt")


def test_steps_go_into_another_task_with_their_photos_places_and_checks(draft: OpenTask, other: OpenTask) -> None:
    rows = [n for n, item in enumerate(draft.task.items) if getattr(item, "check", None)][:2]
    text = copied(draft.task, rows)
    other.select(1)
    before = len(other.task.items)
    assert paste(other, text) == 2
    assert len(other.task.items) == before + 2
    new = other.task.items[2:4]
    assert [item.text.words for item in new] == [draft.task.items[row].text.words for row in rows]  # type: ignore[union-attr]
    for step, row in zip(new, rows, strict=True):
        old = draft.task.items[row]
        assert (other.folder / step.photo).read_bytes() == (draft.folder / old.photo).read_bytes()  # type: ignore[union-attr,operator]
        assert (other.folder / "checks" / step.check / "check.yaml").is_file()  # type: ignore[union-attr,operator]
        assert other.task.outline_of(step) == draft.task.outline_of(old)  # type: ignore[arg-type]
    assert other.save()
    other.undo()
    assert len(other.task.items) == before


def test_within_a_task_no_file_is_doubled(draft: OpenTask) -> None:
    files = sorted(path.name for path in draft.folder.iterdir())
    assert paste(draft, copied(draft.task, [1, 2])) == 2
    assert sorted(path.name for path in draft.folder.iterdir()) == files


@pytest.mark.parametrize(
    "text", ["", "x", "{}", '{"folder": "/", "items": []}', '{"folder": "/", "items": [{"no": 1}]}']
)
def test_another_clipboard_brings_nothing(draft: OpenTask, text: str) -> None:
    before = draft.task
    assert paste(draft, text) == 0
    assert draft.task == before


def test_a_file_outside_the_other_task_is_not_taken(draft: OpenTask, tmp_path: Path) -> None:
    (tmp_path / "geheim.jpg").write_bytes(b"x")
    text = '{"folder": "%s", "items": [{"text": {"words": "A"}, "photo": "../geheim.jpg"}]}' % (tmp_path / "weg")
    assert paste(draft, text) == 1
    assert not list(draft.folder.glob("geheim*"))


def test_chosen_items_move_and_go_together(draft: OpenTask) -> None:
    items = draft.task.items
    assert shifted(draft, [1, 3], 1) == [2, 4]
    assert [draft.task.items[n] for n in (2, 4)] == [items[1], items[3]]
    assert shifted(draft, [0, 1], -1) == [0, 1]
    draft.undo()
    without(draft, [0, 2])
    assert draft.task.items == tuple(item for n, item in enumerate(items) if n not in (0, 2))
    draft.undo()
    assert draft.task.items == items
