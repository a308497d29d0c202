"""A kit of many checks: its places share the work, it answers in slices, and names those it doubts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from oss_app.core.check import CheckKind
from oss_app.core.region import rectangle
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors import Detector, build, build_region
from oss_app.vision.detectors.kit import KitDetector, MakePart
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.detectors.view import View
from oss_app.vision.photos import encode
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import ReferenceScene, scene_of
from oss_app.vision.teach import Lesson, Side
from oss_app.vision.window import window_of
from tests.vision.bench_pictures import bench, moved, shots, with_arm
from tests.vision.test_detectors import check_of, stored, taught


def settled(detector: Detector, frame: Picture) -> Look:
    """What a kit says of a still bench once it has had the time to look everywhere."""
    detector.look(frame)
    while (look := detector.look(frame)).reason is Reason.BUSY:
        pass
    return look


def test_the_whole_kit_names_the_places_it_doubts(tmp_path: Path) -> None:
    pens = check_of(CheckKind.OCCUPIED).model_copy(update={"name": "pens"})
    right = check_of(CheckKind.RIGHT_ITEM).model_copy(update={"name": "right pen"})
    for check in (pens, right):
        taught(tmp_path / check.name, check, "pen", "")
    kit = check_of(CheckKind.KIT).model_copy(update={"parts": ((pens, None), (right, None))})
    detector = build(kit, tmp_path / "alles", None)
    assert settled(detector, bench("pen", seed=1)).answer is Answer.DONE
    assert detector.look(bench("disc", seed=2)).reason is Reason.MOVING
    look = settled(detector, bench("disc", seed=3))
    assert (look.answer, look.doubtful) == (Answer.NOT_DONE, ("right pen",))
    assert settled(detector, bench("", seed=5)).doubtful == ("pens", "right pen")
    look = settled(detector, with_arm(bench("", seed=7)))
    assert (look.answer, look.reason) == (Answer.CANNOT_TELL, Reason.HAND)


@pytest.mark.slow
def test_a_kit_of_checks_taught_on_other_photos_of_the_bench_aligns_a_frame_once(tmp_path: Path) -> None:
    checks = [check_of(CheckKind.OCCUPIED).model_copy(update={"name": name}) for name in ("here", "there")]
    for check, push in zip(checks, ((0, 0, 0), (9, -6, 1.0)), strict=True):
        lesson = Lesson(check, encode(moved(bench(seed=40), *push)))
        for side, item in ((Side.DONE, "pen"), (Side.NOT_DONE, "")):
            for frame in shots(item):
                lesson.add(side, moved(frame, *push))
        stored(tmp_path / check.name, check, lesson.files())
    shared = build_region(checks[0], tmp_path / "here", None)
    second = build_region(checks[1], tmp_path / "there", None, shared.scene)
    assert second.scene is shared.scene
    alone = build_region(checks[1], tmp_path / "there", None)
    for item in ("pen", ""):
        frame = bench(item, seed=50)
        assert second.look(frame).answer is alone.look(frame).answer
        assert second.outline is not None
        assert alone.outline is not None
        assert np.abs(np.array(second.outline) - np.array(alone.outline)).max() < 0.006


class Slowly:
    """Parts in the places ``a`` to ``h``, and a clock by which each piece of work takes more than a slice."""

    def __init__(self) -> None:
        self.built = 0
        self.judged: list[str] = []
        ticks = iter(range(10_000))
        self.kit = KitDetector(
            {n: self._make(n, 0.1 + 0.05 * k) for k, n in enumerate("abcdefgh")}, lambda: next(ticks)
        )

    def _make(self, name: str, left: float) -> MakePart:
        def part(shared: ReferenceScene | None) -> RegionDetector:
            self.built += 1
            mine = shared or scene_of(bench())
            region = rectangle(left, 0.4, left + 0.03, 0.7)
            return RegionDetector(mine, window_of(region, mine.size), Told(name, self.judged))

        return part


class Told:
    """Says *done* unless the place is black, and tells that it was asked."""

    def __init__(self, name: str, judged: list[str]) -> None:
        self._name, self._judged = name, judged

    def judge(self, view: View) -> Look:
        self._judged.append(self._name)
        return Look(Answer.DONE if view.crop.mean() > 60 else Answer.NOT_DONE)


def test_a_kit_that_takes_long_to_build_says_so_in_between_and_judges_again_what_changed() -> None:
    slowly = Slowly()
    busy = 0
    while (look := slowly.kit.look(bench(seed=1))).reason is Reason.BUSY:
        busy += 1
        assert slowly.built <= 2 * busy
    assert look.answer is Answer.DONE
    assert slowly.built == 8
    assert busy > 4
    assert sorted(set(slowly.judged)) == list("abcdefgh")
    slowly.judged.clear()
    frame = bench(seed=1)
    frame[130:280, 58:90] = 0  # lies in the first place alone
    slowly.kit.look(frame)
    slowly.kit.look(frame)
    assert slowly.judged[0] == "a"
    assert len(slowly.judged) <= 2


def test_a_place_that_is_not_done_is_named_before_the_rest_of_the_kit_is_built() -> None:
    slowly = Slowly()
    frame = bench(seed=1)
    frame[130:280, 58:90] = 0
    look = slowly.kit.look(frame)
    assert (look.answer, look.doubtful) == (Answer.NOT_DONE, ("a",))
    assert slowly.built < 8


def test_a_place_that_is_emptied_while_the_rest_is_judged_is_named() -> None:
    slowly = Slowly()
    slowly.kit.look(bench(seed=1))
    assert slowly.judged == ["a"]
    frame = bench(seed=1)
    frame[130:280, 58:90] = 0  # lies in the first place alone
    looks = [slowly.kit.look(frame) for _ in range(40)]
    assert Answer.DONE not in {look.answer for look in looks}
    assert looks[-1].doubtful == ("a",)


def test_a_place_that_is_done_does_not_let_a_kit_pass_before_the_rest_is_built() -> None:
    slowly = Slowly()
    frame = bench(seed=1)
    frame[130:280, 282:314] = 0  # lies in the last place alone
    looks = []
    while slowly.built < 8 or looks[-1].reason is Reason.BUSY:
        looks.append(slowly.kit.look(frame))
    assert {look.answer for look in looks[:-1]} == {Answer.CANNOT_TELL}
    assert looks[-1].doubtful == ("h",)
