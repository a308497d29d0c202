"""A coach's desk for the tests: a task in a folder of its own, its draft, and the editor page that shows it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Theme
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import TaskFile
from oss_app.ui.desk.task.page import EditorPage
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from oss_app.ui.kit.theme import PALETTES
from tests.fakes import FakeVoice

WORDS = load("nl")
REHEARSED = datetime(2026, 11, 12, 12, tzinfo=UTC).timestamp()


def now() -> datetime:
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class FakeCamera:
    """A camera that gives a picture when a test says so; none at all unless it is ``there``."""

    def __init__(self, there: bool = False) -> None:
        self.there = there
        self.on_picture: Callable[[bytes], None] | None = None

    def start(self, on_picture: Callable[[bytes], None]) -> bool:
        self.on_picture = on_picture if self.there else None
        return self.there

    def stop(self) -> None:
        self.on_picture = None


def sample(folder: Path, name: str = "tandarts") -> Path:
    """A copy of a sample task, to be changed; its checks were rehearsed on 12 November."""
    shutil.copytree(instructions() / name, folder / name)
    for file in (folder / name).glob("checks/*/check.yaml"):
        os.utime(file, (REHEARSED, REHEARSED))
    return folder / name


def draft_of(folder: Path) -> OpenTask:
    """The draft of the task in a folder."""
    return OpenTask(TaskFile.open(folder), lambda task: lint_task(task, None, "nl"), now, later, WORDS)


def new_draft(folder: Path, *sentences: str) -> OpenTask:
    """The draft of a task that is nowhere yet."""
    items = tuple(Step(text=Text(words=words)) for words in sentences)
    task = Task(title=Text(words="Nieuwe taak"), language="nl", items=items)
    return OpenTask(TaskFile.new(folder, task), lambda task: lint_task(task, None, "nl"), now, later, WORDS)


def show_page(
    qtbot: QtBot,
    draft: OpenTask,
    size: tuple[int, int] = (1920, 1080),
    theme: Theme = Theme.LIGHT,
    no_tips: Path = Path(__file__),
    camera: FakeCamera | None = None,
) -> EditorPage:
    """The page of a draft, shown; to be closed with ``close_down``. Without tips, unless ``no_tips`` is no file."""
    fonts.load()
    page = EditorPage(PALETTES[theme], WORDS, FakeVoice(), camera or FakeCamera(), theme, no_tips)
    page.setStyleSheet(sheet(PALETTES[theme]))
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    page.set_draft(draft)
    return page


def photo(path: Path, size: tuple[int, int] = (1280, 720), colour: str = "#3A6B7A") -> Path:
    """A photo of something, as a JPEG."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("#C9CCCD"))
    painter = QPainter(image)
    painter.fillRect(size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2, QColor(colour))
    painter.end()
    assert image.save(str(path), "JPEG", 90)
    return path


def settled(qtbot: QtBot, *waits: Callable[[], bool]) -> None:
    """Until the photos are read."""
    for wait in waits:
        qtbot.waitUntil(lambda wait=wait: not wait(), timeout=10_000)
    qtbot.wait(30)


def close(page: EditorPage, draft: OpenTask) -> None:
    draft.close()
    page.close_down()


def focused(page: QWidget) -> QWidget | None:
    return page.window().focusWidget()
