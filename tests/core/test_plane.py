"""The map from one plane to another is exact where it is given, and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.plane import between, is_flat, is_mirrored

SQUARE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 550.0), (0.0, 550.0))
nudge = st.floats(-120, 120)


@given(st.tuples(*[st.tuples(nudge, nudge)] * 4), st.tuples(st.floats(0, 1000), st.floats(0, 550)))
def test_four_corners_lay_a_plane_on_another_and_back(nudges: tuple, point: tuple[float, float]) -> None:
    target = tuple((x * 1.5 + dx + 200, y * 1.4 + dy + 200) for (x, y), (dx, dy) in zip(SQUARE, nudges, strict=True))
    there = between(SQUARE, target)
    for corner, expected in zip(SQUARE, target, strict=True):
        assert there.at(corner) == pytest.approx(expected, abs=1e-6)
    assert there.inverse().at(there.at(point)) == pytest.approx(point, abs=1e-4)
    assert there.inverse().after(there).at(point) == pytest.approx(point, abs=1e-4)


def test_corners_on_a_line_are_no_plane() -> None:
    line = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 1.0))
    assert is_flat(line)
    with pytest.raises(ValueError, match="four corners"):
        between(SQUARE, line)


def test_corners_the_other_way_round_are_mirrored() -> None:
    assert not is_mirrored(SQUARE)
    assert is_mirrored(tuple(reversed(SQUARE)))
