"""The eye looks from its own process, and whatever happens to that process or the camera, the app hears of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from oss_app.core.light import OutlineSeen, TrayPushed
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.camera_process import CameraProcess, find_cameras
from oss_app.vision.messages import LiveFrame

from ..leftovers import nothing_left, until
from ..sidecar.slow_imports import make_slow
from .faulty import CHECK, OTHER, PUSH, TRAY, Broken, FaultyCamera, MeanDetector, ThirdFrame, set_mode


class Told:
    """What the eye told, with the moment."""

    def __init__(self) -> None:
        self.looks: list[tuple[int, Look, float]] = []
        self.camera: list[tuple[int, bool, float]] = []

    def on_look(self, number: int, look: Look) -> None:
        self.looks.append((number, look, time.monotonic()))

    def on_camera(self, number: int, is_open: bool) -> None:
        self.camera.append((number, is_open, time.monotonic()))

    @property
    def states(self) -> list[bool]:
        return [is_open for _, is_open, _ in self.camera]

    def last(self) -> Look | None:
        return self.looks[-1][1] if self.looks else None

    def is_good(self) -> bool:
        last = self.last()
        return last is not None and last.answer is Answer.DONE


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def eye(told: Told, tmp_path: Path) -> Iterator[CameraProcess]:
    set_mode(tmp_path, "ok")
    eye = CameraProcess(str(tmp_path), lambda f: f(), told.on_look, told.on_camera, MeanDetector, FaultyCamera)
    yield eye
    eye.close()


@pytest.mark.slow
def test_looks_come_five_to_eight_a_second(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: len(told.looks) >= 17)
    assert told.states == [True]
    number, look, _ = told.looks[0]
    assert (number, look.answer) == (1, Answer.DONE)
    assert look.score == pytest.approx(100 / 255, abs=0.01)
    rate = 16 / (told.looks[16][2] - told.looks[0][2])
    assert 4.5 <= rate <= 8.5


def test_the_camera_is_open_only_during_a_watch(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    assert not (tmp_path / "open").exists()
    assert eye.pid is None, "many tasks have no check"
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    assert (tmp_path / "open").exists()
    eye.stop()
    until(lambda: not (tmp_path / "open").exists(), 2.0)
    count = len(told.looks)
    time.sleep(0.5)
    assert len(told.looks) == count


def test_the_next_watch_keeps_the_camera_open_and_tells_its_own_number(
    eye: CameraProcess, told: Told, tmp_path: Path
) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    begun = (tmp_path / "begun").read_text().splitlines()
    assert set(begun) == {"probe"}, "twice where a busy computer let the first eye come up too late"
    eye.stop()
    eye.watch(2, OTHER, tmp_path, None)
    told.looks.clear()
    until(told.is_good)
    assert {n for n, _, _ in told.looks} == {2}
    assert told.camera[-1][:2] == (2, True)
    assert (tmp_path / "begun").read_text().splitlines() == [*begun, "mirror"]


def test_late_looks_of_an_earlier_watch_fall_on_the_floor(told: Told, tmp_path: Path) -> None:
    """The app is slow: what the eye told waits in line while the app goes on to another step."""
    set_mode(tmp_path, "ok")
    line: list[Callable[[], None]] = []
    eye = CameraProcess(str(tmp_path), line.append, told.on_look, told.on_camera, MeanDetector, FaultyCamera)
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: line)
    line.pop(0)()  # it is up
    until(lambda: len(line) > 3)
    eye.watch(2, OTHER, tmp_path, None)
    late = line[:]
    for f in late:
        f()
    assert told.looks == []
    assert told.camera == []
    eye.stop()
    for f in line:
        f()
    assert told.looks == []
    eye.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "reason"),
    [("black", Reason.NO_PICTURE), ("frozen", Reason.FROZEN), ("unplugged", Reason.NO_PICTURE), ("hang", None)],
)
def test_trouble_is_told_in_2_s_never_as_done_and_is_over_in_5(
    eye: CameraProcess,
    told: Told,
    tmp_path: Path,
    mode: str,
    reason: Reason | None,
    record_property: Callable[[str, object], None],
) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    set_mode(tmp_path, mode)
    began = time.monotonic()
    until(lambda: told.states == [True, False])
    record_property("milliseconds", {"took": (told.camera[1][2] - began) * 1000, "target": 2000})
    if reason:
        until(lambda: told.last() == Look(Answer.CANNOT_TELL, reason=reason))
    time.sleep(2.0)
    assert Answer.DONE not in {look.answer for _, look, at in told.looks if at > told.camera[1][2]}
    set_mode(tmp_path, "ok")
    back = time.monotonic()
    until(lambda: told.states[-1] and told.is_good())
    record_property("milliseconds back", {"took": (time.monotonic() - back) * 1000, "target": 5000})
    assert told.states == [True, False, True]


def test_an_eye_whose_opencv_loads_slowly_is_not_killed(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "shim").mkdir()
    make_slow(monkeypatch, tmp_path / "shim", "cv2", 2.5)
    cv2.imwrite(str(tmp_path / "1.jpg"), np.full((48, 64, 3), 120, np.uint8))
    frames: list[LiveFrame] = []
    eye = CameraProcess(str(tmp_path), lambda f: f(), told.on_look, told.on_camera)
    try:
        eye.frames(1, frames.append)
        until(lambda: frames)
    finally:
        eye.close()
    assert told.states == [True]
    assert not eye.is_slow
    assert "is killed" not in caplog.text


def test_a_camera_that_is_absent_at_first(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    set_mode(tmp_path, "absent")
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: told.states == [False])
    set_mode(tmp_path, "ok")
    until(lambda: told.states == [False, True], 60.0)


@pytest.mark.slow
def test_the_first_look_may_take_long_also_where_the_camera_came_late(
    eye: CameraProcess, told: Told, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    set_mode(tmp_path, "absent")
    (tmp_path / "long look").touch()
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: told.states == [False])
    set_mode(tmp_path, "ok")
    until(told.is_good, 60.0)
    assert not (tmp_path / "long look").exists()
    assert told.states == [False, True]
    assert "is killed" not in caplog.text


@pytest.mark.slow
def test_a_camera_that_hangs_while_it_opens(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    set_mode(tmp_path, "hang_open")
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: told.states == [False])
    pid = eye.pid
    assert pid
    until(lambda: not psutil.pid_exists(pid), 60.0)
    set_mode(tmp_path, "ok")
    until(lambda: told.states == [False, True], 60.0)


@pytest.mark.slow
def test_stopping_a_hanging_camera_closes_it(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    pid = eye.pid
    assert pid
    set_mode(tmp_path, "hang")
    eye.stop()
    assert psutil.pid_exists(pid), "it does not wait for the end of what hangs"
    until(lambda: not psutil.pid_exists(pid), 30.0)


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP])
def test_a_killed_eye_is_told_in_2_s_and_back_in_5(
    eye: CameraProcess, told: Told, tmp_path: Path, blow: int, record_property: Callable[[str, object], None]
) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    assert eye.pid
    os.kill(eye.pid, blow)
    began = time.monotonic()
    until(lambda: told.states == [True, False])
    record_property("milliseconds", {"took": (told.camera[1][2] - began) * 1000, "target": 2000})
    told.looks.clear()
    until(told.is_good)
    record_property("milliseconds back", {"took": (time.monotonic() - began) * 1000, "target": 5000})
    assert told.states == [True, False, True]


@pytest.mark.slow
def test_a_detector_that_hangs_is_told_in_2_s(
    eye: CameraProcess, told: Told, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: len(told.looks) > 2)
    (tmp_path / "loop").touch()
    began = time.monotonic()
    until(lambda: told.states == [True, False])
    record_property("milliseconds", {"took": (told.camera[1][2] - began) * 1000, "target": 2000})
    (tmp_path / "loop").unlink()
    until(lambda: told.states == [True, False, True])


@pytest.mark.slow
def test_an_eye_that_did_not_answer_is_slow_until_it_is_back(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    eye.watch(1, CHECK, tmp_path, None)
    until(told.is_good)
    assert eye.pid
    os.kill(eye.pid, signal.SIGSTOP)
    until(lambda: told.states == [True, False])
    assert eye.is_slow
    until(lambda: told.states == [True, False, True])
    assert not eye.is_slow
    os.kill(eye.pid, signal.SIGKILL)
    until(lambda: told.states == [True, False, True, False])


@pytest.mark.parametrize("fault", ["broken", "raise"])
def test_a_broken_check_only_cannot_tell_and_is_logged_once(
    eye: CameraProcess, told: Told, tmp_path: Path, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / fault).touch()
    eye.watch(1, CHECK, tmp_path, None)
    until(lambda: len(told.looks) > 5)
    assert {look for _, look, _ in told.looks} == {Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)}
    assert caplog.text.count("ValueError: a planned fault") == 1
    assert told.states == [True]


def test_live_pictures_are_small_paced_and_stop(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    frames: list[LiveFrame] = []
    eye.frames(5, frames.append, width=32)
    until(lambda: len(frames) >= 5)
    frame = frames[0]
    assert (frame.number, frame.width, frame.height, frame.look) == (5, 32, 24, None)
    picture = cv2.imdecode(np.frombuffer(frame.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (24, 32, 3)
    assert float(picture.mean()) == pytest.approx(100, abs=5)
    assert told.looks == []
    assert told.states == [True]
    eye.stop()
    count = len(frames)
    time.sleep(0.5)
    assert len(frames) == count


def test_the_camera_holds_its_exposure_when_asked_to(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    frames: list[LiveFrame] = []
    eye.frames(1, frames.append)
    until(lambda: bool(frames), 20.0)
    eye.hold_exposure(holds=True)
    until(lambda: (tmp_path / "held").exists() and (tmp_path / "held").read_text() == "True", 20.0)


def test_live_pictures_with_a_check_carry_their_looks(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    frames: list[LiveFrame] = []
    eye.frames(6, frames.append, check=CHECK, folder=tmp_path)
    until(lambda: len(frames) >= 2)
    assert frames[0].look is not None
    assert frames[0].look.answer is Answer.DONE
    assert frames[0].width == 64
    assert told.looks


def test_live_pictures_wait_for_a_slow_app(told: Told, tmp_path: Path) -> None:
    set_mode(tmp_path, "ok")
    line: list[Callable[[], None]] = []
    frames: list[LiveFrame] = []
    eye = CameraProcess(str(tmp_path), line.append, told.on_look, told.on_camera, MeanDetector, FaultyCamera)
    eye.frames(1, frames.append)
    until(lambda: line)
    line.pop(0)()
    until(lambda: len(line) == 2)  # the camera is open, and one picture
    time.sleep(1.0)
    assert len(line) == 2
    line.pop()()
    until(lambda: len(line) == 2)
    assert len(frames) == 1
    eye.close()


def test_finding_cameras_from_outside() -> None:
    assert isinstance(find_cameras(), list)


def test_the_app_itself_never_loads_opencv_or_numpy() -> None:
    program = """
        import sys
        from pathlib import Path
        from oss_app.vision.camera_process import CameraProcess, find_cameras
        from tests.vision.lazily import CHECK, make, open_camera
        if __name__ == "__main__":
            looks = []
            eye = CameraProcess("x", lambda f: f(), lambda n, look: looks.append(look), print, make, open_camera)
            import time
            eye.watch(1, CHECK, Path(), None)
            end = time.monotonic() + 15
            while not looks and time.monotonic() < end: time.sleep(0.01)
            find_cameras()
            eye.close()
            assert looks
            loaded = sorted({"cv2", "numpy", "PySide6", "pyttsx3"} & set(sys.modules))
            assert loaded == [], loaded
    """
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_many_watches_cost_no_threads_handles_or_memory(eye: CameraProcess, told: Told, tmp_path: Path) -> None:
    sizes = []
    for number in range(1, 61):
        told.looks.clear()
        eye.watch(number, CHECK, tmp_path, None)
        until(lambda: told.looks)
        eye.stop()
        until(lambda: not (tmp_path / "open").exists())
        if number in (20, 60):
            assert eye.pid
            child, app = psutil.Process(eye.pid), psutil.Process()
            sizes.append((child.num_threads(), child.num_fds(), app.num_fds(), child.memory_info().rss / 1e6))
    (*before, memory_before), (*after, memory_after) = sizes
    assert after == before
    assert memory_after - memory_before < 5


def test_a_tray_is_followed_beside_the_check_and_a_push_counts_as_movement(told: Told, tmp_path: Path) -> None:
    set_mode(tmp_path, "ok")
    seen: list[TrayPushed | OutlineSeen] = []
    eye = CameraProcess(
        str(tmp_path), lambda f: f(), told.on_look, told.on_camera, MeanDetector, FaultyCamera, make_tray_eye=ThirdFrame
    )
    eye.follow(lambda: TRAY, seen.append)
    try:
        eye.watch(1, CHECK, tmp_path, None)
        until(lambda: any(look.reason is Reason.MOVING for _, look, _ in told.looks))
        until(told.is_good)
        assert seen == [TrayPushed(PUSH)]
        assert [look.reason for _, look, _ in told.looks].count(Reason.MOVING) == 1
        eye.shine(((1.0, 2.0), (3.0, 2.0), (3.0, 4.0)))
        until(lambda: OutlineSeen(3.0) in seen)
    finally:
        eye.close()


def test_a_tray_that_cannot_be_followed_leaves_the_check_alone(told: Told, tmp_path: Path) -> None:
    set_mode(tmp_path, "ok")
    eye = CameraProcess(
        str(tmp_path), lambda f: f(), told.on_look, told.on_camera, MeanDetector, FaultyCamera, make_tray_eye=Broken
    )
    eye.follow(lambda: TRAY, lambda seen: None)
    try:
        eye.watch(1, CHECK, tmp_path, None)
        until(told.is_good)
    finally:
        eye.close()
