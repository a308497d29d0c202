"""The coach's door: a code is typed by hand or by keys, and a wrong one is no drama."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.ui.kiosk.coach_door import CoachDoor, DoorRow
from oss_app.ui.kiosk.keyboard import HOLD_S
from oss_app.ui.kit.boxes import Box
from tests.ui.conftest import HandClock
from tests.ui.screens import DOOR, DOUBLE, ROWS, STILL

SIZES = [(1280, 720, 3.7), (1366, 768, 3.97), (1920, 1080, 3.6), (3840, 2160, 6.425), (1080, 1920, 3.6)]


@pytest.fixture
def door(qtbot: QtBot, clock: HandClock) -> CoachDoor:
    door = CoachDoor(clock=clock)
    qtbot.addWidget(door)
    door.resize(1280, 720)
    door.set_profile(STILL, 3.7)
    door.ask(DOOR)
    door.show()
    clock.now += 1
    return door


def tap(door: CoachDoor, keys: str) -> None:
    for key in keys:
        QTest.mouseClick(door.key(key), Qt.MouseButton.LeftButton)


def test_a_code_by_hand(door: CoachDoor) -> None:
    codes: list[str] = []
    door.code_entered.connect(codes.append)
    tap(door, "12345")
    assert door.digits == 5
    tap(door, "-")
    assert codes == []
    tap(door, "+")
    assert codes == ["1234"]
    assert door.digits == 0, "the code does not stay"


def test_a_code_by_keys(door: CoachDoor) -> None:
    codes: list[str] = []
    door.code_entered.connect(codes.append)
    QTest.keyClicks(door, "80519")
    QTest.keyClick(door, Qt.Key.Key_Backspace)
    QTest.keyClick(door, Qt.Key.Key_Return)
    assert codes == ["8051"]


def test_a_code_has_four_to_eight_digits(door: CoachDoor) -> None:
    codes: list[str] = []
    door.code_entered.connect(codes.append)
    QTest.keyClicks(door, "123")
    QTest.keyClick(door, Qt.Key.Key_Enter)
    assert codes == []
    QTest.keyClicks(door, "4567890")
    QTest.keyClick(door, Qt.Key.Key_Enter)
    assert codes == ["12345678"]


def test_a_wrong_code_is_said_calmly_and_asked_again(door: CoachDoor) -> None:
    tap(door, "1234+")
    door.refuse()
    assert door.title == DOOR.wrong
    assert door.digits == 0
    assert door.key("5").isVisible()


def test_the_keys_stay_where_they_are_when_a_code_is_wrong(door: CoachDoor) -> None:
    before = {key: door.key(key).box for key in "1234567890-+"}
    door.refuse()
    assert {key: door.key(key).box for key in "1234567890-+"} == before


def test_behind_the_door_there_are_rows(door: CoachDoor, clock: HandClock) -> None:
    chosen: list[str] = []
    door.row_chosen.connect(chosen.append)
    door.show_rows("Begeleider", ROWS)
    clock.now += 1
    assert not door.key("5").isVisible()
    row = next(b for b in door.buttons() if b.text() == "Naar het begin")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen == ["stop"]


@pytest.mark.parametrize("rows", [(), ROWS], ids=["code", "rows"])
def test_there_is_always_a_way_back(door: CoachDoor, rows: tuple, clock: HandClock) -> None:  # type: ignore[type-arg]
    left: list[int] = []
    door.left.connect(lambda: left.append(1))
    if rows:
        door.show_rows("Begeleider", rows)
    clock.now += 1
    QTest.keyClick(door, Qt.Key.Key_Escape)
    back = next(b for b in door.buttons() if b.text() == "Terug")
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert left == [1, 1]


@pytest.mark.parametrize("rows", [(), ROWS], ids=["code", "rows"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace])
def test_a_worker_who_has_keys_alone_gets_out_again(
    door: CoachDoor, rows: tuple[DoorRow, ...], key: Qt.Key, clock: HandClock, qtbot: QtBot
) -> None:
    """By the keys that are Back on a step; and they choose no row on the way (W11, W19)."""
    left, chosen = [], []
    door.left.connect(lambda: left.append(1))
    door.row_chosen.connect(chosen.append)
    if rows:
        door.show_rows("Begeleider", rows)
    clock.now += 1
    with qtbot.waitSignal(door.keyboard.counted):
        QTest.keyClick(door, key)
        clock.now += HOLD_S + 0.01
    assert (left, chosen) == ([1], [])


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("profile", [STILL, DOUBLE], ids=["100", "200"])
def test_keys_are_large_and_apart(qtbot: QtBot, size: tuple[int, int, float], profile) -> None:  # type: ignore[no-untyped-def]
    door = CoachDoor()
    qtbot.addWidget(door)
    width, height, mm = size
    door.resize(width, height)
    door.set_profile(profile, mm)
    door.ask(DOOR)
    boxes = [door.key(key).box for key in "1234567890-+"]
    for box in boxes:
        assert box.inside(Box(0, 0, width, height))
        assert min(box.w, box.h) >= max(20 * mm, 44)
    for one, other in combinations(boxes, 2):
        apart = max(one.x - other.right, other.x - one.right, one.y - other.bottom, other.y - one.bottom)
        assert apart >= 8 * mm


def test_keys_without_words_have_names(door: CoachDoor) -> None:
    for key, name in (("-", DOOR.erase), ("+", DOOR.enter), ("7", "7")):
        face = QAccessible.queryAccessibleInterface(door.key(key))
        assert face.text(QAccessible.Text.Name) == name
