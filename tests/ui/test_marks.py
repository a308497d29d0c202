"""The ticks of the whole kit cover nothing of what is still looked for."""

from __future__ import annotations

from math import hypot

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from oss_app.ui.kiosk.player.marks import TICK_MM, number_box, tick_beside
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
