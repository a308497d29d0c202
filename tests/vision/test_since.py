"""What the frame from before the step adds: nothing changed is not done, and what stood beside was there before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.verdict import Answer, Reason
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.quality import stirred, thumbnail
from tests.vision.bench_pictures import bench, lit, moved
from tests.vision.test_detectors import check_of, one, taught


def with_neighbours(frame: Picture) -> Picture:
    """Things that lie close around the place and jut into it."""
    frame = frame.copy()
    for left, top, right, bottom in ((150, 150, 196, 290), (316, 150, 360, 290), (190, 120, 320, 165)):
        cv2.rectangle(frame, (left, top), (right, bottom), (40, 60, 190), -1)
    return frame


@pytest.fixture(scope="module")
def occupied(tmp_path_factory: pytest.TempPathFactory) -> RegionDetector:
    return taught(tmp_path_factory.mktemp("occupied"), check_of(CheckKind.OCCUPIED), "pen", "")


def fresh(folder: Path, check: Check) -> RegionDetector:
    return taught(folder, check, "pen", "")


def test_a_place_between_neighbours_counts_as_occupied_once_something_came(occupied: RegionDetector) -> None:
    before = occupied.scene.see(with_neighbours(bench("", seed=1)))
    for item in ("pen", "disc"):
        now = occupied.scene.see(with_neighbours(bench(item, seed=2)))
        assert occupied.judge(now, before).answer is Answer.DONE
    assert occupied.judge(occupied.scene.see(with_neighbours(bench("", seed=3))), before).answer is Answer.NOT_DONE


def test_what_has_not_changed_is_not_done_whatever_the_light(occupied: RegionDetector) -> None:
    before = occupied.scene.see(bench("", seed=1))
    for gain, slope in ((0.5, 0.0), (1.2, 0.5), (0.8, -0.6)):
        now = occupied.scene.see(lit(moved(bench("", seed=4), 8, -5, 1), gain, slope))
        look = occupied.judge(now, before)
        assert (look.answer, look.reason) == (Answer.NOT_DONE, Reason.EMPTY)


def test_a_stream_remembers_the_place_until_its_detector_is_let_go(tmp_path: Path) -> None:
    detector = fresh(tmp_path, check_of(CheckKind.OCCUPIED))
    assert detector.look(with_neighbours(bench("", seed=1))).answer is Answer.NOT_DONE
    detector.look(with_neighbours(bench("disc", seed=2)))
    assert detector.look(with_neighbours(bench("disc", seed=3))).answer is Answer.DONE


def test_a_place_that_looks_done_when_the_step_begins_is_judged_as_ever(tmp_path: Path) -> None:
    detector = fresh(tmp_path, check_of(CheckKind.OCCUPIED))
    assert detector.look(bench("pen", seed=1)).answer is Answer.DONE
    assert detector.look(bench("pen", seed=2)).answer is Answer.DONE


def recoloured(frame: Picture) -> Picture:
    """The red pen is a blue one."""
    frame = frame.copy()
    red = frame[:, :, 2].astype(int) - frame[:, :, 0] > 60
    frame[red] = frame[red][:, ::-1]
    return frame


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["disc", "pliers"])
def test_the_right_item_is_seen_where_a_wrong_one_lay_when_the_step_began(tmp_path: Path, wrong: str) -> None:
    """What changed is then not what the coming of the item to the empty place changes."""
    detector = fresh(tmp_path, check_of(CheckKind.RIGHT_ITEM))
    before = detector.scene.see(bench(wrong, seed=9))
    assert detector.judge(detector.scene.see(bench("pen", seed=10)), before).answer is Answer.DONE
    for still_wrong in ("disc", "pliers"):
        now = detector.scene.see(bench(still_wrong, seed=11))
        assert detector.judge(now, before).answer is Answer.NOT_DONE


@pytest.mark.slow
def test_the_right_item_in_another_colour_is_a_wrong_one(tmp_path: Path) -> None:
    detector = fresh(tmp_path, check_of(CheckKind.RIGHT_ITEM))
    for frame in (bench("pen", seed=5), lit(bench("pen", seed=6), 0.7, 0.3)):
        assert one(detector, frame).answer is Answer.DONE
        assert one(detector, recoloured(frame)).answer is Answer.NOT_DONE
        before = detector.scene.see(bench("", seed=7))
        assert detector.judge(detector.scene.see(frame), before).answer is Answer.DONE
        assert detector.judge(detector.scene.see(recoloured(frame)), before).answer is not Answer.DONE


def test_a_warmer_lamp_is_no_other_colour(tmp_path: Path) -> None:
    detector = fresh(tmp_path, check_of(CheckKind.RIGHT_ITEM))
    warm = np.clip(bench("pen", seed=8) * np.array([0.8, 0.97, 1.1]), 0, 255).astype(np.uint8)
    assert one(detector, warm).answer is Answer.DONE


def reached_over(frame: Picture) -> Picture:
    """An arm from the edge, far from the place."""
    frame = frame.copy()
    cv2.rectangle(frame, (470, 0), (639, 399), (90, 120, 190), -1)
    return frame


def test_photos_for_a_lesson_are_the_work_area_before_and_now_and_none_while_an_arm_is_in_the_picture(
    tmp_path: Path,
) -> None:
    detector = fresh(tmp_path, check_of(CheckKind.OCCUPIED))
    empty, pen = bench("", seed=1), bench("pen", seed=2)
    assert detector.photos() == ()
    detector.look(empty)
    assert detector.look(pen).answer is Answer.DONE
    (was, before), (now, after) = detector.photos()
    assert (was, now) == (Answer.NOT_DONE, Answer.DONE)
    assert before.shape == after.shape
    assert before.shape[0] < empty.shape[0]
    detector.look(reached_over(bench("pen", seed=4)))
    assert detector.scene.follow(reached_over(bench("pen", seed=5))).reach.any()
    detector.look(reached_over(bench("pen", seed=6)))
    assert detector.photos() == ()


def flickering(frame: Picture, phase: float) -> Picture:
    """Bands of a lamp at the mains' frequency: a camera reads one row after the other."""
    rows = np.arange(len(frame)) / len(frame)
    return np.clip(frame * (1 + 0.12 * np.sin(15 * rows + phase))[:, None, None], 0, 255).astype(np.uint8)


def hunting(frame: Picture, phase: float) -> Picture:
    """Exposure that does not settle."""
    return np.clip(frame * (1 + 0.2 * np.sin(phase)), 0, 255).astype(np.uint8)


def warming(frame: Picture, phase: float) -> Picture:
    """White balance that jumps."""
    share = 0.15 * np.sin(phase)
    return np.clip(frame * np.array([1 - share, 1, 1 + share]), 0, 255).astype(np.uint8)


@pytest.mark.slow
@pytest.mark.parametrize("disturbed", [flickering, hunting, warming])
def test_light_that_changes_from_look_to_look_is_no_movement_and_a_hand_in_it_is(
    tmp_path: Path, disturbed: Callable[[Picture, float], Picture]
) -> None:
    """Else nothing could be told under such a lamp, for ever."""
    detector = fresh(tmp_path, check_of(CheckKind.RIGHT_ITEM))
    for item, answer in (("", Answer.NOT_DONE), ("pen", Answer.DONE)):
        looks = [detector.look(disturbed(bench(item, seed=20 + n), 2.1 * n)) for n in range(6)]
        assert [look.answer for look in looks[1:]] == [answer] * 5
    for n in range(3):
        reaching = bench("pen", seed=30 + n)
        cv2.rectangle(reaching, (150 + 40 * n, 0), (330 + 40 * n, 260), (90, 120, 190), -1)
        look = detector.look(disturbed(reaching, 2.1 * n))
        assert look.answer is not Answer.DONE
        assert look.reason in (Reason.MOVING, Reason.HAND)


@pytest.mark.parametrize("disturbed", [flickering, hunting, warming])
def test_a_place_in_such_light_is_not_stirred_and_one_to_which_something_came_or_that_was_pushed_is(
    disturbed: Callable[[Picture, float], Picture],
) -> None:
    def place(frame: Picture) -> Numbers:
        return thumbnail(frame[140:300, 180:340])

    still = place(disturbed(bench("pen", seed=1), 0.0))
    for n in range(1, 6):
        assert not stirred(still, place(disturbed(bench("pen", seed=1 + n), 2.1 * n)))
        assert stirred(still, place(disturbed(moved(bench("pen", seed=1 + n), 3, 2, 0), 2.1 * n)))
        assert stirred(still, place(disturbed(bench("", seed=1 + n), 2.1 * n)))


def faint(contrast: float, seed: int) -> Picture:
    """A disc that was never taught, little darker or brighter than the tray, in the light of a dim lamp."""
    frame = bench(seed=seed)
    if contrast != 1:
        cv2.circle(frame, (256, 220), 34, tuple(contrast * v for v in (95, 90, 60)), -1)
    noise = np.random.default_rng(seed + 50).normal(0, 4, frame.shape)
    return np.clip(lit(frame, 0.25) + noise, 0, 255).astype(np.uint8)


def test_what_came_in_a_dim_light_is_seen_by_the_frame_before(occupied: RegionDetector) -> None:
    before = occupied.scene.see(faint(1, seed=1))
    for contrast in (0.6, 1.6):
        now = occupied.scene.see(faint(contrast, seed=2))
        assert occupied.judge(now).answer is Answer.CANNOT_TELL
        assert occupied.judge(now, before).answer is Answer.DONE
    assert occupied.judge(occupied.scene.see(faint(1, seed=3)), before).answer is Answer.NOT_DONE
