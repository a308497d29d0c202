"""Items that come back in many tasks are changed once and follow everywhere, when the author agrees."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Step, Task
from oss_app.core.text import Text
from oss_app.editor.document import Document
from oss_app.editor.edits import Name, Replace
from oss_app.taskfile import library as tasks
from oss_app.taskfile.items import ItemLibrary, LibraryItem, is_used_in, step_with, updated
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import TaskFile
from tests.taskfile.test_photo_data import PLACE, photo

PROBE = {"nl": "sonde", "en": "probe"}
HINTS = {"nl": "De sonde heeft een haakje.", "en": "The probe has a small hook."}


@pytest.fixture
def items(tmp_path: Path) -> ItemLibrary:
    return ItemLibrary(tmp_path / "items")


@pytest.fixture
def probe(items: ItemLibrary) -> LibraryItem:
    return items.add(PROBE, photo("JPEG"), HINTS)


def task_of(*steps: Step | Break) -> Task:
    return Task(title=Text(words="Set", translations={"en": "Kit"}), items=steps)


def test_an_item_is_kept_with_its_photo_but_not_where_that_was_made(items: ItemLibrary, probe: LibraryItem) -> None:
    assert items.list() == [probe]
    data = items.photo_of(probe)
    assert data
    assert PLACE not in data
    assert probe.id == "sonde"
    assert probe.photo.startswith("ding-sonde-")


def test_a_step_with_an_item_is_a_good_one_in_both_languages(items: ItemLibrary, probe: LibraryItem) -> None:
    step = step_with(probe, "nl", 1, {"nl": "vak 2", "en": "section 2"})
    assert step.text == Text(words="Leg 1 sonde in vak 2.", translations={"en": "Put 1 probe in section 2."})
    assert step.hint == Text(words=HINTS["nl"], translations={"en": HINTS["en"]})
    assert lint_task(task_of(step)) == []
    english = step_with(probe, "en", 4)
    assert english.text == Text(words="Take 4 probe.", translations={"nl": "Pak 4 sonde."})


def test_changed_once_it_follows_in_every_task(items: ItemLibrary, probe: LibraryItem) -> None:
    step = step_with(probe, "nl", 1, {"nl": "vak 2", "en": "section 2"})
    own_hint = step.model_copy(
        update={"hint": Text(words="Kijk goed."), "say": Text(words="Leg één sonde in vak twee.")}
    )
    other = Step(text=Text(words="Leg de sonde weg."), photo="anders.jpg")
    task = task_of(step, own_hint, other, Break(text=Text(words="Sonde klaar.")))
    assert updated(task, items.list()) is None
    changed = items.change(
        probe, {"nl": "tand-haakje", "en": "explorer"}, photo("JPEG", 1, (70, 50)), {"nl": "Het haakje is krom."}
    )
    update = updated(task, items.list())
    assert update is not None
    assert update.items == (changed,)
    assert update.changed == (0, 1)
    first, second = update.task.steps[:2]
    assert first.text == Text(words="Leg 1 tand-haakje in vak 2.", translations={"en": "Put 1 explorer in section 2."})
    assert first.hint == Text(words="Het haakje is krom.")
    assert first.photo == changed.photo != probe.photo
    assert second.hint == Text(words="Kijk goed.")
    assert second.say == Text(words="Leg één tand-haakje in vak twee.")
    assert update.task.items[2:] == task.items[2:]
    assert updated(update.task, items.list()) is None


def test_an_old_task_catches_up_with_several_changes(items: ItemLibrary, probe: LibraryItem) -> None:
    task = task_of(step_with(probe, "nl"))
    once = items.change(probe, {"nl": "haak"})
    twice = items.change(once, {"nl": "haakje"})
    update = updated(task, [twice])
    assert update is not None
    assert update.task.steps[0].text.words == "Pak 1 haakje."


def test_an_item_without_a_photo_follows_by_its_name(items: ItemLibrary) -> None:
    cup = items.add({"nl": "beker"})
    task = task_of(Step(text=Text(words="Pak 2 beker."), photo="a.jpg"), Step(text=Text(words="Pak 1 kom.")))
    assert updated(task, items.list()) is None
    update = updated(task, [items.change(cup, {"nl": "mok"})])
    assert update is not None
    assert [s.text.words for s in update.task.steps] == ["Pak 2 mok.", "Pak 1 kom."]
    assert update.changed == (0,)


def test_only_whole_words_are_replaced(items: ItemLibrary, probe: LibraryItem) -> None:
    words = "Sonde: leg de sonde bij de sonde-doos en de sondes."
    task = task_of(Step(text=Text(words=words), photo=probe.photo))
    update = updated(task, [items.change(probe, {"nl": "haak"})])
    assert update is not None
    assert update.task.steps[0].text.words == "Haak: leg de haak bij de sonde-doos en de sondes."


def test_the_author_agrees_saves_and_can_undo(tmp_path: Path, items: ItemLibrary, probe: LibraryItem) -> None:
    task = task_of(step_with(probe, "nl"))
    folder = tmp_path / "taak"
    items.bring_photos(task, folder)
    file = TaskFile.new(folder, task)
    file.save(task)
    assert tasks.load(folder).listing.task is not None
    items.change(probe, {"nl": "haak", "en": "hook"}, photo("PNG"))
    document = Document(file.task)
    update = updated(document.task, items.list())
    assert update is not None
    document.do(Replace(update.task, Name("bring items up to date")))
    items.bring_photos(document.task, folder)
    file.save(document.task)
    again = tasks.load(folder).listing.task
    assert again is not None
    assert again.steps[0].text.words == "Pak 1 haak."
    assert again.steps[0].photo is not None
    assert again.steps[0].photo.endswith(".png")
    document.undo()
    assert document.task.items == task.items


def test_names_that_are_alike_get_folders_of_their_own(items: ItemLibrary) -> None:
    ids = [items.add({"nl": name}).id for name in ("Sonde", "sonde", "CON", "é", "!!", "漢字", "a/b\\c")]
    assert ids == ["sonde", "sonde-2", "con-1", "e", "ding", "ding-2", "a-b-c"]
    assert len(items.list()) == 7


def test_what_is_no_item_is_said(items: ItemLibrary, probe: LibraryItem) -> None:
    for act in (
        lambda: items.add({"nl": "  "}),
        lambda: items.add({"nl": "beker"}, b"hallo"),
        lambda: items.change(probe, {}),
        lambda: items.change(probe, photo=b"hallo"),
    ):
        with pytest.raises(UserError):
            act()
    assert items.list() == [probe]


def test_removing_an_item_leaves_the_tasks(items: ItemLibrary, probe: LibraryItem) -> None:
    task = task_of(step_with(probe, "nl"))
    items.remove(probe)
    assert items.list() == []
    assert updated(task, items.list()) is None


def test_an_item_is_gone_also_where_another_program_holds_its_photo(
    items: ItemLibrary, probe: LibraryItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
    items.remove(probe)
    assert items.list() == []


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"{}", b'{"names": {}}', b'{"names": 3}', b"\xff", b'{"names": {"nl": "a"}, "x": 1}']
)
def test_a_broken_item_does_not_stop_the_others(
    items: ItemLibrary, probe: LibraryItem, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "items" / "kapot").mkdir()
    (tmp_path / "items" / "kapot" / "item.json").write_bytes(data)
    assert items.list() == [probe]


def test_an_item_cannot_point_out_of_its_folder(items: ItemLibrary, probe: LibraryItem, tmp_path: Path) -> None:
    file = tmp_path / "items" / "sonde" / "item.json"
    file.write_bytes(file.read_bytes().replace(probe.photo.encode(), b"../../geheim.jpg"))
    assert items.list()[0].photo == ""


def test_a_warning_comes_along_and_follows(items: ItemLibrary) -> None:
    knife = items.add({"nl": "mes", "en": "knife"}, None, None, {"nl": "Het mes is scherp.", "en": "It is sharp."})
    step = step_with(knife, "nl")
    assert step.warning == Text(words="Het mes is scherp.", translations={"en": "It is sharp."})
    assert step_with(knife, "en").warning == Text(words="It is sharp.", translations={"nl": "Het mes is scherp."})
    knife = items.change(knife, warnings={"nl": "Pas op: scherp.", "en": "It is sharp."})
    followed = updated(task_of(step), [knife])
    assert followed is not None and followed.task.steps[0].warning is not None
    assert followed.task.steps[0].warning.words == "Pas op: scherp."
    own = step.model_copy(update={"warning": Text(words="Kijk uit.")})
    assert updated(task_of(own), [knife]) is None


def test_where_an_item_is_used_is_known(items: ItemLibrary, probe: LibraryItem) -> None:
    knife = items.add({"nl": "mes"})
    task = task_of(step_with(probe, "nl"), Step(text=Text(words="Leg 1 mes in vak 3.")))
    assert is_used_in(probe, task) and is_used_in(knife, task)
    assert not is_used_in(knife, task_of(Step(text=Text(words="Pak de messenbak."))))
    assert not is_used_in(probe, task_of(Step(text=Text(words="Leg 1 mes in vak 3."))))


def test_two_programs_at_one_item_keep_what_each_wrote(tmp_path: Path, probe: LibraryItem) -> None:
    here, there = ItemLibrary(tmp_path / "items"), ItemLibrary(tmp_path / "items")
    there.change(probe, hints={**HINTS, "nl": "Met een haakje."}, photo=photo("PNG"))
    kept = here.change(probe, names={**PROBE, "nl": "fijne sonde"}, warnings={"nl": "De punt is scherp."})
    assert kept.names == {"nl": "fijne sonde", "en": "probe"}
    assert kept.hints == {**HINTS, "nl": "Met een haakje."}
    assert kept.warnings == {"nl": "De punt is scherp."}
    assert kept.photo.endswith(".png") and here.list() == [kept]


def test_where_both_wrote_the_same_words_what_stood_there_is_remembered_and_tasks_follow(
    tmp_path: Path, probe: LibraryItem
) -> None:
    here, there = ItemLibrary(tmp_path / "items"), ItemLibrary(tmp_path / "items")
    task = task_of(step_with(probe, "nl", 1, {"nl": "vak 2"}))
    other = there.change(probe, names={"nl": "haaksonde"})
    followed = updated(task, [other])
    kept = here.change(probe, names={"nl": "fijne sonde", "en": "probe"})
    assert kept.names["nl"] == "fijne sonde"
    assert "haaksonde" in {earlier.names["nl"] for earlier in kept.earlier}
    assert followed is not None
    for before in (task, followed.task):
        after = updated(before, [kept])
        assert after is not None and after.task.steps[0].text.words == "Leg 1 fijne sonde in vak 2."


def test_what_is_typed_here_comes_back_where_another_deleted_the_item(tmp_path: Path, probe: LibraryItem) -> None:
    here, there = ItemLibrary(tmp_path / "items"), ItemLibrary(tmp_path / "items")
    there.remove(probe)
    assert here.standing(probe) is None
    kept = here.change(probe, names={"nl": "fijne sonde"})
    assert here.list() == [kept] and kept.photo == "", "its photo went with it"


def test_each_program_keeps_a_draft_of_its_own_and_none_forgets_anothers(tmp_path: Path) -> None:
    here, there = ItemLibrary(tmp_path / "items"), ItemLibrary(tmp_path / "items")
    here.keep_draft(LibraryItem(id="", names={"nl": "haak"}))
    there.keep_draft(LibraryItem(id="", names={"nl": "tang"}))
    here.forget_draft()
    after = ItemLibrary(tmp_path / "items")
    found = after.draft()
    assert found is not None and found.names == {"nl": "tang"}
    there.forget_draft()
    again = after.draft()
    assert again == found, "it is this program's now"
    after.forget_draft()
    assert after.draft() is None and after.list() == []
