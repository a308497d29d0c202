"""A check on which native code crashes is set aside; the eye does not loop, and the other checks go on (C8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import psutil
import pytest

from oss_app.core.check import Check
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import crashes
from oss_app.vision.camera_process import CameraProcess
from oss_app.vision.crashes import HUNG_S, WELL, Crashes
from oss_app.vision.messages import AtWork, WatchRequest
from tests.leftovers import nothing_left, until
from tests.vision.crashing import CRASHES, PREPARE_S, make
from tests.vision.kit_pictures import taught_kit, tray
from tests.vision.test_eye import Told

PLACES = 4
PATIENCE_S = 90.0


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


class Bench:
    """An eye before a bench with four taught places; ``crashed`` are the checks that it named."""

    def __init__(self, folder: Path) -> None:
        self.checks = folder / "checks"
        self.kit = taught_kit(self.checks, PLACES)
        self.told = Told()
        self.crashed: list[str] = []
        camera = folder / "camera"
        camera.mkdir()
        cv2.imwrite(str(camera / "0.png"), tray(range(PLACES)))
        names = [self.kit.name, *(part.name for part, _ in self.kit.parts)]
        scenes = {name: [{"frame": "0.png", "seconds": 3600}] for name in names}
        (camera / "script.json").write_text(json.dumps({"fps": 10, "scenes": scenes}))
        self.eye = CameraProcess(
            str(camera),
            lambda f: f(),
            self.told.on_look,
            self.told.on_camera,
            make,
            on_crash=lambda place: self.crashed.append(place.name),
        )

    def part(self, number: int) -> Check:
        return self.kit.parts[number][0]

    def breaks(self, check: Check, when: str = "judge") -> None:
        (self.checks / check.name / CRASHES).write_text(when)

    def watch(self, number: int, check: Check) -> None:
        self.told.looks.clear()
        self.eye.watch(number, check, self.checks / check.name, None)

    def is_done(self) -> bool:
        last = self.told.last()
        return last is not None and last.answer is Answer.DONE


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.eye.close()


@pytest.mark.parametrize("when", ["judge", pytest.param("build", marks=pytest.mark.slow)])
def test_a_check_that_crashes_the_eye_is_named_and_cannot_tell_and_the_next_is_judged(bench: Bench, when: str) -> None:
    bench.breaks(bench.part(0), when)
    bench.watch(1, bench.part(0))
    until(lambda: bench.told.last() == Look(Answer.CANNOT_TELL, reason=Reason.UNSURE), PATIENCE_S)
    assert bench.crashed == [bench.part(0).name]
    pid = bench.eye.pid
    bench.watch(2, bench.part(1))
    until(bench.is_done, PATIENCE_S)
    assert bench.eye.pid == pid, "the process that set it aside lives on"
    assert bench.crashed == [bench.part(0).name]


@pytest.mark.slow
@pytest.mark.parametrize("when", ["judge", "build"])
def test_in_a_kit_the_one_that_crashes_is_found_and_the_others_are_judged(bench: Bench, when: str) -> None:
    bench.breaks(bench.part(2), when)
    bench.watch(1, bench.kit)
    until(lambda: bool(bench.crashed), PATIENCE_S)
    until(lambda: bench.told.looks and bench.told.looks[-1][1].doubtful == (bench.part(2).name,), PATIENCE_S)
    assert bench.crashed == [bench.part(2).name]


@pytest.mark.slow
def test_the_other_place_that_crashes_while_an_item_is_sought_is_the_one_that_is_named(bench: Bench) -> None:
    bench.breaks(bench.part(3), "build")
    bench.watch(1, bench.part(0).model_copy(update={"beside": (bench.part(3),)}))
    until(bench.is_done, PATIENCE_S)
    until(lambda: bool(bench.crashed), PATIENCE_S)
    assert bench.crashed == [bench.part(3).name]
    bench.told.looks.clear()
    until(bench.is_done, PATIENCE_S)


@pytest.mark.slow
def test_one_crash_is_no_ones_fault(bench: Bench) -> None:
    bench.watch(1, bench.part(0))
    until(bench.is_done, PATIENCE_S)
    assert bench.eye.pid
    psutil.Process(bench.eye.pid).kill()
    until(lambda: bench.told.states == [True, False, True], PATIENCE_S)
    bench.told.looks.clear()
    until(bench.is_done, PATIENCE_S)
    assert bench.crashed == []


@pytest.mark.slow
def test_a_check_that_hangs_the_eye_is_set_aside_and_the_next_is_judged(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = crashes.HUNG_S
    monkeypatch.setattr(crashes, "HUNG_S", 1.5 * PREPARE_S)
    bench.breaks(bench.part(0), "hang")
    bench.watch(1, bench.part(0))
    until(lambda: bool(bench.crashed), PATIENCE_S)
    monkeypatch.setattr(crashes, "HUNG_S", usual)  # here the computer may be slow
    assert bench.crashed == [bench.part(0).name]
    until(lambda: bench.told.last() == Look(Answer.CANNOT_TELL, reason=Reason.UNSURE), PATIENCE_S)
    bench.watch(2, bench.part(1))
    until(bench.is_done, PATIENCE_S)
    assert bench.crashed == [bench.part(0).name]


@pytest.mark.slow
def test_a_check_that_is_only_slow_is_waited_for(bench: Bench) -> None:
    """A look takes three times what is allowed at first: the patience grows, and it counts in the end."""
    bench.breaks(bench.part(0), "slow")
    bench.watch(1, bench.part(0))
    until(bench.is_done, PATIENCE_S)
    assert bench.crashed == []


@pytest.mark.slow
def test_another_place_that_takes_long_to_build_is_waited_for(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """It is built in the second look, when the first was told already."""
    bench.breaks(bench.part(3), "long build")
    bench.watch(1, bench.part(0).model_copy(update={"beside": (bench.part(2), bench.part(3))}))
    until(lambda: len(bench.told.looks) > 4, PATIENCE_S)
    assert bench.is_done()
    assert bench.told.states == [True]
    assert "is killed" not in caplog.text


PROBE, MIRROR = Path("probe"), Path("mirror")


def test_two_that_were_at_work_at_once_are_told_apart_by_working_alone() -> None:
    found = Crashes()
    for folder in (PROBE, MIRROR):
        found.note(AtWork(folder, True))
    assert found.crashed() is None
    found.begin_life()
    assert found.careful(WatchRequest(1)).one_at_a_time
    found.note(AtWork(MIRROR, True))
    found.note(AtWork(MIRROR, False))
    found.note(AtWork(PROBE, True))
    assert found.crashed() == PROBE
    told = found.careful(WatchRequest(1))
    assert (told.without, told.one_at_a_time) == ({PROBE}, False)


def test_a_crash_long_ago_is_forgotten_and_the_next_watch_asks_again() -> None:
    found = Crashes()
    found.note(AtWork(PROBE, True))
    assert found.crashed() is None
    found.begin_life()
    for _ in range(WELL):
        found.note(AtWork(PROBE, True))
        found.note(AtWork(PROBE, False))
    found.note(AtWork(PROBE, True))
    assert found.crashed() is None
    assert found.crashed() == PROBE
    found.begin_watch()
    assert not found.careful(WatchRequest(2)).without


def test_silences_of_a_slow_computer_are_no_ones_fault() -> None:
    found = Crashes()
    for seconds in (1.7, 3.4, 6.8, 13.6, HUNG_S - 1):
        found.begin_life()
        found.note(AtWork(PROBE, True))
        assert found.hung(seconds) is None
    assert not found.careful(WatchRequest(1)).one_at_a_time
    assert found.hung(HUNG_S) is None
    found.begin_life()
    found.note(AtWork(PROBE, True))
    assert found.hung(2 * HUNG_S) == PROBE
