"""The coach chooses which device makes a check, hears it once, and keeps it; no photo is needed for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

pytest.importorskip("paho.mqtt.client", reason="the extra oss-app[mqtt] is not installed")

from oss_app.app.application import application
from oss_app.app.device_check import DeviceCheck
from oss_app.app.editing import Editing
from oss_app.app.station import open_station
from oss_app.core.check import CheckKind
from oss_app.core.profile import Profile
from oss_app.core.settings import Settings
from oss_app.core.task import Step
from oss_app.i18n import load
from oss_app.player.opening import NO_CAMERA, checks_that_count
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.checks import CHECKS, load_check
from oss_app.ui.desk.task.check_card import CheckCard, state_of
from oss_app.ui.desk.teach.device_page import DevicePage
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import LIGHT
from tests.fakes import FakeVoice
from tests.server.test_broker import Mosquitto, mosquitto  # noqa: F401 a fixture

WORDS = load("en")
TASK = "taak: Persen\ntaal: nl\nstappen:\n  - tekst: Sluit de pers.\n    controle: pers\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "tasks" / "persen"
    made.mkdir(parents=True)
    (made / "task.yaml").write_text(TASK, encoding="utf-8")
    return made


def opened(folder: Path, mqtt: str, qtbot: QtBot) -> tuple[DeviceCheck, list[str]]:
    device, over = DeviceCheck(folder, "pers", mqtt, WORDS, LIGHT), list[str]()
    device.over.connect(over.append)
    qtbot.addWidget(device.page)
    device.page.show()
    return device, over


def test_it_is_heard_tried_kept_and_counts(folder: Path, mosquitto: Mosquitto, qtbot: QtBot) -> None:  # noqa: F811
    device, over = opened(folder, mosquitto.line, qtbot)
    assert "oss/bench-7/signal/pers" in device.page.told.text()
    device.page.listen.click()
    assert "Listening" in device.page.heard.text()
    qtbot.waitUntil(lambda: "Nothing was heard" in device.page.heard.text(), timeout=60_000)

    def says(word: str, told: str) -> bool:
        mosquitto.say("oss/bench-7/signal/pers", word)
        return told in device.page.heard.text()

    qtbot.waitUntil(lambda: says("ON", "tells nothing"), timeout=120_000)
    device.page.done.setText("on")
    device.page.not_done.setText("off")
    qtbot.waitUntil(lambda: says("ON", "That is done."), timeout=60_000)
    qtbot.waitUntil(lambda: says("OFF", "That is not done."), timeout=60_000)
    device.page.keep.click()
    assert over == ["pers"]

    library = FolderLibrary(folder.parent)
    (listing,) = library.list()
    assert listing.task is not None
    assert listing.problems == ()
    counting = checks_that_count(listing.task, library, Settings(mqtt=mosquitto.line), Profile(), NO_CAMERA)
    assert counting["pers"].options == {"done": "on", "not_done": "off"}
    step = listing.task.items[0]
    assert isinstance(step, Step)
    state = state_of(listing.task, step, WORDS)
    assert (state.tag, state.by_device) == ("Counts", True)
    assert "on or off" in state.how
    card, wanted = CheckCard(LIGHT, WORDS, Pictures(device)), list[str]()
    qtbot.addWidget(card)
    card.show_state(state)
    card.device.connect(lambda: wanted.append("device"))
    assert [b.isHidden() for b in (card.teach_button, card.rehearse_button, card.device_button)] == [True, True, False]
    card.device_button.click()
    assert wanted == ["device"]


def test_the_coach_sets_it_up_in_the_editors_window(tmp_path: Path, qtbot: QtBot) -> None:
    """From the step's card to the page of the device and back: the step has its check, and its file says how."""
    station = open_station(tmp_path / "data", WORDS)
    own = station.folders.tasks / "persen"
    own.mkdir(parents=True)
    (own / "task.yaml").write_text(TASK.replace("    controle: pers\n", ""), encoding="utf-8")
    editing = Editing(station, FakeVoice(), WORDS)
    qtbot.addWidget(editing.window)
    editing.open()
    editing.window.open(own)
    card = editing.window.editor.side.card
    assert not card.device_button.isHidden()

    def opened_page() -> DevicePage:
        card.device_button.click()
        (page,) = (w for w in application().topLevelWidgets() if isinstance(w, DevicePage) and w.isVisible())
        return page

    opened_page().close()  # by the window's own cross, and again
    page = opened_page()
    page.name.setText("pers-2")
    page.done.setText("dicht")
    page.not_done.setText("open")
    page.keep.click()
    assert not page.isVisible()
    assert editing.window.draft is not None and editing.window.draft.step is not None
    assert editing.window.draft.step.check == "pers-2"
    assert any("dicht or open" in part.text() for part in card.findChildren(QLabel))
    assert card.device_button.text() == "Change"
    editing.window.close()
    task = FolderLibrary(station.folders.tasks).list()[0].task
    assert task is not None
    counting = checks_that_count(task, station.library, Settings(mqtt="mqtt://x/y"), Profile(), NO_CAMERA)
    assert (counting["pers-2"].kind, counting["pers-2"].options) == (
        CheckKind.SIGNAL,
        {"done": "dicht", "not_done": "open"},
    )
    station.close()


@pytest.mark.parametrize("name", ["Press 2", "press/2", "press+", "", "-press", "../press", "p" * 60])
def test_a_name_that_cannot_be_a_topic_is_told(folder: Path, qtbot: QtBot, name: str) -> None:
    device, over = opened(folder, "", qtbot)
    device.page.name.setText(name)
    device.page.keep.click()
    assert "small letters" in device.page.note.accessibleName()
    assert not device.page.listen.isEnabled()
    device.close()
    assert over == [""]
    assert not (folder / CHECKS).exists()


def test_two_words_that_are_one_are_told_and_a_check_of_the_camera_is_left_alone(folder: Path, qtbot: QtBot) -> None:
    camera = folder / CHECKS / "pers"
    camera.mkdir(parents=True)
    (camera / "check.yaml").write_text("kind: occupied\nregion: [[0, 0], [1, 0], [1, 1], [0, 1]]\n", encoding="utf-8")
    before = (camera / "check.yaml").read_bytes()
    device, over = opened(folder, "", qtbot)
    device.page.not_done.setText("DONE")
    device.page.keep.click()
    assert "another one" in device.page.note.accessibleName()
    device.page.not_done.setText("not_done")
    device.page.keep.click()
    assert "this name already" in device.page.note.accessibleName()
    assert (camera / "check.yaml").read_bytes() == before
    device.page.name.setText("pers-2")
    device.page.keep.click()
    assert over == ["pers-2"]
    kept = load_check(folder / CHECKS / "pers-2", photos=False)[0]
    assert kept is not None
    assert kept.kind is CheckKind.SIGNAL
