"""What the journal keeps of a session: how each step ended, and where the worker is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.profile import HelpLevel


class Outcome(StrEnum):
    """How a step ended."""

    SEEN = "seen"  # the check saw it
    CONFIRMED = "confirmed"  # the worker pressed Done; nothing was seen to the contrary
    OVERRIDDEN = "overridden"  # the worker pressed Done though the check had said not done
    BY_COACH = "by_coach"  # the coach passed it
    SKIPPED = "skipped"


class Phase(StrEnum):
    """Which kind of screen a position is on."""

    STEP = "step"
    BREAK_POINT = "break_point"
    KIT_END = "kit_end"
    FINISHED = "finished"


@dataclass(frozen=True)
class Position:
    """Where a worker is in a task. ``kit`` counts from 1; ``index`` from 0 over the steps and break points."""

    kit: int = 1
    index: int = 0
    phase: Phase = Phase.STEP


@dataclass(frozen=True)
class StepEnded:
    """A step was ended. ``step`` counts from 1 over the steps alone; ``help`` is the highest rung used, 0 for none.

    ``asked`` is the highest rung that the worker asked for; the app opens help of its own accord too. ``tries`` are
    the worker's, on the screen at ``level``; ``chose_more`` tells that more help was chosen until the end of the kit.
    """

    kit: int
    step: int
    outcome: Outcome
    help: int = 0
    check: str = ""
    asked: int = 0
    tries: int = 0
    level: HelpLevel = HelpLevel.PHOTO_AND_VOICE
    chose_more: bool = False

    @property
    def failed(self) -> int:
        """The tries that count: the check saw the step done later, so it had been right before (S3)."""
        return self.tries if self.outcome is Outcome.SEEN else 0


@dataclass(frozen=True)
class Moved:
    """The worker went on or back without ending a step: Back, a break point passed, the next kit."""


@dataclass(frozen=True)
class RowsTicked:
    """The worker ticked a row of a list, or took a tick away. ``rows`` are all of the kit that have one, by item."""

    kit: int
    rows: frozenset[int]


Entry = StepEnded | Moved | RowsTicked
