"""A task on the coach's desk, without a window: when it is kept, and what is heard of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.editor.edits import SetText
from oss_app.editor.notice import Notice
from oss_app.editor.open_task import LOOK_S, PAUSE_S, OpenTask
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import TaskFile

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
