"""One task on the worker's screen: session, conductor, view, voice and eye put together."""

from __future__ import annotations

from collections.abc import Callable

from oss_app.app.context import AppContext
from oss_app.core.events import CoachPassed, Covered, Left, Pressed, Ticked, Uncovered
from oss_app.core.plan import plan
from oss_app.core.ports import OpenSession, SessionKey
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.core.task import Task
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import bring_back, checks_that_count, enter
from oss_app.player.present import Presenter
from oss_app.ui.kit.bridge import later


class Play:
    """Runs one session; ``over(finished)`` follows when it is gone from the screen."""

    def __init__(
        self,
        context: AppContext,
        task: Task,
        profile: Profile,
        language: str,
        digest: str,
        over: Callable[[bool], None],
        kept: OpenSession | None = None,
    ) -> None:
        station = context.station
        checks = checks_that_count(task, station.library, station.settings, profile, context.camera)
        laid_out = plan(task, profile, checks)
        if kept is None:
            number, session = enter(station.journal, SessionKey(task.folder.name, profile.card), laid_out, digest)
        else:
            number, session = kept.number, bring_back(kept, laid_out, digest)
        words = load(language, station.settings.language)
        self._presenter = Presenter(profile, language, words, checks, station.settings.coach_can_be_called)
        self._profile = profile
        self._context = context
        self._over = over
        outside = Outside(
            journal=station.journal,
            voice=context.voice,
            watcher=context.watcher,
            clock=station.clock,
            later=later,
            show=context.view.show_screen,
            ready=context.view.prepare,
            over=self._ended,
        )
        self.conductor = Conductor(session, number, self._presenter, checks, outside)

    def open(self) -> None:
        """Bring the session to the screen."""
        self.measure()
        self._context.on_screen.put(self.conductor)
        self.conductor.open()

    def measure(self) -> None:
        """Settle where everything stands, for this task and worker on this display."""
        extent = self._presenter.extent(self.conductor.session.plan)
        self._context.view.set_profile(self._profile, extent, self._context.window.pixels_per_mm)

    def press(self, gesture: Gesture) -> None:
        self.conductor.tell(Pressed(gesture))

    def tick(self, row: int) -> None:
        self.conductor.tell(Ticked(row))

    def cover(self) -> None:
        """The coach's door comes in front."""
        self.conductor.tell(Covered())

    def uncover(self) -> None:
        """The coach goes back to the session."""
        self.conductor.tell(Uncovered())

    def pass_step(self) -> None:
        """The coach, behind the code, passes the step."""
        self.conductor.tell(CoachPassed())

    def leave(self) -> None:
        """Back to the start; the work is kept."""
        self.conductor.tell(Left())

    @property
    def is_on_step(self) -> bool:
        return self.conductor.session.step is not None

    def _ended(self, finished: bool) -> None:
        self._context.on_screen.put(None)
        self._over(finished)
