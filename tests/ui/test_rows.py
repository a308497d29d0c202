"""The level *list*: rows that tick by finger, mouse and key, whole at every size (S1, W2, W4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.core.settings import Gesture
from oss_app.player.screen import ControlSlot, Extent, StepTile
from oss_app.ui.kiosk.player.grid_layout import AROUND_TAG, BOX_MM, LEAST_STEP_MM, RowGrid, words_width
from oss_app.ui.kiosk.player.rows import TickRow
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.sizes import CAPITAL
from oss_app.ui.kit.boxes import Box
from tests.tiers import examples
from tests.ui.conftest import HandClock, ShowScreen
from tests.ui.screens import (
    HALF_LISTED,
    LIST,
    LIST_ASKED,
    LIST_IN_ARABIC,
    LISTED,
    LISTED_ARABIC,
    ROW_TILES,
    STEP,
    TILES,
    WATCHED_LIST,
)
from tests.ui.test_layout import SCREENS, each_screen
from tests.ui.test_tiles import assert_stands, has_room, lines, stand

pytestmark = pytest.mark.usefixtures("qapp")

Press = Callable[[Qt.Key], None]


def assert_row_holds(found: RowGrid, tile: StepTile, cell: Box | None = None) -> None:
    """Sentence, warning and box are whole in the row, beside its picture."""
    cell, type_ = cell or found.cells[0], found.type
    room = words_width(found, cell)
    used = lines(tile.sentence, room, type_.px) * type_.line
    if tile.warning:
        used += lines(tile.warning, room - 2.5 * type_.warning, type_.warning) * type_.warning_line
        used += AROUND_TAG * type_.warning
    assert used <= cell.h + 1


@each_screen
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("extent", [LISTED, WATCHED_LIST], ids=["", "watched"])
def test_every_row_is_whole_on_every_screen(screen: tuple[int, int, float], scale: float, extent: Extent) -> None:
    def page(size: int) -> Extent:
        return replace(extent, tiles=ROW_TILES[:size], page_size=size)

    size = next(n for n in range(8, 0, -1) if has_room(screen, scale, page(n)))
    layout, room, found = stand(screen, scale, page(size))
    assert isinstance(found, RowGrid)
    assert len(found.cells) >= size
    assert found.box == round(BOX_MM * layout.mm)
    assert found.type.px * CAPITAL / layout.mm >= LEAST_STEP_MM - 0.01
    assert found.type.warning * CAPITAL / layout.mm >= LEAST_STEP_MM - 0.01
    assert found.picture >= 14 * layout.mm
    assert_stands(layout, room, found)
    for tile, cell in zip(ROW_TILES, found.cells, strict=False):
        assert_row_holds(found, tile, cell)


def test_the_measures_are_those_of_the_drawing() -> None:
    _, _, found = stand(SCREENS["1920x1080 24 inch"], 1.0, LISTED)
    assert isinstance(found, RowGrid)
    cells = found.cells
    assert (cells[0].w, cells[0].h) == pytest.approx((684, 200), abs=2)
    assert (cells[1].y - cells[0].y, cells[4].x - cells[0].x) == pytest.approx((220, 709), abs=2)
    assert (found.picture, found.box) == pytest.approx((224, 76), abs=2)


def test_rows_go_down_the_first_column_and_then_the_next() -> None:
    _, _, found = stand(SCREENS["1920x1080 24 inch"], 1.0, LISTED)
    assert [cell.x for cell in found.cells[:4]] == [found.cells[0].x] * 4
    assert found.cells[4].y == found.cells[0].y
    _, _, arabic = stand(SCREENS["1920x1080 24 inch"], 1.0, replace(LISTED_ARABIC, page_size=8), rtl=True)
    assert arabic.cells[4].x < arabic.cells[0].x


words = st.lists(st.sampled_from(["de", "leg", "vak", "2", "watten-rollen", "verpleegkundige", "naast"]), min_size=1)


@examples(60)
@given(
    screen=st.sampled_from(list(SCREENS.values())),
    scale=st.sampled_from([(1.0, 8), (1.5, 6), (2.0, 4), (1.0, 2)]),
    sentence=words.map(lambda w: " ".join(w[:9])),
    warning=words.map(lambda w: " ".join(w[:5])),
)
def test_whatever_the_texts_no_row_loses_a_word(
    screen: tuple[int, int, float], scale: tuple[float, int], sentence: str, warning: str
) -> None:
    tile = StepTile("12", sentence, TILES[0].picture, warning)
    layout, room, found = stand(screen, scale[0], replace(LISTED, tiles=(tile,) * scale[1], page_size=scale[1]))
    assert isinstance(found, RowGrid)
    assert_stands(layout, room, found)
    assert_row_holds(found, tile)


# what is done


def ticks(view: PlayerView) -> list[int]:
    made: list[int] = []
    view.ticked.connect(made.append)
    return made


def gestures(view: PlayerView) -> list[Gesture]:
    made: list[Gesture] = []
    view.pressed.connect(made.append)
    return made


@pytest.fixture
def view(show: ShowScreen) -> PlayerView:
    return show(LIST, extent=LISTED)


@pytest.fixture
def press(view: PlayerView, clock: HandClock, qtbot: QtBot) -> Press:
    """Press a key as a person does, and let the time pass in which it might have been a scanner."""

    def press(key: Qt.Key) -> None:
        QTest.keyClick(view.focusWidget() or view, key)
        clock.now += 0.06
        qtbot.wait(70)

    return press


def click(row: TickRow) -> None:
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)


def test_the_whole_row_ticks(view: PlayerView) -> None:
    made = ticks(view)
    row = view.spread.rows[3]
    face = row.face()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=face.topLeft() + face.center() / 20)
    assert made == [3]


def test_a_row_never_ticks_itself(view: PlayerView) -> None:
    row = view.spread.rows[3]
    click(row)
    assert not row.isChecked(), "what is ticked is said by the session"
    view.show_screen(replace(LIST, tiles=(*ROW_TILES[:3], replace(ROW_TILES[3], is_ticked=True), *ROW_TILES[4:])))
    assert row.isChecked()


def test_quick_ticks_of_different_rows_all_count_and_a_double_one_once(view: PlayerView, clock: HandClock) -> None:
    made = ticks(view)
    for number in (3, 4, 5):
        click(view.spread.rows[number])
        clock.now += 0.1
    QTest.mouseDClick(view.spread.rows[5], Qt.MouseButton.LeftButton)
    assert made == [3, 4, 5]
    clock.now += 0.7
    click(view.spread.rows[5])
    assert made == [3, 4, 5, 5]


def test_done_may_follow_a_tick_at_once(view: PlayerView) -> None:
    made = gestures(view)
    click(view.spread.rows[7])
    QTest.mouseClick(view.button(ControlSlot.DONE), Qt.MouseButton.LeftButton)
    assert made == [Gesture.DONE]


def test_what_has_just_come_cannot_be_ticked_by_accident(view: PlayerView, clock: HandClock) -> None:
    made = ticks(view)
    view.show_screen(replace(LIST, turn=9))
    clock.now += 0.2
    click(view.spread.rows[0])
    assert made == []
    clock.now += 0.6
    click(view.spread.rows[0])
    assert made == [0]


def test_keys_go_from_row_to_row_and_tick_where_they_are(view: PlayerView, press: Press) -> None:
    made, acts = ticks(view), gestures(view)
    press(Qt.Key.Key_Down)
    assert view.spread.rows[0].hasFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert view.spread.rows[7].hasFocus()
    assert made == [0, 1]
    assert acts == []


def test_the_focus_stays_on_the_row_after_its_tick(view: PlayerView, press: Press, clock: HandClock) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    view.show_screen(replace(LIST, tiles=(replace(ROW_TILES[0], is_ticked=False), *ROW_TILES[1:])))
    assert view.spread.rows[0].hasFocus()
    clock.now += 1
    view.show_screen(replace(LIST, turn=9))
    assert view.button(ControlSlot.DONE).hasFocus(), "on a new page the keys for Done are Done's again"


def test_dones_other_keys_are_done_also_on_a_row(view: PlayerView, press: Press) -> None:
    made, acts = ticks(view), gestures(view)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_PageDown)
    assert (made, acts) == ([], [Gesture.DONE])


def test_space_is_done_until_somebody_goes_to_a_row(view: PlayerView, press: Press) -> None:
    made, acts = ticks(view), gestures(view)
    press(Qt.Key.Key_Space)
    assert (made, acts) == ([], [Gesture.DONE])


def test_tab_goes_over_the_rows_and_then_the_controls(view: PlayerView) -> None:
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert view.spread.rows[0].hasFocus(), "from Done, past the door that is not there, round to the first row"
    for row in view.spread.rows[1:]:
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        assert row.hasFocus()
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert view.button(ControlSlot.BACK).hasFocus()


def test_a_key_that_is_down_shows_on_the_row(view: PlayerView, press: Press) -> None:
    press(Qt.Key.Key_Down)
    QTest.keyPress(view.focusWidget(), Qt.Key.Key_Space)
    assert view.spread.rows[0].isDown()
    assert not view.button(ControlSlot.DONE).isDown()


def test_on_a_step_the_arrows_up_and_down_do_nothing(view: PlayerView, press: Press) -> None:
    view.show_screen(replace(STEP, turn=9))
    made, acts = ticks(view), gestures(view)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert view.button(ControlSlot.DONE).hasFocus()
    assert (made, acts) == ([], [])


# what it shows


def test_a_screen_reader_meets_boxes_that_are_ticked_or_not(view: PlayerView) -> None:
    faces = [QAccessible.queryAccessibleInterface(row) for row in view.spread.rows]
    assert {face.role() for face in faces} == {QAccessible.Role.CheckBox}
    assert [bool(face.state().checked) for face in faces] == [True] * 3 + [False] * 5
    assert faces[3].text(QAccessible.Text.Name) == "Leg 1 sonde in vak 2. De punt is scherp."


def test_nothing_moves_when_a_row_is_ticked_or_the_rest_is_asked_for(view: PlayerView) -> None:
    before = [row.geometry() for row in view.spread.rows], view.button(ControlSlot.DONE).box
    view.show_screen(LIST_ASKED)
    view.show_screen(replace(LIST, tiles=tuple(replace(tile, is_ticked=True) for tile in ROW_TILES)))
    assert ([row.geometry() for row in view.spread.rows], view.button(ControlSlot.DONE).box) == before


def test_a_shorter_page_has_larger_rows_and_the_same_controls(view: PlayerView) -> None:
    before, done = view.spread.rows[0].geometry(), view.button(ControlSlot.DONE).box
    view.show_screen(replace(LIST, turn=9, tiles=ROW_TILES[5:]))
    assert len(view.spread.rows) == 3
    assert view.spread.rows[0].geometry().width() > before.width()
    assert view.button(ControlSlot.DONE).box == done


def test_a_tick_is_seen_without_colour(view: PlayerView) -> None:
    row = view.spread.rows[3]
    image = view.grab().toImage().copy(row.geometry())
    view.show_screen(replace(LIST, tiles=tuple(replace(tile, is_ticked=True) for tile in ROW_TILES)))
    ticked = view.grab().toImage().copy(row.geometry())
    box = [(image.width() - 90 + x, image.height() // 2 + y) for x in range(0, 60, 3) for y in range(-20, 20, 3)]
    greys = [[shown.pixelColor(x, y).lightness() for x, y in box] for shown in (image, ticked)]
    assert max(greys[0]) - min(greys[0]) < 40, "an empty box is empty"
    assert max(greys[1]) - min(greys[1]) > 120, "a ticked one is dark with a light sign in it"


def test_thumbs_are_read_and_those_of_the_next_page_ahead(view: PlayerView, qtbot: QtBot) -> None:
    assert not view.is_waiting
    ahead = [tile.picture for tile in TILES if tile.picture]
    view.prepare(ahead)
    wanted = view.spread.wanted(ahead)
    assert len(wanted) == 3
    qtbot.waitUntil(lambda: all(view.pictures.has(one) for one in wanted))


def test_arabic_rows_have_their_box_at_the_left(show: ShowScreen) -> None:
    view = show(LIST_IN_ARABIC, extent=LISTED_ARABIC)
    image = view.grab().toImage()
    row = view.spread.rows[0].box
    left = {image.pixel(x, row.y + row.h // 2) for x in range(row.x + 6, row.x + 60)}
    assert len(left) > 1, "the edge of the box is there"


def test_a_list_of_half_a_page_is_one_column() -> None:
    _, _, found = stand(SCREENS["1920x1080 24 inch"], 1.0, HALF_LISTED)
    assert len({cell.x for cell in found.cells}) == 1
