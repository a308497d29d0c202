"""Placing the light by hand: what is moved moves, what would fold does not, and what is kept comes back."""

from __future__ import annotations

import math
import random

import pytest

from oss_app.core.light import BenchLight
from oss_app.core.region import Point
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.editor.lighting import MOST_MISS_MM, CornerPlacing, TrayPlacing, marked, sources, with_places
from tests.samples import dental_kit

SIZE = (1920, 1080)
OUTLINES = {"a": ((0.1, 0.1), (0.4, 0.1), (0.4, 0.3), (0.1, 0.3)), "b": ((0.5, 0.5), (0.9, 0.5), (0.9, 0.8))}


def test_corners_begin_within_the_picture_and_come_back_as_they_were_kept() -> None:
    placing = CornerPlacing.of(SIZE, None)
    for corner, by in ((0, (5.0, -7.0)), (2, (-40.0, 3.0))):
        placing = placing.moved(corner, by)
    again = CornerPlacing.of(SIZE, placing.map())
    for one, other in zip(placing.corners, again.corners, strict=True):
        assert one == pytest.approx(other, abs=1e-6)
    assert CornerPlacing.of((1280, 800), placing.map()).corners != again.corners, "another picture is another map"


def test_corners_stay_in_the_picture_and_may_not_cross() -> None:
    placing = CornerPlacing.of(SIZE, None).moved(1, (10_000.0, -10_000.0))
    assert placing.corners[1] == (1919.0, 0.0)
    crossed = placing.moved(0, (1700.0, 900.0))
    assert not crossed.is_sound
    with pytest.raises(ValueError, match="no work area"):
        crossed.map()


def test_two_pixels_of_hand_error_stay_within_three_millimetres() -> None:
    """p95 over the area, for the worst of a hundred coaches: 0.7 mm a pixel, as on a bench of 1.3 m."""
    chance = random.Random(4)
    true = CornerPlacing(SIZE, ((200.0, 130.0), (1650.0, 150.0), (1700.0, 960.0), (180.0, 930.0)))
    for _ in range(100):
        placing = true
        for corner in range(4):
            placing = placing.moved(corner, (2 * chance.choice((-1, 1)) * 0.7, 2 * chance.choice((-1, 1)) * 0.7))
        back, there = true.map().to_picture.inverse(), placing.map().to_picture
        far = []
        for x in range(0, 1001, 50):
            for y in range(0, 551, 50):
                lands = back.at(there.at((x, y)))
                far.append(((lands[0] - x) ** 2 + (lands[1] - y) ** 2) ** 0.5)
        assert sorted(far)[int(0.95 * len(far))] <= 3.0


def test_the_places_of_a_tray_move_with_its_corners() -> None:
    tray = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0))
    moved = tray.moved((30.0, -12.0))
    for name, outline in tray.places.items():
        assert moved.places[name] == tuple((x + 30, y - 12) for x, y in outline)
    wider = moved.corner_moved(1, (50.0, 0.0)).corner_moved(2, (50.0, 0.0))
    shift = {name: wider.places[name][1][0] - moved.places[name][1][0] for name in OUTLINES}
    assert 0 < shift["a"] < shift["b"] <= 50


def test_a_tray_does_not_fold_over() -> None:
    tray = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0))
    assert tray.corner_moved(0, (5000.0, 5000.0)) == tray


def test_a_single_place_and_its_corner_move_alone() -> None:
    tray = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0))
    moved = tray.place_moved("a", (5.0, 0.0)).place_corner_moved("a", 2, (0.0, 9.0))
    assert moved.places["b"] == tray.places["b"]
    assert moved.places["a"][2] == pytest.approx((tray.places["a"][2][0] + 5, tray.places["a"][2][1] + 9))


def test_a_raised_tray_is_laid_right_by_its_four_corners() -> None:
    """What stands higher is seen larger and elsewhere; its top stays a plane, so four corners are enough."""
    tray = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0))

    def seen_at_height(point: Point) -> Point:
        x, y = point[0] - 600.0, point[1] - 900.0  # under the lamp, which hangs 1.4 m high; the tray 150 mm
        scale = 1400 / (1400 - 150)
        return x * scale + 600.0, y * scale + 900.0

    for corner, point in enumerate(tray.tray):
        aim = seen_at_height(point)
        now = tray.tray[corner]
        tray = tray.corner_moved(corner, (aim[0] - now[0], aim[1] - now[1]))
    fresh = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0))
    for name, outline in fresh.places.items():
        for point, expected in zip(tray.places[name], outline, strict=True):
            assert point == pytest.approx(seen_at_height(expected), abs=0.01)


def test_the_places_of_a_task_are_kept_beside_those_of_others() -> None:
    light = with_places(BenchLight(), "one", {"a": ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))})
    light = with_places(light, "two", {"b": ((0.0, 0.0), (2.0, 0.0), (2.0, 2.0))})
    assert light.place("one", "a") and light.place("two", "b")
    assert light.place("one", "b") == () and light.place("three", None) == ()


def test_only_places_that_steps_name_are_offered() -> None:
    assert set(marked(dental_kit(1))) <= {step.place for step in dental_kit(1).steps}


def test_a_bin_stands_beside_the_tray_and_is_moved_alone() -> None:
    def step(place: str, take: str | None = None) -> Step:
        return Step(text=Text(words="Leg neer."), place=place, take=take)

    task = Task(title=Text(words="Kit"), items=(step("one"), step("two", "one"), step("one", "bin")))
    assert sources(task) == ("bin",), "a place that a step fills is one of the tray, whoever takes from it"
    tray = TrayPlacing.of(OUTLINES, {}, (1000.0, 550.0), sources(task))
    right = max(x for name in OUTLINES for x, _ in tray.places[name])
    assert min(x for x, _ in tray.places["bin"]) > right
    assert max(x for x, _ in tray.tray) == right
    pushed = tray.moved((30.0, 0.0)).corner_moved(0, (5.0, 5.0))
    assert pushed.places["bin"] == tray.places["bin"]
    assert all(pushed.places[name] != tray.places[name] for name in OUTLINES)
    alone = pushed.place_moved("bin", (0.0, 40.0))
    assert alone.places["bin"] != tray.places["bin"] and alone.tray == pushed.tray


def test_a_task_that_only_takes_has_no_tray() -> None:
    tray = TrayPlacing.of({}, {}, (1000.0, 550.0), ("bin",))
    assert list(tray.places) == ["bin"] and tray.tray == ()


WIDE = CornerPlacing((1024, 768), ((90.0, 120.0), (930.0, 90.0), (960.0, 640.0), (70.0, 610.0)))
"""A coarse projector far away: 1.2 mm a pixel."""
SPOTS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5), (0.5, 0.5))


def _laid(off: list[Point]) -> CornerPlacing:
    """The crosses so many pixels beside where they belong; those for which nothing is said are left alone."""
    there = WIDE.map().to_picture
    placing = CornerPlacing.of(WIDE.size, None)
    for number, (dx, dy) in enumerate(off):
        x, y = there.at((SPOTS[number][0] * 1000, SPOTS[number][1] * 550))
        now = (*placing.corners, *placing.middles)[number]
        placing = placing.moved(number, (x + dx - now[0], y + dy - now[1]))
    return placing


def _p95(placing: CornerPlacing) -> float:
    back, there = WIDE.map().to_picture.inverse(), placing.map().to_picture
    grid = [(50.0 * x, 50.0 * y) for x in range(21) for y in range(12)]
    return sorted(math.dist(back.at(there.at(p)), p) for p in grid)[int(0.95 * len(grid))]


def test_nine_crosses_keep_within_three_millimetres_what_four_corners_would_not() -> None:
    chance = random.Random(5)
    nine, four = [], []
    for _ in range(30):
        turns = [chance.uniform(0, 2 * math.pi) for _ in SPOTS]
        off = [(2 * math.cos(turn), 2 * math.sin(turn)) for turn in turns]
        nine.append(_p95(_laid(off)))
        four.append(_p95(_laid(off[:4])))
    assert max(nine) <= 3.0 < max(four)
    assert sum(nine) < 0.8 * sum(four)


def test_crosses_that_lie_right_are_met_and_none_is_said_to_be_wrong() -> None:
    placing = _laid([(0.0, 0.0)] * 9)
    assert _p95(placing) == pytest.approx(0.0, abs=1e-6)
    assert placing.miss_mm == pytest.approx(0.0, abs=1e-6)
    assert _laid([(0.0, 0.0)] * 4).miss_mm is None, "four corners fit whatever they are laid on"


@pytest.mark.parametrize("wrong", range(9))
def test_the_cross_that_was_laid_on_the_wrong_spot_is_told_from_the_others(wrong: int) -> None:
    chance = random.Random(wrong)
    off = [(chance.uniform(-1.4, 1.4), chance.uniform(-1.4, 1.4)) for _ in SPOTS]
    honest = _laid(off)
    assert honest.miss_mm is not None and honest.miss_mm <= MOST_MISS_MM
    off[wrong] = (off[wrong][0] + 17.0, off[wrong][1] - 14.0)
    placing = _laid(off)
    assert placing.miss_mm is not None and placing.miss_mm > MOST_MISS_MM
    assert placing.odd_one == wrong


def test_a_middle_follows_the_corners_until_it_is_laid() -> None:
    placing = _laid([(0.0, 0.0)] * 4)
    moved = placing.moved(1, (12.0, 0.0))
    assert moved.middles[0][0] > placing.middles[0][0] + 3
    laid = placing.moved(4, (1.0, 1.0))
    assert laid.moved(1, (12.0, 0.0)).middles[0] == laid.middles[0]
    assert laid.odd_one is None, "five cannot tell which"
    crossed = laid.moved(0, (850.0, 500.0))
    assert not crossed.is_sound and crossed.miss_mm is None and len(crossed.middles) == 5
