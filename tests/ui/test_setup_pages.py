"""The pages of the set-up, the workers' cards and the program itself: everything fits and can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from oss_app.core.ports import FoundCamera
from oss_app.core.profile import HelpLevel, Profile, Speech, Theme
from oss_app.core.settings import DEFAULT_KEYS, Gesture, Settings
from oss_app.core.voices import SynthVoice
from oss_app.i18n import CARDS, load, photo_card
from oss_app.resources import assets, card_sign, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.station.about_page import AboutPage
from oss_app.ui.desk.station.keys_card import with_key
from oss_app.ui.desk.station.page import SetupPage
from oss_app.ui.desk.station.workers_page import WorkersPage
from oss_app.ui.kit import fonts
from tests.ui.editor import FakeCamera
from tests.ui.test_snapshots import assert_as_drawn

SIZES = [(960, 540), (1280, 720), (1366, 768), (1920, 1080), (3840, 2160), (1080, 1920)]
HALF_DONE = Settings(
    display_mm=(222, 222),  # 3.6 pixels a mm on the display of the tests
    camera="0",
    keys=with_key(with_key(DEFAULT_KEYS, Gesture.DONE, "F13"), Gesture.HEAR, "F14"),
    proved=("screen", "sound", "camera", "keys"),
)
CARD_FOR_EACH = [Profile(card=card) for card in list(CARDS)[:3]]


def set_up_page(qtbot: QtBot, language: str, size: tuple[int, int]) -> SetupPage:
    fonts.load()
    page = SetupPage(load(language), date(2026, 11, 24))
    qtbot.addWidget(page)
    page.resize(*size)
    page.show_settings(HALF_DONE.model_copy(update={"language": language}))
    page.sound.show_voices([SynthVoice("e", "nl", ("nl",)), SynthVoice("e", "nl-be", ("nl-BE",))])
    page.camera.show_cameras([FoundCamera(0, 1280, 720, "USB-camera")])
    page.camera.show_picture(QImage(str(assets() / "demo" / "empty.jpg")), None)
    page.show()
    page.setFocus()
    qtbot.waitUntil(page.isVisible)
    QTest.qWait(20)
    return page


@pytest.fixture
def workers(qtbot: QtBot) -> Iterator[WorkersPage]:
    fonts.load()
    page = WorkersPage(load("nl"), card_sign, [("en", "English"), ("nl", "Nederlands")], FakeCamera())
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show_profiles(CARD_FOR_EACH, "coffee")
    task = FolderLibrary(instructions(), language="nl").load(instructions() / "tandarts").task
    assert task is not None
    page.show_task(task, 3, "nl", {})
    page.show()
    page.setFocus()
    yield page
    page.close_down()


def acts(page: QWidget) -> list[QWidget]:
    """Everything on a page that can be used."""
    kinds = (QAbstractButton, QComboBox, QSlider, QLineEdit)
    return [w for w in page.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible() and w.isEnabled()]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_set_up_fits_and_nothing_is_cut(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    page = set_up_page(qtbot, language, size)
    assert page.width() == size[0], "the page asks for more than the screen has"
    assert page.pane.horizontalScrollBar().maximum() == 0
    if size[0] >= 1920:
        assert page.pane.verticalScrollBar().maximum() == 0, "on full HD all six cards are seen at once"
    for card in page.cards:
        for inside in card.findChildren(QWidget):
            if inside.isVisible() and not isinstance(inside.parentWidget(), QComboBox | QLineEdit):
                corner = inside.mapTo(card, QPoint(inside.width(), inside.height()))
                assert corner.x() <= card.width() and corner.y() <= card.height(), (card, inside)
        for words in card.findChildren(QLabel):
            if words.isVisible() and words.text() and not words.wordWrap():
                assert words.width() >= words.minimumSizeHint().width(), words.text()
    for button in (page.later, page.done):
        assert page.rect().contains(button.geometry())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_on_the_set_up_has_a_name_and_can_be_reached_by_key(qtbot: QtBot, language: str) -> None:
    page = set_up_page(qtbot, language, (1920, 1080))
    for act in acts(page):
        named = QAccessible.queryAccessibleInterface(act).text(QAccessible.Text.Name)
        assert named.strip(), act
        if act in page.code.pad.values():
            continue  # only to touch: whoever has keys types the digits
        group = act.group() if isinstance(act, QAbstractButton) else None
        by_tab = group.buttons() if group else [act]  # one of a group; from there the arrow keys go on
        assert any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in by_tab), named
        assert min(act.width(), act.height()) >= (36 if isinstance(act, QSlider) else 32), named


def test_two_ways_out_and_neither_asks_for_anything(qtbot: QtBot) -> None:
    page, left = set_up_page(qtbot, "nl", (1280, 720)), list[int]()
    page.left.connect(lambda: left.append(1))
    page.later.click()
    page.done.click()
    assert left == [1, 1]
    assert (page.later.accessibleName(), page.done.accessibleName()) == ("Later verder", "Klaar")


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
def test_the_set_up_looks_as_drawn(qtbot: QtBot, size: tuple[int, int], tmp_path: Path) -> None:
    page = set_up_page(qtbot, "nl", size)
    assert_as_drawn(page, f"40-setup-{size[0]}x{size[1]}", tmp_path)


def test_the_workers_look_as_drawn(qtbot: QtBot, workers: WorkersPage, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: not workers.preview.view.is_waiting, timeout=10_000)
    assert_as_drawn(workers, "workers-1280x720", tmp_path)


# ---- workers ----


def test_there_is_no_field_for_a_name(workers: WorkersPage) -> None:
    workers.add.click()
    assert [w for w in workers.findChildren(QLineEdit) if not isinstance(w.parentWidget(), QComboBox)] == []


BY_TASK = {"fades", "levels", "probes"}
"""Wishes of the help in a task, which have a page of their own."""


def test_each_wish_can_be_chosen(workers: WorkersPage) -> None:
    form = workers.form
    rows = {"level", "language", "theme", "text_percent", "speech", "rate"}
    assert all(hasattr(form, "text_size" if row == "text_percent" else row) for row in rows)
    assert rows | set(form.switches) == set(Profile.model_fields) - {"card"} - BY_TASK


def test_each_wish_is_asked_for_with_all_the_others(workers: WorkersPage) -> None:
    changed = list[Profile]()
    workers.changed.connect(changed.append)
    workers.changed.connect(workers.show_changed)
    form = workers.form
    form.level.activated.emit(form.level.findData(HelpLevel.PHOTO))
    form.language.activated.emit(form.language.findData("en"))
    form.theme.button("contrast").click()
    form.text_size.button("175").click()
    form.speech.button("never").click()
    form.rate.button("0.7").click()
    for field in ("auto_next", "left_handed", "reduced_motion", "checks"):
        form.switches[field].click()
    assert changed[-1] == Profile(
        card="coffee", level=HelpLevel.PHOTO, language="en", theme=Theme.CONTRAST, text_percent=175,
        speech=Speech.NEVER, rate=0.7, auto_next=True, checks=False, left_handed=True, reduced_motion=True,
    )  # fmt: skip
    assert len(changed) == 10
    workers.cards["flower"].click()
    assert form.theme.button("light").isChecked()
    assert len(changed) == 10, "to look at another card changes nothing"


def test_the_worker_s_screen_follows_the_wishes(workers: WorkersPage) -> None:
    assert workers.preview.view.ground() == "#FBF8F1"
    workers.show_changed(Profile(card="coffee", theme=Theme.DARK, left_handed=True))
    assert workers.preview.view.ground() == "#15191C"


def test_wishes_between_the_choices_show_the_nearest_and_stay(workers: WorkersPage) -> None:
    changed = list[Profile]()
    workers.changed.connect(changed.append)
    workers.show_profiles([Profile(card="cat", text_percent=130, rate=0.85, language="ti")], "cat")
    assert workers.form.text_size.button("125").isChecked()
    assert workers.form.language.currentText() == "ti"
    workers.form.switches["auto_next"].click()
    assert (changed[-1].text_percent, changed[-1].rate, changed[-1].language) == (130, 0.85, "ti")


def test_only_pictures_that_nobody_has_are_offered(workers: WorkersPage) -> None:
    added = list[str]()
    workers.added.connect(added.append)
    workers.add.click()
    assert set(workers.free) == set(CARDS) - {"flower", "coffee", "cat"}
    workers.free["fish"].click()
    assert added == ["fish"]
    workers.show_profiles([Profile(card=card) for card in CARDS])
    workers.add.click()
    assert not workers.free
    assert workers.own.isVisible(), "a photo of the coach's own makes one more"


def test_forty_cards_keep_their_height_and_the_one_at_hand_is_in_sight(workers: WorkersPage, qtbot: QtBot) -> None:
    """The least height that a card had of its own let the list press forty of them together."""
    workers.show_profiles([Profile(card=photo_card(n)) for n in range(1, 41)], "photo-40")
    workers.show_proposal("photo-40")
    last = workers.cards["photo-40"]
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height(), timeout=60_000)
    for button in workers.cards.values():
        assert button.height() >= button.sizeHint().height()


def test_who_has_no_card_stands_on_two_lines_and_three_lines_have_air(workers: WorkersPage) -> None:
    workers.show_profiles([Profile(), Profile(card="cat")])
    assert workers.cards[""].text().count("\n") == 1
    workers.show_proposal("cat")
    cat = workers.cards["cat"]
    assert cat.text().count("\n") == 2
    assert cat.height() >= 3 * cat.fontMetrics().lineSpacing() + 12


def test_the_card_s_photo_is_asked_for_above_the_fold(workers: WorkersPage) -> None:
    asks = workers.photo
    for button in (asks.choose, asks.look):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_the_station_s_camera_takes_a_card_s_photo_and_closes(qtbot: QtBot) -> None:
    camera, given, told = FakeCamera(there=True), list[tuple[str, bytes]](), list[str]()
    page = WorkersPage(load("nl"), card_sign, [("nl", "Nederlands")], camera)
    qtbot.addWidget(page)
    page.show_profiles(CARD_FOR_EACH, "coffee")
    page.photo_given.connect(lambda card, jpeg: given.append((card, jpeg)))
    page.photo.look.click()
    picture = (assets() / "demo" / "empty.jpg").read_bytes()
    assert camera.on_picture
    camera.on_picture(picture)
    page.photo.camera.shoot.click()
    assert [card for card, _ in given] == ["coffee"]
    assert max(QImage.fromData(given[0][1]).size().toTuple()) == 800  # type: ignore[call-overload]
    assert camera.on_picture is None
    page.photo.look.click()
    page.cards["cat"].click()
    assert camera.on_picture is None, "another card closes it"
    camera.there = False
    page.photo.failed.connect(told.append)
    page.photo.look.click()
    assert told == ["Er is hier geen camera. Kies een foto."]
    assert page.photo.camera.isHidden()
    page.close_down()


def test_a_card_goes_away_by_a_second_act_after_it_was_said_what_is_deleted(workers: WorkersPage) -> None:
    removed = list[str]()
    workers.removed.connect(removed.append)
    workers.remove.click()
    assert removed == []
    assert "De kaart Koffie" in workers.note.words
    assert "gewist" in workers.note.words
    keep, delete = press(workers, "Laat staan"), None
    keep.click()
    assert (removed, workers.note.words) == ([], "")
    workers.remove.click()
    delete = press(workers, "Verwijder")
    delete.click()
    assert removed == ["coffee"]


def press(workers: WorkersPage, name: str) -> QAbstractButton:
    return next(b for b in workers.note.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible())


def test_a_station_without_persons_has_wishes_too_and_nothing_to_remove(workers: WorkersPage) -> None:
    workers.show_profiles([])
    assert workers.title.text() == "Iedereen (zonder kaart)"
    assert not workers.remove.isVisible()


# ---- about ----


@dataclass
class Row:
    name: str = "A library"
    version: str = "1.0"
    licence: str = "MIT <b>"
    files: str = "assets/x/*.jpg"
    author: str = "Somebody & co"
    source: str = "npm `x`"


@dataclass
class Facts:
    texts: Path | None
    version: str = "1.2.3"
    licence: str = "EUPL-1.2"
    purpose: tuple[str, ...] = ("It guides.", "It judges nobody.")
    parts: tuple[Row, ...] = (Row(),)
    credits: tuple[Row, ...] = (Row(),)


@pytest.mark.parametrize("texts", [None, Path("licences")])
def test_about_shows_everything_as_plain_words(qtbot: QtBot, texts: Path | None) -> None:
    page = AboutPage(load("en"), Facts(texts))
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    said = "\n".join(words.text() for words in page.findChildren(QLabel))
    for words in ("version 1.2.3", "It judges nobody.", "EUPL-1.2", "A library", "MIT &lt;b&gt;", "Somebody &amp; co"):
        assert words in said
    assert ("licences" in said) is (texts is not None)
    assert page.pane.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1024, 600)])
def test_the_cards_in_the_list_are_as_high_as_their_pictures_wherever_the_page_is_put(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    cards = list(CARDS)
    page = WorkersPage(load("nl"), card_sign, [("nl", "Nederlands")], FakeCamera())
    try:
        page.show_profiles([Profile(card=card) for card in cards])
        page.show_proposal(cards[3])
        window.addWidget(page)
        window.show()
        for colour in ("black", "red"):  # which gives all in it their style once more
            window.setStyleSheet(f"QWidget {{ color: {colour} }}")
            QApplication.processEvents()
            rows = sorted((button.geometry() for button in page.cards.values()), key=QRect.top)
            assert len(rows) == len(cards)
            assert min(row.height() for row in rows) >= 68
            assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    finally:
        page.close_down()
