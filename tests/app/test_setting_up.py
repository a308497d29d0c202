"""Setting up a station over the real stores: what is asked for is kept, tried out, and let go of again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_app.app.setting_up import SettingUp
from oss_app.app.station import Station, open_station, was_never_set_up
from oss_app.core.errors import DeviceError
from oss_app.core.ports import FoundCamera, SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import Gesture, JournalLevel
from oss_app.core.voices import SynthVoice
from oss_app.i18n import load
from oss_app.resources import assets
from oss_app.store.code import code_matches
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay
from oss_app.vision.messages import LiveFrame
from tests.fakes import FakeVoice

CAMERAS = [FoundCamera(0, 1280, 720, "Webcam"), FoundCamera(1, 640, 480)]
VOICES = [SynthVoice("e", "nl", ("nl",)), SynthVoice("e", "nl-2", ("nl",)), SynthVoice("e", "en", ("en",))]


class TunedVoice(FakeVoice):
    """Remembers how it was tuned."""

    def __init__(self) -> None:
        super().__init__()
        self.tuned: list[tuple[float, Mapping[str, str]]] = []

    def tune(self, volume: float, voices: Mapping[str, str]) -> None:
        self.tuned.append((volume, dict(voices)))


class FakeEye:
    """Sees nothing; ``open`` has the cameras that are open now."""

    open: list[str] = []  # noqa: RUF012 one list for all eyes
    is_slow = False

    def __init__(self, camera: str, *_: Any) -> None:
        self._camera = camera

    def frames(self, number: int, on_frame: Callable[[LiveFrame], None], width: int) -> None:
        FakeEye.open.append(self._camera)

    def hold_exposure(self, *, holds: bool) -> None:
        pass

    def end(self) -> None:
        FakeEye.open.remove(self._camera)


class Desk:
    """One station, its window, and the set-up in it."""

    def __init__(self, data: Path, qtbot: QtBot, **parts: Any) -> None:
        fonts.load()
        FakeEye.open.clear()
        self.station: Station = open_station(data, load("nl"))
        self.window = MainWindow(StationDisplay("", ""), windowed=True)
        qtbot.addWidget(self.window)
        self.voice = TunedVoice()
        usual = {"cameras": lambda: CAMERAS, "voices": lambda: VOICES, "open_eye": FakeEye}
        self.setting_up = SettingUp(self.station, self.voice, self.window, **{**usual, **parts})
        self.over: list[bool] = []
        self.setting_up.over.connect(self.over.append)
        self._is_open = True

    @property
    def page(self) -> Any:
        assert self.setting_up.page
        return self.setting_up.page

    @property
    def kept(self) -> str:
        return self.station.folders.station.read_text(encoding="utf-8")

    def close(self) -> None:
        if self._is_open:
            self.setting_up.close_down()
            self.station.close()
        self._is_open = False


@pytest.fixture
def build(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def made(**parts: Any) -> Desk:
        desks.append(Desk(tmp_path, qtbot, **parts))
        return desks[-1]

    yield made
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(build: Callable[..., Desk], qtbot: QtBot) -> Desk:
    desk = build()
    desk.setting_up.open()
    qtbot.waitUntil(lambda: desk.page.camera.cameras.count() == 4 and desk.page.sound.voices.count() == 2)
    return desk


def test_what_is_asked_for_is_kept_at_once_and_survives_the_next_start(build: Callable[..., Desk], desk: Desk) -> None:
    page = desk.page
    page.keys.fields[Gesture.DONE].recorded.emit("F13")
    page.journal.levels[JournalLevel.NONE].ring.click()
    page.screen_card.larger.click()
    for _ in range(2):
        page.code.code.full.emit("805179")
    settings = desk.station.settings
    desk.setting_up.close()
    desk.close()
    again = build().station.settings
    assert again == settings
    assert again.keys[Gesture.DONE][0] == "F13"
    assert again.journal is JournalLevel.NONE
    assert again.display_mm is not None
    assert code_matches("805179", again.coach_code)
    assert set(again.proved) == {"keys", "journal", "screen", "code"}


def test_the_code_itself_is_written_nowhere(desk: Desk) -> None:
    for _ in range(2):
        desk.page.code.code.full.emit("805179")
    assert desk.page.code.state.accessibleName() == "In orde"
    assert "scrypt$" in desk.kept
    assert "805179" not in desk.kept


def test_every_part_can_be_skipped_and_it_does_not_come_by_itself_again(build: Callable[..., Desk], desk: Desk) -> None:
    assert was_never_set_up(desk.station)
    desk.page.later.click()
    assert desk.over == [False]
    desk.close()
    again = build()
    assert not was_never_set_up(again.station)
    assert again.station.settings == desk.station.settings


def test_a_station_at_which_somebody_worked_is_not_asked(build: Callable[..., Desk]) -> None:
    desk = build()
    assert was_never_set_up(desk.station)
    desk.station.journal.begin(SessionKey("tandarts"), "", Position(1, 0))
    assert not was_never_set_up(desk.station)


def test_a_change_is_told_when_the_page_is_left(desk: Desk) -> None:
    desk.page.code.can_be_called.button("yes").click()
    desk.page.done.click()
    assert desk.over == [True]
    assert "coach_can_be_called: true" in desk.kept


def test_the_camera_is_open_only_while_it_is_chosen_and_seen(desk: Desk) -> None:
    assert FakeEye.open == []
    desk.page.camera.use.click()
    assert FakeEye.open == ["0"]
    desk.page.camera.cameras.activated.emit(2)
    assert FakeEye.open == ["1"], "the one is closed before the other opens"
    desk.page.about.click()
    assert FakeEye.open == [], "another page is in front"
    assert desk.setting_up.about_page is not None
    desk.setting_up.about_page.left.emit()
    assert FakeEye.open == ["1"]
    desk.page.later.click()
    assert FakeEye.open == []


def test_the_test_sentence_is_said_in_its_own_language(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page.sound.play_wanted.emit("en")
    desk.page.sound.play_wanted.emit("nl")
    assert [(u.language, u.words) for u in desk.voice.said] == [
        ("en", "This is the voice. It reads each step aloud."),
        ("nl", "Dit is de stem. Zo hoor je elke stap."),
    ]


def test_loudness_and_voice_are_heard_at_once(desk: Desk) -> None:
    desk.page.sound.voices.activated.emit(1)
    desk.page.sound.volume.setValue(40)
    desk.page.sound.volume.sliderReleased.emit()
    assert desk.voice.tuned == [(1.0, {"nl": "nl-2"}), (0.4, {"nl": "nl-2"})]
    assert desk.station.settings.voices == {"nl": "nl-2"}


def test_a_measured_display_counts_at_once(desk: Desk) -> None:
    before = desk.window.pixels_per_mm
    for _ in range(20):
        desk.page.screen_card.larger.click()
    width = desk.page.screen_card.bank_card.width_px
    assert desk.window.pixels_per_mm != before
    assert desk.window.pixels_per_mm == pytest.approx(width / 85.6, rel=0.003)


def test_the_page_speaks_the_language_that_is_chosen(desk: Desk) -> None:
    dutch = desk.page
    assert dutch.done.accessibleName() == "Klaar"
    dutch.languages.setCurrentIndex(dutch.languages.findData("en"))
    dutch.languages.activated.emit(dutch.languages.currentIndex())
    assert desk.page is not dutch
    assert desk.page.done.accessibleName() == "Done"
    assert desk.page.camera.cameras.count() == 4, "what was found stays found"
    assert "language: en" in desk.kept


def test_what_cannot_be_saved_is_a_line_on_the_card_and_changes_nothing(desk: Desk) -> None:
    desk.station.folders.station.write_text("format: 99\n", encoding="utf-8")
    before = desk.station.settings
    desk.page.journal.levels[JournalLevel.NONE].ring.click()
    assert "nieuwere versie" in desk.page.journal.note.words
    assert desk.station.settings == before
    assert desk.page.journal.levels[JournalLevel.TASK].ring.isChecked()
    desk.page.later.click()
    assert desk.over == [False]
    assert desk.kept == "format: 99\n"


def test_the_third_level_is_never_kept_without_a_date(desk: Desk) -> None:
    desk.setting_up._wanted(desk.page.journal, {"journal": JournalLevel.OWN_PROGRESS}, True)
    assert desk.station.settings.journal is JournalLevel.TASK
    assert "ondernemingsraad" in desk.page.journal.note.words


def test_a_driver_that_hangs_or_dies_is_no_camera_and_the_page_lives(build: Callable[..., Desk], qtbot: QtBot) -> None:
    def dies() -> list[FoundCamera]:
        raise DeviceError("No answer in time.")

    desk = build(cameras=dies, voices=list)
    desk.setting_up.open()
    qtbot.waitUntil(lambda: desk.page.sound.voices.currentText() == "Geen stem")
    qtbot.waitUntil(lambda: desk.page.camera._cameras is not None)
    assert [desk.page.camera.cameras.itemText(n) for n in range(desk.page.camera.cameras.count())] == [
        "Geen camera",
        "Zoek opnieuw naar camera's",
    ]


def test_the_live_picture_comes_from_the_eye(tmp_path: Path, build: Callable[..., Desk], qtbot: QtBot) -> None:
    (tmp_path / "station.yaml").write_text(f"camera: {assets() / 'demo'}\n", encoding="utf-8")
    from oss_app.vision.camera_process import CameraProcess

    desk = build(open_eye=CameraProcess)
    desk.setting_up.open()
    qtbot.waitUntil(lambda: not desk.page.camera.live.image.isNull(), timeout=20_000)
    assert desk.page.camera.verdict.text() == "Genoeg licht"
    desk.setting_up.close()
    assert desk.setting_up._eye is None


def test_a_camera_that_was_plugged_in_meanwhile_is_found(
    tmp_path: Path, build: Callable[..., Desk], qtbot: QtBot
) -> None:
    there, open_meanwhile = list[FoundCamera](), list[list[str]]()

    def find() -> list[FoundCamera]:
        open_meanwhile.append(list(FakeEye.open))
        return list(there)

    (tmp_path / "station.yaml").write_text("camera: '0'\n", encoding="utf-8")
    desk = build(cameras=find)
    desk.setting_up.open()
    cameras = desk.page.camera.cameras
    qtbot.waitUntil(lambda: cameras.itemText(cameras.count() - 1) == "Zoek opnieuw naar camera's")
    assert cameras.currentText() == "Camera 1, niet gevonden"
    there.append(FoundCamera(0, 1280, 720, "Webcam"))
    cameras.activated.emit(cameras.count() - 1)
    assert cameras.itemText(cameras.count() - 1) == "Zoekt camera's …"
    qtbot.waitUntil(lambda: cameras.currentText() == "Webcam, 1280 bij 720")
    assert FakeEye.open == ["0"]
    assert open_meanwhile == [[], []], "a camera that we hold open ourselves would not be found"


def test_silence_after_play_is_told(build: Callable[..., Desk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oss_app.app.setting_up.PATIENCE_MS", 10)
    works = [True, False]
    desk = build(voice_works=lambda: works.pop(0))
    desk.setting_up.open()
    desk.page.sound.play_wanted.emit("nl")
    qtbot.waitUntil(lambda: works == [False])
    assert desk.page.sound.note.words == ""
    desk.page.sound.play_wanted.emit("nl")
    qtbot.waitUntil(lambda: desk.page.sound.note.words.startswith("Er is geen geluid."))


def test_going_down_a_level_of_the_journal_says_first_how_much_it_deletes(desk: Desk) -> None:
    """Three steps of a worker are kept; the level below may not have the card (P5)."""
    station, card = desk.station, desk.page.journal
    card.date.setText("3-11-2026")
    card.date.editingFinished.emit()
    card.levels[JournalLevel.OWN_PROGRESS].ring.click()
    assert station.settings.journal is JournalLevel.OWN_PROGRESS
    journal = SqliteJournal(station.database, JournalLevel.OWN_PROGRESS, station.clock)
    number = journal.begin(SessionKey("tandarts", "cat"), "", Position())
    for step in (1, 2, 3):
        journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, step))
    journal.finish(number)
    card.levels[JournalLevel.TASK].ring.click()
    assert station.settings.journal is JournalLevel.OWN_PROGRESS, "nothing changes before the answer"
    assert "de kaart van 1 klare taak. Dit kan" in card.note.words
    [keep] = [b for b in card.note.findChildren(QAbstractButton) if b.accessibleName() == "Laat staan"]
    keep.click()
    assert SqliteHistory(station.database, JournalLevel.OWN_PROGRESS).kept_of("cat").steps == 3
    card.levels[JournalLevel.TASK].ring.click()
    [delete] = [
        b for b in card.note.findChildren(QAbstractButton) if b.accessibleName() == "Verwijder" and b.isVisibleTo(card)
    ]
    delete.click()
    assert station.settings.journal is JournalLevel.TASK
    assert SqliteHistory(station.database, JournalLevel.OWN_PROGRESS).kept_of("cat").steps == 0
