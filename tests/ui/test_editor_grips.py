"""The marked place under the hand: drawn, moved, pulled, and never out of the photo."""

from __future__ import annotations

from math import cos, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.region import bounds, is_rectangle, rectangle
from oss_app.ui.desk.widgets.region_handles import (
    LEAST,
    MOST_CORNERS,
    Drag,
    around,
    drawn,
    grips,
    grown,
    holds,
    moved,
    pulled,
    rounded,
)

BOX = rectangle(0.2, 0.3, 0.6, 0.7)
TRIANGLE = ((0.1, 0.1), (0.5, 0.1), (0.3, 0.6))
share = st.floats(-1.5, 2.5)
points = st.tuples(share, share)


def test_a_rectangle_is_drawn_from_any_corner() -> None:
    for start, end in (((0.2, 0.3), (0.6, 0.7)), ((0.6, 0.7), (0.2, 0.3)), ((0.6, 0.3), (0.2, 0.7))):
        assert drawn(start, end) == BOX
    assert drawn((0.5, 0.5), (0.505, 0.9)) is None


def test_a_rectangle_has_eight_grips_and_another_shape_one_on_each_point() -> None:
    assert len(grips(BOX)) == 8
    assert grips(TRIANGLE) == list(TRIANGLE)


@pytest.mark.parametrize("grip", range(8))
def test_each_grip_pulls_its_own_sides_alone(grip: int) -> None:
    before, after = bounds(BOX), bounds(pulled(BOX, grip, (0.45, 0.45)))
    x, y = grips(BOX)[grip]
    moves = (x == 0.2, y == 0.3, x == 0.6, y == 0.7)
    assert tuple(a != b for a, b in zip(after, before, strict=True)) == moves


def test_a_point_of_another_shape_is_pulled_alone() -> None:
    assert pulled(TRIANGLE, 2, (0.35, 0.65)) == (*TRIANGLE[:2], (0.35, 0.65))


@given(points, points)
def test_nothing_leaves_the_photo(start: tuple[float, float], end: tuple[float, float]) -> None:
    for drag in (Drag(start), Drag(start, BOX), *(Drag(start, BOX, grip) for grip in range(8)), Drag(start, TRIANGLE)):
        found = drag.at(end)
        if found is None:
            continue
        left, top, right, bottom = bounds(found)
        assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1


@given(points)
def test_moving_keeps_size_and_shape(by: tuple[float, float]) -> None:
    left, top, right, bottom = bounds(moved(BOX, *by))
    assert (right - left, bottom - top) == pytest.approx((0.4, 0.4))
    assert is_rectangle(rounded(moved(BOX, 0.1, 0.1)))


@given(share, share)
def test_growing_keeps_the_upper_left_corner_and_a_least_size(dx: float, dy: float) -> None:
    for outline in (BOX, TRIANGLE):
        left, top, right, bottom = bounds(grown(outline, dx, dy))
        assert (left, top) == pytest.approx(bounds(outline)[:2])
        assert right - left >= LEAST - 1e-9 and bottom - top >= LEAST - 1e-9
        assert right <= 1 + 1e-9 and bottom <= 1 + 1e-9


def test_a_place_drawn_around_freely_has_few_corners_and_holds_what_it_held() -> None:
    circle = [(0.5 + 0.2 * cos(n / 30), 0.5 + 0.2 * sin(n / 30)) for n in range(188)]
    found = around(circle)
    assert found is not None and 8 <= len(found) <= MOST_CORNERS
    assert holds(found, (0.5, 0.5)) and holds(found, (0.65, 0.5)) and not holds(found, (0.72, 0.5))
    corners = around([(0.2, 0.2), (0.4, 0.2), (0.6, 0.2), (0.6, 0.5), (0.6, 0.7), (0.2, 0.7), (0.2, 0.21)])
    assert corners is not None and len(corners) == 5


@given(st.lists(points, max_size=60))
def test_whatever_is_drawn_stays_in_the_photo(path: list[tuple[float, float]]) -> None:
    found = around(path)
    if found is not None:
        left, top, right, bottom = bounds(found)
        assert 3 <= len(found) <= 200
        assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1


def test_what_lies_within() -> None:
    assert holds(BOX, (0.4, 0.5)) and not holds(BOX, (0.1, 0.5))
    assert holds(TRIANGLE, (0.3, 0.3)) and not holds(TRIANGLE, (0.12, 0.5))
