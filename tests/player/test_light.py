"""The light says where the step's place is, and takes turns with the eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.events import Covered, Event, Pressed, Ticked, Uncovered
from oss_app.core.light import BenchLight, BenchMap, Lit
from oss_app.core.plan import plan
from oss_app.core.plane import Homography
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import enter
from oss_app.player.present import Presenter
from tests.fakes import FakeClock, FakeJournal, FakeVoice, FakeWatcher

ONE = ((100.0, 100.0), (200.0, 100.0), (200.0, 150.0), (100.0, 150.0))
TWO = ((300.0, 100.0), (400.0, 100.0), (400.0, 180.0))
SOURCE = ((500.0, 100.0), (600.0, 100.0), (600.0, 180.0), (500.0, 180.0))
MAP = BenchMap(size=(1280, 800), to_picture=Homography())
AREA = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class FakeLamp:
    """Remembers what is lit."""

    def __init__(self) -> None:
        self.now = Lit()
        self.shown: list[Lit] = []

    def shine(self, lit: Lit) -> None:
        if lit != self.now:
            self.now = lit
            self.shown.append(lit)

    def go_dark(self) -> None:
        self.shine(Lit())


class LitBench:
    """Two steps with a place each, the second three times; ``light`` is what the coach showed."""

    def __init__(
        self,
        level: HelpLevel = HelpLevel.PHOTO_AND_VOICE,
        light: BenchLight | None = None,
        check: str = "",
        marks: Mapping[int, Mark] | None = None,
        take: str = "",
    ) -> None:
        def step(words: str, place: str, count: int | None = None) -> Step:
            return Step(text=Text(words=words), photo="a.jpg", place=place, count=count, check=check or None)

        steps = (step("One", "one").model_copy(update={"take": take or None}), step("Two", "two", 3))
        task = Task(title=Text(words="Kit"), items=steps, folder=Path("kit"))
        self.light = light or BenchLight(map=MAP, places={"kit": {"one": ONE, "two": TWO}})
        profile = Profile(level=level)
        checks = {check: Check(name=check, kind=CheckKind.OCCUPIED, region=AREA)} if check else {}
        self.clock, self.lamp, self.watcher = FakeClock(), FakeLamp(), FakeWatcher()
        journal = FakeJournal()
        laid_out = replace(plan(task, profile, checks), marks=marks or {})
        number, session = enter(journal, SessionKey("kit"), laid_out, "digest")
        outside = Outside(
            journal=journal,
            voice=FakeVoice(),
            watcher=self.watcher,
            clock=self.clock,
            later=self.clock.later,
            show=lambda screen: None,
            ready=lambda pictures: None,
            over=lambda finished: None,
            lamp=self.lamp,
            light=self.light,
        )
        self.conductor = Conductor(session, number, Presenter(profile, "nl", load("nl"), checks), checks, outside)
        self.conductor.open()

    @property
    def lit(self) -> Lit:
        return self.lamp.now

    def do(self, *events: Event) -> None:
        for event in events:
            self.conductor.tell(event)

    def look(self, answer: Answer, reason: Reason | None = None, times: int = 1) -> None:
        for _ in range(times):
            self.clock.advance(0.125)
            self.conductor.looked(self.conductor.session.state.watch, Look(answer, reason=reason))

    def look_until(self, answer: Answer, *, dark: bool) -> float:
        """Seconds of such looks until the light is out, or on."""
        began = self.clock.seconds
        while self.lit.is_dark is not dark:
            self.look(answer)
            assert self.clock.seconds - began < 10
        return self.clock.seconds - began


DONE = Pressed(Gesture.DONE)


@pytest.mark.parametrize(
    ("mark", "lit"),
    [(Mark.OUTLINE, Lit(ONE, mark=Mark.OUTLINE)), (Mark.CORNERS, Lit(ONE, mark=Mark.CORNERS)), (Mark.NOTHING, Lit())],
)
def test_the_light_fades_with_the_mark_and_is_whole_again_with_help(mark: Mark, lit: Lit) -> None:
    bench = LitBench(marks={1: mark})
    assert bench.lit == lit
    bench.do(Pressed(Gesture.HELP))
    assert bench.lit == Lit(ONE)


def test_the_place_of_the_step_is_lit_with_how_many_go_there() -> None:
    bench = LitBench()
    assert bench.lit == Lit(ONE)
    bench.do(DONE)
    assert bench.lit == Lit(TWO, "3×")
    bench.do(DONE)
    assert bench.lit.is_dark


def test_what_stands_in_front_has_no_light() -> None:
    bench = LitBench()
    for way_in, way_out in ((Covered(), Uncovered()), (Pressed(Gesture.BREAK), DONE)):
        bench.do(way_in)
        assert bench.lit.is_dark
        bench.do(way_out)
        assert bench.lit.outline == ONE


def test_of_a_list_the_first_row_without_a_tick_is_lit() -> None:
    bench = LitBench(HelpLevel.LIST)
    assert bench.lit.outline == ONE
    bench.do(Ticked(0))
    assert bench.lit.outline == TWO
    bench.do(Ticked(1))
    assert bench.lit.is_dark


def test_the_light_of_a_row_fades_with_its_own_mark_and_is_whole_again_with_help() -> None:
    bench = LitBench(HelpLevel.LIST, marks={1: Mark.NOTHING, 2: Mark.OUTLINE})
    assert bench.lit.is_dark
    bench.do(Pressed(Gesture.HELP))
    assert bench.lit == Lit(ONE)
    bench.do(Pressed(Gesture.BACK))
    assert bench.lit == Lit(ONE), "help was taken at this row: its mark stays whole in this kit"
    bench.do(Ticked(0))
    assert bench.lit == Lit(TWO, "3×", mark=Mark.OUTLINE)


def test_without_a_map_nothing_is_lit() -> None:
    assert LitBench(light=BenchLight(places={"kit": {"one": ONE}})).lit.is_dark


def test_a_free_spot_bears_the_whole_instruction() -> None:
    spot = ((10.0, 10.0), (300.0, 10.0), (300.0, 90.0), (10.0, 90.0))
    words = LitBench(light=BenchLight(map=MAP, panel=spot)).lit.words
    assert words is not None and (words.outline, words.sentence, words.photo) == (spot, "One", "a.jpg")


def test_looks_at_a_lit_place_do_not_count() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.NOT_DONE, times=200)
    assert bench.conductor.session.state.verdict is None
    assert bench.lit.outline == ONE


def test_the_light_goes_out_when_the_hand_has_left_and_stays_out_once_it_was_seen() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    assert bench.lit.outline == ONE, "it stays while a hand is at work"
    assert bench.look_until(Answer.NOT_DONE, dark=True) <= 0.6
    bench.look(Answer.DONE, times=20)
    verdict = bench.conductor.session.state.verdict
    assert verdict is not None and verdict.answer is Answer.DONE
    assert bench.lit.is_dark
    bench.do(DONE)
    assert bench.lit.outline == TWO


def test_the_first_looks_in_the_dark_may_still_show_the_light() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    bench.look_until(Answer.NOT_DONE, dark=True)
    bench.look(Answer.DONE, times=4)
    bench.look(Answer.NOT_DONE, times=40)
    assert bench.conductor.session.state.verdict != Answer.DONE


def test_the_light_comes_back_when_it_is_not_done() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    bench.look_until(Answer.NOT_DONE, dark=True)
    assert bench.look_until(Answer.NOT_DONE, dark=False) <= 4
    assert bench.lit.outline == ONE


def test_a_hand_brings_the_light_back_as_soon_as_the_light_is_out() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    bench.look_until(Answer.NOT_DONE, dark=True)
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=7)
    assert bench.lit.outline == ONE


def test_a_quick_hand_that_was_never_seen_is_noticed_by_what_it_left() -> None:
    bench = LitBench(check="one")
    assert bench.look_until(Answer.DONE, dark=True) <= 1
    bench.look(Answer.DONE, times=20)
    assert bench.conductor.session.state.verdict is not None


def test_done_is_answered_by_a_look_in_the_dark() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.NOT_DONE, times=10)
    bench.do(DONE)
    assert bench.lit.is_dark
    bench.look(Answer.NOT_DONE, times=17)
    state = bench.conductor.session.state
    assert state.verdict is not None and state.verdict.answer is Answer.NOT_DONE
    assert bench.lit.outline == ONE


def test_where_to_take_from_is_lit_as_well_and_an_arrow_leads_from_it() -> None:
    bench = LitBench(light=BenchLight(map=MAP, places={"kit": {"one": ONE, "two": TWO, "bin": SOURCE}}), take="bin")
    assert bench.lit == Lit(ONE, source=SOURCE, source_stays=True)


def test_a_bin_that_nobody_showed_leaves_the_place_alone() -> None:
    assert LitBench(take="bin").lit == Lit(ONE)


def test_less_help_leaves_the_bin_out_with_the_place() -> None:
    light = BenchLight(map=MAP, places={"kit": {"one": ONE, "bin": SOURCE}})
    assert LitBench(light=light, take="bin", marks={1: Mark.NOTHING}).lit.is_dark
    assert LitBench(light=light, take="bin", marks={1: Mark.CORNERS}).lit == Lit(
        ONE, source=SOURCE, mark=Mark.CORNERS, source_stays=True
    )


def test_light_that_comes_and_goes_is_no_hand() -> None:
    """Seen by the camera each change of the light is a movement: it must not call the light back, nor put it out."""
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    bench.look_until(Answer.NOT_DONE, dark=True)
    bench.look(Answer.CANNOT_TELL, Reason.MOVING, times=3)
    assert bench.lit.is_dark
    bench.look_until(Answer.NOT_DONE, dark=False)
    bench.look(Answer.CANNOT_TELL, Reason.MOVING, times=3)
    shown = len(bench.lamp.shown)
    bench.look(Answer.NOT_DONE, times=80)
    assert len(bench.lamp.shown) == shown, "nothing blinks: the light stays until something stirs"
    bench.look(Answer.CANNOT_TELL, Reason.MOVING, times=4)
    bench.look_until(Answer.NOT_DONE, dark=True)


def test_a_pushed_tray_is_lit_where_it_stands_now_before_the_eye_looks() -> None:
    """Found while the eye looked in the dark, the tray stayed dark for three seconds."""
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.HAND, times=12)
    bench.look_until(Answer.NOT_DONE, dark=True)
    bench.conductor.pushed()
    assert bench.lit == Lit(ONE)
    bench.look(Answer.CANNOT_TELL, Reason.MOVING, times=3)
    assert bench.look_until(Answer.NOT_DONE, dark=True) > 0, "then it looks"


def test_that_the_light_makes_a_check_unsure_is_not_told() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.CANNOT_TELL, Reason.UNSURE, times=100)
    assert bench.conductor.session.state.verdict is None
    bench.look(Answer.CANNOT_TELL, Reason.NO_PICTURE, times=100)
    verdict = bench.conductor.session.state.verdict
    assert verdict is not None and verdict.answer is Answer.CANNOT_TELL


def test_what_came_unseen_and_looks_doubtful_in_the_light_is_looked_at_once_in_the_dark() -> None:
    bench = LitBench(check="one")
    bench.look(Answer.NOT_DONE, times=10)
    bench.look(Answer.CANNOT_TELL, Reason.UNSURE, times=5)
    assert bench.lit.is_dark
    bench.look_until(Answer.NOT_DONE, dark=False)
    shown = len(bench.lamp.shown)
    for _ in range(10):
        bench.look(Answer.NOT_DONE, times=3)
        bench.look(Answer.CANNOT_TELL, Reason.UNSURE, times=5)
    assert len(bench.lamp.shown) == shown, "nothing blinks"
