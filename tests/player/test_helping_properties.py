"""The rule over random histories: never two changes a day, never inside a kit, help back within one kit (S2, S3)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from oss_app.core.events import CoachPassed, Opened, Pressed
from oss_app.core.light import BenchLight, BenchMap
from oss_app.core.plan import plan
from oss_app.core.plane import Homography
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.region import rectangle
from oss_app.core.session import Session
from oss_app.core.settings import Gesture
from oss_app.core.support import KitPast, Mark, Remark, Said, Why, at_most, guide, less, marks, more, step_past
from oss_app.core.task import Step, Task
from oss_app.i18n import load
from oss_app.player.helping import Helping, KitHelp, Terms
from oss_app.player.lit import lit
from oss_app.player.present import Presenter
from oss_app.player.screen import ScreenKind
from tests.samples import text

KEY = SessionKey("kit", "pan")
STEPS = 3
SPOT = ((0.0, 0.0), (300.0, 0.0), (300.0, 90.0), (0.0, 90.0))
BENCH = BenchLight(map=BenchMap(size=(1280, 800), to_picture=Homography()), panel=SPOT)
WARNED = Task(
    title=text("Taak"),
    folder=Path("taak"),
    places={"foto.jpg": {"plek": rectangle(0.2, 0.4, 0.6, 0.55)}},
    items=tuple(
        Step(
            text=text(f"Leg nummer {number} neer."),
            photo="foto.jpg",
            place="plek",
            hint=text("Het heeft een haakje."),
            film="film.mp4",
            warning=text(f"Nummer {number} is scherp."),
        )
        for number in range(1, STEPS + 1)
    ),
)
STEPS_SHOWN = {ScreenKind.STEP, ScreenKind.SHORT, ScreenKind.LIST}


@dataclass
class FakeHistory:
    """What is kept, in memory."""

    kits: list[KitPast] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def past(self, key: SessionKey, digest: str, steps: int) -> list[KitPast]:
        return list(self.kits)

    def said(self, key: SessionKey) -> list[Remark]:
        return list(self.remarks)

    def keep(self, key: SessionKey, remark: Remark) -> None:
        self.remarks.append(remark)


@dataclass(frozen=True)
class Doing:
    """One kit: nights before it, what each step takes, and what the worker says if asked."""

    nights: int
    steps: tuple[StepEnded, ...]
    says: Said
    restarts: bool
    """The program is started anew before the kit."""
    dies_after: int | None = None
    """After so many steps of the kit the program is killed, and started anew."""


def a_step(number: int, chance: random.Random, trouble: float) -> StepEnded:
    if chance.random() > trouble:
        return StepEnded(1, number, chance.choice([Outcome.CONFIRMED, Outcome.SEEN]))
    asked, tries = chance.choice([0, 0, 1, 2, 4]), chance.choice([0, 1, 1, 2])
    return StepEnded(1, number, chance.choice(list(Outcome)), asked=asked, tries=tries)


def a_life(seed: int) -> list[Doing]:
    """Weeks in which all goes well, and weeks in which it does not."""
    chance = random.Random(seed)
    doings: list[Doing] = []
    for _ in range(chance.randrange(1, 8)):
        trouble = chance.choice([0.0, 0.0, 0.1, 0.5])
        for _ in range(chance.randrange(1, 12)):
            steps = tuple(a_step(number, chance, trouble) for number in range(1, STEPS + 1))
            says = chance.choice([Said.YES, Said.YES, Said.NO, Said.LATER])
            dies_after = chance.choice([None, None, None, *range(1, STEPS)])
            doings.append(Doing(chance.choice([0, 0, 0, 1, 1, 2, 20]), steps, says, chance.random() < 0.3, dies_after))
    return doings


lives = st.builds(a_life, st.integers(0, 2**32))
levels = st.sampled_from(HelpLevel)


@dataclass
class Life:
    """A worker's weeks with one task; each kit as the rule and the answers made it."""

    level: HelpLevel
    history: FakeHistory = field(default_factory=FakeHistory)
    today: date = date(2026, 11, 2)
    changes: list[tuple[date, HelpLevel]] = field(default_factory=list)
    helps: list[tuple[Doing, KitHelp, date]] = field(default_factory=list)
    kept: list[HelpLevel] = field(default_factory=list)
    """What was kept in each kit: after a long time away the first one shows more."""
    inside: list[tuple[KitHelp, KitHelp]] = field(default_factory=list)
    """The help of a kit at its beginning, and after each of its steps."""

    def helping(self) -> Helping:
        """As a new start of the program takes it up."""
        made = Helping(KEY, Terms(self.level, True, True), self.history, self.keep, lambda: self.today)
        made.take_up("now", STEPS)
        return made

    def after_a_kill(self, steps: Sequence[StepEnded], given: KitHelp) -> Helping:
        """A new start, which finds the steps of a kit that is not whole."""
        begun = KitPast(self.today, given.level, tuple(step_past(step) for step in steps), is_whole=False)
        self.history.kits.append(begun)
        helping = self.helping()
        self.history.kits.pop()
        helping.go_on()
        return helping

    def keep(self, level: HelpLevel) -> None:
        self.level = level
        self.changes.append((self.today, level))

    def live(self, doings: list[Doing]) -> None:
        helping = self.helping()
        for doing in doings:
            self.today += timedelta(days=doing.nights)
            if doing.restarts:
                helping = self.helping()
            given = helping.begin_kit()
            if given.proposed:
                assert given.proposed is less(helping.kept)
                helping.say(doing.says, given.proposed if doing.says is Said.YES else None)
                if doing.says is Said.YES:
                    given = KitHelp(given.proposed, given.marks)
                    helping.now = given
            for number, ended in enumerate(doing.steps, 1):
                helping.ended(ended)
                if number == doing.dies_after:
                    helping = self.after_a_kill(doing.steps[:number], given)
                self.inside.append((given, helping.now))
            helping.end_kit()
            self.history.kits.append(helping._past[-1])
            self.helps.append((doing, given, self.today))
            self.kept.append(self.level)


def failed(doing: Doing) -> int:
    return sum(ended.failed for ended in doing.steps)


@settings(deadline=None, max_examples=150)
@given(lives, levels)
def test_what_is_kept_never_changes_twice_a_day(doings: list[Doing], level: HelpLevel) -> None:
    life = Life(level)
    life.live(doings)
    days = [day for day, _ in life.changes]
    assert len(days) == len(set(days))


@settings(deadline=None, max_examples=100)
@given(lives, levels)
def test_nothing_changes_inside_a_kit(doings: list[Doing], level: HelpLevel) -> None:
    """Not after a step that went wrong, and not where the program was killed and goes on with it."""
    life = Life(level)
    life.live(doings)
    assert len(life.inside) == STEPS * len(doings)
    for begun, now in life.inside:
        assert (now.level, dict(now.marks)) == (begun.level, dict(begun.marks))


@settings(deadline=None, max_examples=40)
@given(lives, levels, st.lists(st.integers(0, 5), min_size=STEPS, max_size=STEPS))
def test_a_warning_is_never_hidden(doings: list[Doing], level: HelpLevel, presses: list[int]) -> None:
    """Whatever help the rule comes to, and however often Help is pressed: on the screen, and on the bench."""
    life = Life(level)
    life.live(doings)
    given_helps = {(given.level, tuple(sorted(given.marks.items()))) for _, given, _ in life.helps}
    for at, faded in given_helps:
        assert warnings_hidden(at, dict(faded), presses) == []


def warnings_hidden(level: HelpLevel, faded: Mapping[int, Mark], presses: Sequence[int]) -> list[str]:
    """The warnings that are not there while their step is on the screen; each step has one."""
    profile = Profile(level=level)
    laid_out = replace(plan(WARNED, profile), marks=faded, is_guided=True, offers_more=True)
    session, presenter = Session(laid_out), Presenter(profile, "nl", load("nl"))
    hidden: list[str] = []

    def look() -> None:
        screen = presenter.screen(session)
        told = {screen.warning, *(tile.warning for tile in screen.tiles)}
        wanted = {step.warning.into("nl") for step in session.steps if step.warning}
        hidden.extend(wanted - told if screen.kind in STEPS_SHOWN else ())
        light = lit(session, BENCH, presenter).words
        if light and light.warning not in wanted:
            hidden.append(f"the light: {light.sentence}")

    session.on(Opened())
    while session.steps:
        for _ in range(presses[session.page[0]]):
            look()
            session.on(Pressed(Gesture.HELP))
            if presenter.screen(session).kind is ScreenKind.CALL:
                session.on(Pressed(Gesture.DONE))
        look()
        session.on(CoachPassed())
    return hidden


@settings(deadline=None, max_examples=150)
@given(lives, levels)
def test_help_is_back_within_one_kit(doings: list[Doing], level: HelpLevel) -> None:
    life = Life(level)
    life.live(doings)
    for (doing, given_help, _), (_, next_help, _), kept in zip(life.helps, life.helps[1:], life.kept, strict=False):
        assert at_most(kept, given_help.level)
        if failed(doing) >= 2 and kept is not HelpLevel.SHOW:
            assert not at_most(next_help.level, kept)
        for ended in doing.steps:
            if ended.asked or ended.failed or ended.outcome is Outcome.BY_COACH:
                assert next_help.marks.get(ended.step, Mark.FILLED) is Mark.FILLED


@settings(deadline=None, max_examples=150)
@given(lives, levels)
def test_less_help_only_by_a_yes_or_after_help_that_was_for_a_while(doings: list[Doing], level: HelpLevel) -> None:
    life = Life(level)
    life.live(doings)
    kept, said = level, dict.fromkeys([Said.YES, Said.RAISED], 0)
    for remark in life.history.remarks:
        if remark.changes:
            said[remark.said] += 1
            assert remark.level is (less(kept) if remark.said is Said.YES else more(kept))
            kept = remark.level
    assert kept is life.level
    for _, given_help, _ in life.helps:
        assert given_help.level in HelpLevel


@settings(deadline=None, max_examples=100)
@given(lives, levels, st.integers(0, 30))
def test_the_same_history_gives_the_same_answer(doings: list[Doing], level: HelpLevel, days: int) -> None:
    life = Life(level)
    life.live(doings)
    today = life.today + timedelta(days=days)
    past, said = tuple(life.history.kits), tuple(life.history.remarks)
    one, other = (guide(list(past), list(said), life.level, today) for _ in range(2))
    assert one == other
    assert marks(past, today) == marks(list(past), today)
    if one.because.why not in (Why.TRIES, Why.ERRORS):
        assert one.kept is life.level


@settings(deadline=None, max_examples=100)
@given(lives, levels)
def test_a_mark_goes_one_stage_at_a_time_and_never_two_a_day(doings: list[Doing], level: HelpLevel) -> None:
    life = Life(level)
    life.live(doings)
    for number in range(1, STEPS + 1):
        before, down_on = Mark.FILLED, date.min
        for _, given_help, day in life.helps:
            mark = given_help.marks.get(number, Mark.FILLED)
            if mark > before:
                assert mark == before + 1
                assert day > down_on
                down_on = day
            before = mark


@settings(deadline=None, max_examples=60)
@given(lives, levels)
def test_where_it_is_off_nothing_ever_changes(doings: list[Doing], level: HelpLevel) -> None:
    life = Life(level)
    life.live(doings)
    off = guide(life.history.kits, life.history.remarks, level, life.today, fades=False)
    assert (off.level, off.kept, off.proposed, off.because.why) == (level, level, None, Why.OFF)
