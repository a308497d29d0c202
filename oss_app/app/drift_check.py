"""Looks whether the light still falls right, before the eye watches for a session: one camera does both, in turn."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from oss_app.app.lamp import BenchLamp
from oss_app.app.surveyor import Surveyor
from oss_app.core.check import Check
from oss_app.core.ports import Watcher
from oss_app.projection.messages import DotsMeasured, MapMeasured, TrayMeasured


class DriftCheck(QObject):
    """The port Watcher before another one: while the dots are looked for, a watch waits for them."""

    def __init__(self, watcher: Watcher, surveyor: Surveyor, lamp: BenchLamp) -> None:
        super().__init__()
        self._watcher, self._surveyor, self._lamp = watcher, surveyor, lamp
        self._is_due = False
        self._waiting: tuple[int, Check, Path, int | None] | None = None
        surveyor.measured.connect(self._measured)
        lamp.doubted.connect(self.begin)

    def begin(self) -> None:
        """Look at the next watch: no camera opens for a worker who wants none, nor without its sign on the screen."""
        self._is_due = True

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        bench_map = self._lamp.light.map
        if self._is_due and self._lamp.is_on and bench_map and bench_map.camera and bench_map.camera.dots:
            self._lamp.rest(is_resting=True)
            self._surveyor.measure_dots(bench_map)
        self._is_due = False
        if self._surveyor.is_on:
            self._waiting = (number, check, folder, count)
        else:
            self._watcher.watch(number, check, folder, count)

    def stop(self) -> None:
        self._waiting = None
        if self._surveyor.is_on:
            self._surveyor.stop()
            self._is_due = True
            self._lamp.rest(is_resting=False)
        else:
            self._watcher.stop()

    def close(self) -> None:
        self._surveyor.close()
        self._watcher.close()

    def _measured(self, found: DotsMeasured | MapMeasured | TrayMeasured) -> None:
        if isinstance(found, DotsMeasured):
            self._lamp.judge_dots(found.dots)
        self._lamp.rest(is_resting=False)
        waiting, self._waiting = self._waiting, None
        if waiting:
            self._watcher.watch(*waiting)
