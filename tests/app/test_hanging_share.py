"""A share that hangs, as a server does that is gone: no window of ours waits for it, and what runs goes on."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from oss_app.app import setting_up
from oss_app.app.diagnostics import doctor
from oss_app.app.editing import Editing
from oss_app.app.following import FolderWatch, Follower
from oss_app.app.station import open_station
from oss_app.core.errors import UserError
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary, releases, versions
from oss_app.taskfile.following import look
from oss_app.taskfile.releases import publish
from oss_app.ui.desk.library import library_page
from tests.app.test_setting_up import Desk
from tests.fakes import FakeVoice
from tests.hanging import hanging
from tests.leftovers import nothing_left, until

WORDS = load("en")
SHORT_S = 4.0
SOON_S = 1.0
"""For what is given up in any case: whether the child was up by then is all the same."""


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Path]:
    with hanging(tmp_path / "hangs") as folder:
        yield folder


@pytest.mark.slow
def test_what_runs_goes_on_and_the_end_does_not_wait(share: Path, tmp_path: Path) -> None:
    calls: list[Callable[[], None]] = []
    with nothing_left():
        watch = FolderWatch(share, None, tmp_path / "followed", tmp_path / "cards", "en")
        follower = Follower(watch, None, calls.append, lambda: None)
        other = tmp_path / "other"
        other.mkdir()
        publish(instructions() / "ontbijt", other)
        follower.store.swap(look(other, follower.store, "en", date(2026, 11, 27), lambda: None).ready)
        follower.rest(True)
        follower.start()
        until(lambda: calls, 120)  # the child is up, and is told that it may look
        calls.pop()()
        for _ in range(3):  # sessions come and go meanwhile
            follower.rest(False)
            follower.rest(True)
        assert list(follower.store.running()) == ["ontbijt"]
        assert not follower.has_looked
        follower.close()


@pytest.mark.slow
def test_a_release_is_told_to_be_here_alone(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "WRITE_S", SOON_S)
    with pytest.raises(UserError, match="this PC alone"):
        releases.share(instructions() / "ontbijt", share)
    with pytest.raises(UserError, match="stays with the workers"):
        releases.take_back("ontbijt", share)


SLOW_ACTS = [pytest.param(act, marks=pytest.mark.slow) for act in (library_page.WITHDRAW, library_page.REMOVE, "open")]


@pytest.mark.parametrize("act", [library_page.RELEASE, *SLOW_ACTS])
def test_the_editor_lives_while_the_other_stations_are_told(
    share: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Released, taken away, put into the bin, and released from its own page: the window goes on, then says why not."""
    monkeypatch.setattr(releases, "WRITE_S", SOON_S)
    data = tmp_path / "data"
    data.mkdir()
    (data / "station.yaml").write_text(f"format: 1\ntasks_from: {share}\n", encoding="utf-8")
    station = open_station(data, WORDS)
    folder = shutil.copytree(instructions() / "ontbijt", station.folders.tasks / "ontbijt")
    if act in (library_page.RELEASE, "open"):
        versions.begin_as_draft(folder, station.clock.now())
    editing = Editing(station, FakeVoice(), WORDS)
    qtbot.addWidget(editing.window)
    editing.open()
    window, beats, timer = editing.window, list[int](), QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    (listing,) = FolderLibrary(station.folders.tasks, language="en").list()
    if act == "open":
        window.open(folder)
        window.editor.release()
        note = window.editor.note
        assert "on its way" in note.words
    else:
        window.library.chosen.emit(listing, act)
        note = window.library.note
    assert "cannot be written" not in note.words  # the act is over for the window, and not for the share
    timer.start(50)
    window.close()
    assert window.isVisible()  # it stays until it is known how that went
    assert "closes by itself" in note.words
    qtbot.waitUntil(lambda: "cannot be written now" in note.words, timeout=120_000)
    assert beats
    assert window.isVisible()
    assert folder.is_dir()
    timer.stop()
    window.close()
    assert not window.isVisible()
    station.close()


@pytest.mark.slow
def test_the_set_up_lives_while_the_folder_is_looked_for(
    share: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up, "FOLDER_S", SHORT_S)
    desk = Desk(tmp_path / "data", qtbot)
    desk.setting_up.open()
    beats: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(1))
    card = desk.page.shared
    card.lines["tasks_from"].setText(str(share))
    card.lines["tasks_from"].editingFinished.emit()
    assert card.note.isHidden()  # the window goes on at once
    timer.start(50)
    qtbot.waitUntil(lambda: not card.note.isHidden(), timeout=120_000)
    assert len(beats) > 3
    assert desk.station.settings.tasks_from == ""
    desk.close()


def test_the_doctor_says_of_a_server_that_hangs_that_it_does_not_answer_and_looks_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr(doctor, "SERVER_S", SHORT_S / 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/oss?connect_timeout=600"
        (tmp_path / "station.yaml").write_text(f"format: 1\nserver: {line}\nmqtt: lamps\n", encoding="utf-8")
        found = {finding.part: finding for finding in doctor.shared_findings(tmp_path, WORDS)}
    assert "does not answer" in found["server"].found
    assert "not complete" in found["lamps"].found
    assert not any(finding.is_fine for finding in found.values())


@pytest.mark.slow
def test_the_doctor_says_that_it_is_not_there(share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FOLDER_S", SHORT_S)
    data = tmp_path / "data"
    data.mkdir()
    (data / "station.yaml").write_text(f"format: 1\ntasks_from: {share}\n", encoding="utf-8")
    found = [finding for finding in doctor.shared_findings(data, WORDS) if finding.part == "tasks from"]
    assert [finding.is_fine for finding in found] == [False]
