"""Where the worker is, in words and dots: the step, the section, the kit (W13)."""

from __future__ import annotations

from dataclasses import replace

from oss_app.core.record import Phase
from oss_app.core.session import Session
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.i18n import Words
from oss_app.player.screen import Progress


def step_progress(session: Session, words: Words, language: str) -> Progress:
    """The progress line of a step, and of a break between two steps."""
    plan, position = session.plan, session.state.position
    now = plan.step_number(position.index)
    groups, section = _sections(plan.task, max(now, 1))
    return Progress(
        words("Step {step} of {steps}", step=max(now, 1), steps=len(plan.task.steps)),
        groups,
        now if position.phase is Phase.STEP else 0,
        section.into(language) if section else "",
        kit_of(session, words),
    )


def page_progress(session: Session, words: Words, language: str) -> Progress:
    """The progress line of several steps on one screen: which they are, or how many rows are ticked.

    It names no section: rows may belong to several, and elsewhere the section is the sentence of the screen.
    """
    alone = replace(step_progress(session, words, language), section="")
    steps = len(session.plan.task.steps)
    numbers = [session.plan.step_number(index) for index in session.page]
    if session.has_rows:
        done = numbers[0] - 1 + len(session.page) - len(session.unticked)
        return replace(alone, label=words("{done} of {steps} done", done=done, steps=steps), now=done + 1)
    *some, last = (str(number) for number in numbers)
    label = words("Steps {some} and {last} of {steps}", some=", ".join(some), last=last, steps=steps)
    return replace(alone, label=label, until=numbers[-1])


def kit_of(session: Session, words: Words) -> str:
    """ "Kit 4 of 20"; nothing where there is only one."""
    repeat = session.plan.task.repeat
    return words("Kit {kit} of {kits}", kit=session.state.position.kit, kits=repeat) if repeat > 1 else ""


def go_on_at(session: Session, words: Words) -> str:
    """What a break says about the work that waits."""
    if session.state.position.phase is not Phase.STEP:
        return words("Your work is saved.")
    step = session.plan.step_number(session.state.position.index)
    return words("Your work is saved. You go on at step {step}.", step=step)


def _sections(task: Task, now: int) -> tuple[tuple[int, ...], Text | None]:
    """How many steps each section has, and the title of the one with step ``now`` in it."""
    groups: list[int] = [0]
    title: Text | None = None
    current: Text | None = None
    for item in task.items:
        if isinstance(item, Section):
            title = item.title
            groups.append(0)
        elif isinstance(item, Step):
            groups[-1] += 1
            if sum(groups) == now:
                current = title
    return tuple(g for g in groups if g), current
