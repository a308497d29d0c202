"""What the coach opens behind the code: pages in the worker's window, one at a time, and the way back from each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app import coach_login
from oss_app.app.setting_up import SettingUp
from oss_app.app.workers import Workers
from oss_app.core.profile import Profile
from oss_app.player.navigation import Ask, DoorKey
from oss_app.store.code import hash_code
from oss_app.ui.desk.station.page import SetupPage
from oss_app.ui.desk.station.workers_page import WorkersPage
from tests.app.test_kiosk import House


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    house = House(tmp_path, qtbot)
    house.kiosk.open(None, "")
    yield house
    house.kiosk.pages.close_down()
    house.close()


def opened(house: House) -> SettingUp | Workers:
    inside = house.kiosk.pages.inside
    assert inside is not None
    return inside


def test_both_stand_behind_the_code_at_the_start_and_not_during_a_task(house: House) -> None:
    station = house.station
    station.settings = station.settings.model_copy(update={"coach_code": "set"})
    assert {DoorKey.WORKERS, DoorKey.SET_UP} <= {
        row.key for row in coach_login.rows(house.kiosk.translator, None, station)
    }
    house.kiosk.open(house.listing("ontbijt"), "")
    assert house.kiosk.play is not None
    assert not {DoorKey.WORKERS, DoorKey.SET_UP} & {
        row.key for row in coach_login.rows(house.kiosk.translator, house.kiosk.play, house.station)
    }


def test_new_cards_are_there_when_the_coach_comes_back(house: House) -> None:
    house.door.row_chosen.emit(DoorKey.WORKERS)
    page = house.page
    assert isinstance(page, WorkersPage)
    for card in ("cat", "fish"):
        house.station.profiles.save(Profile(card=card))
    page.left.emit()
    assert house.page is house.door, "the next page is one press away"
    house.door.left.emit()
    assert house.asked.ask is Ask.WHO
    assert not house.kiosk.pages.is_open


def test_who_comes_back_from_a_page_is_not_asked_for_the_code_again(house: House) -> None:
    station = house.station
    station.settings = station.settings.model_copy(update={"coach_code": hash_code("471147")})
    house.kiosk.open_door()
    house.door.code_entered.emit("471147")
    for key in (DoorKey.WORKERS, DoorKey.REPORTS):
        house.door.row_chosen.emit(key)
        assert house.page is not house.door
        house.page.left.emit()  # type: ignore[attr-defined]
        assert house.page is house.door and key in {row.key for row in house.door.rows}
    house.door.left.emit()
    assert house.asked.ask is Ask.WHAT
    house.kiosk.open_door()
    assert house.door.rows == (), "whoever comes next is asked for it"


def test_the_set_up_that_changed_nothing_leads_back_to_the_start(house: House) -> None:
    house.door.row_chosen.emit(DoorKey.SET_UP)
    page = house.page
    assert isinstance(page, SetupPage)
    page.left.emit()
    assert house.asked.ask is Ask.WHAT
    assert not house.kiosk.begins_anew


def test_the_set_up_that_changed_something_begins_anew(house: House) -> None:
    left = list[int]()
    house.window.left.connect(lambda: left.append(1))
    house.door.row_chosen.emit(DoorKey.SET_UP)
    page = house.page
    assert isinstance(page, SetupPage)
    page.code.can_be_called.button("yes").click()
    page.left.emit()
    assert house.kiosk.begins_anew
    assert left == [1]


def test_the_command_for_setting_up_ends_when_the_page_is_left(house: House) -> None:
    left = list[int]()
    house.window.left.connect(lambda: left.append(1))
    house.kiosk.set_up(and_end=True)
    page = house.page
    assert isinstance(page, SetupPage)
    page.code.can_be_called.button("yes").click()
    page.left.emit()
    assert left == [1]
    assert not house.kiosk.begins_anew


@pytest.mark.parametrize("key", [DoorKey.SET_UP, DoorKey.WORKERS])
def test_the_coach_s_key_opens_no_door_inside(house: House, key: str) -> None:
    house.door.row_chosen.emit(key)
    page = house.page
    house.kiosk.open_door()
    assert house.page is page


@pytest.mark.parametrize("key", [DoorKey.SET_UP, DoorKey.WORKERS])
def test_whoever_ends_the_program_ends_what_is_open_too(house: House, key: str) -> None:
    house.door.row_chosen.emit(key)
    assert opened(house)
    house.kiosk.close()
    assert not house.kiosk.pages.is_open
