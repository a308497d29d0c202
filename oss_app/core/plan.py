"""A task laid out for one worker, and the way from one position in it to the next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase, Position
from oss_app.core.task import Break, Section, Step, Task


@dataclass(frozen=True)
class Plan:
    """A task laid out for one worker: its steps and break points in order, and the checks that count."""

    task: Task
    items: tuple[Step | Break, ...]
    checks: frozenset[str] = frozenset()
    auto_next: bool = False
    speech: Speech = Speech.ALWAYS

    def step(self, position: Position) -> Step | None:
        """The step at a position; None on a break point, at the end of a kit and at the end."""
        item = self.items[position.index]
        return item if position.phase is Phase.STEP and isinstance(item, Step) else None

    def step_number(self, index: int) -> int:
        """How many steps stand at or before ``index``: the worker's "step 3"."""
        return sum(isinstance(i, Step) for i in self.items[: index + 1])


def plan(task: Task, profile: Profile, armed: Collection[str] = ()) -> Plan:
    """Lay out a task for a worker; ``armed`` names the checks that count here and now."""
    quiet_level = profile.level not in (HelpLevel.SHOW, HelpLevel.PHOTO_AND_VOICE)
    speech = Speech.ON_REQUEST if quiet_level and profile.speech is Speech.ALWAYS else profile.speech
    items = tuple(i for i in task.items if not isinstance(i, Section))
    return Plan(task, items, frozenset(armed) if profile.checks else frozenset(), profile.auto_next, speech)


def first(plan: Plan) -> Position:
    """Where a task begins."""
    return _at(plan, 1, 0)


def _at(plan: Plan, kit: int, index: int) -> Position:
    phase = Phase.STEP if isinstance(plan.items[index], Step) else Phase.BREAK_POINT
    return Position(kit, index, phase)


def after(plan: Plan, position: Position) -> Position:
    """The position after this one; the end stays the end."""
    last = len(plan.items) - 1
    match position.phase:
        case Phase.FINISHED:
            return position
        case Phase.KIT_END:
            return _at(plan, position.kit + 1, 0)
        case _ if position.index < last:
            return _at(plan, position.kit, position.index + 1)
        case _:
            end = Phase.KIT_END if position.kit < plan.task.repeat else Phase.FINISHED
            return Position(position.kit, last, end)


def before(plan: Plan, position: Position) -> Position:
    """The position before this one; the beginning stays the beginning (W14)."""
    match position.phase:
        case Phase.KIT_END | Phase.FINISHED:
            return _at(plan, position.kit, position.index)
        case _ if position.index > 0:
            return _at(plan, position.kit, position.index - 1)
        case _ if position.kit > 1:
            return Position(position.kit - 1, len(plan.items) - 1, Phase.KIT_END)
        case _:
            return position


def resumed(plan: Plan, position: Position) -> Position:
    """A kept position, fitted to the task as it is now: a changed task may have fewer steps or kits."""
    kit = min(max(position.kit, 1), plan.task.repeat)
    index = min(max(position.index, 0), len(plan.items) - 1)
    if position.phase is Phase.FINISHED or (position.phase is Phase.KIT_END and kit == plan.task.repeat):
        return Position(kit, len(plan.items) - 1, Phase.FINISHED)
    if position.phase is Phase.KIT_END:
        return Position(kit, len(plan.items) - 1, Phase.KIT_END)
    return _at(plan, kit, index)
