"""What stands at one station: the window with its pages, the voice, the eye, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oss_app.app.drift_check import DriftCheck
    from oss_app.app.lamp import BenchLamp
    from oss_app.app.shared_work import SharedWork
    from oss_app.app.station import Station
    from oss_app.app.work_keeper import WorkKeeper
    from oss_app.core.ports import Watcher
    from oss_app.core.verdict import Look
    from oss_app.player.conductor import Conductor
    from oss_app.ui.kiosk.coach_door import CoachDoor
    from oss_app.ui.kiosk.player.view import PlayerView
    from oss_app.ui.kiosk.start.view import StartView
    from oss_app.ui.kiosk.window import MainWindow
    from oss_app.ui.kit.sound import QtVoice


class OnScreen:
    """Passes on what is heard; what comes when there is no session falls on the floor."""

    def __init__(self) -> None:
        self._conductor: Conductor | None = None
        self._voice_works = True

    def put(self, conductor: Conductor | None) -> None:
        """From now on this one hears; it is told at once where there is no voice."""
        self._conductor = conductor
        if conductor and not self._voice_works:
            conductor.voice_changed(works=False)

    @property
    def voice_works(self) -> bool:
        """Whether the voice spoke when it was last asked to."""
        return self._voice_works

    def looked(self, number: int, look: Look) -> None:
        if self._conductor:
            self._conductor.looked(number, look)

    def tray_pushed(self) -> None:
        if self._conductor:
            self._conductor.pushed()

    def camera_changed(self, number: int, is_open: bool, is_slow: bool = False) -> None:
        if self._conductor:
            self._conductor.camera_changed(number, is_open=is_open, is_slow=is_slow)

    def forget_check(self, folder: Path) -> None:
        """Count the check in this folder no longer."""
        if self._conductor and folder.parent.parent == self._conductor.session.plan.task.folder:
            self._conductor.forget_check(folder.name)

    def voice_changed(self, works: bool) -> None:
        self._voice_works = works
        if self._conductor:
            self._conductor.voice_changed(works=works)


@dataclass(frozen=True)
class AppContext:
    """``camera`` is what the eye looks with, ``none`` for nothing."""

    station: Station
    camera: str
    on_screen: OnScreen
    voice: QtVoice
    watcher: Watcher
    window: MainWindow
    view: PlayerView
    start: StartView
    door: CoachDoor
    shared: SharedWork
    is_demo: bool = False
    lamp: BenchLamp | None = None
    drift: DriftCheck | None = None
    keeper: WorkKeeper | None = None

    def close(self) -> None:
        """End the child processes and threads."""
        self.shared.close()
        self.watcher.close()
        if self.keeper:
            self.keeper.close()
        self.voice.close()
        self.view.close_down()
        self.start.close_down()
        if self.lamp:
            self.lamp.close_down()
