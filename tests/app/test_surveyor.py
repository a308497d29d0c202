"""The camera measures the light through the app's own window and process, on the simulated bench."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from oss_app.app.drift_check import DriftCheck
from oss_app.app.surveyor import Surveyor
from oss_app.core.check import Check, CheckKind
from oss_app.core.light import AREA_MM, BenchMap
from oss_app.core.plane import Homography
from oss_app.projection.messages import DotsMeasured, MapMeasured
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.light_window import LightWindow
from oss_app.vision.messages import LiveFrame
from tests.fakes import FakeWatcher
from tests.light_bench import Rig, make_rig
from tests.projection.surveys import misses

SHOT_MS = 125  # as the eye hands out live pictures


class RigCamera(QObject):
    """A camera over the simulated bench, on which the pixels of the app's second window lie since it was painted."""

    def __init__(self, rig: Rig, window: LightWindow) -> None:
        super().__init__()
        self._rig, self._window = rig, window
        rig.see()
        self._lies, self._painted, self._is_grabbing = np.zeros(0, np.uint8), time.monotonic(), False
        window.installEventFilter(self)
        self._on_frame: Callable[[LiveFrame], None] | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._shoot)

    def frames(self, number: int, on_frame: Callable[[LiveFrame], None], width: int) -> None:
        self._on_frame = on_frame
        self._timer.start(SHOT_MS)

    def hold_exposure(self, *, holds: bool) -> None:
        self._rig.is_held = holds

    def stop(self) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._is_grabbing:
            self._painted = time.monotonic()
        return False

    def _shoot(self) -> None:
        self._is_grabbing = True
        image = self._window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        self._is_grabbing = False
        raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        now = time.monotonic()
        if not np.array_equal(raw[:, : image.width()], self._lies):
            self._lies = raw[:, : image.width()].copy()
            self._rig.show(self._lies, self._painted)
        frame = self._rig.shoot(now)
        if frame is not None and self._on_frame:
            jpeg = cv2.imencode(".jpg", frame)[1].tobytes()
            self._on_frame(LiveFrame(-1, jpeg, frame.shape[1], frame.shape[0]))


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()


@pytest.mark.slow
def test_the_camera_finds_where_the_light_falls_and_that_it_was_knocked(qtbot: QtBot, bridge: Bridge) -> None:
    rig = make_rig(7, tag_error=0.5)
    window = LightWindow()
    qtbot.addWidget(window)
    window.resize(*rig.projector.size)
    window.show()
    surveyor = Surveyor(window, RigCamera(rig, window), bridge.post)
    try:
        with qtbot.waitSignal(surveyor.measured, timeout=60_000) as told:
            surveyor.measure_map(AREA_MM)
        found = told.args[0] if told.args else None
        assert isinstance(found, MapMeasured) and found.map, found
        far = misses(rig, found.map)
        assert np.percentile(far, 95) <= 2.0 and far.max() <= 3.0
        with qtbot.waitSignal(surveyor.measured, timeout=60_000) as told:
            surveyor.measure_dots(found.map)
        dots = told.args[0] if told.args else None
        assert isinstance(dots, DotsMeasured) and sum(dot is not None for dot in dots.dots) >= 3
        assert window.grab().toImage().pixelColor(0, 0).lightness() == 0, "the bench is dark again"
    finally:
        surveyor.close()


class Asked:
    """A surveyor that is told when it is to end."""

    def __init__(self) -> None:
        self.is_on = False
        self.heard: list[Callable[[object], None]] = []
        self.measured = self

    def connect(self, f: Callable[[object], None]) -> None:
        self.heard.append(f)

    def measure_dots(self, bench_map: BenchMap) -> None:
        self.is_on = True

    def end(self, dots: tuple) -> None:
        self.is_on = False
        for f in self.heard:
            f(DotsMeasured(1, dots))

    def stop(self) -> None:
        self.is_on = False

    def close(self) -> None:
        self.is_on = False


class Lamp(QObject):
    """What the drift check asks of the lamp."""

    doubted = Signal()

    def __init__(self, light: object) -> None:
        super().__init__()
        self.light, self.is_on = light, True
        self.rests: list[bool] = []
        self.judged: list[tuple] = []

    def rest(self, *, is_resting: bool) -> None:
        self.rests.append(is_resting)

    def judge_dots(self, dots: tuple) -> None:
        self.judged.append(dots)


def test_the_eye_waits_for_the_dots_and_then_watches() -> None:
    from oss_app.core.light import BenchLight, CameraSide

    side = CameraSide(
        frame=(1280, 720), lens=(0, 0), to_bench=Homography(), delay_ms=150, dots=((1.0, 1.0),) * 5, contrast=()
    )
    light = BenchLight(map=BenchMap(size=(1280, 800), to_picture=Homography(), camera=side))
    watcher, asked, lamp = FakeWatcher(), Asked(), Lamp(light)
    check = Check(name="one", kind=CheckKind.OCCUPIED, region=((0, 0), (1, 0), (1, 1), (0, 1)))
    drift = DriftCheck(watcher, asked, lamp)  # type: ignore[arg-type]
    drift.begin()
    assert not asked.is_on, "no camera before a step has a check, and its sign on the screen"
    drift.watch(3, check, Path(), None)
    assert asked.is_on and watcher.number == 0 and lamp.rests == [True]
    asked.end(((1.0, 1.0),) * 5)
    assert watcher.number == 3 and lamp.rests == [True, False] and len(lamp.judged) == 1
    drift.watch(4, check, Path(), None)
    assert watcher.number == 4, "once a session"
    drift.begin()
    drift.watch(5, check, Path(), None)
    drift.stop()
    assert not asked.is_on and watcher.watched[-1][0] == 4, "a step that went by is not watched, and the camera is shut"
    drift.watch(6, check, Path(), None)
    assert asked.is_on, "what was broken off is looked at with the next watch"
