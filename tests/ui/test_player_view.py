"""The worker's screen: what it shows, where, and what it says was done."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.core.settings import DEFAULT_KEYS, GUARD_S, Gesture
from oss_app.player.screen import (
    Control,
    ControlSlot,
    Extent,
    LineKind,
    Progress,
    Screen,
    ScreenKind,
    StripLine,
    Variant,
)
from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.keyboard import HOLD_S
from oss_app.ui.kiosk.layout import lay_out
from oss_app.ui.kiosk.player.labels import LINE_ICONS, LargeMessage, StripHalf
from oss_app.ui.kiosk.player.progress import Fitting, ProgressBar
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.sizes import CAPITAL, LEAST_LABEL_MM, LEAST_MM
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.pictures import Wanted
from oss_app.ui.kit.theme import PALETTES, palette_of_call
from tests.ui.conftest import HandClock, ShowScreen
from tests.ui.screens import (
    ARABIC,
    BARE,
    BREAK,
    BREAK_POINT,
    CALL,
    DOUBLE,
    EXTENT,
    FADED,
    IN_ARABIC,
    KIT_END,
    MUST,
    NEXT_STEP,
    PHOTOS,
    SEEN,
    SESSION,
    STEP,
    STILL,
)

NO_SOUND = StripLine(LineKind.NO_SOUND, "Er is geen geluid. Lees de zin.")
SIZES = [(1280, 720, 3.7), (1366, 768, 3.97), (1920, 1080, 3.6), (3840, 2160, 6.425), (1080, 1920, 3.6)]


def button(view: PlayerView, slot: ControlSlot) -> Button:
    return view.button(slot)


def acts(view: PlayerView) -> list[Gesture]:
    made: list[Gesture] = []
    view.pressed.connect(made.append)
    return made


def click(view: PlayerView, slot: ControlSlot) -> None:
    QTest.mouseClick(button(view, slot), Qt.MouseButton.LeftButton)


def key(view: PlayerView, key: Qt.Key, clock: HandClock, qtbot: QtBot) -> None:
    """Press a key as a person does, and let the time pass in which it might have been a scanner."""
    with qtbot.waitSignal(view.keyboard.up):
        QTest.keyClick(view.focusWidget() or view, key)
        clock.now += HOLD_S + 0.01


# where


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("profile", [STILL, DOUBLE], ids=["100", "200"])
def test_done_has_the_same_place_on_every_screen(
    show: ShowScreen, size: tuple[int, int, float], profile: Profile
) -> None:
    view = show(STEP, profile, size=size, wait=False)
    place = button(view, ControlSlot.DONE).box
    assert place == view.layout_for_now().controls[ControlSlot.DONE]
    for screen in SESSION:
        view.show_screen(screen)
        assert button(view, ControlSlot.DONE).isVisible()
        assert button(view, ControlSlot.DONE).box == place, screen.kind


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_moves_between_two_steps(show: ShowScreen, size: tuple[int, int, float]) -> None:
    view = show(STEP, size=size, wait=False)
    before = {child: child.geometry() for child in view.findChildren(QLabel) if child.isVisible()}
    view.show_screen(NEXT_STEP)
    assert {child: child.geometry() for child in view.findChildren(QLabel) if child.isVisible()} == before


def test_a_right_to_left_screen_is_laid_out_anew(show: ShowScreen) -> None:
    view = show(STEP, extent=EXTENT)
    before, margin = button(view, ControlSlot.DONE).box, view.layout_for_now().margin
    assert before.right == view.width() - margin
    view.show_screen(IN_ARABIC)
    after = button(view, ControlSlot.DONE).box
    assert after.x == view.layout_for_now().margin
    assert (after.y, after.h) == (before.y, before.h)


def test_another_size_is_laid_out_anew(show: ShowScreen) -> None:
    view = show(STEP)
    view.resize(1920, 1080)
    QGuiApplication.processEvents()
    assert button(view, ControlSlot.DONE).box.right == 1920 - view.layout_for_now().margin


# what is done


@pytest.mark.parametrize("slot", list(ControlSlot))
def test_each_control_says_its_gesture(show: ShowScreen, slot: ControlSlot) -> None:
    view = show(STEP)
    made = acts(view)
    click(view, slot)
    assert made == [Gesture(slot.value)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("profile", [STILL, DOUBLE], ids=["100", "200"])
def test_more_help_shares_the_place_of_help_and_is_large_enough(
    show: ShowScreen, size: tuple[int, int, float], profile: Profile
) -> None:
    view = show(FADED["mark-corners"], profile, size=size, wait=False)
    made, place = acts(view), view.layout_for_now().controls[ControlSlot.HELP]
    help_, more = button(view, ControlSlot.HELP).box, view.more.box
    assert not help_.overlaps(more)
    for box in (help_, more):
        assert place.over(box) == place
        assert min(box.w, box.h) >= 44
        assert box.w >= 20 * size[2]
    QTest.mouseClick(view.more, Qt.MouseButton.LeftButton)
    assert made == [Gesture.MORE]
    view.show_screen(STEP)
    assert not view.more.isVisible()
    assert button(view, ControlSlot.HELP).box == place


def test_touch_works(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(STEP)
    made = acts(view)
    finger = QTest.createTouchDevice()
    done = button(view, ControlSlot.DONE)
    middle = done.mapTo(view, done.rect().center())
    QTest.touchEvent(view.windowHandle(), finger).press(0, middle)
    QTest.touchEvent(view.windowHandle(), finger).release(0, middle)
    qtbot.waitUntil(lambda: made == [Gesture.DONE])


def test_a_double_click_is_one_act(show: ShowScreen, clock: HandClock) -> None:
    view = show(STEP)
    made = acts(view)
    click(view, ControlSlot.DONE)
    clock.now += 0.3
    QTest.mouseDClick(button(view, ControlSlot.DONE), Qt.MouseButton.LeftButton)
    click(view, ControlSlot.BACK)
    assert made == [Gesture.DONE]
    clock.now += 0.5
    click(view, ControlSlot.DONE)
    assert made == [Gesture.DONE, Gesture.DONE]


def test_what_came_up_by_itself_cannot_be_confirmed_by_accident(show: ShowScreen, clock: HandClock) -> None:
    view = show(STEP)
    made = acts(view)
    view.show_screen(NEXT_STEP)  # a check passed
    clock.now += 0.2
    click(view, ControlSlot.DONE)
    assert made == []


def test_a_control_that_is_off_does_nothing(show: ShowScreen) -> None:
    off = replace(STEP.controls[0], dress=Variant.OFF)
    view = show(replace(STEP, controls=(off, *STEP.controls[1:])))
    made = acts(view)
    click(view, ControlSlot.BACK)
    assert made == []


@pytest.mark.parametrize(
    ("pressed", "gesture"),
    [
        (Qt.Key.Key_Space, Gesture.DONE),
        (Qt.Key.Key_Return, Gesture.DONE),
        (Qt.Key.Key_Enter, Gesture.DONE),
        (Qt.Key.Key_Right, Gesture.DONE),
        (Qt.Key.Key_PageDown, Gesture.DONE),
        (Qt.Key.Key_Left, Gesture.BACK),
        (Qt.Key.Key_Backspace, Gesture.BACK),
        (Qt.Key.Key_PageUp, Gesture.BACK),
        (Qt.Key.Key_R, Gesture.HEAR),
        (Qt.Key.Key_H, Gesture.HELP),
        (Qt.Key.Key_F1, Gesture.HELP),
        (Qt.Key.Key_P, Gesture.BREAK),
    ],
)
def test_keys(show: ShowScreen, clock: HandClock, qtbot: QtBot, pressed: Qt.Key, gesture: Gesture) -> None:
    view = show(STEP)
    made = acts(view)
    key(view, pressed, clock, qtbot)
    assert made == [gesture]


@pytest.mark.parametrize("gesture", DEFAULT_KEYS)
def test_each_gesture_can_be_made_by_its_keys(
    show: ShowScreen, clock: HandClock, qtbot: QtBot, gesture: Gesture
) -> None:
    view = show(STEP)
    made = acts(view)
    name = DEFAULT_KEYS[gesture][0]
    key(view, Qt.Key(QKeySequence(name)[0].key()), clock, qtbot)
    assert made == [gesture]


def test_a_key_shows_on_its_control_at_once(show: ShowScreen, clock: HandClock, qtbot: QtBot) -> None:
    view = show(STEP)
    with qtbot.waitSignal(view.keyboard.up):
        QTest.keyPress(view, Qt.Key.Key_H)
        assert button(view, ControlSlot.HELP).isDown()
        clock.now += HOLD_S + 0.01
    assert not button(view, ControlSlot.HELP).isDown()


def test_a_scanner_confirms_nothing(show: ShowScreen, qtbot: QtBot, clock: HandClock) -> None:
    view = show(STEP)
    made = acts(view)
    for character in "8712345678906":
        QTest.keyClick(view, character)
        clock.now += 0.004
    QTest.keyClick(view, Qt.Key.Key_Return)
    clock.now += 0.2
    qtbot.wait(70)
    assert made == []


SHIFT, CTRL, ALT, ALTGR = (
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.GroupSwitchModifier,
)  # fmt: skip
NONE, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
Sent = list[tuple[int, Qt.KeyboardModifier, str]]


def signs(code: str) -> Sent:
    """Each sign by its own key, capitals with Shift before them."""
    sent: Sent = []
    for sign in code:
        if sign.isupper():
            sent.append((Qt.Key.Key_Shift, SHIFT, ""))
        sent.append((ord(sign.upper()), SHIFT if sign.isupper() else NONE, sign))
    return sent


def by_number(sign: str) -> Sent:
    """With Alt held, the sign's number on the number pad: so scanners send what no layout has."""
    return [(Qt.Key.Key_Alt, ALT, ""), *((ord(digit), ALT | KEYPAD, "") for digit in f"{ord(sign):04}")]


GROUP_SEPARATOR: Sent = [(Qt.Key.Key_Control, CTRL, ""), (Qt.Key.Key_BracketRight, CTRL, "\x1d")]
AT: Sent = [(Qt.Key.Key_AltGr, ALTGR, ""), (Qt.Key.Key_At, ALTGR, "@")]
SCANS = {
    "GS1 with its separators": [*signs("]C10108712345678906"), *GROUP_SEPARATOR, *signs("10H12"), *GROUP_SEPARATOR],
    "GS1 by numbers": [*signs("0108712345678906"), *by_number("\x1d"), *signs("21p")],
    "all by numbers": [key for sign in "Hr 7" for key in by_number(sign)],
    "an address": [*signs("mailto:h"), *AT, *signs("r.nl")],
    "AltGr first": [*AT, *signs("p")],
    "a French layout": signs("&\xe9\"'(-\xe8_\xe7\xe0"),
    "a Russian layout": signs("\u0440\u043a\u0437"),
    "dead keys": [(Qt.Key.Key_Dead_Acute, NONE, ""), *signs("h"), (Qt.Key.Key_Dead_Circumflex, NONE, ""), *signs("p")],
    "capitals by the lock": [(Qt.Key.Key_CapsLock, NONE, ""), *signs("hrp"), (Qt.Key.Key_CapsLock, NONE, "")],
}


@pytest.mark.parametrize("apart", [0.001, 0.03, 0.06])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
@pytest.mark.parametrize("scan", SCANS)
def test_no_code_of_any_scanner_or_layout_acts_or_moves_the_focus(
    show: ShowScreen, qtbot: QtBot, clock: HandClock, scan: str, end: Qt.Key, apart: float
) -> None:
    view = show(STEP)
    made = acts(view)
    focused = view.focusWidget()
    for key_, modifiers, text in [*SCANS[scan], (end, NONE, "")]:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(view.focusWidget() or view, QKeyEvent(kind, key_, modifiers, text))
        clock.now += apart
    clock.now += 1
    qtbot.wait(1)
    assert made == []
    assert view.focusWidget() is focused
    QTest.keyClick(view.focusWidget() or view, Qt.Key.Key_Space)
    assert made == [Gesture.DONE]


@pytest.mark.parametrize("key_", [Qt.Key.Key_AltGr, Qt.Key.Key_Super_L, Qt.Key.Key_Mode_switch])
def test_a_modifier_alone_is_no_code(show: ShowScreen, key_: Qt.Key) -> None:
    view = show(STEP)
    made = acts(view)
    QTest.keyClick(view, key_)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert made == [Gesture.DONE]


def test_space_acts_where_tab_has_gone(show: ShowScreen, clock: HandClock, qtbot: QtBot) -> None:
    view = show(STEP)
    made = acts(view)
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)  # from Done round to the first
    assert button(view, ControlSlot.BACK).hasFocus()
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    key(view, Qt.Key.Key_Space, clock, qtbot)
    assert made == [Gesture.HEAR]


def test_the_focus_is_back_on_done_at_each_new_screen(show: ShowScreen) -> None:
    view = show(STEP)
    button(view, ControlSlot.BACK).setFocus()
    view.show_screen(NEXT_STEP)
    assert button(view, ControlSlot.DONE).hasFocus()


def test_in_dones_place_its_keys_make_the_gesture_of_what_stands_there(
    show: ShowScreen, clock: HandClock, qtbot: QtBot
) -> None:
    ask = Control(ControlSlot.DONE, "Vraag je begeleider", "hand-palm", Gesture.HELP)
    view = show(replace(MUST, controls=(MUST.controls[0], ask)))
    made = acts(view)
    key(view, Qt.Key.Key_PageDown, clock, qtbot)
    assert made == [Gesture.HELP]


def test_a_key_for_a_control_that_is_not_there_does_nothing(show: ShowScreen, clock: HandClock, qtbot: QtBot) -> None:
    view = show(CALL)
    made = acts(view)
    key(view, Qt.Key.Key_Left, clock, qtbot)
    assert made == []


def test_the_ring_is_for_those_who_steer_by_keys(show: ShowScreen, clock: HandClock, qtbot: QtBot) -> None:
    view = show(STEP)
    plain = view.grab().toImage()
    key(view, Qt.Key.Key_R, clock, qtbot)
    assert view.grab().toImage() != plain
    click(view, ControlSlot.HEAR)
    assert view.grab().toImage() == plain


# what it shows


def test_the_words_can_be_read_by_a_screen_reader(show: ShowScreen) -> None:
    view = show(STEP)
    faces = [QAccessible.queryAccessibleInterface(child) for child in view.findChildren(QLabel) if child.isVisible()]
    names = {face.text(QAccessible.Text.Name) for face in faces if face.role() == QAccessible.Role.StaticText}
    assert {STEP.sentence, STEP.warning, "De camera kijkt mee."} <= names
    assert any("Stap 4 van 8" in name and "Set 4 van 20" in name for name in names)
    for slot, control in ((c.slot, c) for c in STEP.controls):
        face = QAccessible.queryAccessibleInterface(button(view, slot))
        assert face.role() == QAccessible.Role.Button
        assert face.text(QAccessible.Text.Name) == control.label


def test_a_screen_reader_hears_of_every_step(show: ShowScreen) -> None:
    QAccessible.setActive(True)
    try:
        view = show(STEP)
        for turn in range(50):
            view.show_screen(replace(STEP, turn=100 + turn))
    finally:
        QAccessible.setActive(False)


def test_every_kind_of_line_has_its_own_sign_and_there_is_a_file_for_each() -> None:
    from oss_app.resources import assets

    assert set(LINE_ICONS) == set(LineKind)
    for name in LINE_ICONS.values():
        assert (assets() / "icons" / f"{name}.svg").is_file()


def pixel(view: PlayerView, x: int, y: int) -> str:
    return view.grab().toImage().pixelColor(x, y).name().upper()


def test_the_strip_stays_plain_where_there_is_nothing_to_say(show: ShowScreen) -> None:
    view = show(STEP, size=(1920, 1080, 3.6))
    layout = view.layout_for_now()
    assert layout.warning is not None
    assert layout.line is not None
    middle = layout.warning.right - 30, layout.warning.y + 20
    beside = layout.line.right - 40, layout.line.y + 20
    palette = PALETTES[STILL.theme]
    assert pixel(view, *middle) == palette.warning
    view.show_screen(SEEN)
    assert pixel(view, *beside) == palette.seen
    view.show_screen(NEXT_STEP)
    assert pixel(view, *middle) == palette.strip
    assert pixel(view, *beside) == palette.strip


@pytest.mark.parametrize("says", ["warning", "line", "nothing"])
def test_the_strip_below_the_photo_is_one_plate(show: ShowScreen, says: str) -> None:
    only = {"warning": replace(STEP, line=None), "line": replace(STEP, warning=""), "nothing": NEXT_STEP}
    view = show(only[says], size=(1920, 1080, 3.6))
    layout = view.layout_for_now()
    assert layout.attached
    assert layout.strip is not None
    assert layout.line is not None
    image = view.grab().toImage()
    along = {image.pixelColor(layout.line.x + x, layout.strip.bottom - 3).name().upper() for x in range(-30, 30)}
    palette = PALETTES[STILL.theme]
    assert palette.ground not in along
    assert along <= {palette.strip, palette.warning}


def test_two_lines_one_above_the_other_are_one_plate(show: ShowScreen) -> None:
    """Where the lower one is narrower, the corners that stand out of the plate are round, and no others."""
    long = StripLine(LineKind.CAMERA, "De camera kijkt mee met wat er op de werkplek gebeurt.")
    view = show(replace(STEP, line=long), extent=replace(EXTENT, lines=(long.text,)))
    layout = view.layout_for_now()
    if not (layout.warning and layout.line and layout.warning.y < layout.line.y):
        pytest.fail("the two lie beside each other here: the test needs a longer line")
    image, ground = view.grab().toImage(), PALETTES[STILL.theme].ground

    def is_ground(x: int, y: int) -> bool:
        return image.pixelColor(x, y).name().upper() == ground

    top, low = layout.warning, layout.line
    assert is_ground(top.x, top.y)
    assert is_ground(top.right - 1, top.y)
    assert is_ground(low.x, low.bottom - 1)
    assert is_ground(low.right - 1, low.bottom - 1)
    assert is_ground(top.right - 1, top.bottom - 1) is (top.right > low.right)
    assert not is_ground(low.x, low.y)
    assert not is_ground(top.x, top.bottom - 1)


def test_the_call_is_calm_petrol_and_only_the_call(show: ShowScreen) -> None:
    view = show(CALL)
    assert pixel(view, 5, 5) == palette_of_call(STILL.theme).ground
    view.show_screen(STEP)
    assert pixel(view, 5, 5) == PALETTES[STILL.theme].ground


def test_a_late_photo_shows_the_colour_of_the_strip_and_then_itself(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(STEP, wait=False)
    photo = view.layout_for_now().photo
    middle = photo.x + photo.w // 2, photo.y + photo.h // 2
    assert view.is_waiting
    assert pixel(view, *middle) == PALETTES[STILL.theme].strip
    qtbot.waitUntil(lambda: not view.is_waiting)
    assert pixel(view, *middle) != PALETTES[STILL.theme].strip


def test_a_photo_that_is_cut_otherwise_stays_until_it_is_read_so(show: ShowScreen, qtbot: QtBot) -> None:
    assert STEP.picture is not None
    view = show(replace(STEP, picture=replace(STEP.picture, outline=None, number="")))
    photo = view.layout_for_now().photo
    middle = photo.x + photo.w // 2, photo.y + photo.h // 2
    shown = pixel(view, *middle)
    view.show_screen(replace(STEP, turn=STEP.turn))
    assert view.is_waiting
    assert pixel(view, *middle) != PALETTES[STILL.theme].strip
    view.show_screen(replace(NEXT_STEP, picture=replace(STEP.picture, photo=PHOTOS / "gone.jpg")))
    assert pixel(view, *middle) == PALETTES[STILL.theme].strip, "another photo does not stand for it"
    assert shown != PALETTES[STILL.theme].strip


def test_a_missing_photo_is_only_a_missing_photo(show: ShowScreen, qtbot: QtBot) -> None:
    picture = replace(STEP.picture, photo=STEP.picture.photo.with_name("gone.jpg"))  # type: ignore[type-var,union-attr]
    view = show(replace(STEP, picture=picture))
    view.grab()
    assert not view.is_waiting


def test_photos_ahead_are_there_at_once(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(STEP)
    assert NEXT_STEP.picture is not None
    view.prepare([NEXT_STEP.picture])
    with qtbot.waitSignal(view.pictures.arrived):
        pass
    view.show_screen(NEXT_STEP)
    assert not view.is_waiting


def test_steps_fade_and_nothing_fades_where_motion_is_reduced(show: ShowScreen, qtbot: QtBot) -> None:
    still = show(STEP, STILL)
    still.show_screen(NEXT_STEP)
    assert not still.is_fading
    moving = show(STEP, Profile())
    moving.show_screen(NEXT_STEP)
    assert moving.is_fading
    qtbot.waitUntil(lambda: not moving.is_fading, timeout=1000)


def test_the_first_photo_does_not_fade_in_from_nothing_and_one_that_comes_late_does(
    show: ShowScreen, qtbot: QtBot
) -> None:
    view = show(STEP, Profile(), wait=False)
    assert view.is_waiting
    with qtbot.waitSignal(view.pictures.arrived):
        pass
    assert not view.is_waiting
    assert not view.is_fading
    fades: list[bool] = []
    view.pictures.arrived.connect(lambda *_: fades.append(view.is_fading))
    view.show_screen(NEXT_STEP)
    qtbot.waitUntil(lambda: not view.is_waiting)
    assert any(fades)


def test_a_photo_whose_place_is_another_one_does_not_fade_in_from_nothing(show: ShowScreen, qtbot: QtBot) -> None:
    alone = replace(STEP, warning="", line=None)
    view = show(alone, Profile(), BARE)
    view.show_screen(replace(alone, line=NO_SOUND))
    assert view.is_waiting, "the line takes room from the photo here"
    with qtbot.waitSignal(view.pictures.arrived):
        pass
    assert not view.is_waiting
    assert not view.is_fading


def test_what_comes_with_the_first_screen_does_not_fade_and_what_comes_later_does(
    show: ShowScreen, clock: HandClock
) -> None:
    view = show(STEP, Profile())
    halves = view.findChildren(StripHalf)

    def fading() -> int:
        return sum(half.fade.share < 1 for half in halves)

    view.set_profile(Profile(), replace(EXTENT, sentences=EXTENT.sentences[:1]), 3.7)  # another task
    view.show_screen(replace(STEP, turn=90, warning="", line=None))
    assert not fading(), "the warning of the task before"
    clock.now += GUARD_S / 2
    view.show_screen(replace(STEP, turn=90, line=NO_SOUND))
    assert not fading()
    clock.now += GUARD_S
    view.show_screen(replace(STEP, turn=90, line=SEEN.line))
    assert fading() == 1


def test_a_change_within_a_step_does_not_fade_its_sentence(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(STEP, Profile())
    qtbot.waitUntil(lambda: not view.is_fading)
    place = view.layout_for_now().sentence
    before = view.grab().toImage().copy(*place)
    view.show_screen(SEEN)
    assert view.grab().toImage().copy(*place) == before


@pytest.mark.parametrize("screen", [*SESSION, KIT_END], ids=lambda s: s.sentence)
@pytest.mark.parametrize("profile", [STILL, DOUBLE], ids=["100", "200"])
def test_every_screen_can_be_drawn_in_a_window_of_any_size(show: ShowScreen, screen: Screen, profile: Profile) -> None:
    view = show(screen, profile, wait=False)
    for width, height in ((320, 200), (1, 1), (600, 2000), (2000, 300)):
        view.resize(width, height)
        view.grab()


@pytest.mark.slow
def test_two_thousand_steps_leave_nothing_behind(show: ShowScreen) -> None:
    view = show(STEP)
    count = len(view.findChildren(object))
    for turn in range(2000):
        view.show_screen(replace(STEP if turn % 2 else NEXT_STEP, turn=turn))
    assert len(view.findChildren(object)) == count


# progress


def progress_marks(progress: Progress) -> list[str]:
    bar = ProgressBar()
    bar.show_progress(progress)
    return [state for _, _, state in bar.marks()]


@pytest.mark.usefixtures("qapp")
def test_dots_are_done_now_and_later() -> None:
    assert progress_marks(Progress("", (2, 4, 2), 4)) == ["done"] * 3 + ["now"] + ["later"] * 4
    assert progress_marks(Progress("", (2, 4, 2), 9)) == ["done"] * 8


@pytest.mark.usefixtures("qapp")
def test_over_24_steps_there_is_one_bar_a_section() -> None:
    assert len(progress_marks(Progress("", (12, 12), 1))) == 24
    assert progress_marks(Progress("", (10, 12, 80), 15)) == ["done", "now", "later"]


@pytest.mark.usefixtures("qapp")
def test_sections_stand_apart() -> None:
    bar = ProgressBar()
    bar.show_progress(Progress("", (2, 2), 1))
    (a, aw, _), (b, bw, _), (c, _, _), _ = bar.marks()
    assert c - (b + bw) == pytest.approx(0.97)
    assert b - (a + aw) == pytest.approx(0.42)


def fitting(progress: Progress, width: int) -> Fitting:
    layout = lay_out(1920, 1080, 3.6, 1.0, EXTENT, measured)
    bar = ProgressBar()
    bar.resize(width, 40)
    bar.show_progress(progress)
    return bar.fitting(layout)


@pytest.mark.usefixtures("qapp")
def test_the_section_goes_first_then_the_dots_and_the_words_never() -> None:
    whole = Progress("Stap 4 van 8", (2, 4, 2), 4, "Vullen", "Set 4 van 20")
    seen = [fitting(whole, width) for width in range(1800, 200, -20)]
    shown = [(bool(one.section), bool(one.dots), bool(one.label), bool(one.kit)) for one in seen]
    order = [(True, True, True, True), (False, True, True, True), (False, False, True, True)]
    assert list(dict.fromkeys(shown)) == order
    assert seen[0].px == seen[30].px
    for width, one in zip(range(1800, 200, -20), seen, strict=True):
        assert one.label + one.kit + one.dots + one.section <= width


@pytest.mark.usefixtures("qapp")
def test_a_long_title_at_the_end_of_a_kit_stands_beside_the_kit_and_never_over_it() -> None:
    title = "Een koffer vullen met alle controle-sets voor de tandarts van de school om de hoek vandaag"
    for screen in ((1024, 768, 3.9), (1280, 720, 3.7), (1920, 1080, 3.6)):
        layout = lay_out(*screen, 2.0, EXTENT, measured)
        bar = ProgressBar()
        bar.resize(layout.progress.w, layout.progress.h)
        bar.show_progress(Progress(title, kit="Set 1 van 2"))
        one = bar.fitting(layout)
        assert one.label + one.kit <= layout.progress.w
        assert one.px >= layout.sizes.head / 2, "no smaller than at 100 %"


@pytest.mark.usefixtures("qapp")
def test_a_title_that_would_be_smaller_than_any_label_is_left_out_at_the_end_of_a_kit() -> None:
    layout = lay_out(1280, 720, 3.7, 1.0, EXTENT, measured)
    bar = ProgressBar()
    bar.resize(layout.progress.w, layout.progress.h)
    shown = []
    for words in range(1, 25):
        bar.show_progress(Progress(" ".join(["Wasgoed"] * words), kit="Set 1 van 2"))
        one = bar.fitting(layout)
        shown.append(bool(one.label))
        assert one.px * CAPITAL / layout.mm >= LEAST_LABEL_MM - 0.01
        assert one.label + one.kit <= layout.progress.w
    assert shown == sorted(shown, reverse=True)
    assert shown.count(True) >= 10
    bar.show_progress(Progress("Stap 1 van 8", (2, 4, 2), 1, kit="Set 1 van 2"))
    assert bar.fitting(layout).label


@pytest.mark.parametrize("steps", [9, 99])
def test_dots_stay_where_they_are_from_step_to_step(show: ShowScreen, steps: int) -> None:
    many = Progress(f"Stap 9 van {steps}", (4, 8), 9, "")
    view = show(replace(STEP, progress=many), size=(1920, 1080, 3.6))
    place = view.layout_for_now().progress
    first = view.grab().toImage().copy(*place)
    view.show_screen(replace(STEP, progress=replace(many, label=f"Stap 8 van {steps}")))
    second = view.grab().toImage().copy(*place)
    right_of_label = range(260, 900)
    middle = place.h // 2
    assert [first.pixel(x, middle) for x in right_of_label] == [second.pixel(x, middle) for x in right_of_label]


def test_arabic_is_drawn_from_the_right(show: ShowScreen) -> None:
    view = show(IN_ARABIC, extent=ARABIC, size=(1920, 1080, 3.6))
    place = view.layout_for_now().sentence
    image = view.grab().toImage().copy(*place)
    ground = image.pixel(2, 2)
    marked = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))]
    assert min(marked) > image.width() / 2
    assert max(marked) > image.width() - 12


def test_a_text_that_was_not_measured_is_still_whole(show: ShowScreen) -> None:
    long = "Leg alle watten-rollen naast elkaar in het vierde vak en kijk daarna nog 1 keer of ze goed liggen."
    view = show(replace(STEP, sentence=long), extent=Extent(("Kort.",), (), (), has_strip=True))
    layout = view.layout_for_now()
    image = view.grab().toImage()
    ground = image.pixel(2, 2)
    above = [x for x in range(layout.width) if image.pixel(x, layout.sentence.y - 3) != ground]
    assert above == [], "the sentence keeps within its own place"


LONG_BREAK = replace(BREAK_POINT, sentence="Loop een rondje, drink een glas water en kom daarna terug.")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("left_handed", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("screen", [CALL, BREAK, BREAK_POINT, LONG_BREAK], ids=["call", "break", "point", "long"])
def test_call_and_break_say_all_of_it_at_every_size(
    show: ShowScreen, screen: Screen, size: tuple[int, int, float], scale: int, left_handed: bool
) -> None:
    profile = STILL.model_copy(update={"text_percent": scale, "left_handed": left_handed})
    view = show(replace(screen, door="Begeleider"), profile, size=size)
    (message,) = (child for child in view.findChildren(LargeMessage) if child.isVisible())
    layout = view.layout_for_now()
    height, share, _ = message.extent(layout)
    assert height <= message.height()
    for letters in message.letters(layout, share):
        assert letters.px * CAPITAL >= LEAST_MM * layout.mm - 0.1, "too small to be read"
    standing = [message.geometry(), *(QRect(*b.box) for b in view.buttons() if b.isVisible())]
    for one, other in combinations(standing, 2):
        assert not one.intersects(other), (one, other)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [100, 200])
def test_a_break_that_its_author_made_long_can_be_read_to_its_end(
    show: ShowScreen, size: tuple[int, int, float], scale: int
) -> None:
    long = " ".join([LONG_BREAK.sentence] * 20)[:1000]
    profile = STILL.model_copy(update={"text_percent": scale})
    screen = replace(BREAK_POINT, sentence=long, door="Begeleider", turn_words="Meer")
    view = show(screen, profile, size=size)
    (message,) = (child for child in view.findChildren(LargeMessage) if child.isVisible())
    parts = view.parts_of(screen)
    assert " ".join(part.words.sentence for part in parts).split() == long.split()
    for part in parts:
        height, share, _ = message.extent(part.layout)
        assert height <= message.height()
        for letters in message.letters(part.layout, share):
            assert letters.px * CAPITAL >= LEAST_MM * part.layout.mm - 0.1, "too small to be read"
        assert part.words.sentence in message.text()
        standing = [message.geometry(), *(QRect(*b.box) for b in view.buttons() if b.isVisible())]
        for one, other in combinations(standing, 2):
            assert not one.intersects(other), (one, other)
        assert view.turn.isVisible() == (len(parts) > 1)
        view.guard.start(-1000.0)
        view.turn.click()


@pytest.mark.parametrize("kind", [ScreenKind.KIT_END, ScreenKind.FINISHED])
def test_the_end_of_a_kit_without_any_photo_has_no_empty_plate(show: ShowScreen, kind: ScreenKind) -> None:
    view = show(replace(STEP, kind=kind, picture=None, warning="", line=None), extent=BARE)
    photo, image = view.layout_for_now().photo, view.grab().toImage()
    assert {image.pixel(x, photo.y + photo.h // 2) for x in range(photo.x, photo.right, 9)} == {image.pixel(1, 1)}


@pytest.mark.parametrize("corners", list(product((True, False), repeat=4)))
def test_the_plate_of_a_strip_is_whole_whichever_corners_are_round(
    qtbot: QtBot, corners: tuple[bool, bool, bool, bool]
) -> None:
    half, box, radius = StripHalf(), QRectF(3, 3, 400.5, 62.25), 15.0
    qtbot.addWidget(half)
    half.set_corners(corners)
    plate = half._plate(radius, box)
    assert plate.boundingRect() == box
    outline = list(plate.toSubpathPolygons()[0])
    cut = sum(corners) * radius**2 * (1 - math.pi / 4)
    turned = zip(outline, [*outline[1:], outline[0]], strict=True)
    area = abs(sum(a.x() * b.y() - b.x() * a.y() for a, b in turned)) / 2
    assert area == pytest.approx(box.width() * box.height() - cut, rel=0.001)


class Drawn(QObject):
    """Which widgets of a view are drawn, by what they are."""

    def __init__(self, view: PlayerView) -> None:
        super().__init__(view)
        self.names = Counter[str]()
        for widget in (view, *view.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.names[type(watched).__name__] += 1
        return False


def test_a_step_draws_only_what_is_another_and_that_once(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(STEP)
    other = replace(STEP, turn=5, sentence="Leg 2 spiegels in vak 1.", progress=replace(STEP.progress, now=5))
    assert STEP.picture is not None
    other = replace(other, picture=replace(STEP.picture, photo=PHOTOS / "spiegel.jpg"))
    assert other.picture is not None
    with qtbot.waitSignal(view.pictures.arrived):
        view.prepare([other.picture])
    qtbot.wait(1)  # what was still to be drawn is drawn
    drawn = Drawn(view)
    view.show_screen(other)
    QCoreApplication.processEvents()
    names = {name for name in drawn.names if name not in ("PlayerView", "Button")}
    assert names == {"SentenceLabel", "ProgressBar", "PhotoView"}, "strip and plates stand there already"
    assert max(drawn.names.values()) == 1


def test_a_photo_on_the_screen_stays_though_others_are_read(
    show: ShowScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.kit.pictures.KEPT_BYTES", 1)
    monkeypatch.setattr("oss_app.ui.kit.pictures.LEAST_KEPT", 1)
    view = show(STEP)
    before = view.grab().toImage()
    others = [Wanted(photo, 40, 30) for photo in sorted(PHOTOS.glob("*.jpg"))[:3]]
    view.pictures.want(others)
    qtbot.waitUntil(lambda: view.pictures.has(others[0]), timeout=20_000)
    shown = view.wanted(STEP)
    assert shown is not None
    assert not view.pictures.has(shown)
    assert view.grab().toImage() == before
