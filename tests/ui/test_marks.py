"""The ticks of the whole kit cover nothing of what is still looked for."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from oss_app.core.region import Outline
from oss_app.ui.kiosk.player.marks import DARK_MM, TICK_MM, number_box, outline_path, tick_beside
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.framing import WHOLE, Framing
from tests.tiers import examples

AREA = QRectF(0, 0, 856, 488)
MM = 3.7


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[QRectF], int]:
    """Places side by side in a tray, and which one is looked for."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    gap = draw(st.sampled_from([2, 8, 30]))
    wide, high = AREA.width() / columns, AREA.height() / rows
    places = [
        QRectF(x * wide + gap / 2, y * high + gap / 2, wide - gap, high - gap)
        for y in range(rows)
        for x in range(columns)
    ]
    return places, draw(st.integers(0, len(places) - 1))


@given(grids())
@examples(100)
def test_a_tick_covers_no_place_that_is_looked_for_and_stands_at_its_own(made: tuple[list[QRectF], int]) -> None:
    places, sought = made
    doubtful = places[sought]
    for place in places:
        if place is not doubtful:
            box = tick_beside(place, [doubtful, number_box(doubtful, AREA, MM)], AREA, MM)
            centre, half = box.center(), box.width() / 2
            x = min(max(centre.x(), doubtful.left()), doubtful.right())
            y = min(max(centre.y(), doubtful.top()), doubtful.bottom())
            assert hypot(centre.x() - x, centre.y() - y) >= half - 1e-6, "the disc covers the place"
            assert AREA.contains(box)
            assert box.adjusted(-1, -1, 1, 1).intersects(place)


def test_where_there_is_room_it_stands_right_of_the_place_and_else_left() -> None:
    place, beside = QRectF(300, 200, 200, 60), QRectF(510, 150, 100, 160)
    side = TICK_MM * MM
    free = tick_beside(place, [], AREA, MM)
    assert (free.left(), free.width()) == (place.right() - side * 0.3, side)
    assert tick_beside(place, [beside], AREA, MM).right() < place.left() + side * 0.31


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([22, 60, 200]))
@examples(100)
def test_the_number_leaves_the_larger_part_of_its_place_in_sight(x: float, y: float, side: int) -> None:
    place = QRectF(x * (AREA.width() - side), y * (AREA.height() - side), side, side)
    box = number_box(place, AREA, MM)
    covered = box.intersected(place)
    assert AREA.contains(box)
    assert covered.width() * covered.height() <= side * side / 2


def test_the_number_of_a_large_place_stays_up_left_also_at_the_edge() -> None:
    box = number_box(QRectF(0, 0, 300, 200), AREA, MM)
    assert (box.left(), box.top()) == (0, 0)


@pytest.mark.parametrize(
    "outline",
    [
        ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        ((0.0, 0.2), (0.4, 0.0), (0.5, 0.6), (0.2, 1.0), (0.0, 0.7)),
    ],
)
def test_the_line_of_a_place_that_reaches_to_the_edge_is_drawn_whole(outline: Outline) -> None:
    framing = Framing(WHOLE, Box(0, 0, round(AREA.width()), round(AREA.height())))
    half = DARK_MM * MM / 2
    path = outline_path(outline, framing, MM, AREA)
    assert AREA.adjusted(half, half, -half, -half).adjusted(-1, -1, 1, 1).contains(path.boundingRect())
