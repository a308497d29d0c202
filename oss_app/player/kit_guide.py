"""What the conductor asks about help: between kits, after an answer, and when the worker wants more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from oss_app.core.events import Question, Relaid, Topic
from oss_app.core.plan import Plan
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Phase, Position, StepEnded
from oss_app.core.support import Said, at_most, more
from oss_app.player.helping import Helping, KitHelp


class HelpGiver(Protocol):
    """Says what help comes next; its answers go to the session as they are."""

    def ended(self, step: StepEnded) -> None:
        """Count a step that ended and is kept."""

    def end_kit(self, *, is_last: bool, wants_more: bool = False) -> Relaid:
        """Go on from the end of a kit, or of the task; with more help in the next kit, where the worker wants."""

    def reply(self, question: Question, said: Said) -> Relaid:
        """Return the worker answered."""

    def give_more(self) -> Relaid:
        """Give more help until the end of the kit, as the worker wants."""

    def need(self) -> Relaid | None:
        """In a kit that was to go without help, some was needed."""


class KitGuide:
    """A ``HelpGiver`` over the rule. ``lay_out(level)`` makes the plan of a level for this worker and display.

    ``take_probe()`` is asked before each kit: whether the coach lets it go without help, which counts for one kit.
    """

    def __init__(
        self, helping: Helping, lay_out: Callable[[HelpLevel], Plan], take_probe: Callable[[], bool] = lambda: False
    ) -> None:
        self._helping = helping
        self._lay_out = lay_out
        self._take_probe = take_probe

    def open(self, position: Position, first: Position, digest: str, steps: int) -> Relaid:
        """Return the help with which a session comes to the screen; a kit that was begun goes on as it was."""
        helping = self._helping
        helping.take_up(digest, steps)
        if position.phase is not Phase.STEP or position.index != first.index:
            return Relaid(self._plan(helping.go_on()))
        return self._before_a_kit(helping.begin_kit(), way=True)

    def ended(self, step: StepEnded) -> None:
        self._helping.ended(step)

    def end_kit(self, *, is_last: bool, wants_more: bool = False) -> Relaid:
        chosen = self._helping.now.level
        asks = self._helping.end_kit()
        coming = self._helping.begin_kit(asks=not (asks or is_last or wants_more))
        if wants_more:
            return self.give_more()
        if asks and not at_most(chosen, self._helping.kept):
            return Relaid(self._plan(coming), Question(Topic.KEEP, chosen))
        return Relaid(self._plan(coming)) if is_last else self._before_a_kit(coming)

    def reply(self, question: Question, said: Said) -> Relaid:
        helping = self._helping
        match question.topic:
            case Topic.WAY:
                return self.give_more()
            case Topic.KEEP:
                helping.say(said, question.level)
                return Relaid(self._plan(helping.begin_kit(asks=False)))
            case Topic.LESS if said is Said.YES:
                helping.say(said, question.level)
                return Relaid(self._plan(helping.lower(question.level)))
            case Topic.LESS:
                helping.say(said)
                return Relaid(self._plan(helping.now))

    def give_more(self) -> Relaid:
        return Relaid(self._plan(self._helping.give_more()))

    def need(self) -> Relaid | None:
        found = self._helping.needed()
        return Relaid(self._plan(found)) if found else None

    def _before_a_kit(self, coming: KitHelp, *, way: bool = False) -> Relaid:
        if self._take_probe():
            return Relaid(self._plan(self._helping.probe()))
        laid_out = self._plan(coming)
        if coming.proposed:
            return Relaid(laid_out, Question(Topic.LESS, coming.proposed))
        asks = way and self._helping.fades
        return Relaid(laid_out, Question(Topic.WAY, coming.level) if asks else None)

    def _plan(self, given: KitHelp) -> Plan:
        is_less = more(given.level) is not given.level or bool(given.marks)
        return replace(
            self._lay_out(given.level),
            marks=given.marks,
            is_guided=self._helping.fades or given.is_probe,
            offers_more=is_less and (self._helping.fades or given.is_probe),
            chose_more=given.is_chosen,
            is_probe=given.is_probe,
        )


class SameHelp:
    """A ``HelpGiver`` that changes nothing: a try of the coach, and a worker for whom the rule is off."""

    def __init__(self, laid_out: Plan) -> None:
        self._plan = laid_out

    def ended(self, step: StepEnded) -> None:
        pass

    def end_kit(self, *, is_last: bool, wants_more: bool = False) -> Relaid:
        return Relaid(self._plan)

    def reply(self, question: Question, said: Said) -> Relaid:
        return Relaid(self._plan)

    def give_more(self) -> Relaid:
        return Relaid(self._plan)

    def need(self) -> Relaid | None:
        return None
