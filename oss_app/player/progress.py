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
    plan, steps = session.plan, len(session.plan.task.steps)
    is_on_step = session.state.position.phase is Phase.STEP
    number = plan.step_number(session.page[0] if is_on_step else session.state.position.index)
    groups, section = _groups(plan.task), section_of(plan.task, max(number, 1))
    name, kit = section.into(language) if section else "", kit_of(session, words)
    if is_on_step:
        return Progress(words("Step {step} of {steps}", step=number, steps=steps), groups, number, name, kit)
    label = words("{done} of {steps} done", done=number, steps=steps)
    return Progress(label, groups, number + 1, name, kit, until=number)


def page_progress(session: Session, words: Words, language: str) -> Progress:
    """The progress line of several steps on one screen: which they are, or how many rows are ticked.

    It names no section, which is the sentence of such a screen.
    """
    if len(session.steps) < 2:
        return step_progress(session, words, language)
    alone = replace(step_progress(session, words, language), section="")
    steps = len(session.plan.task.steps)
    numbers = [session.plan.step_number(index) for index in session.page]
    if session.has_rows:
        done = rows_done(session)
        return replace(alone, label=words("{done} of {steps} done", done=done, steps=steps), now=done + 1)
    *some, last = (str(number) for number in numbers)
    label = words("Steps {some} and {last} of {steps}", some=", ".join(some), last=last, steps=steps)
    return replace(alone, label=label, until=numbers[-1])


def kit_of(session: Session, words: Words) -> str:
    """ "Kit 4 of 20"; nothing where there is only one."""
    repeat = session.plan.task.repeat
    return words("Kit {kit} of {kits}", kit=session.state.position.kit, kits=repeat) if repeat > 1 else ""


def rows_done(session: Session) -> int:
    """How many steps of the kit are done at a list: those of the pages before, and the ticked rows of this one."""
    before = session.plan.step_number(session.page[0]) - 1
    return before + len(session.page) - len(session.unticked)


def go_on_at(session: Session, words: Words) -> str:
    """What a break says about the work that waits."""
    if session.state.position.phase is not Phase.STEP:
        return words("Your work is saved.")
    if session.has_rows:
        steps = len(session.plan.task.steps)
        return words("Your work is saved. {done} of {steps} is done.", done=rows_done(session), steps=steps)
    step = session.plan.step_number(session.page[0])
    return words("Your work is saved. You go on at step {step}.", step=step)


def section_of(task: Task, number: int) -> Text | None:
    """The title of the section that a step stands in, by its number from 1; None before the first section."""
    title: Text | None = None
    steps = 0
    for item in task.items:
        if isinstance(item, Section):
            title = item.title
        elif isinstance(item, Step):
            steps += 1
            if steps == number:
                break
    return title


def _groups(task: Task) -> tuple[int, ...]:
    """How many steps each section has, and those before the first."""
    groups: list[int] = [0]
    for item in task.items:
        if isinstance(item, Section):
            groups.append(0)
        elif isinstance(item, Step):
            groups[-1] += 1
    return tuple(g for g in groups if g)
