"""A task on the coach's desk, without a window: when it is kept, and what is heard of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import SetText
from oss_app.editor.notice import Notice
from oss_app.editor.open_task import LOOK_S, MOST_S, PAUSE_S, RETRY_S, OpenTask
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import AUTOSAVES, TaskFile
from oss_app.taskfile.yaml.source import MAX_BYTES

NOW = datetime(2026, 11, 1, tzinfo=UTC)


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self._calls: list[tuple[float, Callable[[], None]]] = []

    def later(self, seconds: float, f: Callable[[], None]) -> None:
        self._calls.append((self.now + seconds, f))

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while due := sorted((call for call in self._calls if call[0] <= end), key=lambda call: call[0]):
            self.now = due[0][0]
            self._calls.remove(due[0])
            due[0][1]()
        self.now = end


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def draft(tmp_path: Path, clock: Clock) -> OpenTask:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    file = TaskFile.open(tmp_path / "ontbijt")
    return OpenTask(
        file,
        lambda task: lint_task(task, None, "nl"),
        lambda: datetime(2026, 11, 1, tzinfo=UTC),
        clock.later,
        load("nl"),
    )


def test_it_is_kept_a_moment_after_the_last_key_and_not_before(draft: OpenTask, clock: Clock) -> None:
    at = draft.at
    assert at is not None
    for letters in ("Z", "Ze", "Zet"):
        draft.do(SetText(at, "text", letters))
        clock.pass_time(PAUSE_S * 0.8)
        assert not draft.is_kept
    clock.pass_time(PAUSE_S)
    assert draft.is_kept
    recovered = TaskFile.open(draft.folder).recovered()
    assert recovered is not None
    assert recovered.steps[0].text.words == "Zet"


def test_what_is_typed_without_a_rest_is_kept_too(draft: OpenTask, clock: Clock) -> None:
    at, words = draft.at, ""
    assert at is not None
    for letter in "Zet de kop neer en pak de lepel.":
        words += letter
        draft.do(SetText(at, "text", words))
        clock.pass_time(PAUSE_S / 2)
    recovered = TaskFile.open(draft.folder).recovered()
    assert recovered is not None
    assert len(recovered.steps[0].text.words) >= len(words) - MOST_S / (PAUSE_S / 2)


def test_what_was_written_before_a_crash_is_a_version_where_the_file_was_changed_since(
    draft: OpenTask, clock: Clock
) -> None:
    assert draft.at is not None
    draft.do(SetText(draft.at, "text", "Zet de kop neer."))
    clock.pass_time(PAUSE_S)
    file = draft.folder / "task.yaml"
    file.write_text(file.read_text("utf-8") + "\n# someone else\n", "utf-8")
    told: list[str] = []
    again = OpenTask(TaskFile.open(draft.folder), lambda task: [], lambda: NOW, clock.later, load("nl"))
    again.told.connect(told.append)
    again.recover()
    assert again.step is not None and again.step.text.words != "Zet de kop neer."
    assert again.task_of(again.versions()[0]).steps[0].text.words == "Zet de kop neer."
    assert len(told) == 1
    again.recover()
    assert len(told) == 1 and len(again.versions()) == 2, "it is kept once"


def test_who_else_changed_the_file_is_noticed_once(draft: OpenTask, clock: Clock) -> None:
    heard: list[str] = []
    draft.overtaken.connect(lambda: heard.append("overtaken"))
    clock.pass_time(LOOK_S)
    assert heard == []
    file = draft.folder / "task.yaml"
    file.write_text(file.read_text("utf-8") + "\n# someone else\n", "utf-8")
    clock.pass_time(3 * LOOK_S)
    assert heard == ["overtaken"]


def test_a_desk_that_was_cleared_is_quiet(draft: OpenTask, clock: Clock) -> None:
    heard: list[str] = []
    draft.overtaken.connect(lambda: heard.append("overtaken"))
    draft.rest()
    file = draft.folder / "task.yaml"
    file.write_text(file.read_text("utf-8") + "\n# someone else\n", "utf-8")
    clock.pass_time(3 * LOOK_S)
    assert heard == []


def test_who_is_gone_hears_nothing() -> None:
    class Ear:
        def __init__(self, heard: list[str]) -> None:
            self._heard = heard

        def hear(self, word: str) -> None:
            self._heard.append(word)

    notice, heard = Notice[[str]](), list[str]()
    ear = Ear(heard)
    notice.connect(ear.hear)
    notice.emit("one")
    del ear
    notice.emit("two")
    assert heard == ["one"]


def typed(draft: OpenTask, words: str) -> None:
    assert draft.at is not None
    draft.do(SetText(draft.at, "text", words))


def overwritten(draft: OpenTask) -> str:
    """Somebody else's change on the disk; what the file was before."""
    file = draft.folder / "task.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("taak:", "taak: X", 1), "utf-8")
    return before


def test_mine_is_a_version_when_theirs_is_taken(draft: OpenTask, clock: Clock) -> None:
    typed(draft, "Dit is van mij.")
    clock.pass_time(PAUSE_S)
    overwritten(draft)
    draft.take_theirs()
    assert draft.task.title.words.startswith("X")
    assert draft.close()
    kept = [draft.task_of(version).steps[0].text.words for version in draft.versions()]
    assert "Dit is van mij." in kept


def test_theirs_is_a_version_when_mine_is_saved_over_it(draft: OpenTask) -> None:
    typed(draft, "Dit is van mij.")
    overwritten(draft)
    assert not draft.save()
    assert draft.save(over_others=True)
    titles = [draft.task_of(version).title.words for version in draft.versions()]
    assert any(title.startswith("X") for title in titles)


@pytest.fixture
def nowhere(tmp_path: Path, clock: Clock) -> OpenTask:
    """A task in a folder that cannot be made, until ``vol`` is taken away."""
    (tmp_path / "vol").write_text("here no folder can be made")
    task = Task(title=Text(words="Doos"), language="nl", items=(Step(text=Text(words="")),))
    file = TaskFile.new(tmp_path / "vol" / "doos", task)
    return OpenTask(file, lambda task: [], lambda: NOW, clock.later, load("nl"))


def test_what_could_not_be_kept_is_kept_by_itself_when_the_disk_works_again(
    nowhere: OpenTask, clock: Clock, tmp_path: Path
) -> None:
    said: list[str] = []
    nowhere.unsaved.connect(said.append)
    typed(nowhere, "Pak de doos.")
    clock.pass_time(PAUSE_S)
    assert len(said) == 1
    (tmp_path / "vol").unlink()
    clock.pass_time(RETRY_S)
    assert TaskFile.open(tmp_path / "vol" / "doos").task.steps[0].text.words == "Pak de doos."


def test_where_nothing_can_be_written_one_goes_on_elsewhere(nowhere: OpenTask, clock: Clock, tmp_path: Path) -> None:
    typed(nowhere, "Pak de doos.")
    clock.pass_time(PAUSE_S)
    assert not nowhere.close()
    (tmp_path / "stick").mkdir()
    assert nowhere.save_elsewhere(tmp_path / "stick")
    assert nowhere.close()
    assert TaskFile.open(tmp_path / "stick" / "doos").task.steps[0].text.words == "Pak de doos."


def test_a_task_with_photos_goes_elsewhere_whole(draft: OpenTask, tmp_path: Path) -> None:
    typed(draft, "Pak de doos.")
    (tmp_path / "stick").mkdir()
    assert draft.save_elsewhere(tmp_path / "stick")
    photos = [step.photo for step in draft.task.steps if step.photo]
    assert photos and all((draft.folder / photo).is_file() for photo in photos)
    assert draft.folder.parent == tmp_path / "stick"


def test_one_may_leave_knowingly_without_saving(nowhere: OpenTask, clock: Clock) -> None:
    typed(nowhere, "Pak de doos.")
    assert not nowhere.close()
    nowhere.throw_away()
    assert nowhere.close()
    clock.pass_time(60)
    assert not nowhere.folder.exists()


class SlowDisk:
    """A disk that takes its time: an act begins when it is told to, and ends when it is told to."""

    def __init__(self) -> None:
        self._act: tuple[Callable[[], None], Callable[[Exception | None], None]] | None = None
        self.begun = 0

    @property
    def is_busy(self) -> bool:
        return self._act is not None

    def begin(self, act: Callable[[], None], done: Callable[[Exception | None], None]) -> None:
        assert self._act is None
        self._act = act, done
        self.begun += 1

    def settle(self) -> None:
        if self._act:
            (act, done), self._act = self._act, None
            act()
            done(None)


@pytest.fixture
def disk() -> SlowDisk:
    return SlowDisk()


@pytest.fixture
def slow(tmp_path: Path, clock: Clock, disk: SlowDisk) -> OpenTask:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    file = TaskFile.open(tmp_path / "ontbijt")
    return OpenTask(file, lambda task: [], lambda: NOW, clock.later, load("nl"), beside=disk)


def kept_words(task: OpenTask) -> str | None:
    found = TaskFile.open(task.folder).recovered()
    return found.steps[0].text.words if found else None


def test_whoever_types_on_while_the_disk_is_slow_loses_nothing(slow: OpenTask, clock: Clock, disk: SlowDisk) -> None:
    slow.do(SetText(0, "text", "Zet"))
    clock.pass_time(PAUSE_S)
    slow.do(SetText(0, "text", "Zet het"))
    clock.pass_time(PAUSE_S)
    assert (disk.begun, slow.is_kept) == (1, False), "one at a time, and it is not said to be kept before it is"
    disk.settle()
    assert (disk.begun, kept_words(slow), slow.is_kept) == (2, "Zet", False)
    disk.settle()
    assert (kept_words(slow), slow.is_kept) == ("Zet het", True)


def test_what_is_thrown_away_while_the_disk_is_slow_does_not_come_back(
    slow: OpenTask, clock: Clock, disk: SlowDisk
) -> None:
    slow.do(SetText(0, "text", "Zet"))
    clock.pass_time(PAUSE_S)
    slow.throw_away()
    disk.settle()
    assert kept_words(slow) is None


def test_what_is_saved_while_the_disk_is_slow_leaves_nothing_beside_it(
    slow: OpenTask, clock: Clock, disk: SlowDisk
) -> None:
    slow.do(SetText(0, "text", "Zet"))
    clock.pass_time(PAUSE_S)
    assert slow.save()
    disk.settle()
    assert TaskFile.open(slow.folder).task.steps[0].text.words == "Zet"
    assert not list(slow.folder.glob(".*autosave"))


def test_a_task_that_no_file_has_room_for_stays_here_and_is_saved_when_it_is_shorter(
    draft: OpenTask, clock: Clock
) -> None:
    before, asked = (draft.folder / "task.yaml").read_bytes(), list[str]()
    draft.unsaved.connect(asked.append)
    at = draft.at or 0
    draft.do(SetText(at, "text", "Zet het bord neer."))
    draft.do(SetText(at, "hint", "a" * MAX_BYTES))
    clock.pass_time(PAUSE_S)
    assert not draft.save()
    assert len(asked) == 1
    assert (draft.folder / "task.yaml").read_bytes() == before
    assert draft.is_kept, "a crash now loses nothing"
    draft.undo()
    assert draft.save()
    step = TaskFile.open(draft.folder).task.items[at]
    assert isinstance(step, Step) and step.text.words == "Zet het bord neer."


def test_a_draft_that_no_file_has_room_for_is_brought_back_though_the_file_has_changed(
    draft: OpenTask, clock: Clock, tmp_path: Path
) -> None:
    draft.do(SetText(draft.at, "hint", "a" * MAX_BYTES))
    clock.pass_time(PAUSE_S)
    path = draft.folder / "task.yaml"
    path.write_text(path.read_text().replace("Zet", "Leg"))
    said: list[str] = []
    again = OpenTask(TaskFile.open(draft.folder), lambda task: [], lambda: NOW, clock.later, load("nl"))
    again.told.connect(said.append)
    again.recover()
    assert said
    assert list(draft.folder.glob(AUTOSAVES)), "what was written lies there still"
