"""Draws the pictures of docs/for-coaches.md into docs/pictures: python scripts/make_coach_pictures.py

They are the editor's own pages, in both languages, drawn without a display; nothing is painted by hand.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication

from oss_app.app.station_camera import StationCamera
from oss_app.core.ports import Utterance
from oss_app.core.profile import Theme
from oss_app.editor.edits import SetText
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import load
from oss_app.player.opening import NO_CAMERA
from oss_app.resources import instructions
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.lint import lint_task
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1680, 945
NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
PROBE = 5  # the step of the probe in the list of the sample


class Silence:
    """The port Voice; nothing is said while pictures are made."""

    def prepare(self, utterances: object) -> None:
        pass

    def speak(self, utterance: Utterance, number: int) -> None:
        pass

    def hush(self) -> None:
        pass

    def chime(self, name: str) -> None:
        pass

    def close(self) -> None:
        pass


def settle(seconds: float = 1.2) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.02)


def draw(language: str, data: Path) -> None:
    """All pictures in one language."""
    words = load(language)
    tasks = data / "tasks"
    tasks.mkdir()
    window = EditorWindow(
        TaskStore(
            tasks, instructions(), words, lambda task: lint_task(task, None, language), lambda: NOW, later, QtPhotos()
        ),
        ItemLibrary(data / "items"),
        words,
        Silence(),
        StationCamera(NO_CAMERA),
        Theme.LIGHT,
        data,  # it is there: no tips
    )
    window.resize(WIDTH, HEIGHT)
    window.show()

    def keep(name: str) -> None:
        settle()
        window.grab().save(str(FOLDER / f"coach-{name}-{language}.png"))

    window.show_library()
    keep("library")
    folder = tasks / "tandarts"
    shutil.copytree(instructions() / "tandarts", folder)
    for file in folder.glob("checks/*/check.yaml"):
        os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    window.open(folder)
    draft = window.draft
    assert draft is not None
    draft.select(PROBE)
    draft.do(SetText(PROBE, "text", "Leg daarna 1 sonde in vak 2."))
    draft.keep()
    window.editor.go_to_sentence()
    window.editor.work.sentences.sentence.line.deselect()
    keep("editor")
    pages: dict[str, Callable[[], None]] = {
        "languages": window.aside.open_languages,
        "paper": window.aside.open_paper,
        "versions": window.aside.open_history,
    }
    for name, open_ in pages.items():
        open_()
        keep(name)
    window.close()


def main() -> None:
    application = QApplication([])
    fonts.load()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in ("nl", "en"):
        with tempfile.TemporaryDirectory() as data:
            draw(language, Path(data))
    application.quit()


if __name__ == "__main__":
    main()
