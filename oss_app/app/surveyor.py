"""Measures the light with the camera: the eye's frames go to the process that measures, its slides to the bench."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from oss_app.core.light import BenchMap, MapFault, dots
from oss_app.core.region import Point
from oss_app.projection.messages import (
    DOTS_S,
    CameraFrame,
    DotsMeasured,
    MapMeasured,
    MeasureDots,
    MeasureMap,
    MeasureTray,
    Projected,
    Shown,
    TrayMeasured,
)
from oss_app.projection.process import survey
from oss_app.sidecar import Post, Sidecar
from oss_app.ui.kit.light_picture import draw_dots, draw_places
from oss_app.ui.kit.light_window import LightWindow
from oss_app.vision.messages import LiveFrame

WATCH = -1
"""The number of the watch: no session's, so that its looks fall on the floor."""
FULL_WIDTH = 4096  # pixels of the live picture: as many as the camera has
PATIENCE_S = 25.0
"""Without any step forward: on a busy computer all of it may take longer."""


class FrameSource(Protocol):
    """A camera that shows its live picture."""

    def frames(self, number: int, on_frame: Callable[[LiveFrame], None], width: int) -> None: ...

    def hold_exposure(self, *, holds: bool) -> None: ...

    def stop(self) -> None: ...


class Surveyor(QObject):
    """One measurement at a time; ``measured`` with a ``MapMeasured`` or so ends it, with the bench dark again."""

    measured = Signal(object)

    def __init__(self, window: LightWindow, camera: FrameSource, post: Post) -> None:
        super().__init__()
        self._window, self._camera = window, camera
        self._asked: MeasureMap | MeasureDots | MeasureTray | None = None
        self._is_alive = self._is_started = self._holds = False
        self._number = 0
        self._process = Sidecar("survey", survey, post, self._heard, self._lives)
        self._dots_over = self._timer(self._window.show_nothing)
        self._patience = self._timer(self._give_up)

    @property
    def is_on(self) -> bool:
        """Whether a measurement is under way."""
        return self._asked is not None

    def measure_map(self, area: tuple[float, float]) -> None:
        """Find the map for a work area of so many millimetres."""
        self._number += 1
        self._begin(MeasureMap(self._number, self._window.picture_size, area))

    def measure_dots(self, bench_map: BenchMap) -> None:
        """Look whether the light still falls as this map says."""
        self._number += 1
        self._begin(MeasureDots(self._number, bench_map))

    def measure_tray(self, bench_map: BenchMap, places: tuple[tuple[Point, ...], ...]) -> None:
        """Look at a tray whose places were just shown, and at the light round them."""
        self._number += 1
        self._begin(MeasureTray(self._number, bench_map, places))

    def stop(self) -> None:
        """Break off; nothing is told."""
        if self._asked:
            self._asked = None
            self._patience.stop()
            self._dots_over.stop()
            self._camera.stop()
            self._window.show_nothing()

    def close(self) -> None:
        """End the process."""
        self.stop()
        self._process.close()

    def _begin(self, asked: MeasureMap | MeasureDots | MeasureTray) -> None:
        self._asked = asked
        self._wait()
        self._window.show_nothing()
        self._holds = False
        self._camera.frames(WATCH, self._frame, FULL_WIDTH)
        if not self._is_started:
            self._is_started = True
            self._process.start()
        elif self._is_alive:
            self._process.send(asked)

    def _lives(self, is_alive: bool) -> None:
        self._is_alive = is_alive
        if is_alive and self._asked:
            self._wait()
            self._process.send(self._asked)

    def _frame(self, frame: LiveFrame) -> None:
        if self._asked and self._is_alive:
            self._process.send(CameraFrame(self._asked.number, frame.jpeg, time.monotonic()))

    def _heard(self, message: Projected | MapMeasured | DotsMeasured | TrayMeasured) -> None:
        if self._asked is None or message.number != self._asked.number:
            return
        if isinstance(message, Projected):
            self._show(message)
            self._window.repaint()
            self._process.send(Shown(message.number, time.monotonic()))
            self._wait()
            return
        self.stop()
        self.measured.emit(message)

    def _show(self, wanted: Projected) -> None:
        if wanted.holds is not self._holds:
            self._holds = wanted.holds
            self._camera.hold_exposure(holds=wanted.holds)
        if wanted.png:
            self._window.show_picture(QImage.fromData(wanted.png))
        elif wanted.dots and isinstance(self._asked, MeasureDots):
            bench_map = self._asked.map
            self._window.draw(lambda painter: draw_dots(painter, dots(bench_map.area), bench_map), fades=False)
            self._dots_over.start(round(DOTS_S * 1000))
        elif wanted.places and isinstance(self._asked, MeasureTray):
            asked = self._asked
            self._window.draw(lambda painter: draw_places(painter, asked.places, asked.map), fades=False)
        elif not isinstance(self._asked, MeasureDots):
            self._window.draw(lambda painter: _fill(painter, wanted.level), fades=False)

    def _wait(self) -> None:
        self._patience.start(round(PATIENCE_S * 1000))

    def _give_up(self) -> None:
        asked = self._asked
        self.stop()
        if isinstance(asked, MeasureMap):
            self.measured.emit(MapMeasured(asked.number, fault=MapFault.NO_FRAMES))
        elif isinstance(asked, MeasureTray):
            self.measured.emit(TrayMeasured(asked.number, None))
        elif asked:
            self.measured.emit(DotsMeasured(asked.number, ()))

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer


def _fill(painter: QPainter, level: int) -> None:
    painter.fillRect(painter.viewport(), QColor(level, level, level))
