"""What opening, typing in and saving a task of more than a hundred steps take, without a screen: told, never failed."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from oss_app.core.task import Step
from oss_app.editor.document import Document
from oss_app.editor.edits import SetText
from oss_app.resources import instructions
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import TaskFile

OPEN_MS, KEY_MS, SAVE_MS = 100, 8, 500
SENTENCE = "Leg 1 kleine spiegel in vak 12 en sluit het deksel."


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(instructions() / "grote-kit", tmp_path / "kit")
    return tmp_path / "kit"


def test_opening(folder: Path, record_property: Callable[[str, object], None]) -> None:
    took = statistics.median(milliseconds(lambda: TaskFile.open(folder)) for _ in range(5))
    record_property("milliseconds", {"half": took, "target": OPEN_MS})


def test_a_key_with_undo_and_advice(folder: Path, record_property: Callable[[str, object], None]) -> None:
    task = TaskFile.open(folder).task
    assert len(task.steps) > 100
    document = Document(task, lambda draft: lint_task(draft, screen="nl"))
    assert document.problems == ()
    at = next(i for i, item in enumerate(task.items) if isinstance(item, Step))

    def key(end: int) -> None:
        document.do(SetText(at, "text", SENTENCE[:end]))
        assert document.problems is not None

    took = statistics.median(milliseconds(lambda end=end: key(end)) for end in range(1, len(SENTENCE)))
    record_property("milliseconds", {"half": took, "target": KEY_MS})


def test_saving(folder: Path, record_property: Callable[[str, object], None]) -> None:
    file = TaskFile.open(folder)
    took = [milliseconds(lambda n=n: file.save(SetText(1, "text", f"Leg {n}.").apply(file.task))) for n in range(5)]
    record_property("milliseconds", {"half": statistics.median(took), "target": SAVE_MS})
