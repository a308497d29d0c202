"""What reaches in from the edge is found whatever its colour, islands are not; a still bench is aligned once."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from oss_app.core.region import rectangle
from oss_app.core.verdict import Reason
from oss_app.vision.hand import cover
from oss_app.vision.reference_scene import ReferenceScene, scene_of
from tests.vision.bench_pictures import HEIGHT, PLACE, WIDTH, bench, lit, moved, shots, with_arm


@pytest.fixture(scope="module")
def plain() -> ReferenceScene:
    return ReferenceScene(bench())


@pytest.mark.parametrize("colour", [(190, 110, 60), (140, 170, 225), (40, 60, 90), (245, 245, 245)])
def test_an_arm_of_any_colour(plain: ReferenceScene, colour: tuple[int, int, int]) -> None:
    frame = bench("pen", seed=2)
    cv2.line(frame, (WIDTH + 20, 300), (270, 230), colour, 80)
    for finger in (-24, 0, 24):
        cv2.line(frame, (262, 225 + finger), (225, 205 + finger), tuple(int(c * 0.8) for c in colour), 16)
    reach = plain.see(frame).reach
    assert cover(reach, PLACE) > 0.3
    assert cover(reach, rectangle(0.02, 0.05, 0.12, 0.2)) == 0


@pytest.mark.parametrize("item", ["", "pen", "pliers", "disc"])
def test_what_lies_on_the_bench_is_no_hand(plain: ReferenceScene, item: str) -> None:
    for frame in shots(item):
        assert cover(plain.see(frame).reach, PLACE) == 0


def test_several_things_beside_each_other_are_no_hand(plain: ReferenceScene) -> None:
    frame = bench("disc", seed=3)
    for x in (320, 380, 440, 500):
        cv2.circle(frame, (x, 220), 24, (30, 30, 35), -1)
    assert cover(plain.see(frame).reach, PLACE) == 0


def test_a_still_bench_is_aligned_once() -> None:
    own = ReferenceScene(bench())
    first = own.follow(bench("pen", seed=1))
    assert own.follow(bench("pen", seed=2)).alignment is first.alignment
    pushed = own.follow(moved(bench("pen", seed=3), 14, 8, 2))
    assert pushed.alignment is not first.alignment
    assert own.follow(with_arm(moved(bench("pen", seed=4), 14, 8, 2))).alignment is not pushed.alignment


def test_a_tray_pushed_by_little_is_aligned_anew_and_a_flickering_lamp_is_not() -> None:
    own, frame = ReferenceScene(bench()), bench("pen", seed=1)
    first = own.follow(frame).alignment
    brighter = np.clip(frame.astype(np.float32) * 1.03, 0, 255).astype(np.uint8)
    assert own.follow(brighter).alignment is first
    assert own.follow(moved(frame, 1.5, 0, 0)).alignment is not first


def test_a_camera_that_sees_in_another_size_is_aligned_anew() -> None:
    own, frame = ReferenceScene(bench()), bench("pen", seed=1)
    small = own.follow(frame).alignment
    assert own.follow(cv2.resize(frame, (1280, 800))).alignment is not small


def test_a_hand_in_a_stream_is_seen_though_the_bench_stands_still() -> None:
    own = ReferenceScene(bench())
    own.follow(bench(seed=1))
    assert cover(own.follow(with_arm(bench(seed=2))).reach, PLACE) > 0.5


def test_the_same_reference_photo_is_the_same_bench() -> None:
    assert scene_of(bench()) is scene_of(bench())
    assert scene_of(bench()) is not scene_of(bench(seed=1))


def test_a_bench_in_another_light_is_neither_blurred_nor_dark(plain: ReferenceScene) -> None:
    for gain, slope in ((0.4, 0.0), (1.2, 0.4), (0.7, -0.8)):
        assert plain.see(lit(bench("pen", seed=5), gain, slope)).trouble is None
    blurred = cv2.GaussianBlur(bench("pen", seed=5), (0, 0), 5)
    assert plain.see(blurred).trouble is Reason.BLURRED
    assert plain.see(np.zeros((HEIGHT, WIDTH, 3), np.uint8)).trouble is Reason.TOO_DARK
