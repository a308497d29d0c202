"""The session, whatever happens: nothing doubled, nothing lost, nothing late, and the same screen after a crash."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.events import (
    CameraChanged,
    CoachPassed,
    Covered,
    Effect,
    Event,
    Finish,
    Hush,
    Leave,
    Opened,
    Pressed,
    Record,
    Show,
    Speak,
    StopWatching,
    Ticked,
    Uncovered,
    VerdictGiven,
    VoiceChanged,
    Wait,
    WaitOver,
    Watch,
)
from oss_app.core.plan import after, before, first, plan, resumed, share_page
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase, Position, RowsTicked, StepEnded
from oss_app.core.session import Session
from oss_app.core.settings import Gesture
from oss_app.core.verdict import Answer, Verdict
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.player.screen import ControlSlot, Variant
from tests.samples import ALL_CHECKS, dental_kit
from tests.tiers import examples

PROFILES = st.builds(
    Profile,
    auto_next=st.booleans(),
    checks=st.booleans(),
    speech=st.sampled_from(Speech),
    level=st.sampled_from(HelpLevel),
)
# An answer is to a question ``ago`` questions back: 0 is the newest, the others are late.
AGO = st.integers(0, 3)
ACTS = st.one_of(
    st.sampled_from([Pressed(g) for g in Gesture] + [Pressed(Gesture.DONE)] * 4),
    st.tuples(st.just("verdict"), AGO, st.sampled_from(Answer)),
    st.tuples(st.just("camera"), AGO, st.booleans()),
    st.tuples(st.just("wait"), AGO, st.none()),
    st.builds(Ticked, st.integers(-1, 8)),
    st.sampled_from([CoachPassed(), VoiceChanged(True), VoiceChanged(False), Covered(), Uncovered()]),
)


class Run:
    """A session with what it asked of the outside."""

    def __init__(self, profile: Profile, kits: int) -> None:
        self.plan = plan(dental_kit(kits), profile, ALL_CHECKS)
        self.session = Session(self.plan)
        self.watches: list[int] = []
        self.waits: list[int] = []
        self.kept: Position = first(self.plan)
        self.entries: list[StepEnded] = []
        self.ticks: frozenset[tuple[int, int]] = frozenset()

    def do(self, act: object) -> tuple[Effect, ...]:
        event = self.event(act)
        if event is None:
            return ()
        effects = self.session.on(event)
        for effect in effects:
            match effect:
                case Watch(number=number):
                    self.watches.append(number)
                case Wait(number=number):
                    self.waits.append(number)
                case Record(entry=entry, position=position):
                    self.kept = position
                    match entry:
                        case StepEnded():
                            self.entries.append(entry)
                        case RowsTicked(kit=kit, rows=rows):
                            others = frozenset(tick for tick in self.ticks if tick[0] != kit)
                            self.ticks = others | {(kit, row) for row in rows}
        return effects

    def event(self, act: object) -> Event | None:
        match act:
            case ("verdict", int(ago), Answer() as answer):
                return VerdictGiven(self.watches[-1 - ago], Verdict(answer)) if len(self.watches) > ago else None
            case ("camera", int(ago), bool(is_open)):
                return CameraChanged(self.watches[-1 - ago], is_open) if len(self.watches) > ago else None
            case ("wait", int(ago), None):
                return WaitOver(self.waits[-1 - ago]) if len(self.waits) > ago else None
            case Opened() | Pressed() | Ticked() | CoachPassed() | VoiceChanged() | Covered() | Uncovered():
                return act
            case _:
                raise AssertionError(act)


RUNS = given(profile=PROFILES, kits=st.integers(1, 3), acts=st.lists(ACTS, max_size=60))
MANY = examples(300)


@RUNS
@MANY
def test_never_two_pages_from_one_act(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    for act in [Opened(), *acts]:
        session = run.session
        was, opened, page, row = session.state.position, session.state.opened, session.page, session.state.row
        effects = run.do(act)
        now = session.state.position
        opens_out = session.state.opened and not opened and share_page(run.plan, was, now)
        one_page = (was, after(run.plan, was, opened=opened), before(run.plan, was, opened=opened))
        assert now in one_page or opens_out
        records = [e for e in effects if isinstance(e, Record) and not isinstance(e.entry, RowsTicked)]
        if row is None:
            assert (records == []) == (now == was or opens_out)
        else:  # one row of a list with help: its tick, and the list stays
            assert now == was
        assert len(records) <= len(page)


@RUNS
@MANY
def test_a_late_answer_changes_nothing(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    for act in [Opened(), *acts]:
        state = run.session.state
        match run.event(act):
            case VerdictGiven(watch=number) | CameraChanged(watch=number):
                late = number != state.watch
            case WaitOver(wait=number):
                late = number != state.wait
            case _:
                late = False
        effects = run.do(act)
        if late:
            assert effects == ()
            assert run.session.state == state


@RUNS
@MANY
def test_only_the_current_step_is_recorded_and_the_record_comes_before_the_screen(
    profile: Profile, kits: int, acts: list[object]
) -> None:
    run = Run(profile, kits)
    for act in [Opened(), *acts]:
        was, page = run.session.state.position, run.session.page
        effects = run.do(act)
        kinds = [type(e) for e in effects]
        for effect in effects:
            if isinstance(effect, Record) and isinstance(effect.entry, StepEnded):
                assert was.phase is Phase.STEP
                assert effect.entry.kit == was.kit
                assert effect.entry.step in [run.plan.step_number(index) for index in page]
        if Record in kinds and Show in kinds:
            assert kinds.index(Record) < kinds.index(Show)


@RUNS
@MANY
def test_speech_never_overlaps_and_at_most_one_camera_is_open(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    watching = 0
    for act in [Opened(), *acts]:
        effects = run.do(act)
        speaking = isinstance(act, Opened)
        for effect in effects:
            match effect:
                case Hush():
                    speaking = True
                case Speak():
                    assert speaking, "spoken without a hush before it"
                case Watch():
                    assert watching == 0, "two cameras"
                    watching = 1
                case StopWatching() | Leave() | Finish():
                    watching = 0
        assert watching == (run.session.state.watch != 0 and not run.session.state.over)


@RUNS
@MANY
def test_nothing_is_said_while_something_else_is(profile: Profile, kits: int, acts: list[object]) -> None:
    run, speaks = Run(profile, kits), False
    for act in [Opened(), *acts]:
        for effect in run.do(act):
            match effect:
                case Hush() | Leave() | Finish():
                    speaks = False
                case Speak():
                    assert not speaks, "said over what was begun and not hushed"
                    speaks = True


@RUNS
@MANY
def test_wherever_the_presses_led_what_stands_in_the_place_of_done_leads_to_the_end(
    profile: Profile, kits: int, acts: list[object]
) -> None:
    """With a coach who passes the *must* when they are asked, and none of what the camera may still say."""
    run = Run(profile, kits)
    presenter = Presenter(profile, "nl", load("nl"), ALL_CHECKS)
    for act in [Opened(), *acts]:
        run.do(act)
    for _ in range(kits * 8 * len(run.plan.items) + 20):
        if run.session.state.over:
            return
        control = next(c for c in presenter.screen(run.session).controls if c.slot is ControlSlot.DONE)
        assert control.dress is not Variant.OFF
        needs_coach = run.session.needs_coach
        run.do(Pressed(control.gesture))
        if needs_coach:
            run.do(CoachPassed())
        run.do(("wait", 0, None))
    raise AssertionError(f"stuck at {run.session.state}")


@RUNS
@MANY
def test_wherever_the_presses_led_back_leads_to_the_beginning(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    presenter = Presenter(profile, "nl", load("nl"), ALL_CHECKS)
    for act in [Opened(), *acts]:
        run.do(act)
    for _ in range(kits * 8 * len(run.plan.items) + 20):
        if run.session.state.over:
            return
        controls = {c.slot: c for c in presenter.screen(run.session).controls}
        back = controls.get(ControlSlot.BACK)
        is_front = back is None or back.gesture is not Gesture.BACK  # a call, a break, a question: on from there
        if back and not is_front and back.dress is Variant.OFF:
            assert run.session.state.position == first(run.plan)
            return
        run.do(Pressed(controls[ControlSlot.DONE].gesture if is_front else Gesture.BACK))
    raise AssertionError(f"stuck at {run.session.state}")


@RUNS
@MANY
def test_after_a_crash_at_any_moment_the_same_screen_is_back(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    presenter = Presenter(profile, "nl", load("nl"), ALL_CHECKS)
    for act in [Opened(), *acts]:
        run.do(act)
        if run.session.state.over:
            return
        back = Session(run.plan, resumed(run.plan, run.kept), run.ticks)
        back.on(Opened())
        assert back.state.position == run.session.state.position
        live = Session(run.plan, run.session.state.position, run.session.state.ticks)
        live.on(Opened())
        assert presenter.screen(back) == presenter.screen(live)


@RUNS
@MANY
def test_back_and_done_again_loses_nothing(profile: Profile, kits: int, acts: list[object]) -> None:
    run = Run(profile, kits)
    for act in [Opened(), *acts]:
        run.do(act)
    if run.session.state.over or run.session.state.front != "nothing":
        return
    steps = set(range(1, len(run.plan.task.steps) + 1))
    for kit in range(1, run.session.state.position.kit):
        assert {e.step for e in run.entries if e.kit == kit} == steps


@given(kits=st.integers(1, 4), index=st.integers(-3, 30), kit=st.integers(-3, 9), phase=st.sampled_from(Phase))
def test_any_kept_position_fits_the_task_as_it_is_now(kits: int, index: int, kit: int, phase: Phase) -> None:
    laid_out = plan(dental_kit(kits), Profile())
    position = resumed(laid_out, Position(kit, index, phase))
    assert 1 <= position.kit <= kits
    session = Session(laid_out, position)
    session.on(Opened())
    Presenter(Profile(), "nl", load("nl")).screen(session)
    assert resumed(laid_out, position) == position
