"""The help of one worker in one session: asks the rule before each kit, and keeps what it decides and what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from oss_app.core.ports import History, SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.core.support import (
    RULE,
    Because,
    KitPast,
    Mark,
    Numbers,
    Remark,
    Said,
    StepPast,
    Why,
    at_most,
    guide,
    marks,
    may_fade,
    more,
    step_past,
)


@dataclass(frozen=True)
class KitHelp:
    """The help of one kit: the level, what each step's mark has faded to, and less, where it may be asked.

    ``is_chosen``: the worker wanted more until the end of the kit. ``is_probe``: the coach lets it begin without help.
    """

    level: HelpLevel
    marks: Mapping[int, Mark] = field(default_factory=dict)
    proposed: HelpLevel | None = None
    because: Because = field(default_factory=lambda: Because(Why.OFF))
    is_chosen: bool = False
    is_probe: bool = False


@dataclass(frozen=True)
class Terms:
    """What the rule may do for a worker in a task: nothing unless ``fades``; ask about less only where it ``asks``."""

    kept: HelpLevel
    fades: bool = False
    asks: bool = False
    numbers: Numbers = RULE


def terms(profile: Profile, task: str, journal: JournalLevel) -> Terms:
    """Return what a profile allows in a task. Less is asked only where the journal may remember the answer."""
    fades = may_fade(profile, task)
    return Terms(profile.level_in(task), fades, fades and journal is JournalLevel.OWN_PROGRESS)


class Helping:
    """Follows one session kit by kit. ``keep(level)`` is called when the level that is kept changes."""

    def __init__(
        self,
        key: SessionKey,
        agreed: Terms,
        history: History,
        keep: Callable[[HelpLevel], None],
        today: Callable[[], date],
    ) -> None:
        self._key, self._terms = key, agreed
        self._history, self._keep, self._today = history, keep, today
        self._past: list[KitPast] = []
        self._said: list[Remark] = []
        self._steps: dict[int, StepPast] = {}
        self._count = 0
        self.now = KitHelp(agreed.kept)

    @property
    def kept(self) -> HelpLevel:
        """The level that is kept."""
        return self._terms.kept

    @property
    def fades(self) -> bool:
        """Whether the rule may do anything here."""
        return self._terms.fades

    def take_up(self, digest: str, steps: int) -> None:
        """Read what is known of this worker in this task; ``steps`` is how many a whole kit has."""
        self._count = steps
        if self.fades:
            self._past = list(self._history.past(self._key, digest, steps))
            self._said = list(self._history.said(self._key))

    def go_on(self) -> KitHelp:
        """Return the help of a kit that was begun before: as it was then, for nothing changes inside a kit."""
        begun = self._past.pop() if self._past and not self._past[-1].is_whole else None
        if begun is None:
            return self.begin_kit(asks=False)
        self._steps = {step.step: step for step in begun.steps}
        faded = {} if begun.chose_more else marks(self._past, self._today(), numbers=self._terms.numbers)
        self.now = KitHelp(begun.level, faded, is_chosen=begun.chose_more)
        return self.now

    def begin_kit(self, *, asks: bool = True) -> KitHelp:
        """Return the help of the next kit. Help that comes back does so without a question."""
        today, numbers = self._today(), self._terms.numbers
        self._steps = {}
        found = guide(self._past, self._said, self.kept, today, fades=self.fades, numbers=numbers)
        if found.raises:
            self._change(Said.RAISED, found.kept)
        faded = marks(self._past, today, numbers=numbers) if self.fades else {}
        proposed = found.proposed if asks and self._terms.asks else None
        self.now = KitHelp(found.level, faded, proposed, found.because)
        return self.now

    def lower(self, level: HelpLevel) -> KitHelp:
        """Return the worker said yes: this kit already goes with less."""
        self.now = KitHelp(level, self.now.marks)
        return self.now

    def probe(self) -> KitHelp:
        """Let this kit go without help, as the coach wants; ``needed`` ends that."""
        level = self.kept if at_most(self.kept, HelpLevel.PHOTO) else HelpLevel.PHOTO
        nothing = dict.fromkeys(range(1, self._count + 1), Mark.NOTHING)
        self.now = KitHelp(level, nothing, is_probe=True)
        return self.now

    def needed(self) -> KitHelp | None:
        """Return the help that a probe gives way to, since help was taken or a try ended in *not done*; else None."""
        if not self.now.is_probe:
            return None
        self.now = KitHelp(self.kept)
        return self.now

    def give_more(self) -> KitHelp:
        """Give more help until the end of the kit: one level, never less than is kept, all marks whole."""
        level = more(self.now.level)
        self.now = KitHelp(self.kept if at_most(level, self.kept) else level, is_chosen=True)
        return self.now

    def ended(self, step: StepEnded) -> None:
        """Count what an ended step took; done again after Back, what it took before still counts."""
        past, before = step_past(step), self._steps.get(step.step)
        if before:
            past = replace(
                past,
                asked=max(past.asked, before.asked),
                failed=max(past.failed, before.failed),
                by_coach=past.by_coach or before.by_coach,
            )
        self._steps[step.step] = past

    def end_kit(self) -> bool:
        """End the kit; tell whether to ask if the help that was chosen is to stay."""
        past = tuple(self._steps[number] for number in sorted(self._steps))
        if past:
            whole = len(past) >= self._count
            self._past.append(KitPast(self._today(), self.now.level, past, self.now.is_chosen, is_whole=whole))
        self._steps = {}
        return self.now.is_chosen and not at_most(self.now.level, self.kept)

    def say(self, said: Said, level: HelpLevel | None = None) -> None:
        """Take the answer to a question; with a level, that one is kept from now on."""
        if level is not None:
            self._change(said, level)
        else:
            self._remark(Remark(self._today(), said, self.kept))

    def _change(self, said: Said, level: HelpLevel) -> None:
        self._terms = replace(self._terms, kept=level)
        self._remark(Remark(self._today(), said, level))
        self._keep(level)

    def _remark(self, remark: Remark) -> None:
        self._said.append(remark)
        self._history.keep(self._key, remark)
