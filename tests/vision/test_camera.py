"""The newest frame of a camera that may do anything, and what is a camera at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from oss_app.core.errors import DeviceError
from oss_app.vision.camera import find_cameras, open_camera
from oss_app.vision.frame_grabber import CameraTrouble, FrameGrabber
from oss_app.vision.picture import Picture

from ..leftovers import nothing_left, until
from .faulty import FaultyCamera, set_mode


class CountingCamera:
    """Frame n is all n, ten milliseconds apart; it can be held in a read."""

    can_freeze = False

    def __init__(self) -> None:
        self.count = 0
        self.begun: list[str] = []
        self.held: list[bool] = []
        self.may_go = threading.Event()
        self.may_go.set()
        self.is_closed = False

    def begin(self, check: str) -> None:
        self.begun.append(check)

    def read(self) -> Picture | None:
        time.sleep(0.01)
        self.may_go.wait()
        self.count += 1
        return np.full((4, 4, 3), self.count % 256, np.uint8)

    def hold_exposure(self, *, holds: bool) -> None:
        self.held.append(holds)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


@pytest.fixture
def camera() -> CountingCamera:
    return CountingCamera()


@pytest.fixture
def grabber(camera: CountingCamera) -> Iterator[FrameGrabber]:
    grabber = FrameGrabber(lambda: camera, "probe")
    yield grabber
    camera.may_go.set()
    assert grabber.close()
    assert camera.is_closed


@pytest.fixture
def faulty(tmp_path: Path) -> Iterator[FrameGrabber]:
    set_mode(tmp_path, "ok")
    grabber = FrameGrabber(partial(FaultyCamera, str(tmp_path)))
    yield grabber
    assert grabber.close()
    assert not (tmp_path / "open").exists()


def test_a_slow_reader_gets_the_newest_frame(grabber: FrameGrabber, camera: CountingCamera) -> None:
    after = 0
    for _ in range(4):
        time.sleep(0.15)
        frame = grabber.newest(after, 1.0)
        assert frame is not None
        assert frame.number > after + 5 or after == 0
        assert camera.count - frame.number <= 1
        after = frame.number


def test_no_frame_is_handed_out_twice(grabber: FrameGrabber, camera: CountingCamera) -> None:
    frame = grabber.newest(0, 1.0)
    assert frame is not None
    camera.may_go.clear()
    time.sleep(0.05)
    newest = grabber.newest(frame.number, 0.0) or frame
    assert grabber.newest(newest.number, 0.1) is None


def test_no_frame_from_before_a_watch_began_is_handed_out(grabber: FrameGrabber, camera: CountingCamera) -> None:
    assert grabber.newest(0, 1.0)
    camera.may_go.clear()
    time.sleep(0.05)
    grabber.begin("mirror")
    camera.may_go.set()  # this read began before the watch did
    frame = grabber.newest(0, 1.0)
    assert frame is not None
    assert camera.begun == ["probe", "mirror"]
    assert frame.picture[0, 0, 0] >= 3


def test_the_exposure_is_held_and_let_go_between_two_reads(grabber: FrameGrabber, camera: CountingCamera) -> None:
    frame = grabber.newest(0, 20.0)
    assert frame is not None and camera.held == []
    grabber.hold_exposure(holds=True)
    until(lambda: camera.held == [True], 20.0)
    grabber.hold_exposure(holds=False)
    until(lambda: camera.held == [True, False], 20.0)
    assert grabber.newest(frame.number, 20.0) is not None


def test_a_read_that_does_not_return_is_stuck_after_2_s(
    grabber: FrameGrabber, camera: CountingCamera, record_property: Callable[[str, object], None]
) -> None:
    assert grabber.newest(0, 1.0)
    camera.may_go.clear()
    began = time.monotonic()
    until(lambda: grabber.trouble() is CameraTrouble.NO_FRAMES)
    seen = time.monotonic() - began
    until(lambda: grabber.is_stuck)
    assert time.monotonic() - began >= 1.5, "a read that only takes long is not given up"
    record_property("milliseconds", {"took": (seen) * 1000, "target": 1500})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "trouble"),
    [("black", CameraTrouble.BLACK), ("frozen", CameraTrouble.FROZEN), ("unplugged", CameraTrouble.NO_FRAMES)],
)
def test_trouble_is_found_in_2_s_and_over_in_5(
    faulty: FrameGrabber, tmp_path: Path, mode: str, trouble: CameraTrouble
) -> None:
    assert faulty.newest(0, 2.0)
    assert faulty.trouble() is None
    set_mode(tmp_path, mode)
    until(lambda: faulty.trouble() is trouble, 2.0)
    time.sleep(1.5)  # long enough for the camera to be closed
    assert faulty.trouble() is trouble
    set_mode(tmp_path, "ok")
    until(lambda: faulty.trouble() is None, 5.0)


@pytest.mark.slow
def test_a_frozen_camera_is_opened_anew_without_seeming_good(faulty: FrameGrabber, tmp_path: Path) -> None:
    assert faulty.newest(0, 2.0)
    set_mode(tmp_path, "frozen")
    until(lambda: faulty.trouble() is CameraTrouble.FROZEN)
    until(lambda: not (tmp_path / "open").exists(), 4.0)
    set_mode(tmp_path, "absent")
    time.sleep(1.5)
    assert faulty.trouble() in (CameraTrouble.FROZEN, CameraTrouble.NO_FRAMES)


@pytest.mark.slow
def test_a_camera_that_does_not_open_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    set_mode(tmp_path, "absent")
    grabber = FrameGrabber(partial(FaultyCamera, str(tmp_path)))
    until(lambda: grabber.trouble() is CameraTrouble.NO_FRAMES, 0.5)
    time.sleep(2.2)
    assert [r.message for r in caplog.records] == ["The camera is not there."]
    assert grabber.close()


def test_a_camera_by_number_that_is_not_there_does_not_open() -> None:
    with pytest.raises(DeviceError, match="Camera 97"):
        open_camera("97")


def test_finding_cameras_where_there_may_be_none() -> None:
    for found in find_cameras():
        assert found.width > 0
        assert found.height > 0
