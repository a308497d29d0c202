"""The session, example by example: what each act of the worker and each word of the camera leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oss_app.core.events import (
    AskVerdict,
    BegunAnew,
    CameraChanged,
    Chime,
    CoachPassed,
    Covered,
    Darken,
    Effect,
    EndKit,
    Finish,
    GiveMore,
    Hush,
    Leave,
    Left,
    NoNextKit,
    Opened,
    Pressed,
    Question,
    Record,
    Relaid,
    Reply,
    Saying,
    Show,
    Speak,
    StopWatching,
    TellNeed,
    Ticked,
    Topic,
    Uncovered,
    VerdictGiven,
    VoiceChanged,
    Wait,
    WaitOver,
    Watch,
)
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Moved, Outcome, Phase, Position, RowsTicked, StepEnded
from oss_app.core.region import rectangle
from oss_app.core.session import KIT_ASK_S, Session
from oss_app.core.session_state import CameraUse, Front, Rung
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark, Said
from oss_app.core.task import Section, Step
from oss_app.core.verdict import Answer, Reason, Verdict
from tests.samples import ALL_CHECKS, ROLLS, dental_kit, text

PHOTO_AND_VOICE = HelpLevel.PHOTO_AND_VOICE
DONE, BACK, HEAR = Pressed(Gesture.DONE), Pressed(Gesture.BACK), Pressed(Gesture.HEAR)
HELP, BREAK, STOP, MORE = Pressed(Gesture.HELP), Pressed(Gesture.BREAK), Pressed(Gesture.STOP), Pressed(Gesture.MORE)


def begun(profile: Profile | None = None, *, repeat: int = 1, armed: bool = True, at: int = 0) -> Session:
    """A session on the screen, ``at`` items after the first."""
    session = Session(plan(dental_kit(repeat), profile or Profile(), ALL_CHECKS if armed else ()))
    session.on(Opened())
    for _ in range(at):
        _pass(session)
    return session


def _pass(session: Session) -> None:
    was = session.state.position
    session.on(CoachPassed() if session.steps else DONE)
    assert session.state.position != was


def saw(session: Session, answer: Answer, count: int | None = None) -> tuple[Effect, ...]:
    session.on(CameraChanged(session.state.watch, True))
    return session.on(VerdictGiven(session.state.watch, Verdict(answer, count=count)))


def ended(effects: tuple[Effect, ...]) -> list[StepEnded]:
    return [e.entry for e in effects if isinstance(e, Record) and isinstance(e.entry, StepEnded)]


def kinds(effects: tuple[Effect, ...]) -> list[type]:
    return [type(e) for e in effects]


def test_it_opens_with_the_first_step_shown_and_then_spoken() -> None:
    session = Session(plan(dental_kit(), Profile()))
    assert kinds(session.on(Opened())) == [Show, Speak]


def test_done_commits_before_it_shows() -> None:
    effects = begun().on(DONE)
    assert kinds(effects).index(Record) < kinds(effects).index(Show)
    assert ended(effects) == [StepEnded(1, 1, Outcome.CONFIRMED)]


def test_speech_stops_at_once_on_next_and_on_back() -> None:
    session = begun()
    assert kinds(session.on(DONE))[0] is Hush
    assert kinds(session.on(BACK))[0] is Hush


def test_the_camera_opens_only_in_a_step_with_a_check() -> None:
    session = begun()
    assert session.state.watch == 0
    assert Watch in kinds(session.on(DONE))
    session.on(CoachPassed())
    assert any(
        isinstance(e, Watch) and e.checks == (("rollen", 4),) for e in session.on(BACK) + session.on(CoachPassed())
    )
    assert StopWatching in kinds(session.on(CoachPassed()))
    assert session.state.camera is CameraUse.NO_CHECK


def test_a_step_without_check_or_camera_needs_only_the_worker() -> None:
    session = begun(armed=False, at=1)
    assert ended(session.on(DONE)) == [StepEnded(1, 2, Outcome.CONFIRMED)]


def test_what_the_camera_has_seen_is_confirmed_as_seen() -> None:
    session = begun(at=1)
    assert Chime("tick") in saw(session, Answer.DONE)
    assert ended(session.on(DONE)) == [StepEnded(1, 2, Outcome.SEEN, 0, "sonde")]


def test_without_auto_next_the_screen_waits_for_the_worker() -> None:
    assert Wait not in kinds(saw(begun(at=1), Answer.DONE))


def test_auto_next_goes_on_a_moment_after_it_has_seen() -> None:
    session = begun(Profile(auto_next=True), at=1)
    [wait] = [e for e in saw(session, Answer.DONE) if isinstance(e, Wait)]
    assert ended(session.on(WaitOver(wait.number))) == [StepEnded(1, 2, Outcome.SEEN, 0, "sonde")]


def test_auto_next_is_called_off_by_back_and_by_help() -> None:
    for act in (BACK, HELP, BREAK):
        session = begun(Profile(auto_next=True), at=1)
        [wait] = [e for e in saw(session, Answer.DONE) if isinstance(e, Wait)]
        session.on(act)
        assert session.on(WaitOver(wait.number)) == ()


def test_done_before_any_verdict_asks_the_eye_first() -> None:
    session = begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    effects = session.on(DONE)
    assert kinds(effects) == [Show, AskVerdict, Wait], "the press is answered before the look is"
    assert ended(saw(session, Answer.DONE)) == [StepEnded(1, 2, Outcome.SEEN, 0, "sonde")]


def test_where_the_eye_does_not_answer_in_time_the_workers_word_counts() -> None:
    session = begun(at=1)
    [wait] = [e for e in session.on(DONE) if isinstance(e, Wait)]
    assert ended(session.on(WaitOver(wait.number)))[0].outcome is Outcome.CONFIRMED


def test_cannot_tell_never_holds_the_worker() -> None:
    session = begun(at=1)
    session.on(DONE)
    assert ended(saw(session, Answer.CANNOT_TELL))[0].outcome is Outcome.CONFIRMED


def test_one_look_that_is_not_done_gives_one_line_and_then_done_overrides() -> None:
    session = begun(at=1)
    session.on(DONE)
    first = saw(session, Answer.NOT_DONE)
    assert ended(first) == []
    assert [e.what for e in first if isinstance(e, Speak)] == [Saying.LINE]
    session.on(DONE)
    assert ended(saw(session, Answer.NOT_DONE)) == [StepEnded(1, 2, Outcome.OVERRIDDEN, 0, "sonde", tries=2)]


def test_what_was_not_done_and_is_done_now_counts_as_seen() -> None:
    session = begun(at=1)
    session.on(DONE)
    saw(session, Answer.NOT_DONE)
    session.on(DONE)
    assert ended(saw(session, Answer.DONE))[0].outcome is Outcome.SEEN


def test_three_tries_are_line_then_photo_then_film_and_no_more() -> None:
    session = begun(at=1)
    spoken: list[Saying] = []
    rungs: list[Rung] = []
    for _ in range(5):
        effects = saw(session, Answer.NOT_DONE)
        spoken += [e.what for e in effects if isinstance(e, Speak)]
        rungs.append(session.state.rung)
        if session.state.rung:
            session.on(BACK)
    assert rungs == [Rung.NONE, Rung.PHOTO, Rung.FILM, Rung.NONE, Rung.NONE]
    assert spoken == [Saying.LINE, Saying.HINT, Saying.HINT]


def test_help_is_a_ladder_whose_empty_rungs_are_skipped() -> None:
    session = begun(at=1)
    assert session.rungs() == (Rung.HINT, Rung.PHOTO, Rung.FILM, Rung.CALL)
    seen = []
    for _ in range(4):
        session.on(HELP)
        seen.append((session.state.rung, session.state.front))
    assert seen[:3] == [(r, Front.NOTHING) for r in (Rung.HINT, Rung.PHOTO, Rung.FILM)]
    assert session.state.front is Front.CALL
    plain = begun()
    plain.on(HELP)
    assert plain.state.front is Front.CALL


def test_the_camera_rests_while_help_is_open_and_is_back_after_it() -> None:
    session = begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    assert StopWatching in kinds(session.on(HELP))
    assert session.state.camera is CameraUse.RESTING
    assert Watch in kinds(session.on(BACK))


def test_done_while_help_is_open_looks_once_more() -> None:
    session = begun(at=1)
    session.on(HELP)
    effects = session.on(DONE)
    assert [k for k in kinds(effects) if k in (Watch, AskVerdict)] == [Watch, AskVerdict]
    assert session.state.rung is Rung.NONE
    assert ended(saw(session, Answer.DONE)) == [StepEnded(1, 2, Outcome.SEEN, int(Rung.HINT), "sonde", asked=1)]


def test_the_highest_rung_is_remembered() -> None:
    session = begun(at=1)
    for _ in range(3):
        session.on(HELP)
    session.on(BACK)
    session.on(DONE)
    assert ended(saw(session, Answer.DONE))[0].help == Rung.FILM


def test_calling_chimes_once_and_carrying_on_loses_nothing() -> None:
    session = begun()
    effects = session.on(HELP)  # nothing is on the ladder of this step: to say it again is no help
    assert kinds(effects).count(Chime) == 1
    where = session.state.position
    session.on(DONE)
    assert (session.state.front, session.state.position) == (Front.NOTHING, where)


def test_back_on_the_first_step_does_nothing_and_help_closes_first() -> None:
    session = begun()
    assert session.on(BACK) == ()
    session.on(HELP)
    session.on(BACK)
    assert session.state.rung is Rung.NONE


def test_back_is_journalled_so_that_a_crash_comes_back_to_it() -> None:
    session = begun(at=2)
    [record] = [e for e in session.on(BACK) if isinstance(e, Record)]
    assert record == Record(Moved(), Position(1, 1))


def test_a_must_step_is_the_coachs_until_the_camera_has_seen_it() -> None:
    session = begun(at=4)
    assert session.needs_coach
    assert ended(session.on(DONE)) == []
    assert session.state.front is Front.CALL
    session.on(DONE)
    saw(session, Answer.NOT_DONE)
    session.on(DONE)
    assert session.state.front is Front.CALL
    session.on(DONE)
    saw(session, Answer.DONE)
    assert ended(session.on(DONE)) == [StepEnded(1, 4, Outcome.SEEN, 0, "deksel", tries=1)]


def test_a_must_step_without_camera_is_passed_by_the_coach() -> None:
    session = begun(armed=False, at=4)
    session.on(DONE)
    assert ended(session.on(CoachPassed())) == [StepEnded(1, 4, Outcome.BY_COACH, 0, "")]


@pytest.mark.parametrize("is_slow", [False, True], ids=["gone", "slow"])
def test_a_camera_that_goes_falls_back_to_the_workers_word(is_slow: bool) -> None:
    session = begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    assert session.on(CameraChanged(session.state.watch, False, is_slow)) == (Show(),)
    assert ended(session.on(DONE))[0].outcome is Outcome.CONFIRMED


@pytest.mark.parametrize("reason", [Reason.NO_PICTURE, Reason.FROZEN])
def test_looks_without_a_picture_do_not_pass_for_a_camera_that_looks(reason: Reason) -> None:
    session = begun(at=1)
    watch = session.state.watch
    session.on(CameraChanged(watch, True))
    session.on(CameraChanged(watch, False))
    session.on(VerdictGiven(watch, Verdict(Answer.CANNOT_TELL, reason)))
    assert session.state.camera is CameraUse.GONE
    assert ended(session.on(DONE))[0].outcome is Outcome.CONFIRMED


def test_a_camera_that_goes_while_it_is_asked_lets_the_worker_on() -> None:
    session = begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    session.on(DONE)
    assert ended(session.on(CameraChanged(session.state.watch, False)))[0].outcome is Outcome.CONFIRMED


def test_behind_the_coachs_door_the_camera_is_closed_and_nothing_moves_on() -> None:
    session = begun(Profile(auto_next=True), at=2)
    waits = [e for e in saw(session, Answer.DONE) if isinstance(e, Wait)]
    assert kinds(session.on(Covered())) == [StopWatching, Hush, Darken]
    assert session.on(WaitOver(waits[0].number)) == ()
    assert kinds(session.on(Uncovered())) == [Watch, Show]
    assert session.state.camera is CameraUse.OPENING


def test_the_coach_comes_back_to_help_as_it_was_open() -> None:
    session = begun(at=1)
    session.on(HELP)
    session.on(Covered())
    assert kinds(session.on(Uncovered())) == [Show]
    assert session.state.rung is Rung.HINT


def test_the_break_is_in_front_and_is_not_logged() -> None:
    session = begun(at=1)
    effects = session.on(BREAK)
    assert Record not in kinds(effects)
    assert StopWatching in kinds(effects)
    assert session.state.front is Front.BREAK
    assert Watch in kinds(session.on(DONE))


def test_stopping_at_a_break_leaves_and_keeps_the_work() -> None:
    session = begun(at=1)
    session.on(BREAK)
    assert kinds(session.on(STOP))[-1] is Leave
    assert session.on(DONE) == ()


def test_who_calls_may_say_what_it_is_about_and_take_it_back() -> None:
    session = begun(at=1)
    session.on(Pressed(Gesture.MISSING))
    assert session.state.trouble is None, "nobody called"
    while session.state.front is not Front.CALL:
        session.on(Pressed(Gesture.HELP))
    for gesture, said in ((Gesture.MISSING, Gesture.MISSING), (Gesture.BROKEN, Gesture.BROKEN), (Gesture.BROKEN, None)):
        assert kinds(session.on(Pressed(gesture))) == [Show]
        assert session.state.trouble is said
    session.on(Pressed(Gesture.MISSING))
    session.on(DONE)
    session.on(Pressed(Gesture.HELP))
    assert (session.state.front, session.state.trouble) == (Front.CALL, None), "another call is about something else"


def test_stop_means_nothing_on_a_step() -> None:
    assert begun().on(STOP) == ()


def test_a_break_point_lies_between_two_steps_and_is_no_step() -> None:
    session = begun(at=2)
    saw(session, Answer.DONE)
    session.on(DONE)
    assert session.state.position.phase is Phase.BREAK_POINT
    effects = session.on(DONE)
    assert ended(effects) == []
    assert session.state.position == Position(1, 4)


def test_kits_follow_each_other_and_the_last_ends_the_task() -> None:
    session = begun(repeat=2, at=6)
    assert session.state.position.phase is Phase.KIT_END
    session.on(BACK)
    assert session.state.position == Position(1, 5)
    session.on(DONE)
    session.on(DONE)
    assert session.state.position == Position(2, 0)
    session.on(BACK)
    assert session.state.position == Position(1, 5, Phase.KIT_END)
    for _ in range(7):
        _pass(session)
    assert session.state.position.phase is Phase.FINISHED
    assert kinds(session.on(DONE)) == [Hush, Finish]


def test_hear_again_says_the_step_or_the_hint() -> None:
    session = begun(at=1)
    assert [e.what for e in session.on(HEAR) if isinstance(e, Speak)] == [Saying.STEP]
    session.on(HELP)
    assert [e.what for e in session.on(HEAR) if isinstance(e, Speak)] == [Saying.HINT]


@pytest.mark.parametrize(
    ("profile", "alone", "asked"),
    [
        (Profile(speech=Speech.ALWAYS), 1, 1),
        (Profile(speech=Speech.ON_REQUEST), 0, 1),
        (Profile(speech=Speech.NEVER), 0, 0),
        (Profile(level=HelpLevel.PHOTO), 0, 1),
        (Profile(level=HelpLevel.SHOW), 1, 1),
    ],
)
def test_the_voice_speaks_when_the_worker_wants_it(profile: Profile, alone: int, asked: int) -> None:
    session = Session(plan(dental_kit(), profile))
    assert kinds(session.on(Opened())).count(Speak) == alone
    assert kinds(session.on(HEAR)).count(Speak) == asked


def test_a_voice_that_goes_is_shown_and_delays_nothing() -> None:
    session = begun()
    assert session.on(VoiceChanged(False)) == (Show(),)
    assert session.on(VoiceChanged(False)) == ()
    assert Record in kinds(session.on(DONE))
    assert not session.state.voice_works


@pytest.mark.parametrize("late", [VerdictGiven(1, Verdict(Answer.DONE)), CameraChanged(1, False), WaitOver(1)])
def test_late_answers_fall_on_the_floor(late: VerdictGiven | CameraChanged | WaitOver) -> None:
    session = begun(Profile(auto_next=True), at=2)
    was = session.state
    assert session.on(late) == ()
    assert session.state == was


def test_after_leaving_nothing_happens_any_more() -> None:
    session = begun(at=1)
    assert Leave in kinds(session.on(Left()))
    for event in (DONE, BACK, HELP, CoachPassed(), VoiceChanged(False), Opened()):
        assert session.on(event) == ()


def test_checks_are_off_where_the_worker_has_them_off() -> None:
    session = begun(Profile(checks=False), at=1)
    assert session.state.watch == 0
    assert ended(session.on(DONE)) == [StepEnded(1, 2, Outcome.CONFIRMED)]


SHORT, LIST = Profile(level=HelpLevel.SHORT), Profile(level=HelpLevel.LIST)


def test_short_shows_a_few_steps_of_one_section_at_a_time() -> None:
    session = begun(SHORT)
    assert [len(page) for page in session.plan.pages] == [1, 2, 1, 1, 1]
    session.on(DONE)
    assert [s.check for s in session.steps] == ["sonde", "rollen"]


@pytest.mark.parametrize(
    ("level", "percent", "lengths"),
    [
        (HelpLevel.LIST, 100, [8, 8]),
        (HelpLevel.LIST, 150, [5, 5, 6]),
        (HelpLevel.LIST, 200, [4, 4, 4, 4]),
        (HelpLevel.SHORT, 125, [2, 3, 3, 2, 3, 3]),
        (HelpLevel.SHORT, 200, [2] * 8),
        (HelpLevel.PHOTO, 200, [1] * 16),
    ],
)
def test_larger_text_has_fewer_steps_on_a_page(level: HelpLevel, percent: int, lengths: list[int]) -> None:
    step = Step(text=text("Leg 1 ring in vak 1."), photo="ring.jpg")
    task = dental_kit().model_copy(update={"items": (step,) * 16})
    pages = plan(task, Profile(level=level, text_percent=percent)).pages
    assert [len(page) for page in pages] == lengths


def test_a_page_looks_for_all_its_checks_at_once_and_ends_each_step_with_its_own_outcome() -> None:
    session = begun(SHORT)
    [watch] = [e for e in session.on(DONE) if isinstance(e, Watch)]
    assert watch.checks == (("sonde", None), ("rollen", 4))
    session.on(CameraChanged(watch.number, True))
    session.on(VerdictGiven(watch.number, Verdict(Answer.NOT_DONE, doubtful=("rollen",))))
    session.on(DONE)
    again = Verdict(Answer.NOT_DONE, doubtful=("rollen",))
    effects = session.on(VerdictGiven(session.state.watch, again))
    assert ended(effects) == [
        StepEnded(1, 2, Outcome.SEEN, 0, "sonde", level=HelpLevel.SHORT),
        StepEnded(1, 3, Outcome.OVERRIDDEN, 0, "rollen", tries=1, level=HelpLevel.SHORT),
    ]
    assert [e.position for e in effects if isinstance(e, Record)] == [Position(1, 2), session.state.position]


@pytest.mark.parametrize("profile", [SHORT, LIST], ids=["short", "list"])
def test_what_comes_to_lie_on_a_page_bit_by_bit_is_no_try(profile: Profile) -> None:
    session = begun(profile)
    while len(session.steps) == 1:
        session.on(CoachPassed())
    checks = [s.check for s in session.steps if s.check]
    watch, next_rung = session.state.watch, session.next_rung()
    session.on(CameraChanged(watch, True))
    for left in range(len(checks), 0, -1):
        effects = session.on(VerdictGiven(watch, Verdict(Answer.NOT_DONE, doubtful=tuple(checks[-left:]))))
        assert effects == (Show(),), "nothing is said, as on the whole page"
        assert (session.state.watch, session.state.rung) == (watch, Rung.NONE), "the camera looks on, no help opens"
        assert session.next_rung() is next_rung
    session.on(VerdictGiven(watch, Verdict(Answer.DONE)))
    rows = len(session.page)
    for row in session.page:
        session.on(Ticked(row))
    assert [(e.tries, e.help) for e in ended(session.on(DONE))] == [(0, 0)] * rows


def test_a_row_without_a_tick_that_the_camera_saw_is_seen_and_not_skipped() -> None:
    for verdict, presses, rest in (
        (Verdict(Answer.DONE), 2, Outcome.SEEN),
        (Verdict(Answer.NOT_DONE, doubtful=("rollen",)), 2, Outcome.SKIPPED),
    ):
        session = begun(LIST)
        while len(session.steps) == 1:
            session.on(CoachPassed())
        session.on(VerdictGiven(session.state.watch, verdict))
        for _ in range(presses):
            effects = session.on(DONE)
        for wait in [e for e in effects if isinstance(e, Wait)]:
            effects = session.on(WaitOver(wait.number))
        outcomes = {e.check: e.outcome for e in ended(effects)}
        assert outcomes["sonde"] is Outcome.SEEN
        assert outcomes["rollen"] is rest
        assert outcomes.get("", Outcome.SKIPPED) is Outcome.SKIPPED, "nobody saw it, nobody ticked it"


def test_done_on_a_page_is_a_try_where_nothing_was_said_of_it_yet() -> None:
    session = begun(SHORT)
    session.on(DONE)
    doubt = Verdict(Answer.NOT_DONE, doubtful=("rollen",))
    session.on(DONE)
    assert ended(session.on(VerdictGiven(session.state.watch, doubt))) == []
    session.on(DONE)
    effects = session.on(VerdictGiven(session.state.watch, doubt))
    assert [(e.outcome, e.tries) for e in ended(effects)] == [(Outcome.SEEN, 0), (Outcome.OVERRIDDEN, 2)]


def test_where_the_camera_saw_a_part_of_a_page_and_says_no_more_the_rest_is_own_word() -> None:
    session = begun(SHORT)
    session.on(DONE)
    session.on(VerdictGiven(session.state.watch, Verdict(Answer.NOT_DONE, doubtful=("rollen",))))
    [wait] = [e for e in session.on(DONE) if isinstance(e, Wait)]
    effects = session.on(WaitOver(wait.number))
    assert [(e.outcome, e.tries) for e in ended(effects)] == [(Outcome.SEEN, 0), (Outcome.OVERRIDDEN, 0)]


def test_a_crash_in_the_middle_of_a_page_comes_back_to_the_rest_of_it() -> None:
    session = Session(plan(dental_kit(), SHORT, ALL_CHECKS), Position(1, 2))
    session.on(Opened())
    assert [s.check for s in session.steps] == ["rollen"]


def test_help_on_a_page_takes_it_step_by_step_until_its_end() -> None:
    session = begun(SHORT)
    session.on(DONE)
    session.on(HELP)
    assert [s.check for s in session.steps] == ["sonde"]
    session.on(CoachPassed())
    assert [s.check for s in session.steps] == ["rollen"]
    session.on(BACK)
    assert [s.check for s in session.steps] == ["sonde"]
    session.on(CoachPassed())
    session.on(CoachPassed())
    session.on(DONE)
    assert not session.state.opened


def test_a_list_is_ticked_and_done_reminds_once_of_what_has_no_tick() -> None:
    session = begun(LIST, armed=False)
    assert len(session.page) == 3
    session.on(Ticked(0))
    session.on(Ticked(2))
    assert ended(session.on(DONE)) == []
    assert session.state.reminded
    assert [e.outcome for e in ended(session.on(DONE))] == [Outcome.CONFIRMED, Outcome.SKIPPED, Outcome.CONFIRMED]


def test_a_tick_can_be_taken_away_and_a_row_that_is_not_there_means_nothing() -> None:
    session = begun(LIST, armed=False)
    session.on(Ticked(1))
    session.on(Ticked(1))
    assert session.state.ticks == frozenset()
    assert session.on(Ticked(3)) == ()
    assert begun().on(Ticked(0)) == ()


def test_help_on_a_list_begins_at_the_first_row_without_a_tick_and_keeps_the_others() -> None:
    session = begun(LIST, armed=False)
    session.on(Ticked(0))
    assert ended(session.on(HELP)) == []
    assert session.page == (1,)
    assert session.next_rung() is Rung.HINT, "the row has its whole ladder"
    assert [(e.step, e.outcome, e.help) for e in ended(session.on(DONE))] == [(2, Outcome.CONFIRMED, Rung.HINT)]
    assert session.page == (2,), "the next row without a tick"


def test_closing_help_is_the_list_again_and_no_ticked_row_is_asked_for_again() -> None:
    session = begun(LIST, armed=False)
    session.on(Ticked(0))
    session.on(HELP)
    session.on(HELP)  # up the ladder
    session.on(BACK)
    assert (session.has_rows, session.unticked) == (True, (1, 2))
    session.on(HELP)
    session.on(DONE)
    session.on(DONE)
    assert (session.has_rows, session.unticked) == (True, ())
    assert [e.step for e in ended(session.on(DONE))] == [1], "what was done with help keeps its own record"


def test_a_row_that_was_done_with_help_can_lose_its_tick_and_is_then_left_undone() -> None:
    session = begun(LIST, armed=False)
    session.on(HELP)
    session.on(DONE)
    session.on(BACK)
    session.on(Ticked(0))
    session.on(DONE)
    assert [e.outcome for e in ended(session.on(DONE))] == [Outcome.SKIPPED] * 3


def test_ticks_are_kept_with_each_act_and_survive_back_and_the_next_kit() -> None:
    session = begun(LIST, repeat=2, armed=False)
    [record] = [e for e in session.on(Ticked(1)) if isinstance(e, Record)]
    assert (record.entry, record.position) == (RowsTicked(1, frozenset({1})), Position(1, 0))
    session.on(Ticked(0))
    session.on(Ticked(2))
    session.on(DONE)
    session.on(BACK)
    assert session.unticked == ()
    for _ in range(6):
        session.on(CoachPassed() if session.steps else DONE)
    assert session.state.position == Position(2, 3, Phase.BREAK_POINT)
    session.on(BACK)
    assert session.unticked == (0, 1, 2), "another kit has its own"
    for _ in range(2):
        session.on(BACK)
    assert session.state.position == Position(1, 5)
    for _ in range(3):
        session.on(BACK)
    assert (session.state.position, session.unticked) == (Position(1, 0), ())


@pytest.mark.parametrize(
    ("sections", "lengths"),
    [
        ((2, 4, 2), [8]),
        ((2, 4, 3), [2, 4, 3]),
        ((9,), [4, 5]),
        ((10, 3), [5, 5, 3]),
        ((1,) * 10, [5, 5]),
        ((1, 1, 4, 1, 2, 1, 1), [2, 4, 1, 2, 2]),
    ],
)
def test_a_list_is_one_page_where_it_fits_else_pages_end_at_sections(
    sections: tuple[int, ...], lengths: list[int]
) -> None:
    items: list[Section | Step] = []
    for number in sections:
        items += [Section(title=text("Vullen")), *[Step(text=text("Leg 1 ring in vak 1."))] * number]
    task = dental_kit().model_copy(update={"items": tuple(items)})
    assert [len(page) for page in plan(task, LIST).pages] == lengths


@pytest.mark.parametrize("level", [HelpLevel.SHORT, HelpLevel.LIST])
def test_a_step_that_is_too_long_has_a_page_of_its_own_and_the_others_share_theirs(level: HelpLevel) -> None:
    task = dental_kit().model_copy(update={"items": (Step(text=text("Leg 1 ring in vak 1.")),) * 12})
    laid_out = plan(task, Profile(level=level), fits=lambda page: 4 not in page)
    assert (4,) in laid_out.pages
    assert [index for page in laid_out.pages for index in page] == list(range(12))
    assert max(len(page) for page in laid_out.pages) > 1


def test_where_nothing_fits_together_each_step_has_a_page() -> None:
    task = dental_kit().model_copy(update={"items": (Step(text=text("Leg 1 ring in vak 1.")),) * 5})
    assert plan(task, LIST, fits=lambda page: False).pages == ((0,), (1,), (2,), (3,), (4,))
    assert [len(p) for p in plan(task, LIST, fits=lambda page: len(page) < 3).pages] == [2, 1, 2]


def whole_kit() -> Session:
    """At a step that looks at everything once more."""
    steps = (*dental_kit().steps[:3], Step(text=text("Kijk alles na."), check="alles"), dental_kit().steps[4])
    task = dental_kit().model_copy(update={"items": steps})
    session = Session(plan(task, Profile(), {**ALL_CHECKS, "alles": ROLLS}), Position(1, 3))
    session.on(Opened())
    session.on(CameraChanged(session.state.watch, True))
    return session


@pytest.mark.parametrize("late", [True, False])
def test_the_whole_kit_is_never_passed_in_silence_and_never_holds_anyone(late: bool) -> None:
    session = whole_kit()
    for presses in (1, 2):
        [wait] = [e for e in session.on(DONE) if isinstance(e, Wait)]
        assert (wait.seconds, session.state.asked) == (KIT_ASK_S, True)
        answer = WaitOver(wait.number) if late else VerdictGiven(session.state.watch, Verdict(Answer.CANNOT_TELL))
        effects = session.on(answer)
        if presses == 1:
            assert ended(effects) == []
            assert [e.what for e in effects if isinstance(e, Speak)] == [Saying.LINE]
            assert session.state.verdict == Verdict(Answer.CANNOT_TELL)
    assert [e.outcome for e in ended(effects)] == [Outcome.CONFIRMED]


@pytest.mark.parametrize("whole", [True, False])
def test_done_again_while_the_camera_looks_passes_nothing_in_silence(whole: bool) -> None:
    session = whole_kit() if whole else begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    [wait] = [e for e in session.on(DONE) if isinstance(e, Wait)]
    assert [session.on(DONE) for _ in range(3)] == [()] * 3
    assert session.state.asked, "the look goes on"
    effects = session.on(VerdictGiven(session.state.watch, Verdict(Answer.NOT_DONE)))
    assert ended(effects) == []
    assert [e.what for e in effects if isinstance(e, Speak)] == [Saying.LINE]
    session.on(DONE)
    assert ended(session.on(WaitOver(wait.number))) == [], "it is the new look that is waited for"


def test_other_checks_keep_nobody_waiting_for_longer() -> None:
    session = begun(at=1)
    session.on(CameraChanged(session.state.watch, True))
    [wait] = [e for e in session.on(DONE) if isinstance(e, Wait)]
    assert wait.seconds < KIT_ASK_S
    assert ended(session.on(WaitOver(wait.number)))


@pytest.mark.parametrize("act", [BREAK, HELP])
def test_a_break_can_be_had_from_the_call_and_leads_back_to_the_step(act: Pressed) -> None:
    session = begun()
    session.on(HELP)
    assert session.state.front is Front.CALL
    session.on(act)
    assert session.state.front is Front.BREAK
    session.on(DONE)
    assert (session.state.front, session.state.position) == (Front.NOTHING, Position())


def test_hear_again_shows_the_film_of_the_level_show_once_more() -> None:
    session = begun(Profile(level=HelpLevel.SHOW), at=1)
    assert kinds(session.on(HEAR)) == [Hush, Show, Speak]
    assert session.state.replays == 1
    assert begun(Profile(level=HelpLevel.SHOW)).on(HEAR)[1:2] != (Show(),), "no film, nothing to show"
    session = begun(at=1)
    session.on(HEAR)
    assert session.state.replays == 0


def test_back_from_a_page_goes_to_the_beginning_of_the_page_before() -> None:
    session = begun(SHORT, at=2)
    session.on(BACK)
    assert session.state.position == Position(1, 1)


# ---- help that fits the person ----


def test_each_press_of_help_gives_more_and_never_the_same_again() -> None:
    session = begun(at=1)
    for rung in (Rung.HINT, Rung.PHOTO, Rung.FILM):
        session.on(HELP)
        assert session.state.rung is rung
        session.on(BACK)
        assert session.state.rung is Rung.NONE
    assert Chime in kinds(session.on(HELP))


def test_to_say_it_again_is_a_rung_only_where_the_voice_was_silent() -> None:
    spoken, silent = begun(at=2), begun(Profile(level=HelpLevel.PHOTO), at=2)
    assert (spoken.next_rung(), silent.next_rung()) == (Rung.CALL, Rung.HINT)


def faded(session: Session, mark: Mark = Mark.NOTHING) -> Session:
    numbers = range(1, len(session.plan.items) + 1)
    session.on(Relaid(replace(session.plan, marks=dict.fromkeys(numbers, mark), is_guided=True, offers_more=True)))
    return session


def test_help_and_a_try_bring_the_whole_mark_back_for_this_step_alone() -> None:
    session = faded(begun(at=1), Mark.CORNERS)
    assert session.mark is Mark.CORNERS
    session.on(HELP)
    assert session.mark is Mark.FILLED
    session.on(BACK)
    assert session.mark is Mark.FILLED
    session.on(CoachPassed())
    assert session.mark is Mark.CORNERS
    tried = faded(begun(at=1))
    saw(tried, Answer.NOT_DONE)
    assert tried.mark is Mark.FILLED


def test_back_at_a_step_that_took_help_its_mark_is_whole_and_help_goes_on() -> None:
    session = faded(begun(armed=False, at=1), Mark.CORNERS)
    session.on(HELP)
    assert session.state.rung is Rung.HINT
    session.on(CoachPassed())
    session.on(BACK)
    assert session.state.position == Position(1, 1)
    assert session.mark is Mark.FILLED
    assert session.next_rung() > Rung.HINT


def test_what_the_app_opens_of_its_own_accord_is_not_asked_for() -> None:
    session = begun(at=1)
    saw(session, Answer.NOT_DONE)
    session.on(DONE)
    session.state = replace(session.state, asked=False)
    saw(session, Answer.NOT_DONE)
    assert (session.state.rung, session.state.own) == (Rung.PHOTO, Rung.NONE)


def test_more_help_takes_the_ticked_rows_as_done_and_waits_for_the_plan() -> None:
    session = begun(LIST)
    session.plan = replace(session.plan, is_guided=True, offers_more=True)
    session.on(Ticked(0))
    effects = session.on(MORE)
    assert [entry.step for entry in ended(effects)] == [1]
    assert kinds(effects)[-1] is GiveMore
    effects = session.on(Relaid(plan(dental_kit(), SHORT, ALL_CHECKS)))
    assert kinds(effects)[0] is Show
    assert (session.plan.level, session.state.front) == (HelpLevel.SHORT, Front.NOTHING)


def test_more_help_means_nothing_where_none_was_taken_away() -> None:
    assert begun(at=1).on(MORE) == ()


def test_a_task_that_was_taken_away_ends_with_the_kit_that_is_done_and_never_inside_one() -> None:
    session = begun(repeat=2, at=6)
    assert session.state.position.phase is Phase.KIT_END
    effects = session.on(NoNextKit())
    assert session.state.position == Position(1, 5, Phase.FINISHED)
    assert Record(Moved(), Position(1, 5, Phase.FINISHED)) in effects
    assert kinds(session.on(DONE)) == [Hush, Finish]
    inside = begun(repeat=2, at=3)
    assert inside.on(NoNextKit()) == ()
    paused = begun(repeat=2, at=6)
    paused.on(Pressed(Gesture.BREAK))
    assert paused.on(NoNextKit()) == ()


class TestBetweenKits:
    def turned(self) -> Session:
        """At the end of the first of two kits, Done pressed."""
        session = Session(plan(dental_kit(2), Profile(), ALL_CHECKS), Position(1, 5, Phase.KIT_END))
        session.plan = replace(session.plan, is_guided=True)
        session.on(Opened())
        assert kinds(session.on(DONE)) == [Hush, EndKit]
        assert session.on(DONE) == (), "once is enough"
        return session

    def test_help_changes_without_a_question(self) -> None:
        session = self.turned()
        effects = session.on(Relaid(plan(dental_kit(2), Profile(level=HelpLevel.SHOW), ALL_CHECKS)))
        assert session.state.position == Position(2, 0)
        assert (session.plan.level, kinds(effects).count(Show)) == (HelpLevel.SHOW, 1)

    @pytest.mark.parametrize(
        ("act", "said"), [(DONE, Said.LATER), (HELP, Said.YES), (BACK, Said.NO)], ids=["later", "yes", "no"]
    )
    def test_a_proposal_is_a_question_before_the_next_kit(self, act: Pressed, said: Said) -> None:
        session = self.turned()
        question = Question(Topic.LESS, HelpLevel.PHOTO)
        session.on(Relaid(session.plan, question))
        assert (session.state.front, session.state.position.kit) == (Front.QUESTION, 1)
        assert [e for e in session.on(act) if isinstance(e, Reply)] == [Reply(question, said)]
        session.on(Relaid(session.plan))
        assert (session.state.front, session.state.position) == (Front.NOTHING, Position(2, 0))

    def test_what_is_not_an_answer_says_nothing(self) -> None:
        session = self.turned()
        session.on(Relaid(session.plan, Question(Topic.KEEP, HelpLevel.SHOW)))
        for act in (BACK, BREAK, MORE, STOP):
            assert session.on(act) == ()
        assert kinds(session.on(HELP)) == [Hush, Hush, Record, Show, Speak]  # no: on as it was

    def test_the_end_of_the_task_asks_too(self) -> None:
        session = Session(plan(dental_kit(), Profile()), Position(1, 5, Phase.FINISHED))
        session.plan = replace(session.plan, is_guided=True)
        session.on(Opened())
        assert kinds(session.on(DONE)) == [Hush, EndKit]
        assert kinds(session.on(Relaid(session.plan))) == [Hush, Finish]
        assert session.state.over

    def test_todays_way_is_shown_before_the_first_step_and_nothing_is_looked_at(self) -> None:
        session = Session(plan(dental_kit(), Profile(), ALL_CHECKS), Position(1, 1))
        effects = session.on(Opened(Question(Topic.WAY, HelpLevel.PHOTO_AND_VOICE)))
        assert Watch not in kinds(effects)
        assert Watch in kinds(session.on(DONE))


def test_a_probe_ends_at_the_first_need() -> None:
    for need in ("help", "try"):
        session = begun(at=1)
        session.plan = replace(session.plan, is_probe=True)
        effects = session.on(HELP) if need == "help" else saw(session, Answer.NOT_DONE)
        assert TellNeed in kinds(effects)
        session.on(Relaid(plan(dental_kit(), Profile(), ALL_CHECKS)))
        assert (session.plan.is_probe, session.state.position) == (False, Position(1, 1))


def with_film_sound(level: HelpLevel) -> Session:
    """At the step of the probe, whose film is to be heard."""
    task = dental_kit()
    items = tuple(
        item.model_copy(update={"film_sound": True}) if isinstance(item, Step) and item.film else item
        for item in task.items
    )
    session = Session(plan(task.model_copy(update={"items": items}), Profile(level=level), ()))
    session.on(Opened())
    _pass(session)
    assert session.step
    assert session.step.film
    return session


def test_a_film_with_its_own_sound_is_heard_when_help_shows_it_and_again() -> None:
    session = with_film_sound(HelpLevel.PHOTO_AND_VOICE)
    while session.state.rung is not Rung.FILM:
        said = [effect.what for effect in session.on(HELP) if isinstance(effect, Speak)]
    assert said == [Saying.FILM]
    again = session.on(HEAR)
    assert [effect.what for effect in again if isinstance(effect, Speak)] == [Saying.FILM]
    assert session.state.replays == 1, "pictures and sound begin together"


def test_a_silent_film_says_nothing_when_help_shows_it() -> None:
    session = begun(armed=False, at=1)
    while session.state.rung is not Rung.FILM:
        effects = session.on(HELP)
    assert not [effect for effect in effects if isinstance(effect, Speak)]
    assert [e.what for e in session.on(HEAR) if isinstance(e, Speak)] == [Saying.HINT]
    assert session.state.replays == 0


class TestWhatAStepTookStaysKnown:
    def test_a_row_goes_on_from_where_its_help_was_left(self) -> None:
        session = begun(LIST, armed=False)
        session.on(Ticked(0))
        session.on(HELP)
        assert (session.state.row, session.state.rung) == (1, Rung.NONE)
        session.on(HELP)
        assert session.state.rung is Rung.HINT
        session.on(BACK)
        session.on(BACK)
        assert session.state.row is None
        said = [effect.what for effect in session.on(HELP) if isinstance(effect, Speak)]
        assert (session.state.row, session.state.rung, said) == (1, Rung.PHOTO, []), "the hint was there"

    def test_the_call_is_for_the_row_whose_help_is_used_up(self) -> None:
        session = begun(LIST, armed=False)
        for _ in range(3):
            session.on(HELP)
            while session.state.row is not None:
                session.on(BACK)
            if session.state.front is Front.CALL:
                break
        assert session.state.front is Front.CALL
        session.on(DONE)
        for row in range(len(session.page)):
            session.on(Ticked(row))
        assert [entry.asked for entry in ended(session.on(DONE))][:2] == [Rung.CALL, Rung.NONE]

    def test_help_at_a_row_counts_though_it_was_closed(self) -> None:
        session = begun(LIST, armed=False)
        session.on(HELP)
        session.on(BACK)
        for row in range(len(session.page)):
            session.on(Ticked(row))
        assert [entry.asked for entry in ended(session.on(DONE))][:2] == [Rung.HINT, Rung.NONE]

    def test_help_counts_though_the_worker_went_back_before_the_step_was_done(self) -> None:
        session = begun(armed=False, at=1)
        session.on(HELP)
        session.on(BACK)
        session.on(BACK)
        assert session.state.position == Position(1, 0)
        assert ended(session.on(DONE))[0].asked == 0
        assert ended(session.on(DONE))[0].asked == Rung.HINT

    def test_another_kit_begins_anew(self) -> None:
        session = begun(repeat=2, armed=False, at=1)
        session.on(HELP)
        while session.state.position.kit == 1:
            _pass(session)
        assert session.state.climbed == {}


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_a_place_as_large_as_its_photo_is_not_shown_larger(share: float) -> None:
    task = dental_kit()
    wide = task.model_copy(update={"places": {"sonde.jpg": {"vak-2": rectangle(0.02, 0.2, 0.02 + share, 0.6)}}})
    session = Session(plan(wide, Profile()))
    session.on(Opened())
    _pass(session)
    assert (Rung.PHOTO in session.rungs()) is (share < 0.9)


def test_the_film_that_began_with_the_step_is_no_rung() -> None:
    shown, spoken = (begun(Profile(level=level), armed=False, at=1) for level in (HelpLevel.SHOW, PHOTO_AND_VOICE))
    for session in (shown, spoken):
        session.on(HELP)
        session.on(HELP)
    assert (shown.next_rung(), spoken.next_rung()) == (Rung.CALL, Rung.FILM)


def test_what_was_heard_again_is_not_said_again_as_help_and_its_control_says_so() -> None:
    session = begun(Profile(level=HelpLevel.PHOTO), at=2)
    assert session.next_rung() is Rung.HINT
    assert kinds(session.on(HEAR)) == [Hush, Show, Speak]
    assert session.next_rung() is Rung.CALL
    assert kinds(session.on(HEAR)) == [Hush, Speak]


def test_the_coach_begins_anew_and_no_tick_is_left() -> None:
    session = begun(LIST, armed=False)
    assert not session.has_begun
    session.on(Ticked(0))
    session.on(Pressed(Gesture.BREAK))
    effects = session.on(BegunAnew())
    assert session.state.position == Position()
    assert not session.state.ticks
    assert session.state.front is Front.NOTHING
    assert [e.entry for e in effects if isinstance(e, Record)] == [RowsTicked(1, frozenset()), Moved()]
    session = begun(at=2, repeat=2)
    assert session.has_begun
    (kept,) = [e for e in session.on(BegunAnew()) if isinstance(e, Record)]
    assert (kept.entry, kept.position) == (Moved(), Position())
    assert not session.has_begun
