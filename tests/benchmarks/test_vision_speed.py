"""What a look costs: aligning, looking at one region, and five looks, as many as the eye makes in a second.

Targets: aligning 70 ms, a look at a region 20 ms, five looks 0.35 s of one core.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from oss_app.core.check import Check, CheckKind
from oss_app.vision.detectors import RegionDetector, build_region
from oss_app.vision.photos import decode, encode
from oss_app.vision.reference_scene import ReferenceScene, scene_of
from oss_app.vision.teach import Lesson, Side
from tests.vision.bench_pictures import PLACE, bench, moved, shots

TIMES = 15


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> object:
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReferenceScene, RegionDetector]:
    folder: Path = tmp_path_factory.mktemp("check")
    check = Check(name="place", kind=CheckKind.RIGHT_ITEM, region=PLACE)
    lesson = Lesson(check, encode(bench()))
    for side, item in ((Side.DONE, "pen"), (Side.NOT_DONE, "")):
        for frame in shots(item):
            lesson.add(side, frame)
    for name, data in lesson.files().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return scene_of(decode(encode(bench()))), build_region(check, folder, None)


def test_aligning(benchmark: BenchmarkFixture, taught: tuple[ReferenceScene, RegionDetector]) -> None:
    frame = cv2.resize(moved(bench("pen", seed=3), 5, -4, 1), (1280, 800))
    benchmark.pedantic(taught[0].aligner.align, (frame,), rounds=TIMES)


def test_aligning_where_features_are_needed(
    benchmark: BenchmarkFixture, taught: tuple[ReferenceScene, RegionDetector]
) -> None:
    frame = moved(bench("pen", seed=3), 60, 30, 8)
    assert benchmark.pedantic(taught[0].aligner.align, (frame,), rounds=TIMES).by == "features"


def test_a_look_at_one_region(benchmark: BenchmarkFixture, taught: tuple[ReferenceScene, RegionDetector]) -> None:
    benchmark.pedantic(taught[1].judge, (taught[0].see(bench("pen", seed=4)),), rounds=TIMES)


def test_five_looks_on_a_bench_at_rest(
    benchmark: BenchmarkFixture, taught: tuple[ReferenceScene, RegionDetector]
) -> None:
    frames = [cv2.resize(bench("pen", seed=n), (1280, 800)) for n in range(5)]
    taught[1].look(frames[0])
    benchmark.pedantic(lambda: [taught[1].look(frame) for frame in frames], rounds=TIMES)
