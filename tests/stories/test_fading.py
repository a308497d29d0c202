"""Weeks of one worker with one task: help fades by a yes, is back at once, and is shown to whoever it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oss_app.app.task_reports import TaskReports
from oss_app.app.worker_progress import WorkerProgress
from oss_app.core.events import CoachPassed
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Phase
from oss_app.core.session_state import Front
from oss_app.core.settings import Gesture, JournalLevel
from oss_app.core.support import Mark
from oss_app.i18n import load
from oss_app.player.navigation import Ask
from oss_app.player.screen import ScreenKind
from oss_app.resources import instructions
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.store.profiles import YamlProfiles
from tests.app.test_kiosk import House

TASK, CARD, STEPS = "ontbijt", "cat", 8


class DayClock:
    """A clock whose day is set by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.at.timestamp()

    def now(self) -> datetime:
        return self.at

    def has_jumped(self) -> bool:
        return False  # each day is a start


class Bench:
    """One worker at a station that may keep their own progress."""

    def __init__(self, house: House, card: str = CARD, **wishes: object) -> None:
        self.house, self.clock, self.card = house, DayClock(), card
        station = house.station
        station.settings = station.settings.model_copy(update={"journal": JournalLevel.OWN_PROGRESS})
        station.clock = self.clock  # type: ignore[assignment]
        station.journal = SqliteJournal(station.database, JournalLevel.OWN_PROGRESS, self.clock)
        station.history = SqliteHistory(station.database, JournalLevel.OWN_PROGRESS)
        station.profiles = YamlProfiles(station.folders.workers, station.journal.forget, load("nl"))
        allowed = {"no_fading": False, "fades": (TASK,), "language": "nl", "card": card}
        station.profiles.save(Profile.model_validate({**allowed, **wishes}))
        house.kiosk.open(None, card)

    @property
    def profile(self) -> Profile:
        return next(p for p in self.house.station.profiles.list() if p.card == self.card)

    @property
    def kind(self) -> ScreenKind:
        assert self.house.page is self.house.view
        assert self.house.view.shown_screen is not None
        return self.house.view.shown_screen.kind

    def begin(self) -> None:
        if self.house.page is self.house.start and self.house.asked.ask is Ask.WHO:
            self.house.choose(self.card)
        self.house.choose(str(instructions() / TASK))

    def finish(self, *, helped: bool = False) -> None:
        """The rest of the task, with help at its second step or without."""
        play = self.house.kiosk.play
        assert play is not None
        session = play.conductor.session
        while session.state.position.phase is not Phase.FINISHED:
            if helped and session.state.position.index == 1:
                self.house.press(Gesture.HELP)
                if session.state.front is Front.CALL:
                    self.house.press(Gesture.DONE)
            if session.needs_coach:
                play.conductor.tell(CoachPassed())
            else:
                self.house.press(Gesture.DONE)
        self.house.press(Gesture.DONE)

    def do(self, **how: bool) -> None:
        self.begin()
        if self.kind is ScreenKind.QUESTION:
            self.house.press(Gesture.DONE)
        self.finish(**how)

    def sleep(self, nights: int = 1) -> None:
        self.clock.at += timedelta(days=nights)


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    made = House(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def bench(house: House) -> Callable[..., Bench]:
    return lambda **wishes: Bench(house, **wishes)


def test_three_kits_on_two_days_a_question_and_a_yes(bench: Callable[..., Bench]) -> None:
    worker = bench()
    worker.begin()
    assert worker.house.sentence == "Vandaag: met stem."
    worker.house.press(Gesture.DONE)
    worker.finish()
    worker.do()
    worker.sleep()
    worker.do()
    worker.begin()
    assert (worker.kind, worker.house.sentence) == (ScreenKind.QUESTION, "Wil je het zonder de stem proberen?")
    worker.house.press(Gesture.HELP)
    assert worker.kind is ScreenKind.STEP
    assert worker.profile.level_in(TASK) is HelpLevel.PHOTO
    assert worker.profile.level_in("tandarts") is HelpLevel.PHOTO_AND_VOICE, "a level is a task's"
    play = worker.house.kiosk.play
    assert play is not None
    assert set(play.conductor.session.plan.marks.values()) == {Mark.OUTLINE}, "the mark has faded first"


def test_a_no_is_heard_for_fourteen_days(bench: Callable[..., Bench]) -> None:
    worker = bench()
    worker.do()
    worker.sleep()
    worker.do()
    worker.do()
    worker.begin()
    worker.house.press(Gesture.BACK)
    worker.finish()
    worker.sleep(13)
    worker.begin()
    assert worker.house.sentence == "Vandaag: met stem."
    worker.house.press(Gesture.DONE)
    worker.finish()
    worker.sleep()
    worker.begin()
    assert worker.house.sentence == "Wil je het zonder de stem proberen?"


def test_for_whom_it_is_off_nothing_is_ever_asked(bench: Callable[..., Bench]) -> None:
    worker = bench(no_fading=True)
    for _ in range(4):
        worker.begin()
        assert worker.kind is ScreenKind.STEP
        worker.finish()
        worker.sleep()
    assert worker.profile.level_in(TASK) is HelpLevel.PHOTO_AND_VOICE


def all_of_the_own_page(house: House) -> tuple[str, int]:
    """What stands on it, page by page to the one that prints, and how many there are."""
    said: list[str] = []
    for pages in range(1, 10):
        screen = house.view.shown_screen
        assert screen is not None
        said += [tile.sentence for tile in screen.tiles]
        if any(control.icon == "printer" for control in screen.controls):
            return " ".join(said), pages
        house.press(Gesture.DONE)
    raise AssertionError("no page prints")


def test_the_worker_sees_what_is_kept_and_deletes_it(bench: Callable[..., Bench]) -> None:
    worker = bench()
    assert [choice.key for choice in worker.house.asked.choices if choice.key == "own"] == [], "nothing is kept yet"
    worker.do(helped=True)
    house = worker.house
    assert house.asked.choices[-1].word == "Wat is van mij bewaard"
    house.choose("own")
    assert house.sentence == "Dit is van jou bewaard."
    said, pages = all_of_the_own_page(house)
    assert f"{STEPS} stappen" in said
    assert "3\N{NON-BREAKING HYPHEN}11" in said
    assert "jaar" in said, "a number a week stays longer"
    for _ in range(pages - 1):
        house.press(Gesture.BACK)
    assert house.sentence == "Dit is van jou bewaard.", "a page back is not away"
    house.press(Gesture.HELP)
    assert house.sentence == "Alles weghalen wat van jou is bewaard?"
    house.press(Gesture.DONE)
    assert house.sentence == "Dit is van jou bewaard.", "what is pressed by habit keeps it"
    house.press(Gesture.HELP)
    house.press(Gesture.HELP)
    assert house.sentence == "Het is weggehaald."
    assert house.station.history.kept_of(CARD).oldest is None
    house.press(Gesture.DONE)
    house.press(Gesture.BACK)
    assert house.asked.ask is Ask.WHAT
    assert worker.profile.card == CARD


def test_the_coach_lets_a_kit_go_without_help_until_the_first_need(bench: Callable[..., Bench]) -> None:
    worker = bench()
    worker.do()
    house = worker.house
    coach = WorkerProgress(house.station, house.window, CARD)
    coach._choose(TASK)
    coach.page.help.probe.click()
    house.kiosk.pages.left.emit()
    house.door.left.emit()
    worker.begin()
    play = house.kiosk.play
    assert play is not None
    assert set(play.conductor.session.plan.marks.values()) == {Mark.NOTHING}
    house.press(Gesture.DONE)
    house.press(Gesture.HELP)
    assert play.conductor.session.plan.marks == {}
    assert play.conductor.session.plan.level is HelpLevel.PHOTO_AND_VOICE
    coach.page.deleteLater()


def test_the_employer_sees_which_step_takes_help_and_nobody_in_it(bench: Callable[..., Bench]) -> None:
    worker = bench()
    worker.do(helped=True)
    worker.do()
    reports = TaskReports(worker.house.station, worker.house.window)
    reports._choose(TASK)
    said = {label.text() for label in reports.page.findChildren(QLabel)}
    assert "Hulp in 1 van 2 sets." in said
    assert not any("kat" in text.casefold() for text in said)
    wanted: list[tuple[object, int]] = []
    reports.edit_wanted.connect(lambda folder, number: wanted.append((folder, number)))
    reports.page.edits[2].click()
    assert [number for _, number in wanted] == [2]
