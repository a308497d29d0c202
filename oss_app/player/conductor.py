"""Carries out what the session decides, through the ports; what fails outside becomes an event inside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from oss_app.core.check import Check, CheckKind
from oss_app.core.events import (
    AskVerdict,
    CameraChanged,
    Chime,
    Darken,
    Effect,
    EndKit,
    Event,
    Finish,
    GiveMore,
    Hush,
    Leave,
    Opened,
    Pressed,
    Question,
    Record,
    Reply,
    Saying,
    Show,
    Speak,
    StopWatching,
    TellNeed,
    Ticked,
    VerdictGiven,
    VoiceChanged,
    Wait,
    WaitOver,
    Watch,
)
from oss_app.core.light import BenchLight
from oss_app.core.plan import Plan, after, before
from oss_app.core.ports import Clock, Journal, Lamp, Later, Voice, Watcher
from oss_app.core.record import Phase, Position, StepEnded
from oss_app.core.session import Session
from oss_app.core.settings import Gesture
from oss_app.core.task import Step
from oss_app.core.verdict import Judge, Look
from oss_app.player.kit_guide import HelpGiver, SameHelp
from oss_app.player.light_turns import LightTurns
from oss_app.player.line_hold import LineHold
from oss_app.player.lit import NO_LAMP, NO_LIGHT, lit
from oss_app.player.opening import drop_check, whole_kit
from oss_app.player.present import Presenter
from oss_app.player.screen import Picture, Screen

log = logging.getLogger(__name__)

AHEAD = 2  # steps whose picture and sound are made ready before they are wanted
AHEAD_S = 0.08
"""So long the reading and speaking ahead waits, for this step to be drawn: they take the processors it needs."""


@dataclass(frozen=True)
class Outside:
    """All that a session needs of the world around it."""

    journal: Journal
    voice: Voice
    watcher: Watcher
    clock: Clock
    later: Later
    show: Callable[[Screen], None]
    ready: Callable[[Sequence[Picture]], None]
    """Read these ahead, the soonest first."""
    over: Callable[[bool], None]
    """The session is gone from the screen; true where the task was finished."""
    lamp: Lamp = NO_LAMP
    light: BenchLight = NO_LIGHT
    """Where each place lies on the bench."""
    ended: Callable[[StepEnded], frozenset[str]] = field(default=lambda entry: frozenset())
    """A step was ended and is kept; the checks that count no longer because of it."""


_ALONE = frozenset({CheckKind.KIT, CheckKind.SIGNAL})
"""Checks that have no place of their own, in which another's item could lie."""


class Conductor:
    """Runs one session. All its methods are called on one thread, and none of them blocks."""

    def __init__(
        self,
        session: Session,
        number: int,
        presenter: Presenter,
        checks: dict[str, Check],
        outside: Outside,
        guide: HelpGiver | None = None,
    ) -> None:
        self.session = session
        self._number = number
        self._presenter = presenter
        self._checks = checks
        self._outside = outside
        self._guide = guide or SameHelp(session.plan)
        self._judge = Judge()
        self._hold = LineHold()
        self._turns = LightTurns(outside.lamp, outside.light)
        self._busy = self._will_make_ready = False
        self._waiting: list[Event] = []

    @property
    def screen(self) -> Screen:
        """What is on the screen now."""
        return self._presenter.screen(self.session)

    def open(
        self, question: Question | None = None, *, is_called: bool = False, trouble: Gesture | None = None
    ) -> None:
        """Bring the session to the screen; with a question, that is asked first; else with its call for the coach."""
        self.tell(Opened(question, is_called, trouble))

    def show(self) -> None:
        """Show once more what there is: the display changed."""
        self._show()

    def tell(self, event: Event) -> None:
        """Something happened. What an effect sets off at once waits until the effects before it are carried out."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                happened = self._waiting.pop(0)
                if isinstance(happened, Pressed | Ticked):
                    self._hold.let_go()
                effects = self.session.on(happened)
                if effects:
                    log.debug("%s → %s", happened, effects)
                for effect in effects:
                    self._carry_out(effect)
        finally:
            self._busy = False

    def looked(self, watch: int, look: Look) -> None:
        """Take what the eye judged of one frame."""
        if watch != self.session.state.watch:
            return
        now = self._outside.clock.monotonic()
        counted = self._turns.take(look, now)
        verdict = self._judge.weigh(counted, now) if counted else None
        if verdict is not None:
            self._turns.hear(verdict, now)
            self.tell(VerdictGiven(watch, verdict))

    def camera_changed(self, watch: int, *, is_open: bool, is_slow: bool) -> None:
        """Note that the camera of a watch came or went, or that its process is slow."""
        self.tell(CameraChanged(watch, is_open, is_slow))

    def voice_changed(self, *, works: bool) -> None:
        """Note that the voice speaks no longer, or again."""
        self.tell(VoiceChanged(works))

    def pushed(self) -> None:
        """Note that the eye saw that the tray was pushed."""
        self._turns.push(self._outside.clock.monotonic())

    def forget_check(self, name: str) -> None:
        """Forget a check that counts no longer, from its next step on; in this one it cannot tell."""
        self._drop(drop_check(self._checks, name))

    def _carry_out(self, effect: Effect) -> None:
        out = self._outside
        match effect:
            case Show():
                self._show()
            case Speak(what=what):
                self._speak(what)
            case Hush():
                out.voice.hush()
            case Watch(number=number, checks=checks):
                self._judge = Judge()
                self._turns.begin()
                self._watch(number, checks)
            case StopWatching():
                out.watcher.stop()
            case AskVerdict():
                self._judge.ask()
                self._turns.ask(out.clock.monotonic())
            case Darken():
                out.lamp.go_dark()
            case Wait(number=number, seconds=seconds):
                out.later(seconds + self._turns.patience_s, lambda: self.tell(WaitOver(number)))
            case Record(entry=entry, position=position):
                out.journal.record(self._number, entry, position)
                if isinstance(entry, StepEnded):
                    self._drop(out.ended(entry))
                    self._guide.ended(entry)
            case Chime(name=name):
                out.voice.chime(name)
            case EndKit(wants_more=wants_more):
                is_last = self.session.state.position.phase is Phase.FINISHED
                self.tell(self._guide.end_kit(is_last=is_last, wants_more=wants_more))
            case Reply(question=question, said=said):
                self.tell(self._guide.reply(question, said))
            case GiveMore():
                self.tell(self._guide.give_more())
            case TellNeed():
                if relaid := self._guide.need():
                    self.tell(relaid)
            case Leave():
                out.journal.leave(self._number)
                out.over(False)
            case Finish():
                out.journal.finish(self._number)
                out.over(True)

    def _show(self) -> None:
        """Show what there is; a line of the camera that comes too soon after another is shown in its time."""
        screen, left = self._hold.held(self.screen, self._outside.clock.monotonic())
        self._outside.show(screen)
        self._turns.show(lit(self.session, self._outside.light, self._presenter), self.session.state.turn)
        if left:
            self._outside.later(left, self._show_again)
        if not self._will_make_ready:
            self._will_make_ready = True
            self._outside.later(AHEAD_S, self._get_ready)

    def _show_again(self) -> None:
        if not self.session.state.over:
            self._show()

    def _drop(self, gone: frozenset[str]) -> None:
        """Drop the checks that no longer count: they are not looked for again, not even in this session."""
        if gone:
            self.session.plan = replace(self.session.plan, checks=self.session.plan.checks - gone)

    def _watch(self, number: int, checks: Sequence[tuple[str, int | None]]) -> None:
        """One check as it is; several together as a kit."""
        # where the camera looks at some steps of a page, the devices of the others are not asked
        looked_at = [(n, c) for n, c in checks if self._checks[n].kind is not CheckKind.SIGNAL] or list(checks)
        name, count = looked_at[0]
        check = self._checks[name]
        if len(looked_at) > 1:
            check, count = whole_kit("page", tuple((self._checks[n], c) for n, c in looked_at)), None
        elif check.kind not in _ALONE:
            others = tuple(c for n, c in self._checks.items() if n != name and c.kind not in _ALONE)
            check = check.model_copy(update={"beside": others})
        folder = self.session.plan.task.folder / "checks" / check.name
        self._outside.watcher.watch(number, check, folder, count)

    def _speak(self, what: Saying) -> None:
        utterance = self._presenter.utterance(self.session, what)
        if utterance is not None:
            self._outside.voice.speak(utterance)

    def _get_ready(self) -> None:
        """Get the pictures and sound of the next steps ready, this step's help, and the picture of the step before."""
        self._will_make_ready = False
        if self.session.state.over:
            return
        plan, here = self.session.plan, self.session.state.position
        coming = self._coming(plan, here)
        larger, back = self._presenter.larger_ahead(self.session), before(plan, here)
        pictures = [self._presenter.picture_ahead(plan, step) for step in coming]
        beside = [self._presenter.picture_ahead(plan, step) for step in (plan.steps(back) if back != here else ())]
        first = len(plan.steps(after(plan, here))) or 1  # of the next screen: where few are kept, these and one other
        self._outside.ready([*pictures[:first], *([larger] if larger else beside), *pictures[first:]])
        if self.session.state.voice_works:
            sayings = [self._presenter.step_utterance(plan, s) for s in coming]
            hint = self._presenter.utterance(self.session, Saying.HINT) if self.session.step else None
            self._outside.voice.prepare([said for said in (*sayings, hint) if said])

    @staticmethod
    def _coming(plan: Plan, position: Position) -> list[Step]:
        steps: list[Step] = []
        while len(steps) < AHEAD and position.phase is not Phase.FINISHED:
            position = after(plan, position)
            steps += plan.steps(position)
        return steps
