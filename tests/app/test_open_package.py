"""A double click on a task from someone else: the editor says what it brings, and takes it in when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_app.app.editing import Editing, edit
from oss_app.app.station import Station, open_station
from oss_app.core.ports import Utterance
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.store.lock import AlreadyRunningError
from oss_app.taskfile.packing import export


class Mute:
    """A voice that says nothing."""

    def prepare(self, utterances: object) -> None: ...
    def speak(self, utterance: Utterance) -> None: ...
    def hush(self) -> None: ...
    def chime(self, name: str) -> None: ...
    def close(self) -> None: ...


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    opened = open_station(tmp_path / "data", load("en"))
    yield opened
    opened.close()


def test_says_what_it_brings_and_takes_it_in(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    package = tmp_path / "ontbijt.osstask"
    export(instructions() / "ontbijt", package)
    editing = Editing(station, Mute(), load("en"))
    qtbot.addWidget(editing.window)
    editing.open()
    editing.window.offer_package(package)
    assert list(station.folders.tasks.iterdir()) == []
    take = next(button for button in editing.window.findChildren(QAbstractButton) if button.text() == "Make the task")
    take.click()
    assert [(folder / "task.yaml").is_file() for folder in station.folders.tasks.iterdir()] == [True]
    editing.window.close_task()


def test_what_is_no_package_is_refused_with_a_sentence(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    (tmp_path / "no.osstask").write_text("this is no package")
    editing = Editing(station, Mute(), load("en"))
    qtbot.addWidget(editing.window)
    editing.open()
    editing.window.offer_package(tmp_path / "no.osstask")
    assert list(station.folders.tasks.iterdir()) == []


def test_a_second_start_comes_to_the_window_that_is_open(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    package = tmp_path / "ontbijt.osstask"
    export(instructions() / "ontbijt", package)
    editing = Editing(station, Mute(), load("en"))
    qtbot.addWidget(editing.window)
    editing.open()
    exits: list[int] = []
    second = threading.Thread(target=lambda: exits.append(edit(package, station.folders.root)))
    second.start()
    qtbot.waitUntil(lambda: bool(editing.window.library.note.words), timeout=15_000)
    second.join()
    assert exits == [0]
    assert "brings" in editing.window.library.note.words
    editing.window.close()
    with pytest.raises(AlreadyRunningError):
        edit(package, station.folders.root)
