"""What stands at one station: the window with its pages, the voice, the eye, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.app.on_screen import OnScreen
from oss_app.app.station import Station
from oss_app.core.ports import Watcher
from oss_app.ui.coach_door import CoachDoor
from oss_app.ui.player.view import PlayerView
from oss_app.ui.sound import QtVoice
from oss_app.ui.start.view import StartView
from oss_app.ui.window import MainWindow


@dataclass(frozen=True)
class Bench:
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

    def close(self) -> None:
        """End the child processes and threads."""
        self.watcher.close()
        self.voice.close()
        self.view.close_down()
        self.start.close_down()
