"""The cards of the set-up page: each asks for what it is about, and says what did not work in a line of text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtMultimedia import QAudioDevice, QMediaDevices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_app.core.errors import UserError
from oss_app.core.ports import FoundCamera
from oss_app.core.settings import DEFAULT_KEYS, Gesture, JournalLevel, Settings
from oss_app.core.verdict import Reason
from oss_app.core.voices import SynthVoice
from oss_app.i18n import load
from oss_app.ui.desk.station.camera_card import CameraCard
from oss_app.ui.desk.station.card import SetupCard
from oss_app.ui.desk.station.code_card import CodeCard
from oss_app.ui.desk.station.display_numbers import DisplayFacts, displays
from oss_app.ui.desk.station.journal_card import JournalCard, read_date
from oss_app.ui.desk.station.keys_card import KeysCard, own_key, with_key, without_own
from oss_app.ui.desk.station.light_card import LightCard
from oss_app.ui.desk.station.page import SetupPage
from oss_app.ui.desk.station.screen_card import CARD_MM, ScreenCard
from oss_app.ui.desk.station.shared_card import SharedCard
from oss_app.ui.desk.station.sound_card import SoundCard, voice_label
from oss_app.ui.kit.display import pixels_per_mm
from oss_app.ui.kit.theme import LIGHT

EN = load("en")
TODAY = date(2026, 11, 24)
WEBCAM = FoundCamera(0, 1280, 720, "Webcam")


class Asked:
    """What a card has asked for; it is granted at once, as when everything can be saved."""

    def __init__(self, card: SetupCard, settings: Settings) -> None:
        self.settings, self.asked = settings, list[tuple[Mapping[str, Any], bool]]()
        self._card = card  # a test keeps this object: the card does not
        card.wanted.connect(self._grant)
        card.show_settings(settings)

    def _grant(self, values: Mapping[str, Any], proved: bool) -> None:
        self.asked.append((values, proved))
        names = (self._card.name,) if proved else ()
        self.settings = self.settings.model_copy(update={**values, "proved": names})
        self._card.show_settings(self.settings)


def shown(qtbot: QtBot, card: SetupCard, settings: Settings | None = None) -> Asked:
    qtbot.addWidget(card)
    asked = Asked(card, settings or Settings(language="en"))
    card.resize(584, 440)
    card.show()
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    return asked


# ---- screen ----


@pytest.mark.parametrize("clicks", [0, 1, 7, -12])
def test_the_bank_card_gives_the_size_of_the_display(qtbot: QtBot, clicks: int) -> None:
    card = ScreenCard(LIGHT, EN)
    asked = shown(qtbot, card, Settings(display_mm=(212, 212)))
    before = card.bank_card.width_px
    for _ in range(abs(clicks)):
        (card.larger if clicks > 0 else card.smaller).click()
    card.fits.click()
    assert card.bank_card.width_px == before + clicks
    screen = displays()[0].area
    mm = asked.settings.display_mm
    assert mm is not None
    measured = pixels_per_mm((screen.width(), screen.height()), (0, 0), mm) * CARD_MM[0]
    assert measured == pytest.approx(card.bank_card.width_px, rel=0.003)
    assert card.bank_card.height() == round(card.bank_card.width_px * 54.0 / 85.6)
    assert card.state.accessibleName() == "Measured"


def test_a_magnified_screen_is_told_by_its_own_pixels(qtbot: QtBot) -> None:
    """At 150 % Qt counts 1280 x 720 where the screen has 1920 x 1080; its inches are the same."""
    plain = DisplayFacts("DP-1", "S1", "Screen", QRect(0, 0, 1920, 1080), (518, 291))
    magnified = DisplayFacts("DP-1", "S1", "Screen", QRect(0, 0, 1280, 720), (518, 291), pixel_ratio=1.5)
    said = []
    for facts in (plain, magnified):
        card = ScreenCard(LIGHT, EN, [facts])
        shown(qtbot, card, Settings(language="en", display_mm=(518, 291)))
        said.append(card.found.text())
    assert said[0].startswith("23 inch, 1920 by 1080: 3.7 pixels")
    assert said[1].split(":")[0] == said[0].split(":")[0]


def test_one_display_is_no_question(qtbot: QtBot) -> None:
    card = ScreenCard(LIGHT, EN)
    shown(qtbot, card)
    assert not card.displays.isVisible()


def test_with_two_displays_each_shows_its_number_and_another_one_is_measured_anew(qtbot: QtBot) -> None:
    left, right = (DisplayFacts(f"DP-{n}", f"S{n}", "Screen", QRect(800 * n, 0, 800, 600), (300, 225)) for n in (0, 1))
    card = ScreenCard(LIGHT, EN, [left, right])
    asked = shown(qtbot, card, Settings(display_mm=(500, 300), proved=("screen",)))
    assert card.displays.isVisible()
    card.show_numbers.click()
    assert [number.isVisible() for number in card.numbers.shown] == [True, True]
    card.displays.activated.emit(1)
    assert asked.asked[-1] == (
        {"display_mm": None, "display_name": "DP-1", "display_serial": "S1"},
        False,
    )
    assert card.state.accessibleName() == "To do"
    card.close_down()
    assert card.numbers.shown == []


def test_no_number_covers_what_the_page_of_the_light_shows(qtbot: QtBot) -> None:
    own, projector = (
        DisplayFacts(f"DP-{n}", f"S{n}", "Screen", QRect(800 * n, 0, 800, 600), (300, 225)) for n in (0, 1)
    )
    card = LightCard(LIGHT, EN, lambda: [own, projector])
    shown(qtbot, card, Settings(language="en", projector_name="DP-1", projector_serial="S1"))
    card.show_numbers.click()
    assert len(card.numbers.shown) == 2
    opened = list[int]()
    card.open_wanted.connect(lambda: opened.append(len(card.numbers.shown)))
    card.open_page.click()
    assert opened == [0]


# ---- sound ----

VOICES = [SynthVoice("e", "nl", ("nl",)), SynthVoice("e", "en-gb", ("en-gb",)), SynthVoice("e", "en-us", ("en-us",))]


@pytest.fixture
def loudspeaker(monkeypatch: pytest.MonkeyPatch) -> None:
    class Device(QAudioDevice):
        def isNull(self) -> bool:
            return False

    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", staticmethod(Device))


@pytest.mark.usefixtures("loudspeaker")
def test_the_sentence_is_heard_in_each_language_and_a_voice_can_be_chosen(qtbot: QtBot) -> None:
    card = SoundCard(LIGHT, EN)
    asked, played = shown(qtbot, card), list[str]()
    card.play_wanted.connect(played.append)
    assert card.voices.currentText() == "Looking for voices …"
    card.show_voices(VOICES)
    assert card.voices.currentText() == "English, en-gb"
    card.play.click()
    card.languages.button("nl").click()
    card.play.click()
    assert played == ["en", "nl"]
    assert card.voices.currentText() == "Nederlands"
    card.languages.button("en").click()
    card.voices.activated.emit(1)
    assert asked.settings.voices == {"en": "en-us"}
    assert card.voices.currentText() == "English, en-us"
    assert card.state.accessibleName() == "To do", "another voice has to be heard first"
    card.good.click()
    assert card.state.accessibleName() == "In order"


def test_without_a_loudspeaker_it_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QMediaDevices, "defaultAudioOutput", staticmethod(QAudioDevice))
    card = SoundCard(LIGHT, EN)
    shown(qtbot, card)
    card.show_voices(VOICES)
    card.play.click()
    assert card.note.words.startswith("No loudspeaker. Connect a loudspeaker")


@pytest.mark.usefixtures("loudspeaker")
def test_without_a_voice_it_says_what_to_do(qtbot: QtBot) -> None:
    card = SoundCard(LIGHT, EN)
    shown(qtbot, card)
    card.show_voices(VOICES[:1])
    card.play.click()
    assert card.note.words.startswith("Install a voice for this language.")
    assert card.voices.currentText() == "No voice"


def test_not_good_gives_advice_and_is_not_in_order(qtbot: QtBot) -> None:
    card = SoundCard(LIGHT, EN)
    asked = shown(qtbot, card, Settings(proved=("sound",)))
    card.bad.click()
    assert "another voice" in card.note.words
    assert asked.asked == [({}, False)]
    assert card.state.accessibleName() == "To do"


def test_the_volume_is_set_by_keys_and_stays_proved(qtbot: QtBot) -> None:
    card = SoundCard(LIGHT, EN)
    asked = shown(qtbot, card, Settings(volume=0.5, proved=("sound",)))
    QTest.keyClick(card.volume, Qt.Key.Key_Right)
    assert asked.asked[-1] == ({"volume": 0.55}, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\TTS_MS_NL-NL_FRANK_11.0", "Nederlands, NL-NL_FRANK"),
        ("com.apple.speech.synthesis.voice.xander", "Nederlands, xander"),
        ("nl", "Nederlands"),
        ("nl-be", "Nederlands, nl-be"),
    ],
)  # fmt: skip
def test_a_voice_is_called_something_people_can_read(name: str, words: str) -> None:
    assert voice_label(SynthVoice("x", name, ("nl",)), "nl") == words


# ---- camera ----


def test_a_camera_is_switched_on_seen_and_found_right(qtbot: QtBot) -> None:
    card = CameraCard(LIGHT, EN)
    asked = shown(qtbot, card)
    card.show_cameras([WEBCAM, FoundCamera(2, 640, 480)])
    assert asked.asked == []
    assert [card.cameras.itemText(n) for n in range(3)] == [
        "No camera",
        "Webcam, 1280 by 720",
        "Camera 3, 640 by 480",
    ]
    card.use.click()
    assert asked.settings.camera == "0"
    assert card.cameras.currentText() == "Webcam, 1280 by 720"
    assert not card.good.isEnabled(), "nobody has seen a picture yet"
    card.show_picture(QImage(640, 360, QImage.Format.Format_RGB32), Reason.TOO_DARK)
    assert (card.verdict.text(), card.good.isEnabled()) == ("Too dark", False)
    card.show_picture(QImage(640, 360, QImage.Format.Format_RGB32), None)
    assert "straight above" in card.advice.text()
    card.good.click()
    assert card.state.accessibleName() == "In order"
    card.use.click()
    assert asked.settings.camera == "none"
    assert card.live.image.isNull()


def test_without_any_camera_the_switch_says_what_to_do_and_stays_off(qtbot: QtBot) -> None:
    card = CameraCard(LIGHT, EN)
    asked = shown(qtbot, card)
    card.show_cameras([])
    card.use.click()
    assert not card.use.isChecked()
    assert card.note.words.startswith("No camera. Connect a webcam")
    assert asked.asked == []
    assert card.state.accessibleName() == "To do"
    card.good.click()
    assert card.state.accessibleName() == "Without a camera"


def test_a_camera_that_gives_no_picture_says_what_to_do(qtbot: QtBot) -> None:
    card = CameraCard(LIGHT, EN)
    shown(qtbot, card, Settings(camera="0"))
    card.show_picture(QImage(640, 360, QImage.Format.Format_RGB32), None)
    card.show_open(False)
    assert card.live.image.isNull()
    assert "another program" in card.note.words
    assert not card.good.isEnabled()
    card.show_open(False, is_slow=True)
    assert card.note.words == "The computer is busy. Just a moment."
    card.show_open(True)
    assert card.note.words == ""


@pytest.mark.parametrize(("camera", "words"), [("5", "Camera 6, not found"), ("/films/bench", "Recording: bench")])
def test_what_the_settings_say_is_shown_even_where_it_is_away(qtbot: QtBot, camera: str, words: str) -> None:
    card = CameraCard(LIGHT, EN)
    shown(qtbot, card, Settings(camera=camera))
    card.show_cameras([WEBCAM])
    assert card.cameras.currentText() == words


# ---- keys ----


def test_each_gesture_of_a_step_can_have_a_key_of_the_stations_own(qtbot: QtBot) -> None:
    card = KeysCard(LIGHT, EN)
    qtbot.addWidget(card)
    assert set(card.fields) == set(DEFAULT_KEYS) - {Gesture.BREAK}  # a key for those who know it


def test_a_pedal_is_pressed_and_known(qtbot: QtBot) -> None:
    card = KeysCard(LIGHT, EN)
    asked = shown(qtbot, card)
    field = card.fields[Gesture.DONE]
    field.click()
    assert field.text() == "Press now …"
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_F13, Qt.Key.Key_F14):
        QTest.keyClick(field, key)
    assert field.text() == "F13", "the first key counts, and later ones do nothing"
    assert asked.settings.keys[Gesture.DONE] == ("F13", *DEFAULT_KEYS[Gesture.DONE])
    assert card.state.accessibleName() == "In order"
    card.resets[Gesture.DONE].click()
    assert asked.settings.keys == DEFAULT_KEYS
    assert card.state.accessibleName() == "To do"


def test_a_key_that_meant_something_else_is_taken_over_and_it_says_so(qtbot: QtBot) -> None:
    card = KeysCard(LIGHT, EN)
    asked = shown(qtbot, card)
    card.fields[Gesture.HELP].click()
    QTest.keyClick(card.fields[Gesture.HELP], Qt.Key.Key_Left)
    assert card.note.words == "Until now this key was for Back."
    assert asked.settings.keys[Gesture.HELP][0] == "Left"
    assert "Left" not in asked.settings.keys[Gesture.BACK]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Tab])
def test_escape_and_tab_record_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    card = KeysCard(LIGHT, EN)
    asked = shown(qtbot, card)
    card.fields[Gesture.DONE].click()
    QTest.keyClick(card.fields[Gesture.DONE], key)
    assert asked.asked == []
    assert not card.fields[Gesture.DONE].waits


def test_while_a_field_waits_a_key_starts_nothing_else(qtbot: QtBot) -> None:
    card, started = KeysCard(LIGHT, EN), list[int]()
    asked = shown(qtbot, card)
    QShortcut(QKeySequence("F9"), card).activated.connect(lambda: started.append(1))
    card.fields[Gesture.DONE].click()
    QTest.keyClick(card.fields[Gesture.DONE], Qt.Key.Key_F9)
    assert started == []
    assert asked.settings.keys[Gesture.DONE][0] == "F9"


def test_who_looks_elsewhere_is_no_longer_waited_for(qtbot: QtBot) -> None:
    card = KeysCard(LIGHT, EN)
    shown(qtbot, card)
    card.fields[Gesture.DONE].click()
    card.fields[Gesture.HEAR].click()
    assert [card.fields[g].waits for g in (Gesture.DONE, Gesture.HEAR)] == [False, True]


def test_one_key_means_one_thing() -> None:
    keys = with_key(DEFAULT_KEYS, Gesture.HEAR, "F13")
    keys = with_key(keys, Gesture.DONE, "f13")
    assert own_key(keys, Gesture.DONE) == "f13"
    assert own_key(keys, Gesture.HEAR) == ""
    assert [g for g, names in keys.items() if "f13" in [n.lower() for n in names]] == [Gesture.DONE]
    taken = with_key(DEFAULT_KEYS, Gesture.HELP, "Left")
    assert without_own(taken, Gesture.BACK)[Gesture.BACK] == ("Backspace", "PgUp")
    assert without_own(with_key(DEFAULT_KEYS, Gesture.HELP, "F2"), Gesture.HELP) == DEFAULT_KEYS


# ---- code ----


def test_a_code_is_typed_twice_and_never_shown(qtbot: QtBot) -> None:
    card, typed = CodeCard(LIGHT, EN), list[str]()
    shown(qtbot, card)
    card.code_typed.connect(typed.append)
    card.code.setFocus()
    QTest.keyClicks(card.code, "80x51-7")
    assert len(card.code.displayText()) == 5
    assert not set(card.code.displayText()) & set("80517")
    QTest.keyClicks(card.code, "9")
    assert card.ask.text() == "Type the same code once more."
    assert (typed, card.code.text()) == ([], "")
    QTest.keyClicks(card.code, "805179")
    assert typed == ["805179"]


def test_a_code_is_typed_by_hand_where_there_are_no_keys(qtbot: QtBot) -> None:
    card, typed = CodeCard(LIGHT, EN), list[str]()
    shown(qtbot, card)
    card.code_typed.connect(typed.append)
    for digit in "805179" * 2:
        card.pad[digit].click()
    assert typed == ["805179"]


def test_two_codes_that_differ_are_no_code(qtbot: QtBot) -> None:
    card, typed = CodeCard(LIGHT, EN), list[str]()
    shown(qtbot, card)
    card.code_typed.connect(typed.append)
    for code in ("805179", "805178"):
        QTest.keyClicks(card.code, code)
    assert typed == []
    assert card.note.words.startswith("The two are not the same.")
    for code in ("338333", "338333"):
        QTest.keyClicks(card.code, code)
    assert typed == ["338333"]
    assert card.note.words == ""


@pytest.mark.parametrize("code", ["123456", "654321", "000000", "777777", "901234"])
def test_a_code_that_anyone_tries_first_is_not_taken(qtbot: QtBot, code: str) -> None:
    card, typed = CodeCard(LIGHT, EN), list[str]()
    shown(qtbot, card)
    card.code_typed.connect(typed.append)
    for _ in range(2):
        QTest.keyClicks(card.code, code)
    assert typed == []
    assert card.note.words.startswith("That code is the first")


def test_whether_a_coach_hears_the_call_is_a_plain_question(qtbot: QtBot) -> None:
    card = CodeCard(LIGHT, EN)
    asked = shown(qtbot, card)
    assert card.can_be_called.button("no").isChecked(), "nobody is promised before a coach says so"
    card.can_be_called.button("yes").click()
    assert asked.asked == [({"coach_can_be_called": True}, False)]
    assert card.can_be_called.button("yes").isChecked()
    assert card.state.accessibleName() == "To do", "there is still no code"


# ---- journal ----


def test_the_third_level_needs_the_date_of_the_consent(qtbot: QtBot) -> None:
    card = JournalCard(LIGHT, EN, TODAY)
    asked = shown(qtbot, card)
    third = card.levels[JournalLevel.OWN_PROGRESS]
    QTest.mouseClick(third, Qt.MouseButton.LeftButton)
    assert asked.asked == []
    assert card.note.words.startswith("First enter the date")
    type_date(card, "24-11-2026")
    assert asked.settings.consent_date == "2026-11-24"
    assert asked.settings.journal is JournalLevel.TASK, "a date alone chooses nothing"
    QTest.mouseClick(third, Qt.MouseButton.LeftButton)
    assert asked.settings.journal is JournalLevel.OWN_PROGRESS
    type_date(card, "")
    assert (asked.settings.journal, asked.settings.consent_date) == (JournalLevel.TASK, "")
    assert not third.ring.isEnabled()


@pytest.mark.parametrize(
    ("text", "said"), [("soon", "Write the date as"), ("25-11-2026", "This date is still to come")]
)
def test_what_is_no_date_of_a_consent_changes_nothing(qtbot: QtBot, text: str, said: str) -> None:
    card = JournalCard(LIGHT, EN, TODAY)
    asked = shown(qtbot, card)
    type_date(card, text)
    assert asked.asked == []
    assert card.note.words.startswith(said)


def type_date(card: JournalCard, text: str) -> None:
    card.date.setFocus()
    card.date.setText(text)
    QTest.keyClick(card.date, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["24-11-2026", "24/11/2026", "24.11.2026", "2026-11-24"])
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert read_date(text) == TODAY


@pytest.mark.parametrize("text", ["", "31-2-2026", "24-11-26", "11-24-2026", "2026", "24 november 2026"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_nothing_is_kept_by_choice(qtbot: QtBot) -> None:
    card = JournalCard(LIGHT, EN, TODAY)
    asked = shown(qtbot, card)
    QTest.mouseClick(card.levels[JournalLevel.NONE], Qt.MouseButton.LeftButton)
    assert asked.settings.journal is JournalLevel.NONE
    assert card.state.accessibleName() == "Nothing"


def test_what_does_not_work_is_a_line_and_no_window(qtbot: QtBot) -> None:
    card = JournalCard(LIGHT, EN, TODAY)
    shown(qtbot, card)
    card.tell(UserError("The disk is full.", "Make room and save again."))
    assert card.note.words == "The disk is full. Make room and save again."
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [card]


class TestShared:
    def test_a_folder_that_is_not_there_is_said_and_not_kept(self, qtbot: QtBot, tmp_path: Path) -> None:
        card = SharedCard(LIGHT, load("en"))
        qtbot.addWidget(card)
        card.show_settings(Settings())
        assert card.state.text().strip() == "For itself"
        wanted: list[object] = []
        card.wanted.connect(lambda values, proved: wanted.append(values))
        for text, kept in ((str(tmp_path / "nowhere"), []), (str(tmp_path), [{"tasks_from": str(tmp_path)}])):
            card.lines["tasks_from"].setText(text)
            card.lines["tasks_from"].editingFinished.emit()
            card.show_found("tasks_from", text, is_there=bool(kept))
            assert wanted == kept
            card.show_found("tasks_from", "typed before", is_there=True)
            assert wanted == kept

    def test_a_line_that_is_none_is_said_and_a_password_is_not_shown(self, qtbot: QtBot) -> None:
        card = SharedCard(LIGHT, load("en"))
        qtbot.addWidget(card)
        card.show_settings(Settings(server="postgresql://oss_station:secret@db/oss"))
        assert card.state.text().strip() == "Shares"
        line = card.lines["server"]
        assert "secret" not in line.displayText()
        wanted: list[object] = []
        card.wanted.connect(lambda values, proved: wanted.append(values))
        line.setText("db.example.org")
        line.editingFinished.emit()
        assert wanted == []
        line.setText("")
        line.editingFinished.emit()
        assert wanted == [{"server": ""}]

    def test_what_is_typed_is_kept_on_leaving_the_page_without_return(self, qtbot: QtBot) -> None:
        page = SetupPage(load("en"), TODAY)
        qtbot.addWidget(page)
        page.show_settings(Settings())
        wanted: dict[str, object] = {}
        page.shared.wanted.connect(lambda values, proved: wanted.update(values))
        left: list[int] = []
        page.left.connect(lambda: left.append(1))
        typed = {"tasks_from": "/share/tasks", "bench": "Bench 3", "board": "postgresql://board@db/oss"}
        for name, words in typed.items():
            QTest.keyClicks(page.shared.lines[name], words)
        page.show_settings(Settings(language="en"))  # another card was used meanwhile
        assert page.shared.lines["bench"].text() == "Bench 3"
        page.done.click()
        assert wanted == typed and left == [1]

    def test_the_window_that_is_closed_keeps_what_is_typed(self, qtbot: QtBot) -> None:
        page = SetupPage(load("en"), TODAY)
        qtbot.addWidget(page)
        page.show_settings(Settings())
        wanted: dict[str, object] = {}
        for card in page.cards:
            card.wanted.connect(lambda values, proved: wanted.update(values))
        QTest.keyClicks(page.shared.lines["bench"], "Bench 3")
        QTest.keyClicks(page.journal.date, "2026-01-31")
        page.close_down()
        assert wanted == {"bench": "Bench 3", "consent_date": "2026-01-31"}

    def test_what_cannot_be_kept_holds_the_page_once_and_stays_in_its_line(self, qtbot: QtBot) -> None:
        page = SetupPage(load("en"), TODAY)
        qtbot.addWidget(page)
        page.show_settings(Settings())
        left: list[int] = []
        page.left.connect(lambda: left.append(1))
        QTest.keyClicks(page.shared.lines["server"], "db.example.org")
        page.later.click()
        assert not left and "postgresql" in page.shared.note.words
        page.show_settings(Settings())
        assert page.shared.lines["server"].text() == "db.example.org"
        page.later.click()
        assert left == [1]
