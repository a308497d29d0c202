"""Several steps at once: moved, taken out, copied, also into another task with all that belongs to them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import Insert, MarkPlace, SetField
from oss_app.editor.open_task import OpenTask
from oss_app.editor.step_clipboard import MOST_ITEMS, copied, dropped, paste, shifted, without
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile import load_check, save_check
from oss_app.taskfile.writer import TaskFile
from tests.taskfile.desk import jpeg


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


def test_items_that_are_dragged_together_come_together_wherever_they_lay(draft: OpenTask) -> None:
    items = draft.task.items
    for rows, before, wanted in (([1, 3], 6, [4, 5]), ([2, 5], 0, [0, 1]), ([4, 1], 3, [2, 3]), ([0, 1], 1, [0, 1])):
        assert dropped(draft, rows, before) == wanted
        assert [draft.task.items[row] for row in wanted] == [items[row] for row in sorted(rows)]
        others = [item for row, item in enumerate(draft.task.items) if row not in wanted]
        assert others == [item for row, item in enumerate(items) if row not in rows]
        draft.undo()
    assert draft.task.items == items
    assert dropped(draft, [2], 5) == [4]
    assert draft.task.items[4] == items[2]


def checked_step(name: str, item: str, photo: str = "") -> Step:
    return Step(text=Text(words=f"Leg de {item}."), check=name, photo=photo or None, place="plek-1")


def task_with(folder: Path, step: Step, item: str, kind: CheckKind = CheckKind.OCCUPIED) -> OpenTask:
    """A task of one step with its check, its photo and its place, each of its own."""
    folder.mkdir()
    places = {}
    if step.photo:
        (folder / step.photo).write_bytes(jpeg(640, 400 + len(item)))
        left = len(item) / 100
        places = {step.photo: {"plek-1": ((left, 0.1), (0.5, 0.1), (0.5, 0.5), (left, 0.5))}}
    check = folder / "checks" / str(step.check)
    check.mkdir(parents=True)
    (check / "reference.jpg").write_bytes(jpeg())
    region = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    save_check(check, Check(name=check.name, kind=kind, region=region, item=Text(words=item)))
    task = Task(title=Text(words=folder.name), items=(step,), folder=folder, places=places)
    TaskFile.new(folder, task).save(task)
    return opened(folder)


def test_a_step_keeps_its_own_check_and_place_beside_others_of_the_same_name(tmp_path: Path) -> None:
    there = task_with(tmp_path / "daar", checked_step("plek-1", "sonde", "a.jpg"), "sonde")
    here = task_with(tmp_path / "hier", checked_step("plek-1", "spiegel", "a.jpg"), "spiegel")
    own = here.task.steps[0]
    assert paste(here, copied(there.task, [0])) == 1
    assert here.save()
    mine, came = opened(here.folder).task.steps
    assert mine == own
    assert (came.check, came.place) == ("plek-1-2", "plek-2")
    looked_for = load_check(here.folder / "checks" / str(came.check))[0]
    assert looked_for is not None and looked_for.item == Text(words="sonde")
    assert here.task.outline_of(came) == there.task.outline_of(there.task.steps[0])
    assert here.task.outline_of(mine) != here.task.outline_of(came)
    again = copied(there.task, [0])
    assert paste(here, again) == 1
    assert here.task.steps[1].check == "plek-1-2", "the very same check is there already"
    assert sorted(path.name for path in (here.folder / "checks").iterdir()) == ["plek-1", "plek-1-2"]


def test_a_check_that_is_not_there_takes_none_of_the_same_name(tmp_path: Path) -> None:
    there = task_with(tmp_path / "daar", checked_step("controle-1", "sonde"), "sonde")
    here = task_with(tmp_path / "hier", checked_step("controle-1", "spiegel"), "spiegel")
    shutil.rmtree(there.folder / "checks")
    assert paste(here, copied(there.task, [0])) == 1
    assert here.task.steps[1].check == "controle-1-2"


def test_a_device_and_the_whole_kit_keep_their_names(tmp_path: Path) -> None:
    there = task_with(tmp_path / "daar", checked_step("pers-2", "pers"), "pers", CheckKind.SIGNAL)
    here = task_with(tmp_path / "hier", checked_step("pers-2", "de pers"), "de pers", CheckKind.SIGNAL)
    assert paste(here, copied(there.task, [0])) == 1
    assert here.task.steps[1].check == "pers-2"
    there.do(SetField(0, "check", "alles"))
    assert paste(here, copied(there.task, [0])) == 1
    assert here.task.steps[2].check == "alles"


def test_places_that_a_person_named_are_the_same_spot_in_both_tasks(draft: OpenTask, other: OpenTask) -> None:
    row = next(n for n, item in enumerate(draft.task.items) if isinstance(item, Step) and item.place == "vak-2")
    other.do(SetField(1, "place", "vak-2"))
    other.select(1)
    paste(other, copied(draft.task, [row]))
    assert other.task.items[2].place == "vak-2"  # type: ignore[union-attr]


def test_a_mark_comes_along_into_a_photo_that_is_there_already(tmp_path: Path) -> None:
    there = task_with(tmp_path / "daar", checked_step("plek-1", "sonde", "a.jpg"), "sonde")
    shutil.copytree(there.folder, tmp_path / "hier")
    here = opened(tmp_path / "hier")
    drawn = ((0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4))
    there.do(MarkPlace(0, drawn, "plek-7"))
    assert paste(here, copied(there.task, [0])) == 1
    assert here.task.outline_of(here.task.steps[1]) == drawn


def test_a_task_that_would_become_too_long_is_left_as_it_is(draft: OpenTask) -> None:
    step = next(item for item in draft.task.items if isinstance(item, Step))
    draft.do(Insert(0, (step,) * (MOST_ITEMS - len(draft.task.items) - 1)))
    before = draft.task
    with pytest.raises(UserError):
        paste(draft, copied(draft.task, [0, 1]))
    assert draft.task is before
    assert paste(draft, copied(draft.task, [0])) == 1
