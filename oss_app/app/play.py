"""One task on the worker's screen: session, conductor, view, voice and eye put together."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from oss_app.app.context import AppContext
from oss_app.core.check import Check
from oss_app.core.errors import UserError
from oss_app.core.events import BegunAnew, CoachPassed, Covered, Left, NoNextKit, Pressed, Ticked, Uncovered
from oss_app.core.parcel import HELP, TROUBLE
from oss_app.core.plan import Plan, first, plan
from oss_app.core.ports import OpenSession, SessionKey, Utterance
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import StepEnded
from oss_app.core.session_state import Front
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark
from oss_app.core.task import Step, Task
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.helping import Helping, terms
from oss_app.player.kit_guide import KitGuide
from oss_app.player.lit import NO_LAMP, NO_LIGHT
from oss_app.player.opening import bring_back, checks_that_count, drop_check, enter, with_films_that_play
from oss_app.player.present import Presenter
from oss_app.player.screen import Screen, ScreenKind
from oss_app.ui.kit.bridge import later_while

log = logging.getLogger(__name__)

SMALL_S = 3.0
"""So long after it was measured, a session has what it needs first."""


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
        station.weigh(task)
        task = with_films_that_play(task)
        checks = dict(checks_that_count(task, station.library, station.settings, profile, context.camera))
        key = SessionKey(task.folder.name, profile.card)
        self._tr = load(language, station.settings.language)
        settings = station.settings
        self._presenter = Presenter(
            profile, language, self._tr, checks, settings.coach_can_be_called, asks_what=bool(settings.server)
        )
        self._profile = profile
        self._context = context
        laid_out = self._dealt(plan(task, profile, checks))
        if kept is None:
            number, session = enter(station.journal, key, laid_out, digest)
        else:
            number, session = kept.number, bring_back(kept, laid_out, digest)
        self._over = over
        self._measured: Plan | None = None
        helping = Helping(
            key, terms(profile, key.task, station.settings.journal), station.history, self._keep, self._today
        )
        guide = KitGuide(
            helping,
            lambda level: self._dealt(plan(task, profile.model_copy(update={"level": level, "levels": {}}), checks)),
            lambda: self._take_probe(key.task),
        )
        begins = guide.open(session.state.position, first(laid_out), digest, len(task.steps))
        session.plan, self._question = begins.plan, begins.question
        if context.lamp:
            context.lamp.work_on(task.folder)
        outside = Outside(
            journal=station.journal,
            voice=context.voice,
            watcher=context.watcher,
            clock=station.clock,
            later=later_while(context.view),
            show=self._show,
            ready=context.view.prepare,
            over=self._ended,
            lamp=context.lamp or NO_LAMP,
            light=context.lamp.light if context.lamp else NO_LIGHT,
            ended=lambda entry: self._step_ended(task, checks, entry),
        )
        self._shown: Screen | None = None
        self._is_between_kits = self._has_heard_coming = False
        self._called, is_known = station.last_call() if kept else ("", False)
        if self._called:
            context.shared.go_on_calling(self._called, is_known=is_known)
        context.shared.on_answer = self._answered
        self.conductor = Conductor(session, number, self._presenter, checks, outside, guide)

    def open(self) -> None:
        """Bring the session to the screen."""
        self.measure()
        self._context.on_screen.put(self.conductor)
        self._check_light()
        about = self._called.removeprefix(TROUBLE)
        trouble = Gesture(about) if about in (Gesture.MISSING, Gesture.BROKEN) else None
        self.conductor.open(self._question, is_called=bool(self._called), trouble=trouble)

    def _keep_small(self, measured: Plan) -> None:
        """Keep all photos of the task as they are shown, from this step on and then those before it."""
        session = self.conductor.session
        if session.state.over or measured is not self._measured:
            return
        here, items = session.state.position.index, session.plan.items
        steps = [item for item in (*items[here:], *items[:here]) if isinstance(item, Step)]
        pictures = [self._presenter.picture_ahead(session.plan, step) for step in steps]
        self._context.view.keep_small(pictures)

    def measure(self) -> None:
        """Settle where everything stands, for this task and worker on this display."""
        self._measured = self.conductor.session.plan
        extent = self._presenter.extent(self._measured)
        self._context.view.set_profile(self._profile, extent, self._context.window.pixels_per_mm)
        measured = self._measured
        later_while(self._context.view)(SMALL_S, lambda: self._keep_small(measured))

    def measure_again(self) -> None:
        """Measure again for a display that changed while a screen stands on it."""
        session = self.conductor.session
        dealt = self._dealt(session.plan)
        has_changed = (dealt.pages, dealt.has_foot) != (session.plan.pages, session.plan.has_foot)
        if has_changed:
            session.deal(dealt)
        self.measure()
        if has_changed:
            self.conductor.show()

    def _dealt(self, laid_out: Plan) -> Plan:
        view, mm = self._context.view, self._context.window.pixels_per_mm
        return self._presenter.dealt(laid_out, lambda extent: view.holds(self._profile, extent, mm))

    def _check_light(self) -> None:
        """At the start and after a break: somebody may have knocked against the projector."""
        if self._context.drift:
            self._context.drift.begin()

    def press(self, gesture: Gesture) -> None:
        session = self.conductor.session
        if session.state.front is Front.BREAK and gesture is Gesture.DONE:
            self._check_light()
        goes_on = gesture is Gesture.DONE and self._is_between_kits and session.state.front is Front.NOTHING
        if goes_on and self._context.shared.is_withdrawn(session.plan.task.folder.name):
            self.conductor.tell(NoNextKit())
        else:
            self.conductor.tell(Pressed(gesture))

    def tick(self, row: int) -> None:
        self.conductor.tell(Ticked(row))

    def cover(self) -> None:
        """Cover the session with the coach's door."""
        self.conductor.tell(Covered())

    def uncover(self) -> None:
        """Uncover the session, to which the coach goes back."""
        self.conductor.tell(Uncovered())

    def pass_step(self) -> None:
        """Pass the step for the coach, who is behind the code."""
        self.conductor.tell(CoachPassed())

    def begin_anew(self) -> None:
        """Begin the task again for the coach, who is behind the code."""
        self.conductor.tell(BegunAnew())

    def leave(self) -> None:
        """Back to the start; the work is kept."""
        self.conductor.tell(Left())

    @property
    def has_begun(self) -> bool:
        return self.conductor.session.has_begun

    @property
    def is_on_step(self) -> bool:
        return self.conductor.session.step is not None

    def _show(self, screen: Screen) -> None:
        """Show it, and tell the help board: who asked still asks while they have a break."""
        if self._measured is not self.conductor.session.plan:  # other help needs other room
            self.measure()
        self._shown = screen
        if self._is_between_kits is not (at_end := screen.kind is ScreenKind.KIT_END):
            self._is_between_kits = at_end
            self._context.shared.look_between_kits(is_between=at_end)
        step = self.conductor.session.step if screen.kind is ScreenKind.STEP else None
        session = self.conductor.session
        is_lit = step is not None and session.mark is not Mark.NOTHING  # a lamp fades with the mark, in one stage
        lit = step if is_lit else None
        self._context.shared.light((lit.place or "") if lit else "", (lit.take or "") if lit else "")
        if screen.kind is ScreenKind.CALL:
            self._context.shared.tell(TROUBLE + session.state.trouble if session.state.trouble else HELP)
        elif screen.kind is not ScreenKind.BREAK:
            self._has_heard_coming = False
            self._context.shared.tell_well()
        if screen.kind is ScreenKind.CALL and self._context.shared.coach_comes:
            screen = replace(screen, second=self._tr("Your coach is coming. Your work is saved."))
        elif screen.kind is ScreenKind.CALL and self._context.shared.is_called:
            screen = replace(screen, second=self._tr("Your coach is called. Your work is saved."))
        self._context.view.show_screen(screen)

    def _today(self) -> date:
        return self._context.station.clock.now().date()

    def _keep(self, level: HelpLevel) -> None:
        """Another level in this task from now on; where the disk refuses, until the program ends."""
        levels = {**self._profile.levels, self.conductor.session.plan.task.folder.name: level}
        self._save(self._profile.model_copy(update={"levels": levels}))

    def _take_probe(self, task: str) -> bool:
        """Tell whether the coach lets the kit that begins go without help.

        Said once, also where the program ends in it.
        """
        probes = self._profile.probes
        if task in probes:
            self._save(self._profile.model_copy(update={"probes": tuple(name for name in probes if name != task)}))
        return task in probes

    def _save(self, profile: Profile) -> None:
        self._profile = profile
        try:
            self._context.station.profiles.save(profile)
        except (OSError, UserError):
            log.warning("the worker's card cannot be kept", exc_info=True)

    def _answered(self) -> None:
        """Show and say to the worker who asked that the call has reached the board, or that the coach comes."""
        comes, heard = self._context.shared.coach_comes, self._has_heard_coming
        self._has_heard_coming = comes
        if self._shown is None or self._shown.kind is not ScreenKind.CALL:
            return
        self._show(self._shown)
        if comes and not heard and self._profile.speech is Speech.ALWAYS:
            said = Utterance(self._tr("Your coach is coming."), self._tr.language, self._profile.rate)
            self._context.voice.speak(said)

    def _step_ended(self, task: Task, checks: dict[str, Check], entry: StepEnded) -> frozenset[str]:
        """Return a step was ended and is in the journal; the checks that count no longer because of it."""
        if self._context.keeper:
            self._context.keeper.ended(task.folder, entry)
        return drop_check(checks, entry.check) if self._context.station.ended(task, entry) else frozenset()

    def _ended(self, finished: bool) -> None:
        if self._context.keeper:
            self._context.keeper.settle()
        self._context.on_screen.put(None)
        self._context.shared.forget_worker()
        self._over(finished)
