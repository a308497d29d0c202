"""The conductor: effects reach the ports in order, and what fails outside never holds the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.events import CameraChanged, CoachPassed, Pressed, Ticked
from oss_app.core.plan import plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, Phase, Position, StepEnded
from oss_app.core.session import Session
from oss_app.core.session_state import Rung
from oss_app.core.settings import Gesture, Settings
from oss_app.core.verdict import PATIENCE_S, Answer, Look
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import bring_back, checks_that_count, drop_check, enter
from oss_app.player.present import Presenter
from oss_app.player.screen import LineKind, Picture, Screen, ScreenKind
from tests.fakes import FakeClock, FakeJournal, FakeLibrary, FakeVoice, FakeWatcher
from tests.samples import ALL_CHECKS, FOLDER, dental_kit

DONE, BACK, HELP, BREAK, STOP = (
    Pressed(g) for g in (Gesture.DONE, Gesture.BACK, Gesture.HELP, Gesture.BREAK, Gesture.STOP)
)
LOOK_S = 0.2


class Bench:
    """A conductor among fakes."""

    def __init__(
        self,
        profile: Profile | None = None,
        repeat: int = 1,
        checks: Mapping[str, Check] = ALL_CHECKS,
        ended: Callable[[StepEnded], frozenset[str]] = lambda entry: frozenset(),
    ) -> None:
        profile = profile or Profile()
        self.clock, self.voice, self.watcher, self.journal = FakeClock(), FakeVoice(), FakeWatcher(), FakeJournal()
        self.screens: list[Screen] = []
        self.committed: list[int] = []
        self.ready: list[Path | None] = []
        self.ready_pictures: Sequence[Picture] = ()
        self.over: list[bool] = []
        laid_out = plan(dental_kit(repeat), profile, checks)
        number, session = enter(self.journal, SessionKey("tandarts"), laid_out, "digest")
        self.conductor = Conductor(
            session,
            number,
            Presenter(profile, "nl", load("nl"), checks),
            checks,
            Outside(
                journal=self.journal,
                voice=self.voice,
                watcher=self.watcher,
                clock=self.clock,
                later=self.clock.later,
                show=self._show,
                ready=self._ready,
                over=self.over.append,
                ended=ended,
            ),
        )
        self.conductor.open()

    def _show(self, screen: Screen) -> None:
        self.screens.append(screen)
        self.committed.append(len(self.journal.sessions[1].entries))

    def _ready(self, pictures: Sequence[Picture]) -> None:
        self.ready, self.ready_pictures = [p.photo for p in pictures], pictures

    @property
    def screen(self) -> Screen:
        return self.screens[-1]

    def do(self, *events: Pressed | CoachPassed) -> None:
        for event in events:
            self.conductor.tell(event)

    def look(self, answer: Answer, seconds: float, count: int | None = None) -> None:
        """The camera is open and sees the same for some seconds."""
        self.conductor.tell(CameraChanged(self.watcher.number, True))
        for _ in range(round(seconds / LOOK_S)):
            self.conductor.looked(self.watcher.number, Look(answer, count=count))
            self.clock.advance(LOOK_S)

    def outcomes(self) -> list[Outcome]:
        return [e.outcome for e in self.journal.ended()]


def test_the_ticks_of_a_list_are_back_after_a_crash() -> None:
    bench = Bench(Profile(level=HelpLevel.LIST), checks={})
    bench.conductor.tell(Ticked(0))
    bench.conductor.tell(Ticked(2))
    kept = bench.journal.interrupted()
    assert kept is not None
    laid_out = bench.conductor.session.plan
    assert bring_back(kept, laid_out, "digest").unticked == (1,)
    assert bring_back(kept, laid_out, "another digest").unticked == (0, 1, 2), "a tick would stand at another row"


def test_the_first_step_is_shown_spoken_and_the_next_made_ready() -> None:
    bench = Bench()
    assert bench.screen.sentence == "Leg het dienblad voor je."
    assert [u.words for u in bench.voice.said] == ["Leg het dienblad voor je."]
    assert (bench.ready, bench.voice.prepared) == ([], []), "the step is drawn first"
    bench.clock.advance(0.1)
    assert bench.ready == [FOLDER / "sonde.jpg", FOLDER / "rollen.jpg"]
    assert bench.voice.prepared[0].words.startswith("Leg één sonde")


def test_the_picture_of_the_step_before_is_made_ready_after_the_next() -> None:
    bench = Bench(checks={})
    bench.do(DONE)
    bench.clock.advance(0.1)
    assert bench.ready == [FOLDER / "rollen.jpg", FOLDER / "dienblad.jpg", FOLDER / "deksel.jpg"]


def test_the_larger_picture_of_help_is_made_ready_while_the_hint_is_read() -> None:
    bench = Bench(checks={})
    bench.do(DONE)
    bench.clock.advance(0.1)
    assert not any(picture.zoomed for picture in bench.ready_pictures)
    bench.do(HELP)
    bench.clock.advance(0.1)
    larger = bench.ready_pictures[1]
    bench.do(HELP)
    assert bench.screen.picture == larger and larger.zoomed


def test_each_step_is_in_the_journal_before_the_next_is_on_the_screen() -> None:
    bench = Bench()
    bench.do(DONE)
    assert bench.screen.sentence == "Leg 1 sonde in vak 2."
    assert bench.committed[-1] == 1


def test_the_camera_is_open_only_during_a_step_with_a_check() -> None:
    bench = Bench()
    assert not bench.watcher.is_open
    bench.do(DONE)
    assert bench.watcher.is_open
    bench.do(HELP)
    assert not bench.watcher.is_open
    bench.do(BACK)
    assert bench.watcher.is_open
    bench.do(BREAK)
    assert not bench.watcher.is_open


def test_the_whole_kit_with_a_camera_that_sees_everything() -> None:
    bench = Bench(Profile(auto_next=True))
    bench.do(DONE)
    bench.look(Answer.DONE, 3)
    bench.clock.advance(2)
    bench.look(Answer.DONE, 3, count=4)
    bench.clock.advance(2)
    bench.do(DONE)
    bench.look(Answer.DONE, 3)
    bench.clock.advance(2)
    bench.do(DONE)
    assert bench.screen.kind is ScreenKind.FINISHED
    assert bench.outcomes() == [Outcome.CONFIRMED, Outcome.SEEN, Outcome.SEEN, Outcome.SEEN, Outcome.CONFIRMED]
    bench.do(DONE)
    assert bench.over == [True]
    assert bench.journal.interrupted() is None
    assert bench.voice.overlaps == 0


def test_a_thousand_frames_of_not_done_give_exactly_one_utterance() -> None:
    bench = Bench()
    bench.do(DONE)
    bench.voice.hush()
    said = len(bench.voice.said)
    bench.look(Answer.NOT_DONE, 1000 * LOOK_S)
    assert [u.words for u in bench.voice.said[said:]] == ["Ik zie de sonde nog niet."]
    assert bench.screen.line and bench.screen.line.kind is LineKind.NOT_YET
    assert bench.outcomes() == [Outcome.CONFIRMED]


def test_no_line_comes_before_the_worker_had_time() -> None:
    bench = Bench()
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, PATIENCE_S - 1)
    assert bench.screen.line and bench.screen.line.kind is LineKind.CAMERA


def test_done_too_early_is_answered_with_what_the_camera_sees_and_then_gives_way() -> None:
    bench = Bench()
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, 2)
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, LOOK_S)
    assert bench.screen.line and bench.screen.line.text == "Ik zie de sonde nog niet."
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, LOOK_S)
    assert bench.outcomes()[-1] is Outcome.OVERRIDDEN
    assert bench.screen.sentence == "Leg 4 rollen in vak 4."


def test_a_hanging_eye_holds_the_worker_for_no_longer_than_a_moment() -> None:
    bench = Bench()
    bench.do(DONE, DONE)
    bench.clock.advance(2)
    assert bench.outcomes() == [Outcome.CONFIRMED, Outcome.CONFIRMED]


def test_looks_of_an_earlier_step_fall_on_the_floor() -> None:
    bench = Bench(Profile(auto_next=True))
    bench.do(DONE)
    old = bench.watcher.number
    bench.do(CoachPassed())
    for _ in range(50):
        bench.conductor.looked(old, Look(Answer.DONE))
        bench.clock.advance(LOOK_S)
    assert len(bench.outcomes()) == 2


def test_a_third_failed_try_offers_the_film() -> None:
    bench = Bench()
    bench.do(DONE)
    for _ in range(3):
        bench.look(Answer.CANNOT_TELL, 2)
        bench.look(Answer.NOT_DONE, 2)
        rung = bench.conductor.session.state.rung
        if rung:
            bench.do(BACK)
    assert rung is Rung.FILM


def test_stopping_at_a_break_keeps_the_place_for_later() -> None:
    bench = Bench()
    bench.do(DONE, BREAK, STOP)
    assert bench.over == [False]
    assert bench.journal.interrupted() is None
    kept = bench.journal.open_session(SessionKey("tandarts"))
    assert kept and kept.position == Position(1, 1)


def test_a_chosen_task_goes_on_where_it_stood_and_a_finished_one_begins_anew() -> None:
    journal, laid_out = FakeJournal(), plan(dental_kit(2), Profile())
    number = journal.begin(SessionKey("tandarts"), "d", Position(2, 2))
    assert enter(journal, SessionKey("tandarts"), laid_out, "d")[1].state.position == Position(2, 2)
    journal.sessions[number].position = Position(2, 5, Phase.FINISHED)
    again, session = enter(journal, SessionKey("tandarts"), laid_out, "d")
    assert (again != number, session.state.position) == (True, Position())
    assert enter(journal, SessionKey("tandarts", "kat"), laid_out, "d")[0] not in (number, again)


def test_a_task_that_changed_meanwhile_begins_its_kit_anew() -> None:
    journal, laid_out = FakeJournal(), plan(dental_kit(3), Profile())
    journal.begin(SessionKey("tandarts"), "old", Position(2, 4))
    kept = journal.interrupted()
    assert kept
    assert bring_back(kept, laid_out, "new").state.position == Position(2, 0)
    assert bring_back(kept, laid_out, "old").state.position == Position(2, 4)


def test_checks_can_be_off_for_station_task_check_and_worker() -> None:
    task = dental_kit()
    broken = ALL_CHECKS["deksel"].model_copy(update={"disarmed": "not rehearsed"})
    library = FakeLibrary([task], [ALL_CHECKS["sonde"], ALL_CHECKS["rollen"], broken])

    def names(settings: Settings, profile: Profile = Profile(), camera: str = "0") -> set[str]:  # noqa: B008
        return set(checks_that_count(task, library, settings, profile, camera))

    assert names(Settings()) == {"sonde", "rollen"}
    assert names(Settings(), camera="none") == set()
    assert names(Settings(checks=False)) == set()
    assert names(Settings(checks_off=("tandarts",))) == set()
    assert names(Settings(checks_off=("tandarts/sonde",))) == {"rollen"}
    assert names(Settings(), Profile(checks=False)) == set()


def test_the_whole_task_runs_without_any_check() -> None:
    bench = Bench(checks={})
    bench.do(DONE, DONE, DONE, DONE, DONE)
    assert bench.screen.kind is ScreenKind.CALL  # the must step is the coach's, with or without a camera
    bench.do(CoachPassed(), DONE)
    assert bench.screen.kind is ScreenKind.FINISHED
    assert bench.watcher.watched == []


def test_a_session_is_a_plain_value_machine() -> None:
    one, two = (Session(plan(dental_kit(), Profile(), ALL_CHECKS)) for _ in range(2))
    for session in (one, two):
        for event in (DONE, HELP, BACK, DONE):
            session.on(event)
    assert one.state == two.state


def test_a_check_that_counts_no_longer_is_not_looked_for_again_in_this_session() -> None:
    checks = dict(ALL_CHECKS)
    bench = Bench(repeat=2, checks=checks, ended=lambda entry: drop_check(checks, entry.check))
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, PATIENCE_S + 2)
    bench.do(DONE)
    bench.look(Answer.NOT_DONE, 2)
    assert bench.outcomes()[-1] is Outcome.OVERRIDDEN
    assert "sonde" not in bench.conductor.session.plan.checks
    assert "rollen" in bench.conductor.session.plan.checks
