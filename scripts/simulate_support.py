"""Forty made-up workers learn a task: how often the rule of the help levels proposes less at the right time.

    .venv/bin/python scripts/simulate_support.py

Each worker has a way of learning (below), and does one to four kits of eight steps on most working days of 16 weeks. A
step goes wrong or takes help by a chance that falls with practice and rises with each level less. So it is known what
the rule cannot know: how likely a kit without help would be at one level less. A proposal is

- *right* where that chance is at least READY,
- *too early* where it is less,
- *too late* where it is right, but it had been so for more than LATE kits.

Each rule is tried with workers who say yes to everything, and with the same workers who say no once to a level from
which help had to come back before: the rule leaves the answer to them, so it is judged with both.

People who learn are not like this: the numbers compare rules with each other, and say nothing about a person.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.support import RULE, KitPast, Numbers, Remark, Said
from oss_app.player.helping import Helping, KitHelp, Terms

WORKERS, STEPS, WEEKS = 40, 8, 16
READY, LATE = 0.75, 12
LEVELS = tuple(HelpLevel)
START = date(2026, 1, 5)
VARIANTS = {
    "the rule: 3 kits on 2 days": RULE,
    "sooner:   2 kits on 1 day": Numbers(clean_kits=2, clean_days=1),
    "later:    5 kits on 3 days": Numbers(clean_kits=5, clean_days=3),
}

Curve = Callable[[int, int], float]
"""``curve(kits, days_away)``: the chance that a step needs help at the level *photo and voice*."""


def quick(kits: int, away: int) -> float:
    return 0.004 + 0.20 * math.exp(-kits / 6)


def slow(kits: int, away: int) -> float:
    return 0.006 + 0.22 * math.exp(-kits / 30)


def plateau(kits: int, away: int) -> float:
    """Learns some of it and then no more: the level is right as it is."""
    return 0.06 + 0.15 * math.exp(-kits / 10)


def sudden(kits: int, away: int) -> float:
    return 0.18 if kits < 25 else 0.006


def forgetting(kits: int, away: int) -> float:
    """Loses half of it in a long weekend."""
    return min(0.25, (0.005 + 0.2 * math.exp(-kits / 10)) * (1 + away / 2))


CURVES: tuple[Curve, ...] = (quick, slow, plateau, sudden, forgetting)


@dataclass
class Memory:
    """What is kept of one worker."""

    kits: list[KitPast] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def past(self, key: SessionKey, digest: str, steps: int) -> list[KitPast]:
        return list(self.kits)

    def said(self, key: SessionKey) -> list[Remark]:
        return list(self.remarks)

    def keep(self, key: SessionKey, remark: Remark) -> None:
        self.remarks.append(remark)


@dataclass
class Tally:
    """What became of the proposals."""

    right: int = 0
    early: int = 0
    late: int = 0
    raised: int = 0
    kits: int = 0
    hard: int = 0
    """Kits at a level that the worker was not ready for."""
    refused: int = 0
    early_by: Counter[str] = field(default_factory=Counter)
    """Those that came too early, by the way of learning."""


@dataclass
class Learner:
    """One made-up worker; each day has its form."""

    curve: Curve
    chance: random.Random
    kits: int = 0
    last: date = START
    form: float = 1.0
    minds: bool = False
    """Whether the worker says no, once, to what was too hard the last time."""
    too_hard: set[HelpLevel] = field(default_factory=set)

    def answer(self, proposed: HelpLevel) -> Said:
        """What the worker says to less help."""
        refuses = self.minds and proposed in self.too_hard
        self.too_hard.discard(proposed)
        return Said.NO if refuses else Said.YES

    def need(self, level: HelpLevel, today: date) -> float:
        """The chance that a step needs help or goes wrong."""
        less = LEVELS.index(level) - LEVELS.index(HelpLevel.PHOTO_AND_VOICE)
        return min(0.9, self.curve(self.kits, (today - self.last).days) * 2.2**less)

    def clean(self, level: HelpLevel, today: date) -> float:
        """How likely a kit without help is, on a usual day."""
        return float((1 - self.need(level, today)) ** STEPS)

    def do(self, number: int, level: HelpLevel, today: date) -> StepEnded:
        if self.chance.random() >= self.need(level, today) * self.form:
            return StepEnded(1, number, Outcome.SEEN)
        if self.chance.random() < 0.5:
            return StepEnded(1, number, Outcome.SEEN, asked=1)
        return StepEnded(1, number, Outcome.SEEN, tries=1 + (self.chance.random() < 0.3))


def live(learner: Learner, numbers: Numbers, tally: Tally) -> None:
    """Sixteen weeks of one worker."""
    today, memory, ready = START, Memory(), 0
    terms = Terms(HelpLevel.PHOTO_AND_VOICE, fades=True, asks=True, numbers=numbers)
    helping = Helping(SessionKey("kit", "pan"), terms, memory, lambda level: None, lambda: today)
    helping.take_up("", STEPS)
    for _ in range(WEEKS * 7):
        if today.weekday() < 5 and learner.chance.random() < 0.85:
            learner.form = learner.chance.choice([0.7, 1.0, 1.0, 1.3])
            for _ in range(learner.chance.randrange(1, 5)):
                ready = one_kit(helping, learner, today, ready, tally)
            learner.last = today
        today += timedelta(days=1)


def one_kit(helping: Helping, learner: Learner, today: date, ready: int, tally: Tally) -> int:
    """One kit; for how many kits in a row the worker has been ready for one level less."""
    before = helping.kept
    given = helping.begin_kit()
    if helping.kept is not before:
        tally.raised += 1
        learner.too_hard.add(before)
    if given.proposed and learner.answer(given.proposed) is Said.NO:
        tally.refused += 1
        helping.say(Said.NO)
    elif given.proposed:
        if learner.clean(given.proposed, today) < READY:
            tally.early += 1
            tally.early_by[learner.curve.__name__] += 1
        elif ready > LATE:
            tally.late += 1
        else:
            tally.right += 1
        helping.say(Said.YES, given.proposed)
        helping.now = given = KitHelp(given.proposed, given.marks)
    tally.kits += 1
    tally.hard += learner.clean(given.level, today) < READY / 2 and given.level is not HelpLevel.SHOW
    for number in range(1, STEPS + 1):
        helping.ended(learner.do(number, given.level, today))
    helping.end_kit()
    learner.kits += 1
    if helping.kept is not before:
        return 0
    lower = LEVELS[min(LEVELS.index(helping.kept) + 1, len(LEVELS) - 1)]
    return ready + 1 if learner.clean(lower, today) >= READY else 0


def simulate(numbers: Numbers, workers: int = WORKERS, seed: int = 4, *, minds: bool = False) -> Tally:
    """All workers under one rule; the same workers for every rule."""
    tally = Tally()
    for worker in range(workers):
        chance = random.Random(seed * 1000 + worker)
        live(Learner(CURVES[worker % len(CURVES)], chance, minds=minds), numbers, tally)
    return tally


def main() -> None:
    print(f"{WORKERS} made-up workers, {WEEKS} weeks")
    for minds in (False, True):
        print("\nwho say no once to what was too hard before" if minds else "\nwho say yes to everything")
        print(f"{'':28}{'right':>7}{'early':>7}{'late':>7}{'no':>7}{'raised':>8}{'kits':>7}{'too hard':>10}")
        for name, numbers in VARIANTS.items():
            t = simulate(numbers, minds=minds)
            row = f"{t.right:>7}{t.early:>7}{t.late:>7}{t.refused:>7}{t.raised:>8}{t.kits:>7}"
            print(f"{name:28}{row}{t.hard / t.kits:>10.0%}")
            if numbers is RULE:
                by_kind = ", ".join(f"{kind} {t.early_by[kind]}" for kind in (c.__name__ for c in CURVES))
        print(f"too early under the rule, by way of learning = {by_kind}")


if __name__ == "__main__":
    main()
