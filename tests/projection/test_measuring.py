"""A camera finds where the light falls, and refuses in every set-up that would make it wrong."""

from __future__ import annotations

import numpy as np
import pytest

from oss_app.core.light import AREA_MM, LEAST_CONTRAST, Drift, MapFault, compare
from oss_app.projection.course import HOLD_S, HeldExposure
from oss_app.projection.fault import MapRefusedError
from oss_app.projection.lens import Lens
from oss_app.projection.messages import DotsMeasured, MapMeasured, MeasureDots, MeasureMap
from oss_app.projection.tags import TAG_MM, bench_from, spots
from tests.light_bench import Box, Rig, make_rig
from tests.projection.surveys import ORIGIN, measured, misses, run

SLOW = pytest.mark.slow


@pytest.mark.parametrize("seed", [7, *(pytest.param(seed, marks=SLOW) for seed in (5, 13, 28))])
def test_light_falls_where_it_is_asked_for(seed: int) -> None:
    rig = make_rig(seed, tag_error=0.5)
    found = measured(rig)
    assert found.map is not None, found.fault
    far = misses(rig, found.map)
    assert np.median(far) <= 1.0 and np.percentile(far, 95) <= 2.0 and far.max() <= 3.0
    assert found.map.camera is not None
    late = found.map.camera.delay_ms / 1000 - rig.delay
    assert 0 <= late <= rig.jitter + 0.25, "a frame may be one eighth of a second old"


def _unplugged(rig: Rig) -> None:
    rig.unplugged = True


def _mirrored(rig: Rig) -> None:
    rig.mirrored = True


def _tag_moved(rig: Rig) -> None:
    x, y, turn = rig.bench.tags[4]
    rig.bench.tags[4] = (x + 9, y - 9, turn)


def _defocused(rig: Rig) -> None:
    rig.lens_blur = 16


def _half_covered(rig: Rig) -> None:
    rig.bench.boxes.append(Box((300, 350), (600, 700, 80), 0, "wood"))


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (_unplugged, {MapFault.NO_LIGHT}),
        (_mirrored, {MapFault.MIRRORED}),
        pytest.param(_defocused, {MapFault.TOO_FEW}, marks=SLOW),
        pytest.param(
            _half_covered,
            {MapFault.TOO_FEW, MapFault.NOT_FLAT, MapFault.TOO_SMALL, MapFault.NO_TAGS},
            marks=SLOW,
        ),
    ],
)
def test_a_spoiled_set_up_is_refused_by_its_own_name(spoil: object, faults: set[MapFault]) -> None:
    rig = make_rig(7, tag_error=0.5)
    spoil(rig)  # type: ignore[operator]
    rig.look()
    found = measured(rig)
    assert found.map is None and found.fault in faults


@pytest.mark.slow
def test_a_moved_tag_is_named() -> None:
    rig = make_rig(5, tag_error=0.2)
    _tag_moved(rig)
    rig.look()
    assert measured(rig).tag == 4


@pytest.mark.parametrize("turn", [0.0, 45.0, 90.0])
@pytest.mark.parametrize(("typed", "is_right"), [
    ((1000.0, 550.0), True), ((1000.0, 600.0), False), ((900.0, 550.0), False), ((1150.0, 632.5), False),
])  # fmt: skip
def test_a_work_area_that_was_measured_wrongly_is_told_by_the_tags(
    turn: float, typed: tuple[float, float], is_right: bool
) -> None:
    """One side alone that is 9 % wrong was accepted: the mean of a tag's sides hardly changed."""
    lens, angles = Lens(size=(1280, 720)), np.radians(turn + np.array([45, 135, 225, 315]))
    square = np.stack([np.cos(angles), np.sin(angles)], 1) * TAG_MM / np.sqrt(2)
    seen = {number: (square + middle) * 1.2 + 30 for number, middle in spots((1000.0, 550.0)).items()}
    if is_right:
        assert np.allclose(bench_from(seen, typed, lens), np.array([[1, 0, -30], [0, 1, -30], [0, 0, 1.2]]) / 1.2)
        return
    with pytest.raises(MapRefusedError) as refused:
        bench_from(seen, typed, lens)
    assert refused.value.fault is MapFault.AREA_WRONG


@pytest.mark.parametrize("wrong", [
    (1.03, 1.0), *(pytest.param(wrong, marks=SLOW) for wrong in ((1.0, 0.97), (1.03, 1.03), (0.97, 0.97))),
])  # fmt: skip
@pytest.mark.slow
def test_light_stays_on_the_bench_where_the_work_area_is_mistyped_by_three_parts_of_a_hundred(
    wrong: tuple[float, float],
) -> None:
    """The tags hardly tell it. Millimetres are wrong then; half way between two tags is still half way."""
    rig = make_rig(7, tag_error=0.5)
    typed = np.array(AREA_MM) * wrong
    found = run(rig, MeasureMap(1, rig.projector.size, (float(typed[0]), float(typed[1]))))
    assert isinstance(found, MapMeasured)
    if found.map is None:
        assert found.fault is MapFault.AREA_WRONG
        return
    parts = np.stack([part.ravel() for part in np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 7))], 1)
    pixels = np.array([found.map.to_picture.at((float(x), float(y))) for x, y in parts * typed])
    far = np.linalg.norm(rig.lands(pixels) - ORIGIN - parts * AREA_MM, axis=1)
    assert np.median(far) <= 1.0 and np.percentile(far, 95) <= 2.0 and far.max() <= 3.0


@SLOW
def test_paper_that_is_too_bright_on_a_dark_bench_is_called_so_and_more_of_it_helps() -> None:
    """A camera that opens up for the bench sees the tag itself too small: it was said to lie in a wrong place."""
    rig = make_rig(424, surfaces=("dark wood",), tag_error=0.5)
    rig.can_hold = False
    found = measured(rig)
    assert found.map is None and (found.fault, found.tag) == (MapFault.TAG_TOO_BRIGHT, 1)
    sheets = [(300.0, 250.0), (600.0, 250.0), (900.0, 250.0), (600.0, 470.0)]
    rig.bench.boxes = [Box(at, (297, 210, 0.2), 0, "white", albedo=0.82) for at in sheets]
    rig.look()
    bench_map = measured(rig).map
    assert bench_map is not None
    assert np.percentile(misses(rig, bench_map), 95) <= 2.0


@pytest.mark.slow
@pytest.mark.parametrize("can_hold", [True, False])
def test_the_coach_hears_whether_the_camera_could_hold_its_exposure(can_hold: bool) -> None:
    rig = make_rig(7, tag_error=0.5)
    rig.can_hold = can_hold
    found = measured(rig)
    assert found.map and found.map.camera
    assert found.map.camera.holds_exposure is can_hold
    assert np.percentile(misses(rig, found.map), 95) <= 2.0


def test_a_camera_that_forgets_what_it_chose_is_let_go_again() -> None:
    holding, grey = HeldExposure(), np.full((90, 160), 0.3, np.float32)
    assert not holding.take(grey, 0.0) and holding.holds
    assert not holding.take(grey * 0.4, HOLD_S + 0.1) and not holding.holds
    assert not holding.take(grey, HOLD_S + 0.2), "it gets used to the light once more"
    assert holding.take(grey, 2 * HOLD_S + 0.2) and not holding.holds


def test_a_camera_that_holds_what_it_chose_is_believed() -> None:
    holding, grey = HeldExposure(), np.full((90, 160), 0.3, np.float32)
    assert not holding.take(grey, 0.0)
    assert holding.take(grey * 1.1, HOLD_S) and holding.holds


def test_a_camera_that_gives_nothing_is_told() -> None:
    rig = make_rig(5)
    rig.dropped = 1.0
    assert measured(rig).fault is MapFault.NO_FRAMES


@pytest.mark.slow
def test_a_knock_is_found_and_a_tray_on_a_dot_is_none() -> None:
    rig = make_rig(7, tag_error=0.5)
    bench_map = measured(rig).map
    assert bench_map is not None

    def look(began: float) -> tuple:
        seen = run(rig, MeasureDots(2, bench_map), began)
        assert isinstance(seen, DotsMeasured)
        return seen.dots

    taught, still = look(20), rig.projector
    assert None not in taught
    rig.bench.boxes.append(Box((600, 350), (280, 180, 90), 10, "white"))
    rig.room *= 1.2
    rig.look()
    assert compare(look(40), taught).drift is Drift.NONE
    rig.projector = still.nodded(0.1)
    rig.look()
    assert compare(look(60), taught).drift is Drift.MOVED
    rig.projector = still.nodded(0.4)
    rig.look()
    assert compare(look(80), taught).drift is Drift.OFF
    rig.projector = still
    rig.bench.boxes = [
        Box((570, 520), (80, 300, 70), 40, "dark wood"),
        Box((900, 520), (80, 300, 90), -40, "dark wood"),
    ]
    rig.look()
    assert compare(look(100), taught).drift in (Drift.NONE, Drift.CANNOT_TELL), "two arms are no knock"


@pytest.mark.slow
def test_where_the_sun_lies_the_coach_hears_that_light_is_not_seen() -> None:
    rig = make_rig(7, tag_error=0.2)
    rig.room = 150
    rig.sun = (np.array([[500.0, 250.0], [750.0, 250.0], [750.0, 450.0], [500.0, 450.0]]), 20000.0)
    rig.look()
    bench_map = measured(rig).map
    assert bench_map is not None
    sunny = bench_map.contrast(((450, 220), (600, 220), (600, 330), (450, 330)))
    shady = bench_map.contrast(((50, 50), (150, 50), (150, 120), (50, 120)))
    assert sunny is not None and sunny < LEAST_CONTRAST
    assert shady is not None and shady > LEAST_CONTRAST


def test_two_dots_are_too_few_to_tell() -> None:
    taught = ((120.0, 77.0), (880.0, 77.0), (500.0, 275.0), (120.0, 473.0), (880.0, 473.0))
    moved = tuple((x + 30, y) for x, y in taught)
    assert compare((*moved[:2], None, None, None), taught).drift is Drift.CANNOT_TELL
    assert compare((*moved[:3], None, None), taught).drift is Drift.OFF
