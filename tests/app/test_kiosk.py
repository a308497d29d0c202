"""Which screen follows which, on real pages without a display; voice and eye are fakes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from oss_app.app import start_screens
from oss_app.app.context import AppContext, OnScreen
from oss_app.app.kiosk import Kiosk
from oss_app.app.shared_work import SharedWork
from oss_app.app.station import open_station
from oss_app.core.events import Covered, Uncovered
from oss_app.core.ports import Listing, SessionKey
from oss_app.core.profile import Profile, Theme
from oss_app.core.record import Outcome, Phase, Position, StepEnded
from oss_app.core.settings import Gesture, JournalLevel, Settings
from oss_app.core.task import Step
from oss_app.i18n import load
from oss_app.player.navigation import OWN, Ask
from oss_app.resources import card_sign, instructions
from oss_app.store.code import hash_code
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.taskfile import versions
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.kiosk.coach_door import CoachDoor
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.screen import StartScreen
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.theme import PALETTES
from tests.fakes import FakeVoice, FakeWatcher


class Answering(SharedWork):
    """A station whose server answers as the test says."""

    called = comes = False

    def answer(self, *, called: bool = False, comes: bool = False) -> None:
        self.called, self.comes = called, comes
        self.on_answer()

    @property
    def is_called(self) -> bool:
        return self.called

    @property
    def coach_comes(self) -> bool:
        return self.comes


class House:
    """A station with its kiosk; what is on the screen can be asked."""

    def __init__(
        self, data: Path, qtbot: QtBot, shares: type[SharedWork] = SharedWork, *, windowed: bool = True
    ) -> None:
        fonts.load()
        self.station = open_station(data, load("nl"))
        self.window = MainWindow(StationDisplay("", ""), windowed=windowed)
        qtbot.addWidget(self.window)
        self.view, self.start, self.door = PlayerView(guard_s=0), StartView(guard_s=0), CoachDoor()
        self.voice = FakeVoice()
        self.bench = AppContext(
            self.station,
            "none",
            OnScreen(),
            self.voice,
            FakeWatcher(),
            self.window,
            self.view,
            self.start,
            self.door,
            shares(self.station, lambda f: f(), later),
        )
        self.window.resize(1280, 720)
        self.kiosk = Kiosk(self.bench)

    @property
    def page(self) -> object:
        layout = self.window.layout()
        assert layout is not None
        return layout.currentWidget()  # type: ignore[attr-defined]

    @property
    def asked(self) -> StartScreen:
        assert self.page is self.start
        assert self.kiosk.question is not None
        return self.kiosk.question

    @property
    def sentence(self) -> str:
        assert self.page is self.view
        assert self.view.shown_screen is not None
        return self.view.shown_screen.sentence

    def listing(self, name: str) -> Listing:
        return self.station.library.load(instructions() / name)

    def choose(self, key: str) -> None:
        self.start.chosen.emit(key)

    def press(self, gesture: Gesture) -> None:
        (self.view if self.page is self.view else self.start).pressed.emit(gesture)

    def close(self) -> None:
        self.view.close_down()
        self.start.close_down()
        self.station.close()


@pytest.fixture
def build(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., House]]:
    """Builds the house; again over the same data after ``close``, as the next start of the program would."""
    houses: list[House] = []

    def made(shares: type[SharedWork] = SharedWork, *, windowed: bool = True) -> House:
        houses.append(House(tmp_path, qtbot, shares, windowed=windowed))
        return houses[-1]

    yield made
    for house in houses:
        house.close()


@pytest.fixture
def house(build: Callable[[], House]) -> House:
    return build()


def card(house: House, name: str, **wishes: object) -> None:
    house.station.profiles.save(Profile.model_validate({"card": name, **wishes}))


def test_who_then_language_then_what_then_the_task(house: House) -> None:
    card(house, "coffee", theme=Theme.DARK)
    card(house, "cat")
    house.kiosk.open(None, "")
    assert house.asked.ask is Ask.WHO
    assert [c.word for c in house.asked.choices] == ["Kat", "Koffie"]
    house.start.globe_pressed.emit()
    assert house.asked.ask is Ask.LANGUAGE
    house.choose("en")
    assert (house.asked.ask, [c.word for c in house.asked.choices]) == (Ask.WHO, ["Cat", "Coffee"])
    house.choose("coffee")
    assert (house.asked.ask, house.asked.title) == (Ask.WHAT, "What will you do?")
    assert house.asked.person
    house.choose(str(instructions() / "ontbijt"))
    assert house.sentence == house.listing("ontbijt").task.steps[0].text.into("en")  # type: ignore[union-attr]


def test_the_next_worker_is_not_met_in_the_colours_of_the_one_before(house: House) -> None:
    card(house, "coffee", theme=Theme.DARK, language="nl")
    card(house, "moose")
    house.kiosk.open(None, "")
    house.choose("coffee")
    assert house.start.ground() == PALETTES[Theme.DARK].ground
    house.press(Gesture.BACK)
    assert house.start.ground() == PALETTES[Theme.LIGHT].ground


def test_a_task_without_a_picture_of_its_own_has_that_of_its_last_step(
    build: Callable[[], House], tmp_path: Path
) -> None:
    own = tmp_path / "tasks" / "tafel"
    own.mkdir(parents=True)
    shutil.copy(instructions() / "ontbijt" / "bord.jpg", own)
    shutil.copy(instructions() / "ontbijt" / "mes.jpg", own)
    steps = "  - tekst: Zet het bord neer.\n    foto: bord.jpg\n  - tekst: Leg het mes neer.\n    foto: mes.jpg\n"
    (own / "task.yaml").write_text(f"taak: Tafel\nstappen:\n{steps}  - tekst: Was je handen.\n", encoding="utf-8")
    house = build()
    house.kiosk.open(None, "")
    assert [choice.picture for choice in house.asked.choices] == [own / "mes.jpg"]


def test_where_every_task_is_a_draft_the_first_screen_says_so_in_the_place_of_a_question(
    build: Callable[[], House], tmp_path: Path
) -> None:
    own = tmp_path / "tasks" / "tafel"
    own.mkdir(parents=True)
    (own / "task.yaml").write_text("taak: Tafel\nstappen:\n  - tekst: Zet het bord neer.\n", encoding="utf-8")
    versions.begin_as_draft(own, datetime(2026, 11, 27, tzinfo=UTC))
    house = build()
    house.kiosk.open(None, "")
    assert (house.asked.ask, house.asked.choices) == (Ask.WHAT, ())
    assert house.asked.title == "Hier is nog geen taak. Je begeleider kan er een vrijgeven."
    assert "Hier is nog geen taak." in start_screens.spoken(house.asked)
    versions.release(own)
    house.kiosk.open(None, "")
    assert (house.asked.title, [choice.word for choice in house.asked.choices]) == ("Wat ga je doen?", ["Tafel"])


def test_behind_the_door_the_camera_rests_until_the_coach_is_back(house: House) -> None:
    house.kiosk.open(house.listing("ontbijt"), "")
    told: list[object] = []
    assert house.kiosk.play is not None
    house.kiosk.play.conductor.tell = told.append  # type: ignore[method-assign]
    house.kiosk.open_door()
    house.door.left.emit()
    assert told == [Covered(), Uncovered()]


def test_where_there_is_no_choice_nobody_is_asked(house: House) -> None:
    card(house, "cat", language="nl")
    house.kiosk.open(house.listing("ontbijt"), "")
    assert house.page is house.view


def test_the_journal_keeps_the_fingerprint_of_the_task_that_runs(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "later" / "ontbijt"
    shutil.copytree(instructions() / "ontbijt", folder)
    data = (folder / "task.yaml").read_bytes()
    house.kiosk.open(house.station.library.load(folder), "")
    (folder / "task.yaml").write_bytes(data + b"# changed while the worker chose a language\n")
    kept = house.station.journal.open_session(SessionKey("ontbijt"))
    assert kept is not None
    assert kept.digest == hashlib.sha256(data).hexdigest()


def test_a_station_for_one_task_stays_with_it(house: House) -> None:
    card(house, "cat", language="nl")
    house.kiosk.open(house.listing("ontbijt"), "")
    house.press(Gesture.BREAK)
    house.press(Gesture.STOP)
    assert (house.asked.ask, [c.word for c in house.asked.choices]) == (Ask.WHAT, ["Ontbijtblad klaarzetten"])


def test_back_goes_to_the_question_before(house: House) -> None:
    card(house, "cat")
    card(house, "coffee")
    house.kiosk.open(None, "")
    house.choose("cat")
    assert house.asked.ask is Ask.WHAT
    house.press(Gesture.BACK)
    assert house.asked.ask is Ask.WHO
    house.start.globe_pressed.emit()
    house.press(Gesture.BACK)
    assert house.asked.ask is Ask.WHO


def test_hear_again_reads_the_question_and_the_cards(house: House) -> None:
    house.kiosk.open(None, "")
    house.press(Gesture.HEAR)
    said = house.voice.said[-1].words
    assert said.startswith("Wat ga je doen?")
    assert "Ontbijtblad klaarzetten" in said


def test_a_break_before_a_task_is_neutral_and_comes_back(house: House) -> None:
    house.kiosk.open(None, "")
    house.press(Gesture.BREAK)
    assert house.sentence == "Pauze"
    house.press(Gesture.DONE)
    assert house.asked.ask is Ask.WHAT


def test_a_broken_task_says_so_and_the_others_run(build: Callable[[], House], tmp_path: Path) -> None:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "tasks" / "goed")
    (tmp_path / "tasks" / "kapot").mkdir(parents=True)
    (tmp_path / "tasks" / "kapot" / "task.yaml").write_text("taak: Kapot\nstappen: nee\n", encoding="utf-8")
    house = build()
    house.kiosk.open(None, "")
    refusals = {c.word: c.refusal for c in house.asked.choices}
    assert refusals == {"Ontbijtblad klaarzetten": "", "Kapot": "Deze taak kan nu niet. Kies een andere taak."}
    house.start.refused.emit(str(tmp_path / "tasks" / "kapot"))
    assert [(said.words, said.language) for said in house.voice.said[-1:]] == [(refusals["Kapot"], "nl")]


def test_after_a_crash_the_same_step_is_back_in_the_same_language_without_a_question(
    build: Callable[[], House],
) -> None:
    first = build()
    first.kiosk.open(None, "")
    first.press(Gesture.BACK)  # the globe
    first.choose("en")
    first.choose(str(instructions() / "ontbijt"))
    first.press(Gesture.DONE)
    first.press(Gesture.DONE)
    left_at = first.sentence
    first.close()
    again = build()
    again.kiosk.open(None, "")
    assert again.sentence == left_at
    assert again.kiosk.translator.language == "en"


def test_a_worker_who_is_asked_for_by_name_does_not_get_the_work_of_another(build: Callable[[], House]) -> None:
    first = build()
    card(first, "coffee", language="nl")
    card(first, "moose", language="nl")
    first.kiosk.open(None, "coffee")
    first.choose(str(instructions() / "ontbijt"))
    first.press(Gesture.DONE)
    left_at = first.sentence
    first.close()
    other = build()
    other.kiosk.open(None, "moose")
    assert other.asked.ask is Ask.WHAT
    other.kiosk.open(None, "coffee")
    other.choose(str(instructions() / "ontbijt"))
    assert other.sentence == left_at


def test_stopping_at_a_break_goes_to_the_start_and_the_work_waits(build: Callable[[], House]) -> None:
    house = build()
    house.kiosk.open(None, "")
    house.choose(str(instructions() / "ontbijt"))
    house.press(Gesture.DONE)
    left_at = house.sentence
    house.press(Gesture.BREAK)
    house.press(Gesture.STOP)
    assert house.asked.ask is Ask.WHAT
    house.close()
    next_day = build()
    next_day.kiosk.open(None, "")
    next_day.choose(str(instructions() / "ontbijt"))
    assert next_day.sentence == left_at


def with_code(build: Callable[..., House], code: str, *, windowed: bool = True) -> House:
    house = build()
    house.station.store.save(Settings(coach_code=hash_code(code)))
    house.close()
    locked = build(windowed=windowed)
    locked.kiosk.open(locked.listing("ontbijt"), "")
    return locked


def test_the_coach_leaves_with_the_code(build: Callable[[], House]) -> None:
    house = with_code(build, "4711")
    house.kiosk.open_door()
    assert house.page is house.door
    assert house.door.rows == ()
    house.door.code_entered.emit("0000")
    assert house.door.rows == ()
    house.door.code_entered.emit("4711")
    assert {row.key for row in house.door.rows} >= {"pass", "start", "close"}
    house.door.row_chosen.emit("pass")
    assert house.sentence == house.listing("ontbijt").task.steps[1].text.words  # type: ignore[union-attr]


def test_wrong_codes_make_the_door_wait(build: Callable[[], House]) -> None:
    house = with_code(build, "4711")
    house.kiosk.open_door()
    for _ in range(4):
        house.door.code_entered.emit("0000")
    house.door.code_entered.emit("4711")
    assert house.door.rows == ()


def test_leaving_the_door_goes_back_to_what_was_there(build: Callable[[], House]) -> None:
    house = with_code(build, "4711")
    before = house.sentence
    house.kiosk.open_door()
    house.door.left.emit()
    assert house.sentence == before


def test_the_window_closes_only_behind_the_door(build: Callable[..., House]) -> None:
    house = with_code(build, "4711", windowed=False)
    house.window.show()
    assert not house.window.close()
    house.kiosk.open_door()
    house.door.code_entered.emit("4711")
    house.door.row_chosen.emit("close")
    assert not house.window.isVisible()


def test_a_fault_of_ours_is_told_kindly(house: House) -> None:
    house.kiosk.open(None, "")
    house.choose(str(instructions() / "ontbijt"))
    house.kiosk.show_bug()
    assert house.sentence == "Er ging iets mis."


def test_a_fault_of_ours_in_the_editor_is_not_told_behind_it(house: House) -> None:
    house.window.show()
    house.kiosk.open(None, "")
    house.kiosk.open_door()
    house.door.row_chosen.emit("edit")
    editor = next(w for w in QApplication.topLevelWidgets() if isinstance(w, EditorWindow) and w.isVisible())
    house.kiosk.show_bug()
    assert not editor.isVisible()
    assert house.window.isVisible()
    assert house.sentence == "Er ging iets mis."
    editor.close()


class TestLanguage:
    """Asked only where the station's own will not do; else a globe leads to it (J14)."""

    def polish(self, tmp_path: Path) -> None:
        own = tmp_path / "tasks" / "stół"
        own.mkdir(parents=True)
        text = "taak: Stół\ntaal: pl\ntaak_en: Table\nstappen:\n  - tekst: Umyj ręce.\n    tekst_en: Wash your hands.\n"
        (own / "task.yaml").write_text(text, encoding="utf-8")

    def test_nobody_is_asked_where_the_stations_own_will_do(self, house: House) -> None:
        house.kiosk.open(None, "")
        assert (house.asked.ask, house.asked.title) == (Ask.WHAT, "Wat ga je doen?")
        assert [c.icon for c in house.asked.controls] == ["globe", "speaker-high", "coffee"]

    def test_one_that_was_chosen_stays_after_each_task(self, house: House) -> None:
        house.kiosk.open(None, "")
        house.press(Gesture.BACK)
        assert house.asked.ask is Ask.LANGUAGE
        house.choose("en")
        for _ in range(2):
            assert (house.asked.ask, house.asked.title) == (Ask.WHAT, "What will you do?")
            house.choose(str(instructions() / "ontbijt"))
            house.press(Gesture.BREAK)
            house.press(Gesture.STOP)

    def test_the_globe_can_be_left_as_it_was(self, house: House) -> None:
        house.kiosk.open(None, "")
        house.press(Gesture.BACK)
        house.choose("en")
        house.press(Gesture.BACK)
        assert house.asked.ask is Ask.LANGUAGE
        house.press(Gesture.BACK)
        assert (house.asked.ask, house.asked.title) == (Ask.WHAT, "What will you do?")

    def test_whoever_comes_next_is_met_in_the_stations_own(self, house: House) -> None:
        card(house, "cat")
        card(house, "coffee")
        house.kiosk.open(None, "")
        house.start.globe_pressed.emit()
        house.choose("en")
        house.choose("cat")
        assert house.asked.title == "What will you do?"
        house.press(Gesture.BACK)
        assert (house.asked.ask, house.asked.title) == (Ask.WHO, "Wie ben jij?")

    def test_it_is_asked_where_the_stations_own_is_in_no_task_the_last_one_first(
        self, build: Callable[[], House], tmp_path: Path
    ) -> None:
        self.polish(tmp_path)
        first = build()
        first.kiosk.open(None, "")
        assert [c.key for c in first.asked.choices] == ["en", "pl"]
        first.choose("pl")
        first.choose(str(tmp_path / "tasks" / "stół"))
        first.press(Gesture.DONE)
        first.press(Gesture.DONE)
        assert first.asked.ask is Ask.WHAT, "not after each task"
        first.close()
        house = build()
        house.kiosk.open(None, "")
        assert [c.key for c in house.asked.choices] == ["pl", "en"]
        assert house.asked.title == load("pl")("Which language?")
        house.start.reached.emit("en")
        house.press(Gesture.HEAR)
        assert [[(part.language, part.words) for part in said.parts] for said in house.voice.said[-2:]] == [
            [("en", "English.")],
            [("pl", house.asked.title), ("pl", "Polski."), ("en", "English.")],
        ]


def test_each_language_is_said_by_its_own_voice() -> None:
    screen = start_screens.language(("nl", "ar"), load("nl"), Profile(), card_sign, can_go_back=False, speaks=True)
    said = start_screens.said(screen, "nl", 0.9)
    assert [(part.language, part.words) for part in said.parts] == [
        ("nl", "Welke taal?"),
        ("nl", "Nederlands."),
        ("ar", "العربية."),
    ]


class TestCoachComes:
    """Who calls the coach sees and hears that they come; whoever works here next does not."""

    def called(self, house: House) -> None:
        house.kiosk.open(house.listing("ontbijt"), "")
        for _ in range(5):
            if house.sentence == "Ik heb hulp nodig.":
                return
            house.press(Gesture.HELP)
        raise AssertionError("the call did not come")

    def says(self, house: House) -> set[str]:
        return {words.text() for words in house.view.findChildren(QLabel)}

    def test_it_is_shown_and_spoken_and_is_over_again(self, build: Callable[..., House]) -> None:
        house = build(shares=Answering)
        shared = house.bench.shared
        assert isinstance(shared, Answering)
        self.called(house)
        before = self.says(house)
        shared.answer(called=True)
        assert "Ik heb hulp nodig. Je begeleider is geroepen. Je werk is bewaard." in self.says(house)
        shared.answer(called=True, comes=True)
        assert "Ik heb hulp nodig. Je begeleider komt. Je werk is bewaard." in self.says(house)
        assert house.voice.said[-1].words == "Je begeleider komt."
        shared.answer()
        assert self.says(house) == before

    def test_it_is_said_once_for_each_call(self, build: Callable[..., House]) -> None:
        house = build(shares=Answering)
        shared = house.bench.shared
        assert isinstance(shared, Answering)
        for _ in range(2):
            self.called(house)
            before = len(house.voice.said)
            for _ in range(2):
                shared.answer(called=True, comes=True)
            assert [said.words for said in house.voice.said[before:]] == ["Je begeleider komt."]
            shared.answer()
            house.press(Gesture.DONE)

    @pytest.mark.parametrize("about", [None, Gesture.BROKEN])
    def test_a_call_outlives_the_program(self, build: Callable[..., House], about: Gesture | None) -> None:
        house = build()
        self.called(house)
        if about:
            house.press(about)
        before = self.says(house)
        house.close()  # as if the power went
        house = build()
        house.kiosk.open(None, "")
        assert self.says(house) == before
        house.press(Gesture.DONE)
        assert house.sentence != "Ik heb hulp nodig."
        house.close()
        house = build()
        house.kiosk.open(None, "")
        assert house.sentence != "Ik heb hulp nodig."

    def test_what_it_is_about_is_told_to_the_board(self, house: House) -> None:
        self.called(house)
        assert house.kiosk.play is not None
        told: list[str] = []
        house.bench.shared.tell = told.append  # type: ignore[method-assign]
        for gesture in (Gesture.MISSING, Gesture.BROKEN, Gesture.BROKEN):
            house.kiosk.play.press(gesture)
        assert told == ["trouble:missing", "trouble:broken", "help"]

    def test_it_is_told_to_nobody_who_did_not_ask(self, house: House) -> None:
        house.kiosk.open(house.listing("ontbijt"), "")
        before = len(house.voice.said), self.says(house)
        house.bench.shared.on_answer()
        assert (len(house.voice.said), self.says(house)) == before


def test_a_probe_is_still_set_at_the_next_start_and_is_over_when_its_kit_was_begun(
    build: Callable[[], House],
) -> None:
    house = build()
    card(house, "coffee", language="nl", probes=("ontbijt",))
    house.close()
    house = build()
    house.kiosk.open(house.listing("ontbijt"), "coffee")
    assert house.kiosk.play is not None
    assert house.kiosk.play.conductor.session.plan.is_probe
    house.press(Gesture.DONE)
    house.close()  # as if the power went
    house = build()
    assert [profile.probes for profile in house.station.profiles.list()] == [()]
    house.kiosk.open(house.listing("ontbijt"), "coffee")
    assert house.kiosk.play is not None
    assert not house.kiosk.play.conductor.session.plan.is_probe


def test_a_machine_begins_a_task_by_its_number_where_that_is_what_is_asked(
    build: Callable[[], House], tmp_path: Path
) -> None:
    (tmp_path / "station.yaml").write_text(
        "format: 1\nlanguage: nl\nmqtt: mqtt://127.0.0.1:1/oss/7\n", encoding="utf-8"
    )
    house = build()
    for name in ("coffee", "cat"):
        card(house, name, language="nl")
    lamps = house.bench.shared.lamps
    assert lamps is not None
    house.kiosk.open(None, "")
    who = house.asked
    lamps.on_task(1)  # who works is asked: no number of a task answers that
    assert house.asked == who
    house.choose("coffee")
    tasks = [choice.key for choice in house.asked.choices]
    lamps.on_task(len(tasks) + 1)
    assert house.page is house.start
    lamps.on_task(2)
    assert house.kiosk.play is not None
    assert house.kiosk.play.conductor.session.plan.task.folder.name == Path(tasks[1]).name
    before = house.sentence
    lamps.on_task(1)  # somebody is at work
    assert (house.page, house.sentence) == (house.view, before)


class Withdrawing(SharedWork):
    """A followed folder from which the task was taken away; ``looks`` tells when it may be looked into."""

    looks: ClassVar[list[bool]] = []

    def look_between_kits(self, *, is_between: bool) -> None:
        self.looks.append(is_between)

    def is_withdrawn(self, task: str) -> bool:
        return task == "tandarts"


def test_a_withdrawn_task_ends_at_the_end_of_the_kit(tmp_path: Path, qtbot: QtBot) -> None:
    house, looks = House(tmp_path, qtbot, Withdrawing), Withdrawing.looks
    looks.clear()
    listing = house.listing("tandarts")
    assert listing.task is not None
    items = tuple(i.model_copy(update={"must": False}) if isinstance(i, Step) else i for i in listing.task.items)
    task = listing.task.model_copy(update={"repeat": 3, "items": items})
    house.kiosk.open(replace(listing, task=task), "")
    house.choose("nl")
    assert house.kiosk.play is not None
    state = house.kiosk.play.conductor.session
    while state.state.position.phase is not Phase.KIT_END:
        house.press(Gesture.DONE)
    assert (state.state.position.kit, looks) == (1, [True])
    house.press(Gesture.DONE)
    assert state.state.position.phase is Phase.FINISHED
    assert looks == [True, False]
    assert any(label.text().endswith(" 1 set") for label in house.view.findChildren(QLabel))
    house.close()


def test_other_tasks_from_a_folder_show_on_the_question_that_stands_there(house: House, tmp_path: Path) -> None:
    card(house, "coffee", language="nl")
    card(house, "cat", language="nl")
    house.kiosk.open(None, "")
    house.station.profiles.remove("cat")
    card(house, "moose", language="nl")
    house.bench.shared.on_change()
    assert [c.key for c in house.asked.choices] == ["coffee", "moose"]


def test_who_deletes_what_is_kept_of_them_deletes_the_own_photo_of_their_card_too(house: House) -> None:
    card(house, "cat")
    sign = card_sign("fish")
    assert sign is not None
    house.station.profiles.keep_photo("cat", sign.read_bytes())
    journal = SqliteJournal(house.station.database, JournalLevel.OWN_PROGRESS, house.station.clock)
    house.station.journal = journal
    house.station.history = SqliteHistory(house.station.database, JournalLevel.OWN_PROGRESS)
    number = journal.begin(SessionKey("ontbijt", "cat"), "", Position())
    journal.record(number, StepEnded(1, 1, Outcome.CONFIRMED), Position(1, 1))
    journal.leave(number)
    house.kiosk.open(None, "")
    house.choose(OWN)
    assert house.station.card_picture("cat") == house.station.folders.workers / "cat.jpg"
    house.press(Gesture.HELP)
    house.press(Gesture.HELP)
    assert house.sentence == "Het is weggehaald."
    assert house.station.card_picture("cat") == card_sign("cat")
    assert [profile.card for profile in house.station.profiles.list()] == ["cat"], "the wishes stay"
