"""Two programs at one task, on a share whose locks do nothing: neither loses what was typed, and both are told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.editor.edits import SetText
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile.writer import AUTOSAVES, TaskFile

ROOT = Path(__file__).parents[2]
SHARED = "Somebody else is working on this task too."
EDITOR = """
import errno, sys
from datetime import datetime, UTC
from pathlib import Path
from oss_app.editor.edits import SetText
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import load
from oss_app.store import lock
from oss_app.taskfile.writer import TaskFile

def refuse(*_):
    raise OSError(errno.ENOSYS, "a share without locks")


try:
    import fcntl
    fcntl.flock = refuse
except ImportError:
    import msvcrt
    msvcrt.locking = refuse
folder = Path(sys.argv[1])
held = lock.Lock(folder.parent, load("en"))
file = TaskFile.open(folder)
task = OpenTask(file, lambda task: [], lambda: datetime.now(UTC), lambda seconds, act: None, load("en"))
said = []
task.told.connect(said.append)
task.overtaken.connect(lambda: said.append("overtaken"))
task.recover()
for line in sys.stdin:
    act, _, words = line.strip().partition(" ")
    if act == "type":
        task.do(SetText(int(words[0]), "text", words[2:]))
        task.keep()
    elif act == "look":
        task.look_at_disk()
    print(" | ".join(said), flush=True)
    said.clear()
"""


class Program:
    """An editor in a process of its own: it does what it is told, and answers with what it said to its coach."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", EDITOR, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def do(self, act: str) -> str:
        assert self._process.stdin and self._process.stdout
        print(act, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "ontbijt")
    return tmp_path / "ontbijt"


def opened(folder: Path) -> tuple[OpenTask, list[str]]:
    task = OpenTask(
        TaskFile.open(folder), lambda task: [], lambda: datetime.now(UTC), lambda seconds, act: None, load("en")
    )
    said: list[str] = []
    task.told.connect(said.append)
    return task, said


def sentences(task: OpenTask) -> list[str]:
    """The first sentence of the draft, and of each earlier version."""
    return [one.steps[0].text.words for one in (task.task, *map(task.task_of, task.versions()))]


@pytest.mark.slow  # two programs start
def test_two_programs_that_are_killed_leave_both_drafts(folder: Path) -> None:
    one, two = Program(folder), Program(folder)
    try:
        assert [program.do("look") for program in (one, two)] == ["", ""]
        for words in ("Van", "Van een"):
            one.do(f"type 0 {words}")
            two.do(f"type 0 {words.replace('een', 'twee')}")
        assert SHARED in one.do("look") and SHARED in two.do("look")
        assert (one.do("look"), two.do("look")) == ("", ""), "it is told once"
    finally:
        one.kill()
        two.kill()
    task, said = opened(folder)
    task.recover()
    assert {"Van een", "Van twee"} <= set(sentences(task))
    assert len(said) == 1 and "another draft" in said[0].lower()
    assert task.close() and not list(folder.glob(AUTOSAVES))


def test_who_saves_takes_no_draft_of_the_other_along(folder: Path) -> None:
    (one, _), (two, _) = opened(folder), opened(folder)
    for task, words in ((two, "Van twee"), (one, "Van een")):
        task.do(SetText(0, "text", words))
        task.keep()
    assert one.save()
    task, _ = opened(folder)
    task.recover()
    assert {"Van een", "Van twee"} <= set(sentences(task))


def test_a_draft_that_was_taken_for_a_dead_ones_is_kept_once_more(folder: Path) -> None:
    (one, heard), (two, told) = opened(folder), opened(folder)
    one.recover()
    one.do(SetText(0, "text", "Van een"))
    one.keep()
    two.recover()
    assert two.task.steps[0].text.words == "Van een"
    two.do(SetText(0, "text", "Van twee"))
    assert two.save(), "what the first has written is in no file now"
    one.look_at_disk()
    two.look_at_disk()
    again, _ = opened(folder)
    again.recover()
    assert {"Van een", "Van twee"} <= set(sentences(again))
    assert any(SHARED in words for words in told)
    assert heard == []  # it was asked what to do about the other's file


def test_what_was_left_by_an_earlier_version_of_the_program_is_brought_back(folder: Path) -> None:
    one, _ = opened(folder)
    one.do(SetText(0, "text", "Van een"))
    one.keep()
    (draft,) = folder.glob(AUTOSAVES)
    draft.rename(folder / ".task.yaml.autosave")
    again, _ = opened(folder)
    again.recover()
    assert again.task.steps[0].text.words == "Van een"
    again.throw_away()
    assert not list(folder.glob(AUTOSAVES))
