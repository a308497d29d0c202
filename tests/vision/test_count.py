"""Counting: things that can be told apart are counted; two that touch, or a thing on the edge, are never a number."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import detectors
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.photos import encode
from oss_app.vision.picture import Picture
from oss_app.vision.teach import Lesson, Shot, Side
from tests.vision.bench_pictures import LIGHTS, PLACE, PUSHES, bench, lit, moved

XY = tuple[int, int]
SPOTS: tuple[XY, ...] = ((215, 185), (250, 190), (290, 182), (222, 225), (262, 232), (298, 226), (240, 262))
ASKED = 4


def discs(where: list[XY], *, seed: int, radius: int = 10, colour: tuple[int, int, int] = (225, 230, 232)) -> Picture:
    """The bench with discs in the place, nudged and lit as ``seed`` says."""
    picture = bench(seed=seed)
    for x, y in where:
        cv2.circle(picture, (x + 2, y + 2), radius, (70, 66, 45), -1)  # its shadow
        cv2.circle(picture, (x, y), radius, colour, -1)
    return lit(moved(picture, *PUSHES[seed % 5]), *LIGHTS[seed % 5])


def scattered(number: int, seed: int) -> list[XY]:
    """So many spots, other ones for each seed."""
    chosen = np.random.default_rng(seed).permutation(len(SPOTS))[:number]
    return [SPOTS[i] for i in chosen]


def lesson_of(options: dict[str, int]) -> Lesson:
    lesson = Lesson(Check(name="place", kind=CheckKind.COUNT, region=PLACE, options=dict(options)), encode(bench()))
    right = [discs(scattered(ASKED, seed), seed=seed) for seed in range(5)]
    wrong = [
        bench(seed=20),
        discs(scattered(3, 21), seed=21),
        discs(scattered(5, 22), seed=22),
        discs(scattered(4, 23), seed=23, radius=15, colour=(40, 40, 190)),
    ]
    for side, frames in ((Side.DONE, right), (Side.NOT_DONE, wrong)):
        for frame in frames:
            assert isinstance(lesson.add(side, frame), Shot)
    return lesson


def detector_of(
    folder: Path, lesson: Lesson, count: int, options: dict[str, int | bool] | None = None
) -> RegionDetector:
    for name, data in lesson.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    check = lesson.check.model_copy(update={"options": options or lesson.check.options})
    return detectors.build_region(check, folder, count)


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return lesson_of({"count": ASKED})


@pytest.fixture(scope="module")
def detector(lesson: Lesson, tmp_path_factory: pytest.TempPathFactory) -> RegionDetector:
    return detector_of(tmp_path_factory.mktemp("place"), lesson, ASKED)


def look(detector: RegionDetector, frame: Picture) -> Look:
    return detector.judge(detector.scene.see(frame))


@pytest.mark.slow
def test_scattered_things_are_taught_and_armed_though_no_two_photos_look_alike(lesson: Lesson) -> None:
    assert lesson.test().may_arm
    assert not lesson_of({}).test().may_arm


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 8))
def test_things_that_lie_apart_are_counted(detector: RegionDetector, number: int) -> None:
    for seed in (31, 32, 33):
        seen = look(detector, discs(scattered(number, seed), seed=seed))
        assert seen.count == number
        assert seen.answer is (Answer.DONE if number == ASKED else Answer.NOT_DONE)


def test_none_is_empty(detector: RegionDetector) -> None:
    seen = look(detector, bench(seed=40))
    assert (seen.answer, seen.reason, seen.count) == (Answer.NOT_DONE, Reason.EMPTY, 0)


@pytest.mark.parametrize("apart", [17, 19])
def test_two_that_touch_are_no_number(detector: RegionDetector, apart: int) -> None:
    touching = [(220, 190), (220 + apart, 190), (280, 190), (250, 250)]
    seen = look(detector, discs(touching, seed=41))
    assert (seen.answer, seen.count) == (Answer.CANNOT_TELL, None)


def test_one_on_the_edge_is_no_number(detector: RegionDetector) -> None:
    seen = look(detector, discs([*scattered(3, 42), (256, 278)], seed=40))
    assert seen.answer is Answer.CANNOT_TELL
    assert look(detector, discs([*SPOTS[:4], (256, 305)], seed=40)).answer is Answer.DONE


def test_four_of_another_thing_are_not_done(detector: RegionDetector) -> None:
    for seed, colour in ((43, (40, 170, 60)), (44, (60, 60, 200))):
        assert look(detector, discs(scattered(ASKED, seed), seed=seed, colour=colour)).answer is not Answer.DONE
    assert look(detector, discs(scattered(ASKED, 45), seed=45, radius=6)).answer is not Answer.DONE


@pytest.mark.slow
def test_another_number_needs_no_new_photos_where_counting_held_in_rehearsal(lesson: Lesson, tmp_path: Path) -> None:
    held = detector_of(tmp_path / "held", lesson, 6, {"count": ASKED, "counts": True})
    assert look(held, discs(scattered(6, 46), seed=46)).answer is Answer.DONE
    assert look(held, discs(scattered(4, 47), seed=47)).answer is Answer.NOT_DONE
    with pytest.raises(UserError, match="taught with 4, and the step asks for 6"):
        detector_of(tmp_path / "not", lesson, 6)


def test_things_that_touch_in_the_taught_photos_are_compared_as_a_whole(tmp_path: Path) -> None:
    row = [(225 + 18 * i, 220) for i in range(5)]
    lesson = Lesson(Check(name="place", kind=CheckKind.COUNT, region=PLACE, options={"count": 4}), encode(bench()))
    for seed in range(5):
        assert isinstance(lesson.add(Side.DONE, discs(row[:4], seed=seed)), Shot)
    for seed, number in ((20, 0), (21, 3), (22, 5), (23, 2)):
        assert isinstance(lesson.add(Side.NOT_DONE, discs(row[:number], seed=seed)), Shot)
    detector = detector_of(tmp_path, lesson, 4)
    seen = look(detector, discs(row[:4], seed=31))
    assert (seen.answer, seen.count) == (Answer.DONE, None)
    assert look(detector, discs(row[:3], seed=32)).answer is not Answer.DONE
