"""Fingers as hands make them: in gloves, with a palm on the display, slow, slipping (W2, W3).

Touches are Qt's own: what a display's driver makes of a glove or a wet hand is not here.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.core.settings import Gesture
from oss_app.player.screen import ControlSlot, LineKind, StripLine
from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.boxes import Box
from tests.ui.conftest import HandClock, ShowScreen
from tests.ui.screens import LIST, LISTED, NEXT_STEP, STEP

DEVICE = []
MM = 3.7


class Hand:
    """Fingers by number, on one view; those that are not named stay where they are."""

    def __init__(self, view: PlayerView) -> None:
        self.view, self._down = view, dict[int, QPoint]()
        self.made: list[Gesture] = []
        view.pressed.connect(self.made.append)
        if not DEVICE:
            DEVICE.append(QTest.createTouchDevice())

    def down(self, *fingers: tuple[int, QPoint]) -> None:
        touch = self._begin(*(number for number, _ in fingers))
        for number, place in fingers:
            touch.press(number, place)
            self._down[number] = place
        touch.commit()

    def move(self, finger: int, place: QPoint) -> None:
        touch = self._begin(finger)
        touch.move(finger, place)
        self._down[finger] = place
        touch.commit()

    def up(self, *fingers: int) -> None:
        touch = self._begin(*fingers)
        for finger in fingers:
            touch.release(finger, self._down.pop(finger))
        touch.commit()

    def tap(self, place: QPoint, finger: int = 0) -> None:
        self.down((finger, place))
        self.up(finger)

    def _begin(self, *moving: int) -> QTest.QTouchEventSequence:
        touch = QTest.touchEvent(self.view.windowHandle(), DEVICE[0], False)
        for finger in self._down:
            if finger not in moving:
                touch.stationary(finger)
        return touch


def middle(box: Box) -> QPoint:
    return QPoint(box.x + box.w // 2, box.y + box.h // 2)


def on(view: PlayerView, slot: ControlSlot) -> QPoint:
    return middle(view.button(slot).box)


@pytest.fixture
def hand(show: ShowScreen) -> Hand:
    return Hand(show(STEP))


@pytest.mark.parametrize("slot", list(ControlSlot))
def test_a_tap_is_an_act_once(hand: Hand, slot: ControlSlot, qtbot: QtBot) -> None:
    hand.tap(on(hand.view, slot))
    qtbot.wait(1)  # a mouse that Qt made of it would come now
    assert hand.made == [Gesture(slot.value)]


def test_it_looks_pressed_while_the_finger_is_on_it_and_acts_when_it_leaves(hand: Hand, clock: HandClock) -> None:
    done = hand.view.button(ControlSlot.DONE)
    hand.down((0, on(hand.view, ControlSlot.DONE)))
    assert done.isDown() and hand.made == []
    clock.now += 4  # slowly
    hand.up(0)
    assert not done.isDown() and hand.made == [Gesture.DONE]


def test_a_hand_that_rests_on_the_photo_takes_no_control_away(hand: Hand) -> None:
    photo = middle(hand.view.layout_for_now().photo)
    hand.down((0, photo), (1, photo + QPoint(40, 30)))
    hand.tap(on(hand.view, ControlSlot.DONE), finger=2)
    assert hand.made == [Gesture.DONE]
    hand.up(0, 1)
    assert hand.made == [Gesture.DONE]


def test_a_hand_that_rests_on_the_ground_takes_no_control_away(hand: Hand) -> None:
    hand.down((0, QPoint(4, 4)))
    hand.tap(on(hand.view, ControlSlot.HELP), finger=1)
    assert hand.made == [Gesture.HELP]


def test_a_palm_on_several_controls_is_one_act(hand: Hand) -> None:
    slots = (ControlSlot.BACK, ControlSlot.HELP, ControlSlot.DONE)
    hand.down(*((number, on(hand.view, slot)) for number, slot in enumerate(slots)))
    hand.up(2, 1, 0)
    assert len(hand.made) == 1


def test_a_palm_on_several_rows_ticks_one(show: ShowScreen) -> None:
    view = show(LIST, extent=LISTED, size=(1920, 1080, 3.6))
    hand, ticked = Hand(view), list[int]()
    view.ticked.connect(ticked.append)
    hand.down(*((number, middle(row.box)) for number, row in enumerate(view.spread.rows[2:5])))
    hand.up(0, 1, 2)
    assert len(ticked) == 1


def test_two_fingers_after_each_other_tick_two_rows(show: ShowScreen) -> None:
    view = show(LIST, extent=LISTED, size=(1920, 1080, 3.6))
    hand, ticked = Hand(view), list[int]()
    view.ticked.connect(ticked.append)
    for number in (3, 4):
        hand.tap(middle(view.spread.rows[number].box))
    assert ticked == [3, 4]


@pytest.mark.parametrize("slot", list(ControlSlot))
@pytest.mark.parametrize("way", [QPoint(1, 0), QPoint(-1, 0), QPoint(0, 1), QPoint(0, -1)], ids=str)
def test_a_finger_that_slips_off_a_little_still_acts(hand: Hand, slot: ControlSlot, way: QPoint) -> None:
    box = hand.view.button(slot).box
    edge = QPoint(way.x() * box.w // 2, way.y() * box.h // 2)
    hand.down((0, on(hand.view, slot)))
    hand.move(0, on(hand.view, slot) + edge + way * round(6 * MM))
    hand.up(0)
    assert hand.made == [Gesture(slot.value)]


def test_a_finger_that_is_drawn_away_does_not_act(hand: Hand) -> None:
    start, done = on(hand.view, ControlSlot.DONE), hand.view.button(ControlSlot.DONE)
    hand.down((0, start))
    hand.move(0, start - QPoint(done.box.w, 0))
    assert not done.isDown()
    hand.up(0)
    assert hand.made == []


def test_a_finger_that_is_drawn_onto_a_control_does_not_act(hand: Hand) -> None:
    hand.down((0, middle(hand.view.layout_for_now().photo)))
    hand.move(0, on(hand.view, ControlSlot.DONE))
    hand.up(0)
    assert hand.made == []


def test_a_finger_that_was_on_a_control_when_the_next_step_came_does_not_act_there(
    hand: Hand, clock: HandClock
) -> None:
    hand.down((0, on(hand.view, ControlSlot.DONE)))
    hand.view.show_screen(NEXT_STEP)  # a check passed
    clock.now += 2
    hand.move(0, on(hand.view, ControlSlot.DONE) + QPoint(3, 0))
    hand.up(0)
    assert hand.made == []
    hand.tap(on(hand.view, ControlSlot.DONE))
    assert hand.made == [Gesture.DONE]


def test_a_mouse_button_that_was_down_when_the_next_step_came_does_not_act_there(hand: Hand, clock: HandClock) -> None:
    done = hand.view.button(ControlSlot.DONE)
    QTest.mousePress(done, Qt.MouseButton.LeftButton)
    hand.view.show_screen(NEXT_STEP)
    clock.now += 2
    QTest.mouseMove(done, done.rect().center() + QPoint(3, 0))
    QTest.mouseRelease(done, Qt.MouseButton.LeftButton)
    assert hand.made == []
    QTest.mouseClick(done, Qt.MouseButton.LeftButton)
    assert hand.made == [Gesture.DONE]


@pytest.mark.parametrize("by", ["finger", "mouse"])
def test_a_press_is_not_lost_when_the_cameras_line_changes_under_it(hand: Hand, by: str) -> None:
    done = hand.view.button(ControlSlot.DONE)
    if by == "finger":
        hand.down((0, on(hand.view, ControlSlot.DONE)))
    else:
        QTest.mousePress(done, Qt.MouseButton.LeftButton)
    hand.view.show_screen(replace(STEP, line=StripLine(LineKind.NOT_YET, "Ik zie de sonde nog niet.")))
    assert done.isDown()
    if by == "finger":
        hand.up(0)
    else:
        QTest.mouseRelease(done, Qt.MouseButton.LeftButton)
    assert hand.made == [Gesture.DONE]
    assert not done.isDown()


def test_a_control_that_is_not_there_cannot_be_touched(show: ShowScreen) -> None:
    hand = Hand(show(replace(STEP, controls=STEP.controls[1:])))
    hand.tap(middle(hand.view.layout_for_now().controls[ControlSlot.BACK]))
    assert hand.made == []


def test_a_touch_puts_the_ring_away(hand: Hand) -> None:
    hand.view.steer(by_keys=True)
    hand.tap(on(hand.view, ControlSlot.HEAR))
    assert not hand.view.steered_by_keys


def test_a_tap_at_the_rim_of_a_control_is_one(hand: Hand) -> None:
    button: Button = hand.view.button(ControlSlot.DONE)
    hand.tap(QPoint(button.box.x + 1, button.box.y + 1))
    assert hand.made == [Gesture.DONE]
