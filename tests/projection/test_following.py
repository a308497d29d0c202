"""The light follows a pushed tray: only when it was pushed, never under a hand, and where it is found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from oss_app.core.light import BenchMap, CameraSide, FollowedTray, MadeBy, OutlineSeen, TrayPushed, TrayView
from oss_app.core.plane import Homography
from oss_app.projection.calibration import homography
from oss_app.projection.following import TrayFollower
from oss_app.projection.lens import find_lens, mapped
from oss_app.projection.messages import MeasureTray, TrayMeasured
from oss_app.projection.picture import decoded_picture
from oss_app.projection.tray import TrayFinder
from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.bench import ALBEDO
from tests.light_bench.kit import DENTAL, TRAY_MM, dental_tray
from tests.projection.surveys import ORIGIN, paint_place, run

FRAME_S = 0.125
ARM = Box((590.0, 640.0), (90.0, 500.0, 60.0), 0.0, "wood", albedo=0.12)


@cache
def _set_up(wide: float = 1.0) -> tuple[Rig, BenchMap, TrayView]:
    """A tray 60 mm high, its places as its coach showed them, and the camera's view of it; a true map.

    Its millimetres across are true times ``wide``, as where the work area was measured wrongly.
    """
    rig = make_rig(3, frame=(640, 360), boxes=[dental_tray((580.0, 330.0), 60.0, 8.0)])
    rig.dropped, rig.sun = 0.0, None
    bench_map = _true_map(rig, wide)
    seen = run(rig, MeasureTray(1, bench_map, _lit(rig, bench_map, rig.bench.boxes[0])))
    assert isinstance(seen, TrayMeasured) and seen.view
    return rig, bench_map, seen.view


def _true_map(rig: Rig, wide: float = 1.0) -> BenchMap:
    grid = np.stack([a.ravel() for a in np.meshgrid(np.linspace(100, 1100, 8), np.linspace(70, 630, 6))], 1)
    flat = np.column_stack([grid, np.zeros(len(grid))])
    lens, matrix = find_lens(grid - ORIGIN, rig.camera.seen(flat), rig.camera.size)
    corners = np.array([[0, 0], [1000, 0], [1000, 550], [0, 550]], np.float32)
    there = rig.projector.seen(np.column_stack([corners + ORIGIN, np.zeros(4)])).astype(np.float32)
    camera = CameraSide(
        frame=rig.camera.size,
        lens=(lens.k1, lens.k2),
        to_bench=homography(np.diag([wide, 1.0, 1.0]) @ np.linalg.inv(matrix)),
        delay_ms=round(1000 * (rig.delay + rig.jitter)),
    )
    to_picture = homography(cv2.getPerspectiveTransform(corners * np.array([wide, 1.0], np.float32), there))
    return BenchMap(size=rig.projector.size, to_picture=to_picture, made_by=MadeBy.CAMERA, camera=camera)


def _lit(rig: Rig, bench_map: BenchMap, tray: Box) -> tuple[tuple[tuple[float, float], ...], ...]:
    """What the light must be asked for (mm), so that it falls round the places of a tray that stands there."""
    back = np.linalg.inv(np.array(bench_map.to_picture.rows).reshape(3, 3))
    out = []
    for left, top, right, bottom in DENTAL:
        unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        on_tray = np.column_stack([tray.world((unit - 0.5) * np.array(TRAY_MM)), np.full(4, -tray.top)])
        out.append(tuple((float(x), float(y)) for x, y in mapped(back, rig.projector.seen(on_tray))))
    return tuple(out)


class Bench:
    """The eye's frames of the simulated bench, and what the follower says of them."""

    def __init__(self, wide: float = 1.0) -> None:
        self.rig, self.map, view = _set_up(wide)
        self.home = dental_tray((580.0, 330.0), 60.0, 8.0)
        assert self.map.camera
        self.follower = TrayFollower(FollowedTray(self.map.camera, view, Homography()))
        self.places = _lit(self.rig, self.map, self.home)
        self.now = 1000.0
        self.shine(None)

    def lay(self, *boxes: Box) -> None:
        self.rig.bench.boxes = list(boxes)
        self.rig.look()

    def shine(self, place: int | None, *, off_px: float = 0.0) -> None:
        """Light a place, or none; by the fault of a knock some pixels beside."""
        picture = np.zeros(self.map.size[::-1], np.uint8)
        outline = () if place is None else self.places[place]
        if outline:
            paint_place(picture, np.array(outline), self.map)
            picture = np.roll(picture, round(off_px), axis=1)
        self.rig.show(picture, self.now)
        self.follower.shine(outline, self.now)

    def look(self, times: int) -> list[TrayPushed | OutlineSeen]:
        said = []
        for _ in range(times):
            self.now += FRAME_S
            frame = self.rig.shoot(self.now)
            assert frame is not None
            seen = self.follower.take(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), self.now)
            said += [seen] if seen else []
        return said

    def miss(self, by: Homography, tray: Box) -> float:
        """How far (mm of the light) the places are from the tray's, at the worst corner."""
        want = np.concatenate(_lit(self.rig, self.map, tray))
        have = np.concatenate([np.array(by.all(place)) for place in self.places])
        return float(np.linalg.norm(want - have, axis=1).max())


def _pushed(tray: Box, by: tuple[float, float], turn: float, state: str = "empty") -> Box:
    return replace(dental_tray((tray.at[0] + by[0], tray.at[1] + by[1]), tray.size[2], tray.turn + turn, state))


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.lay(bench.home)
    return bench


@pytest.mark.parametrize(
    ("by", "turn", "state"), [((36.0, -12.0), 4.5, "empty"), ((-18.0, 25.0), -5.0, "1234"), ((0.0, 6.0), 0.0, "12")]
)
def test_the_light_goes_with_the_tray_whatever_lies_in_it_by_then(
    bench: Bench, by: tuple[float, float], turn: float, state: str
) -> None:
    bench.shine(1)
    assert bench.look(6) == [], "where it was shown nothing is to be done"
    tray = _pushed(bench.home, by, turn, state)
    bench.lay(tray)
    said = bench.look(8)
    assert len(said) == 1 and isinstance(said[0], TrayPushed), "once, however long one looks"
    assert bench.miss(said[0].by, tray) <= 3.0 < bench.miss(Homography(), tray)


@pytest.mark.parametrize("wide", [0.97, 1.03])
def test_the_light_goes_with_the_tray_where_the_work_area_was_measured_wrongly(wide: float) -> None:
    bench = Bench(wide)
    bench.lay(bench.home)
    bench.shine(1)
    assert bench.look(6) == []
    tray = _pushed(bench.home, (36.0, -12.0), 4.5, "12")
    bench.lay(tray)
    said = bench.look(8)
    assert len(said) == 1 and isinstance(said[0], TrayPushed)
    assert bench.miss(said[0].by, tray) <= 3.0


@pytest.mark.parametrize("state", ["12", "123", "1234"])
def test_what_lies_in_the_tray_by_now_does_not_pull_the_light_aside(bench: Bench, state: str) -> None:
    """Strong edges of things were taken for edges of a tray that had moved: half a millimetre here, two elsewhere."""
    _, bench_map, view = _set_up()
    assert bench_map.camera
    bench.lay(_pushed(bench.home, (0.0, 0.0), 0.0, state))
    bench.look(4)
    frame = bench.rig.shoot(bench.now + FRAME_S)
    assert frame is not None
    found = TrayFinder(bench_map.camera, view).find(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8))
    assert found
    onto = np.array(view.onto.rows).reshape(3, 3)
    by = homography(onto @ np.array(found.rows).reshape(3, 3) @ np.linalg.inv(onto))
    assert bench.miss(by, bench.home) <= 0.2


def test_small_pushes_add_up_and_the_tray_is_found_where_they_carried_it(bench: Bench) -> None:
    tray = bench.home
    for by, turn in (((38.0, 10.0), 5.0), ((38.0, 10.0), 5.0), ((30.0, 12.0), 4.0)):
        assert bench.look(4) == []
        tray = _pushed(tray, by, turn)
        bench.lay(tray)
        said = bench.look(8)
        assert [type(one) for one in said] == [TrayPushed]
        assert isinstance(said[0], TrayPushed) and bench.miss(said[0].by, tray) <= 3.0
    bench.lay(bench.home)
    said = bench.look(16)
    assert [type(one) for one in said] == [TrayPushed], "put back, it is found there too"
    assert isinstance(said[0], TrayPushed) and bench.miss(said[0].by, bench.home) <= 3.0


def test_nothing_moves_while_an_arm_is_in_view_even_a_still_one(bench: Bench) -> None:
    assert bench.look(4) == []
    tray = _pushed(bench.home, (30.0, 0.0), 0.0)
    bench.lay(tray, ARM)
    assert bench.look(12) == []
    bench.lay(tray)
    said = bench.look(6)
    assert len(said) == 1 and isinstance(said[0], TrayPushed)


@pytest.mark.parametrize("share", [0.97, 1.03])
def test_an_arm_in_a_sleeve_as_bright_as_the_bench_is_seen_against_how_the_bench_was(share: float) -> None:
    bench = Bench()
    bench.lay(bench.home)
    assert bench.look(4) == []
    like_the_bench = replace(ARM, albedo=ALBEDO[bench.rig.bench.surface] * share)
    tray = _pushed(bench.home, (30.0, 0.0), 0.0)
    bench.lay(bench.home, like_the_bench)
    assert bench.look(12) == [], "nor is it taken for the bench, however long it rests"
    bench.lay(tray, like_the_bench)
    assert bench.look(8) == []
    bench.lay(tray)
    assert [type(said) for said in bench.look(6)] == [TrayPushed]


def test_what_was_laid_at_the_edge_does_not_hold_the_light_for_ever(bench: Bench) -> None:
    assert bench.look(4) == []
    cloth = Box((300.0, 655.0), (250.0, 200.0, 2.0), 0.0, "wood", albedo=ALBEDO[bench.rig.bench.surface] * 0.97)
    tray = _pushed(bench.home, (30.0, 0.0), 0.0)
    bench.lay(tray, cloth)
    said = bench.look(100)
    assert [type(one) for one in said] == [TrayPushed]


def test_a_tray_that_is_gone_leaves_the_light_where_it_is(bench: Bench) -> None:
    bench.lay()
    assert bench.look(8) == []


def test_light_that_falls_beside_its_place_is_noticed_as_it_goes_out(bench: Bench) -> None:
    for off_px, least, most in ((0.0, 0.0, 4.0), (16.0, 8.0, 18.0)):
        bench.shine(2, off_px=off_px)
        assert bench.look(8) == []
        bench.shine(None)
        said = bench.look(8)
        assert len(said) == 1 and isinstance(said[0], OutlineSeen)
        assert least <= said[0].mm <= most


@pytest.mark.slow
def test_a_tray_that_is_white_all_over_for_the_camera_is_called_so_and_paper_beside_it_helps() -> None:
    """A camera that opens up for a dark bench sees neither the tray's edges nor the light on it."""
    rig = make_rig(701, frame=(640, 360), boxes=[Box((580.0, 330.0), (*TRAY_MM, 27.0), 12.0, "white")])
    rig.dropped = 0.0
    rig.bench.tags = {}
    bench_map = _true_map(rig)
    places = _lit(rig, bench_map, rig.bench.boxes[0])
    seen = run(rig, MeasureTray(1, bench_map, places))
    assert isinstance(seen, TrayMeasured)
    assert seen.view is None and seen.is_too_bright
    spots = [(x, y) for x in (200.0, 1000.0) for y in (150.0, 560.0)]
    rig.bench.boxes += [Box(at, (297.0, 210.0, 0.2), 0.0, "white", albedo=0.82) for at in spots]
    rig.look()
    seen = run(rig, MeasureTray(2, bench_map, places), 20.0)
    assert isinstance(seen, TrayMeasured)
    assert seen.view and not seen.is_too_bright


def test_what_is_kept_of_the_tray_shows_the_bench_alone() -> None:
    rig, _, view = _set_up()
    assert rig.camera.size == (640, 360)
    assert decoded_picture(view.bench).shape == (180, 320)
    assert decoded_picture(view.picture).shape[0] < 500, "the tray with its surroundings, not the whole room"
