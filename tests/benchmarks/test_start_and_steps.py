"""How fast the program comes up and steps change, beside a bare PySide6 window in the same run.

    python dev.py test tests/benchmarks --benchmark-enable

Targets: the first screen in at most 1.0 s with a warm cache; a step change in at most 16 ms (p95), from Done to the
next screen drawn and the journal committed; flat memory over 2,000 steps.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from oss_app.app.context import AppContext, OnScreen
from oss_app.app.play import Play
from oss_app.app.shared_work import SharedWork
from oss_app.app.station import open_station
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.ui.kiosk.coach_door import CoachDoor
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from oss_app.ui.kit.display import StationDisplay
from tests.fakes import FakeVoice, FakeWatcher

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.showFullScreen(); QTimer.singleShot(0, app.quit); app.exec()
"""


def run(*arguments: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "none"}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)


@pytest.mark.benchmark(group="start")
def test_bare_window(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(run, ("-c", BARE), rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="start")
def test_program_to_its_first_screen_and_down_again(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    arguments = ("-m", "oss_app", "run", "ontbijt", "--camera", "none", "--data", str(tmp_path), "--quit-after", "0")
    benchmark.pedantic(run, arguments, rounds=3, warmup_rounds=1)


class Stage:
    """The hundred-step task on a real view with a real journal; voice and eye are fakes."""

    def __init__(self, data: Path, qtbot: QtBot) -> None:
        fonts.load()
        self.station = open_station(data, load("nl"))
        window = MainWindow(StationDisplay("", ""), windowed=True)
        qtbot.addWidget(window)
        view, start = PlayerView(guard_s=0), StartView()
        voice = FakeVoice()
        self.said = voice.said
        self.bench = AppContext(
            self.station,
            "none",
            OnScreen(),
            voice,
            FakeWatcher(),
            window,
            view,
            start,
            CoachDoor(),
            SharedWork(self.station, lambda f: f(), later),
        )
        window.resize(1920, 1080)
        window.show_page(view)
        window.show()
        self.folder = instructions() / "grote-kit"
        self.play = self._begin()

    def _begin(self) -> Play:
        task = self.station.library.load(self.folder).task
        assert task is not None
        profile = Profile(reduced_motion=True)
        play = Play(self.bench, task, profile, "nl", "digest", lambda finished: None)
        play.open()
        return play

    def step(self) -> None:
        """Done, and the next screen drawn; at the end of the task from the beginning."""
        self.play.press(Gesture.DONE)
        if self.play.conductor.session.state.over:
            self.play = self._begin()
        self.bench.view.repaint()

    def settle(self, qtbot: QtBot) -> None:
        """Until the next pictures are read, as they are while a person works."""
        qtbot.waitUntil(lambda: not self.bench.view.is_waiting, timeout=5000)
        qtbot.wait(1)

    def close(self) -> None:
        self.play.leave()  # what it has planned for a second from now finds it left
        self.bench.view.close_down()
        self.bench.start.close_down()
        self.station.close()


@pytest.mark.benchmark(group="step")
def test_step_change(benchmark: BenchmarkFixture, qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(tmp_path, qtbot)
    try:
        benchmark.pedantic(stage.step, setup=lambda: stage.settle(qtbot), rounds=60, warmup_rounds=5)
    finally:
        stage.close()


@pytest.mark.slow
def test_memory_stays_flat_over_two_thousand_steps(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Stage(tmp_path, qtbot)
    process = psutil.Process()
    try:
        for _ in range(600):  # until each picture of the task was read, and the caches are full
            stage.step()
            stage.settle(qtbot)
        gc.collect()
        memory, handles, threads = process.memory_info().rss, _handles(process), process.num_threads()
        end = time.monotonic() + 120
        for number in range(2000):
            stage.step()
            if number % 50 == 0:
                stage.said.clear()  # what the fake remembers is not the program's
                qtbot.wait(1)
            assert time.monotonic() < end, "two thousand steps did not end"
        gc.collect()
        grown = process.memory_info().rss - memory
        assert grown < 6 * 1024**2, f"{grown / 1024**2:.1f} MB in 2,000 steps"
        assert _handles(process) <= handles + 3
        assert process.num_threads() <= threads + 2
    finally:
        stage.close()


def _handles(process: psutil.Process) -> int:
    return process.num_handles() if sys.platform == "win32" else process.num_fds()
