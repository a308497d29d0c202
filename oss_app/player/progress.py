"""Where the worker is, in words and dots: the step, the section, the kit (W13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from oss_app.core.check import WHOLE_KIT, Check, CheckKind
from oss_app.core.kinds import KIND_TABLE
from oss_app.core.record import Phase
from oss_app.core.session_state import AWAY, CameraUse
from oss_app.core.standing import Standing
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Reason, Verdict
from oss_app.i18n import Translator
from oss_app.player.screen import LineKind, Progress, StripLine

MOST_NAMED = 3
"""So many doubtful places are named at once; the line beside says how many are seen."""


def look_again(task: Task, check: Check, verdict: Verdict, tr: Translator, language: str) -> str:
    """Return the sentence of a whole kit that is not complete: it names the doubtful places, or the first of many
    (C11).
    """
    parts = [c for c, _ in check.parts if c.name in verdict.doubtful][:MOST_NAMED]
    items = [part.item.into(language) for part in parts if part.item]
    numbers = [number for part in parts if (number := place_number(task, part.name))]
    match len(parts):
        case 0:
            return tr("Look once more at the kit.")
        case 1 if not items and numbers:
            return tr("Look once more at place {place}.", place=numbers[0])
        case several if several > 1 and len(numbers) == several:
            return tr("Look once more at places {places}.", places=enumerated(numbers, tr))
    return tr("Look once more at {item}.", item=enumerated(items, tr)) if items else tr("Look once more at the kit.")


def enumerated(words: Sequence[str], tr: Translator) -> str:
    """ "1, 2 and 3"."""
    *some, last = words
    return tr("{some} and {last}", some=", ".join(some), last=last) if some else last


def lies_elsewhere(task: Task, checks: Mapping[str, Check], name: str, tr: Translator, language: str) -> str:
    """Tell where the item came to lie, by the place of the check ``name``: its number, else what goes there.

    Or empty.
    """
    if number := place_number(task, name):
        return tr("It lies in place {place}.", place=number)
    check = checks.get(name)
    return tr("It lies where {item} goes.", item=check.item.into(language)) if check and check.item else ""


def place_number(task: Task, check: str) -> str:
    """Return the number in the name of the place that a check looks at, or empty."""
    place = next((s.place for s in task.steps if s.check == check and s.place), "")
    found = re.search(r"\d+", place)
    return found[0] if found else ""


def kit_line(check: Check, doubtful: int, tr: Translator) -> str:
    """Tell how much of the whole kit the camera sees."""
    return tr("I see {seen} of {all}.", seen=len(check.parts) - doubtful, all=len(check.parts))


@dataclass(frozen=True)
class Amount:
    """How many items the camera counted, where it counts, and how many the step asks for."""

    counted: int | None = None
    asked: int | None = None


NOTHING = Amount()


def not_yet(check: Check | None, tr: Translator, language: str, amount: Amount = NOTHING) -> str:
    """Return what the camera sees instead of what it should: "I don't see the probe yet." or "I see 3 rolls."."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if amount.counted is not None and amount.asked is not None:
            return _needed(tr, amount.counted, amount.asked)
        case CheckKind.COUNT if amount.counted is not None:
            return _counted(tr, amount.counted, item)
        case CheckKind.COUNT if amount.asked is not None:  # some of them may be there: only their number is not
            if not item:
                return tr("I don't see {n} yet.", n=amount.asked)
            return tr("I don't see {count} {items} yet.", count=amount.asked, items=item)
        case kind:
            named, unnamed = KIND_TABLE[kind or CheckKind.RIGHT_ITEM].not_yet
            return tr(named, item=item) if item else tr(unnamed)


def seen(check: Check | None, tr: Translator, language: str, amount: Amount = NOTHING) -> str:
    """Return what the camera sees, and nothing about how well it was done."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if (number := amount.asked or amount.counted) is not None:
            return _counted(tr, number, item)
        case kind:
            named, unnamed = KIND_TABLE[kind or CheckKind.RIGHT_ITEM].seen
            return tr(named, item=item) if item else tr(unnamed)


def _needed(tr: Translator, counted: int, asked: int) -> str:
    return tr.many("I see {seen}. {n} is needed.", "I see {seen}. {n} are needed.", asked, seen=counted)


def _counted(tr: Translator, number: int, item: str) -> str:
    return tr("I see {count} {items}.", count=number, items=item) if item else tr("I see {n}.", n=number)


def camera_line(session: Standing, check: Check | None, tr: Translator, language: str) -> StripLine | None:
    """Return the right half of the strip as far as the camera fills it; None where it is empty."""
    state = session.state
    if check is not None and check.kind is CheckKind.SIGNAL:
        return _device_line(session, check, tr, language)
    if state.asked:
        return StripLine(LineKind.LOOKING, tr("I am looking."))
    verdict = state.verdict
    is_kit = check is not None and check.kind is CheckKind.KIT
    if state.camera in AWAY and not (verdict and verdict.answer is Answer.DONE):
        return StripLine(LineKind.CAMERA_OFF, _camera_off(session, tr))
    amount = Amount(verdict.count if verdict else None, session.step.count if session.step else None)
    match verdict.answer if verdict else None:
        case Answer.DONE | Answer.NOT_DONE if is_kit and check and verdict:
            kind = LineKind.SEEN if verdict.answer is Answer.DONE else LineKind.NOT_YET
            return StripLine(kind, kit_line(check, len(verdict.doubtful), tr))
        case Answer.DONE:
            return StripLine(LineKind.SEEN, seen(check, tr, language, amount))
        case Answer.NOT_DONE:
            return StripLine(LineKind.NOT_YET, not_yet(check, tr, language, amount))
        case Answer.CANNOT_TELL:
            return StripLine(LineKind.CANNOT_TELL, _cannot_tell(session, tr))
        case _:
            return (
                StripLine(LineKind.CAMERA, tr("The camera looks too.")) if state.camera is CameraUse.LOOKING else None
            )


def _device_line(session: Standing, check: Check, tr: Translator, language: str) -> StripLine | None:
    """Return what a device says; nothing of a camera, since none is open."""
    match session.state.verdict.answer if session.state.verdict else None:
        case Answer.DONE:
            return StripLine(LineKind.SEEN, seen(check, tr, language))
        case Answer.NOT_DONE:
            return StripLine(LineKind.NOT_YET, not_yet(check, tr, language))
        case _:
            return None


def _camera_off(session: Standing, tr: Translator) -> str:
    """Nothing of choosing in a step that must be seen (C2): there the control says whom to ask."""
    if session.state.camera is CameraUse.SLOW:
        return _busy(session, tr)
    return tr("The camera is off.") if session.needs_coach else tr("The camera is off. You choose.")


def _cannot_tell(session: Standing, tr: Translator) -> str:
    verdict = session.state.verdict
    if verdict is not None and verdict.reason is Reason.BUSY:
        return _busy(session, tr)
    return tr("I can't see well.") if session.needs_coach else tr("I can't see well. You choose.")


def _busy(session: Standing, tr: Translator) -> str:
    return tr("The computer is busy.") if session.needs_coach else tr("The computer is busy. You choose.")


def page_line(session: Standing, doubtful: int, tr: Translator) -> StripLine | None:
    """Return the camera's line on a screen with several steps: how many of those it looks at it sees as done."""
    state = session.state
    looked_at = sum(step.check in session.plan.checks for step in session.steps)
    match state.verdict.answer if state.verdict else None:
        case _ if state.camera in AWAY:
            return StripLine(LineKind.CAMERA_OFF, _camera_off(session, tr))
        case Answer.DONE:
            return StripLine(LineKind.SEEN, tr("I see {seen} of {all}.", seen=looked_at, all=looked_at))
        case Answer.NOT_DONE:
            seen_now = looked_at - max(doubtful, 1)
            return StripLine(LineKind.NOT_YET, tr("I see {seen} of {all}.", seen=seen_now, all=looked_at))
        case Answer.CANNOT_TELL:
            return StripLine(LineKind.CANNOT_TELL, _cannot_tell(session, tr))
        case _ if state.camera is CameraUse.LOOKING:
            return StripLine(LineKind.CAMERA, tr("The camera looks too."))
        case _:
            return None


def page_lines(most: int, tr: Translator) -> tuple[str, ...]:
    """Every line that ``page_line`` can say of at most ``most`` steps."""
    return (
        tr("The camera looks too."),
        tr("I am looking."),
        tr("I can't see well. You choose."),
        tr("The computer is busy. You choose."),
        tr("The camera is off. You choose."),
        tr("The camera is off."),
        tr("I can't see well."),
        tr("The computer is busy."),
        tr("I see {seen} of {all}.", seen=most, all=most),
    )


def all_lines(checks: Iterator[tuple[Check, int | None]], tr: Translator, language: str) -> Iterator[str]:
    """Every line that the camera can say in a task, for the layout to leave room for."""
    yield tr("The camera looks too.")
    yield tr("I am looking.")
    yield tr("I can't see well. You choose.")
    yield tr("The computer is busy. You choose.")
    yield tr("The camera is off. You choose.")
    yield tr("The camera is off.")
    yield tr("I can't see well.")
    yield tr("The computer is busy.")
    for check, count in checks:
        if check.kind is CheckKind.KIT:
            yield kit_line(check, 0, tr)
            continue
        for amount in (Amount(None, count), Amount(count, count)):
            yield not_yet(check, tr, language, amount)
            yield seen(check, tr, language, amount)


def step_progress(session: Standing, tr: Translator, language: str) -> Progress:
    """Return the progress line of a step, and of a break between two steps."""
    plan, steps = session.plan, len(session.plan.task.steps)
    is_on_step = session.state.position.phase is Phase.STEP
    number = plan.step_number(session.page[0] if is_on_step else session.state.position.index)
    groups, section = _groups(plan.task), section_of(plan.task, max(number, 1))
    name, kit = section.into(language) if section else "", kit_of(session, tr)
    if is_on_step:
        whole = session.step is not None and session.step.check in WHOLE_KIT & session.plan.checks
        label = tr("The whole kit") if whole else tr("Step {step} of {steps}", step=number, steps=steps)
        return Progress(label, groups, number, "" if whole else name, kit)
    label = tr("{done} of {steps} done", done=number, steps=steps)
    return Progress(label, groups, number + 1, name, kit, until=number)


def page_progress(session: Standing, tr: Translator, language: str) -> Progress:
    """Return the progress line of several steps on one screen: which they are, or how many rows are ticked.

    It names no section, which is the sentence of such a screen.
    """
    if len(session.steps) < 2:
        return step_progress(session, tr, language)
    alone = replace(step_progress(session, tr, language), section="")
    steps = len(session.plan.task.steps)
    numbers = [session.plan.step_number(index) for index in session.page]
    if session.has_rows:
        done = rows_done(session)
        return replace(alone, label=tr("{done} of {steps} done", done=done, steps=steps), now=done + 1)
    *some, last = (str(number) for number in numbers)
    label = tr("Steps {some} and {last} of {steps}", some=", ".join(some), last=last, steps=steps)
    return replace(alone, label=label, until=numbers[-1])


def kit_of(session: Standing, tr: Translator) -> str:
    """ "Kit 4 of 20"; nothing where there is only one."""
    repeat = session.plan.task.repeat
    return tr("Kit {kit} of {kits}", kit=session.state.position.kit, kits=repeat) if repeat > 1 else ""


def rows_done(session: Standing) -> int:
    """Tell how many steps of the kit are done at a list: those of the pages before, and the ticked rows of this one."""
    before = session.plan.step_number(session.page[0]) - 1
    return before + len(session.page) - len(session.unticked)


def go_on_at(session: Standing, tr: Translator) -> str:
    """Return what a break says about the work that waits."""
    if session.state.position.phase is not Phase.STEP:
        return tr("Your work is saved.")
    if session.has_rows:
        steps = len(session.plan.task.steps)
        return tr("Your work is saved. {done} of {steps} is done.", done=rows_done(session), steps=steps)
    step = session.plan.step_number(session.page[0])
    return tr("Your work is saved. You go on at step {step}.", step=step)


def section_of(task: Task, number: int) -> Text | None:
    """Return the title of the section that a step stands in, by its number from 1; None before the first section."""
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
    """Tell how many steps each section has, and those before the first."""
    groups: list[int] = [0]
    for item in task.items:
        if isinstance(item, Section):
            groups.append(0)
        elif isinstance(item, Step):
            groups[-1] += 1
    return tuple(g for g in groups if g)
