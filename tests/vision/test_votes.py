"""Whether a movement is believed: by the blocks that agree with it, however much of the picture has changed."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.region import rectangle
from oss_app.core.verdict import Reason
from oss_app.vision.align import Aligner
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.reference_scene import ReferenceScene
from oss_app.vision.votes import Votes
from tests.vision.bench_pictures import HEIGHT, WIDTH, bench
from tests.vision.kit_pictures import PLACES, tray


def test_a_camera_that_stands_still_finds_the_tray_again_when_it_is_full_and_in_hard_shadow() -> None:
    own = ReferenceScene(tray((), seed=1))
    full = tray(range(PLACES), seed=2)
    assert own.see(full).trouble is None
    shadow = full.astype(np.float32)
    for left in range(100, 1280, 260):  # of a window's bars
        shadow[:, left : left + 90] *= 0.45
    found = own.see(shadow.astype(np.uint8))
    assert found.trouble is None
    corners = np.array([[[0, 0], [1280, 0], [1280, 720], [0, 720]]], np.float64)
    assert np.abs(cv2.perspectiveTransform(corners, found.alignment.matrix) - corners).max() < 4


def in_bars(frame: Picture, dark: float, apart: int = 120) -> Picture:
    """Hard shadows of a window's bars, about as far apart as the places are."""
    shadow = frame.astype(np.float32)
    for left in range(0, 1280, apart):
        shadow[:, left : left + apart * 3 // 8] *= dark
    for top in range(0, 720, apart):
        shadow[top : top + apart * 3 // 16] *= dark
    return shadow.astype(np.uint8)


def off(matrix: Numbers) -> float:
    """By how many pixels a movement shifts the worst corner of the picture."""
    corners = np.array([[[0, 0], [1280, 0], [1280, 720], [0, 720]]], np.float64)
    return float(np.abs(cv2.perspectiveTransform(corners, matrix) - corners).max())


def test_blocks_find_a_full_tray_where_shadows_lead_the_edges_astray() -> None:
    aligner = Aligner(tray((), seed=1))
    for dark in (0.8, 0.5):
        found = aligner.align(in_bars(tray(range(PLACES), seed=2), dark))
        assert found.is_good
        assert off(found.matrix) < 5


def test_a_tray_that_the_reference_photo_does_not_tell_any_more_is_found_by_the_last_frame_that_it_told() -> None:
    own = ReferenceScene(tray((), seed=1))
    full = tray(range(PLACES), seed=2)
    assert own.follow(in_bars(full, 0.5, 160)).trouble is None
    strange = in_bars(full, 0.2, 160)
    assert own.see(strange).trouble is Reason.NO_TRAY
    found = own.follow(strange)
    assert found.trouble is None
    assert off(found.alignment.matrix) < 5
    assert own.follow(np.full_like(strange, 120)).trouble is not None
    own.forget()
    assert own.follow(strange).trouble is Reason.NO_TRAY, "another stream begins"


def test_few_blocks_will_do_where_hardly_any_found_itself_elsewhere() -> None:
    """Things and shadows hide blocks; a wrong movement scatters them."""
    rows, columns = np.divmod(np.arange(70), 10)
    middles = np.stack([28 + 40.0 * columns, 28 + 30.0 * rows], axis=1)
    agrees = (np.arange(70) % 7) == 0
    for astray, carries in ((2, True), (30, False)):
        offsets = np.where(agrees[:, None], 0.0, (6.0, 3.0))
        found = agrees | (np.cumsum(~agrees) <= astray)
        assert Votes(middles, offsets, found, (480, 270)).carries is carries


def test_another_bench_is_not_found_though_something_in_it_fits() -> None:
    aligner = Aligner(bench())
    other = cv2.resize(tray(range(PLACES)), (WIDTH, HEIGHT))
    other[90:200, 100:300] = bench()[90:200, 100:300]  # a piece of the right one
    assert not aligner.align(other).is_good


def test_new_things_beside_a_place_do_not_move_it() -> None:
    aligner = Aligner(bench())
    frame = bench("pen", seed=3)
    for x, y in ((150, 140), (340, 130), (350, 300), (240, 310), (150, 250)):
        cv2.rectangle(frame, (x, y), (x + 60, y + 34), (30, 40, 50), -1)
    whole = aligner.align(frame)
    assert aligner.near(whole, place()) is whole


def place() -> Picture:
    return np.array(rectangle(0.3, 0.4, 0.5, 0.7)) * (WIDTH, HEIGHT)


def small_tray_on_a_busy_bench(right: int = 0, down: int = 0) -> Picture:
    picture = tray(range(PLACES), seed=5)
    picture[210 + down : 450 + down, 430 + right : 790 + right] = cv2.resize(bench(seed=9)[84:340, 94:570], (360, 240))
    return picture


def test_a_small_tray_that_slid_over_a_still_bench_is_followed_and_the_bench_is_not() -> None:
    aligner = Aligner(small_tray_on_a_busy_bench())
    frame = small_tray_on_a_busy_bench(15, 9)
    inside = np.array([[530, 290], [640, 290], [640, 380], [530, 380]], np.float64)
    beside = inside + np.array([-330, 100])
    whole = aligner.align(frame)
    near = aligner.near(whole, inside)
    found = cv2.perspectiveTransform(inside[None], near.matrix)[0]
    assert np.abs(found - (inside + np.array([15, 9]))).max() < 4
    assert aligner.near(whole, beside) is whole
