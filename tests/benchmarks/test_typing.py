"""How long a key takes in the editor with a task of 150 steps, linter and preview included, and how long opening does.

    python dev.py test tests/benchmarks/test_typing.py --benchmark-enable

Targets: at most 16 ms a key, drawn; at most 300 ms to open the task on its page. Both in time of the processor, since
other work on the machine is not the editor's.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.taskfile import versions
from oss_app.taskfile.writer import TaskFile
from tests.ui.editor import close, draft_of, now, photo, show_page

STEPS = 150
KEY_MS, OPEN_MS = 16.0, 300.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task of 150 steps with photos, hints, warnings and translations."""
    here = tmp_path / "groot"
    here.mkdir()
    for n in range(10):
        photo(here / f"foto-{n}.jpg")
    items: list[Item] = []
    for n in range(STEPS):
        if n % 10 == 0:
            items.append(Section(title=Text(words=f"Deel {n // 10 + 1}")))
        items.append(
            Step(
                text=Text(words=f"Leg {n % 4 + 1} sonde in vak {n + 1}.", translations={"en": f"Put 1 probe in {n}."}),
                photo=f"foto-{n % 10}.jpg",
                hint=Text(words="De sonde heeft een haakje."),
                warning=Text(words="De punt is scherp.") if n % 5 == 0 else None,
            )
        )
    task = Task(title=Text(words="Grote taak"), language="nl", items=tuple(items))
    versions.save(TaskFile.new(here, task), task, now())
    return here


@pytest.mark.benchmark(group="editor", timer=time.process_time)
def test_a_key_is_drawn_in_time(benchmark: BenchmarkFixture, qtbot: QtBot, folder: Path) -> None:
    draft = draft_of(folder)
    page = show_page(qtbot, draft)
    draft.select(80)
    page.go_to_sentence()
    qtbot.waitUntil(lambda: not page.work.canvas.is_waiting and not page.side.preview.view.is_waiting, timeout=10_000)
    qtbot.wait(50)
    keys = keys_of("Leg daarna de sonde en het pincet in vak twee. ")

    def key() -> None:
        QTest.keyClick(page.work.sentences.sentence.line, next(keys))
        drawn()

    benchmark.pedantic(key, rounds=80, warmup_rounds=10)
    close(page, draft)
    benchmark.extra_info["target_ms"] = KEY_MS


@pytest.mark.benchmark(group="editor", timer=time.process_time)
def test_a_task_opens_in_time(benchmark: BenchmarkFixture, qtbot: QtBot, folder: Path) -> None:
    first = draft_of(folder)
    page = show_page(qtbot, first)
    opened = []

    def open_() -> None:
        draft = draft_of(folder)
        opened.append(draft)
        page.set_draft(draft)
        drawn()

    benchmark.pedantic(open_, rounds=8, warmup_rounds=1)
    for draft in (first, *opened):
        draft.close()
    page.close_down()
    benchmark.extra_info["target_ms"] = OPEN_MS


def keys_of(words: str) -> Iterator[str]:
    return itertools.cycle(words)


def drawn() -> None:
    """Until all that has changed is drawn."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
