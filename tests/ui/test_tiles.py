"""The level *short*: tiles side by side in the same places all session long, whole at every size (S1, W4)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.core.region import bounds
from oss_app.player.screen import ControlSlot, Extent, Progress, Screen, ScreenKind, StepTile
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out
from oss_app.ui.kiosk.player.grid_layout import LEAST_STEP_MM, GridLayout, Room, RowGrid, have_room, standing
from oss_app.ui.kiosk.player.progress import ProgressBar
from oss_app.ui.kiosk.sizes import BOLD, CAPITAL, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.lettering import keeps_words_whole, tied, wrapped
from oss_app.ui.kit.theme import LIGHT
from tests.tiers import examples
from tests.ui.conftest import ShowScreen
from tests.ui.screens import (
    DOUBLE,
    PROBE,
    ROW_TILES,
    SHORT,
    SHORT_IN_ARABIC,
    SHORT_SEEN,
    STEP,
    STILL,
    TILED,
    TILED_ARABIC,
    TILES,
    TWO_TILES,
    WATCHED_TILES,
)
from tests.ui.test_layout import SCREENS, each_screen

pytestmark = pytest.mark.usefixtures("qapp")

NEXT = replace(SHORT, turn=6, tiles=(replace(TILES[0], number="6"), replace(TILES[2], number="7")))


def stand(
    screen: tuple[int, int, float], scale: float, extent: Extent, *, rtl: bool = False
) -> tuple[ScreenLayout, Room, GridLayout | RowGrid]:
    """As the view stands them, the controls at the foot where they have room only so."""
    ways = (False, True) if screen[0] >= screen[1] else (False,)
    layouts = [lay_out(*screen, scale, extent, measured, right_to_left=rtl, foot=foot) for foot in ways]
    layout = next((one for one in layouts if have_room(one, extent, measured)), layouts[-1])
    return layout, *standing(layout, extent, measured, right_to_left=rtl)


def has_room(screen: tuple[int, int, float], scale: float, extent: Extent) -> bool:
    """Whether the steps of an extent have room on one screen, wherever the controls are."""
    ways = (False, True) if screen[0] >= screen[1] else (False,)
    return any(have_room(lay_out(*screen, scale, extent, measured, foot=foot), extent, measured) for foot in ways)


def assert_stands(layout: ScreenLayout, room: Room, found: GridLayout | RowGrid) -> None:
    """Everything on the screen, nothing over anything else."""
    fixed = [layout.progress, layout.sentence, *layout.controls.values(), *([room.line] if room.line else [])]
    for cell in found.cells:
        assert cell.inside(room.area)
        assert cell.inside(Box(0, 0, layout.width, layout.height))
    for one, other in combinations([*found.cells, *fixed], 2):
        assert not one.overlaps(other), (one, other)


def lines(text: str, room: float, px: float) -> int:
    def width(part: str) -> float:
        return measured(part, px, SEMIBOLD)

    assert keeps_words_whole(text, room, width), text
    return len(wrapped(tied(text), room, width))


def assert_tile_holds(found: GridLayout, tile: StepTile) -> None:
    """Number, sentence and warning are whole in the tile, under or beside its picture."""
    cell, type_ = found.cells[0], found.type
    width = cell.w - (found.picture if found.beside else 0)
    height = cell.h - (0 if found.beside else found.picture)
    assert measured(tile.number, type_.number, BOLD) < found.number
    used = 2 * type_.pad + lines(tile.sentence, width - 2 * type_.pad - found.number, type_.px) * type_.line
    if tile.warning:
        room = width - 2 * type_.pad - 1.5 * type_.warning
        used += lines(tile.warning, room, type_.warning) * type_.warning_line + type_.warning
    assert used <= height + 1


@each_screen
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("extent", [TILED, WATCHED_TILES], ids=["", "watched"])
def test_every_tile_is_whole_on_every_screen(screen: tuple[int, int, float], scale: float, extent: Extent) -> None:
    size = next(n for n in (3, 2, 1) if has_room(screen, scale, replace(extent, page_size=n)) or n == 1)
    layout, room, found = stand(screen, scale, replace(extent, page_size=size))
    assert isinstance(found, GridLayout)
    assert len(found.cells) == size
    assert_stands(layout, room, found)
    for tile in ROW_TILES:
        assert_tile_holds(found, tile)
    assert found.type.px * CAPITAL / layout.mm >= LEAST_STEP_MM - 0.01
    assert found.picture >= 24 * layout.mm or size == 1, "there is a picture on every screen"
    assert size > 1 or scale > 1, "at 100 % there are always several"


@each_screen
def test_the_camera_line_stands_clear_only_where_it_may_speak(screen: tuple[int, int, float]) -> None:
    quiet, (layout, room, found) = stand(screen, 1.0, TILED), stand(screen, 1.0, WATCHED_TILES)
    assert quiet[1].line is None
    assert room.line is not None
    assert_stands(layout, room, found)
    assert layout.controls == quiet[0].controls, "Done is where it is without a line"


def test_the_measures_are_those_of_the_drawing() -> None:
    _, room, found = stand(SCREENS["1920x1080 24 inch"], 1.0, TILED)
    assert isinstance(found, GridLayout)
    assert (found.cells[0].w, found.cells[0].h) == pytest.approx((445, 861), abs=2)
    assert found.picture == pytest.approx(470, abs=3)
    assert room.area.h == found.cells[0].h
    assert found.type.px == pytest.approx(38.5, abs=0.1)


def test_on_a_portrait_screen_tiles_stand_under_one_another() -> None:
    _, _, found = stand(SCREENS["1080x1920 24 inch"], 1.0, TILED)
    assert isinstance(found, GridLayout)
    assert found.beside
    assert len({cell.x for cell in found.cells}) == 1


def test_right_to_left_begins_at_the_right() -> None:
    layout, room, found = stand(SCREENS["1920x1080 24 inch"], 1.0, TILED_ARABIC, rtl=True)
    assert_stands(layout, room, found)
    assert found.cells[0].x > found.cells[1].x
    assert found.cells[0].right == room.area.right


words = st.lists(st.sampled_from(["de", "leg", "vak", "2", "watten-rollen", "verpleegkundige", "naast"]), min_size=1)


@examples(60)
@given(
    screen=st.sampled_from(list(SCREENS.values())),
    scale=st.sampled_from([1.0, 1.5, 2.0]),
    sentence=words.map(lambda w: " ".join(w[:12])),
    warning=words.map(lambda w: " ".join(w[:6])),
    size=st.sampled_from([2, 3]),
)
def test_whatever_the_texts_no_tile_loses_a_word(
    screen: tuple[int, int, float], scale: float, sentence: str, warning: str, size: int
) -> None:
    tile = StepTile("12", sentence, TILES[0].picture, warning)
    layout, room, found = stand(screen, scale, replace(WATCHED_TILES, tiles=(tile,) * size, page_size=size))
    assert isinstance(found, GridLayout)
    assert_stands(layout, room, found)
    assert_tile_holds(found, tile)


# on the screen


def tiles_of(screen: Screen, show: ShowScreen, extent: Extent, profile: Profile = STILL) -> list[Box]:
    view = show(screen, profile, extent)
    return [Box(*tile.geometry().getRect()) for tile in view.spread.tiles]


@pytest.mark.parametrize("profile", [STILL, DOUBLE], ids=["100", "200"])
def test_no_control_moves_from_page_to_page(show: ShowScreen, profile: Profile) -> None:
    extent = WATCHED_TILES if profile is STILL else replace(WATCHED_TILES, page_size=2)
    first = replace(SHORT, tiles=SHORT.tiles[: extent.page_size])
    view = show(first, profile, extent)
    before = view.spread.tiles
    done = view.button(ControlSlot.DONE).box
    view.show_screen(replace(NEXT, tiles=NEXT.tiles[: len(before)]))
    assert view.spread.tiles
    assert view.button(ControlSlot.DONE).box == done
    view.show_screen(replace(STEP, turn=9))
    assert view.spread.tiles == []
    assert view.button(ControlSlot.DONE).box == done


def test_a_page_with_fewer_steps_shows_fewer_tiles(show: ShowScreen) -> None:
    view = show(SHORT, extent=TILED)
    assert len(view.spread.tiles) == 3
    view.show_screen(NEXT)
    assert len(view.spread.tiles) == 2
    assert view.spread.tiles[1].geometry().right() >= view.layout_for_now().photo.right - 3, "no column is empty"
    assert not any(row.isVisible() for row in view.spread.rows)


@pytest.mark.parametrize("size", [(1280, 720, 3.7), (1920, 1080, 3.6)], ids=["1280", "1920"])
def test_each_picture_fills_its_tile_and_shows_its_place(show: ShowScreen, size: tuple[int, int, float]) -> None:
    view = show(SHORT, extent=TILED, size=size)
    tile = view.spread.tiles[1]
    box = tile.picture_box()
    picture = TILES[1].picture
    assert picture is not None
    wanted = tile.photo.wanted(picture)
    assert wanted is not None
    ready = view.pictures.get(wanted)
    assert ready is not None
    assert ready.framing.target == Box(0, 0, box.w, box.h), "no empty ground around the photo"
    left, top, right, bottom = ready.framing.window
    place = bounds(PROBE)
    assert left <= place[0] < place[2] <= right
    assert top <= place[1] < place[3] <= bottom


def test_a_warning_stands_at_the_foot_of_its_own_tile(show: ShowScreen) -> None:
    view = show(SHORT, extent=TILED)
    image = view.grab().toImage()
    for tile, warns in zip(view.spread.tiles, (False, True, False), strict=True):
        foot = tile.geometry().center().x(), tile.geometry().bottom() - 3
        assert (image.pixelColor(*foot).name().upper() == LIGHT.warning) is warns


def test_the_line_is_there_when_the_camera_speaks(show: ShowScreen) -> None:
    view = show(SHORT, extent=WATCHED_TILES)
    line = view.spread.room.line if view.spread.room else None
    assert line is not None
    before = view.grab().toImage().copy(*line)
    view.show_screen(SHORT_SEEN)
    assert view.grab().toImage().copy(*line) != before


def test_the_pages_pictures_are_read_ahead(show: ShowScreen, qtbot: QtBot) -> None:
    view = show(replace(SHORT, tiles=TILES[:2]), extent=TWO_TILES)
    ahead = [tile.picture for tile in ROW_TILES[5:7] if tile.picture]
    view.prepare(ahead)
    qtbot.waitUntil(lambda: all(view.pictures.has(one) for one in view.spread.wanted(ahead)))
    view.show_screen(replace(NEXT, tiles=ROW_TILES[5:7]))
    assert not view.is_waiting


def test_pages_fade_and_nothing_fades_where_motion_is_reduced(show: ShowScreen, qtbot: QtBot) -> None:
    still = show(SHORT, extent=TILED)
    still.show_screen(NEXT)
    assert not still.is_fading
    moving = show(SHORT, Profile(), TILED)
    moving.show_screen(NEXT)
    assert moving.is_fading
    qtbot.waitUntil(lambda: not moving.is_fading, timeout=2000)


def test_a_screen_reader_reads_number_sentence_and_warning(show: ShowScreen) -> None:
    view = show(SHORT, extent=TILED)
    face = QAccessible.queryAccessibleInterface(view.spread.tiles[1])
    assert face.role() == QAccessible.Role.StaticText
    assert face.text(QAccessible.Text.Name) == "4. Leg 1 sonde in vak 2. De punt is scherp."


def test_arabic_tiles_are_drawn_from_the_right(show: ShowScreen) -> None:
    places = tiles_of(SHORT_IN_ARABIC, show, TILED_ARABIC)
    assert places[0].x > places[1].x


def test_pages_in_a_window_of_any_size(show: ShowScreen) -> None:
    view = show(SHORT, DOUBLE, TILED, wait=False)
    for width, height in ((320, 200), (1, 1), (600, 2000), (2000, 300)):
        view.resize(width, height)
        view.grab()


# progress


def test_all_steps_of_the_page_are_pills() -> None:
    bar = ProgressBar()
    bar.show_progress(Progress("", (2, 4, 2), 3, until=5))
    assert [state for _, _, state in bar.marks()] == ["done"] * 2 + ["now"] * 3 + ["later"] * 3
    bar.show_progress(Progress("", (10, 12, 80), 11, until=13))
    assert [state for _, _, state in bar.marks()] == ["done", "now", "later"]


# the coach's door


@pytest.mark.parametrize("name", ["call", "break"])
@pytest.mark.parametrize("profile", [STILL, DOUBLE, STILL.model_copy(update={"left_handed": True})])
@pytest.mark.parametrize("size", [(1280, 720, 3.7), (1920, 1080, 3.6), (1080, 1920, 3.6)], ids=str)
def test_the_coachs_door_is_on_call_and_break_clear_of_the_controls(
    show: ShowScreen, name: str, profile: Profile, size: tuple[int, int, float]
) -> None:
    kind = ScreenKind.CALL if name == "call" else ScreenKind.BREAK
    view = show(replace(STEP, kind=kind, second="Je werk is bewaard.", door="Begeleider"), profile, TILED, size)
    opened: list[bool] = []
    view.door_pressed.connect(lambda: opened.append(True))
    assert view.door.isVisible()
    assert view.door.text() == "Begeleider"
    assert view.door.box.inside(Box(0, 0, size[0], size[1]))
    assert min(view.door.box.h, view.door.box.w) >= 20 * size[2]
    assert not any(view.door.box.overlaps(view.button(slot).box) for slot in ControlSlot)
    view.door.click()
    assert opened == [True]
    view.show_screen(STEP)
    assert not view.door.isVisible()
