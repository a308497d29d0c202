"""How it goes: one worker in one task, or one task without persons, as plain values for a page and a sheet (S4, S5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.support import (
    RULE,
    Because,
    KitPast,
    Mark,
    Need,
    Remark,
    Why,
    guide,
    marks,
    may_fade,
    share_alone,
)
from oss_app.core.task import Task
from oss_app.i18n import Translator, marked

KITS = 3  # the latest kits that are shown
HARDEST = 3  # the steps that need help most
WEEKS = 12  # on the report's line

LEVELS: Mapping[HelpLevel, str] = {
    HelpLevel.SHOW: marked("film, voice and photo"),
    HelpLevel.PHOTO_AND_VOICE: marked("photo and voice"),
    HelpLevel.PHOTO: marked("photo, voice on request"),
    HelpLevel.SHORT: marked("a few steps on a screen"),
    HelpLevel.LIST: marked("a list to tick"),
}
NEEDS: Mapping[Need, str] = {
    Need.ALONE: marked("alone"),
    Need.HINT: marked("hint"),
    Need.PHOTO: marked("photo"),
    Need.PERSON: marked("person"),
}
MARKS: Mapping[Mark, str] = {
    Mark.FILLED: marked("whole mark"),
    Mark.OUTLINE: marked("outline"),
    Mark.CORNERS: marked("corners"),
    Mark.NOTHING: marked("no mark"),
}


@dataclass(frozen=True)
class StepProgress:
    """One step of a task: what it took in the latest kits, the newest last; None where it was not done."""

    number: int
    sentence: str
    photo: Path | None
    mark: Mark | None
    """None where the photo has no place."""
    needs: tuple[Need | None, ...]


@dataclass(frozen=True)
class HardStep:
    """A step that needs help most: in so many of so many kits, mostly of this kind."""

    number: int
    sentence: str
    photo: Path | None
    helped: int
    of: int
    need: Need


@dataclass(frozen=True)
class FaultyCheck:
    """A step whose check was overruled: a fault of the task."""

    number: int
    sentence: str
    overruled: int


@dataclass(frozen=True)
class CardProgress:
    """One worker in one task. ``weeks`` has each Monday with the percentage of steps without help, oldest first."""

    card: str
    task: str
    title: str
    level: HelpLevel
    fades: bool
    proposed: HelpLevel | None
    because: Because
    steps: tuple[StepProgress, ...]
    weeks: tuple[tuple[date, int], ...]
    hardest: tuple[HardStep, ...]
    faults: tuple[FaultyCheck, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept yet."""
        return not self.weeks


def card_progress(
    task: Task,
    profile: Profile,
    past: Sequence[KitPast],
    said: Sequence[Remark],
    older: Sequence[tuple[date, int]],
    today: date,
    language: str,
) -> CardProgress:
    """Tell how it goes for one worker in one task."""
    name = task.folder.name
    kept, fades = profile.level_in(name), may_fade(profile, name)
    found = guide(past, said, kept, today, fades=fades)
    same = [kit for kit in past if kit.is_same]
    faded = marks(past, today) if fades else {}
    latest = same[-KITS:]
    steps, hardest, faults = [], [], []
    for number, step in enumerate(task.steps, 1):
        sentence = step.text.into(language)
        photo = task.folder / step.photo if step.photo else None
        needs = tuple(next((s.need for s in kit.steps if s.step == number), None) for kit in latest)
        mark = faded.get(number, Mark.FILLED) if task.outline_of(step) else None
        steps.append(StepProgress(number, sentence, photo, mark, needs))
        done = [s for kit in same for s in kit.steps if s.step == number]
        helped = Counter(s.need for s in done if s.need is not Need.ALONE)
        if helped:
            most = max(helped, key=lambda need: (helped[need], list(Need).index(need)))
            hardest.append(HardStep(number, sentence, photo, helped.total(), len(done), most))
        if overruled := sum(s.overridden for s in done):
            faults.append(FaultyCheck(number, sentence, overruled))
    hardest.sort(key=lambda hard: (-hard.helped / hard.of, hard.number))
    return CardProgress(
        card=profile.card,
        task=name,
        title=task.title.into(language),
        level=kept,
        fades=fades,
        proposed=found.proposed,
        because=found.because,
        steps=tuple(steps),
        weeks=by_week(past, older)[-WEEKS:],
        hardest=tuple(hardest[:HARDEST]),
        faults=tuple(faults),
    )


def by_week(past: Sequence[KitPast], older: Sequence[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Return the percentage of steps without help of each week with work, oldest first."""
    kits: defaultdict[date, list[KitPast]] = defaultdict(list)
    for kit in past:
        kits[kit.day - timedelta(days=kit.day.weekday())].append(kit)
    weeks = dict(older)
    for monday, of_week in kits.items():
        alone, steps = share_alone(of_week)
        weeks[monday] = round(100 * alone / steps) if steps else 0
    return tuple(sorted(weeks.items()))


@dataclass(frozen=True)
class TaskStep:
    """One step of a task over everybody: so often done, with help, overruled. No person is in it (S5)."""

    number: int
    sentence: str
    helped: int
    overruled: int
    of: int


def hardest_first(steps: Iterable[TaskStep]) -> list[TaskStep]:
    """Sort the steps by the share that took help or was overruled, the largest first: mend their photo or text (S5)."""
    return sorted(steps, key=lambda step: (-(step.helped + step.overruled) / step.of, step.number))


def next_step(progress: CardProgress, tr: Translator) -> str:
    """Return what could be done next, for the coach to change."""
    if progress.proposed:
        return tr("Ask whether to try it with: {level}.", level=tr(LEVELS[progress.proposed]))
    if progress.faults:
        return tr("Teach the check of step {n} again.", n=progress.faults[0].number)
    if progress.hardest:
        return tr("Look at the photo and the sentence of step {n} together.", n=progress.hardest[0].number)
    return tr("Go on as it is.")


def reason(because: Because, tr: Translator) -> str:
    """Tell why the rule answers as it does, in words and numbers."""
    kits = tr.many("{n} kit without help", "{n} kits without help", because.kits)
    days = tr.many("on {n} day", "on {n} days", because.days)
    match because.why:
        case Why.OFF:
            return tr("Less help is not proposed in this task.")
        case Why.TRIES:
            return tr("In one kit {n} tries did not succeed: help is back.", n=because.tries)
        case Why.ERRORS:
            return tr(
                "In {n} of the last {of} kits a try did not succeed: help is back.", n=because.kits, of=because.of
            )
        case Why.AWAY:
            return tr("{n} days away: the first kit has one level more.", n=because.days)
        case Why.MOST:
            return tr("There is no more help than this.")
        case Why.CLEAN:
            return tr("{kits}, {days}.", kits=kits, days=days)
        case Why.NOT_YET:
            return tr(
                "{kits}, {days}. It takes {n} kits on {m} days.",
                kits=kits,
                days=days,
                n=RULE.clean_kits,
                m=RULE.clean_days,
            )
        case Why.LEAST:
            return tr("There is no less help than this.")
        case Why.CHANGED_TODAY:
            return tr("The help was changed today. One change a day is enough.")
        case Why.SAID_NO:
            return _again(tr("The worker said no."), because, tr)
        case Why.NOT_NOW:
            return _again(tr("You said: not now."), because, tr)
        case Why.SAID_LATER:
            return tr("The worker said: later. It is asked again tomorrow.")


def _again(said: str, because: Because, tr: Translator) -> str:
    again = tr.many("It may be asked again in {n} day.", "It may be asked again in {n} days.", because.days)
    return f"{said} {again}"
