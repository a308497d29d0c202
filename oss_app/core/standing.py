"""What can be read off a session: what is on the screen, how far its help was taken, what may be done here."""

from __future__ import annotations

from collections.abc import Mapping

from oss_app.core.check import WHOLE_KIT
from oss_app.core.events import Saying
from oss_app.core.plan import Plan, before, first
from oss_app.core.profile import HelpLevel, Speech
from oss_app.core.record import Outcome, Phase
from oss_app.core.region import Outline, bounds
from oss_app.core.session_state import Climbed, Front, Rung, SessionState
from oss_app.core.support import Mark
from oss_app.core.task import Step
from oss_app.core.verdict import Answer

LARGEST_PLACE = 0.8
"""A place that takes more of its photo than this, across or down, cannot be shown larger to speak of (start)."""


class Standing:
    """Where the worker stands in the plan, for all who only look: the screen, the light, the help board."""

    def __init__(self, plan: Plan, state: SessionState) -> None:
        self.plan = plan
        self.state = state

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the page that the position is on, whatever stands in front of it."""
        if self.state.position.phase is not Phase.STEP:
            return ()
        items = (self.plan.items[index] for index in self.page)
        return tuple(item for item in items if isinstance(item, Step))

    @property
    def step(self) -> Step | None:
        """The step, where there is one alone."""
        return self.steps[0] if len(self.steps) == 1 else None

    @property
    def page(self) -> tuple[int, ...]:
        """The indexes of the items on the screen."""
        if self.state.row is not None:
            return (self.state.row,)
        return self.plan.page(self.state.position.index, opened=self.state.opened)

    @property
    def has_rows(self) -> bool:
        """Whether the steps are rows to tick (level *list*)."""
        return self.plan.level is HelpLevel.LIST and len(self.steps) > 1

    def is_ticked(self, index: int) -> bool:
        """Tell whether the row of an item is ticked in this kit."""
        return (self.state.position.kit, index) in self.state.ticks

    @property
    def unticked(self) -> tuple[int, ...]:
        """The rows without a tick, by the item's index; none where there are no rows."""
        return tuple(i for i in self.page if not self.is_ticked(i)) if self.has_rows else ()

    @property
    def is_checked(self) -> bool:
        """Whether a check counts on this page."""
        return any(s.check in self.plan.checks for s in self.steps)

    @property
    def needs_coach(self) -> bool:
        """Whether only the coach can pass this step, since the camera has not seen it (C2)."""
        seen = self.state.verdict is not None and self.state.verdict.answer is Answer.DONE
        return any(s.must for s in self.steps) and not seen

    @property
    def can_go_back(self) -> bool:
        """Whether there is anything before this position."""
        return before(self.plan, self.state.position) != self.state.position

    def rungs(self) -> tuple[Rung, ...]:
        """Return the rungs of the help ladder that have something on them in this step."""
        step = self.step
        if step is None:
            return (Rung.HINT, Rung.CALL) if self.steps else (Rung.CALL,)
        return self._ladder(step, comes_back=self._comes_back)

    def _ladder(self, step: Step, *, comes_back: bool) -> tuple[Rung, ...]:
        outline = self.plan.task.outline_of(step)
        has = {
            Rung.HINT: step.hint is not None or comes_back,
            Rung.PHOTO: outline is not None and _can_be_larger(outline),
            Rung.FILM: step.film is not None,
            Rung.CALL: True,
        }
        return tuple(r for r, there in has.items() if there)

    def next_rung(self) -> Rung:
        """Return what Help does next: more than there was in this step, never the same again."""
        rungs, shown = self.rungs(), self.state.shown
        if self.has_rows and (known := self.state.climbed.get(self.row_to_help)):
            step = self.plan.items[self.row_to_help]
            assert isinstance(step, Step)
            rungs, shown = self._ladder(step, comes_back=False), known.shown
        played = self.plan.level is HelpLevel.SHOW  # the film began with the step, and *Hear again* plays it
        return next((r for r in rungs if r > shown and not (played and r is Rung.FILM)), Rung.CALL)

    @property
    def row_to_help(self) -> int:
        """The row of a list that help opens, by its item."""
        return self.unticked[0] if self.unticked else self.page[0]

    @property
    def _comes_back(self) -> bool:
        """Whether Help brings back what this level leaves out: the voice, where it was not heard, or the whole mark."""
        silent = self.plan.speech is Speech.ON_REQUEST and self.state.voice_works and not self.state.heard
        return silent or self.mark is not Mark.FILLED

    @property
    def mark(self) -> Mark:
        """How much of the place is drawn now, as ``mark_at`` has it."""
        return self.mark_at(self.page[0])

    def mark_at(self, index: int) -> Mark:
        """Tell how much of an item's place is drawn: all of it once its step had a try, or took help in this kit."""
        s = self.state
        is_helped = index in s.climbed or (index in self.page and bool(s.highest or s.tries))
        return Mark.FILLED if is_helped else self.plan.mark(index)

    @property
    def offers_more(self) -> bool:
        """Whether more help is one touch away here: in a kit until its end, at its end for the next one."""
        s = self.state
        match s.position.phase:
            case Phase.STEP | Phase.BREAK_POINT:
                is_there = True
            case Phase.KIT_END:
                is_there = not self.plan.chose_more  # whoever chose it is asked at once whether it is to stay
            case Phase.FINISHED:
                is_there = False
        return is_there and self.plan.offers_more and s.front is not Front.QUESTION and not s.is_turning

    @property
    def is_whole_kit(self) -> bool:
        return self.step is not None and self.step.check in WHOLE_KIT

    @property
    def heard_again(self) -> Saying:
        """What *Hear again* says on a step: what it said as it was opened, or as its help was."""
        if self.state.rung is Rung.FILM and self.step is not None and self.step.film_sound:
            return Saying.FILM
        return Saying.HINT if self.state.rung else Saying.STEP

    def tries_of(self, check: str) -> int:
        """Return the tries of one step of a page: those that were about its check."""
        s = self.state
        return s.tries if check and (not s.doubted or check in s.doubted) else 0

    def outcome_of(self, index: int, check: str, outcome: Outcome) -> Outcome:
        """Return what becomes of one step of a page: the camera's word holds only for what it looked at.

        What it saw is done, with a tick or without.
        """
        doubtful = self.state.verdict.doubtful if self.state.verdict else ()
        match outcome:
            case Outcome.BY_COACH:
                return outcome
            case Outcome.SEEN if check:
                return outcome
            case Outcome.OVERRIDDEN if check and doubtful and check not in doubtful and len(self.page) > 1:
                return Outcome.SEEN
            case _ if index in self.unticked:
                return Outcome.SKIPPED
            case Outcome.SEEN | Outcome.OVERRIDDEN if not check:
                return Outcome.CONFIRMED
            case _:
                return outcome

    @property
    def has_begun(self) -> bool:
        """Whether there is anything that could be done anew."""
        return self.state.position != first(self.plan) or bool(self.state.ticks)

    def help_taken(self) -> Mapping[int, Climbed]:
        """Return what help the steps of this kit took, with those on the screen, which are left now."""
        s, climbed = self.state, dict(self.state.climbed)
        if not s.highest or s.position.phase is not Phase.STEP:
            return climbed
        for index in self.page:
            before = climbed.get(index, Climbed(Rung.NONE, Rung.NONE, Rung.NONE))
            climbed[index] = Climbed(max(s.highest, before.highest), max(s.own, before.own), max(s.shown, before.shown))
        return climbed


def _can_be_larger(outline: Outline) -> bool:
    left, top, right, bottom = bounds(outline)
    return max(right - left, bottom - top) <= LARGEST_PLACE
