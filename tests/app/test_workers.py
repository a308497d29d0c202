"""The workers' cards over the real stores: wishes are kept, and a card that goes takes its journal along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_app.app.station import Station, open_station
from oss_app.app.workers import Workers
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile, Theme
from oss_app.core.record import Position
from oss_app.i18n import load
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = open_station(tmp_path, load("nl"))
    yield station
    station.close()


@pytest.fixture
def workers(station: Station, qtbot: QtBot) -> Iterator[Workers]:
    fonts.load()
    station.profiles.save(Profile(card="cat"))
    station.profiles.save(Profile(card="coffee", theme=Theme.DARK))
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    workers = Workers(station, window)
    workers.open()
    yield workers
    workers.close_down()


def kept(station: Station) -> dict[str, Profile]:
    return {profile.card: profile for profile in station.profiles.list()}


def answer(page: Any, name: str) -> None:
    """Press an act of the line that was said last."""
    [b for b in page.note.findChildren(QAbstractButton) if b.accessibleName() == name][-1].click()


def test_a_wish_is_kept_at_once(station: Station, workers: Workers) -> None:
    workers.page.cards["cat"].click()
    workers.page.form.text_size.button("150").click()
    workers.page.form.switches["left_handed"].click()
    assert kept(station)["cat"] == Profile(card="cat", text_percent=150, left_handed=True)
    assert kept(station)["coffee"] == Profile(card="coffee", theme=Theme.DARK)


def test_a_card_is_added_by_its_picture(station: Station, workers: Workers) -> None:
    workers.page.add.click()
    workers.page.free["fish"].click()
    assert set(kept(station)) == {"cat", "coffee", "fish"}
    assert workers.page.title.text() == "Vis"
    assert workers.page.cards["fish"].isChecked()


def test_a_card_that_goes_takes_its_journal_along(station: Station, workers: Workers) -> None:
    for card in ("cat", "coffee"):
        station.journal.begin(SessionKey("tandarts", card), "", Position(1, 0))
    workers.page.cards["cat"].click()
    workers.page.remove.click()
    assert set(kept(station)) == {"cat", "coffee"}
    assert station.journal.open_session(SessionKey("tandarts", "cat")) is not None
    answer(workers.page, "Verwijder")
    assert set(kept(station)) == {"coffee"}
    assert station.journal.open_session(SessionKey("tandarts", "cat")) is None
    assert station.journal.open_session(SessionKey("tandarts", "coffee")) is not None
    assert list(workers.page.cards) == ["coffee"]


def test_the_last_card_leaves_the_wishes_of_everyone(station: Station, workers: Workers) -> None:
    for card in ("cat", "coffee"):
        workers.page.cards[card].click()
        workers.page.remove.click()
        answer(workers.page, "Verwijder")
    assert kept(station) == {}
    assert workers.page.title.text() == "Iedereen (zonder kaart)"
    workers.page.form.theme.button("dark").click()
    assert kept(station) == {"": Profile(theme=Theme.DARK)}


def test_a_file_of_a_newer_version_is_told_of_and_left_alone(station: Station, workers: Workers) -> None:
    file = station.folders.workers / "cat.yaml"
    file.write_text("format: 99\nlevel: new\n", encoding="utf-8")
    workers.page.cards["cat"].click()
    workers.page.form.theme.button("dark").click()
    assert "nieuwere versie" in workers.page.note.words
    assert workers.page.form.theme.button("light").isChecked()
    assert file.read_text(encoding="utf-8") == "format: 99\nlevel: new\n"


def test_it_is_told_where_a_card_cannot_be_read(station: Station, qtbot: QtBot) -> None:
    fonts.load()
    (station.folders.workers / "cat.yaml").write_text("theme: purple\n", encoding="utf-8")
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    workers = Workers(station, window)
    workers.open()
    assert "purple" in workers.page.note.words
    workers.close_down()


def test_it_shows_a_step_of_a_real_task_as_the_worker_sees_it(workers: Workers, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not workers.page.preview.view.is_waiting, timeout=60_000)
    assert workers.page.preview.accessibleName()
    workers.page.cards["coffee"].click()
    assert workers.page.preview.view.ground() == "#15191C"


def test_the_way_back(workers: Workers) -> None:
    over = list[int]()
    workers.over.connect(lambda: over.append(1))
    workers.page.left.emit()
    assert over == [1]
