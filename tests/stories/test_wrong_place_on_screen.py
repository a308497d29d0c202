"""The footage of the demonstration's bench, a real camera process and the worker's window: tweezers go to section 2."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from oss_app.app.station import SystemClock
from oss_app.core.plan import plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.record import Outcome
from oss_app.core.settings import Settings
from oss_app.core.task import Step
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import checks_that_count, enter
from oss_app.player.present import Presenter
from oss_app.player.screen import LineKind, Screen
from oss_app.resources import assets, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.bridge import Bridge
from oss_app.vision.camera_process import CameraProcess
from tests.app.wizard import until
from tests.fakes import FakeJournal, FakeVoice
from tests.leftovers import nothing_left

SIZE, MM = (1280, 720), 3.7
ASKED = "pincet"
PATIENCE_S = 120.0
AFTER = ("12-h3-640", "12-h3-250", "12-h3-19", "123-h3-19", "123-h3-250", "123-h3-640", "123")
"""The hand takes them out again and lays them where they belong."""


@pytest.fixture(autouse=True)
def nothing_stays(qtbot: QtBot) -> Iterator[None]:
    with nothing_left():
        yield


@pytest.fixture
def footage(tmp_path: Path) -> Path:
    """What the demonstration shows at the probe, while the tweezers are asked for; then these in their own section."""
    folder = tmp_path / "camera"
    shutil.copytree(assets() / "demo", folder)
    told = json.loads((folder / "script.json").read_text(encoding="utf-8"))
    laid = told["scenes"]["sonde-in-vak-2"]
    wrong = next(at for at, shot in enumerate(laid) if shot["frame"] == "wrong_tweezers_in_2.jpg")
    after = [{"frame": f"{name}.jpg", "seconds": 0.4} for name in AFTER]
    after[-1]["seconds"] = 600.0
    told["scenes"] = {ASKED: [*laid[:wrong], {**laid[wrong], "seconds": 10.0}, *after]}
    (folder / "script.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


class Bench:
    """A worker's window at the step of the tweezers, with the camera's process before the footage."""

    def __init__(self, footage: Path, qtbot: QtBot) -> None:
        library, profile = FolderLibrary(instructions()), Profile(auto_next=True)
        whole = library.load(instructions() / "tandarts").task
        assert whole is not None
        taught = [item for item in whole.items if isinstance(item, Step) and item.check]
        task = whole.model_copy(update={"items": tuple(sorted(taught, key=lambda s: s.check != ASKED)), "repeat": 1})
        checks = dict(checks_that_count(task, library, Settings(), profile, str(footage)))
        assert ASKED in checks
        assert len(checks) > 2
        self.screens: list[Screen] = []
        self.voice, self.journal = FakeVoice(), FakeJournal()
        self._bridge = Bridge()
        self.eye = CameraProcess(str(footage), self._bridge.post, lambda n, look: self.conductor.looked(n, look), print)
        laid_out = plan(task, profile, checks)
        presenter = Presenter(profile, "nl", load("nl"), checks)
        number, session = enter(self.journal, SessionKey("tandarts"), laid_out, "digest")
        self.view = PlayerView()
        qtbot.addWidget(self.view)
        self.view.resize(*SIZE)
        self.view.set_profile(profile, presenter.extent(laid_out), MM)
        self.view.show()
        outside = Outside(
            journal=self.journal,
            voice=self.voice,
            watcher=self.eye,
            clock=SystemClock(),
            later=lambda seconds, f: QTimer.singleShot(round(seconds * 1000), f),
            show=self._show,
            ready=lambda pictures: None,
            over=lambda finished: None,
        )
        self.conductor = Conductor(session, number, presenter, checks, outside)
        self.conductor.open()

    def _show(self, screen: Screen) -> None:
        self.screens.append(screen)
        self.view.show_screen(screen)

    def lines(self) -> list[tuple[LineKind, str]]:
        """What the line said, in turn."""
        said = [(s.line.kind, s.line.text) for s in self.screens if s.line and s.line.text]
        return list(dict.fromkeys(said))

    def close(self) -> None:
        self.eye.close()
        self._bridge.close()
        self.view.close_down()


@pytest.fixture
def bench(footage: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(footage, qtbot)
    yield bench
    bench.close()


@pytest.mark.slow
def test_the_window_names_the_section_in_which_the_tweezers_lie_and_then_sees_them_in_theirs(bench: Bench) -> None:
    until(lambda: (LineKind.NOT_YET, "Het ligt in vak 2.") in bench.lines(), PATIENCE_S)
    assert bench.view.layout_for_now().line is not None, "it has its place on the screen"
    assert [u.words for u in bench.voice.said].count("Het ligt in vak 2.") == 1
    assert bench.journal.ended() == []
    until(lambda: bool(bench.journal.ended()), PATIENCE_S)
    assert [(entry.check, entry.outcome) for entry in bench.journal.ended()] == [(ASKED, Outcome.SEEN)]
