"""Help that fits the person: less of it is proposed and never forced, more comes back at once (S2, S3).

Pure functions over what the journal kept: no clock, no files, no words. Each answer has its reason, a word and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, StepEnded

_MOST_FIRST = tuple(HelpLevel)


class Mark(IntEnum):
    """How much of the place is drawn, in the photo and by the light alike; warnings never fade."""

    FILLED = 0
    OUTLINE = 1
    CORNERS = 2
    NOTHING = 3


class Need(StrEnum):
    """What a step took of help, as a coach says it."""

    ALONE = "alone"
    HINT = "hint"
    PHOTO = "photo"
    PERSON = "person"


class Said(StrEnum):
    """What the worker or the coach said about the help in one task."""

    YES = "yes"  # the worker, to a proposal: one level less
    NO = "no"
    LATER = "later"
    NOT_NOW = "not_now"  # the coach, to a proposal
    CHOSE = "chose"  # the worker kept more help, or the coach set the level
    RAISED = "raised"  # the rule brought help back
    BEGAN = "began"  # the coach allowed proposals in this task: what was before does not count


@dataclass(frozen=True)
class Remark:
    """Something that was said, and the level that was kept from then on."""

    day: date
    said: Said
    level: HelpLevel

    @property
    def changes(self) -> bool:
        """Whether the rule begins to count anew here."""
        return self.said in (Said.YES, Said.CHOSE, Said.RAISED, Said.BEGAN)


@dataclass(frozen=True)
class StepPast:
    """How one step of a kit went. ``asked`` is the highest rung that the worker asked for, 0 for none.

    ``failed`` counts the tries that ended in *not done* before the check saw the step done. One that was overridden
    has none: the worker said that the check was wrong, and that is a fault of the task.
    """

    step: int
    asked: int = 0
    failed: int = 0
    by_coach: bool = False
    skipped: bool = False
    overridden: bool = False

    @property
    def need(self) -> Need:
        """What it took, in a coach's words."""
        if self.by_coach or self.asked >= CALLED:
            return Need.PERSON
        return {0: Need.ALONE, 1: Need.HINT}.get(self.asked, Need.PHOTO)

    @property
    def is_clean(self) -> bool:
        """Done, without help and without a try that counts."""
        return self.need is Need.ALONE and not self.failed and not self.skipped


@dataclass(frozen=True)
class KitPast:
    """How one kit went: its day, the level that was on the screen at its end, and its steps in their order.

    ``chose_more`` tells that the worker asked for more help until its end. ``is_same`` tells that the task was then
    as it is now: in another version a number may be another step's.
    """

    day: date
    level: HelpLevel
    steps: tuple[StepPast, ...]
    chose_more: bool = False
    is_whole: bool = True
    is_same: bool = True

    @property
    def is_clean(self) -> bool:
        """Every step was done without help."""
        return self.is_whole and not self.chose_more and all(step.is_clean for step in self.steps)

    @property
    def failed(self) -> int:
        """The tries that count."""
        return sum(step.failed for step in self.steps)


@dataclass(frozen=True)
class Holding:
    """What is kept of one worker: so many steps, weeks and remarks, in these tasks, the oldest of that day (P7, P8)."""

    steps: int = 0
    weeks: int = 0
    remarks: int = 0
    tasks: tuple[str, ...] = ()
    oldest: date | None = None


@dataclass(frozen=True)
class Numbers:
    """The numbers of the rule (S2, S3); the simulation tries others."""

    clean_kits: int = 3
    clean_days: int = 2
    failed_tries: int = 2
    """In one kit."""
    failed_kits: int = 2
    """Of the last ``of_last``."""
    of_last: int = 3
    away_days: int = 14
    """More than so many since the last kit, and the first has one level more."""
    rest_days: int = 14
    """So long a *No* is not asked again."""


RULE = Numbers()
CALLED = 4
"""The rung of the help ladder that calls the coach."""


class Why(StrEnum):
    """The reason of an answer; the numbers beside it are named after what they count."""

    OFF = "off"
    TRIES = "tries"  # one kit with so many tries that failed
    ERRORS = "errors"  # so many of the last kits had one
    AWAY = "away"  # so many days since the last kit
    MOST = "most"  # help would come back, and there is no more of it
    CLEAN = "clean"  # so many kits without help, on so many days
    NOT_YET = "not_yet"  # so many kits without help so far, on so many days
    LEAST = "least"  # less would be proposed, and there is no less
    CHANGED_TODAY = "changed_today"
    SAID_NO = "said_no"  # so many days until it may be asked again
    SAID_LATER = "said_later"
    NOT_NOW = "not_now"  # so many days until it may be asked again


@dataclass(frozen=True)
class Because:
    """Why the rule answers as it does."""

    why: Why
    kits: int = 0
    of: int = 0
    days: int = 0
    tries: int = 0


@dataclass(frozen=True)
class Guidance:
    """The rule's answer before a kit: the level of this kit, the one that is kept, and less, where it may be asked."""

    level: HelpLevel
    kept: HelpLevel
    because: Because
    proposed: HelpLevel | None = None

    @property
    def raises(self) -> bool:
        """Whether what is kept changes without a question: help comes back."""
        return self.because.why in (Why.TRIES, Why.ERRORS) and self.level is self.kept


def more(level: HelpLevel) -> HelpLevel:
    """One level more; the most stays the most."""
    return _MOST_FIRST[max(0, _MOST_FIRST.index(level) - 1)]


def less(level: HelpLevel) -> HelpLevel:
    """One level less; the least stays the least."""
    return _MOST_FIRST[min(len(_MOST_FIRST) - 1, _MOST_FIRST.index(level) + 1)]


def at_most(level: HelpLevel, other: HelpLevel) -> bool:
    """Tell whether ``level`` shows as much as the other, or less."""
    return _MOST_FIRST.index(level) >= _MOST_FIRST.index(other)


def may_fade(profile: Profile, task: str) -> bool:
    """Tell whether less help may be proposed to this worker in this task: off until a coach allows it (S2)."""
    return bool(profile.card) and not profile.no_fading and task in profile.fades


def step_past(ended: StepEnded) -> StepPast:
    """Return what counts of a step that ended (S3): a check that was overruled or could not tell is no fault of the
    worker.
    """
    return StepPast(
        ended.step,
        asked=ended.asked,
        failed=ended.failed,
        by_coach=ended.outcome is Outcome.BY_COACH,
        skipped=ended.outcome is Outcome.SKIPPED,
        overridden=ended.outcome is Outcome.OVERRIDDEN,
    )


def guide(
    past: Sequence[KitPast],
    said: Sequence[Remark],
    kept: HelpLevel,
    today: date,
    *,
    fades: bool = True,
    numbers: Numbers = RULE,
) -> Guidance:
    """Return what help the next kit has. ``past`` and ``said`` are of one worker and one task, oldest first.

    It is asked between kits, never inside one. Without ``fades`` everything stays as it is. What is kept changes at
    most once a day: where it did already, help that must come back does so without being kept, and is kept tomorrow.
    """
    if not fades:
        return Guidance(kept, kept, Because(Why.OFF))
    since = _since(past, said)
    changed_today = any(remark.changes and remark.day == today for remark in said)
    back = _comes_back([kit for kit in since if at_most(kept, kit.level)], numbers)
    if back and more(kept) is not kept:
        return Guidance(more(kept), kept if changed_today else more(kept), back)
    if past and (away := (today - past[-1].day).days) > numbers.away_days:
        return Guidance(more(kept), kept, Because(Why.AWAY, days=away))
    clean, because = _clean([kit for kit in since if at_most(kit.level, kept)], numbers)
    if not clean:
        return Guidance(kept, kept, Because(Why.MOST) if back else because)
    if less(kept) is kept:
        return Guidance(kept, kept, Because(Why.LEAST))
    if rests := _rests(said, today, numbers, changed_today=changed_today):
        return Guidance(kept, kept, rests)
    return Guidance(kept, kept, because, less(kept))


def _since(past: Sequence[KitPast], said: Sequence[Remark]) -> list[KitPast]:
    """Return the kits since the kept level last changed; of that day those count too, for no hour is kept."""
    first = max((remark.day for remark in said if remark.changes), default=date.min)
    return [kit for kit in past if kit.day >= first]


def _comes_back(kits: Sequence[KitPast], numbers: Numbers) -> Because | None:
    """Tell why one level more is due: kits at the kept level or with more help had tries that count.

    Any of the windows since the change will do, for the day's one change may have stood in the way of an earlier one.
    """
    for end in range(1, len(kits) + 1):
        window = kits[max(0, end - numbers.of_last) : end]
        if window[-1].failed >= numbers.failed_tries:
            return Because(Why.TRIES, tries=window[-1].failed)
        failed = sum(bool(kit.failed) for kit in window)
        if failed >= numbers.failed_kits:
            return Because(Why.ERRORS, kits=failed, of=len(window))
    return None


def _clean(kits: Sequence[KitPast], numbers: Numbers) -> tuple[bool, Because]:
    """Tell whether the latest kits, at the kept level or with less, went without help.

    How many, and on how many days.
    """
    latest: list[KitPast] = []
    for kit in reversed(kits):
        if not kit.is_clean:
            break
        latest.append(kit)
    days = len({kit.day for kit in latest})
    enough = len(latest) >= numbers.clean_kits and days >= numbers.clean_days
    return enough, Because(Why.CLEAN if enough else Why.NOT_YET, kits=len(latest), days=days)


def _rests(said: Sequence[Remark], today: date, numbers: Numbers, *, changed_today: bool) -> Because | None:
    """Tell why less is not proposed today, though it would be time."""
    if changed_today:
        return Because(Why.CHANGED_TODAY)
    rest = timedelta(days=numbers.rest_days)
    for word, why in ((Said.NO, Why.SAID_NO), (Said.NOT_NOW, Why.NOT_NOW)):
        again = max((remark.day + rest for remark in said if remark.said is word), default=today)
        if again > today:
            return Because(why, days=(again - today).days)
    later = any(remark.said is Said.LATER and remark.day == today for remark in said)
    return Because(Why.SAID_LATER) if later else None


@dataclass
class _Fading:
    """One step's mark as the kits go by."""

    mark: Mark = Mark.FILLED
    clean: list[date] = field(default_factory=list)


def marks(past: Sequence[KitPast], today: date, *, numbers: Numbers = RULE) -> dict[int, Mark]:
    """Tell how much of each step's place is drawn in the next kit, by the step's number; one that is missing is filled.

    The rule of the levels, for one step: a stage less after as many kits without help on as many days, counted anew
    from each stage; a need or a try that counts brings the whole mark back. After a long time away all are filled.
    """
    same = [kit for kit in past if kit.is_same]
    if not same or (today - same[-1].day).days > numbers.away_days:
        return {}
    steps: dict[int, _Fading] = {}
    before = same[0].day
    for kit in same:
        if (kit.day - before).days > numbers.away_days:
            steps.clear()
        before = kit.day
        for step in kit.steps:
            _fade(steps.setdefault(step.step, _Fading()), step, kit, numbers)
    return {number: fading.mark for number, fading in steps.items() if fading.mark}


def _fade(fading: _Fading, step: StepPast, kit: KitPast, numbers: Numbers) -> None:
    if step.need is Need.ALONE and (step.overridden or step.skipped):
        return  # nobody can say how it went
    if not step.is_clean or kit.chose_more:
        fading.mark, fading.clean = Mark.FILLED, []
        return
    fading.clean.append(kit.day)
    if len(fading.clean) >= numbers.clean_kits and len(set(fading.clean)) >= numbers.clean_days:
        fading.mark, fading.clean = Mark(min(fading.mark + 1, Mark.NOTHING)), []


def share_alone(kits: Iterable[KitPast]) -> tuple[int, int]:
    """Tell how many steps were done without help, and how many in all."""
    steps = [step for kit in kits for step in kit.steps]
    return sum(step.need is Need.ALONE for step in steps), len(steps)
