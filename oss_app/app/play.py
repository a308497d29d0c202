"""One task on the worker's screen: session, conductor, view, voice and eye put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from oss_app.core.events import CoachPassed, Left, Pressed
from oss_app.core.plan import plan
from oss_app.core.ports import Clock, Journal, OpenSession, SessionKey, TaskLibrary, Voice, Watcher
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture, Settings
from oss_app.core.task import Task
from oss_app.core.verdict import Look
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import bring_back, checks_that_count, enter
from oss_app.player.present import Presenter
from oss_app.player.screen import Picture
from oss_app.ui.player.view import PlayerView


@dataclass(frozen=True)
class Around:
    """What every session at this station has around it."""

    settings: Settings
    camera: str
    journal: Journal
    library: TaskLibrary
    voice: Voice
    watcher: Watcher
    clock: Clock
    view: PlayerView
    pixels_per_mm: Callable[[], float]


class Play:
    """Runs one session until it is over, then calls ``over``; true where the task was finished."""

    def __init__(
        self,
        around: Around,
        task: Task,
        profile: Profile,
        language: str,
        digest: str,
        over: Callable[[bool], None],
        kept: OpenSession | None = None,
    ) -> None:
        checks = checks_that_count(task, around.library, around.settings, profile, around.camera)
        laid_out = plan(task, profile, checks)
        if kept is None:
            number, session = enter(around.journal, SessionKey(task.folder.name, profile.card), laid_out, digest)
        else:
            number, session = kept.number, bring_back(kept, laid_out, digest)
        presenter = Presenter(profile, language, load(language), checks, around.settings.coach_can_be_called)
        self._view = around.view
        self._over = over
        outside = Outside(
            journal=around.journal,
            voice=around.voice,
            watcher=around.watcher,
            clock=around.clock,
            later=_later,
            show=around.view.show_screen,
            ready=self._ready,
            over=self._ended,
        )
        self.conductor = Conductor(session, number, presenter, checks, outside)
        around.view.set_profile(profile, presenter.extent(laid_out), around.pixels_per_mm())
        around.view.pressed.connect(self._pressed)
        self.conductor.open()

    def looked(self, number: int, look: Look) -> None:
        self.conductor.looked(number, look)

    def camera_changed(self, number: int, is_open: bool) -> None:
        self.conductor.camera_changed(number, is_open)

    def voice_changed(self, works: bool) -> None:
        self.conductor.voice_changed(works)

    def coach_passes(self) -> None:
        """The coach, behind the code, passes the step."""
        self.conductor.tell(CoachPassed())

    def leave(self) -> None:
        """Back to the start; the work is kept."""
        self.conductor.tell(Left())

    def _pressed(self, gesture: Gesture) -> None:
        self.conductor.tell(Pressed(gesture))

    def _ready(self, pictures: Sequence[Picture]) -> None:
        self._view.prepare(pictures)

    def _ended(self, finished: bool) -> None:
        self._view.pressed.disconnect(self._pressed)
        self._over(finished)


def _later(seconds: float, f: Callable[[], None]) -> None:
    QTimer.singleShot(round(seconds * 1000), f)
